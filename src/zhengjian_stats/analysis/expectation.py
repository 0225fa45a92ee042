"""Who is expected at which events: by the roster, or as far as the corpus shows who held a post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zhengjian_stats import lexicon
from zhengjian_stats.analysis.bodies import belongs_to, same_body
from zhengjian_stats.analysis.inputs import looked_up
from zhengjian_stats.analysis.roster import Entry, entries_of

if TYPE_CHECKING:
    import pandas as pd

    from zhengjian_stats.analysis.events import Events

_EXPECTED: Final[Mapping[str, str]] = {"person_id": "str", "event_id": "str"}


@dataclass(frozen=True, eq=False)
class Expectation:
    """Who is expected.

    ``pairs``: one row a person and event: ``person_id, event_id``. ``basis``: ``roster``, ``same_body`` or ``none`` for each
    person who is not missing in it. ``titles``: pairs of a person and a title in the house. ``entries``: the roster, where
    there is one; ``by_roster`` tells.
    """

    pairs: pd.DataFrame
    basis: Mapping[str, str]
    titles: frozenset[tuple[str, str]] = frozenset()
    entries: tuple[Entry, ...] = ()
    by_roster: bool = False


def expectation_of(events: Events, roster: pd.DataFrame | None) -> Expectation:
    """Return who is expected at which events.

    With a roster: on every day of a post, at the own meetings of its body of the kinds that ``expected_at`` lists. Without
    one: at the own meetings of the body, between the first and the last day on which the person is seen in a post of it.
    """
    own = events.table[events.table["is_own"] & events.table["day"].notna()]
    own = _of_houses(own)
    if roster is not None:
        return _by_roster(events, own, roster)
    return _by_posts(events, own[own["kind"].isin(lexicon.load("attendance")["body_meetings"]["kinds"])])


def is_house_body(body: object, office: object) -> bool:
    """Tell whether it is the house that met, as a whole or by its party unit, and not a section or a guest of it.

    Examples
    --------
    >>> [is_house_body(body, "云岭省史志馆") for body in ("省史志馆", "云岭省史志馆党组", "编纂处", "云岭县档案局", None)]
    [True, True, False, False, True]
    """
    if not isinstance(body, str) or not isinstance(office, str):
        return True
    organs = lexicon.load("attendance")["body_meetings"]["organs"]
    house = next((body.removesuffix(organ) for organ in organs if body.endswith(organ)), body)
    return same_body(house, office) and len(house) <= len(office)


def _of_houses(own: pd.DataFrame) -> pd.DataFrame:
    kept = [is_house_body(body, office) for body, office in zip(own["body"], own["office"], strict=True)]
    return own[np.array(kept, dtype=bool)]


def _houses(own: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Return each issuing office with the names by which its own events call it."""
    houses: dict[str, set[str]] = {}
    for office, body in own[["office", "body"]].drop_duplicates().itertuples(index=False):
        house = office if isinstance(office, str) else ""
        names = houses.setdefault(house, {house} if house else set())
        if isinstance(body, str):
            names.add(body)
    return {office: frozenset(names) for office, names in houses.items()}


