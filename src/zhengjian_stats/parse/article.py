"""One article: its events, who took part in them, and what was demanded."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from zhengjian_stats.messages import Language, say
from zhengjian_stats.parse.deadlines import find_deadline
from zhengjian_stats.parse.directives import Demand, find_demands
from zhengjian_stats.parse.events import Event, Scene, find_events, looked_back_upon, minutes_event
from zhengjian_stats.parse.full_names import with_full_names
from zhengjian_stats.parse.groups import Group
from zhengjian_stats.parse.home import home_body
from zhengjian_stats.parse.meeting_body import who_met
from zhengjian_stats.parse.mentions import KnownPeople, Mention
from zhengjian_stats.parse.minutes import Minutes, read_minutes
from zhengjian_stats.parse.minutes_headlines import is_follow_up, is_minutes, meeting_name, whole_name
from zhengjian_stats.parse.narrative import Act, Narrative, read_narrative
from zhengjian_stats.parse.organizations import split_title
from zhengjian_stats.parse.posts import written_post
from zhengjian_stats.parse.records import ArticleFacts, ArticleSpan, Attendance, Directive, Meeting, Problem
from zhengjian_stats.parse.relaying import mark_relayed
from zhengjian_stats.parse.spaced_names import with_listed_names, with_written_names
from zhengjian_stats.parse.triggers import is_opinion


def parse_article(
    text: str, span: ArticleSpan, *, issued_on: dt.date | None, office: str | None, language: Language = "zh"
) -> ArticleFacts:
    """Read events, attendance and demands out of one article; all spans are offsets into ``text``.

    Examples
    --------
    >>> text = "3月5日，馆党组召开党组会议。馆长周平主持会议并讲话。"
    >>> span = ArticleSpan(None, 0, 0, 0, len(text))
    >>> facts = parse_article(text, span, issued_on=dt.date(2024, 3, 8), office=None)
    >>> [(m.name, str(m.held_on), [(a.name, a.role) for a in m.attendances]) for m in facts.meetings]
    [('党组会议', '2024-03-05', [('周平', 'chair'), ('周平', 'speech')])]
    """
    scene = Scene(span.headline, issued_on, office, office or home_body(span.headline, text, span.start, span.end))
    minutes = read_minutes(text, span.start, span.end, span.headline)
    listed = {row.name: row.title for row in minutes.attendances if not row.is_group} if minutes else {}
    chairs = {row.name for row in minutes.attendances if row.role == "chair"} if minutes else set()
    prose = minutes.without_fields(text) if minutes else text
    story = with_full_names(text, span.start, read_narrative(prose, span.start, span.end, KnownPeople(dict(listed)), chairs))
    story = with_written_names(text, span.start, span.end, with_listed_names(text, span.start, story, listed))
    events = _events(text, (span.start, span.end), minutes, story, scene)
    shares = _shared_out(story, events, set() if minutes and minutes.is_head else looked_back_upon(text, story, events, scene))
    meetings = [_meeting(text, event, acts, story, scene) for event, acts in zip(events, shares, strict=True)]
    if minutes and meetings:
        _add_labelled(meetings[0], minutes, office)
    demands = [] if is_opinion(span.headline) else find_demands(text, story, span.headline)
    directives = [_directive(text, demand, events, meetings, issued_on) for demand in demands]
    mark_relayed(text, directives, story, office)
    return ArticleFacts(meetings, directives, _problems(text, events, issued_on, language))


def _problems(text: str, events: list[Event], issued_on: dt.date | None, language: Language) -> list[Problem]:
    """Tell of the days that are written, but could not be placed."""
    problems = []
    for event in events:
        written = event.when.unplaced
        if written:
            code = "ambiguous_year" if issued_on is None and written.year is None else "ambiguous_date"
            message = say(f"extract.{code}", language, date=text[written.start : written.end])
            problems.append(Problem("extract", code, "warning", message, written.start, written.end))
    return problems


def _events(text: str, told: tuple[int, int], minutes: Minutes | None, story: Narrative, scene: Scene) -> list[Event]:
    """Return the one event that minutes describe, unless only sentences tell of it; none that is still to come."""
    labelled = [minutes_event(text, minutes, scene)] if minutes else []
    if minutes and minutes.is_head:
        to_come = [e for e in labelled if e.when.first and scene.issued_on and e.when.first > scene.issued_on]
        return [] if to_come else labelled
    events = [] if is_follow_up(scene.headline) else find_events(text, told, story, scene)
    if not is_minutes(scene.headline):
        return events
    return [_named_as_minutes(events[0], scene), *events[1:]] if events else labelled


def _named_as_minutes(event: Event, scene: Scene) -> Event:
    """Give the meeting the name of its minutes, unless the text's own name is part of that."""
    name = meeting_name(scene.headline)
    return event if name is None or (event.name and event.name in whole_name(scene.headline)) else replace(event, name=name)


