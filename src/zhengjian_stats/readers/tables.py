"""Tables of texts, as crawlers and people leave them: a row is a document."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers.archive import open_archive, parse_xml, read_member
from zhengjian_stats.readers.base import Note, RawDocument
from zhengjian_stats.readers.columns import Row, columns_of, documents_of
from zhengjian_stats.readers.decoding import REPLACEMENT, decode, one_newline
from zhengjian_stats.readers.sniff import suffix_of

SUFFIXES: Final = {
    ".csv": ("text",),
    ".tsv": ("text",),
    ".jsonl": ("text",),
    ".ndjson": ("text",),
    ".xlsx": ("xlsx",),
}

_DELIMITERS: Final = ",;\t|"
#: Above the headings may stand the title of the table.
_HEAD_ROWS: Final = 5
#: The last row that a worksheet can have; a file that names a later one is damaged.
_LAST_ROW: Final = 1_048_576

#: How Excel writes the carriage return of a cell with several lines.
_CARRIAGE_RETURN: Final = "_x000D_"
# "\ud83d" in JSON, a character cut in half by a crawler: no file can hold it
_LONE_HALF: Final = re.compile("[\ud800-\udfff]")

_Cells = tuple[int, list[str]]


def read(data: bytes, name: str) -> list[RawDocument]:
    r"""Read a table of texts.

    Examples
    --------
    >>> document = read("标题,正文\n会议召开,张三主持会议。\n".encode("gbk"), "a.csv")[0]
    >>> document.place, document.fields, document.pages
    ('row 2', {'headline': '会议召开'}, ('张三主持会议。',))
    """
    suffix = suffix_of(name)
    if suffix == ".xlsx":
        return _read_workbook(data)
    decoded = decode(data)
    read_text = _read_lines if suffix in {".jsonl", ".ndjson"} else _read_separated
    return read_text(one_newline(decoded.text), decoded.notes)


def _read_separated(text: str, notes: Sequence[Note]) -> list[RawDocument]:
    delimiter = _delimiter(text)
    rows, broken = _separated(text, delimiter)
    headings, below = _headings(rows)
    return documents_of(list(_rows(headings, below, "row {}".format)), headings, [*notes, *broken])


def _delimiter(text: str) -> str:
    """Return the delimiter under which the first line names a column of texts, else the one that cuts it most often."""
    head = text.lstrip().partition("\n")[0]
    if head.lower().startswith("sep=") and len(head) == 5:
        return head[4]
    cuts = {delimiter: next(csv.reader([head], delimiter=delimiter), []) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: ("text" in columns_of(cuts[delimiter]), len(cuts[delimiter])))


def _separated(text: str, delimiter: str) -> tuple[list[_Cells], list[Note]]:
    # Texts are longer than the module's limit for a field; the limit is one for the whole process, so it is put back.
    limit = csv.field_size_limit(max(len(text), csv.field_size_limit()))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            return list(enumerate(reader, 1)), []
        except csv.Error as error:
            note = Note("bad_row", f"quotation marks do not pair near line {reader.line_num} ({error}); look at the rows there")
        lenient = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return list(enumerate(lenient, 1)), [note]
    finally:
        csv.field_size_limit(limit)


def _headings(rows: Sequence[_Cells]) -> tuple[list[str], list[_Cells]]:
    """Return the row of headings and the rows below it."""
    filled = [i for i, (_, cells) in enumerate(rows) if any(cell.strip() for cell in cells)]
    named = (i for i in filled[:_HEAD_ROWS] if "text" in columns_of(rows[i][1]))
    at = next(named, filled[0] if filled else None)
    return ([], []) if at is None else (rows[at][1], list(rows[at + 1 :]))


def _rows(headings: Sequence[str], rows: Iterable[_Cells], place_of: Callable[[int], str]) -> Iterator[Row]:
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(headings) :]):
            fault = f"{len(cells)} cells under {len(headings)} headings: a delimiter in a text without quotation marks?"
            yield Row(place_of(number), fault=fault)
            continue
        named: dict[str, str] = {}
        for heading, cell in zip(headings, cells, strict=False):
            named.setdefault(heading, cell)
        yield Row(place_of(number), named)


def _read_lines(text: str, notes: Sequence[Note]) -> list[RawDocument]:
    numbered = enumerate(text.split("\n"), 1)
    rows = [_row_of(line, f"row {number}") for number, line in numbered if line.strip()]
    headings = list(dict.fromkeys(key for row in rows for key in row.cells))
    if not headings:
        raise ReadError("bad_row", f"no line is a JSON object; the first: {rows[0].fault}" if rows else "the file has no line")
    return documents_of(rows, headings, notes)


def _row_of(line: str, place: str) -> Row:
    try:
        value = json.loads(line)
    # Numbers of a million digits and brackets of a million levels are ValueError and RecursionError.
    except (ValueError, RecursionError) as error:
        return Row(place, fault=f"not JSON: {error}"[:200])
    if not isinstance(value, dict):
        return Row(place, fault=f"a JSON {type(value).__name__} where an object was expected")
    return Row(place, {str(key): _text_of(item) for key, item in value.items()})


def _read_workbook(data: bytes) -> list[RawDocument]:
    _check_workbook(data)
    sheets = {title: _headings(rows) for title, rows in _sheets(data).items()}
    used = {title: sheet for title, sheet in sheets.items() if "text" in columns_of(sheet[0])}
    if not used:
        return documents_of([], next((headings for headings, _ in sheets.values() if headings), []))
    documents = []
    for title, (headings, below) in used.items():
        place = "row {}" if len(used) == 1 else f"{title.replace('{', '{{').replace('}', '}}')} row {{}}"
        documents += documents_of(list(_rows(headings, below, place.format)), headings)
    return documents


def _check_workbook(data: bytes) -> None:
    """Refuse a workbook whose XML declares entities: the library that reads it would follow them."""
    with open_archive(data) as archive:
        for name in archive.namelist():
            if name.lower().endswith((".xml", ".rels")):
                parse_xml(read_member(archive, name) or b"", name)


def _sheets(data: bytes) -> dict[str, list[_Cells]]:
    import openpyxl

    with warnings.catch_warnings():
        # It warns of formats and extensions that hold no text.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return {sheet.title: _cells(sheet) for sheet in book.worksheets}
            finally:
                book.close()
        # It raises whatever a damaged part makes it stumble over: KeyError, TypeError, AttributeError …
        except Exception as error:
            raise ReadError("unreadable_file", f"the workbook is damaged ({error}); open it and save it again") from error


def _cells(sheet: Any) -> list[_Cells]:
    # The size that a sheet declares is often wrong, and may be that of the largest sheet there can be.
    sheet.reset_dimensions()
    numbered = zip(range(1, _LAST_ROW + 1), sheet.iter_rows(values_only=True), strict=False)
    return [(number, [_text_of(value).replace(_CARRIAGE_RETURN, "") for value in row]) for number, row in numbered if row]


def _text_of(value: object) -> str:
    """Return a cell as text; nested objects are nothing that a column could hold."""
    if isinstance(value, str):
        return _LONE_HALF.sub(REPLACEMENT, value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return "\n".join(item for item in value if isinstance(item, str))
    if isinstance(value, float):
        return "" if value != value else f"{value:.15g}"
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
