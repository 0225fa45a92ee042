"""The frames ``people`` and ``posts``: what resolved mentions show, and nothing beyond it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zhengjian_stats.parse.organizations import is_body, posts_of, split_title
from zhengjian_stats.resolve.columns import days_of, records_of, values_of
from zhengjian_stats.resolve.mentions import name_key
from zhengjian_stats.schema import frame_of

if TYPE_CHECKING:
    import pandas as pd

_Record = dict[str, Any]


def people_frame(attendees: pd.DataFrame, meetings: pd.DataFrame) -> pd.DataFrame:
    """Return one row a person: distinct events attended, first and last day seen at one.

    Parameters
    ----------
    attendees, meetings : DataFrame
        The frames, resolved.

    Examples
    --------
    >>> from zhengjian_stats.schema import empty_frame
    >>> len(people_frame(empty_frame("attendees"), empty_frame("meetings")))
    0
    """
    events = dict(zip(values_of(meetings, "meeting_id"), values_of(meetings, "event_id"), strict=True))
    attended: dict[str, set[str]] = {}
    names: dict[str, Counter[str]] = {}
    days: dict[str, list[dt.date]] = {}
    for record in _of_persons(attendees, meetings):
        person_id = record["person_id"]
        names.setdefault(person_id, Counter())[name_key(record["name"])] += 1
        seen = attended.setdefault(person_id, set())
        if record["attended"]:
            seen.add(events[record["meeting_id"]])
            days.setdefault(person_id, []).extend([record["held_on"]] if record["held_on"] else [])
    rows = [
        {"person_id": person_id, "name": _fullest(names[person_id]), "n_events": len(seen)} | _span(days.get(person_id, []))
        for person_id, seen in attended.items()
    ]
    return frame_of("people", rows)


def posts_frame(attendees: pd.DataFrame, meetings: pd.DataFrame) -> pd.DataFrame:
    """Return one row a person, body and post: the days of the first and last event at which it is given, and the mentions.

    Posts stand as written, several in one title one by one. ``n_mentions`` counts reports of events, not the several roles of
    one. Nothing is filled in between mentions or before them.

    Parameters
    ----------
    attendees, meetings : DataFrame
        The frames, resolved.

    Examples
    --------
    >>> from zhengjian_stats.schema import empty_frame
    >>> len(posts_frame(empty_frame("attendees"), empty_frame("meetings")))
    0
    """
    reports: dict[tuple[str, str | None, str], set[str]] = {}
    days: dict[tuple[str, str | None, str], list[dt.date]] = {}
    for record in _of_persons(attendees, meetings):
        for organization, title in _posts(record["title"], record["organization"]):
            post = (record["person_id"], organization, title)
            reports.setdefault(post, set()).add(record["meeting_id"])
            days.setdefault(post, []).extend([record["held_on"]] if record["held_on"] else [])
    rows = [
        {"person_id": post[0], "organization": post[1], "title": post[2], "n_mentions": len(given)} | _span(days[post])
        for post, given in reports.items()
    ]
    return frame_of("posts", rows)


def _of_persons(attendees: pd.DataFrame, meetings: pd.DataFrame) -> Iterator[_Record]:
    held = dict(zip(values_of(meetings, "meeting_id"), days_of(meetings, "held_on"), strict=True))
    for record in records_of(attendees, ("person_id", "name", "title", "organization", "meeting_id", "attended")):
        if record["person_id"] is not None and record["meeting_id"] in held:
            yield record | {"held_on": held[record["meeting_id"]]}


def _posts(title: str | None, organization: str | None) -> Iterator[tuple[str | None, str]]:
    """Yield the posts of a title with their bodies: the mention's own where the title names one or none, in full."""
    if title is None:
        return
    one_body = split_title(title)[0] is not None
    for post in posts_of(title):
        if is_body(post.written):  # 数字处王岚: where, but not what
            continue
        yield (organization if one_body and organization else post.organization or organization), post.written


def _fullest(names: Counter[str]) -> str:
    """Return the name of a person who may also be named in part."""
    return min(names, key=lambda name: (-len(name), -names[name], name))


def _span(days: list[dt.date]) -> dict[str, dt.date | None]:
    return {"first_seen_on": min(days, default=None), "last_seen_on": max(days, default=None)}
