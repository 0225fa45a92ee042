"""Texts on which a pattern may begin anew at every place, or try every division: long runs of what almost matches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

#: What the genre repeats: list marks, function words, digits, enumerators, names and posts, openings, cues without what they
#: announce, dates, blanks, line ends, and the marks of web pages and Markdown.
#: ｜ parts them; ¶ ⇥ ␣ □ stand for the end of a line, a tab, a blank and a wide one.
ATOMS: Final = tuple(
    """
、｜，｜；｜。｜的｜和｜等｜在｜由｜甲｜A｜1｜一｜年｜月｜1月｜·｜—｜␣｜□｜⇥｜¶｜¶¶｜（｜《｜“｜〔｜【｜(｜[｜<｜**｜
<!--｜<p␣｜![｜&#｜|｜#␣｜）｜》｜”｜《〈｜（“｜周平｜周平、｜周平，｜馆长周平、｜副馆长｜党组书记、｜馆长｜处长和｜
吴海安（｜艾力·｜各处室负责人、｜各处｜等12人｜召开｜召开，｜主持召开｜召开了｜举行｜会议｜会议、｜会议强调｜强调，｜
指出，“｜要求：｜要｜要求｜不得｜听取｜出席｜一是｜二要，｜（一）｜1.｜第一，｜首先｜一是甲；｜3月5日，｜2024年3月｜
5日｜8月底前｜一周｜2024-03-05␣｜10月至｜在周平陪同下｜由｜由周平｜到甲县｜赴｜带领周平｜因病｜请假｜第3期｜第｜报：｜
省委、｜共印｜印发｜通过｜通过方式｜以｜3月5日，省方志馆召开工作会议，馆长周平主持，｜周平强调，要抓紧落实，｜
时间：3月5日¶｜甲局局长、｜甲⇥｜共␣｜等␣
""".replace("\n", "")
    .replace("¶", "\n")
    .replace("⇥", "\t")
    .replace("␣", " ")
    .replace("□", "\u3000")
    .split("｜")
)

#: Many words of one pattern are alike to a machine; so many, spread over it, stand for all.
WORDS: Final = 24


def words(pattern: str, flags: int) -> list[str]:
    """Return words that a pattern spells out, and one character of each of its sets, spread over the pattern."""
    found = list(dict.fromkeys(_spelled(_parser.parse(pattern, flags))))
    step = max(1, len(found) // WORDS)
    return found[::step]


def _spelled(items: Any) -> Iterator[str]:
    word = ""
    for kind, value in items:
        if kind is _constants.LITERAL:
            word += chr(value)
            continue
        if word:
            yield word
        word = ""
        yield from _inside(kind, value)
    if word:
        yield word


def _inside(kind: Any, value: Any) -> Iterator[str]:
    """Yield what an item of a parsed pattern spells out."""
    if kind is _constants.BRANCH:
        for branch in value[1]:
            yield from _spelled(branch)
    elif kind is _constants.SUBPATTERN:
        yield from _spelled(value[3])
    elif kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        yield from _spelled(value[2])
    elif kind in (_constants.ASSERT, _constants.ASSERT_NOT):
        yield from _spelled(value[1])
    elif kind is _constants.ATOMIC_GROUP:
        yield from _spelled(value)
    elif kind is _constants.IN:
        first = next((inner for name, inner in value if name in (_constants.LITERAL, _constants.RANGE)), None)
        if first is not None:
            yield chr(first if isinstance(first, int) else first[0])


def atoms_for(pattern: str, flags: int) -> list[str]:
    """Return what is repeated to make hostile texts for a pattern: of the genre, and out of the pattern itself.

    Its words alone, short of their last character, in pairs, and with what any ``[^…]`` takes in between.
    """
    own = words(pattern, flags)
    cut = [word[:-1] for word in own if len(word) > 1]
    apart = [f"{word}甲乙" for word in own]
    pairs = [one + other for one, other in pairwise(own)]
    return list(dict.fromkeys(re.sub(r"[\ud800-\udfff]", "甲", atom) for atom in (*ATOMS, *own, *cut, *apart, *pairs)))


def run(atom: str, length: int, end: str = "") -> str:
    """Repeat something up to a length, and put an end behind it that lets nothing match."""
    return (atom * (length // len(atom) + 1))[: length - len(end)] + end
