"""Corrections of rows and cells: each is carried out on the frames, with all that follows from it, or says why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.corrections.entries import Entry
from zhengjian_stats.corrections.fields import THEME, WITH_ITS_ROW
from zhengjian_stats.corrections.places import Whereabouts
from zhengjian_stats.corrections.tables import Tables
from zhengjian_stats.messages import say
from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.columns import days_of, values_of
from zhengjian_stats.resolve.mentions import mentions_of
from zhengjian_stats.settings import Settings
from zhengjian_stats.text.correct import places, squeezed

if TYPE_CHECKING:
    import pandas as pd

#: What tells a row to a person, and its key.
_NAMES: Final[Mapping[str, str]] = {"meetings": "name", "attendees": "name", "directives": "text"}
_KEYS: Final[Mapping[str, str]] = {"meetings": "meeting_id", "attendees": "attendee_id"}
#: What stands in the text and has its place there.
_WORDING: Final = frozenset(("attendees.name", "meetings.name", "directives.text"))
#: What ``resolve`` fills in or writes in full: it may be corrected as it is shown.
_FILLED: Final = frozenset(("attendees.organization", "meetings.body"))
#: So much of a value is shown.
_SHOWN: Final = 20


class CellDesk:
    """Carries corrections of rows and cells out, one after the other.

    Parameters
    ----------
    frames : mapping
        Frames before anything is resolved.
    where : Whereabouts
        Where the quoted words stand.
    bodies : DataFrame or None
        The table of ``bodies.csv``.
    settings : Settings
        Themes, and the language of the messages.
    """

    def __init__(
        self, frames: Mapping[str, pd.DataFrame], where: Whereabouts, bodies: pd.DataFrame | None, settings: Settings
    ) -> None:
        self.tables = Tables(frames)
        self._uncorrected = dict(frames)
        self._where = where
        self._bodies = Bodies.of(bodies)
        self._settings = settings

    def correct(self, entry: Entry) -> str | None:
        """Carry out a correction; return why it cannot be, ``None`` where it was."""
        if entry.source and entry.source not in self._where.sources:
            return self._say("no_issue", source=entry.source)
        if not self._where.of(entry):
            return self._say("no_words", words=entry.words)
        rows = self._where.rows(entry, self.tables.frames[entry.field.frame])
        if not rows:
            return self._say("no_row", words=entry.words)
        return self._theme(entry, rows) if entry.field.name == THEME else self._row_or_cell(entry, rows)

    def _row_or_cell(self, entry: Entry, rows: Sequence[int]) -> str | None:
        column = _NAMES[entry.field.frame] if entry.field.is_row else entry.field.column
        found = [self.tables.value(entry.field.frame, row, column) for row in rows]
        any_row = entry.field.is_row and entry.was is None
        meant = list(rows) if any_row else self._meant(entry, rows, found)
        if not meant:
            already = all(_same(value, entry.becomes) for value in found)
            return self._say("already" if already else "other_was", found=self._names(found))
        if any_row and len(meant) > 1:
            return self._say("several", words=entry.words, found=self._names(found))
        if entry.becomes is None and (entry.field.is_row or entry.field.name in WITH_ITS_ROW):
            self.tables.remove(entry.field.frame, meant)
            return None
        return self._change(entry, meant)

    def _meant(self, entry: Entry, rows: Sequence[int], found: Sequence[Any]) -> list[int]:
        """Return those of the rows that are as the correction says they were."""
        meant = [row for row, value in zip(rows, found, strict=True) if _same(value, entry.was)]
        if not meant and entry.field.name in _FILLED:
            meant = [row for row in rows if any(_same(body, entry.was) for body in self._shown(entry.field.frame, row))]
        return meant

    def _shown(self, name: str, row: int) -> Iterator[str | None]:
        """Yield a body as it is shown, filled in or written in full, by the corrections so far and without any."""
        key = _KEYS[name]
        wanted = self.tables.value(name, row, key)
        for frames in (self.tables.frames, self._uncorrected):
            record = frames[name][frames[name][key] == wanted]
            if name == "meetings":
                yield self._bodies.canonical(values_of(record, "body")[0], days_of(record, "held_on")[0])
            else:
                (mention,) = mentions_of(frames | {"attendees": record}, self._bodies)
                yield mention.organization or mention.in_house

    def _change(self, entry: Entry, rows: Sequence[int]) -> str | None:
        frame, column = entry.field.frame, entry.field.column
        spans = {row: self._span(entry, row) for row in rows if entry.field.name in _WORDING and entry.becomes is not None}
        if entry.field.name == "directives.text" and None in spans.values():
            return self._say("not_in_text", found=entry.becomes)
        for row, span in spans.items():
            if span is not None:
                self.tables.set(frame, [row], "start", span[0])
                self.tables.set(frame, [row], "end", span[1])
        self.tables.set(frame, rows, column, entry.becomes)
        self._follow(entry, rows)
        return None

    def _span(self, entry: Entry, row: int) -> tuple[int, int] | None:
        """Return where the corrected wording stands, at the words quoted or where the old one stood."""
        issue_id, start, end = (self.tables.value(entry.field.frame, row, name) for name in ("issue_id", "start", "end"))
        text = self._where.text(issue_id)
        reach = [*self._where.of(entry)[issue_id], (start, end)]
        found = [span for span in places(text, entry.becomes) if any(span[0] < b and a < span[1] for a, b in reach)]
        whole = [span for span in found if text[slice(*span)] == entry.becomes]
        return min(whole, key=lambda span: abs(span[0] - start), default=None)

    def _follow(self, entry: Entry, rows: Sequence[int]) -> None:
        """Set what follows from a corrected cell."""
        name, tables = entry.field.name, self.tables
        if name == "attendees.role":
            tables.set("attendees", rows, "attended", entry.becomes != "apologies")
        elif name == "meetings.held_on":
            tables.set("meetings", rows, "date_precision", "unknown" if entry.becomes is None else "day")
            ends = {row: tables.value("meetings", row, "held_until") for row in rows}
            over = [row for row, end in ends.items() if end and (entry.becomes is None or end < entry.becomes)]
            tables.set("meetings", over, "held_until", None)
        elif name == "meetings.is_own" and entry.becomes is not None:
            held = tables.where("directives", "meeting_id", [tables.value("meetings", row, "meeting_id") for row in rows])
            tables.set_voice(held, "own" if entry.becomes else "relayed")
        elif name == "directives.voice":
            tables.set_voice(rows, entry.becomes)
        elif name == "directives.text":
            for row in rows:
                text = self._where.text(tables.value("directives", row, "issue_id"))
                tables.find_themes(row, text, self._settings)

    def _theme(self, entry: Entry, rows: Sequence[int]) -> str | None:
        """Put demands under a theme, under another one, or under none."""
        tables, name = self.tables, "directive_themes"
        demands = {tables.value("directives", row, "directive_id"): row for row in rows}
        under = tables.where(name, "directive_id", demands)
        themes = {place: tables.value(name, place, "theme") for place in under}
        had = [place for place in under if themes[place] == (entry.becomes if entry.was is None else entry.was)]
        if bool(had) == (entry.was is None):
            return self._say("other_was", found=self._names(list(themes.values())))
        if entry.was is None:
            for row in rows:
                tables.add_theme(row, entry.becomes, *self._term(entry, row))
            return None
        moved = [[tables.value(name, place, column) for column in ("directive_id", "term", "start", "end")] for place in had]
        already = {tables.value(name, place, "directive_id") for place in under if themes[place] == entry.becomes}
        tables.drop(name, had)
        for directive_id, term, start, end in moved:
            if entry.becomes is not None and directive_id not in already:
                tables.add_theme(demands[directive_id], entry.becomes, term, (start, end))
        return None

    def _term(self, entry: Entry, row: int) -> tuple[str, tuple[int, int]]:
        """Return the words that put a demand under a theme: those quoted, as far as they are the demand's."""
        issue_id, start, end = (self.tables.value("directives", row, name) for name in ("issue_id", "start", "end"))
        spans = [(max(a, start), min(b, end)) for a, b in self._where.of(entry)[issue_id] if a < end and start < b]
        span = spans[0] if spans else (start, end)
        return self._where.text(issue_id)[slice(*span)], span

    def _say(self, key: str, **values: object) -> str:
        return say(f"corrections.{key}", self._settings.language, **values)

    def _names(self, values: Sequence[Any]) -> str:
        nothing = self._say("nothing")
        shown = dict.fromkeys(nothing if value is None else _cut(str(value)) for value in values)
        return self._say("list_mark").join(shown) or nothing


def _same(found: Any, was: Any) -> bool:
    if isinstance(found, str) and isinstance(was, str):
        return squeezed(found) == squeezed(was)
    return bool(found == was) if found is not None and was is not None else found is was


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
