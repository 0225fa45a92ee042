"""The items of a labelled list (出席：…): cut at marks and blanks, each told for a name, a post, a unit or a group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from zhengjian_stats.parse import names, titles
from zhengjian_stats.parse.known_people import DOTS
from zhengjian_stats.parse.minutes_names import (
    LONGEST,
    SURE,
    WORDLIKE,
    Kind,
    compact,
    is_absence,
    kind_of,
    may_be_name,
    name_strength,
    pattern,
    words,
)
from zhengjian_stats.parse.name_model import name_model
from zhengjian_stats.parse.names import HAN_RUN

#: What stands between an item and the one before it; from ``line`` on it parts them.
Joint = Literal["blank", "wide", "list", "colon", "comma", "line", "strong"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """One item: ``start`` to ``end`` without its bracket; of a name with a post or unit glued to it, the parts."""

    kind: Kind
    start: int
    end: int
    before: Joint
    bracket: Span | None = None
    name: Span | None = None
    lead: Span | None = None
    lead_kind: Kind = "post"
    tail: Span | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    before: Joint
    bracket: Span | None = None


_BLANKS: Final = re.compile(r"[ 　\t\xa0]*")
_WORD: Final = re.compile(r"[^、，,；;。：:\n\t \xa0　（()）|／/]+")
_BRACKET: Final = re.compile(r"[（(][^（()）\n]*(?:[（(][^（()）\n]*[）)][^（()）\n]*)?[）)]?")
_NUMBERING: Final = re.compile(r"^(?:[0-9]{1,2}[.．]|[①-⑳⑴-⒇㈠-㈩]|[-*•·●◆■]+)")


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the items of a list.

    Examples
    --------
    >>> [t.kind for t in tokens("县财政局　局长　周平（请假）、各股负责人", 0, 20)]
    ['unit', 'post', 'name', 'group']
    """
    found: list[Token] = []
    for piece in _join_single(text, list(_pieces(text, start, end))):
        found.extend(_tokens_of(text, piece))
    found = [_among_names(text, found, place) for place in range(len(found))]
    # 向前, 万里: in a list of names even a word is one, but not by itself.
    if not any(t.kind in {"name", "post", "unit"} and t.sure for t in found):
        found = [t if t.sure else replace(t, kind="other") for t in found]
    return found


def _among_names(text: str, found: list[Token], place: int) -> Token:
    """Take what is no word, behind a post or name and a blank or list mark, for a name of an unlisted surname (仁青措)."""
    token, before = found[place], found[place - 1] if place else None
    item = compact(text[token.start : token.end])
    if (
        token.kind != "other"
        or before is None
        or before.kind not in {"post", "name"}
        or token.before not in {"blank", "wide", "list"}
    ):
        return token
    if not may_be_name(item):
        return token
    return replace(token, kind="name", name=(token.start, token.end))


def _pieces(text: str, start: int, end: int) -> Iterator[_Piece]:
    position, gap_from = start, start
    bracket = _BRACKET.search(text, start, end)
    while position < end:
        word = _WORD.search(text, position, end)
        while bracket and bracket.start() < position:
            bracket = _BRACKET.search(text, position, end)
        if bracket and (word is None or bracket.start() < word.start()):
            position = bracket.end()
            continue
        if word is None:
            return
        numbered = _NUMBERING.match(word.group())
        first = word.start() + (numbered.end() if numbered else 0)
        blanks = _BLANKS.match(text, word.end(), end)
        behind = _BRACKET.match(text, blanks.end() if blanks else word.end(), end)
        if first < word.end():
            yield _Piece(first, word.end(), _joint(text[gap_from : word.start()]), behind.span() if behind else None)
        position = gap_from = behind.end() if behind else word.end()


def _joint(gap: str) -> Joint:
    gap = _BRACKET.sub("", gap)
    if any(mark in gap for mark in "；;。"):
        return "strong"
    if any(mark in gap for mark in "、／/"):
        return "list"
    if any(mark in gap for mark in "，,"):
        return "comma"
    if any(mark in gap for mark in "：:"):
        return "colon"
    if "\n" in gap:
        return "line"
    return "wide" if len(gap) > 1 or gap in {"\t", "|"} else "blank"


def _join_single(text: str, pieces: list[_Piece]) -> Iterator[_Piece]:
    """Join single characters that are the parts of a name (罗　翰): pairs, or three of them alone."""
    run: list[_Piece] = []
    for piece in pieces:
        single = piece.end - piece.start == 1 and HAN_RUN.match(text, piece.start) is not None
        double = bool(run) and run[0].end - run[0].start == 2
        if run and (not single or double or piece.before not in {"blank", "wide"} or run[-1].bracket):
            joins = double and single and piece.before in {"blank", "wide"} and len(run) == 1 and not run[0].bracket
            run = [*run, piece] if joins else run
            yield from _names_of(text, run)
            run = []
            if joins:
                continue
        if single or text[piece.start : piece.end] in name_model().double_surnames:
            run.append(piece)
        else:
            yield piece
    yield from _names_of(text, run)


