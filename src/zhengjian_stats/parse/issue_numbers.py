"""Numbers of issues in all their forms: 第7期（总第7期）, 〔2024〕3号, 第3-4期合刊, 增刊第1期, 第十二期, No.12."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zhengjian_stats.parse.layout_rules import compiled, pattern, table
from zhengjian_stats.parse.numerals import parse_numeral


@dataclass(frozen=True, slots=True)
class IssueNumber:
    """What a masthead says of the number of an issue: ``number_end`` of a joint one (合刊), ``whole`` the 总期号."""

    kind: str
    year: int | None = None
    number: int | None = None
    number_end: int | None = None
    whole: int | None = None

    @property
    def is_stated(self) -> bool:
        """Whether it says anything at all."""
        return self.kind != "regular" or self.number is not None or self.whole is not None


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((form["name"], compiled(form["pattern"])) for form in table("number")["form"])


def read_issue_number(bare: str) -> tuple[IssueNumber | None, str]:
    """Read the number of an issue out of a line without blanks; return it and what else the line holds.

    The forms are tried in the order of the rule file; what stands behind the number must be no text, since a headline may
    also speak of a number (举办2024年第3期培训班).

    Examples
    --------
    >>> number, rest = read_issue_number("云岭方志第7期（总第98期）")
    >>> number.number, number.whole, rest
    (7, 98, '云岭方志')
    >>> read_issue_number("举办2024年第3期培训班")[0] is None
    True
    """
    whole, bare = _cut_whole(bare)
    for name, form in _forms():
        match = form.search(bare)
        if match and not _goes_on(bare, match):
            rest = f"{bare[: match.start()]} {bare[match.end() :]}".strip()
            return _number(name, match, whole), rest
    return (IssueNumber("regular", whole=whole), bare) if whole is not None else (None, bare)


def _goes_on(bare: str, match: re.Match[str]) -> bool:
    """Tell whether text goes on behind the number, other than a bracket or a date."""
    behind = bare[match.end() :].lstrip("）)]〕】，,、|·—-：: ")
    return bool(behind) and not re.match(r"[（(【\[]|(?:19|20)\d\d|[二一][〇○零九]|主办|编|增刊|特刊|合刊", behind)


def _cut_whole(bare: str) -> tuple[int | None, str]:
    match = pattern("whole_number").search(bare)
    if not match:
        return None, bare
    return parse_numeral(match["whole"]), f"{bare[: match.start()]}{bare[match.end() :]}"


def _number(name: str, match: re.Match[str], whole: int | None) -> IssueNumber:
    parts = match.groupdict()
    year = parse_numeral(parts.get("year") or parts.get("byear") or "")
    first = 1 if parts.get("first") else parse_numeral(parts.get("from") or "")
    last = parse_numeral(parts.get("to") or "")
    if name == "joint" and (first is None or last is None or not first < last <= first + 12):
        last = None
    kind = "supplement" if name == "supplement" or parts.get("supplement") else "joint" if last is not None else "regular"
    return IssueNumber(kind, year, first, last, whole)
