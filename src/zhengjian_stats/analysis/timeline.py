"""The periods that a corpus spans, and the day by which each of its rows goes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zhengjian_stats.analysis.inputs import looked_up
from zhengjian_stats.analysis.periods import PERIOD_COLUMNS, On, checked_on
from zhengjian_stats.errors import PeriodError

if TYPE_CHECKING:
    import pandas as pd

#: Names of periods → pandas' alias; a number before it makes one of several.
_NAMED: Final[Mapping[str, str]] = {"month": "M", "quarter": "Q", "half": "6M", "year": "Y"}
_ALIAS: Final = re.compile(r"([1-9]\d{0,3})?([MDQYW](?:-[A-Z]{3})?)")

#: An event further from its issue than this is taken for a slip of the date and goes by the day of issue.
_HELD_BEFORE: Final = dt.timedelta(days=366)
_HELD_AFTER: Final = dt.timedelta(days=31)


@dataclass(frozen=True, eq=False)
class Timeline:
    """The periods of a corpus and the day by which each row goes.

    ``table`` has a row for every period of the span (see ``PERIOD_COLUMNS``; for ``by="issue"`` also ``issue_id``). ``days``
    maps the keys of issues, articles and meetings to days; ``borrowed`` are the meetings that go by the day of issue, since
    the text does not give theirs.
    """

    by: str
    on: On
    table: pd.DataFrame
    days: Mapping[str, pd.Series]
    borrowed: frozenset[str]

    @property
    def dtypes(self) -> dict[str, str]:
        """Names and dtypes of the columns that stand for a period in a result."""
        return {str(name): str(dtype) for name, dtype in self.table.dtypes.items()}

    def day_of(self, rows: pd.DataFrame) -> pd.Series:
        """Return the day of each row: of its meeting, else of its article, else of its issue."""
        day = looked_up(rows["issue_id"], self.days["issue_id"], "datetime64[us]")
        for key in ("article_id", "meeting_id"):
            if key in rows.columns and key in self.days:
                day = looked_up(rows[key], self.days[key], "datetime64[us]").fillna(day)
        return day

    def label(self, rows: pd.DataFrame) -> pd.Series:
        """Return the label of the period in which each row falls; missing where it has no day."""
        if self.by == "issue":
            return looked_up(rows["issue_id"], _by_key(self.table, "issue_id")["period"], "str")
        return self.label_days(self.day_of(rows))

    def label_days(self, days: pd.Series) -> pd.Series:
        """Return the label of the period of each day; missing where there is none."""
        place = self.table["period_start"].searchsorted(days, side="right") - 1
        inside = (days.notna() & (place >= 0)).to_numpy()
        labels = self.table["period"].to_numpy(dtype=object)
        return _labels([labels[p] if known else None for p, known in zip(place, inside, strict=True)], days.index)


def make_timeline(frames: Mapping[str, pd.DataFrame], by: str = "month", on: str = "issued") -> Timeline:
    """Lay out the periods that a corpus spans, gaps included.

    ``by`` is ``month``, ``quarter``, ``half``, ``year``, ``issue``, ``all`` (one period), or a pandas period alias of days or
    longer (``W``, ``D``, ``2M``, ``Q-MAR``). With ``on="held"`` a row goes by the day of its event; where the text gives none,
    or one more than a year before or a month after the issue, by the day of issue.

    A period is *partial* if, at the usual distance between days of issue (the median), one more issue would have come before
    its end or after its start but lies outside of the corpus. ``n_issues`` counts the issues that report on the period; one
    with none is a gap, and its values are missing in every analysis.

    Raises
    ------
    PeriodError
        ``by`` is no period.
    UsageError
        ``on`` is no date to go by.

    Examples
    --------
    >>> import datetime as dt
    >>> from zhengjian_stats.schema import frame_of
    >>> rows = [{"issue_id": key, "issued_on": dt.date(2025, month, 8)} for key, month in (("a", 1), ("b", 3))]
    >>> timeline = make_timeline({"issues": frame_of("issues", rows), "meetings": frame_of("meetings", [])})
    >>> timeline.table[["period", "n_issues"]].to_numpy().tolist()
    [['2025-01', 1], ['2025-02', 0], ['2025-03', 1]]
    """
    on = checked_on(on)
    alias = _alias(by)
    issues, meetings = frames["issues"], frames["meetings"]
    days = {"issue_id": _by_key(issues, "issue_id")["issued_on"]}
    borrowed: frozenset[str] = frozenset()
    if on == "held":
        held = _held(meetings, days["issue_id"])
        days["article_id"] = _first_by_article(held)
        days["meeting_id"] = _by_key(held, "meeting_id")["day"]
        borrowed = frozenset(held.loc[held["is_borrowed"], "meeting_id"])
    reported = _reported(issues, meetings, days)
    table = _issue_table(issues) if by == "issue" else _time_table(reported, days["issue_id"], alias)
    return Timeline(by, on, table, days, borrowed)


def _alias(by: str) -> tuple[int, str] | None:
    """Return how many of pandas' periods make one, and their alias; ``None`` for ``issue`` and ``all``."""
    import pandas as pd

    if by in ("issue", "all"):
        return None
    match = _ALIAS.fullmatch(_NAMED.get(by, by))
    try:
        if match is None:
            raise ValueError(by)
        pd.Period("2025-01-01", freq=match[2])
    except ValueError as error:
        known = ", ".join(map(repr, [*_NAMED, "issue", "all"]))
        raise PeriodError(f"by={by!r} is no period; there are {known}, and pandas' aliases such as 'W' or '2M'") from error
    return int(match[1] or 1), match[2]


