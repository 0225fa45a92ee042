"""The files that a person keeps beside the raw ones: ``metadata.csv``, ``roster.csv``, ``bodies.csv``, ``corrections.csv``.

What is wrong in them is an error that names the file, the row, the column and, for a column, the nearest known one.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.errors import SettingsError
from zhengjian_stats.parse.stated import STATEABLE, stated_value
from zhengjian_stats.schema import FRAMES, MEETING_KINDS

if TYPE_CHECKING:
    import pandas as pd

METADATA: Final = "metadata.csv"
ROSTER: Final = "roster.csv"
BODIES: Final = "bodies.csv"
CORRECTIONS: Final = "corrections.csv"

COMPANIONS: Final = frozenset((METADATA, ROSTER, BODIES, CORRECTIONS))

ROSTER_COLUMNS: Final = ("name", "organization", "title", "since", "until", "expected_at", "aliases")
BODIES_COLUMNS: Final = ("body", "alias", "since", "until", "successor")
CORRECTIONS_COLUMNS: Final = ("source", "words", "field", "was", "is", "by", "on", "note")
#: Columns of ``issues`` that are counted; a table that was exported and edited has them, and they say nothing.
_COUNTED: Final = tuple(name for name in FRAMES["issues"].names if name not in STATEABLE)
_DATES: Final = frozenset({"since", "until"})


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a companion file: its line in the file, its cells by column, blank ones left out."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CompanionFiles:
    """What stands in the companion files of a folder; a file that is not there is ``None`` or empty."""

    metadata: Mapping[str, Cells] = field(default_factory=dict)
    roster: pd.DataFrame | None = None
    bodies: pd.DataFrame | None = None
    corrections: tuple[Cells, ...] = ()


def load_companions(folder: Path) -> CompanionFiles:
    """Read the companion files of a folder.

    Raises
    ------
    SettingsError
        A file cannot be read, or a column or a cell is not what it should be.
    """
    return CompanionFiles(
        _metadata(folder / METADATA),
        _frame(folder / ROSTER, ROSTER_COLUMNS, required=("name", "title")),
        _frame(folder / BODIES, BODIES_COLUMNS, required=("body", "alias")),
        tuple(_rows(folder / CORRECTIONS, CORRECTIONS_COLUMNS, required=("field", "was", "is"))),
    )


def file_key(path: str) -> str:
    r"""Return a path as it is compared: with ``/``, without ``./``, in composed characters.

    Examples
    --------
    >>> file_key(".\\2024\\第1期.txt")
    '2024/第1期.txt'
    """
    return unicodedata.normalize("NFC", re.sub(r"^(\./)+", "", path.strip().replace("\\", "/")))


def _metadata(path: Path) -> Mapping[str, Cells]:
    found: dict[str, Cells] = {}
    for row in _rows(path, ("path", *STATEABLE), required=("path",), ignored=_COUNTED):
        cells = dict(row.cells)
        name = file_key(cells.pop("path", ""))
        if not name:
            raise SettingsError(f"{path}: row {row.line}, column 'path': the cell is blank; name the file")
        if name in found:
            raise SettingsError(f"{path}: row {row.line}: {name} has a row already, row {found[name].line}; keep one")
        for column, text in cells.items():
            _checked(path, row, column, text)
        found[name] = Cells(row.line, cells)
    return found


def _checked(path: Path, row: Cells, column: str, text: str) -> Any:
    try:
        return stated_value("issued_on" if column in _DATES else column, text)
    except ValueError as error:
        raise SettingsError(f"{path}: row {row.line}, column {column!r}: {error}") from error


def _frame(path: Path, columns: Sequence[str], required: Sequence[str]) -> pd.DataFrame | None:
    rows = list(_rows(path, columns, required))
    if not rows and not path.is_file():
        return None
    import pandas as pd

    values = [_values(path, row, columns, required) for row in rows]
    types = {name: "datetime64[us]" if name in _DATES else "str" for name in columns}
    return pd.DataFrame({name: pd.Series([v.get(name) for v in values], dtype=kind) for name, kind in types.items()})


def _values(path: Path, row: Cells, columns: Sequence[str], required: Sequence[str]) -> dict[str, Any]:
    for name in required:
        if name not in row.cells:
            raise SettingsError(f"{path}: row {row.line}, column {name!r}: the cell is blank")
    values: dict[str, Any] = {name: row.cells.get(name) for name in columns}
    for name in _DATES & row.cells.keys():
        values[name] = _checked(path, row, name, row.cells[name])
    _check_order(path, row, values)
    if values.get("expected_at"):
        values["expected_at"] = _kinds(path, row, values["expected_at"])
    return values


def _check_order(path: Path, row: Cells, values: Mapping[str, Any]) -> None:
    since, until = (values.get(name) for name in ("since", "until"))
    if isinstance(since, dt.date) and isinstance(until, dt.date) and until < since:
        raise SettingsError(f"{path}: row {row.line}, column 'until': {until} lies before 'since', {since}")


def _kinds(path: Path, row: Cells, text: str) -> str:
    kinds = [kind.strip() for kind in re.split("[;；]", text) if kind.strip()]
    for kind in kinds:
        if kind not in MEETING_KINDS:
            hint = _nearest(kind, MEETING_KINDS)
            raise SettingsError(f"{path}: row {row.line}, column 'expected_at': no kind of meeting is called {kind!r}{hint}")
    return ";".join(kinds)


def _rows(path: Path, columns: Sequence[str], required: Sequence[str], ignored: Sequence[str] = ()) -> Iterator[Cells]:
    """Read the rows of a table, its head checked; nothing where there is no such file."""
    text = _text(path)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        head = [name.strip() for name in next(reader, [])]
        _check_head(path, head, (*columns, *ignored), required)
        for cells in reader:
            filled = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name and cell.strip()}
            if len(cells) > len(head) and any(cell.strip() for cell in cells[len(head) :]):
                raise SettingsError(f"{path}: row {reader.line_num} has more cells than the {len(head)} columns of the head")
            if filled:
                yield Cells(reader.line_num, {name: cell for name, cell in filled.items() if name not in ignored})
    except csv.Error as error:
        raise SettingsError(f"{path}: row {reader.line_num}: not a table of comma-separated values: {error}") from error


def _check_head(path: Path, head: Sequence[str], known: Sequence[str], required: Sequence[str]) -> None:
    for place, name in enumerate(head):
        if name and name not in known:
            raise SettingsError(f"{path}: row 1: unknown column {name!r}{_nearest(name, known)}")
        if name and name in head[:place]:
            raise SettingsError(f"{path}: row 1: column {name!r} stands there twice")
    for name in required:
        if name not in head:
            raise SettingsError(
                f"{path}: row 1: the column {name!r} is missing; found {', '.join(filter(None, head)) or 'none'}"
            )


def _nearest(name: str, known: Sequence[str] | Mapping[str, str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"


def _text(path: Path) -> str | None:
    """Read a table as spreadsheets write it: UTF-8, UTF-16 with its mark, or GB18030."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}") from error
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SettingsError(f"{path}: neither UTF-8 nor GB18030; save it as CSV in UTF-8")


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",\t;", key=lambda mark: (head.count(mark), mark == ","))
