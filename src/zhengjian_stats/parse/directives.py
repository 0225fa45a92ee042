"""Demands: the sentences and enumerated items of somebody's words that ask an audience to act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.cues import find_quote
from zhengjian_stats.parse.deadlines import find_deadline
from zhengjian_stats.parse.mentions import Mention
from zhengjian_stats.parse.narrative import Narrative, Words
from zhengjian_stats.parse.voices import enumerator_at, voice_pattern


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand at a place: ``text[start:end]`` without marker and closing mark."""

    start: int
    end: int
    marker: str | None
    cue: str | None
    speaker: str | None
    sentence: int
    responsible_body: str | None


@cache
def _pattern(name: str, key: str = "pattern") -> re.Pattern[str]:
    return re.compile(lexicon.load("directives")[name][key])


_INNER: Final = re.compile(
    r"(?<=[，,：:。；])(?=[一二三四五六七八九十]+(?:是|要(?!求))|第[一二三四五六七八九十][，、]|[（(][一二三四五六七八九十]+[)）]|[①-⑳]|其[一二三四五][，、])"
    r"|(?<=[\u4e00-\u9fff])(?<![统唯第之万专任单同逐])(?=一是[^，。；]{3,60}(?:[，。；]|$))"
)
#: Verbs of quoting after which every sentence demands.
_DEMANDING: Final = frozenset({"要求", "希望", "勉励", "叮嘱", "嘱托", "号召", "嘱咐", "提醒", "呼吁", "倡议", "寄语", "告诫"})
#: Verbs of quoting that open a plan of work; their items are demands whoever reads them out.
_ORDERING: Final = frozenset({"要求", "部署", "安排", "议定", "决定"})


def find_demands(text: str, story: Narrative, headline: str | None = None) -> list[Demand]:
    """Return the demands of an article in the order of the text."""
    leading = _leading(text, story, headline or "")
    demands: list[Demand] = []
    intro, read = "", -1
    recounted = False
    for words in (_within(text, w) for w in story.words):
        if words.opened or words.sentence > read + 1:
            intro = _intro(text[story.sentences[words.sentence].start : words.start], words.cue) if words.opened else ""
            recounted = False
        read = words.sentence
        if not _is_heard(words, leading, story) or _is_cited(intro, headline or "", words.speaker):
            continue
        spans = list(_items(text, words))
        for number, (start, end, marker) in enumerate(spans):
            part = text[start:end]
            heads_items = marker is None and number + 1 < len(spans) and spans[number + 1][2] is not None
            recounted = recounted or (marker is None and _recounts(part, heads_items=heads_items))
            if _announces(part, heads_items=heads_items) or (recounted and marker and not _has_modal(part)):
                continue
            if _demands(part, words, marker, intro) or _continues(part, story, words, demands):
                demands.append(_demand(text, (start, end), marker, words))
    return sorted([*demands, *_standing(text, story)], key=lambda demand: demand.start)


def _standing(text: str, story: Narrative) -> Iterator[Demand]:
    """Yield what is asked in nobody's words: a paper's 请…, and what a regulation lays on people."""
    rules = ["pattern"]
    if story.sentences and _pattern("standing", "regulation").search(text, story.sentences[0].start, story.sentences[-1].end):
        rules.append("rule")
    spoken = {words.sentence for words in story.words}
    for index, sentence in enumerate(story.sentences):
        if index in spoken:
            continue
        match = enumerator_at(text, sentence.start, sentence.end)
        start, end = _stripped(text, match.end() if match else sentence.start, sentence.end)
        start += len("规定") if text.startswith("规定", start) else 0
        plain = _pattern("defused").sub("", text[start:end])
        if any(_pattern("standing", rule).match(plain) for rule in rules):
            marker = _shown(match.group()) if match else None
            yield Demand(start, end, marker, None, None, index, responsible_body(text[start:end]))


