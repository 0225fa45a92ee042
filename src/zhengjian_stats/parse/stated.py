"""What stands beside a text (a row of a table or of ``metadata.csv``, a meta tag), read as columns of ``issues``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from zhengjian_stats.messages import Language, say
from zhengjian_stats.parse.dates import find_dates, resolve
from zhengjian_stats.parse.numerals import parse_numeral
from zhengjian_stats.parse.records import Masthead, Problem
from zhengjian_stats.schema import FRAMES, Column

_COLUMNS: Final[Mapping[str, Column]] = {column.name: column for column in FRAMES["issues"].columns}

#: What can be stated of an issue; the other columns of ``issues`` are counted or follow from the file.
STATEABLE: Final = (*(field.name for field in fields(Masthead)), "headline")

# 12, and as a spreadsheet writes it: 12.0
_DIGITS: Final = re.compile(r"([0-9]{1,9})(?:\.0*)?")
_TOO_LARGE: Final = 10**9

#: What the issues of one volume (合订本) share.
SHARED: Final = ("bulletin", "issuing_office", "prepared_by", "disclosure")


def stated_value(name: str, text: str) -> Any:
    """Read one cell; a blank one says nothing and gives ``None``.

    Parameters
    ----------
    name : str
        A column of ``issues`` (or ``headline``).
    text : str
        The cell: numbers in digits or Chinese, dates in any whole form, words as they are.

    Raises
    ------
    ValueError
        The cell cannot be read as the column asks; the message says what is asked for.

    Examples
    --------
    >>> stated_value("issued_on", "2024年3月5日"), stated_value("issue_number", "12"), stated_value("bulletin", " ")
    (datetime.date(2024, 3, 5), 12, None)
    """
    text = text.strip()
    column = _COLUMNS.get(name)
    if not text or column is None:
        return text or None
    if column.kind == "int":
        return _number(text)
    if column.kind == "date":
        return _day(text)
    if column.values and text not in column.values:
        raise ValueError(f"found {text!r}, one of {', '.join(column.values)} is asked for")
    return text


def _number(text: str) -> int:
    digits = _DIGITS.fullmatch(text)
    number = int(digits[1]) if digits else parse_numeral(text)
    if number is None or not 0 <= number < _TOO_LARGE:
        raise ValueError(f"found {text!r}, a whole number is asked for")
    return number


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        found = find_dates(text)
    day = resolve(found[0], issued_on=None)[0] if len(found) == 1 and found[0].kind == "date" else None
    if day is None:
        raise ValueError(f"found {text!r}, a date is asked for (2024-03-05)")
    return day


def stated_values(cells: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Read the cells that state something of an issue; return the values and what is wrong with the others.

    Examples
    --------
    >>> stated_values({"year": "2024", "issued_on": "soon", "colour": "red"})
    ({'year': 2024}, ["issued_on: found 'soon', a date is asked for (2024-03-05)"])
    """
    values: dict[str, Any] = {}
    faults = []
    for name, text in cells.items():
        if name not in STATEABLE:
            continue
        try:
            value = stated_value(name, text)
        except ValueError as error:
            faults.append(f"{name}: {error}")
        else:
            if value is not None:
                values[name] = value
    return values, faults


@dataclass(frozen=True, slots=True)
class Stated:
    """What the container of a text states, what ``metadata.csv`` does, and which cells could not be read."""

    container: Mapping[str, Any]
    metadata: Mapping[str, Any]
    faults: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, container: Mapping[str, str], metadata: Mapping[str, str], *, whole_document: bool = True) -> Stated:
        """Read the cells of both; of a volume of issues (合订本) only what all its issues share."""
        read = {"container": stated_values(container), "metadata.csv": stated_values(metadata)}
        faults = tuple((place, fault) for place, (_, found) in read.items() for fault in found)
        kept = STATEABLE if whole_document else SHARED
        beside, over = ({name: value for name, value in found.items() if name in kept} for found, _ in read.values())
        return cls(beside, over, faults)


def settled(masthead: Masthead, stated: Stated, language: Language) -> tuple[Masthead, list[Problem]]:
    """Put together what the text, its container and ``metadata.csv`` say.

    The container fills in what the text does not say; the metadata stand over both; where they disagree, that is told.
    """
    found = asdict(masthead)
    problems = [
        Problem("read", "bad_row", "warning", say("corpus.bad_cell", language, place=place, fault=fault))
        for place, fault in stated.faults
    ]
    for key, values in (("conflict_container", stated.container), ("conflict_metadata", stated.metadata)):
        for name, value in values.items():
            if name not in found or _same(found[name], value):
                continue
            if _says(name, found[name]):
                message = say(f"corpus.{key}", language, column=name, found=found[name], stated=value)
                problems.append(Problem("layout", "masthead_conflict", "info", message))
                if key == "conflict_container":
                    continue
            found[name] = value
    return Masthead(**found), problems


def _says(name: str, value: Any) -> bool:
    """Tell whether the text says it: an issue is regular also where nothing is said."""
    return value is not None and (name, value) != ("issue_kind", "regular")


def _same(found: Any, stated: Any) -> bool:
    if isinstance(found, str) and isinstance(stated, str):
        return "".join(found.split()) == "".join(stated.split())
    return bool(found == stated)
