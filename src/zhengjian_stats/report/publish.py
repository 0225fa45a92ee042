"""A notebook, a period, a folder of reports: the page appears there whole, or the old one stays."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.errors import ReportError
from zhengjian_stats.report.execute import Limits, NotebookFailedError, execute, read_notebook, with_parameters
from zhengjian_stats.report.index import index_page
from zhengjian_stats.report.render import render
from zhengjian_stats.store.files import make_folder, write_whole

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from zhengjian_stats.messages import Language

#: /x/y.py:3: UserWarning: no font has Chinese glyphs
_WARNING: Final = re.compile(r"^\S.*?:\d+: \w*Warning: (.+)$", re.MULTILINE)

#: The notebook whose page is the report of a period itself; any other stands beside it under its own name.
MAIN_NOTEBOOK: Final = "periodic_report"
FAILED: Final = "failed"

#: Names that the main report has in the folder of a period.
_TAKEN: Final = frozenset({"index", "figures"})


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: a notebook with its parameters, as the report of a period (its label), in a folder of reports."""

    notebook: Path
    period: str
    reports: Path
    lang: Language = "zh"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    @property
    def page_name(self) -> str:
        """Name of the page without suffix: ``index`` for the main notebook."""
        stem = self.notebook.stem
        if stem == MAIN_NOTEBOOK:
            return "index"
        return f"{stem}-notebook" if stem.lower() in _TAKEN else stem

    @property
    def page(self) -> Path:
        """Where the page will stand."""
        return self.reports / self.period / f"{self.page_name}.html"

    @property
    def evidence(self) -> Path:
        """Where the executed notebook is kept if it fails."""
        extra = "" if self.page_name == "index" else f"-{self.page_name}"
        return self.reports / FAILED / f"{self.period}{extra}.ipynb"


@dataclass(frozen=True, slots=True)
class Published:
    """A report that was made: its page, the facts it states, and the warnings of its notebook, which the page leaves out."""

    page: Path
    facts: Mapping[str, Any]
    warnings: tuple[str, ...] = ()


def make_report(order: Order) -> Published:
    """Run the notebook, render it and put the page in its place; then renew the list of reports.

    Raises
    ------
    ReportError
        The notebook failed: it is kept as evidence (``reports/failed/…``), the last good report stays as it was.
    StoreWriteError
        The folder of reports cannot be written.
    """
    notebook = with_parameters(read_notebook(order.notebook), order.parameters)
    try:
        executed = execute(notebook, order.notebook.resolve().parent, order.limits)
    except NotebookFailedError as error:
        _keep(error.notebook, order.evidence)
        write_index(order.reports, order.lang)
        raise ReportError(f"{order.notebook.name}, {error}; what it had done is kept in {order.evidence}") from error
    page = render(executed, order.notebook.stem)
    facts = {"period": order.period, **page.facts}
    write_file(order.page.with_name("figures.json" if order.page_name == "index" else f"{order.page_name}.json"), _json(facts))
    write_file(order.page, page.html)
    order.evidence.unlink(missing_ok=True)
    write_index(order.reports, order.lang)
    return Published(order.page, facts, warnings_of(executed))


def warnings_of(notebook: NotebookNode) -> tuple[str, ...]:
    r"""Return what the cells of an executed notebook warned of, each once.

    Examples
    --------
    >>> import nbformat.v4 as v4
    >>> said = v4.new_output("stream", name="stderr", text="/x/y.py:3: UserWarning: no font has Chinese glyphs\n  draw()")
    >>> warnings_of(v4.new_notebook(cells=[v4.new_code_cell("draw()", outputs=[said])]))
    ('no font has Chinese glyphs',)
    """
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    said = "\n".join(output.text for output in outputs if output.get("name") == "stderr")
    return tuple(dict.fromkeys(_WARNING.findall(said)))


def write_index(reports: Path, lang: Language) -> Path:
    """Write ``index.html``, the list of all reports in a folder."""
    return write_file(reports / "index.html", index_page(reports, lang))


def write_file(path: Path, content: str) -> Path:
    """Write a file so that it is there whole, or as it was before.

    Raises
    ------
    StoreWriteError
        The disk is full or the folder not writable.
    """
    make_folder(path.parent)
    write_whole(path, content.encode("utf-8"))
    return path


def _keep(notebook: NotebookNode, path: Path) -> None:
    import nbformat

    write_file(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]


def _json(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
