"""What a record of a gold file must be: every field there and of its kind, every word to be found in the article."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from zhengjian_stats.evaluation.hints import hint
from zhengjian_stats.messages import Language, say
from zhengjian_stats.schema import ROLES


@dataclass(slots=True)
class Faults:
    """What is wrong in gold files, told with file and line."""

    language: Language
    told: list[str] = field(default_factory=list)
    whole: str = ""
    _place: str = ""

    def at(self, path: str, line: int | None = None) -> None:
        """Say where what is told next stands."""
        key = "evaluation.at_file" if line is None else "evaluation.at_line"
        self._place = say(key, self.language, file=path, line=line)

    def tell(self, key: str, where: str = "", **values: object) -> None:
        """Tell a fault of the line, or of a field of it."""
        what = say(f"evaluation.fault_{key}", self.language, **values)
        self.told.append(say("evaluation.fault", self.language, place=self._place, what=f"{where}: {what}" if where else what))


#: Looks at the value of a field; the place is its path in the record, as in ``meetings[0].participants[2].roles``.
Rule = Callable[[Any, Faults, str], None]


def check_record(record: Mapping[str, Any], faults: Faults) -> None:
    """Tell everything that is wrong with the record of an article.

    Examples
    --------
    >>> faults = Faults("en")
    >>> faults.at("gold.jsonl", 3)
    >>> check_record({"doc_id": "a", "headline": "", "text": "散会。", "meetings": [], "directves": []}, faults)
    >>> faults.told
    ["gold.jsonl, line 3: the field 'directives' is missing (found 'directves')"]
    """
    parts = (record.get("headline"), record.get("text"))
    faults.whole = "\n".join(part for part in parts if isinstance(part, str))
    _check_fields(record, _RECORD, faults, "")


def _check_fields(value: Any, rules: Mapping[str, tuple[Rule, bool]], faults: Faults, place: str) -> None:
    if not isinstance(value, dict):
        faults.tell("no_fields", place, fields=say("check.list_mark", faults.language).join(rules))
        return
    unknown = [name for name in value if name not in rules]
    for name, (rule, required) in rules.items():
        where = f"{place}.{name}" if place else name
        if value.get(name) is not None:
            rule(value[name], faults, where)
        elif name not in value or required:
            _check_missing(name, unknown, required, faults, place)


def _check_missing(name: str, unknown: list[str], required: bool, faults: Faults, place: str) -> None:
    """Tell of a field that is not there: it may be there under a misspelt name, then also one that may be missing."""
    near = difflib.get_close_matches(name, unknown, n=1, cutoff=0.75)
    if near:
        faults.tell("misspelt", place, field=name, found=near[0])
    elif required:
        faults.tell("missing", place, field=name)


def _string(value: Any, faults: Faults, place: str) -> None:
    if not isinstance(value, str):
        faults.tell("not_text", place, found=_short(value))
    elif any("\ud800" <= char <= "\udfff" for char in value):
        faults.tell("half_character", place)


def _filled(value: Any, faults: Faults, place: str) -> None:
    if isinstance(value, str) and not value.strip():
        faults.tell("blank", place)
    else:
        _string(value, faults, place)


def _words(value: Any, faults: Faults, place: str) -> None:
    """Words out of the article, letter by letter."""
    if not isinstance(value, str) or not value.strip():
        _filled(value, faults, place)
    elif value not in faults.whole:
        faults.tell("not_in_text", place, found=_short(value))


def _day(value: Any, faults: Faults, place: str) -> None:
    try:
        if dt.date.fromisoformat(value).isoformat() == value:
            return
    except (TypeError, ValueError):
        pass
    faults.tell("no_day", place, found=_short(value))


def _role(value: Any, faults: Faults, place: str) -> None:
    if value not in ROLES:
        near = hint(str(value), ROLES, faults.language)
        faults.tell("no_role", place, found=_short(value), known=", ".join(ROLES), hint=near)


def _roles(value: Any, faults: Faults, place: str) -> None:
    if isinstance(value, list) and not value:
        faults.tell("without_role", place)
    _each(_role)(value, faults, place)


def _each(rule: Rule) -> Rule:
    """Return the rule of a list, each thing of which follows a rule."""

    def of_list(value: Any, faults: Faults, place: str) -> None:
        if not isinstance(value, list):
            faults.tell("no_list", place, found=_short(value))
            return
        for number, one in enumerate(value):
            rule(one, faults, f"{place}[{number}]")

    return of_list


def _fields(rules: Mapping[str, tuple[Rule, bool]]) -> Rule:
    """Return the rule of an object with certain fields."""
    return lambda value, faults, place: _check_fields(value, rules, faults, place)


def _group(value: Any, faults: Faults, place: str) -> None:
    """Words, or words with a role."""
    rule = _words if isinstance(value, str) else _fields({"text": (_words, True), "role": (_role, False)})
    rule(value, faults, place)


def _short(value: Any) -> str:
    text = repr(value) if not isinstance(value, str) else value
    return text if len(text) <= 40 else f"{text[:39]}…"


#: The fields of a record: name → its rule, and whether it must be there. Others may stand beside them (notes of one's own).
_PERSON: Final = {"name": (_words, True), "title": (_words, False), "roles": (_roles, True)}
_MEETING: Final = {
    "held_on": (_day, False),
    "name": (_words, False),
    "participants": (_each(_fields(_PERSON)), True),
    "groups": (_each(_group), False),
}
_DIRECTIVE: Final = {"text": (_words, True), "speaker": (_words, False)}
_RECORD: Final[Mapping[str, tuple[Rule, bool]]] = {
    "doc_id": (_filled, True),
    "issued_on": (_day, False),
    "headline": (_string, True),
    "text": (_filled, True),
    "meetings": (_each(_fields(_MEETING)), True),
    "directives": (_each(_fields(_DIRECTIVE)), True),
}
