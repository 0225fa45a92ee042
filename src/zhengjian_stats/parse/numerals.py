"""Chinese numerals → ``int``: digit by digit (二〇二〇), positional (一百二十三), short (廿一, 十二), mixed (3万5千).

``cn2an`` is the oracle of the tests; at run time these rules stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

#: 〇 is written with many circles, and scanned texts have Latin letters for it.
_DIGITS: Final[Mapping[str, int]] = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{char: value for value, char in enumerate("０１２３４５６７８９")},
    **{char: value for value, char in enumerate("0123456789")},
    **dict.fromkeys("〇○◯ＯOo", 0),
    "两": 2,
    "元": 1,
    "正": 1,
}
_TENS: Final[Mapping[str, int]] = {"廿": 20, "卅": 30}
_UNITS: Final[Mapping[str, int]] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS: Final[Mapping[str, int]] = {"万": 10**4, "亿": 10**8}

#: A character class of everything that may stand in a Chinese numeral without Arabic digits.
CHINESE_DIGITS: Final = "〇○◯零一二三四五六七八九十百千两廿卅"

_NUMERAL: Final = re.compile(f"[{''.join([*_DIGITS, *_TENS, *_UNITS, *_GROUPS])}]+")
_LONGEST: Final = 24


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> int | None:
    """Return the value of a numeral, or ``None`` where it is none.

    Examples
    --------
    >>> parse_numeral("二〇二〇"), parse_numeral("十二"), parse_numeral("一百零三"), parse_numeral("廿一"), parse_numeral("17")
    (2020, 12, 103, 21, 17)
    >>> parse_numeral("七月") is None
    True
    """
    if not text or len(text) > _LONGEST or not _NUMERAL.fullmatch(text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _positional(text)


def _positional(text: str) -> int | None:
    """Read a numeral with units: each group (亿, 万, rest) is read alone, a unit without a digit before it counts once."""
    total = group = 0
    digit: int | None = None
    for char in text:
        if char in _DIGITS:
            # Arabic digits before a unit may have several places (12万); a zero only marks a gap.
            digit = (digit or 0) * 10 + _DIGITS[char]
        elif char in _TENS:
            group += _TENS[char]
        elif char in _UNITS:
            group += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        else:
            total = (
                (total + group + (digit or 0)) * _GROUPS[char]
                if _GROUPS[char] == 10**8
                else (total + (group + (digit or 0)) * _GROUPS[char])
            )
            group, digit = 0, None
    return total + group + (digit or 0)
