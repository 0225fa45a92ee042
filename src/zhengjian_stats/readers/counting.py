"""The numbers that word processors put before paragraphs, written in the ways that bulletins use: 1 a 甲 壹 ① 一百零一."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

#: Beyond this a list is not numbered by hand or machine in words.
_MOST: Final = 9999

_PLAIN: Final = "〇一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_ROMAN: Final = {
    **{1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc"},
    **{50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"},
}


def written(number: int, how: str) -> str:
    """Return a number as WordprocessingML's ``numFmt`` has it written; an unknown way is decimal.

    Examples
    --------
    >>> [written(11, how) for how in ("decimal", "chineseCounting", "upperRoman", "decimalEnclosedCircle")]
    ['11', '十一', 'XI', '⑪']
    """
    if how in {"none", "bullet"}:
        return ""
    write = _WAYS.get(how)
    return write(number) if write and 0 < number <= _MOST else str(number)


def _thousands(number: int, digits: str, units: Sequence[str], zero: str) -> str:
    """Write 1–9999 with units; ``zero`` stands once for each gap between two digits."""
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += (zero if gap and text else "") + digits[digit] + units[place]
        gap = digit == 0
    return text


def _counted(number: int) -> str:
    text = _thousands(number, _PLAIN, ("", "十", "百", "千"), "零")
    return text.removeprefix("一") if 10 <= number < 20 else text


def _counted_to_hundred(number: int) -> str:
    return _counted(number) if number < 100 else _digit_by_digit(number)


def _counted_in_japan(number: int) -> str:
    text = _thousands(number, _PLAIN, ("", "十", "百", "千"), "")
    return text.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _counted_formally(number: int) -> str:
    return _thousands(number, _FORMAL, ("", "拾", "佰", "仟"), "零")


def _digit_by_digit(number: int) -> str:
    return "".join(_PLAIN[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN.items():
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    # After z comes aa, then bb.
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _row(first: str, length: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= length else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


_WAYS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counted_to_hundred,
    "taiwaneseCounting": _counted_to_hundred,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted_in_japan,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _counted_formally,
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _row("①", 20),
    "decimalEnclosedCircleChinese": _row("①", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
}
