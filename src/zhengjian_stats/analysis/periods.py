"""The columns that stand for a period in every result, and the date by which a row falls into one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from zhengjian_stats.errors import UsageError

On = Literal["issued", "held"]

ONS: Final[tuple[On, ...]] = ("issued", "held")

#: The columns that stand for a period in every result, with their dtypes.
PERIOD_COLUMNS: Final[Mapping[str, str]] = {
    "period": "str",
    "period_start": "datetime64[us]",
    "period_end": "datetime64[us]",
    "is_partial": "boolean",
    "n_issues": "Int64",
}

#: The columns that an analysis must ask for of the frames that give the day (``?``: may be missing).
DATED: Final[Mapping[str, tuple[str, ...]]] = {
    "issues": ("issue_id", "issued_on", "year?", "issue_number?", "issue_kind?"),
    "meetings": ("meeting_id", "issue_id", "article_id?", "position?", "held_on"),
}


def checked_on(on: str) -> On:
    """Return the date to go by.

    Raises
    ------
    UsageError
        It is neither ``issued`` nor ``held``.

    Examples
    --------
    >>> checked_on("held")
    'held'
    """
    for known in ONS:
        if on == known:
            return known
    raise UsageError(f"on={on!r} is no date to go by; there are 'issued' (day of issue) and 'held' (day of the event)")
