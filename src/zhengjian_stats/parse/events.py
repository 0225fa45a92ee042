"""Events: which took place as the article tells, when, where, and whose they are."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.date_mentions import DateMention
from zhengjian_stats.parse.date_pattern import words
from zhengjian_stats.parse.dates import find_dates, resolve
from zhengjian_stats.parse.further_events import (
    LEADING,
    VISITS,
    is_another,
    is_of_same_day,
    is_symposium_of_its_own,
    opens_further_event,
)
from zhengjian_stats.parse.meeting_kinds import kind_of
from zhengjian_stats.parse.mentions import Mention
from zhengjian_stats.parse.minutes import Minutes
from zhengjian_stats.parse.minutes_headlines import meeting_name
from zhengjian_stats.parse.narrative import Act, Narrative
from zhengjian_stats.parse.triggers import (
    Trigger,
    find_triggers,
    generic_names,
    is_announcement,
    is_report_of_the_day,
    makes_visit,
    opens_later_event,
    tells_no_event,
    venue_of,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What an article's events are read against: headline, date of issue, office; ``home``, where no masthead names it."""

    headline: str | None
    issued_on: dt.date | None
    office: str | None
    home: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The day or days of an event and how they are known; ``unplaced`` is a date that is written, but fixes no day."""

    first: dt.date | None = None
    last: dt.date | None = None
    precision: str = "unknown"
    unplaced: DateMention | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event as told from sentence ``sentence`` on."""

    trigger: Trigger
    sentence: int
    name: str | None
    when: When
    kind: str
    venue: str | None
    later: bool = False


#: An event is news for so long before the date of issue; what is told of an earlier day is only looked back upon.
_NEWS: Final = dt.timedelta(days=200)
_LEAD_NEWS: Final = dt.timedelta(days=330)
#: An event is told in the first sentences of an article.
_LEAD: Final = 4


def find_events(text: str, span: tuple[int, int], story: Narrative, scene: Scene) -> list[Event]:
    """Return the events of an article in the order in which they are told; none for ordinary news."""
    if tells_no_event(scene.headline):
        return []
    candidates = _candidates(text, span, story, scene)
    best = _first_event(text, candidates, story, scene)
    if best is None:
        return []
    first = _visit_before(best, candidates, story) or best
    events = [_named_by_headline(first, scene)]
    for candidate in candidates:
        if candidate.sentence >= first.sentence and candidate is not first and is_another(text, candidate, events, story):
            events.append(_dated_by(candidate, events[-1], is_of_same_day(text, candidate, story)))
    return events


def _visit_before(best: Event, candidates: list[Event], story: Narrative) -> Event | None:
    """Return the visit on which a symposium was held, told just before it (赴某县考察，并举行了…座谈会)."""
    if not is_symposium_of_its_own(best):
        return None
    reach = range(max(0, best.sentence - 2), best.sentence + 1)
    before = [e for e in candidates if e.kind in VISITS and e.sentence in reach and e.trigger.start < best.trigger.start]
    return before[0] if before and _is_dated_alike(before[0], best) else None


def _is_dated_alike(visit: Event, symposium: Event) -> bool:
    return visit.when.first == symposium.when.first or symposium.when.first is None


def _candidates(text: str, span: tuple[int, int], story: Narrative, scene: Scene) -> list[Event]:
    of_day = is_report_of_the_day(text, *span)
    written = [d for d in find_dates(text, *span) if not _dates_the_report(text, d)]
    found: list[Event] = []
    previous: list[DateMention] = []
    for index, sentence in enumerate(story.sentences):
        told = next(((a, b) for a, b in story.told if a == sentence.start), None)
        if told is None:
            continue
        dates = [_leaning(d, previous) for d in written if told[0] <= d.start and d.end <= told[1]]
        later = opens_later_event(text, *told)
        # Further down only a day, a 会后 or what takes place beside an event can tell another event.
        if index > _LEAD and not dates and not later and not opens_further_event(text, *told):
            continue
        for trigger in find_triggers(text, *told):
            near = _nearest(text, dates, trigger) or (previous[-1] if previous and index <= _LEAD and not later else None)
            when = _when(near, scene, of_day=of_day)
            found.append(_event(text, trigger, index, when, told, later=later))
        if later and not any(e.sentence == index for e in found):
            found.extend(_unnamed_later(text, index, told, story))
        previous = [d for d in dates if d.kind in {"date", "range"} or d.anchor] or previous
    return found


