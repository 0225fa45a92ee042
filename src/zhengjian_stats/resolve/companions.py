"""What a person keeps beside the bulletins and ``resolve`` reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from zhengjian_stats.messages import Language


@dataclass(frozen=True, slots=True)
class Companions:
    """The tables of ``roster.csv`` and ``bodies.csv``, and the language in which problems are told.

    ``roster`` has the columns ``name, organization, title, since, until, aliases`` (several aliases with ``;`` between),
    ``bodies`` has ``body, alias, since, until, successor``; other columns are not read, columns that lack are taken as blank.
    """

    roster: pd.DataFrame | None = None
    bodies: pd.DataFrame | None = None
    language: Language = "zh"
