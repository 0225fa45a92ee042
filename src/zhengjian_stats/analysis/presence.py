"""Who was present, excused or not mentioned: counts by person and period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from zhengjian_stats import lexicon
from zhengjian_stats.analysis.events import Events
from zhengjian_stats.analysis.expectation import Expectation
from zhengjian_stats.analysis.inputs import looked_up
from zhengjian_stats.analysis.rates import zeros_filled
from zhengjian_stats.analysis.roster import Entry
from zhengjian_stats.schema import ROLES

if TYPE_CHECKING:
    import pandas as pd

#: The columns that stand for a person, with their dtypes.
PERSON: Final[Mapping[str, str]] = {"person_id": "str", "name": "str", "title": "str", "basis": "str"}
#: Names of the counts by role; role ``present`` is called listed, since everybody with one of the roles was present.
_ROLE_COUNTS: Final[Mapping[str, str]] = {
    ("listed" if role == "present" else role): role for role in ROLES if role != "apologies"
}
COUNTS: Final = (
    *("n_present", "n_expected", "n_present_expected", "n_present_upper", "n_apologies", "n_not_mentioned", "n_undated"),
    *(f"n_{name}" for name in _ROLE_COUNTS),
)


def presence_grid(events: Events, expectation: Expectation, guests: Literal["seen", "everywhere"]) -> pd.DataFrame:
    """Count by person and period; guests get rows where they are seen, or everywhere."""
    import pandas as pd

    pairs = _pairs(events, expectation)
    counts = pairs.groupby(["key", "period"], as_index=False)[list(COUNTS)].sum()
    keys = pd.Series([*pairs["key"], *expectation.basis, *(entry.key for entry in expectation.entries)], dtype="str")
    people = keys.drop_duplicates().to_frame("key")
    grid = people.merge(events.timeline.table, how="cross").merge(counts, on=["key", "period"], how="left")
    if guests == "seen":
        seen = grid[["n_present", "n_apologies"]].sum(axis=1).gt(0)
        grid = grid[grid["key"].isin(list(expectation.basis)) | seen]
    grid = zeros_filled(grid, COUNTS)
    if not expectation.by_roster:
        grid["n_present_upper"] = pd.NA
    return _with_people(grid, events, expectation)


def _pairs(events: Events, expectation: Expectation) -> pd.DataFrame:
    """Return a row for each person and event that have to do with one another, with ones and zeros for the counts."""
    seen = events.presences.rename(columns={"person_id": "key"})
    expected = expectation.pairs.rename(columns={"person_id": "key"}).assign(is_expected=True)
    pairs = seen.merge(expected, on=["key", "event_id"], how="outer")
    pairs = pairs.merge(events.table[["event_id", "period", "is_borrowed"]], on="event_id", how="inner")
    flags = [column for column in pairs.columns if column.startswith("is_") or column in ("attended", "excused")]
    pairs = pairs.assign(**{flag: pairs[flag].astype("boolean").fillna(False).astype(bool) for flag in flags})
    open_ = pairs["is_expected"] & ~pairs["attended"] & ~pairs["excused"]
    in_group = open_ & pairs["event_id"].isin(_with_house_group(events.groups))
    present_expected = pairs["attended"] & pairs["is_expected"]
    counts = {
        "n_present": pairs["attended"],
        "n_expected": pairs["is_expected"],
        "n_present_expected": present_expected,
        "n_present_upper": present_expected | in_group,
        "n_apologies": pairs["excused"],
        "n_not_mentioned": open_,
        "n_undated": pairs["attended"] & pairs["is_borrowed"],
    } | {f"n_{name}": pairs[f"is_{role}"] for name, role in _ROLE_COUNTS.items()}
    return pairs[["key", "event_id", "period"]].assign(**{name: flag.astype("int64") for name, flag in counts.items()})


def is_house_group(text: str) -> bool:
    """Tell whether somebody of the house may sit in a group.

    Examples
    --------
    >>> is_house_group("班子成员"), is_house_group("评审专家")
    (True, False)
    """
    rule = lexicon.load("attendance")["house_group"]
    return any(word in text for word in rule["words"]) and not any(word in text for word in rule["outside"])


def _with_house_group(groups: pd.DataFrame) -> list[str]:
    return [event for event, text in zip(groups["event_id"], groups["text"], strict=True) if is_house_group(text)]


def _with_people(grid: pd.DataFrame, events: Events, expectation: Expectation) -> pd.DataFrame:
    """Put names and titles to the keys."""
    people, attendees = events.frames["people"], events.frames["attendees"].dropna(subset=["person_id"])
    names: dict[str, str] = dict(attendees[["person_id", "name"]].drop_duplicates().itertuples(index=False))
    names |= dict(people[["person_id", "name"]].itertuples(index=False))
    names |= {entry.key: entry.name for entry in expectation.entries}
    known = {*people["person_id"].tolist(), *attendees["person_id"].unique().tolist()}
    keys = grid["key"].tolist()
    found: dict[str, Any] = {
        "person_id": [key if key in known else None for key in keys],
        "name": [names.get(key) for key in keys],
        "title": _titles(grid, events, expectation),
        "basis": [expectation.basis.get(key, "none") for key in keys],
    }
    return grid.assign(**found)


def _titles(grid: pd.DataFrame, events: Events, expectation: Expectation) -> list[str | None]:
    """Return the title of each row's time: of the roster, else as the text has it."""
    rostered: dict[str, list[Entry]] = {}
    for entry in expectation.entries:
        if entry.title:
            rostered.setdefault(entry.key, []).append(entry)
    mentions = _mentions(events, expectation)
    columns = (grid[column].tolist() for column in ("key", "period_start", "period_end"))
    return [
        _of_roster(rostered[key], end) if key in rostered else _of_mentions(mentions.get(key, []), start, end)
        for key, start, end in zip(*columns, strict=True)
    ]


