"""Columns to plain lists and back: the work between is done on strings, dates and ``None``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def values_of(frame: pd.DataFrame, name: str) -> list[Any]:
    """Return a column as plain values, missing ones (and those of a missing column) as ``None``.

    Examples
    --------
    >>> from zhengjian_stats.schema import frame_of
    >>> values_of(frame_of("terms", [{"article_id": "a", "term": "志", "n": 1}]), "term")
    ['志']
    """
    if name not in frame.columns:
        return [None] * len(frame)
    column = frame[name]
    return list(column.astype("object").where(column.notna(), None))


def days_of(frame: pd.DataFrame, name: str) -> list[dt.date | None]:
    """Return a column of dates as days, missing ones as ``None``."""
    return [day if day is None else day.date() for day in values_of(frame, name)]


def records_of(frame: pd.DataFrame, names: Iterable[str], dates: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Return rows as plain records of the columns named."""
    columns = {name: values_of(frame, name) for name in names} | {name: days_of(frame, name) for name in dates}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return all rows as plain records, missing values as ``None``; a day stays a timestamp.

    Examples
    --------
    >>> from zhengjian_stats.schema import frame_of
    >>> rows_of(frame_of("terms", [{"article_id": "a", "term": "志"}]))
    [{'article_id': 'a', 'term': '志', 'n': None}]
    """
    rows = frame.astype("object").where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def filled(frame: pd.DataFrame, columns: Mapping[str, Sequence[str | None]]) -> pd.DataFrame:
    """Return a new frame with some columns of text replaced."""
    import pandas as pd

    plain: Mapping[str, Any] = columns
    return frame.assign(**{name: pd.Series(texts, index=frame.index, dtype="str") for name, texts in plain.items()})
