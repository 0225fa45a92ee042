"""Voices: where somebody's words begin, how far they go on, and whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zhengjian_stats import lexicon
from zhengjian_stats.parse.cues import Quote, find_cues
from zhengjian_stats.parse.mentions import Mention
from zhengjian_stats.parse.sentences import Sentence
from zhengjian_stats.parse.subjects import Participant, is_object, takes_up_subject


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: at the head of a paragraph, as an enumerated item, under a paragraph that is a mere item."""

    opens_paragraph: bool
    is_item: bool
    under_item: bool


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
    return voice_pattern("asks").search(text, max(start, end - 60), end) is not None


def announces(text: str, sentence: Sentence) -> bool:
    """Say whether a told sentence ends by announcing points (提出三点要求：)."""
    return voice_pattern("announced").search(text[sentence.start : sentence.end]) is not None


def is_meeting(text: str, sentence: Sentence) -> bool:
    """Say whether it is the meeting itself that a sentence tells of."""
    return text.startswith(("会议", "大会", "全会", "座谈会"), sentence.start)


def is_body_voice(text: str, sentence: Sentence, quote: Quote) -> bool:
    """Say whether it is a meeting or a body that the verb of quoting speaks of."""
    before = text[sentence.start : quote.start]
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


def goes_on(text: str, sentence: Sentence, people: list[Mention], quote: Quote | None, place: Place) -> bool:
    """Say whether an open voice goes on over this sentence."""
    part = text[sentence.start : sentence.end]
    if place.is_item:
        return voice_pattern("item_told").match(part) is None
    if (place.opens_paragraph and not place.under_item) or _is_told_by_form(part):
        return False
    if takes_up_subject(text, sentence.start):
        return False
    if quote is not None and (_has_speaker(people, quote) or is_body_voice(text, sentence, quote)):
        return False
    if voice_pattern("must").search(part):
        return True
    return not any(_acts_at_once(text, person, sentence) for person in people)


def _is_told_by_form(part: str) -> bool:
    """Say whether a sentence opens like a told one; one that demands (此次会议之后，各处要…) still belongs to the words."""
    if voice_pattern("told").match(part) is None:
        return False
    return voice_pattern("aside").match(part) is not None or voice_pattern("must").search(part) is None


def _has_speaker(people: list[Mention], quote: Quote) -> bool:
    return any(person.finish <= quote.start <= person.finish + 40 for person in people)


def _acts_at_once(text: str, person: Mention, sentence: Sentence) -> bool:
    """Say whether a person does something right there: then the sentence tells, it does not quote."""
    if is_object(text, person, sentence.start):
        return False
    return bool(find_cues(text, person.finish, min(person.finish + 30, sentence.end)))
