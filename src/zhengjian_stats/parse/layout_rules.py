"""The rules of ``resources/layout.toml``, compiled when first used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.numerals import CHINESE_DIGITS

#: What stands for a number and for the marks between two numbers in the patterns.
_PLACEHOLDERS: Final[Mapping[str, str]] = {
    "@N": rf"(?:\d{{1,4}}|[{CHINESE_DIGITS}]{{1,7}})",
    "@D": r"(?:[-—–－~～至、,，和及/]{1,2})",
}


def table(name: str) -> Any:
    """Return a table of the rule file; callers must not change it."""
    return lexicon.load("layout")[name]


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the rule file, its placeholders filled in."""
    for placeholder, meaning in _PLACEHOLDERS.items():
        pattern = pattern.replace(placeholder, meaning)
    return re.compile(pattern)


@cache
def _rule(name: str) -> tuple[re.Pattern[str], str]:
    rule = table(name)
    pattern = rule["pattern"]
    anchored = {"full": rf"\A(?:{pattern})\Z", "start": rf"\A(?:{pattern})", "end": rf"(?:{pattern})\Z", "search": pattern}
    return compiled(anchored[rule["match"]]), rule["match"]


def find(name: str, bare: str) -> re.Match[str] | None:
    """Lay a rule against a line without blanks.

    Examples
    --------
    >>> find("toc", "本期目录") is not None, find("toc", "目录中枢") is not None
    (True, False)
    """
    return _rule(name)[0].search(bare)


def has(name: str, bare: str) -> bool:
    """Tell whether a rule matches a line without blanks."""
    return find(name, bare) is not None


def pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of a rule, to go through a text with."""
    return _rule(name)[0]
