"""Frames made from rows, checked against the contract, and the schemas of pandera and Arrow that are made from it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from zhengjian_stats.errors import FrameError
from zhengjian_stats.schema.columns import DTYPES
from zhengjian_stats.schema.contract import SCHEMA_VERSION, spec_of

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa
    import pyarrow


@cache
def pandera_schema(name: str) -> pa.DataFrameSchema:
    """Return the pandera schema of a frame, made from its contract.

    Examples
    --------
    >>> sorted(pandera_schema("people").columns)[:2]
    ['first_seen_on', 'last_seen_on']
    """
    import pandera.pandas as pa

    spec = spec_of(name)
    columns = {
        column.name: pa.Column(
            DTYPES[column.kind],
            pa.Check.isin(column.values) if column.values else None,
            nullable=column.nullable,
            description=column.doc,
        )
        for column in spec.columns
    }
    return pa.DataFrameSchema(columns, strict=False, unique=list(spec.key) or None, name=name, description=spec.row)


@cache
def arrow_schema(name: str) -> pyarrow.Schema:
    """Return the Arrow schema in which a frame is stored, its version in the metadata.

    Examples
    --------
    >>> arrow_schema("terms").names
    ['article_id', 'term', 'n']
    """
    import pyarrow as arrow

    types = {"str": arrow.string(), "int": arrow.int64(), "date": arrow.timestamp("us"), "bool": arrow.bool_()}
    fields = [arrow.field(c.name, types[c.kind], nullable=c.nullable) for c in spec_of(name).columns]
    return arrow.schema(fields, metadata={"zhengjian_schema": str(SCHEMA_VERSION), "frame": name})


def empty_frame(name: str) -> pd.DataFrame:
    """Return a frame without rows and with all its columns in their types.

    Examples
    --------
    >>> list(empty_frame("terms").columns)
    ['article_id', 'term', 'n']
    """
    return frame_of(name, [])


def frame_of(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Make a frame from rows: all columns, in order, typed and sorted; a key that a row lacks is missing.

    Examples
    --------
    >>> frame_of("terms", [{"article_id": "a", "term": "地方志", "n": 2}])["n"].sum()
    np.int64(2)
    """
    import pandas as pd

    spec = spec_of(name)
    data = {c.name: pd.Series([row.get(c.name) for row in rows], dtype=DTYPES[c.kind]) for c in spec.columns}
    frame = pd.DataFrame(data, columns=list(spec.names))
    return frame.sort_values(list(spec.order), kind="stable", na_position="last", ignore_index=True)


def validate(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Check a frame against its contract and return it.

    Raises
    ------
    FrameError
        A column is missing or of another type, a value is not allowed, or a key stands twice.

    Examples
    --------
    >>> len(validate("terms", empty_frame("terms")))
    0
    """
    import pandera.errors

    missing = [c for c in spec_of(name).names if c not in frame.columns]
    if missing:
        raise FrameError(f"frame {name!r} lacks the column(s) {', '.join(missing)}")
    try:
        return pandera_schema(name).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        found = f"{first['failure_case']!r}" if first["failure_case"] is not None else "nothing"
        is_key = first["check"] == "multiple_fields_uniqueness" or not first["column"]
        where = f"the key ({', '.join(spec_of(name).key)})" if is_key else f"column {first['column']!r}"
        raise FrameError(f"frame {name!r}: {where} fails {first['check']}: found {found}") from error
