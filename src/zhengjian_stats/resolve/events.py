"""Reports to events: two articles tell of one event where day, kind, name, body and people say so."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.columns import days_of, records_of, values_of
from zhengjian_stats.resolve.mentions import Mention

if TYPE_CHECKING:
    import pandas as pd

# 2024年全省史志工作会议（视频）, “纸上雾山”展: years, brackets and marks tell nothing apart.
_NOISE: Final = re.compile(r"^(?:19|20)\d\d年|[（(][^（()）]*[）)]|[\s“”‘’\"'《》「」、，。·:：—-]")
#: A name this short (会议, 座谈会, 党组会议) does not tell one event from another of the same day.
_SHORTEST_TELLING_NAME: Final = 6
#: A name this long tells it without people.
_TELLING_BY_ITSELF: Final = 10
#: What more reports of one day share is no event, but a name that fits many.
_MOST_REPORTS: Final = 100


@dataclass(frozen=True, slots=True)
class Report:
    """One row of ``meetings`` as far as it helps to tell whether another tells of the same event."""

    meeting_id: str
    article_id: str
    source: str
    kind: str
    name: str
    body: str | None
    held_on: dt.date
    is_day: bool
    people: frozenset[str]
    chairs: frozenset[str]

    @property
    def tells(self) -> bool:
        """Whether the name tells the event from others of the day."""
        return len(self.name) >= _SHORTEST_TELLING_NAME


def event_ids(
    frames: Mapping[str, pd.DataFrame], mentions: Iterable[Mention], persons: Mapping[int, str], bodies: Bodies
) -> list[str]:
    """Return the event of each row of ``meetings``, in their order.

    The key is made of the earliest report (by day of issue), so that later ones do not change it.
    """
    meetings, issues = frames["meetings"], frames["issues"]
    issued = dict(zip(values_of(issues, "issue_id"), days_of(issues, "issued_on"), strict=True))
    ids = values_of(meetings, "meeting_id")
    age = {
        meeting_id: (issued.get(issue_id) or dt.date.max, meeting_id)
        for meeting_id, issue_id in zip(ids, values_of(meetings, "issue_id"), strict=True)
    }
    of_meeting = _groups(_reports(frames, mentions, persons, bodies), bodies)
    anchors = {meeting_id: min(group, key=age.__getitem__) for meeting_id, group in of_meeting.items()}
    return ["e" + hashlib.sha256(anchors.get(i, i).encode()).hexdigest()[:12] for i in ids]


def _reports(
    frames: Mapping[str, pd.DataFrame], mentions: Iterable[Mention], persons: Mapping[int, str], bodies: Bodies
) -> list[Report]:
    """Return the reports with a known day; others are events of their own."""
    serials = dict(zip(values_of(frames["issues"], "issue_id"), values_of(frames["issues"], "bulletin"), strict=True))
    people: dict[str, set[str]] = {}
    chairs: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.attended and not mention.is_group:
            who = persons.get(mention.row, mention.name)
            people.setdefault(mention.meeting_id, set()).add(who)
            if mention.role == "chair":
                chairs.setdefault(mention.meeting_id, set()).add(who)
    names = ("meeting_id", "article_id", "issue_id", "kind", "name", "body", "date_precision")
    reports = []
    for row in records_of(frames["meetings"], names, ("held_on",)):
        key = row["meeting_id"]
        if row["held_on"] is not None and row["date_precision"] in {"day", "inferred"}:
            reports.append(
                Report(
                    meeting_id=key,
                    article_id=row["article_id"] or key,
                    source=serials.get(row["issue_id"]) or "",
                    kind=row["kind"] or "other",
                    name=_NOISE.sub("", row["name"] or ""),
                    body=row["body"] and bodies.root(row["body"]),
                    held_on=row["held_on"],
                    is_day=row["date_precision"] == "day",
                    people=frozenset(people.get(key, ())),
                    chairs=frozenset(chairs.get(key, ())),
                )
            )
    return reports


def _groups(reports: Iterable[Report], bodies: Bodies) -> dict[str, tuple[str, ...]]:
    """Join the reports of one event, the surest pairs first; never two of one article, never two that contradict."""
    members: dict[str, list[Report]] = {}
    for _, one, other in sorted(_pairs(reports, bodies), key=lambda pair: (-pair[0], pair[1].meeting_id, pair[2].meeting_id)):
        left, right = members.setdefault(one.meeting_id, [one]), members.setdefault(other.meeting_id, [other])
        if left is not right and not any(_contradict(a, b, bodies) for a in left for b in right):
            left.extend(right)
            members.update({report.meeting_id: left for report in right})
    return {meeting_id: tuple(report.meeting_id for report in group) for meeting_id, group in members.items()}


def _pairs(reports: Iterable[Report], bodies: Bodies) -> Iterator[tuple[int, Report, Report]]:
    """Yield pairs that may tell of one event, with how sure that is; only reports that share name or chair are compared."""
    blocks: dict[tuple[object, ...], list[Report]] = {}
    for report in sorted(reports, key=lambda report: report.meeting_id):
        if report.tells:
            blocks.setdefault((report.held_on, report.kind, report.name[-4:]), []).append(report)
        for chair in report.chairs:
            blocks.setdefault((report.held_on, report.kind, "chair", chair), []).append(report)
    for block in blocks.values():
        for one, other in combinations(block if len(block) <= _MOST_REPORTS else (), 2):
            if (sureness := _sureness(one, other)) and not _contradict(one, other, bodies):
                yield sureness, one, other


def _sureness(one: Report, other: Report) -> int:
    shared = len(one.people & other.people)
    if one.tells and other.tells:
        long = min(len(one.name), len(other.name)) >= _TELLING_BY_ITSELF
        same = _same_name(one.name, other.name) and (shared > 0 or long or (one.source == other.source != ""))
        return 2 + shared if same else 0
    together = shared >= 2 and bool(one.chairs & other.chairs) and one.is_day and other.is_day
    return 1 if together else 0


def _same_name(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _contradict(one: Report, other: Report, bodies: Bodies) -> bool:
    return (
        one.article_id == other.article_id
        or (one.tells and other.tells and not _same_name(one.name, other.name))
        or bool(one.chairs and other.chairs and not one.chairs & other.chairs)
        or bool(one.body and other.body and not bodies.agree(one.body, other.body))
        or not (one.is_day or other.is_day)
    )