def _by_key(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    return frame.drop_duplicates(key).set_index(key)


def _labels(values: object, index: pd.Index) -> pd.Series:
    import pandas as pd

    return pd.Series(np.asarray(values, dtype=object), index=index, dtype="str")


def _held(meetings: pd.DataFrame, issue_days: pd.Series) -> pd.DataFrame:
    """Return meetings with their ``day``, and whether it is borrowed from the issue."""
    issued = looked_up(meetings["issue_id"], issue_days, "datetime64[us]")
    held = meetings["held_on"]
    plausible = held.between(issued - _HELD_BEFORE, issued + _HELD_AFTER) | (held.notna() & issued.isna())
    return meetings.assign(day=held.where(plausible, issued), is_borrowed=~plausible)


def _first_by_article(held: pd.DataFrame) -> pd.Series:
    known = held[~held["is_borrowed"] & held["article_id"].notna()]
    first: pd.Series = known.groupby("article_id")["day"].min()
    return first


def _reported(issues: pd.DataFrame, meetings: pd.DataFrame, days: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return every pair of a day and an issue that reports on it."""
    import pandas as pd

    pairs = [pd.DataFrame({"day": issues["issued_on"], "issue_id": issues["issue_id"]})]
    if "meeting_id" in days:
        held = looked_up(meetings["meeting_id"], days["meeting_id"], "datetime64[us]")
        pairs.append(pd.DataFrame({"day": held, "issue_id": meetings["issue_id"]}))
    return pd.concat(pairs, ignore_index=True).dropna(subset=["day"])


def _time_table(reported: pd.DataFrame, issue_days: pd.Series, alias: tuple[int, str] | None) -> pd.DataFrame:
    import pandas as pd

    if reported.empty:
        return _typed(pd.DataFrame(columns=list(PERIOD_COLUMNS)))
    first, last = reported["day"].min(), reported["day"].max()
    if alias is None:
        label = f"{first:%Y-%m-%d}/{last:%Y-%m-%d}"
        table = pd.DataFrame({"period": [label], "period_start": [first], "period_end": [last], "is_partial": [False]})
    else:
        table = _tiles(first, last, *alias)
        table["is_partial"] = _is_partial(table, issue_days if issue_days.notna().any() else reported["day"])
    place = table["period_start"].searchsorted(reported["day"], side="right") - 1
    counts = reported.assign(place=place).drop_duplicates(["place", "issue_id"])["place"].value_counts()
    table["n_issues"] = counts.reindex(range(len(table)), fill_value=0)
    return _typed(table)


def _tiles(first: pd.Timestamp, last: pd.Timestamp, count: int, alias: str) -> pd.DataFrame:
    """Lay periods end to end; those of several months, weeks or days are counted from the start of 1970."""
    import pandas as pd

    begin, end = (pd.Period(day, freq=alias).ordinal // count for day in (first, last))
    heads = [pd.Period(ordinal=place * count, freq=alias) for place in range(begin, end + 1)]
    tails = [pd.Period(ordinal=place * count + count - 1, freq=alias) for place in range(begin, end + 1)]
    starts = [head.start_time.normalize() for head in heads]
    ends = [tail.end_time.normalize() for tail in tails]
    if (count, alias) == (6, "M"):
        labels = [f"{start.year:04}H{1 if start.month == 1 else 2}" for start in starts]
    elif count == 1:
        labels = [str(head) for head in heads]
    else:
        labels = [f"{start:%Y-%m-%d}/{end:%Y-%m-%d}" for start, end in zip(starts, ends, strict=True)]
    return pd.DataFrame({"period": labels, "period_start": starts, "period_end": ends})


def _is_partial(table: pd.DataFrame, days: pd.Series) -> pd.Series:
    days = days.dropna().drop_duplicates().sort_values()
    first, last = days.iloc[0], days.iloc[-1]
    if len(days) == 1:
        around: pd.Series = (table["period_start"] < first) | (table["period_end"] > last)
        return around
    usual = days.diff().median()
    cut: pd.Series = (table["period_start"] <= first - usual) | (table["period_end"] >= last + usual)
    return cut


def _issue_table(issues: pd.DataFrame) -> pd.DataFrame:
    ordered = issues.dropna(subset=["issued_on"]).drop_duplicates("issue_id").sort_values(["issued_on", "issue_id"])
    label = [_issue_label(row) for row in ordered.itertuples(index=False)]
    table = ordered[["issue_id"]].assign(period=label, period_start=ordered["issued_on"], period_end=ordered["issued_on"])
    twice = table["period"].duplicated(keep=False)
    table["period"] = table["period"].where(~twice, table["period"] + " #" + table["issue_id"])
    table = table.assign(is_partial=False, n_issues=1).reset_index(drop=True)
    return _typed(table)[[*PERIOD_COLUMNS, "issue_id"]]


def _issue_label(row: object) -> str:
    import pandas as pd

    year, number = getattr(row, "year", None), getattr(row, "issue_number", None)
    kind = "增刊" if getattr(row, "issue_kind", None) == "supplement" else ""
    if pd.isna(year) or pd.isna(number):
        return f"{getattr(row, 'issued_on', ''):%Y-%m-%d}{kind}"
    return f"{year}年{kind}第{number}期"


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype(dict(PERIOD_COLUMNS))
