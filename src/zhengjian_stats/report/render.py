"""An executed notebook becomes one HTML page that asks no host for anything."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.errors import ReportError

if TYPE_CHECKING:
    from nbconvert import HTMLExporter
    from nbformat import NotebookNode

TEMPLATE: Final = "zhengjian"


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: its HTML, and the facts that its notebook states (language, title, period, headline figures)."""

    html: str
    facts: dict[str, Any]


def template_folder() -> Path:
    """Return the folder that holds the template ``zhengjian``, for ``nbconvert --template-basedir``-like uses.

    Examples
    --------
    >>> (template_folder() / TEMPLATE / "index.html.j2").is_file()
    True
    """
    return Path(str(files("zhengjian_stats") / "report" / "template"))


def render(notebook: NotebookNode, name: str = "") -> Page:
    """Turn an executed notebook into a page with the template ``zhengjian``; code and prompts are left out.

    Raises
    ------
    ReportError
        The installation of nbconvert is incomplete.

    Examples
    --------
    >>> import nbformat.v4 as v4
    >>> "<h2" in render(v4.new_notebook(cells=[v4.new_markdown_cell("## 出席")])).html
    True
    """
    from jinja2 import TemplateError

    try:
        html, _ = _exporter().from_notebook_node(notebook, {"metadata": {"name": name}})
    except (ValueError, TemplateError) as error:
        raise ReportError(f"the page could not be made: {error}; install nbconvert again") from error
    return Page(html.rstrip() + "\n", facts_of(notebook))


def facts_of(notebook: NotebookNode) -> dict[str, Any]:
    """Return what the outputs of a notebook state about its page; the first to say a thing is believed."""
    facts: dict[str, Any] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for key, value in output.get("metadata", {}).get("zhengjian", {}).items():
                facts.setdefault(key, value)
    return facts


@cache
def _exporter() -> HTMLExporter:
    # An exporter made here, not by the nbconvert application, reads no configuration of the user's.
    from nbconvert.exporters import HTMLExporter

    folders = [str(template_folder())]
    return HTMLExporter(template_name=TEMPLATE, extra_template_basedirs=folders)  # type: ignore[no-untyped-call]
