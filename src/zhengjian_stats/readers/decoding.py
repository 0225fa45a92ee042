"""Bytes to text on the whole file: BOM, strict UTF-8, then the reading that looks most like Chinese.

Detectors that look at the first kilobyte, or at byte statistics alone, take 简报 in GBK for Big5. Here every reading is made of
the whole file and measured by the characters it gives: the share of common ones, less what no Chinese text holds. Nothing is
lost silently: what no reading can decode is counted and becomes a note.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers.base import Note

REPLACEMENT: Final = "\ufffd"

#: Longest first: the BOM of UTF-32-LE begins with that of UTF-16-LE.
_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: The readings that are tried, and how likely each is before a byte is seen (natural logarithm).
_CANDIDATES: Final[Mapping[str, float]] = {
    "utf-8": 0.0,
    "gb18030": 0.0,
    "cp950": -4.0,
    "big5hkscs": -5.0,
    "utf-16-le": -6.0,
    "utf-16-be": -6.5,
}

#: How likely a character of each class is in a Chinese text (natural logarithm).
_ASCII, _SIGN, _RARE, _ALIEN, _CONTROL, _LOST = -4.5, -5.5, -14.0, -18.0, -20.0, -25.0
_BY_RANK: Final = ((100, -5.5), (500, -7.0), (10_000, -8.5))
_TRADITIONAL, _LEVEL_ONE = -8.0, -10.5

#: What pages and people declare, and what is meant: a page that says gb2312 writes 镕, which GB 2312 does not have.
_DECLARED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "x-gbk", "gbk", "cp936", "ms936", "gb18030", "euc-cn"), "gb18030"),
    **dict.fromkeys(("big5", "big5-eten", "cp950", "x-x-big5", "cn-big5"), "cp950"),
    "big5-hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}

#: What a declaration in the file is worth, in units of log-likelihood: about one character. Pages lie about themselves.
_DECLARED_BONUS: Final = 8.0

#: A file with more than a few unreadable or control characters, and more than this share of them, is no text.
_A_FEW, _MOST_GARBAGE = 3, 0.1
#: Nor is one whose every reading is a heap of rare characters: less likely than this, on the average of so many.
_LEAST_LIKELY, _ENOUGH = -13.0, 16

# Everything from here on needs three bytes in UTF-8; pairs of GBK bytes can pass for two-byte UTF-8 only.
_BEYOND_TWO_BYTES: Final = re.compile("[\u0800-\U0010ffff]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
# What a wrong reading gives and a Chinese text does not hold: C1 controls, Hangul, Yi, private use, surrogates, half-width
# kana, everything beyond the first plane.
_ALIENS: Final = re.compile(
    "[\x80-\x9f\u1100-\u11ff\u3130-\u318f\ua000-\uabff\uac00-\uf8ff\uff61-\uffdc\ufff0-\uffff\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and how many of its characters are replacements."""

    text: str
    encoding: str
    n_lost: int = 0

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be told about the decoding: nothing, or the loss."""
        if not self.n_lost:
            return ()
        line = self.text.count("\n", 0, self.text.find(REPLACEMENT)) + 1
        message = f"{self.n_lost} place(s) cannot be read as {self.encoding} and stand as {REPLACEMENT}, first in line {line}"
        return (Note("lossy_decoding", message, f"line {line}"),)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode the bytes of a text file.

    Parameters
    ----------
    data : bytes
        The whole file.
    declared : str, optional
        The encoding that the file itself declares; it decides only where two readings are as good.

    Raises
    ------
    ReadError
        ``wrong_suffix``: in no encoding are the bytes a text.

    Examples
    --------
    >>> decode("简报".encode("gbk")).text
    '简报'
    >>> decode("會議紀錄".encode("big5")).encoding
    'cp950'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(_read(data[len(bom) :], encoding))
    plain = _strict_utf8(data)
    if plain is not None and _is_surely_utf8(plain):
        return _checked(Decoded(plain, "utf-8", plain.count(REPLACEMENT)))
    return _checked(_best(data, _DECLARED.get((declared or "").strip().lower()), is_utf8=plain is not None))


def one_newline(text: str) -> str:
    r"""Return a text with all its line ends written as line feeds.

    Examples
    --------
    >>> one_newline("a\r\nb\rc")
    'a\nb\nc'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strict_utf8(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _is_surely_utf8(text: str) -> bool:
    if text.isascii():
        return _CONTROLS.search(text) is None
    return "\0" not in text and _BEYOND_TWO_BYTES.search(text) is not None


def _read(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count(REPLACEMENT))


def _best(data: bytes, declared: str | None, *, is_utf8: bool) -> Decoded:
    readings = [_read(data, encoding) for encoding in _CANDIDATES]
    utf8, gb = readings[:2]
    if is_utf8 and _CONTROLS.search(utf8.text) is None and _word().search(gb.text) is None:
        # One · or ½ in English text is a Chinese character in GBK; two side by side may be a word.
        return utf8
    return max(readings, key=lambda reading: _posterior(reading, declared))


def _posterior(reading: Decoded, declared: str | None) -> float:
    told = _DECLARED_BONUS * (reading.encoding == declared)
    return likelihood(reading.text) + _CANDIDATES[reading.encoding] + told


def _checked(decoded: Decoded) -> Decoded:
    length = len(decoded.text)
    garbage = len(_CONTROLS.findall(decoded.text)) + decoded.n_lost
    is_heap = decoded.encoding != "utf-8" and length >= _ENOUGH and likelihood(decoded.text) < _LEAST_LIKELY * length
    if is_heap or garbage > max(_A_FEW, _MOST_GARBAGE * length):
        raise ReadError("wrong_suffix", "not a text file: it holds bytes that no text has; give it the suffix of what it is")
    return decoded


def likelihood(text: str) -> float:
    """Return the logarithm of how likely a text is, as a Chinese one, by its characters alone.

    Examples
    --------
    >>> likelihood("简报") > likelihood("潠惆")
    True
    """
    weights = _weights()
    return sum(n * (weights.get(char) or _unlisted(char)) for char, n in Counter(text).items())


def _unlisted(char: str) -> float:
    if char == REPLACEMENT:
        return _LOST
    if _CONTROLS.match(char):
        return _CONTROL
    if char.isascii():
        return _ASCII
    return _ALIEN if _ALIENS.match(char) else _RARE


@cache
def _weights() -> Mapping[str, float]:
    rules = lexicon.load("readers/decoding")
    weights = dict.fromkeys(_level_one("gb2312", 0xB0, 0xD7) + _level_one("cp950", 0xA4, 0xC6), _LEVEL_ONE)
    weights.update(dict.fromkeys("".join(rules["traditional"].split()), _TRADITIONAL))
    for rank, char in enumerate("".join(rules["simplified"].split())):
        weights[char] = next(weight for limit, weight in _BY_RANK if rank < limit)
    return weights | dict.fromkeys(rules["signs"], _SIGN)


def _level_one(encoding: str, first: int, last: int) -> str:
    """Return the characters that the makers of a standard held to be the common ones: its first level."""
    rows = (bytes((high, low)) for high in range(first, last + 1) for low in range(0x40, 0xFF))
    chars = (row.decode(encoding, errors="ignore") for row in rows)
    # A pair that the standard leaves empty decodes to nothing, or to its second byte.
    return "".join(char for char in chars if len(char) == 1 and not char.isascii())


@cache
def _word() -> re.Pattern[str]:
    return re.compile(f"[{_level_one('gb2312', 0xB0, 0xD7)}]{{2}}")
