"""Fixed formulations (提法) in a text (``resources/formulations.toml`` and the project's own)."""

from __future__ import annotations

import datetime as dt
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

#: A formulation may be heard so much earlier than it is said to be current before that is worth a note.
_GRACE: Final = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class FormulationRules:
    """The lexicon: every form with the formulation it belongs to, and the pattern for unlisted ones in quotation marks."""

    names: Mapping[str, str]
    since: Mapping[str, str]
    unless: frozenset[str]
    quoted_only: frozenset[str]
    forms: Matcher
    quotation: re.Pattern[str]
    not_in_quotes: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any], extra: Iterable[Formulation] = ()) -> FormulationRules:
        """Make the rules from the parsed file and what a project adds; what comes later has the last word on a form."""
        names: dict[str, str] = {}
        since: dict[str, str] = {}
        quoted_only: set[str] = set()
        unless = {word for group in table["group"] for word in group.get("unless", ())}
        listed = (_formulation(entry) for group in table["group"] for entry in group["formulations"])
        for entry in (*listed, *extra):
            names |= dict.fromkeys(entry.forms, entry.name)
            names |= {form: entry.name for form in _joined_otherwise(entry.forms) if form not in names}
            since |= {entry.name: entry.since} if entry.since else {}
            # An expansion says what it means without marks.
            barred = {form for form in entry.forms if entry.quoted and "、" not in form}
            quoted_only = quoted_only.difference(entry.forms) | barred
            unless = unless.difference(entry.forms) | set(entry.unless)
        quoted = table["quoted"]
        matcher = Matcher((*names, *unless))
        skipped = frozenset(quoted["not"]) | unless
        return cls(names, since, frozenset(unless), frozenset(quoted_only), matcher, _quotation(quoted), skipped)

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

    def inside(self, use: str) -> Iterator[FormulationUse]:
        """Yield the listed formulations that stand inside the words of a use, those of each leftmost and longest.

        The formulation of the use itself is none of them; several may overlap where one stands inside the other.
        """
        found = sorted(self.forms.every(use), key=lambda match: (match[0], -match[1]))
        barred = [(first, last) for first, last, form in found if form in self.unless]
        free = {self.names.get(use, use): len(use)}
        for first, last, form in found:
            is_barred = any(start <= first and last <= end for start, end in barred)
            if is_barred or not self._counts(use, first, last, form) or first < free.get(self.names[form], 0):
                continue
            free[self.names[form]] = last
            yield FormulationUse(self.names[form], form, first, last)

    def _counts(self, text: str, start: int, end: int, form: str) -> bool:
        if form in self.unless or (form in self.quoted_only and not is_quoted(text, start, end)):
            return False
        return not (form[0] in NUMERALS and text[start - 1 : start] in NUMERALS and start > 0)

    def _unlisted(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for found in self.quotation.finditer(text, start, end):
            first, last = found.span(found.lastindex or 0)
            if text[first:last] not in self.not_in_quotes:
                yield first, last


def _joined_otherwise(forms: Iterable[str]) -> Iterator[str]:
    """Yield forms of parallel members as a headline or another hand joins them: 学思想 强党性, 学思想，强党性."""
    for form in forms:
        if "、" in form:
            yield from (form.replace("、", mark) for mark in ("，", " "))


def _formulation(entry: Mapping[str, Any]) -> Formulation:
    return Formulation(
        entry["name"], tuple(entry.get("variants", ())), entry.get("since", ""), quoted=entry.get("quoted", False)
    )


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


@lru_cache(maxsize=16384)
def nested_formulations(use: str, extra: tuple[Formulation, ...] = ()) -> tuple[FormulationUse, ...]:
    """Return the formulations that stand inside the words of one, with their places in it.

    Examples
    --------
    >>> [(use.formulation, use.start) for use in nested_formulations("习近平新时代中国特色社会主义思想")]
    [('中国特色社会主义', 6)]
    """
    return tuple(rules(extra).inside(use))


def early_uses(
    uses: Iterable[FormulationUse], issued_on: dt.date | None, settings: Settings
) -> list[tuple[FormulationUse, str]]:
    """Return the first use of each formulation that stands more than a month before it became current, with its ``since``.

    Only the usual form is dated: expansions and short forms may be older than the formulation.

    Examples
    --------
    >>> use = FormulationUse("新质生产力", "新质生产力", 0, 5)
    >>> [since for _, since in early_uses([use], dt.date(2023, 7, 31), Settings())]
    ['2023-09']
    >>> early_uses([use], dt.date(2023, 8, 1), Settings())
    []
    """
    if issued_on is None:
        return []
    since = rules(settings.formulation).since
    first: dict[str, FormulationUse] = {}
    for use in uses:
        if use.variant == use.formulation and use.formulation in since:
            first.setdefault(use.formulation, use)
    dated = ((use, since[name]) for name, use in first.items())
    return [(use, day) for use, day in dated if issued_on < _first_day(day) - _GRACE]


def _first_day(since: str) -> dt.date:
    year, _, month = since.partition("-")
    return dt.date(int(year), int(month or 1), 1)