def _leaning(mention: DateMention, previous: list[DateMention]) -> DateMention:
    """Let 次日 at the head of a paragraph lean on the last day told before it."""
    leans = mention.kind == "relative" and mention.anchor is None and mention.relative in words("anchored_words")
    return replace(mention, anchor=previous[-1]) if leans and previous else mention


def _unnamed_later(text: str, index: int, told: tuple[int, int], story: Narrative) -> list[Event]:
    """会后，某人立即召集班子成员传达…: an event without a name."""
    acts = [a for a in story.acts if a.sentence == index and a.role in LEADING - {"speech"}]
    if not acts:
        return []
    start = acts[0].cue_start
    trigger = Trigger("later", start, acts[0].cue_end, start, start)
    return [Event(trigger, index, None, When(), "other", None, later=True)]


def _event(text: str, trigger: Trigger, index: int, when: When, told: tuple[int, int], *, later: bool) -> Event:
    name = text[trigger.name_start : trigger.name_end]
    if later and name in generic_names():
        return Event(trigger, index, None, when, kind_of(name, text[told[0] : told[1]]), venue_of(text, *told), later)
    return Event(trigger, index, name, when, kind_of(name, text[told[0] : told[1]]), venue_of(text, *told), later)


_DATELINE: Final = re.compile(r"\s*(?:电|讯|报道|消息|刊|版)")


def _dates_the_report(text: str, mention: DateMention) -> bool:
    return _DATELINE.match(text, mention.end) is not None


def _nearest(text: str, dates: list[DateMention], trigger: Trigger) -> DateMention | None:
    """Return the date that belongs to a trigger: the last before its verb, else one inside its words."""
    before = [d for d in dates if d.start <= trigger.end and d.kind in {"date", "range", "relative"}]
    whole = [d for d in before if d.kind != "relative"]
    return (whole or before)[-1] if before else None


def _when(mention: DateMention | None, scene: Scene, *, of_day: bool) -> When:
    if mention is None:
        return When()
    if mention.kind == "relative" and mention.anchor is None and not of_day:
        return When()
    first, last, precision = resolve(mention, issued_on=scene.issued_on)
    if first is None and mention.kind in {"date", "range"}:
        return When(unplaced=mention)
    return When(first, last, precision)


def _is_news(event: Event, scene: Scene, reach: dt.timedelta) -> bool:
    if event.when.first is None or scene.issued_on is None:
        return True
    return scene.issued_on - reach <= event.when.first <= scene.issued_on


def _first_event(text: str, candidates: list[Event], story: Narrative, scene: Scene) -> Event | None:
    announced = is_announcement(scene.headline)
    taken = {a.sentence for a in story.acts if a.role not in {"remarks"} or not a.weak}
    best: tuple[int, Event] | None = None
    for event in candidates:
        if not _is_news(event, scene, _LEAD_NEWS if event.sentence <= 1 else _NEWS) or (announced and not event.when.first):
            continue
        if event.trigger.rule in _MADE and not _is_made(text, event, story):
            continue
        score = _weight(event, taken, story, scene)
        if best is None or score > best[0]:
            best = (score, event)
    return best[1] if best and best[0] >= _ENOUGH else None


_ENOUGH: Final = 4
#: A visit is made by somebody; where nobody does, journalists or crowds went.
_MADE: Final = frozenset({"visited", "went", "led"})


#: So many participants named right behind an event far down show that the article is about it.
_SEVERAL: Final = 3


def _weight(event: Event, taken: set[int], story: Narrative, scene: Scene) -> int:
    """Weigh how surely the article reports this event: lead, day, headline, people who take part in it."""
    name = event.name or ""
    headline = scene.headline or ""
    score = 3 if event.sentence == 0 else 2 if event.sentence <= _LEAD else 0
    score += 3 if event.when.first else 0
    score += 2 if len(name) >= 2 and name[-3:] in headline else 0
    score += 2 if any(index in taken for index in range(event.sentence, event.sentence + 3)) else 0
    score += {"convened": 1, "held": 1, "went": 0, "attended": 0, "met": -2, "taught": -1}.get(event.trigger.rule, 0)
    if event.sentence > _LEAD:
        score += 4 * _is_attended(event, story) - 3
    return score


