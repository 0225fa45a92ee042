"""Running a notebook: parameters in, the executed notebook out; a failed one is kept as evidence by the caller."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.errors import ReportError, UsageError
from zhengjian_stats.report.workshop import KERNEL, Workshop, open_workshop

if TYPE_CHECKING:
    from nbclient import NotebookClient
    from nbformat import NotebookNode

PARAMETERS_TAG: Final = "parameters"
INJECTED_TAG: Final = "injected-parameters"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a cell and the whole notebook may take, in seconds."""

    cell: float = 300.0
    total: float = 1800.0
    start: float = 60.0


class NotebookFailedError(ReportError):
    """A notebook that failed, with what it had done until then."""

    def __init__(self, message: str, notebook: NotebookNode) -> None:
        super().__init__(message)
        self.notebook = notebook


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook file.

    Raises
    ------
    UsageError
        It is not there or is no notebook.
    """
    import nbformat

    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such notebook") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, AttributeError, KeyError, nbformat.ValidationError) as error:
        raise UsageError(f"{path}: is no notebook ({type(error).__name__}); open it in Jupyter and save it again") from error
    return notebook


def with_parameters(notebook: NotebookNode, values: Mapping[str, Any]) -> NotebookNode:
    """Return a copy of a notebook in which the values stand after its parameters cell (or first), as papermill puts them.

    Examples
    --------
    >>> import nbformat.v4 as v4
    >>> first = v4.new_code_cell("period = 'latest'", metadata={"tags": ["parameters"]})
    >>> [cell.source for cell in with_parameters(v4.new_notebook(cells=[first]), {"period": "2025Q4"}).cells]
    ["period = 'latest'", "period = '2025Q4'"]
    """
    import copy

    import nbformat.v4 as v4

    notebook = copy.deepcopy(notebook)
    cells = [cell for cell in notebook.cells if INJECTED_TAG not in _tags(cell)]
    source = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    injected = v4.new_code_cell(source, metadata={"tags": [INJECTED_TAG]}, id=INJECTED_TAG)  # type: ignore[no-untyped-call]
    place = next((i + 1 for i, cell in enumerate(cells) if PARAMETERS_TAG in _tags(cell)), 0)
    notebook.cells = [*cells[:place], injected, *cells[place:]]
    return notebook


def execute(notebook: NotebookNode, folder: Path, limits: Limits = Limits()) -> NotebookNode:
    """Run a notebook in a kernel of its own, in a folder, and return it with its outputs.

    Raises
    ------
    NotebookFailedError
        A cell raised or took too long, or the kernel did not start or died.
    """
    import nbformat.v4 as v4
    from nbclient import NotebookClient

    if notebook.nbformat_minor < 5:
        notebook = v4.upgrade(notebook)  # type: ignore[no-untyped-call]
    with open_workshop() as workshop, workshop.stderr.open("wb") as said:
        client = NotebookClient(
            notebook,
            kernel_name=KERNEL,
            timeout_func=_Clock(limits).left,
            startup_timeout=int(limits.start),
            record_timing=False,
            coalesce_streams=True,
        )
        client.km = workshop.kernel()
        _run(client, workshop, folder=folder, said=said)
    return client.nb


class _Clock:
    """What is left for a cell of the time of the whole run."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = time.monotonic() + limits.total

    def left(self, _cell: NotebookNode) -> int:
        # nbclient takes whole seconds, and 0 as "no limit".
        return max(1, round(min(self._limits.cell, self._end - time.monotonic())))


def _run(client: NotebookClient, workshop: Workshop, *, folder: Path, said: Any) -> None:
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    at = 0
    try:
        with client.setup_kernel(cwd=str(folder), env=workshop.environment(), stdout=said, stderr=said, cleanup_kc=True):
            for at, cell in enumerate(client.nb.cells):
                client.execute_cell(cell, at)
    except CellControlSignal as error:
        raise NotebookFailedError(f"cell {at + 1}: {_reason(error)}", client.nb) from error
    except (DeadKernelError, RuntimeError, OSError) as error:
        said.flush()
        last = workshop.stderr.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise NotebookFailedError(f"cell {at + 1}: {_first_line(error)}{' · ' + last[0] if last else ''}", client.nb) from error


def _reason(error: Exception) -> str:
    name, value = getattr(error, "ename", ""), getattr(error, "evalue", "")
    return f"{name}: {value.strip().splitlines()[0] if value.strip() else ''}".rstrip(": ") if name else _first_line(error)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))
