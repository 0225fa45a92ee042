"""Cues: the verbs that say what somebody does at an event, and the verbs that open somebody's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from zhengjian_stats import lexicon


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at a place: the role that it gives; ``after`` where its people come behind it (出席会议的有…)."""

    role: str
    start: int
    end: int
    after: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A verb that opens words: from ``content`` on they are somebody's; ``occasion`` names what it is tied to."""

    verb: str
    start: int
    end: int
    content: int
    strong: bool
    occasion: str | None


@cache
def _cue_pattern() -> tuple[re.Pattern[str], tuple[tuple[str, bool], ...]]:
    rules = lexicon.load("roles")["cue"]
    joined = "|".join(f"(?P<c{i}>{rule['pattern']})" for i, rule in enumerate(rules))
    return re.compile(joined), tuple((rule["role"], bool(rule.get("after"))) for rule in rules)


@cache
def _quote_pattern() -> re.Pattern[str]:
    table = lexicon.load("roles")["quote"]
    words = sorted([*table["strong"], *table["weak"]], key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _quoting(key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("roles")["quote"][key])


@cache
def _quoting_list(key: str) -> frozenset[str]:
    return frozenset(lexicon.load("roles")["quote"][key])


@cache
def _strong() -> frozenset[str]:
    return frozenset(lexicon.load("roles")["quote"]["strong"])


def is_strong(verb: str) -> bool:
    """Say whether a verb of quoting demands (强调) rather than merely says (表示)."""
    return verb in _strong()


@cache
def _occasions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lexicon.load("roles")["occasion"]
    return tuple((role, re.compile(f"(?:{table[role]})[^，。；]{{0,10}}$")) for role in ("speech", "remarks", "report"))


def find_cues(text: str, start: int, end: int) -> list[Cue]:
    """Return the cues of a stretch in order; none inside 《》 or quotation marks.

    Examples
    --------
    >>> [cue.role for cue in find_cues("周平出席会议并讲话", 0, 9)]
    ['present', 'speech']
    """
    pattern, rules = _cue_pattern()
    quoted = _quoted(text, start, end)
    cues = []
    for match in pattern.finditer(text, start, end):
        if any(a < match.start() < b for a, b in quoted):
            continue
        role, after = rules[int((match.lastgroup or "c0")[1:])]
        cues.append(Cue(role, match.start(), match.end(), after))
    return cues


_MARKED: Final = re.compile(r"《[^《》]*》|“[^“”]{0,60}”|（[^（）]*）")


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _MARKED.finditer(text, start, end)]


#: What may stand between a verb of quoting and the words, and what shows that words follow.
_OPENS: Final = re.compile(r"(?:了)?(?:，|：|:|,)?[“‘]?")


def find_adjacent(text: str, finishes: list[int], end: int) -> list[Cue]:
    """Return the cues that count only right behind a name: ``finishes`` are the places where names end.

    Examples
    --------
    >>> [cue.role for cue in find_adjacent("周平部署工作", [2], 6)]
    ['speech']
    """
    found = []
    for finish in finishes:
        match = _adjacent_pattern().match(text, finish, end)
        if match and match.lastgroup:
            found.append(Cue(match.lastgroup, match.start(match.lastgroup), match.end()))
    return found


@cache
def _adjacent_pattern() -> re.Pattern[str]:
    table = lexicon.load("roles")["adjacent"]
    roles = "|".join(f"(?P<{role}>{table[role]})" for role in ("speech", "report", "remarks", "present"))
    return re.compile(f"{table['between']}(?:{roles})")


def find_quote(text: str, start: int, end: int, finishes: frozenset[int] = frozenset()) -> Quote | None:
    """Return the first verb of quoting in a sentence that is followed by words; ``finishes`` are where names end.

    Examples
    --------
    >>> quote = find_quote("周平强调，要抓紧落实", 0, 10)
    >>> quote.verb, quote.content
    ('强调', 5)
    """
    quoted = _quoted(text, start, end)
    for match in _quote_pattern().finditer(text, start, end):
        if any(a < match.start() < b for a, b in quoted):
            continue
        content = _content(text, match, end)
        if content >= end - 1 or not _opens_words(text, start, match, content, end, finishes):
            continue
        strong = match.group() in _strong()
        return Quote(match.group(), match.start(), match.end(), content, strong, _occasion(text, start, match.start()))
    return None


