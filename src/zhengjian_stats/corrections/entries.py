"""The rows of ``corrections.csv``: each one checked, those that cannot be used told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from zhengjian_stats.companions import CORRECTIONS, Cells, file_key
from zhengjian_stats.corrections.fields import PROBLEM, TEXT, Fault, Field, Near, checked_day, field_named
from zhengjian_stats.messages import Language, say
from zhengjian_stats.settings import Settings
from zhengjian_stats.text.correct import TextCorrection, places, squeezed

#: What is written to take something away; spreadsheets make other dashes of it, and a text may be meant to have those.
REMOVALS: Final = frozenset("-－–—")
REMOVALS_OF_TEXT: Final = frozenset("-－")

#: Between the words of a hint: labels have commas in them (统战、民族宗教与港澳台侨).
_BETWEEN: Final = " / "


@dataclass(frozen=True, slots=True)
class Entry:
    """One correction: where (``source``, ``words``), of what, what it was and what it is; ``None`` is nothing.

    ``written`` are the cells ``was`` and ``is`` as they were written.
    """

    line: int
    source: str
    words: str
    field: Field
    was: Any
    becomes: Any
    written: tuple[str, str]

    @property
    def of_text(self) -> TextCorrection:
        """The correction of the text that it asks for."""
        return TextCorrection(self.words, self.was, self.becomes or "")

    def record(self) -> list[Any]:
        """Return all that it says, for a digest."""
        return [self.line, self.source, self.words, self.field.name, *self.written]


def read_corrections(rows: Iterable[Cells], settings: Settings) -> tuple[tuple[Entry, ...], tuple[dict[str, Any], ...]]:
    """Return the corrections, and rows of ``problems`` for those that cannot be used.

    Examples
    --------
    >>> good = Cells(2, {"field": "text", "was": "一千多支", "is": "一干多支"})
    >>> bad = Cells(3, {"field": "held_on", "words": "召开馆务会", "is": "soon"})
    >>> entries, problems = read_corrections([good, bad], Settings(language="en"))
    >>> entries[0].of_text.becomes, problems[0]["message"]  # doctest: +ELLIPSIS
    ('一干多支', "corrections.csv, row 3, column 'is': found 'soon', a date is asked for (2024-03-05); ...")
    """
    entries, problems = [], []
    for row in rows:
        try:
            entries.append(_entry(row, settings))
        except Fault as fault:
            problems.append(_told(row.line, fault, settings.language))
    return tuple(entries), tuple(problems)


def _entry(row: Cells, settings: Settings) -> Entry:
    cells = {name: row.cells.get(name, "") for name in ("source", "words", "field", "was", "is", "on")}
    if not cells["field"]:
        raise Fault("field", "blank")
    field = field_named(cells["field"], settings)
    checked_day(cells["on"], "on")
    if not cells["is"]:
        raise Fault("is", "blank_is")
    is_removal = cells["is"] in (REMOVALS_OF_TEXT if field.name == TEXT else REMOVALS)
    if (field.is_row or field.name == PROBLEM) and not is_removal:
        raise Fault("is", "only_removal")
    if is_removal and not field.may_go:
        raise Fault("is", "not_nothing")
    was = _was(field, cells["was"])
    becomes = None if is_removal else field.value(cells["is"], "is")
    if was == becomes and not field.is_row:
        raise Fault("is", "same")
    words = _words(field, cells)
    return Entry(row.line, file_key(cells["source"]), words, field, was, becomes, (cells["was"], cells["is"]))


def _was(field: Field, text: str) -> Any:
    if not text and field.name in (TEXT, PROBLEM):
        raise Fault("was", "blank")
    return field.value(text, "was") if text else None


def _words(field: Field, cells: Mapping[str, str]) -> str:
    words, was = cells["words"], cells["was"]
    if field.name == TEXT:
        if squeezed(words) and not any(places(words, was)):
            raise Fault("was", "not_in_words", found=was)
        return words or was
    if not words and field.name == PROBLEM and not cells["source"]:
        raise Fault("words", "too_wide")
    if not words and field.name != PROBLEM:
        raise Fault("words", "blank")
    return words


def _told(line: int, fault: Fault, language: Language) -> dict[str, Any]:
    values = {name: _said(name, value, language) for name, value in fault.values.items()}
    cause = say(f"corrections.{fault.key}", language, **values)
    message = say("corrections.bad_row", language, row=line, column=fault.column, cause=cause)
    return _problem("bad_row", line, message)


def _said(name: str, value: object, language: Language) -> str:
    """Put a value of a message into words: several words with what parts them, a hint as the sentence that it is."""
    if name == "hint" and isinstance(value, str):
        return say(f"corrections.{value}", language)
    if isinstance(value, Near):
        listed = _BETWEEN.join(value.words)
        key = "hint" if len(value.words) == 1 else "known_more" if value.n_more else "known"
        return say(f"corrections.{key}", language, near=listed, known=listed, n=value.n_more)
    return say("corrections.list_mark", language).join(value) if isinstance(value, tuple) else str(value)


def stale(entry: Entry, cause: str, language: Language) -> dict[str, Any]:
    """Return the row of ``problems`` of a correction that does not apply."""
    was, becomes = entry.written
    values = {
        "row": entry.line,
        "field": entry.field.name,
        "was": was or say("corrections.nothing", language),
        "becomes": say("corrections.removed", language) if entry.becomes is None else becomes,
    }
    return _problem("correction_stale", entry.line, say("corrections.stale", language, cause=cause, **values))


def _problem(code: str, line: int, message: str) -> dict[str, Any]:
    return {"source": CORRECTIONS, "stage": "read", "code": code, "severity": "warning", "message": message, "row": line}
