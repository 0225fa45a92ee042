"""A part of a corpus: some issues, and of every frame what belongs to them."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zhengjian_stats.corpus.source import Source, nearest
from zhengjian_stats.errors import UsageError
from zhengjian_stats.frames import FOLLOWS, finished
from zhengjian_stats.schema import ISSUE_KINDS

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Names = str | Iterable[str] | None

# 2024, 2024-07, 2024-07-15
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def day_of(value: str | dt.date | None, *, last: bool = False) -> dt.date | None:
    """Read a day; of a year or a month the first one, or the ``last``.

    Raises
    ------
    UsageError
        It is not written as a day.

    Examples
    --------
    >>> day_of("2024-02"), day_of("2024-02", last=True)
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if value is None or isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    match = _DAY.fullmatch(str(value).strip())
    if match is None:
        raise UsageError(f"{value!r} is not a day; write 2024-07-15, 2024-07 or 2024")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        month = month or (12 if last else 1)
        return dt.date(year or 0, month, day or (monthrange(year or 0, month)[1] if last else 1))
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{value!r} is not a day: {error}") from error


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which issues are wanted; what is ``None`` does not matter."""

    since: dt.date | None = None
    until: dt.date | None = None
    bulletin: Names = None
    office: Names = None
    kind: Names = None

    def __post_init__(self) -> None:
        for kind in _listed(self.kind) or ():
            if kind not in ISSUE_KINDS:
                raise UsageError(f"no kind of issue is called {kind!r}{nearest(kind, ISSUE_KINDS)}")

    def of(self, issues: pd.DataFrame) -> pd.DataFrame:
        """Return the issues that are wanted."""
        import pandas as pd

        chosen = pd.Series(True, index=issues.index)
        if self.since is not None:
            chosen &= issues["issued_on"] >= pd.Timestamp(self.since)
        if self.until is not None:
            chosen &= issues["issued_on"] <= pd.Timestamp(self.until)
        for column, names in (("bulletin", self.bulletin), ("issuing_office", self.office), ("issue_kind", self.kind)):
            listed = _listed(names)
            if listed is not None:
                chosen &= issues[column].isin(listed)
        return issues[chosen].reset_index(drop=True)


def _listed(names: Names) -> list[str] | None:
    return names if names is None else [names] if isinstance(names, str) else list(names)


@dataclass(slots=True)
class Selected:
    """A source that gives what belongs to the issues that are wanted of another."""

    whole: Source
    wanted: Wanted
    _made: dict[str, pd.DataFrame] = field(default_factory=dict)

    def frame(self, name: str) -> pd.DataFrame:
        """Return what is wanted of a frame."""
        if name not in self._made:
            self._made[name] = self._cut(name)
        return self._made[name]

    def n_rows(self, name: str) -> int:
        """Return the number of these rows."""
        return len(self.frame(name))

    def texts(self) -> pa.Table:
        """Return the texts of the issues that are wanted."""
        import pyarrow as pa

        table = self.whole.texts()
        wanted = set(self.frame("issues")["issue_id"])
        return table.filter(pa.array([issue_id in wanted for issue_id in table.column("issue_id").to_pylist()], pa.bool_()))

    def _cut(self, name: str) -> pd.DataFrame:
        if name == "issues":
            return self.wanted.of(self.whole.frame("issues"))
        if name == "people":
            return self._people()
        whole = self.whole.frame(name)
        leader, key = ("people", "person_id") if name == "posts" else FOLLOWS.get(name, ("issues", "issue_id"))
        kept = whole[key].isin(self.frame(leader)[key])
        if name == "problems":
            kept |= whole[key].isna()
        return whole[kept].reset_index(drop=True)

    def _people(self) -> pd.DataFrame:
        """Count and date the persons anew, from what is selected."""
        seen = self.frame("attendees")[["person_id", "meeting_id", "attended"]].dropna(subset="person_id")
        events = seen[seen["attended"]].merge(self.frame("meetings")[["meeting_id", "event_id", "held_on"]], on="meeting_id")
        counted = events.groupby("person_id").agg(
            n_events=("event_id", "nunique"), first_seen_on=("held_on", "min"), last_seen_on=("held_on", "max")
        )
        people = self.whole.frame("people")
        people = people[people["person_id"].isin(seen["person_id"])]
        anew = people[["person_id"]].merge(counted, on="person_id", how="left").set_index(people.index)
        anew["n_events"] = anew["n_events"].fillna(0).astype("Int64")
        return finished("people", people.assign(**{name: anew[name] for name in counted.columns}))
