"""Demands: the sentences and enumerated items of somebody's words that ask an audience to act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from zhengjian_stats.parse import asking
from zhengjian_stats.parse.asking import responsible_body, rule, verbs
from zhengjian_stats.parse.cues import find_quote
from zhengjian_stats.parse.demand import Demand, shown, stripped
from zhengjian_stats.parse.mentions import Mention
from zhengjian_stats.parse.narrative import Narrative, Words
from zhengjian_stats.parse.standing import quoted_before, standing
from zhengjian_stats.parse.voices import enumerator_at, voice_pattern

__all__ = ["Demand", "find_demands", "responsible_body"]


def find_demands(text: str, story: Narrative, headline: str | None = None) -> list[Demand]:
    """Return the demands of an article in the order of the text."""
    leading = _leading(text, story, headline or "")
    demands: list[Demand] = []
    intro, read = "", -1
    recounted = raised = False
    for words in (_turned(text, _within(text, w)) for w in story.words):
        if words.opened or words.sentence > read + 1:
            intro = _intro(text[story.sentences[words.sentence].start : words.start], words.cue) if words.opened else ""
            recounted = raised = False
        raised = raised or (not words.strong and _announces_points(text, words))
        words = replace(words, strong=True) if raised else words
        read = words.sentence
        if not (raised or _is_heard(words, leading, story, intro)) or _is_cited(intro, headline or "", words.speaker):
            continue
        spans = list(_items(text, words))
        for number, (start, end, marker) in enumerate(spans):
            part = text[start:end]
            heads_items = marker is None and number + 1 < len(spans) and spans[number + 1][2] is not None
            recounted = recounted or (marker is None and asking.recounts(part, heads_items=heads_items))
            if demands and rule("responsible", "note").fullmatch(part):
                demands[-1] = replace(demands[-1], responsible_body=responsible_body(part) or demands[-1].responsible_body)
                continue
            if asking.announces(part, heads_items=heads_items) or (recounted and marker and not asking.has_modal(part)):
                continue
            if asking.demands(part, words, marker, intro) or _continues(part, story, words, demands):
                demands.append(_demand(text, (start, end), marker, words))
    return sorted(
        [*demands, *standing(text, story, headline or ""), *quoted_before(text, story)], key=lambda demand: demand.start
    )


def _announces_points(text: str, words: Words) -> bool:
    """Say whether words of somebody who merely says something come to points that ask (对下一步工作，他讲了三点：第一，…)."""
    if words.opened:
        return False
    if text[words.end - 1] in "：:" and rule("announces", "points").search(text, words.start, words.end):
        return True
    found = voice_pattern("inline").search(text, words.start, words.end)
    return found is not None and rule("announces", "points").search(text, words.start, found.end()) is not None


def _within(text: str, words: Words) -> Words:
    """Begin behind a verb of quoting with which a sentence of a voice opens anew (他还强调，…)."""
    quote = None if words.opened else find_quote(text, words.start, min(words.end, words.start + 40))
    if quote is None or _ANEW_MARK.match(text, quote.end) is None:
        return words
    in_paper = quote.verb in verbs("anew_in_paper") and text[quote.start - 1] in "》也还"
    if not in_paper and quote.verb not in verbs("anew"):
        return words
    if (
        quote.start > words.start + 12
        or asking.has_modal(text[words.start : quote.start])
        or asking.is_quotation(text[words.start : words.end])
    ):
        return words
    return replace(words, start=quote.content, cue=quote.verb, strong=True, opened=True)


def _turned(text: str, words: Words) -> Words:
    """Begin where a description turns to what is asked (指出台账不全，要求各处限期整改), or a voice that goes on to 他叮嘱…."""
    he = None if words.opened else rule("turns", "he").search(text, words.start, words.end)
    quote = find_quote(text, he.start(), words.end) if he else None
    if quote and "“" not in text[words.start : quote.start] and not asking.has_modal(text[words.start : quote.start]):
        return replace(words, start=quote.content, cue=quote.verb, strong=True, opened=True)
    if not words.strong or words.cue in verbs("asking"):
        return words
    turn = rule("turns").search(text, words.start, words.end)
    if turn is None:
        return words
    mark = enumerator_at(text, words.start, words.end)
    before = text[mark.end() if mark else words.start : turn.start()]
    if asking.has_modal(before) or asking.is_imperative(before) or "“" in before:
        return words
    return replace(words, start=turn.end(), cue="要求", opened=True)


_ANEW_MARK: Final = re.compile(r"[，：:]")


def _intro(before: str, cue: str | None) -> str:
    """Return what stands before the verb of quoting: whose words they are, and on which occasion."""
    return before[: before.rfind(cue)] if cue and cue in before else before


def _is_heard(words: Words, leading: set[str], story: Narrative, intro: str) -> bool:
    """Say whether words are those of a body, or of somebody who may demand, or who speaks to an audience."""
    if words.speaker is None or words.speaker in leading or words.cue in verbs("asking"):
        return True
    if any(rule("audience", key).search(intro) for key in ("spoken_to", "closing")):
        return True
    if words.strong and words.cue in verbs("ordering"):
        return True
    return _is_known_voice(story, words)


def _is_cited(intro: str, headline: str, speaker: str | None) -> bool:
    """Say whether words are told of another day or occasion than the one that the article reports."""
    is_series = rule("cites", "series").match(headline) is not None
    if is_series and rule("cites", "named").search(intro) and rule("cites", "named").search(speaker or intro):
        return True
    if headline and rule("cites", "leader").search(intro) and not rule("cites", "named").search(headline):
        return True
    match = rule("cites").search(intro)
    if match is None:
        return False
    occasion = rule("cites", "occasion").search(match.group())
    return occasion is None or occasion.group() not in headline


def _continues(part: str, story: Narrative, words: Words, demands: list[Demand]) -> bool:
    """Say whether a part behind a semicolon demands as the part before it did (要以需求为导向；以学科为基础)."""
    if not demands or words.opened or words.sentence == 0 or demands[-1].sentence != words.sentence - 1:
        return False
    if asking.describes(part):
        return False
    return story.sentences[words.sentence - 1].closed_by in "；;" and demands[-1].speaker == words.speaker


def _leading(text: str, story: Narrative, headline: str) -> set[str]:
    """Return who speaks with authority: all but those who only take the floor in turn.

    Whom the headline names does, and whoever comments on the reports of others (点评) or teaches (讲授党课).
    """
    roles: dict[str, set[str]] = {}
    for act in story.acts:
        if isinstance(act.who, Mention):
            held = roles.setdefault(act.who.name, set())
            leads = act.who.name in headline or rule("leads").search(text, act.cue_start, act.cue_end)
            held |= {act.role} - ({"remarks", "report"} if leads else set())
    return {
        name
        for name, held in roles.items()
        if held & {"speech", "chair", "inspect", "relay"} or not held & {"remarks", "report"}
    }


def _is_known_voice(story: Narrative, words: Words) -> bool:
    """Somebody quoted who takes part in nothing (a leader whose instruction is reported) speaks with authority."""
    return words.strong and not any(isinstance(a.who, Mention) and a.who.name == words.speaker for a in story.acts)


def _items(text: str, words: Words) -> Iterator[tuple[int, int, str | None]]:
    """Cut a stretch of words at inner enumerators and take the markers off."""
    cuts = [words.start, *(m.start() for m in rule("inner").finditer(text, words.start, words.end)), words.end]
    for start, end in pairwise(cuts):
        if start >= end:
            continue
        match = enumerator_at(text, start, end) or voice_pattern("order").match(text, start, end)
        marker = match.group() if match else None
        if match:
            start = match.end() - (1 if marker and marker.endswith("要") else 0)
        start, end = stripped(text, start, end)
        if end - start >= (3 if marker else 4):
            yield start, end, shown(marker)


def _demand(text: str, span: tuple[int, int], marker: str | None, words: Words) -> Demand:
    start, end = span
    body = responsible_body(text[start:end]) or (_addressed(text, words) if start == words.start else None)
    return Demand(start, end, marker, words.cue, words.speaker, words.sentence, body)


def _addressed(text: str, words: Words) -> str | None:
    """Return to whom words are spoken, where that stands between their verb and them (叮嘱保管人员，…)."""
    between = text[max(0, words.start - 24) : words.start]
    if not words.opened or words.cue is None or words.cue not in between:
        return None
    body = between[between.rfind(words.cue) + len(words.cue) :].strip("，,：:“‘")
    return body if rule("audience", "called").fullmatch(body) else None
