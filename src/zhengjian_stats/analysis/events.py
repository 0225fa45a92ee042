"""Events, each once however often it is told, and who was at them in which roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhengjian_stats.analysis.inputs import Corpus, frames_of, looked_up
from zhengjian_stats.analysis.periods import DATED
from zhengjian_stats.analysis.timeline import Timeline, make_timeline
from zhengjian_stats.schema import ROLES

if TYPE_CHECKING:
    import pandas as pd

#: The columns that attendance needs.
ATTENDANCE_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "issues": (*DATED["issues"], "issuing_office?"),
    "meetings": (*DATED["meetings"], "event_id", "kind", "body?", "is_own?"),
    "attendees": (*("meeting_id", "issue_id", "person_id", "name", "title?", "organization?", "role", "is_group?"),),
    "people": ("person_id", "name"),
    "posts": ("person_id", "organization", "title", "first_seen_on", "last_seen_on"),
}


@dataclass(frozen=True, eq=False)
class Events:
    """Events and presences.

    ``table``: one row an event: ``event_id, period, issue_id`` and ``goes_by`` of the report that stands for it,
    ``day`` on which it was held, ``is_borrowed, kind, is_own, office`` (who issued the report), ``body``.
    ``presences``: one row a person and event: ``person_id, event_id, attended, excused`` and a truth value a role.
    ``groups``: one row a group that attended an event: ``event_id, text``.
    """

    frames: Mapping[str, pd.DataFrame]
    timeline: Timeline
    table: pd.DataFrame
    presences: pd.DataFrame
    groups: pd.DataFrame


def events_of(corpus: Corpus, by: str, on: str) -> Events:
    """Collect the events of a corpus.

    Raises
    ------
    FrameError
        A frame or column is missing.
    PeriodError
        ``by`` is no period.
    UsageError
        ``on`` is no date to go by.
    """
    frames = frames_of(corpus, ATTENDANCE_NEEDS, optional=("people", "posts"))
    timeline = make_timeline(frames, by, on)
    table = event_table(frames, timeline)
    event_of = frames["meetings"].drop_duplicates("meeting_id").set_index("meeting_id")["event_id"]
    attendees = frames["attendees"].assign(event_id=looked_up(frames["attendees"]["meeting_id"], event_of, "str"))
    attendees = attendees[attendees["event_id"].isin(table["event_id"])]
    is_group = attendees["is_group"].fillna(False).astype(bool)
    groups = attendees.loc[is_group & attendees["role"].ne("apologies"), ["event_id", "name"]].rename(columns={"name": "text"})
    return Events(frames, timeline, table, _presences(attendees[~is_group]), groups.drop_duplicates().reset_index(drop=True))


def event_table(frames: Mapping[str, pd.DataFrame], timeline: Timeline) -> pd.DataFrame:
    """Let the report that comes first stand for its event; one that gives the day goes before one that does not."""
    held = make_timeline(frames, "all", "held")
    meetings = frames["meetings"]
    offices = frames["issues"].drop_duplicates("issue_id").set_index("issue_id")["issuing_office"]
    told = meetings.assign(
        period=timeline.label(meetings),
        goes_by=timeline.day_of(meetings),
        day=held.day_of(meetings),
        is_borrowed=meetings["meeting_id"].isin(held.borrowed),
        office=looked_up(meetings["issue_id"], offices, "str"),
    )
    order = ["is_borrowed", "goes_by", "meeting_id"] if timeline.on == "held" else ["goes_by", "is_borrowed", "meeting_id"]
    first = told.sort_values(order, kind="stable").drop_duplicates("event_id").sort_values("event_id")
    days = told.sort_values(["is_borrowed", "day"], kind="stable").drop_duplicates("event_id").set_index("event_id")["day"]
    own = told[told["is_own"].fillna(False).astype(bool)]["event_id"].unique()
    first = first.assign(day=looked_up(first["event_id"], days, "datetime64[us]"), is_own=first["event_id"].isin(own))
    columns = ["event_id", "period", "issue_id", "goes_by", "day", "is_borrowed", "kind", "is_own", "office", "body"]
    return first.dropna(subset=["period"])[columns].reset_index(drop=True)


def _presences(attendees: pd.DataFrame) -> pd.DataFrame:
    known = attendees.dropna(subset=["person_id"])
    roles = {f"is_{role}": known["role"].eq(role) for role in ROLES}
    flags = known[["person_id", "event_id"]].assign(**roles)
    presences = flags.groupby(["person_id", "event_id"], as_index=False).any()
    attended = presences[[f"is_{role}" for role in ROLES if role != "apologies"]].any(axis=1)
    # Where one report excuses somebody whom another one saw there, the eyes win.
    return presences.assign(attended=attended, excused=presences["is_apologies"] & ~attended)
