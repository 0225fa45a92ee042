"""Which further places of an article tell an event of their own, beside the one that the article is about."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.triggers import generic_names

if TYPE_CHECKING:
    from zhengjian_stats.parse.events import Event
    from zhengjian_stats.parse.narrative import Narrative

#: An event told later took place at most so long after the one before it; one told as done besides, so long before it.
_LATER_NEWS: Final = dt.timedelta(days=60)
_BESIDES: Final = dt.timedelta(days=10)
#: What is done at an event after the event, where only those are named who lead it.
LEADING: Final = frozenset({"chair", "relay", "speech", "inspect", "accompany"})
VISITS: Final = frozenset({"inspection", "visit"})
_NAMED: Final = frozenset({"convened", "held", "at", "attended"})


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("events")["further"][key])


def opens_further_event(text: str, start: int, end: int) -> bool:
    """Say whether a sentence far down may tell another event: a symposium on a visit, a ceremony, a meeting besides.

    Examples
    --------
    >>> text = "会谈前，馆长周平为来宾举行欢迎仪式"
    >>> opens_further_event(text, 0, len(text)), opens_further_event("周平表示欢迎", 0, 6)
    (True, False)
    """
    return _pattern("sentence").search(text[start:end]) is not None


def is_of_same_day(text: str, event: Event, story: Narrative) -> bool:
    """Say whether an event is told as of the day of the one before it (会谈前, 当天)."""
    sentence = story.sentences[event.sentence]
    return event.later or _pattern("same_day").match(text[sentence.start : sentence.end]) is not None


def is_symposium_of_its_own(event: Event) -> bool:
    """Say whether an event is a symposium whose subject is named; one without belongs to the visit on which it is held."""
    return event.kind == "symposium" and len(event.name or "") >= 6 and event.name not in generic_names()


def is_another(text: str, event: Event, events: list[Event], story: Narrative) -> bool:
    """Say whether a further trigger tells an event of its own: on another day, after it, or with a subject of its own."""
    if any(event.trigger.name_start == other.trigger.name_start for other in events):
        return False
    acts = [a for a in story.acts if event.sentence <= a.sentence <= event.sentence + 2]
    if event.later:
        return events[-1].sentence < event.sentence and any(a.role in LEADING for a in acts)
    if _is_told_besides(text, event, events, story):
        return True
    name = event.name or ""
    if name in generic_names() or any(_same_name(name, other.name or "") for other in events):
        return False
    last = events[-1]
    in_visit = last.kind in VISITS and (event.kind in VISITS or event.trigger.rule == "met")
    in_course = event.trigger.rule == "taught" or in_visit
    if in_course and event.when.first and last.when.last and event.when.first <= last.when.last:
        # A lecture or one stop in the course of some days that are told as one event.
        return False
    if event.when.first and last.when.first and event.when.first > last.when.first and event.sentence > last.sentence:
        within = event.when.first - last.when.first <= _LATER_NEWS
        return within and any(not a.weak for a in acts)
    held_in_visit = events[0].kind in VISITS and event.trigger.rule in _NAMED
    return held_in_visit and is_symposium_of_its_own(event) and bool(acts)


def _same_name(a: str, b: str) -> bool:
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return long.endswith(short) or short in long or short[-4:] == long[-4:]


def _is_told_besides(text: str, event: Event, events: list[Event], story: Narrative) -> bool:
    """Say whether an event is told as taking place beside the first: a reception, a wreath, a visit on another day."""
    if event.sentence <= events[-1].sentence or any(event.name == other.name for other in events):
        return False
    sentence = story.sentences[event.sentence]
    told = text[sentence.start : sentence.end]
    acts = [a for a in story.acts if a.sentence == event.sentence]
    first = events[0]
    if event.trigger.rule == "laid":
        return True
    if event.trigger.rule in _NAMED:
        return event.name not in generic_names() and _pattern("also").search(told) is not None
    if event.trigger.rule == "met" and first.trigger.rule != "met" and first.kind not in VISITS:
        return _pattern("meets").match(told) is not None and bool(acts)
    if event.kind in VISITS and first.kind not in VISITS and event.when.first and first.when.first:
        near = abs(event.when.first - first.when.first) <= _BESIDES and event.when.first != first.when.first
        return near and "还" in told and any(a.role == "inspect" for a in acts)
    return False
