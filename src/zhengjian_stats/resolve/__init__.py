"""Who is who, and which reports tell of one event: mentions → persons, bodies, events; what is ambiguous stays open.

``resolve`` is pure: frames in, new frames out, the same whatever the order of the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.columns import days_of, filled, values_of
from zhengjian_stats.resolve.companions import Companions
from zhengjian_stats.resolve.conflicts import conflicts
from zhengjian_stats.resolve.events import event_ids
from zhengjian_stats.resolve.mentions import mentions_of
from zhengjian_stats.resolve.people import people_frame, posts_frame
from zhengjian_stats.resolve.persons import assign_persons
from zhengjian_stats.resolve.problems import with_problems
from zhengjian_stats.resolve.roster import Roster
from zhengjian_stats.resolve.short_names import introductions_of
from zhengjian_stats.resolve.speakers import speaker_ids, speakers_in_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["Companions", "resolve"]


def resolve(frames: Mapping[str, pd.DataFrame], companions: Companions | None = None) -> dict[str, pd.DataFrame]:
    """Fill ``event_id``, ``person_id``, ``organization``, and the frames ``people`` and ``posts``; add to ``problems``.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Frames with the columns of their contracts; ``issues``, ``articles``, ``meetings``, ``attendees``, ``directives``
        and ``problems`` are read. Keys of an earlier call are made anew; a body that it filled in is taken as written.
    companions : Companions, optional
        The roster and the names of bodies that a person keeps.

    Returns
    -------
    dict of str to DataFrame
        All frames; those that were changed are new ones. The order of the rows stays; problems follow those given.

    Examples
    --------
    >>> from zhengjian_stats.schema import FRAMES, frame_of
    >>> frames = {name: frame_of(name, []) for name in FRAMES}
    >>> person = {"name": "王岚", "title": "馆长", "role": "chair", "attended": True, "is_group": False}
    >>> frames["meetings"] = frame_of("meetings", [{"meeting_id": "m1", "issue_id": "i1", "article_id": "a1"}])
    >>> frames["attendees"] = frame_of("attendees", [{"attendee_id": "p1", "meeting_id": "m1", "issue_id": "i1"} | person])
    >>> resolve(frames)["people"][["name", "n_events"]].to_dict("records")
    [{'name': '王岚', 'n_events': 1}]
    """
    companions = companions or Companions()
    serials = dict(zip(values_of(frames["issues"], "issue_id"), values_of(frames["issues"], "bulletin"), strict=True))
    bodies = Bodies.of(companions.bodies).with_short_names(introductions_of(frames), serials)
    mentions = mentions_of(frames, bodies)
    roster = Roster.of(companions.roster, bodies)
    findings = assign_persons(mentions, roster, bodies, speakers_in_part(frames, mentions))
    doubts = [*findings.doubts, *conflicts(mentions, findings, roster, bodies)]
    events = event_ids(frames, mentions, findings.persons, bodies)
    meetings = filled(frames["meetings"], {"event_id": events, "body": _in_full(frames["meetings"], bodies)})
    who = [findings.persons.get(mention.row) for mention in mentions]
    where = [mention.organization or mention.in_house for mention in mentions]
    attendees = filled(frames["attendees"], {"person_id": who, "organization": where})
    speakers = speaker_ids(frames["directives"], mentions, findings)
    return dict(frames) | {
        "meetings": meetings,
        "attendees": attendees,
        "directives": filled(frames["directives"], {"person_id": speakers}),
        "people": people_frame(attendees, meetings),
        "posts": posts_frame(attendees, meetings),
        "problems": with_problems(frames, doubts, bodies.short_names.clashes, companions.language),
    }


def _in_full(meetings: pd.DataFrame, bodies: Bodies) -> list[str | None]:
    columns = values_of(meetings, "body"), days_of(meetings, "held_on"), values_of(meetings, "issue_id")
    return [bodies.canonical(body, day, issue_id) for body, day, issue_id in zip(*columns, strict=True)]
