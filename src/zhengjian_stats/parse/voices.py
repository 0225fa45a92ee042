"""Voices: where somebody's words begin, how far they go on, and whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.cues import Quote, find_cues
from zhengjian_stats.parse.mentions import Mention
from zhengjian_stats.parse.sentences import Sentence
from zhengjian_stats.parse.subjects import Participant, is_object, takes_up_subject


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: at the head of a paragraph, as an enumerated item, under a mere item, behind a semicolon."""

    opens_paragraph: bool
    is_item: bool
    under_item: bool
    goes_on: bool = False


@cache
def voice_pattern(room: str, key: str = "pattern") -> re.Pattern[str]:
    """Return a pattern of ``resources/voices.toml``."""
    return re.compile(lexicon.load("voices")[room][key])


def enumerator_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """Match 一是, 二要, （三）, 第四, 首先 … at the head of a sentence.

    Examples
    --------
    >>> enumerator_at("二是抓紧落实", 0, 6).group()
    '二是'
    """
    return voice_pattern("enumerator").match(text, start, end)


def inline_items(text: str, sentence: Sentence, quote: Quote | None) -> int | None:
    """Return where enumerated items begin inside a sentence (作出安排：一是…), before any verb of quoting."""
    if enumerator_at(text, sentence.start, sentence.end):
        return None
    match = voice_pattern("inline").search(text, sentence.start, sentence.end)
    if match is None or (quote is not None and quote.start < match.start() and quote.content != match.end()):
        return None
    return match.end()


def asks(text: str, start: int, end: int) -> bool:
    """Say whether what announces enumerated items announces demands rather than achievements."""
    if voice_pattern("recounts").search(text, max(start, end - 30), end):
        return False
    return voice_pattern("asks").search(text, max(start, end - 60), end) is not None


def announces(text: str, sentence: Sentence) -> bool:
    """Say whether a told sentence ends by announcing points (提出三点要求：)."""
    part = text[sentence.start : sentence.end]
    if voice_pattern("recounts").search(part[-30:]):
        return False
    return voice_pattern("announced").search(part) is not None or voice_pattern("orders").search(part) is not None


def announcing_verb(part: str) -> str | None:
    """Return the verb, or the plan, that announces items (万里要求：, 作出安排：).

    Examples
    --------
    >>> announcing_verb("就下一步工作作出安排："), announcing_verb("有以下内容：")
    ('安排', None)
    """
    found = voice_pattern("verbs").findall(part[-40:])
    return found[-1] if found else None


def explains_item(text: str, sentence: Sentence) -> bool:
    """Say whether the paragraph behind a first item explains it, the second item being a paragraph of its own."""
    following = voice_pattern("second").search(text, sentence.end, sentence.end + _ONE_PARAGRAPH)
    return following is not None


_ONE_PARAGRAPH: Final = 700


def label_at(text: str, sentence: Sentence) -> re.Match[str] | None:
    """Match the label that opens a sentence of a record with what is asked or agreed (【周平小结】).

    Examples
    --------
    >>> from zhengjian_stats.parse.sentences import split_sentences
    >>> text = "【决议】各处抓紧定稿。"
    >>> label_at(text, split_sentences(text, 0, len(text))[0]).group()
    '【决议】'
    """
    return voice_pattern("labelled").match(text, sentence.start, sentence.end)


def resumes(part: str) -> bool:
    """Say whether a sentence without a subject goes on in the voice of whoever spoke before (着重强调…)."""
    return voice_pattern("resumes").match(part) is not None


def is_meeting(text: str, sentence: Sentence) -> bool:
    """Say whether it is the meeting itself that a sentence tells of, or a paper that orders something."""
    if text.startswith(("会议", "大会", "全会", "座谈会"), sentence.start):
        return True
    return voice_pattern("orders").search(text[sentence.start : sentence.end]) is not None


def is_body_voice(text: str, sentence: Sentence, quote: Quote) -> bool:
    """Say whether it is a meeting or a body that the verb of quoting speaks of."""
    before = text[sentence.start : quote.start]
    if voice_pattern("spoken_to").search(before):
        return False
    return len(before) <= 40 and voice_pattern("body_subject").search(before) is not None