def _is_made(text: str, event: Event, story: Narrative) -> bool:
    """Say whether somebody makes a visit: a person who acts or is named there, or a party."""
    if any(event.sentence <= act.sentence <= event.sentence + 2 for act in story.acts):
        return True
    sentence = story.sentences[event.sentence]
    told = text[sentence.start : sentence.end]
    return makes_visit(told) or any(name in told for name in story.known.posts)


def _is_attended(event: Event, story: Narrative) -> bool:
    """Say whether the article names several people who took part right behind the event."""
    near = range(event.sentence, event.sentence + 4)
    present = {a.who.start for a in story.acts if a.sentence in near and a.role in {"present", "chair", "speech", "inspect"}}
    return len(present) >= _SEVERAL


def _dated_by(event: Event, earlier: Event, same_day: bool) -> Event:
    """会后 and 会谈前 take over the day of the event before it, as inferred."""
    if same_day and event.when.first is None and earlier.when.first:
        return replace(event, when=When(earlier.when.first, None, "inferred"))
    return event


def minutes_event(text: str, minutes: Minutes, scene: Scene) -> Event:
    """Return the event that labelled fields describe; its name is that of the minutes."""
    dates = find_dates(text, *minutes.time) if minutes.time else []
    when = _when(dates[0] if dates else None, scene, of_day=False)
    name = meeting_name(scene.headline) or minutes.name
    trigger = Trigger("minutes", minutes.start, minutes.end, minutes.start, minutes.start)
    return Event(trigger, 0, name, when, kind_of(name or scene.headline or ""), minutes.venue)


_HEADLINE_NAME: Final = re.compile(r"(?:召开|举行|举办|组织召开|开展)(?:了)?([^，。：　 ]{2,60})$")


def looked_back_upon(text: str, story: Narrative, events: list[Event], scene: Scene) -> set[int]:
    """Return the sentences that tell of a day long before the first event: what people did then is no part of it."""
    first = min((event.when.first for event in events if event.when.first), default=None)
    if first is None:
        return set()
    told_of = {event.sentence for event in events}
    past = set()
    for index, sentence in enumerate(story.sentences):
        dates = find_dates(text, sentence.start, min(sentence.start + _OPENING, sentence.end))
        days = [resolve(d, issued_on=scene.issued_on)[0] for d in dates if d.kind in {"date", "range"} and d.month]
        if days and index not in told_of and all(day is not None and day < first - _SAME_OCCASION for day in days):
            past.add(index)
    return past


#: Within so many days, and so many characters from the head of a sentence, a date belongs to the same occasion.
_SAME_OCCASION: Final = dt.timedelta(days=10)
_OPENING: Final = 40


def _named_by_headline(event: Event, scene: Scene) -> Event:
    """Take the headline's name where it says more of the same (召开党组中心组学习会 against 中心组学习会)."""
    for part in re.split(r"[ 　]|——|\n", scene.headline or ""):
        match = _HEADLINE_NAME.search(part)
        if not match or not event.name:
            continue
        candidate = match.group(1)
        if candidate != event.name and candidate.endswith(event.name) and len(candidate) - len(event.name) <= 12:
            return replace(event, name=candidate, kind=kind_of(candidate))
    return event


def is_own(text: str, event: Event, told: tuple[int, int], scene: Scene, acts: list[Act]) -> bool | None:
    """Say whether the event is the office's own; ``None`` where nothing tells.

    Whoever chairs (or makes the visit) tells first, then who convenes it, then who speaks.
    """
    higher = tuple(lexicon.load("events")["higher"]["words"])
    hosts = _posts(acts, {"chair", "inspect"})
    if hosts:
        own_host = any(not post.startswith(higher) for post in hosts)
        return own_host if not own_host or scene.office is not None else None
    if scene.office is None:
        return False if any(post.startswith(higher) for post in _posts(acts, {"speech"})) else None
    before = text[told[0] : event.trigger.name_end]
    if any(scene.office[k:] in before for k in range(len(scene.office) - 3)):
        return True
    return not (any(word in before for word in higher) or any(p.startswith(higher) for p in _posts(acts, {"speech"})))


def _posts(acts: list[Act], roles: set[str]) -> list[str]:
    return [a.who.title or "" for a in acts if a.role in roles and isinstance(a.who, Mention)]
