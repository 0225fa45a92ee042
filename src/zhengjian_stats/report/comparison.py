"""How much more or less than before: against the previous period (环比) and the same one of last year (同比)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhengjian_stats.messages import say

if TYPE_CHECKING:
    from zhengjian_stats.messages import Language
    from zhengjian_stats.periods import Unit

#: Below this a percentage would make much of little.
_ENOUGH: Final = 10


@dataclass(frozen=True, slots=True)
class Comparison:
    """A count now, in the previous period and in the same one of last year; ``None`` where there were no issues then."""

    now: int
    previous: int | None
    year_before: int | None
    unit: Unit

    def in_words(self, lang: Language) -> str:
        """Return the comparison as a clause of a sentence.

        Examples
        --------
        >>> Comparison(12, 10, None, "quarter").in_words("zh")
        '比上季度增加2（+20%），去年同期无简报'
        """
        clauses = [_clause(self.now, self.previous, f"before_{self.unit}", lang)]
        if self.unit != "year":
            clauses.append(_clause(self.now, self.year_before, "before_same", lang))
        return say("report.list_clause", lang).join(clauses)


def _clause(now: int, then: int | None, name: str, lang: Language) -> str:
    when = say(f"report.{name}", lang)
    if then is None:
        return say("report.compare_none", lang, when=when)
    change = now - then
    if change == 0:
        return say("report.compare_same", lang, when=when)
    share = say("report.in_brackets", lang, text=f"{change / then:+.0%}") if then >= _ENOUGH else ""
    size = f"{abs(change)}{share}"
    return say("report.compare_more" if change > 0 else "report.compare_less", lang, when=when, size=size)
