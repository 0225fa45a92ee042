"""Floors: figures that an evaluation must reach."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from zhengjian_stats.errors import UsageError
from zhengjian_stats.evaluation.compare import MEASURES
from zhengjian_stats.evaluation.hints import hint
from zhengjian_stats.messages import Language, say

PARTS: Final = ("f1", "precision", "recall")
_NAMES: Final = (*MEASURES, *(f"{measure}.{part}" for measure in MEASURES for part in PARTS))


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a figure of a measure may be."""

    measure: str
    part: str
    value: float

    @property
    def name(self) -> str:
        """The measure, with the figure if it is not F1."""
        return self.measure if self.part == "f1" else f"{self.measure}.{self.part}"


def parse_floors(items: Iterable[str], language: Language = "zh") -> list[Floor]:
    """Read floors as they are typed.

    Raises
    ------
    UsageError
        There is no such measure or figure (the nearest is named), or the floor is no number from 0 to 1.

    Examples
    --------
    >>> [floor.name for floor in parse_floors(["participants=0.95", "roles.precision=0.9"])]
    ['participants', 'roles.precision']
    """
    return [_parsed(item, language) for item in items]


def _parsed(item: str, language: Language) -> Floor:
    name, _, number = (part.strip() for part in item.partition("="))
    measure, _, part = name.partition(".")
    if measure not in MEASURES or (part or "f1") not in PARTS:
        raise UsageError(say("evaluation.unknown_measure", language, item=item, hint=hint(name, _NAMES, language, 0.5)))
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise UsageError(say("evaluation.no_floor", language, item=item))
    return Floor(measure, part or "f1", value)