def _add_labelled(meeting: Meeting, minutes: Minutes, office: str | None) -> None:
    """Put the labelled participants before those whom the text tells of."""
    for row in minutes.attendances:
        body, row.title = written_post(row.title, office)
        row.organization = row.organization or body
    labelled = {(row.name, row.role) for row in minutes.attendances}
    listed = {row.name for row in minutes.attendances}
    told = [row for row in meeting.attendances if (row.name, row.role) not in labelled]
    for row in told:
        if row.name in listed:
            _join_posts(row, [other for other in minutes.attendances if other.name == row.name])
    order = {row.name: row.list_position for row in minutes.attendances}
    for row in told:
        row.list_position = order.setdefault(row.name, len(order) + 1)
    meeting.attendances = [*minutes.attendances, *told]


def _join_posts(told: Attendance, listed: list[Attendance]) -> None:
    """Give a person one post, that of the list if it gives one, else that of the text."""
    for row in listed:
        row.title, row.organization = row.title or told.title, row.organization or told.organization
        told.title, told.organization = row.title, row.organization


def _event_of(position: tuple[int, int], events: list[Event]) -> int | None:
    """Return the place of the event that a sentence and offset belong to: the last one told by then."""
    if not events:
        return None
    told = [i for i, event in enumerate(events) if (event.sentence, event.trigger.start - 200) <= position]
    return told[-1] if told else 0


def _shared_out(story: Narrative, events: list[Event], past: set[int]) -> list[list[Act]]:
    shares: list[list[Act]] = [[] for _ in events]
    for act in (a for a in story.acts if a.sentence not in past):
        index = _event_of((act.sentence, act.cue_start), events)
        if index is not None:
            shares[index].append(act)
    return shares


def _meeting(text: str, event: Event, acts: list[Act], story: Narrative, scene: Scene) -> Meeting:
    told = (event.trigger.start, event.trigger.end)
    if event.trigger.rule != "minutes":
        told = (story.sentences[event.sentence].start, story.sentences[event.sentence].end)
    # Who met stands in the whole name of minutes; the office whose they are is no part of the meeting's.
    named = replace(event, name=whole_name(scene.headline)) if event.trigger.rule == "minutes" else event
    met = who_met(text, named, told, scene, acts)
    return Meeting(
        start=event.trigger.name_start if event.name else event.trigger.start,
        end=event.trigger.name_end if event.name else event.trigger.end,
        name=event.name,
        kind=event.kind,
        body=met.body,
        is_own=met.is_own,
        held_on=event.when.first,
        held_until=event.when.last,
        date_precision=event.when.precision,
        venue=event.venue,
        attendances=_attendances(text, _as_visit(text, event, acts), story, scene.home),
    )


def _as_visit(text: str, event: Event, acts: list[Act]) -> list[Act]:
    """At a visit, those who 参加 come along with the one who makes it."""
    if event.kind not in {"inspection", "visit"} or not any(a.role == "inspect" for a in acts):
        return acts
    visitors = {(a.who.start, a.who.end) for a in acts if a.role == "inspect"}
    return [
        replace(a, role="accompany")
        if a.role == "present" and _joins_visit(text, a) and (a.who.start, a.who.end) not in visitors
        else a
        for a in acts
    ]


