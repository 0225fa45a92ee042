"""What is compared: the facts of an article, as its annotation and as the frames have them, in one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhengjian_stats.evaluation.gold import GoldArticle, GoldMeeting
from zhengjian_stats.evaluation.places import Place, Span, Words, written_days
from zhengjian_stats.messages import say

if TYPE_CHECKING:
    from zhengjian_stats.corpus import Corpus


@dataclass(slots=True)
class Event:
    """An event: its name, its day, the names of who took part."""

    name: str | None
    held_on: str | None
    names: set[str]
    place: Place


@dataclass(slots=True)
class Person:
    """A person of the article: the first title that is given, and every role at any of its events."""

    place: Place
    title: str | None = None
    title_place: Place | None = None
    roles: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """A group, or a demand with its speaker."""

    text: str
    place: Place
    speaker: str | None = None


@dataclass(slots=True)
class Facts:
    """All that is compared of one article."""

    events: list[Event] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    groups: list[Said] = field(default_factory=list)
    dates: dict[str, Place] = field(default_factory=dict)
    directives: list[Said] = field(default_factory=list)


def gold_facts(article: GoldArticle) -> Facts:
    """Return the facts of an annotation."""
    facts, text = Facts(), article.whole
    for meeting in article.meetings:
        names = tuple(person.name for person in meeting.participants)
        facts.events.append(Event(meeting.name, meeting.held_on, set(names), _event_place(text, meeting, names)))
        _add_people(facts, text, meeting)
        facts.groups += [Said(group, Words(text, (group,))) for group in meeting.groups]
        if meeting.held_on:
            wanted = (*written_days(meeting.held_on), meeting.name or "", *names)
            facts.dates.setdefault(meeting.held_on, Words(text, wanted, (meeting.name,) if meeting.name else ()))
    for demand in article.directives:
        facts.directives.append(Said(demand.text, Words(text, (demand.text,)), demand.speaker))
    return facts


def _event_place(text: str, meeting: GoldMeeting, names: tuple[str, ...]) -> Words:
    days = written_days(meeting.held_on) if meeting.held_on else ()
    return Words(text, (meeting.name or "", *days[:1], *names), (*days[:1], *names))


def _add_people(facts: Facts, text: str, meeting: GoldMeeting) -> None:
    for person in meeting.participants:
        known = facts.people.setdefault(person.name, Person(Words(text, (person.name,))))
        if not known.title and person.title:
            known.title, known.title_place = person.title, Words(text, (person.name,), (person.title,))
        for role in person.roles:
            act = say(f"common.role_{role}", "zh")  # 主持, 传达: the plainest word for it
            known.roles.setdefault(role, Words(text, (person.name,), (act,)))


def found_facts(corpus: Corpus, owners: Mapping[str, int], n_articles: int) -> list[Facts]:
    """Return the facts that the frames hold of each article.

    Parameters
    ----------
    corpus : Corpus
        The frames.
    owners : mapping
        Issue → number of the article that it was read from.
    n_articles : int
        Number of articles; one of which nothing was read has no facts.
    """
    facts = [Facts() for _ in range(n_articles)]
    texts = {issue_id: corpus.text(issue_id) for issue_id in owners}
    names: dict[str, set[str]] = {}
    row: Any
    for row in corpus.attendees.itertuples():
        _add_attendee(facts[owners[row.issue_id]], row, _span(texts, row))
        names.setdefault(row.meeting_id, set()).add(_text(row.name) or "")
    for row in corpus.meetings.itertuples():
        own, place, day = facts[owners[row.issue_id]], _span(texts, row), _day(row.held_on)
        own.events.append(Event(_text(row.name), day, names.get(row.meeting_id, set()), place))
        if day:
            own.dates.setdefault(day, place)
    for row in corpus.directives.itertuples():
        demand = Said(_text(row.text) or "", _span(texts, row), _text(row.speaker))
        facts[owners[row.issue_id]].directives.append(demand)
    return facts


def _add_attendee(facts: Facts, row: Any, place: Span) -> None:
    name, title = _text(row.name), _text(row.title)
    if _is(row.is_group):
        facts.groups.append(Said(name or "", place))
        return
    person = facts.people.setdefault(name or "?", Person(place))
    if not person.title and title:
        person.title, person.title_place = title, place
    person.roles.setdefault(row.role, place)


def _span(texts: Mapping[str, str], row: Any) -> Span:
    return Span(texts[row.issue_id], int(row.start), int(row.end))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _is(value: Any) -> bool:
    import pandas as pd

    return not pd.isna(value) and bool(value)


def _day(value: Any) -> str | None:
    import pandas as pd

    return None if pd.isna(value) else str(value)[:10]
