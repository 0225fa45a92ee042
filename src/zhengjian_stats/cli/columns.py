"""Columns of a table in a terminal, where a Chinese character is as wide as two Latin ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

_GAP: Final = "  "


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    Examples
    --------
    >>> width("events 会议"), width("é"), width("e\u0301")
    (11, 1, 1)
    """
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def padded(text: str, wanted: int, side: str) -> str:
    """Fill a text up with blanks: behind it where it stands on the left (``<``), else before it.

    Examples
    --------
    >>> padded("会议", 6, "<"), padded("会议", 6, ">")
    ('会议  ', '  会议')
    """
    blanks = " " * (wanted - width(text))
    return text + blanks if side == "<" else blanks + text


def aligned(rows: Sequence[Sequence[str]], sides: str) -> Iterator[str]:
    """Lay rows out in columns; ``sides`` says for each column on which side its cells stand.

    Examples
    --------
    >>> list(aligned([["指标", "F1"], ["events", "0.970"]], "<>"))
    ['指标       F1', 'events  0.970']
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield _GAP.join(map(padded, row, widths, sides)).rstrip()
