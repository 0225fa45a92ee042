"""Labelled fields of minutes (时间：… 主持：… 出席：…): where each stands, at the head of an article and below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.minutes_lists import is_list
from zhengjian_stats.parse.minutes_names import compact

ROLES: Final = ("chair", "present", "in_attendance", "apologies", "report", "remarks", "relay")
#: What only a meeting has that took place; of a talk, 主讲 and 主持 are announced too.
WHO_CAME: Final = frozenset({"present", "in_attendance", "apologies", "chair"})
#: These say nothing of people: no word stands behind them in a label.
_BARE: Final = frozenset({"time", "venue", "name"})
_KINDS: Final = (*sorted(_BARE), *ROLES, "nobody")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its kind, where it begins, the word of its label, and its value ``start`` to ``end``."""

    kind: str
    begin: int
    label_start: int
    label_end: int
    start: int
    end: int


@cache
def _label_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    table = lexicon.load("minutes")["labels"]
    kinds = {word: kind for kind in _KINDS for word in table[kind]}
    kinds |= {word + back: kind for word, kind in list(kinds.items()) if kind not in _BARE for back in table["back"]}
    fronts = "|".join(map(_spaced, table["front"]))
    ordered = "|".join(_spaced(word) for word in sorted(kinds, key=lambda k: (-len(k), k)))
    # 二、 or （3） or ◆【 before the word; （8人） behind it; then a colon, a closing mark, a gap or nothing.
    number = r"(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[-*·•●◆■【\[#>|]{1,4}"
    bracket = r"(?:[（(][^（）()\n]{1,16}[)）])?"
    close = r"(?:(?P<colon>[:：】\]]\*{0,2}|(?<=[】\]*]))|(?P<gap>[ 　\t|]+)|(?=\n|$))"
    # Each * before the word has a + behind it: a line that begins with blanks is not tried in every division of them.
    label = rf"(?:{fronts})?[ 　]{{0,8}}+(?:{table['reason']})?(?P<label>{ordered})"
    return re.compile(rf"(?:{number})?[ 　\t]*+{label}[ 　]{{0,8}}[】\]*]{{0,3}}{bracket}[ 　]{{0,8}}{close}"), kinds


def _spaced(word: str) -> str:
    return r"[ 　]{0,8}".join(map(re.escape, word))


#: Before the first label stand at most so many lines (a number, the day), between two of them so many of an agenda.
_PREAMBLE: Final = 4
_AGENDA: Final = 15
#: A field without people that is longer holds the text of the minutes.
LONGEST_VALUE: Final = 60


def head_fields(text: str, start: int, end: int, *, named: bool) -> list[Field]:
    r"""Return the fields that open an article; a line without label goes on with the field before it.

    ``named`` tells that the headline is that of minutes: then a few lines may stand above the first label.

    Examples
    --------
    >>> text = "时间：3月5日　地点：会议室\n出席人员\n周平\n会议听取了汇报。"
    >>> [(f.kind, text[f.start : f.end].strip()) for f in head_fields(text, 0, len(text), named=True)]
    [('time', '3月5日'), ('venue', '会议室'), ('present', '周平')]
    """
    lines = list(lines_of(text, start, end))
    found: list[Field] = []
    for place, (left, right) in enumerate(lines):
        fields = _fields_of(text, left, right, sure=False)
        if fields:
            found.extend(fields)
        elif not found:
            if place >= (_PREAMBLE if named else 1) or "。" in text[left:right]:
                break
        elif _continues(text, found[-1], left, right) or _is_agenda(text, found[-1], lines[place : place + _AGENDA]):
            found[-1] = replace(found[-1], end=right)
        else:
            break
    while found and is_prose(text, found[-1]):
        found.pop()
    return found


def later_fields(text: str, start: int, end: int) -> Iterator[Field]:
    """Yield the fields with people below the head: 汇报人 under a subject, 出席 and 列席 at the end."""
    current: Field | None = None
    for left, right in lines_of(text, start, end):
        fields = [f for f in _fields_of(text, left, right, sure=True) if f.kind in ROLES or f.kind == "nobody"]
        if fields and all(f.kind == "nobody" or f.start >= f.end or is_list(text, f.start, f.end) for f in fields):
            yield from [current, *fields[:-1]] if current else fields[:-1]
            current = fields[-1]
        elif current and _continues(text, current, left, right):
            current = replace(current, end=right)
        elif current:
            yield current
            current = None
    if current:
        yield current


def is_prose(text: str, item: Field) -> bool:
    """Say whether a field without people holds the text of the minutes (会议内容：…)."""
    if item.kind != "nobody":
        return False
    return item.end - item.start > LONGEST_VALUE or any(mark in text[item.start : item.end - 1] for mark in "。，；")


def lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the lines that are not blank, without blanks before them."""
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        left = position + len(text[position:stop]) - len(text[position:stop].lstrip())
        if left < stop:
            yield left, stop
        position = stop + 1


_INSIDE: Final = re.compile(r"[ 　\t]+|[；;，,。|]")


def _fields_of(text: str, left: int, right: int, *, sure: bool) -> list[Field]:
    """Return the fields of a line: a label at its head, others behind blanks or marks; ``sure`` asks for a colon."""
    labels, kinds = _label_pattern()
    found: list[Field] = []
    for place in [left, *(m.end() for m in _INSIDE.finditer(text, left, right))]:
        if place != left and not found:
            break
        match = labels.match(text, place, right)
        if match is None or (sure and match["colon"] is None and match.end() < right):
            continue
        kind = kinds[compact(match["label"])]
        if match["colon"] is None and not _is_cell(text, match, kind, left, right):
            continue
        if found:
            found[-1] = replace(found[-1], end=min(found[-1].end, place))
        found.append(Field(kind, match.start(), match.start("label"), match.end("label"), match.end(), right))
    return found


def _is_cell(text: str, match: re.Match[str], kind: str, left: int, right: int) -> bool:
    """Say whether a label without a colon is one all the same: alone on its line, or with nothing but its value behind it.

    Further in, only a row of a table has such labels (主持人⇥周平⇥记录人⇥柏舟).
    """
    gap = match["gap"] or ""
    stop = text.find("\t", match.end(), right) if "\t" in gap else -1
    if match.start() != left and not ("\t" in gap and text[match.start() - 1] == "\t"):
        return False
    if not gap:
        return match.end() == right
    return _is_value(text, kind, match.end(), right if stop < 0 else stop)


def _is_value(text: str, kind: str, start: int, end: int) -> bool:
    if kind in ROLES:
        return is_list(text, start, end)
    return not any(mark in text[start:end] for mark in "。；")


#: A line that only draws the frame of a table.
_RULE: Final = re.compile(r"[|\-—=+:： 　]+")


def _continues(text: str, current: Field, left: int, right: int) -> bool:
    if current.kind in ROLES:
        return is_list(text, left, right) or _RULE.fullmatch(text, left, right) is not None
    return current.start >= current.end and current.kind in _BARE and "。" not in text[left:right]


def _is_agenda(text: str, current: Field, lines: list[tuple[int, int]]) -> bool:
    """Say whether a line belongs to a field like 议题 that other fields follow: then the head goes on."""
    if current.kind != "nobody":
        return False
    for left, right in lines:
        if any(f.kind in _BARE | WHO_CAME for f in _fields_of(text, left, right, sure=True)):
            return True
        if "。" in text[left : right - 1] or right - left > LONGEST_VALUE:
            return False
    return False
