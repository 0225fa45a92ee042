"""Fixed formulations (提法) in a text (``resources/formulations.toml`` and the project's own)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.matching import Matcher
from zhengjian_stats.parse.records import FormulationUse
from zhengjian_stats.settings import Formulation, Settings

# 二十四史 is no 四史, 第三农场 no 三农: what starts with a numeral has no numeral before it.
NUMERALS: Final = frozenset("第〇零一二三四五六七八九十百千万两")
_HAN: Final = "[\u3400-\u9fff]"


@dataclass(frozen=True, slots=True)
class FormulationRules:
    """The lexicon: every form with the formulation it belongs to, and the pattern for unlisted ones in quotation marks."""

    names: Mapping[str, str]
    unless: frozenset[str]
    quoted_only: frozenset[str]
    forms: Matcher
    quotation: re.Pattern[str]
    not_in_quotes: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any], extra: Iterable[Formulation] = ()) -> FormulationRules:
        """Make the rules from the parsed file and what a project adds; what comes later has the last word on a form."""
        names: dict[str, str] = {}
        quoted_only: set[str] = set()
        for entry in (entry for group in table["group"] for entry in group["formulations"]):
            forms = (entry["name"], *entry.get("variants", ()))
            names.update(dict.fromkeys(forms, entry["name"]))
            quoted_only.update(forms if entry.get("quoted") else ())
        for own in extra:
            forms = (own.name, *own.variants)
            names.update(dict.fromkeys(forms, own.name))
            quoted_only.difference_update(forms)
        unless = frozenset(word for group in table["group"] for word in group.get("unless", ())).difference(names)
        quoted = table["quoted"]
        matcher = Matcher((*names, *unless))
        return cls(names, unless, frozenset(quoted_only), matcher, _quotation(quoted), frozenset(quoted["not"]))

    def find(self, text: str, start: int, end: int) -> Iterator[FormulationUse]:
        """Yield the uses in ``text[start:end]``, listed forms and unlisted ones in quotation marks, leftmost and longest."""
        listed = [found for found in self.forms.longest(text, start, end) if self._counts(text, *found)]
        unlisted = [(first, last, text[first:last]) for first, last in self._unlisted(text, start, end)]
        free = start
        # Of two with one span the listed one comes first.
        for first, last, form in sorted([*listed, *unlisted], key=lambda found: (found[0], -found[1])):
            if first >= free:
                yield FormulationUse(self.names.get(form, form), form, first, last)
                free = last

    def _counts(self, text: str, start: int, end: int, form: str) -> bool:
        if form in self.unless or (form in self.quoted_only and not is_quoted(text, start, end)):
            return False
        return not (form[0] in NUMERALS and text[start - 1 : start] in NUMERALS and start > 0)

    def _unlisted(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for found in self.quotation.finditer(text, start, end):
            first, last = found.span(found.lastindex or 0)
            if text[first:last] not in self.not_in_quotes:
                yield first, last


def is_quoted(text: str, start: int, end: int) -> bool:
    """Tell whether quotation marks stand right before and right behind a stretch.

    Examples
    --------
    >>> is_quoted("实施“一干多支”战略", 3, 7), is_quoted("实施“一干多支”战略", 3, 6)
    (True, False)
    """
    return start > 0 and text[start - 1] in '“‘「"' and text[end : end + 1] in {"”", "’", "」", '"'}


def _quotation(rule: Mapping[str, Any]) -> re.Pattern[str]:
    """Return one pattern, each of its groups the words between one pair of marks."""
    shapes = "|".join(
        shape.replace("{n}", f"[{rule['numerals']}]").replace("{numerals}", rule["numerals"]).replace("{h}", _HAN)
        for shape in rule["shapes"]
    )
    length = rf"(?=.{{{rule['min_length']},{rule['max_length']}}}"
    return re.compile("|".join(f"{marks[0]}{length}{marks[1]})({shapes}){marks[1]}" for marks in rule["marks"]))


@lru_cache(maxsize=16)
def rules(extra: tuple[Formulation, ...] = ()) -> FormulationRules:
    """Return the rules of the installed ``formulations.toml`` with what a project adds.

    Examples
    --------
    >>> rules().names["双城经济圈"]
    '成渝地区双城经济圈建设'
    """
    return FormulationRules.from_table(lexicon.load("formulations"), extra)


def find_formulations(text: str, start: int, end: int, settings: Settings) -> list[FormulationUse]:
    """Return the formulations used in ``text[start:end]``, in its order; no two overlap, the longest wins.

    Examples
    --------
    >>> text = "做到“两个维护”，实施“三比三看”行动。"
    >>> [use.formulation for use in find_formulations(text, 0, len(text), Settings())]
    ['两个维护', '三比三看']
    """
    return list(rules(settings.formulation).find(text, start, end))
