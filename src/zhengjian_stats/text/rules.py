"""The rules of ``resources/repair.toml``, compiled when first used."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from zhengjian_stats import lexicon

#: After one of these nothing is missing.
FINAL: Final = "。！？；：…”’』」）》】.!?;:)"
#: After one of these a sentence is over.
FULL_STOP: Final = "。！？!?"

_COMMA: Final = re.compile("[，。；]")
_LEAST_PROSE: Final = 10


@cache
def _pattern(*path: str) -> re.Pattern[str]:
    rule = lexicon.load("repair")
    for name in path:
        rule = rule[name]
    return re.compile(rule["pattern"])


def begins_item(line: str) -> bool:
    """Tell whether a line begins a label, a numbered item or another marked thing: never the rest of a sentence.

    Examples
    --------
    >>> begins_item("报：省委宣传部。"), begins_item("障厅等部门")
    (True, False)
    """
    return any(_pattern("starts", name).match(line) for name in ("label", "number", "mark"))


def is_label(line: str) -> bool:
    """Tell whether a line is one of the labelled ones (报：, 时间：)."""
    return _pattern("starts", "label").match(line) is not None


def begins_paragraph(line: str) -> bool:
    """Tell whether a line begins as paragraphs do (7月8日, 会议指出): the rest of a sentence only on good evidence."""
    return any(_pattern("starts", name).match(line) for name in ("date", "sentence"))


def is_dangling(line: str) -> bool:
    """Tell whether a line breaks off where no sentence can end.

    Examples
    --------
    >>> is_dangling("发言不超过"), is_dangling("参加会议")
    (True, False)
    """
    tail = line[-8:]
    return any(match.end() == len(tail) for match in _pattern("dangling").finditer(tail))


def is_clinging(line: str) -> bool:
    """Tell whether a line begins so that it cannot be a beginning (，会议强调)."""
    return _pattern("clinging").match(line) is not None


def is_closed(line: str) -> bool:
    """Tell whether a line is whole although no stop ends it (a caption, a signature)."""
    tail = line[-8:]
    return any(match.end() == len(tail) for match in _pattern("closed").finditer(tail))


def is_credit(text: str) -> bool:
    """Tell whether the text of a bracket names writers and photographers (记者 某某)."""
    return _pattern("credit").search(text) is not None


def is_prose(line: str) -> bool:
    """Tell whether a line is running text rather than a headline or a name."""
    return _COMMA.search(line) is not None and (len(line) >= _LEAST_PROSE or is_label(line))


@cache
def page_number_line() -> re.Pattern[str]:
    """Return the pattern of a line that is the number of a page wherever it stands."""
    number = _pattern("page_number", "anywhere").pattern
    return re.compile(rf"(?m)(?:^|(?<=\f))[ \t\u3000]*(?:{number})[ \t\u3000]*(?=[\n\f]|\Z)")


def is_bare_number(line: str) -> bool:
    """Tell whether a line is a number that may be that of a page."""
    return _pattern("page_number", "at_edge").fullmatch(line) is not None