def _within(text: str, words: Words) -> Words:
    """Begin behind a verb of quoting with which a sentence of a voice opens anew (他还强调，…)."""
    quote = None if words.opened else find_quote(text, words.start, min(words.end, words.start + 40))
    if quote is None or quote.verb not in _ANEW or _ANEW_MARK.match(text, quote.end) is None:
        return words
    if (
        quote.start > words.start + 12
        or _has_modal(text[words.start : quote.start])
        or _is_quotation(text[words.start : words.end])
    ):
        return words
    return replace(words, start=quote.content, cue=quote.verb, strong=True, opened=True)


_ANEW_MARK: Final = re.compile(r"[，：:]")
_ANEW: Final = frozenset({"强调", "指出", "要求"})


def _has_modal(part: str) -> bool:
    return _pattern("modal").search(_pattern("defused").sub("", part)) is not None


def _recounts(part: str, *, heads_items: bool) -> bool:
    """Say whether a part tells of results or vows, so that the items behind it do too (亮点不少：一是…; 我校将…：一是…)."""
    if _has_modal(part):
        return False
    return (heads_items and voice_pattern("recounts").search(part) is not None) or _pattern("vow", "plan").search(
        part
    ) is not None


def _intro(before: str, cue: str | None) -> str:
    """Return what stands before the verb of quoting: whose words they are, and on which occasion."""
    return before[: before.rfind(cue)] if cue and cue in before else before


def _is_heard(words: Words, leading: set[str], story: Narrative) -> bool:
    """Say whether words are those of a body, or of somebody who may demand."""
    if words.speaker is None or words.speaker in leading or words.cue in _DEMANDING:
        return True
    if words.strong and words.cue in _ORDERING:
        return True
    return _is_known_voice(story, words)


def _is_cited(intro: str, headline: str, speaker: str | None) -> bool:
    """Say whether words are told of another day or occasion than the one that the article reports."""
    if (
        headline
        and _pattern("cites", "series").match(headline)
        and _pattern("cites", "named").search(intro)
        and speaker is None
    ):
        return True
    if headline and _pattern("cites", "leader").search(intro) and not _pattern("cites", "named").search(headline):
        return True
    match = _pattern("cites").search(intro)
    if match is None:
        return False
    occasion = _OCCASION.search(match.group())
    return occasion is None or occasion.group() not in headline


_OCCASION: Final = re.compile(r"[一二三四五六七八九十]+(?:届[一二三四五六七八九十]+中全会|大(?!会))|工作会议")


def _announces(part: str, *, heads_items: bool) -> bool:
    """Say whether a part only says that demands follow (要坚持四个导向：)."""
    match = _pattern("announces").search(part)
    return match is not None and (heads_items or "以下" in match.group() or "如下" in match.group())


def _continues(part: str, story: Narrative, words: Words, demands: list[Demand]) -> bool:
    """Say whether a part behind a semicolon demands as the part before it did (要以需求为导向；以学科为基础)."""
    if not demands or words.opened or words.sentence == 0 or demands[-1].sentence != words.sentence - 1:
        return False
    if _describes(part):
        return False
    return story.sentences[words.sentence - 1].closed_by in "；;" and demands[-1].speaker == words.speaker


def _leading(text: str, story: Narrative, headline: str) -> set[str]:
    """Return who speaks with authority: all but those who only take the floor in turn.

    Whom the headline names does, and whoever comments on the reports of others (点评).
    """
    roles: dict[str, set[str]] = {}
    for act in story.acts:
        if isinstance(act.who, Mention):
            held = roles.setdefault(act.who.name, set())
            leads = act.who.name in headline or "点评" in text[act.cue_start : act.cue_end]
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
    cuts = [words.start, *(m.start() for m in _INNER.finditer(text, words.start, words.end)), words.end]
    for start, end in pairwise(cuts):
        if start >= end:
            continue
        match = enumerator_at(text, start, end) or voice_pattern("order").match(text, start, end)
        marker = match.group() if match else None
        if match:
            start = match.end() - (1 if marker and marker.endswith("要") else 0)
        start, end = _stripped(text, start, end)
        if end - start >= (3 if marker else 4):
            yield start, end, _shown(marker)