def _names_of(text: str, run: list[_Piece]) -> Iterator[_Piece]:
    if len(run) < 2:
        yield from run
        return
    sizes = [len(run)] if len(run) == 3 else _by_width(run) or [2] * (len(run) // 2)
    for size in sizes:
        part, run = run[:size], run[size:]
        yield _Piece(part[0].start, part[-1].end, part[0].before, part[-1].bracket)
    yield from run


def _by_width(run: list[_Piece]) -> list[int]:
    """Return how many characters each name has, where some blanks are wider: those part the names (张 三   李 四)."""
    gaps = [b.start - a.end for a, b in pairwise(run)]
    if len(set(gaps)) < 2:
        return []
    sizes = [1]
    for gap in gaps:
        if gap == min(gaps):
            sizes[-1] += 1
        else:
            sizes.append(1)
    return sizes


_CONJUNCTION: Final = re.compile(r"以及|及其|和|与|及|暨")
_TAIL: Final = re.compile(
    r"等(?:[0-9一二三四五六七八九十]+[余多]?[人名位]?(?:党员|代表|委员|干部|职工|教师|成员|人员)?)?(?:同志|领导|人)?$|同志$"
)
_COUNT: Final = re.compile(
    r"(?:共计?|总计|合计|约|等|应到|实到|应出席|实出席|应参会|实参会|出席|列席|请假|缺席)*[^0-9]{0,4}[0-9０-９]+余?(?:人|名|位)?|第?[0-9]+"
)


#: A post with its body is at most so long; what is longer is running text.
_LONGEST_ITEM: Final = 80


def _tokens_of(text: str, piece: _Piece) -> Iterator[Token]:
    whole = _classified(text, piece)
    for match in _CONJUNCTION.finditer(text, piece.start + 2, min(piece.end, piece.start + _LONGEST_ITEM) - 1):
        left = _classified(text, replace(piece, end=match.start(), bracket=None))
        right = _classified(text, replace(piece, start=match.end(), before="list"))
        # A body may hold 和 or 与 in its name (发展和改革局); behind a person it joins.
        person = left.kind == "name" and (left.lead or names.is_plausible_name(compact(text[left.start : left.end])))
        if right.kind != "other" and (person or (whole.kind == "other" and left.kind != "other")):
            yield from (left, right)
            return
    yield whole


def _classified(text: str, piece: _Piece) -> Token:
    if piece.end - piece.start > _LONGEST_ITEM:
        return Token("other", piece.start, piece.end, piece.before, piece.bracket)
    item = text[piece.start : piece.end]
    cut = _TAIL.search(item)
    end = piece.start + cut.start() if cut and cut.start() >= 2 and name_strength(item[: cut.start()]) else piece.end
    item = text[piece.start : end]
    token = Token("other", piece.start, end, piece.before, piece.bracket)
    bare = compact(item)
    if bare in words("value", "empty") | words("value", "columns") or _COUNT.fullmatch(bare):
        return replace(token, kind="skip")
    strength = name_strength(item)
    if strength == SURE:
        return replace(token, kind="name", name=(piece.start, end))
    academic = next((word for word in _ACADEMIC if item.endswith(word)), None)
    if academic and (inner := _split(text, replace(token, end=end - len(academic)))) and inner.lead_kind == "post":
        return replace(inner, end=end)  # 主任委员周平教授
    return (
        _split(text, token)
        or (replace(token, kind=kind) if (kind := kind_of(bare)) else None)
        or (replace(token, kind="name", name=(piece.start, end), sure=strength > 1) if strength else None)
        or (replace(token, kind="absence") if is_absence(bare) else token)
    )


def _split(text: str, token: Token) -> Token | None:
    """Read a post or unit with a name behind it (县长周平), or a name with a post behind it (周平县长)."""
    best: tuple[int, Token] | None = None
    for size in (2, 3, 4, *range(5, min(LONGEST, token.end - token.start - 1))):
        cut = token.end - size
        if cut - token.start < 2:
            break
        strength = name_strength(text[cut : token.end]) if size < 5 or _DOT.search(text, cut, token.end) else 0
        kind = kind_of(compact(text[token.start : cut])) if strength or size == 3 else None
        if kind is None:
            continue
        if not strength:
            if kind != "post" or not may_be_name(text[cut : token.end]) or kind_of(compact(text[token.start : token.end])):
                continue
            strength = WORDLIKE
        kind = "post" if kind == "group" and text[token.start : cut].endswith(_SINGULAR) else kind
        score = strength + {"post": 10, "group": 4, "unit": 4}[kind] + (1 if size == 4 else 0)
        if best is None or score > best[0]:
            made = replace(token, kind="name", name=(cut, token.end), lead=(token.start, cut), lead_kind=kind)
            best = (score, replace(made, sure=kind == "post" or strength > 1))
    return _post_behind(text, token) or (best[1] if best else None)


_DOT: Final = re.compile(f"[{DOTS}]")
#: Ends of a post that mark many by themselves, but one person right before a name.
_SINGULAR: Final = ("负责人", "负责同志", "代表", "干部", "职工", "人员", "骨干")


_ACADEMIC: Final = ("教授", "副教授", "研究员", "副研究员", "院士", "博士", "老师")


def _post_behind(text: str, token: Token) -> Token | None:
    for size in (3, 2, 4):
        cut = token.start + size
        item = text[token.start : cut]
        if cut + 2 <= token.end and names.is_plausible_name(item) and kind_of(item) is None:
            if titles.after_name_pattern().fullmatch(text, cut, token.end):
                return replace(token, kind="name", name=(token.start, cut), tail=(cut, token.end))
            if is_absence(text[cut : token.end]) and pattern("value", "reason").search(text[cut : token.end]):
                return replace(token, kind="name", name=(token.start, cut), bracket=(cut, token.end))
    return _unit_name_post(text, token)


def _unit_name_post(text: str, token: Token) -> Token | None:
    """Read a name between a unit and a post (县档案局周平局长)."""
    ends = [m.span() for m in titles.after_name_pattern().finditer(text, token.start + 4, token.end) if m.end() == token.end]
    for post in ends:
        for size in (3, 2, 4):
            begin = post[0] - size
            named = begin - token.start > 1 and names.is_plausible_name(text[begin : post[0]])
            if named and kind_of(compact(text[token.start : begin])) == "unit":
                made = replace(token, kind="name", name=(begin, post[0]), tail=post)
                return replace(made, lead=(token.start, begin), lead_kind="unit")
    return None