def _joins_visit(text: str, act: Act) -> bool:
    """Say whether 参加 is said of the visit, not of a meeting held on it (参加座谈)."""
    return text[act.cue_start : act.cue_end] == "参加" and not text.startswith(
        ("座谈", "会议", "会", "活动", "仪式"), act.cue_end
    )


def _attendances(text: str, acts: list[Act], story: Narrative, office: str | None) -> list[Attendance]:
    """Make one row of each person or group and role, in the order in which they are first named."""
    rows: dict[tuple[str, str, str | None], Attendance] = {}
    groups: dict[str, tuple[str, str, str | None]] = {}
    namesakes = _namesakes(acts)
    for act in acts:
        who = act.who
        name = who.name if isinstance(who, Mention) else text[who.start : who.end]
        apart = who.title if isinstance(who, Mention) and name in namesakes else None
        # A group has one role: the first in which it does more than be there.
        other = groups.get(name) if isinstance(who, Group) else None
        if other and other[1] == "present" != act.role:
            del rows[other]
        elif other:
            continue
        key = (name, act.role, apart)
        if key not in rows:
            rows[key] = _attendance(act, name, story, office, apart)
        if isinstance(who, Group):
            groups[name] = key
    placed = dict.fromkeys((row.name, row.title) for row in sorted(rows.values(), key=_place))
    order = {key: number for number, key in enumerate(placed, 1)}
    for row in rows.values():
        row.list_position = order[row.name, row.title]
    return sorted(rows.values(), key=lambda row: (row.list_position or 0, row.cue_start))


def _namesakes(acts: list[Act]) -> set[str]:
    """Return the names that may be two people's: with two posts in one sentence, or with posts of two bodies.

    Their rows are kept apart by post; who is who is for ``resolve`` to say.
    """
    posts: dict[str, dict[str, set[int]]] = {}
    for act in acts:
        if isinstance(act.who, Mention) and act.who.title:
            posts.setdefault(act.who.name, {}).setdefault(act.who.title, set()).add(act.sentence)
    several = {name: titles for name, titles in posts.items() if len(titles) > 1}
    # 陈书记 and 陈处长: a family name alone is as many people's as there are posts.
    return {n for n, posts in several.items() if len(n) == 1 or any(_are_apart(a, b, posts) for a in posts for b in posts)}


def _are_apart(a: str, b: str, titles: dict[str, set[int]]) -> bool:
    if a in b or b in a:
        return False
    bodies = split_title(a)[0], split_title(b)[0]
    of_two_bodies = None not in bodies and bodies[0] != bodies[1]
    return of_two_bodies or bool(titles[a] & titles[b])


def _place(row: Attendance) -> tuple[int, int]:
    return row.start, row.cue_start


def _attendance(act: Act, name: str, story: Narrative, office: str | None, apart: str | None) -> Attendance:
    who = act.who
    row = Attendance(name, act.role, who.start, who.end, act.cue_start, act.cue_end)
    if isinstance(who, Group):
        row.is_group, row.headcount = True, who.headcount
        return row
    row.organization, row.title = written_post(apart or story.known.posts.get(name) or who.title, office)
    return row


def _directive(text: str, demand: Demand, events: list[Event], meetings: list[Meeting], issued_on: dt.date | None) -> Directive:
    index = _event_of((demand.sentence, demand.start), events)
    meeting = meetings[index] if index is not None else None
    told_on = (meeting.held_on if meeting else None) or issued_on
    deadline = find_deadline(text, demand.start, demand.end, told_on)
    return Directive(
        text=text[demand.start : demand.end],
        start=demand.start,
        end=demand.end,
        marker=demand.marker,
        cue=demand.cue,
        speaker=demand.speaker,
        meeting=index,
        voice="relayed" if meeting is not None and meeting.is_own is False else "own",
        responsible_body=demand.responsible_body,
        deadline=deadline.day if deadline else None,
        deadline_text=deadline.text if deadline else None,
    )
