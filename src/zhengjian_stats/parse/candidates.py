"""Where new formulations (提法) may stand in a text (``resources/candidates.toml``): quoted, counted, parallel, headed words.

Nothing of this is a finding: it is what a person may look at, see ``zhengjian_stats.analysis.candidates``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.records import CandidateUse

_HAN: Final = "[\u3400-\u9fff]"
_IS_HAN: Final = re.compile(_HAN)

#: The kinds of candidates, those that go first where two overlap first.
KINDS: Final = ("quoted", "numeral", "parallel", "phrase")


@dataclass(frozen=True, slots=True)
class CandidateRules:
    """The words of the rules, and the patterns made of them."""

    table: Mapping[str, Any]
    quotation: re.Pattern[str]
    not_quoted: re.Pattern[str]
    counted: re.Pattern[str]
    not_counted: re.Pattern[str]
    sums: re.Pattern[str]
    numeral: re.Pattern[str]
    members: tuple[re.Pattern[str], ...]
    headed: re.Pattern[str]
    front: re.Pattern[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> CandidateRules:
        """Make the rules from the parsed file."""
        quoted, numeral, parallel, phrase = (table[kind] for kind in KINDS)
        lengths = range(parallel["longest"], parallel["shortest"] - 1, -1)
        return cls(
            table=table,
            quotation=_quotation(quoted),
            not_quoted=_whole([*quoted["not"], *quoted["figures"]]),
            counted=_counted(numeral),
            not_counted=_whole([*numeral["not"], f".+[{numeral['classifiers']}](?:{_one_of(numeral['plain'])}).*"]),
            sums=re.compile(numeral["sum"]),
            numeral=re.compile(numeral["begins"]),
            members=tuple(re.compile(rf"{_HAN}{{{length}}}(?:、{_HAN}{{{length}}})+") for length in lengths),
            headed=_headed(phrase),
            front=re.compile(rf"(?:(?!{_one_of(phrase['keep'])})(?:{_one_of(phrase['front'])}))*"),
        )

    def find(self, text: str, start: int, end: int) -> list[CandidateUse]:
        """Return the candidates in ``text[start:end]``, in its order; where two overlap, that of the kind that goes first."""
        taken: list[CandidateUse] = []
        for kind, finds in zip(KINDS, (self._quoted, self._numeral, self._parallel, self._phrase), strict=True):
            uses = [self._use(text, kind, *span) for span in finds(text, start, end)]
            taken += [use for use in uses if not any(use.start < other.end and other.start < use.end for other in taken)]
        return sorted(taken, key=lambda use: use.start)

    def _use(self, text: str, kind: str, start: int, end: int) -> CandidateUse:
        """Make a use; quoted words go under the kind whose shape they have."""
        words = text[start:end]
        if kind == "quoted":
            is_parallel = any(pattern.fullmatch(words) for pattern in self.members)
            kind = "numeral" if self.numeral.match(words) else "parallel" if is_parallel else kind
        return CandidateUse(words, kind, start, end)

    def _quoted(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        rule = self.table["quoted"]
        before, after, endings = (tuple(rule[key]) for key in ("before", "after", "endings"))
        for found in self.quotation.finditer(text, start, end):
            first, last = found.span(found.lastindex or 0)
            is_name = text.endswith(before, start, first - 1) or text.startswith(after, last + 1)
            if not is_name and not text.endswith(endings, first, last) and not self.not_quoted.fullmatch(text, first, last):
                yield first, last

    def _numeral(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for found in self.counted.finditer(text, start, end):
            if not self.not_counted.fullmatch(found[0]):
                yield found.span()
        for found in self.sums.finditer(text, start, end):
            yield found.span()

    def _parallel(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        rule = self.table["parallel"]
        never, alike = tuple(rule["never"]), rule["alike"]
        found = (match for pattern in self.members for match in pattern.finditer(text, start, end))
        free = start
        for match in sorted(found, key=lambda match: (match.start(), -match.end())):
            members = match[0].split("、")
            fits = len(set(members)) == len(members) and (len(members[0]) > alike or _share_a_place(members))
            if match.start() >= free and fits and self._is_whole(text, *match.span()):
                is_list = any(member.endswith(never) for member in members)
                if not is_list and not any(word in match[0] for word in rule["never_within"]):
                    yield match.span()
                free = match.end()

    def _is_whole(self, text: str, start: int, end: int) -> bool:
        """Tell members that stand by themselves from a piece of a longer list or clause."""
        rule = self.table["parallel"]
        opened = not _IS_HAN.match(text, start - 1) if start else True
        opened = opened or text.endswith(tuple(rule["openers"]), 0, start)
        return opened and _is_closed(text, end, rule["closers"]) and "、" not in (text[start - 1 : start], text[end : end + 1])

    def _phrase(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        rule = self.table["phrase"]
        for found in self.headed.finditer(text, start, end):
            first, last = found.span("words")
            trimmed = self.front.match(text, first, last)
            first = trimmed.end() if trimmed else first
            is_plain = last - first < rule["min_length"] or text.endswith(tuple(rule["plain"]), first, last)
            if not is_plain and not any(word in text[first:last] for word in rule["never"]):
                yield first, last


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def _whole(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")


def _closed_by(closers: Iterable[str]) -> str:
    return rf"(?=(?!{_HAN})|{_one_of(closers)})"


def _is_closed(text: str, end: int, closers: Iterable[str]) -> bool:
    return not _IS_HAN.match(text, end) or text.startswith(tuple(closers), end)


def _quotation(rule: Mapping[str, Any]) -> re.Pattern[str]:
    words = rf"([^{re.escape(rule['never'])}]{{{rule['min_length']},{rule['max_length']}}})"
    return re.compile("|".join(f"{marks[0]}{words}{marks[1]}" for marks in rule["marks"]))


def _counted(rule: Mapping[str, Any]) -> re.Pattern[str]:
    # 四个先行 before 的: as few characters as may be
    numeral = rf"(?<![第\d{rule['numerals']}])[{rule['numerals']}]{{1,3}}[{rule['classifiers']}]"
    return re.compile(rf"{numeral}{_HAN}{{2,5}}?{_closed_by(rule['closers'])}")


def _headed(rule: Mapping[str, Any]) -> re.Pattern[str]:
    words = rf"(?P<words>{_HAN}{{2,{rule['max_length']}}}?(?:{_one_of(rule['heads'])}))"
    return re.compile(rf"(?:{_one_of(rule['cues'])}){words}{_closed_by(rule['closers'])}")


def _share_a_place(members: list[str]) -> bool:
    """Tell 获得感、幸福感 from a list of names: one place has the same character in all."""
    return any(len(set(column)) == 1 for column in zip(*members, strict=True))


@lru_cache(maxsize=1)
def rules() -> CandidateRules:
    """Return the rules of the installed ``candidates.toml``.

    Examples
    --------
    >>> rules().table["numeral"]["classifiers"]
    '个项条种大'
    """
    return CandidateRules.from_table(lexicon.load("candidates"))


def find_candidates(text: str, start: int, end: int) -> list[CandidateUse]:
    """Return what may be a new formulation in ``text[start:end]``, in its order, without overlaps.

    Examples
    --------
    >>> text = "坚持“开门修志”，守住四个先行，弘扬方志工匠精神。"
    >>> [(use.text, use.kind) for use in find_candidates(text, 0, len(text))]
    [('开门修志', 'quoted'), ('四个先行', 'numeral'), ('方志工匠精神', 'phrase')]
    """
    return rules().find(text, start, end)
