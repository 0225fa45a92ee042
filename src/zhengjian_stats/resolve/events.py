"""Reports to events: two articles tell of one event where day, kind, name, body and people say so."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Final

from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.columns import days_of, values_of
from zhengjian_stats.resolve.headlines import is_shared, tell_apart
from zhengjian_stats.resolve.mentions import Mention
from zhengjian_stats.resolve.reports import Report, reports_of

if TYPE_CHECKING:
    import pandas as pd

#: A name this long tells it without people.
_TELLING_BY_ITSELF: Final = 10
#: Kinds that many bodies hold on one day, and under one name: 全会精神专题学习会.
_EVERYWHERE: Final = frozenset(
    {"study_session", "theory_study_group", "party_group_meeting", "party_life", "training", "lecture"}
)
#: What more reports of one day share is no event, but a name that fits many.
_MOST_REPORTS: Final = 100


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
    of_meeting = _groups(reports_of(frames, mentions, persons, bodies), bodies)
    anchors = {meeting_id: min(group, key=age.__getitem__) for meeting_id, group in of_meeting.items()}
    return ["e" + hashlib.sha256(anchors.get(i, i).encode()).hexdigest()[:12] for i in ids]


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
            blocks.setdefault((report.held_on, report.name[-4:]), []).append(report)
        for chair in report.chairs:
            blocks.setdefault((report.held_on, report.kind, "chair", chair), []).append(report)
    for block in blocks.values():
        for one, other in combinations(block if len(block) <= _MOST_REPORTS else (), 2):
            if (sureness := _sureness(one, other)) and not _contradict(one, other, bodies):
                yield sureness, one, other


def _sureness(one: Report, other: Report) -> int:
    shared = len(one.people & other.people)
    if one.kind != other.kind and not (one.tells and one.name == other.name):
        return 0
    if one.tells and other.tells and not is_shared(one.name):
        same = _same_name(one.name, other.name) and (shared > 0 or _told_by_name(one, other))
        return 2 + shared if same else 0
    together = shared >= 2 and bool(one.chairs & other.chairs) and one.is_day and other.is_day
    return 1 if together else 0


def _told_by_name(one: Report, other: Report) -> bool:
    """Tell whether one name is enough: not where both name people and share none, nor where every body holds such a thing."""
    if (one.people and other.people) or one.kind in _EVERYWHERE:
        return False
    return one.source == other.source != "" or min(len(one.name), len(other.name)) >= _TELLING_BY_ITSELF


def _same_name(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _contradict(one: Report, other: Report, bodies: Bodies) -> bool:
    return (
        one.article_id == other.article_id
        or (one.number != other.number != "" and one.number != "")
        or (one.is_named and other.is_named and not _same_name(one.name, other.name))
        or tell_apart(one.headline, other.headline, one.name + other.name)
        or bool(one.chairs and other.chairs and not one.chairs & other.chairs)
        or bool(one.body and other.body and not bodies.agree(one.body, other.body))
        or not (one.is_day or other.is_day)
        or (one.kind == other.kind == "talks" and not (one.people <= other.people or other.people <= one.people))
    )