def _of_roster(entries: Sequence[Entry], end: pd.Timestamp) -> str:
    begun = [entry for entry in entries if entry.since <= end] or [min(entries, key=lambda entry: entry.since)]
    return max(begun, key=lambda entry: (min(entry.until, end), entry.since, entry.title)).title


def _mentions(events: Events, expectation: Expectation) -> dict[str, list[_Mention]]:
    """Return the mentions of titles by person, in the order of days."""
    event = events.frames["meetings"].drop_duplicates("meeting_id").set_index("meeting_id")["event_id"]
    attendees = events.frames["attendees"].dropna(subset=["person_id", "title"])
    days = looked_up(attendees["meeting_id"], event, "str")
    days = looked_up(days, events.table.set_index("event_id")["goes_by"], "datetime64[us]")
    told = attendees.assign(day=days).dropna(subset=["day"]).sort_values(["day", "title"], kind="stable")
    mentions: dict[str, list[_Mention]] = {}
    for person, day, title in zip(told["person_id"].tolist(), told["day"].tolist(), told["title"].tolist(), strict=True):
        mentions.setdefault(person, []).append(_Mention(day, title, (person, title) in expectation.titles))
    return mentions


class _Mention(NamedTuple):
    day: pd.Timestamp
    title: str
    in_house: bool


def _of_mentions(mentions: list[_Mention], start: pd.Timestamp, end: pd.Timestamp) -> str | None:
    """Return the title most often written in a period (of equals the longest), else the last before, else the first after.

    Titles in the house go before others, but not later ones before those of the time.
    """
    until = [mention for mention in mentions if mention.day <= end]
    chosen = [mention for mention in until if mention.in_house] or until
    within = Counter(mention.title for mention in chosen if mention.day >= start)
    if within:
        return max(within, key=lambda title: (within[title], len(title), title))
    return chosen[-1].title if chosen else mentions[0].title if mentions else None
