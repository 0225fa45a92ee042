"""Demands outside running words: a paper's requests, what was agreed to, what is quoted before its speaker is named."""

from __future__ import annotations

from collections.abc import Iterator

from zhengjian_stats.parse import asking
from zhengjian_stats.parse.asking import responsible_body, rule, verbs
from zhengjian_stats.parse.cues import is_strong
from zhengjian_stats.parse.demand import Demand, shown, stripped
from zhengjian_stats.parse.mentions import Mention, find_people
from zhengjian_stats.parse.narrative import Narrative
from zhengjian_stats.parse.sentences import Sentence
from zhengjian_stats.parse.voices import enumerator_at


def _laid_down(text: str, story: Narrative, headline: str) -> list[str]:
    """Return what lays something on people: the 须 and 不得 of a regulation, or of a notice also 于…前报送."""
    body = (story.sentences[0].start, story.sentences[-1].end)
    if rule("standing", "notice").search(headline) or rule("standing", "notified").search(text, *body):
        return ["rule", "told"]
    return ["rule"] if rule("standing", "regulation").search(text, *body) else []


def standing(text: str, story: Narrative, headline: str) -> Iterator[Demand]:
    """Yield what is asked in nobody's words: a paper's 请…, what a regulation lays on people, who is to see to what was agreed.

    Examples
    --------
    >>> from zhengjian_stats.parse.narrative import read_narrative
    >>> text = "会议同意该方案，由综合处按程序报批。"
    >>> [text[one.start : one.end] for one in standing(text, read_narrative(text, 0, len(text)), "")]
    ['由综合处按程序报批']
    """
    keys = ["pattern", *(_laid_down(text, story, headline) if story.sentences else [])]
    spoken = {words.sentence for words in story.words}
    minuted = rule("standing", "minutes").search(headline) is not None
    agreed = False
    for index, sentence in enumerate(story.sentences):
        agreed = agreed and not sentence.first and index not in spoken
        if index in spoken:
            continue
        match = enumerator_at(text, sentence.start, sentence.end)
        start, end = stripped(text, match.end() if match else sentence.start, sentence.end)
        lead = rule("standing", "lead").match(text, start, end)
        decided = rule("standing", "decided").match(text, start, end)
        modal = agreed and asking.has_modal(text[start:end])
        follows = modal and rule("standing", "follows").match(text, start, end) is not None
        agreed = follows or rule("standing", "agreed").match(text, start, end) is not None
        start = next((found.end() for found in (decided, lead) if found), start)
        plain = rule("defused").sub("", text[start:end])
        if decided or follows or (minuted and _is_minuted(plain)) or any(rule("standing", key).match(plain) for key in keys):
            marker = shown(match.group()) if match else None
            yield Demand(start, end, marker, None, None, index, responsible_body(text[start:end]))


def _is_minuted(plain: str) -> bool:
    """Say whether a sentence of minutes that tells of nobody lays something on somebody (由秘书处统筹，5月5日前报送名单)."""
    if rule("standing", "reported").match(plain) or asking.describes(plain):
        return False
    return asking.has_modal(plain) or asking.has_deadline(plain)


def quoted_before(text: str, story: Narrative) -> Iterator[Demand]:
    """Yield what a leader asks in a quotation that stands before its speaker (“巡堤必须两人一组。”周平说)."""
    spoken = {words.sentence for words in story.words}
    quoted: list[int] = []
    for index, sentence in enumerate(story.sentences):
        opens = text.startswith("“", sentence.start)
        if index in spoken or not (opens or quoted):
            quoted = []
            continue
        quoted = [index] if opens else [*quoted, index]
        closed = "”" in text[sentence.end : sentence.end + 2]
        if not closed or index + 1 == len(story.sentences):
            continue
        speaker = _named_behind(text, story.sentences[index + 1], story)
        for number in quoted if speaker else ():
            start, end = stripped(text, story.sentences[number].start, story.sentences[number].end)
            if asking.has_modal(text[start:end]) and not rule("vow").match(text, start, end):
                yield Demand(start, end, None, None, speaker, number, responsible_body(text[start:end]))
        quoted = []


def _named_behind(text: str, sentence: Sentence, story: Narrative) -> str | None:
    """Return who is said behind a quotation to have spoken it, if that is somebody who demands."""
    verb = rule("quoted_before").search(text, sentence.start, sentence.end)
    if verb is None:
        return None
    people = [p for p in find_people(text, sentence.start, verb.start(), story.known) if p.finish <= verb.start()]
    if not people:
        return None
    name = people[-1].name
    held = {act.role for act in story.acts if isinstance(act.who, Mention) and act.who.name == name}
    demanding = verb.group("verb") in verbs("asking") or is_strong(verb.group("verb"))
    leads = demanding or held & {"chair", "inspect"} or rule("audience", "spoken_to").search(text, sentence.start, verb.start())
    return name if leads else None