def speaking(text: str, region: tuple[int, int], subject: list[Participant]) -> list[Participant]:
    """Return the subject of announced items; 会议要求：一是… is nobody's voice though people stood before."""
    return [] if voice_pattern("body_subject", "inline").search(text, *region) else subject


def is_heading(text: str, sentence: Sentence) -> bool:
    """Say whether a sentence is only the heading of a subject (二、关于经费, 三、听取工作汇报): nobody does or says anything.

    Examples
    --------
    >>> from zhengjian_stats.parse.sentences import split_sentences
    >>> text = "二、关于慰问工作。会议同意。"
    >>> [is_heading(text, sentence) for sentence in split_sentences(text, 0, len(text))]
    [True, False]
    """
    part = text[sentence.start : sentence.end]
    alone = sentence.first and sentence.closed_by in {"\n", ""}
    return any(voice_pattern(room).match(part) for room in ("heading", *(["heading_alone"] if alone else [])))


def unnamed_speaker(text: str, sentence: Sentence, quote: Quote, known: list[str], topic: str | None) -> str | None:
    """Return whose words a verb of quoting without a full name before it opens.

    纪书记强调 is the one person of that family name; …，他要求 and 着重强调 take up who was spoken of.
    """
    before = text[sentence.start : quote.start]
    called = voice_pattern("called").search(before)
    if called:
        named = [name for name in known if name.startswith(called.group("family")) and len(name) > len(called.group("family"))]
        return named[0] if len(named) == 1 else None
    leader = voice_pattern("leader").search(before)
    if leader:
        return leader.group("name")
    if resumes(before + quote.verb) or voice_pattern("taken_up").search(before):
        return topic
    return None


def goes_on(text: str, sentence: Sentence, people: list[Mention], quote: Quote | None, place: Place) -> bool:
    """Say whether an open voice goes on over this sentence."""
    part = text[sentence.start : sentence.end]
    if place.is_item:
        return voice_pattern("item_told").match(part) is None
    if place.opens_paragraph and not place.under_item:
        return voice_pattern("insists").match(part) is not None
    if _is_told_by_form(part) and not place.goes_on:
        return False
    if takes_up_subject(text, sentence.start) or voice_pattern("orders").search(part):
        return False
    if quote is not None and (_has_speaker(people, quote) or _is_another_voice(text, sentence, quote)):
        return False
    if resumes(part) and inline_items(text, sentence, quote) is not None:
        return False
    if voice_pattern("must").search(part):
        return True
    return not any(_acts_at_once(text, person, sentence) for person in people)


def _is_told_by_form(part: str) -> bool:
    """Say whether a sentence opens like a told one; one that demands (此次会议之后，各处要…) still belongs to the words."""
    if voice_pattern("told").match(part) is None or voice_pattern("looks_back").match(part):
        return False
    return voice_pattern("aside").match(part) is not None or voice_pattern("must").search(part) is None


def _is_another_voice(text: str, sentence: Sentence, quote: Quote) -> bool:
    """Say whether a body speaks, or those who were moved by the words vow (大家表示，要…)."""
    bystanders = voice_pattern("bystanders").search(text, sentence.start, quote.start)
    return bystanders is not None or is_body_voice(text, sentence, quote)


def _has_speaker(people: list[Mention], quote: Quote) -> bool:
    return any(person.finish <= quote.start <= person.finish + 40 for person in people)


def _acts_at_once(text: str, person: Mention, sentence: Sentence) -> bool:
    """Say whether a person does something right there: then the sentence tells, it does not quote."""
    if is_object(text, person, sentence.start):
        return False
    clause = _CLAUSE_END.search(text, person.finish, sentence.end)
    close = clause.start() if clause else sentence.end
    return bool(find_cues(text, person.finish, min(max(person.finish + 30, close), person.finish + 80, sentence.end)))


_CLAUSE_END: Final = re.compile("[，；：]")
