"""Rows to validated frames, by way of plain columns.

What a file holds travels as *columns*: ``{frame: {column: [values]}}`` with nothing but strings, numbers, booleans, ``None``
and dates as ``YYYY-MM-DD``. They are small, go through a pipe or into a cache as JSON, and become Arrow tables without a row
ever being built twice. ``TEXTS`` is carried along with the frames: the cleaned texts and the way back to the raw ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.schema import FRAMES, arrow_schema, spec_of, validate

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    from zhengjian_stats.parse.issue import ParsedIssue

Columns = dict[str, list[Any]]
#: Columns by frame; a frame without rows may be left out.
Sheets = dict[str, Columns]
Row = Mapping[str, Any]

#: Name under which the cleaned texts travel beside the frames.
TEXTS: Final = "texts"

#: Frames without ``issue_id``, whose rows follow those of another frame: frame → (that frame, the key by which).
FOLLOWS: Final[Mapping[str, tuple[str, str]]] = {
    "terms": ("articles", "article_id"),
    "directive_themes": ("directives", "directive_id"),
}


def columns_of(name: str, rows: Iterable[Row]) -> Columns:
    """Turn rows of a frame into columns, every column of the contract among them.

    Examples
    --------
    >>> columns_of("terms", [{"article_id": "a", "term": "地方志", "n": 2}])
    {'article_id': ['a'], 'term': ['地方志'], 'n': [2]}
    """
    rows = list(rows)
    columns = {column.name: [row.get(column.name) for row in rows] for column in spec_of(name).columns}
    for column in spec_of(name).columns:
        if column.kind == "date":
            columns[column.name] = [day and day.isoformat() for day in columns[column.name]]
    return columns


def sheets_of(issues: Iterable[ParsedIssue], problems: Iterable[Row] = ()) -> Sheets:
    """Turn the issues of one file, and the problems met on the way, into columns by frame."""
    issues = list(issues)
    rows: dict[str, list[Row]] = {"problems": list(problems)}
    for issue in issues:
        for name, found in issue.rows.items():
            rows.setdefault(name, []).extend(found)
    sheets = {name: columns_of(name, _ordered(name, found)) for name, found in sorted(rows.items()) if found}
    if issues:
        sheets[TEXTS] = {
            "issue_id": [issue.issue_id for issue in issues],
            "text": [issue.text for issue in issues],
            "clean": [[clean for clean, _ in issue.runs] for issue in issues],
            "raw": [[raw for _, raw in issue.runs] for issue in issues],
        }
    return sheets


def _ordered(name: str, rows: list[Row]) -> list[Row]:
    """Put the long frame in order while it is short, so that the file's own order of words does not show."""
    return sorted(rows, key=lambda row: (row["article_id"], row["term"])) if name == "terms" else rows


def table_of(name: str, columns: Columns) -> pa.Table:
    """Make an Arrow table of columns (of a frame or of the texts); what is still to be filled in may be missing.

    Examples
    --------
    >>> table_of("terms", {"article_id": ["a"], "term": ["地方志"], "n": [2]}).num_rows
    1
    """
    import pyarrow as pa

    arrays = [_array(columns[field.name], field.type) for field in arrow_fields(name)]
    return pa.Table.from_arrays(arrays, schema=arrow_fields(name))


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    if pa.types.is_timestamp(kind):
        days = [None if value is None else dt.date.fromisoformat(value) for value in values]
        return pa.array(days, pa.date32()).cast(kind)
    return pa.array(values, kind)


def arrow_fields(name: str) -> pa.Schema:
    """Return the Arrow schema of a frame or of the texts, every column nullable and without metadata."""
    import pyarrow as pa

    if name == TEXTS:
        offsets = pa.list_(pa.int64())
        return pa.schema([("issue_id", pa.string()), ("text", pa.string()), ("clean", offsets), ("raw", offsets)])
    types = {"str": pa.string(), "int": pa.int64(), "date": pa.timestamp("us"), "bool": pa.bool_()}
    return pa.schema([(c.name, types[c.kind]) for c in spec_of(name).columns])


def joined(name: str, tables: Sequence[pa.Table]) -> pa.Table:
    """Put tables of one frame under each other."""
    import pyarrow as pa

    return pa.concat_tables(tables) if tables else arrow_fields(name).empty_table()


def frame_from(table: pa.Table) -> pd.DataFrame:
    """Turn an Arrow table into a frame with the types of the contract.

    Examples
    --------
    >>> frame_from(arrow_fields("terms").empty_table()).dtypes.astype(str).to_dict()
    {'article_id': 'str', 'term': 'str', 'n': 'Int64'}
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    types = {pa.string(): pd.StringDtype(na_value=np.nan), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=types.get)
    return frame


def ordered(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame in the order of its contract, numbered from 0.

    Examples
    --------
    >>> from zhengjian_stats.schema import empty_frame
    >>> len(ordered("terms", empty_frame("terms")))
    0
    """
    import numpy as np

    order = [column for column in spec_of(name).order if column in frame.columns]  # what is missing, `validate` tells
    places = np.lexsort([_codes(frame[column]) for column in reversed(order)]) if order else np.arange(len(frame))
    if (places == np.arange(len(frame))).all():
        return frame.reset_index(drop=True)
    return frame.take(places).reset_index(drop=True)


def _codes(column: pd.Series[Any]) -> np.ndarray[Any, Any]:
    """Numbers that sort as the values do, missing ones last: much quicker than sorting the strings of a long frame."""
    import pandas as pd

    codes, values = pd.factorize(column, sort=True)
    codes[codes == -1] = len(values)
    return codes


def finished(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Put a frame in order and check it against its contract.

    Raises
    ------
    FrameError
        The frame breaks its contract.

    Examples
    --------
    >>> from zhengjian_stats.schema import empty_frame
    >>> list(finished("posts", empty_frame("posts")).columns)[:2]
    ['person_id', 'organization']
    """
    return validate(name, ordered(name, frame))


def table_from(name: str, frame: pd.DataFrame) -> pa.Table:
    """Turn a validated frame into the Arrow table that is stored, without the pandas index.

    Columns that were added to the contract's are kept behind them.
    """
    import pyarrow as pa

    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    known = list(arrow_schema(name))
    added = [field for field in table.schema if field.name not in FRAMES[name].names]
    return table.select([f.name for f in (*known, *added)]).cast(pa.schema([*known, *added]))