def find_tail(text: str, start: int, end: int) -> Quote | None:
    """Return the verb of saying that ends a sentence behind a quotation (“…。”新生周平在会上谈道。).

    Examples
    --------
    >>> text = "“我很感动。”新生周平在会上谈道。"
    >>> find_tail(text, 7, 16).verb
    '谈道'
    """
    if text[start - 1 : start] != "”":
        return None
    match = _tail_pattern().search(text, max(start, end - 8), end)
    if match is None or _quoting("at_event").search(text, start, match.start()) is None:
        return None
    occasion = _occasion(text, start, match.start())
    return Quote(match.group(), match.start(), match.end(), match.end(), strong=False, occasion=occasion)


@cache
def _tail_pattern() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, lexicon.load('roles')['quote']['tail']))})(?=[。！]?$)")


def _content(text: str, match: re.Match[str], end: int) -> int:
    """Return where the words begin: behind mark and quotation mark; 寄语 and the like name an audience before it."""
    if match.group() in lexicon.load("roles")["quote"]["addressing"]:
        # 要求各处，要抓紧 keeps whom it asks; of 叮嘱职工，… that is no part of the words.
        keys = (
            ("addressed", "addressed_at_once")
            if match.group() in _quoting_list("addressing_at_once")
            else ("addressed_by_colon",)
        )
        addressed = next((found for key in keys if (found := _quoting(key).match(text, match.end(), end))), None)
        if addressed:
            return addressed.end()
    opened = _OPENS.match(text, match.end(), end)
    return opened.end() if opened else match.end()


def _opens_words(text: str, start: int, match: re.Match[str], content: int, end: int, finishes: frozenset[int]) -> bool:
    if match.start() in finishes and text[content - 1] in "，,：:“‘":
        # What stands right behind a name is a verb, whatever the name ends with (周新要求，…).
        return _quoting("not_after").match(text, match.end(), end) is None
    is_instruction = match.group() in {"指出", "强调"} and text.startswith("，", match.end())
    if not is_instruction and _quoting("not_before").search(text[max(start, match.start() - 4) : match.start()]):
        return False
    if _quoting("not_after").match(text, match.end(), end):
        return False
    marked = text[content - 1] in "，,：:“‘"
    before = text[start : match.start()]
    clause = before[max((before.rfind(mark) + 1 for mark in "，,：:；"), default=0) :]
    if not before and match.group() in _quoting_list("coming_to"):
        return False
    if clause.endswith(tuple(lexicon.load("roles")["quote"]["nominal_before"].get(match.group(), ()))):
        return False
    if clause.startswith(tuple(lexicon.load("roles")["quote"]["by_which"])) or _quoting("under").search(clause):
        return False
    if match.group() in lexicon.load("roles")["quote"]["nouns"] and text[content - 1] in "，,":
        return not _is_noun(clause, text[content : min(content + 20, end)])
    if text.startswith(tuple(lexicon.load("roles")["quote"]["marked_by"].get(match.group(), ())), content):
        return len(clause) <= 8 or _quoting("subject_end").search(clause) is not None
    if match.group() in lexicon.load("roles")["quote"]["marked"]:
        return text[content - 1] in "，,：:" + ("“" if text[content - 2] in "：:，" else "") and not clause.endswith(
            tuple(lexicon.load("roles")["quote"]["nominal"])
        )
    return marked or len(clause) <= 8 or _quoting("subject_end").search(clause) is not None


def _is_noun(clause: str, following: str) -> bool:
    """Tell 落实上级要求， from 馆长周平要求， and 提出要求，各处要…."""
    if _quoting("given").search(clause):
        return _quoting("given_what").search(following) is None
    return _quoting("governed").search(clause) is not None and _quoting("subject_end").search(clause) is None


#: 按照…要求，… opens nobody's words.
#: 做了简要介绍， is an act, not a quotation.
#: Without a mark behind the verb, its subject stands right before it: a person, a meeting, an adverb behind one.


def _occasion(text: str, start: int, position: int) -> str | None:
    before = text[start:position]
    return next((role for role, pattern in _occasions() if pattern.search(before)), None)
