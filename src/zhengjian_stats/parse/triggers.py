"""Triggers: the places of an article that say that an event took place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from zhengjian_stats import lexicon


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place that tells an event: how (name of the rule), the words, the event's name."""

    rule: str
    start: int
    end: int
    name_start: int
    name_end: int


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


#: 会 by itself ends a name only where the clause goes on as after one, and not inside 社会, 协会 and the like.
_BARE_HEAD: Final = r"(?<![社机委员协学理工妇商董事监基金都宴约集办])会(?=[，。；：、）”\n]|$|召开|举行|在|于|并|暨|由)"


@cache
def _triggers() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    table = lexicon.load("events")
    heads = f"{_alternation(table['heads']['words'])}|{_BARE_HEAD}"
    not_after = _alternation(table["heads"]["not_after"])
    return tuple(
        (
            rule["name"],
            re.compile(rule["needs"]),
            re.compile(rule["pattern"].replace("HEADS", heads).replace("NOT_AFTER", not_after)),
        )
        for rule in table["trigger"]
    )


@cache
def _pattern(room: str, key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("events")[room][key])


@cache
def generic_names() -> frozenset[str]:
    """Return the names that say nothing by themselves (会议, 座谈会)."""
    return frozenset(lexicon.load("events")["generic"]["words"])


def find_triggers(text: str, start: int, end: int) -> list[Trigger]:
    """Return the triggers of a told stretch, in the order of the text, none announced or merely cited.

    Of two that overlap it is that of the first rule.

    Examples
    --------
    >>> text = "3月5日，馆党组召开党组会议"
    >>> [text[t.name_start : t.name_end] for t in find_triggers(text, 0, len(text))]
    ['党组会议']
    """
    found: list[Trigger] = []
    masked = _QUOTED.sub(lambda m: _MARKS_INSIDE.sub("＊", m.group()), text[start:end])
    for rule, needs, pattern in _triggers():
        if not needs.search(masked):
            continue
        for match in pattern.finditer(masked):
            begin = match.start("verb") if "verb" in match.re.groupindex else match.start()
            if _is_told(text, start, start + begin):
                named = _extended(text, start + match.end("name"), end) if rule in _NAMED else start + match.end("name")
                name_start, name_end = _trimmed(text, start + match.start("name"), named)
                if _pattern("plural", "pattern").search(text, name_start, name_end):
                    continue
                found.append(Trigger(rule, start + match.start(), start + match.end(), name_start, name_end))
    return _distinct(found)


#: Marks inside a quotation separate nothing (“打造…，推动…”专题协商会).
_QUOTED: Final = re.compile(r"“[^“”\n]{0,80}”")
_MARKS_INSIDE: Final = re.compile(r"[，。；：！？、]")


_NAMED: Final = frozenset({"convened", "held", "attended"})


@cache
def _extension() -> re.Pattern[str]:
    table = lexicon.load("events")
    heads = f"{_alternation(table['heads']['words'])}|{_BARE_HEAD}"
    stop = _alternation(table["extend"]["stop"])
    return re.compile(
        rf"(?:(?!{stop})[^，。；：、！？\s“”（）]){{1,10}}?(?:{heads})(?!{heads}|{_alternation(table['heads']['not_after'])})"
    )


def _extended(text: str, name_end: int, end: int) -> int:
    match = _extension().match(text, name_end, end)
    return match.end() if match else name_end


def _is_told(text: str, start: int, begin: int) -> bool:
    before = text[max(start, begin - 40) : begin]
    if any(_pattern(room, key).search(before) for room, key in _NOT_TOLD):
        return False
    return before.count("《") <= before.count("》") and before.count("“") <= before.count("”")


#: What stands before an event that is announced, only spoken of, or done by many.
_NOT_TOLD: Final = (("future", "before"), ("cited", "before"), ("plural", "by_many"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in "的了":
        start += 1
    lead = _pattern("strip", "leading").match(text, start, end)
    begin = lead.end() if lead and lead.end() < end - 1 else start
    return _whole_marks(text, begin, end)


def _whole_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in an opening mark that was left outside (“重启…”研讨会)."""
    part = text[start:end]
    if part.count("”") > part.count("“") and text[start - 1 : start] == "“":
        return start - 1, end
    return start, end


def _distinct(found: list[Trigger]) -> list[Trigger]:
    kept: list[Trigger] = []
    for trigger in found:
        if all(trigger.name_end <= k.name_start or k.name_end <= trigger.name_start for k in kept):
            kept.append(trigger)
    return sorted(kept, key=lambda t: t.start)


def opens_later_event(text: str, start: int, end: int) -> bool:
    """Say whether a told sentence opens with 会后, 次日 and the like."""
    return _pattern("later", "pattern").match(text[start:end]) is not None


def venue_of(text: str, start: int, end: int) -> str | None:
    """Return the place where an event was held, as written.

    Examples
    --------
    >>> venue_of("会议在机关三楼会议室召开", 0, 12)
    '机关三楼会议室'
    """
    for match in _pattern("venue", "pattern").finditer(text, start, end):
        venue = match.group("venue")
        if not _pattern("venue", "not_venue").search(venue):
            return venue
    return None


def makes_visit(told: str) -> bool:
    """Say whether a sentence names a party that makes a visit (专家团队, 工作组)."""
    return _pattern("made", "by").search(told) is not None


def is_opinion(headline: str | None) -> bool:
    """Say whether a headline announces an opinion piece (快评, 社论).

    Examples
    --------
    >>> is_opinion("【央视快评】把改革进行到底"), is_opinion("馆里召开座谈会")
    (True, False)
    """
    return headline is not None and _pattern("opinion", "headline").search(headline) is not None


def tells_no_event(headline: str | None) -> bool:
    """Say whether a headline announces an opinion piece, reactions to what was said elsewhere, or a round-up.

    Examples
    --------
    >>> tells_no_event("馆长重要讲话引发热烈反响"), tells_no_event("馆里召开座谈会")
    (True, False)
    """
    return is_opinion(headline) or (headline is not None and _pattern("reactions", "headline").search(headline) is not None)


def is_announcement(headline: str | None) -> bool:
    """Say whether a headline announces what is still to come (将于5月举行).

    Examples
    --------
    >>> is_announcement("馆里将于5月举行读书会"), is_announcement("馆里举行读书会")
    (True, False)
    """
    return headline is not None and _pattern("future", "headline").search(headline) is not None


def is_report_of_the_day(text: str, start: int, end: int) -> bool:
    """Say whether the article opens with a dateline (…讯, …消息)."""
    return _pattern("dateline", "pattern").search(text, start, min(end, start + 40)) is not None
