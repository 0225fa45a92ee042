"""Corrections of rows and cells: each is carried out on the frames, with all that follows from it, or says why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.corrections.entries import THEME, Entry
from zhengjian_stats.corrections.fields import WITH_ITS_ROW
from zhengjian_stats.corrections.places import Whereabouts
from zhengjian_stats.messages import say
from zhengjian_stats.parse.themes import find_themes
from zhengjian_stats.settings import Settings
from zhengjian_stats.text.correct import places, squeezed

if TYPE_CHECKING:
    import pandas as pd

#: What tells a row to a person.
_NAMES: Final[Mapping[str, str]] = {"meetings": "name", "attendees": "name", "directives": "text"}
#: What stands in the text and has its place there.
_WORDING: Final = frozenset(("attendees.name", "meetings.name", "directives.text"))
#: So much of a value is shown.
_SHOWN: Final = 20


class CellDesk:
    """The frames under correction."""

    def __init__(self, frames: Mapping[str, pd.DataFrame], where: Whereabouts, settings: Settings) -> None:
        self.frames = dict(frames)
        self._where = where
        self._settings = settings

    def correct(self, entry: Entry) -> str | None:
        """Carry out a correction; return why it cannot be, ``None`` where it was."""
        if cause := self._unfound(entry):
            return cause
        rows = self._where.rows(entry, self.frames[entry.field.frame])
        if not rows:
            return self._say("no_row", words=entry.words)
        if entry.field.name == THEME:
            return self._theme(entry, rows)
        named = _NAMES[entry.field.frame] if entry.field.is_row else entry.field.column
        meant = self._meant(entry, rows, named)
        if not meant:
            return self._say("other_was", found=self._listed(entry, rows, named))
        if entry.field.is_row and entry.was is None and len(meant) > 1:
            return self._say("several", words=entry.words, found=self._listed(entry, rows, named))
        if entry.becomes is None and (entry.field.is_row or entry.field.name in WITH_ITS_ROW):
            self._remove(entry.field.frame, meant)
            return None
        return self._change(entry, meant)

    def _unfound(self, entry: Entry) -> str | None:
        if entry.source and entry.source not in self._where.sources:
            return self._say("no_issue", source=entry.source)
        return None if self._where.of(entry) else self._say("no_words", words=entry.words)

    def _meant(self, entry: Entry, rows: Sequence[int], column: str) -> list[int]:
        """Return those of the rows that are as the correction says they were; a row without that is any row there."""
        if entry.field.is_row and entry.was is None:
            return list(rows)
        return [row for row in rows if _same(self._value(entry.field.frame, row, column), entry.was)]

    def _value(self, frame: str, row: int, column: str) -> Any:
        import pandas as pd

        value = self.frames[frame].at[row, column]
        if pd.isna(value):
            return None
        return value.date() if isinstance(value, pd.Timestamp) else value

    def _change(self, entry: Entry, rows: Sequence[int]) -> str | None:
        frame = self.frames[entry.field.frame].copy()
        if entry.field.name in _WORDING and entry.becomes is not None:
            for row in rows:
                span = self._span(entry, frame, row)
                if span is not None:
                    frame.loc[row, ["start", "end"]] = span
                elif entry.field.name == "directives.text":
                    return self._say("not_in_text", found=entry.becomes)
        frame.loc[list(rows), entry.field.column] = entry.becomes
        self.frames[entry.field.frame] = frame
        self._follow(entry, rows)
        return None

    def _span(self, entry: Entry, frame: pd.DataFrame, row: int) -> tuple[int, int] | None:
        """Return where the corrected wording stands: what it stands in must meet the words quoted or the old wording."""
        issue_id, start, end = (frame.at[row, name] for name in ("issue_id", "start", "end"))
        text = self._where.text(issue_id)
        reach = [*self._where.of(entry)[issue_id], (int(start), int(end))]
        found = [span for span in places(text, entry.becomes) if any(span[0] < b and a < span[1] for a, b in reach)]
        whole = [span for span in found if text[slice(*span)] == entry.becomes]
        return min(whole, key=lambda span: abs(span[0] - int(start)), default=None)

    # -- what follows ----------------------------------------------------------------------------------------------------

    def _follow(self, entry: Entry, rows: Sequence[int]) -> None:
        name = entry.field.name
        if name == "attendees.role":
            self._set("attendees", rows, "attended", entry.becomes != "apologies")
        elif name == "meetings.held_on":
            self._follow_day(entry, rows)
        elif name == "meetings.is_own" and entry.becomes is not None:
            meetings = self.frames["meetings"].loc[list(rows), "meeting_id"]
            directives = self.frames["directives"]
            self._set_voice(directives.index[directives["meeting_id"].isin(meetings)], "own" if entry.becomes else "relayed")
        elif name == "directives.voice":
            self._set_voice(rows, entry.becomes)
        elif name == "directives.text":
            self._find_themes(rows)

    def _follow_day(self, entry: Entry, rows: Sequence[int]) -> None:
        self._set("meetings", rows, "date_precision", "unknown" if entry.becomes is None else "day")
        meetings = self.frames["meetings"].loc[list(rows)]
        over = meetings.index[meetings["held_on"].isna() | (meetings["held_until"] < meetings["held_on"])]
        self._set("meetings", list(over), "held_until", None)

    def _set(self, name: str, rows: Sequence[int], column: str, value: Any) -> None:
        frame = self.frames[name].copy()
        frame.loc[list(rows), column] = value
        self.frames[name] = frame

    def _set_voice(self, rows: Sequence[int], voice: str) -> None:
        """Set the voice of demands, and of the formulations within them."""
        self._set("directives", rows, "voice", voice)
        uses = self.frames["formulations"]
        for _, demand in self.frames["directives"].loc[list(rows)].iterrows():
            within = (uses["issue_id"] == demand["issue_id"]) & (uses["start"] >= demand["start"]) & (uses["end"] <= demand["end"])
            self._set("formulations", list(uses.index[within]), "voice", voice)

    def _find_themes(self, rows: Sequence[int]) -> None:
        """Find the themes of demands anew, now that they say something else."""
        demands = self.frames["directives"].loc[list(rows)]
        self._drop_themes(demands["directive_id"])
        for _, demand in demands.iterrows():
            text = self._where.text(demand["issue_id"])
            for hit in find_themes(text, int(demand["start"]), int(demand["end"]), self._settings):
                self._add_theme(demand["directive_id"], hit.theme, hit.term, (hit.start, hit.end))

    def _remove(self, name: str, rows: Sequence[int]) -> None:
        """Take rows out, and what hangs on them."""
        gone = self.frames[name].loc[list(rows)]
        self.frames[name] = self.frames[name].drop(index=list(rows)).reset_index(drop=True)
        if name == "directives":
            self._drop_themes(gone["directive_id"])
        if name == "meetings":
            attendees, directives = self.frames["attendees"], self.frames["directives"]
            self.frames["attendees"] = attendees[~attendees["meeting_id"].isin(gone["meeting_id"])].reset_index(drop=True)
            held = directives.index[directives["meeting_id"].isin(gone["meeting_id"])]
            self._set("directives", list(held), "meeting_id", None)

    # -- themes ----------------------------------------------------------------------------------------------------------

    def _theme(self, entry: Entry, rows: Sequence[int]) -> str | None:
        directives, themes = self.frames["directives"].loc[list(rows)], self.frames["directive_themes"]
        under = themes[themes["directive_id"].isin(directives["directive_id"])]
        had = under[under["theme"] == (entry.becomes if entry.was is None else entry.was)]
        if had.empty != (entry.was is None):
            return self._say("other_was", found=self._names(under["theme"].to_list()))
        if entry.was is None:
            return self._put_under(entry, rows)
        already = under.loc[under["theme"] == entry.becomes, "directive_id"]
        self.frames["directive_themes"] = themes.drop(index=list(had.index)).reset_index(drop=True)
        for _, row in had.iterrows():
            if entry.becomes is not None and row["directive_id"] not in set(already):
                self._add_theme(row["directive_id"], entry.becomes, row["term"], (row["start"], row["end"]))
        return None

    def _put_under(self, entry: Entry, rows: Sequence[int]) -> str | None:
        """Put demands under a theme, on account of the words quoted."""
        for row in rows:
            demand = self.frames["directives"].loc[row]
            spans = self._where.of(entry)[demand["issue_id"]]
            inside = [(max(a, demand["start"]), min(b, demand["end"])) for a, b in spans if a < demand["end"] and demand["start"] < b]
            start, end = map(int, inside[0] if inside else (demand["start"], demand["end"]))
            term = self._where.text(demand["issue_id"])[start:end]
            self._add_theme(demand["directive_id"], entry.becomes, term, (start, end))
        return None

    def _drop_themes(self, directive_ids: pd.Series) -> None:
        themes = self.frames["directive_themes"]
        self.frames["directive_themes"] = themes[~themes["directive_id"].isin(directive_ids)].reset_index(drop=True)

    def _add_theme(self, directive_id: str, theme: str, term: str, span: tuple[int, int]) -> None:
        frame = self.frames["directive_themes"].copy()
        frame.loc[len(frame)] = {"directive_id": directive_id, "theme": theme, "term": term, "start": span[0], "end": span[1]}
        self.frames["directive_themes"] = frame

    # -- words -----------------------------------------------------------------------------------------------------------

    def _say(self, key: str, **values: object) -> str:
        return say(f"corrections.{key}", self._settings.language, **values)

    def _listed(self, entry: Entry, rows: Sequence[int], column: str) -> str:
        return self._names([self._value(entry.field.frame, row, column) for row in rows])

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
