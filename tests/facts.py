"""The facts of a corpus as plain Python, in the form in which people wrote them down: for tests that compare the two."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from zhengjian_stats import Corpus


def plain(value: Any) -> Any:
    """Return a cell as JSON has it: ``None`` where it is missing, ISO text for a date, Python's own numbers."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Return some columns of a frame as plain tuples."""
    return [tuple(map(plain, row)) for row in frame[list(columns)].itertuples(index=False)]


@dataclass(frozen=True)
class MeetingFacts:
    """What one article says of one event."""

    facts: dict[str, Any]
    participants: frozenset[tuple[str, str | None, frozenset[str]]]
    groups: frozenset[tuple[str, str, int | None]]

    @property
    def names(self) -> frozenset[str]:
        """Names of those who took part."""
        return frozenset(name for name, _, _ in self.participants)


MEETING_COLUMNS = ("name", "kind", "held_on", "held_until", "date_precision", "is_own", "venue")


def meetings_of(corpus: Corpus, article_id: str) -> list[MeetingFacts]:
    """Return the events of an article in their order."""
    meetings = corpus.meetings.query("article_id == @article_id").sort_values("position")
    found = []
    for meeting in meetings.itertuples():
        present = corpus.attendees[corpus.attendees["meeting_id"] == meeting.meeting_id]
        roles: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        for name, title, role in rows(present[~present["is_group"]], "name", "title", "role"):
            roles[name, title].add(role)
        found.append(
            MeetingFacts(
                {column: plain(getattr(meeting, column)) for column in MEETING_COLUMNS},
                frozenset((name, title, frozenset(parts)) for (name, title), parts in roles.items()),
                frozenset(rows(present[present["is_group"]], "name", "role", "headcount")),
            )
        )
    return found


def expected_participants(meeting: dict[str, Any]) -> frozenset[tuple[str, str | None, frozenset[str]]]:
    """Return the participants that a person wrote down, in the form of ``MeetingFacts``."""
    return frozenset((p["name"], p["title"], frozenset(p["roles"])) for p in meeting["participants"])


def expected_groups(meeting: dict[str, Any]) -> frozenset[tuple[str, str, int | None]]:
    """Return the groups that a person wrote down, in the form of ``MeetingFacts``."""
    return frozenset((g["text"], g["role"], g.get("headcount")) for g in meeting["groups"])
