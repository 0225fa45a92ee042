"""Which column of a table holds what, and a row as a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers.base import Note, RawDocument
from zhengjian_stats.readers.dates import iso_date
from zhengjian_stats.readers.decoding import one_newline
from zhengjian_stats.readers.plain import has_tags, pages_of, without_markup
from zhengjian_stats.schema import Column, spec_of

#: Beyond so many rows that could not be used, the rest is only counted.
_MOST_NOTES: Final = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: where it stands (``row 17``), and its cells by heading; ``fault`` says why it cannot be used."""

    place: str
    cells: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


def columns_of(headings: Iterable[str]) -> dict[str, str]:
    """Return which heading stands for which column: ``text``, ``headline``, and columns of ``issues``.

    Examples
    --------
    >>> columns_of(["ID", "标题", "正文", "Publish_Time"])
    {'text': '正文', 'headline': '标题', 'issued_on': 'Publish_Time'}
    """
    known: dict[str, str] = {}
    for heading in headings:
        known.setdefault(_plain(heading), heading)
    found = {column: next((known[name] for name in names if name in known), None) for column, names in _names().items()}
    return {column: heading for column, heading in found.items() if heading is not None}


def documents_of(rows: Sequence[Row], headings: Sequence[str], notes: Sequence[Note] = ()) -> list[RawDocument]:
    """Return a document for each row that has a text; what could not be used becomes notes on the first.

    Raises
    ------
    ReadError
        ``unreadable_file`` without a column of texts, ``bad_row`` where no row can be used.

    Examples
    --------
    >>> row = Row("row 2", {"标题": "会议召开", "正文": "张三主持会议。", "日期": "2021/9/3"})
    >>> documents_of([row], ["标题", "正文", "日期"])[0].fields
    {'headline': '会议召开', 'issued_on': '2021-09-03'}
    """
    columns = columns_of(headings)
    if "text" not in columns:
        found = "、".join(heading for heading in headings if heading.strip()) or "none"
        raise ReadError("unreadable_file", f"no column holds texts; name one 'text' or 正文; the columns are: {found}")
    documents, faults = [], list(notes)
    for row in rows:
        text = row.cells.get(columns["text"], "")
        if row.fault or not text.strip():
            faults.append(Note("bad_row", row.fault or f"the row has no {columns['text']}", row.place))
            continue
        fields, doubts = _fields(row, columns)
        documents.append(RawDocument(_pages(text), "table", row.place, fields, tuple(doubts)))
    if not documents:
        first = f"; the first: {faults[-1].place}: {faults[0].message}" if faults else ""
        raise ReadError("bad_row", f"no row of the table can be used{first}")
    return [replace(documents[0], notes=(*_few(faults), *documents[0].notes)), *documents[1:]]


def _few(notes: Sequence[Note]) -> list[Note]:
    more = len(notes) - _MOST_NOTES
    return [*notes[:_MOST_NOTES], *([Note("bad_row", f"{more} more rows could not be used")] if more > 0 else [])]


def _pages(text: str) -> tuple[str, ...]:
    # Crawlers leave the tags of the page in what they save.
    return pages_of(without_markup(one_newline(text)) if has_tags(text) else one_newline(text))


def _fields(row: Row, columns: Mapping[str, str]) -> tuple[dict[str, str], list[Note]]:
    fields: dict[str, str] = {}
    notes: list[Note] = []
    for column, heading in columns.items():
        value = row.cells.get(heading, "").strip()
        if column == "text" or not value:
            continue
        known = value if column == "headline" else _value_of(_issue_columns()[column], value)
        if known is None:
            notes.append(Note("bad_row", f"{heading} says {value[:40]!r}, which is no {column}; it was left out", row.place))
        else:
            fields[column] = known
    return fields, notes


def _value_of(column: Column, value: str) -> str | None:
    """Return a cell as the column wants it, or ``None`` where it cannot be that."""
    if column.kind == "date":
        return iso_date(value)
    if column.kind == "int":
        whole = value.removesuffix(".0")
        return str(int(whole)) if whole.isdecimal() and len(whole) < 10 else None
    return value if not column.values or value in column.values else None


def _plain(heading: str) -> str:
    return "".join(heading.split()).replace("_", "").replace("-", "").casefold()


@cache
def _names() -> Mapping[str, Sequence[str]]:
    names: Mapping[str, Sequence[str]] = lexicon.load("readers/table_columns")["columns"]
    return names


@cache
def _issue_columns() -> Mapping[str, Column]:
    return {column.name: column for column in spec_of("issues").columns}