def _shown(marker: str | None) -> str | None:
    """一是要 and 首先， are marked by 一是 and 首先."""
    if marker is None:
        return None
    bare = marker.rstrip("，、")
    return bare[:-1] if bare.endswith("是要") else bare


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " 　\n，,：:、；“‘":
        start += 1
    while end > start and text[end - 1] in " 　\n，,：:、；。”’":
        end -= 1
    return _balanced(text, start, end)


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Give back a mark that belongs to a pair inside (“双一流”… begins with one)."""
    part = text[start:end]
    if part.count("”") > part.count("“") and text[start - 1 : start] == "“":
        start -= 1
    elif part.count("“") > part.count("”") and text[end : end + 1] == "”":
        end += 1
    return start, end


def _demands(sentence: str, words: Words, marker: str | None, intro: str) -> bool:
    if _is_quotation(sentence):
        return False
    plain = _pattern("defused").sub("", sentence)
    modal = _has_modal(sentence)
    hope = _HOPE.search(plain) if (words.strong or words.speaker) and not modal else None
    if hope:
        return _pattern("wish").search(plain[hope.end() :]) is None
    if not modal and (_pattern("vow").match(plain) or _describes(plain)):
        return False
    if not words.strong and _pattern("vow", "weak").match(plain):
        return False
    if words.cue in _DEMANDING and not (words.strong and marker):
        return modal or _asks(sentence, words)
    if not words.strong:
        return modal and _is_asked_mildly(words, intro)
    if words.cue == "宣布":
        return modal
    return marker is not None or modal or _is_imperative(sentence)


#: A hope at the end of a description (工作涉及面广，希望各处抓紧).
_HOPE: Final = re.compile(r"(?:^|，)希望(?!就是|在于|寄托|能够有)")


def _describes(plain: str) -> bool:
    if _pattern("describes").search(plain):
        return True
    return _pattern("describes", "is").search(plain) is not None and _pattern("describes", "grasps").match(plain) is None


def _is_quotation(sentence: str) -> bool:
    quoted = _pattern("quotes").search(sentence)
    return quoted is not None and _pattern("quotes", "own").search(sentence, quoted.start()) is None


def _asks(sentence: str, words: Words) -> bool:
    """Say whether words behind 希望, 要求 and the like ask somebody for something."""
    if words.cue == "希望" and (words.speaker is None or _pattern("wish").search(sentence)):
        # Nobody hopes aloud in a story; a meeting or a person does.
        return False
    if _pattern("wish", "vague").search(sentence):
        return False
    if words.cue == "倡议" and _pattern("audience").match(sentence) is None:
        # 全球发展倡议 is a thing, 倡议同学们… an act.
        return False
    return words.opened or _is_imperative(sentence)


def _is_asked_mildly(words: Words, intro: str) -> bool:
    """Say whether a verb that merely says (表示, 认为, 建议) opens a demand: in a person's mouth, or in a meeting's."""
    if words.speaker is not None:
        return words.cue != "介绍"
    return _pattern("mild").search(f"{intro}{words.cue}") is not None


def _is_imperative(sentence: str) -> bool:
    deadline = find_deadline(sentence, 0, len(sentence), None)
    if deadline is not None and not deadline.text.startswith("到"):
        # 到2025年，每县都有… is a goal.
        return True
    return any(_pattern(name).search(sentence) for name in ("imperative", "addressed"))


def _demand(text: str, span: tuple[int, int], marker: str | None, words: Words) -> Demand:
    start, end = span
    return Demand(start, end, marker, words.cue, words.speaker, words.sentence, responsible_body(text[start:end]))


def responsible_body(demand: str) -> str | None:
    """Return whom a demand names as the one to act, as written.

    Examples
    --------
    >>> responsible_body("各处室要抓紧落实"), responsible_body("要抓紧落实")
    ('各处室', None)
    """
    for key in ("asked", "led", "pattern"):
        for match in _pattern("responsible", key).finditer(demand):
            body = match.group("body")
            if _pattern("responsible", "tail").search(body) and not _pattern("responsible", "not_body").search(body):
                return body
            if key == "led":
                return body
    return None
