"""What ``corrections.csv`` may correct: fields by name, and how their cells are read."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from zhengjian_stats.messages import LANGUAGES, say
from zhengjian_stats.parse.stated import stated_value
from zhengjian_stats.parse.themes import themes_of
from zhengjian_stats.schema import FRAMES, PROBLEM_CODES, Column
from zhengjian_stats.settings import Settings

#: Columns by frame; a frame may also be named alone, for a row that should not be there.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "meetings": ("name", "kind", "body", "is_own", "held_on", "held_until", "venue"),
    "attendees": ("name", "title", "organization", "role"),
    "directives": ("text", "speaker", "voice", "responsible_body", "deadline"),
}
TEXT: Final = "text"
PROBLEM: Final = "problem"
THEME: Final = "directives.theme"
#: Without these a row says nothing: taken away, they take it with them.
WITH_ITS_ROW: Final = frozenset(("attendees.name", "attendees.role", "directives.text"))
#: What follows from post and meeting comes back when it is taken away: only another one can take its place.
_FOLLOWING: Final = frozenset(("attendees.organization",))

#: Messages with the labels of a vocabulary: those words may be written, too.
_LABELS: Final[Mapping[str, str]] = {"role": "common.role_", "kind": "report.kind_", PROBLEM: "report.code_"}

_YES: Final = frozenset(("是", "yes", "true", "1"))
_NO: Final = frozenset(("否", "no", "false", "0"))


#: So many known words are all named where none of them is meant; of more than that, so many.
_ALL_UP_TO: Final = 12
_NEAREST: Final = 5


@dataclass(frozen=True, slots=True)
class Near:
    """Known words to name in place of one that is none, and how many more there are; a single one is meant, perhaps."""

    words: tuple[str, ...]
    n_more: int = 0


class Fault(Exception):
    """A cell that cannot be used: its column, and the message that says why."""

    def __init__(self, column: str, key: str, **values: object) -> None:
        super().__init__(key)
        self.column = column
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be corrected; ``column`` is empty for a whole row. ``values`` are its words, by what may be written."""

    name: str
    frame: str = ""
    column: str = ""
    kind: str = "str"
    nullable: bool = True
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_row(self) -> bool:
        """Whether it is a whole row."""
        return bool(self.frame) and not self.column

    @property
    def may_go(self) -> bool:
        """Whether it may be nothing, by itself or with its row."""
        return (self.nullable or self.name in WITH_ITS_ROW) and self.name not in _FOLLOWING

    def value(self, text: str, cell: str) -> Any:
        """Read a cell as the field asks.

        Raises
        ------
        Fault
            It cannot be read so.
        """
        if self.kind == "date":
            return _day(text, cell)
        if self.kind == "bool":
            return _yes_or_no(text, cell)
        if self.values and text not in self.values:
            raise Fault(cell, "not_one_of", found=text, hint=near(text, self.values))
        return self.values.get(text, text)


def _day(text: str, cell: str) -> dt.date:
    try:
        day = stated_value("issued_on", text)
    except ValueError as error:
        raise Fault(cell, "not_a_date", found=text) from error
    if not isinstance(day, dt.date):
        raise Fault(cell, "not_a_date", found=text)
    return day


def checked_day(text: str, cell: str) -> None:
    """Check a date that is only noted.

    Raises
    ------
    Fault
        It is none.
    """
    if text:
        _day(text, cell)


def _yes_or_no(text: str, cell: str) -> bool:
    word = text.strip().lower()
    if word not in _YES | _NO:
        raise Fault(cell, "not_yes_or_no", found=text)
    return word in _YES


def near(text: str, known: Mapping[str, str]) -> Near:
    """Return the known word that is meant, perhaps, else all of them, or of many the nearest few.

    Parameters
    ----------
    text : str
        What was written.
    known : mapping
        What may be written, and the word that each stands for: of those that say the same, only the nearest is named.

    Examples
    --------
    >>> near("chiar", {"chair": "chair", "主持": "chair", "speech": "speech"}).words
    ('chair',)
    >>> near("记录", {"chair": "chair", "主持": "chair", "speech": "speech"})
    Near(words=('chair', 'speech'), n_more=0)
    """
    if close := difflib.get_close_matches(text, known, n=1, cutoff=0.5):
        return Near(tuple(close))
    nearest: dict[str, str] = {}
    for word in sorted(known, key=lambda word: difflib.SequenceMatcher(None, word, text).ratio(), reverse=True):
        nearest.setdefault(known[word], word)
    words = tuple(nearest.values())
    shown = words if len(words) <= _ALL_UP_TO else words[:_NEAREST]
    return Near(shown, len(words) - len(shown))


@lru_cache(maxsize=4)
def fields_of(settings: Settings) -> Mapping[str, Field]:
    """Return the fields by name.

    Examples
    --------
    >>> fields_of(Settings())["attendees.role"].value("主持", "is")
    'chair'
    """
    known = {TEXT: Field(TEXT), PROBLEM: Field(PROBLEM, values=_vocabulary(PROBLEM, PROBLEM_CODES))}
    for frame, names in _COLUMNS.items():
        columns = {column.name: column for column in FRAMES[frame].columns}
        known[frame] = Field(frame, frame)
        known.update({f"{frame}.{name}": _field(frame, columns[name]) for name in names})
    themes = {word: theme.name for theme in themes_of(settings) for word in (theme.name, theme.label, theme.label_en) if word}
    known[THEME] = Field(THEME, "directives", "theme", values=themes)
    return known


def _field(frame: str, column: Column) -> Field:
    values = _vocabulary(column.name, column.values)
    return Field(f"{frame}.{column.name}", frame, column.name, column.kind, column.nullable, values)


def _vocabulary(name: str, words: Iterable[str]) -> dict[str, str]:
    """Return what may be written for the words of a vocabulary: they themselves, and their labels, if no two share one."""
    words = tuple(words)
    found = {word: word for word in words}
    for language in LANGUAGES if name in _LABELS else ():
        found |= {label: word for word in words if (label := say(_LABELS[name] + word, language)) not in found}
    return found


def field_named(name: str, settings: Settings) -> Field:
    """Return the field of a name; a column that only one frame has may stand alone (``role``).

    Raises
    ------
    Fault
        There is no such field, or there are several.

    Examples
    --------
    >>> field_named("role", Settings()).name
    'attendees.role'
    """
    known = fields_of(settings)
    if name in known:
        return known[name]
    same = [full for full in known if full.partition(".")[2] == name]
    if len(same) == 1:
        return known[same[0]]
    if same:
        raise Fault("field", "ambiguous_field", found=name, known=tuple(same))
    if name.removeprefix("issues.") in FRAMES["issues"].names:
        raise Fault("field", "unknown_field", found=name, hint="use_metadata")
    close = difflib.get_close_matches(name, [*known, *(full.partition(".")[2] for full in known)], n=1, cutoff=0.5)
    raise Fault("field", "unknown_field", found=name, hint=Near(tuple(close) or tuple(known)))