def _frame(pairs: list[tuple[str, str]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(pairs, columns=list(_EXPECTED)).astype(dict(_EXPECTED)).drop_duplicates(ignore_index=True)


def _by_roster(events: Events, own: pd.DataFrame, roster: pd.DataFrame) -> Expectation:
    entries = entries_of(roster, events.frames["people"], events.frames["posts"])
    houses = _houses(own)
    pairs: list[tuple[str, str]] = []
    for entry in entries:
        offices = [o for o, names in houses.items() if not entry.organization or belongs_to(entry.organization, names)]
        at = own[own["kind"].isin(entry.expected_at) & own["day"].between(entry.since, entry.until)]
        at = at[at["office"].fillna("").isin(offices)]
        pairs.extend((entry.key, event) for event in at["event_id"])
    basis = {entry.key: "roster" for entry in entries if entry.expected_at}
    return Expectation(_frame(pairs), basis, entries=tuple(entries), by_roster=True)


def _by_posts(events: Events, own: pd.DataFrame) -> Expectation:
    import pandas as pd

    evidence = _evidence(events)
    former = [isinstance(title, str) and is_former(title) for title in evidence["title"].tolist()]
    evidence = evidence[~np.array(former, dtype=bool)]
    pairs: list[pd.DataFrame] = []
    basis: dict[str, str] = {}
    titles: set[tuple[str, str]] = set()
    for office, names in _houses(_of_houses(events.table[events.table["is_own"]])).items():
        meetings = own[own["office"].fillna("").eq(office)]
        ours = _in_house(events, evidence, meetings, names)
        tenures = ours.groupby("person_id").agg(first=("first_seen_on", "min"), last=("last_seen_on", "max"))
        pairs.append(_within(tenures, meetings))
        titles.update(ours[["person_id", "title"]].dropna().itertuples(index=False, name=None))
        basis |= dict.fromkeys(tenures.index.tolist(), "same_body")
    known = pd.concat(pairs) if pairs else pd.DataFrame(columns=list(_EXPECTED))
    return Expectation(known.astype(dict(_EXPECTED)).drop_duplicates(ignore_index=True), basis, frozenset(titles))


def _within(tenures: pd.DataFrame, meetings: pd.DataFrame) -> pd.DataFrame:
    """Return every pair of a person and a meeting held within the person's tenure."""
    import pandas as pd

    ordered = meetings.sort_values("day", kind="stable")
    begin = ordered["day"].searchsorted(tenures["first"], side="left")
    end = ordered["day"].searchsorted(tenures["last"], side="right")
    places = [np.arange(b, e) for b, e in zip(begin, end, strict=True)]
    found = ordered["event_id"].to_numpy(dtype=object)[np.concatenate([np.array([], dtype=int), *places])]
    return pd.DataFrame({"person_id": np.repeat(tenures.index.to_numpy(dtype=object), end - begin), "event_id": found})


def _in_house(events: Events, evidence: pd.DataFrame, meetings: pd.DataFrame, names: frozenset[str]) -> pd.DataFrame:
    """Return the evidence of posts in a house.

    A post without a body is the house's where its holder has the same title in it elsewhere: the genre leaves the body out
    where it is the one whose news this is. Where no body is known of anybody, it is the house's if its holder has chaired a
    meeting of the house.
    """
    chaired = events.presences[events.presences["is_chair"] & events.presences["event_id"].isin(meetings["event_id"])]
    in_house = [body for body in evidence["organization"].dropna().unique().tolist() if belongs_to(body, names)]
    named = evidence["organization"].isin(in_house)
    whose = evidence["person_id"] + ":" + evidence["title"]
    known = whose.isin(whose[named])
    if evidence["organization"].isna().all():
        known |= evidence["person_id"].isin(chaired["person_id"])
    return evidence[named | (evidence["organization"].isna() & known)]


def is_former(title: str) -> bool:
    """Tell whether a title is of a post that was held once.

    Examples
    --------
    >>> is_former("原馆长"), is_former("草原处处长")
    (True, False)
    """
    rule = lexicon.load("attendance")["former"]
    for word in rule["unless"]:
        title = title.replace(word, "")
    return any(mark in title for mark in rule["marks"])


def _evidence(events: Events) -> pd.DataFrame:
    """Return person, body, title, first and last day: the posts, and each attendance by itself."""
    import pandas as pd

    event = events.frames["meetings"].drop_duplicates("meeting_id").set_index("meeting_id")["event_id"]
    seen = events.frames["attendees"][["person_id", "organization", "title", "meeting_id"]]
    held = looked_up(looked_up(seen["meeting_id"], event, "str"), events.table.set_index("event_id")["day"], "datetime64[us]")
    seen = seen.assign(first_seen_on=held, last_seen_on=held)
    columns = ["person_id", "organization", "title", "first_seen_on", "last_seen_on"]
    known = pd.concat([events.frames["posts"][columns], seen[columns]], ignore_index=True)
    return known.dropna(subset=["person_id", "first_seen_on", "last_seen_on"]).drop_duplicates()
