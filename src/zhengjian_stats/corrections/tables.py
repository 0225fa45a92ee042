"""The frames under correction: single cells read and set, rows taken out, with all that hangs on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from zhengjian_stats.parse.themes import find_themes
from zhengjian_stats.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

Rows = Iterable[int]


class Tables:
    """Frames by name, each replaced when something in it changes; rows are known by their place in it.

    Examples
    --------
    >>> from zhengjian_stats.schema import frame_of
    >>> tables = Tables({"attendees": frame_of("attendees", [{"name": "王岚", "role": "chair"}])})
    >>> tables.set("attendees", [0], "title", "馆长")
    >>> tables.value("attendees", 0, "title"), tables.value("attendees", 0, "organization")
    ('馆长', None)
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self.frames = dict(frames)

    def value(self, name: str, row: int, column: str) -> Any:
        """Return a cell as a plain value, a missing one as ``None``."""
        import pandas as pd

        value: Any = self.frames[name].at[row, column]
        if pd.isna(value):
            return None
        return value.date() if isinstance(value, pd.Timestamp) else value

    def set(self, name: str, rows: Rows, column: str, value: Any) -> None:
        """Put a value into a column of some rows."""
        import pandas as pd

        frame = self.frames[name].copy()
        frame.loc[list(rows), column] = pd.Timestamp(value) if isinstance(value, dt.date) else value
        self.frames[name] = frame

    def where(self, name: str, column: str, values: Iterable[Any]) -> list[int]:
        """Return the rows that have one of some values in a column."""
        frame = self.frames[name]
        return [int(row) for row in frame.index[frame[column].isin(list(values))]]

    def drop(self, name: str, rows: Rows) -> None:
        """Take rows out."""
        self.frames[name] = self.frames[name].drop(index=list(rows)).reset_index(drop=True)

    def remove(self, name: str, rows: Rows) -> None:
        """Take meetings, attendees or directives out, and what hangs on them."""
        rows = list(rows)
        if name == "directives":
            self.drop_themes(rows)
        if name == "meetings":
            gone = [self.value(name, row, "meeting_id") for row in rows]
            self.drop("attendees", self.where("attendees", "meeting_id", gone))
            self.set("directives", self.where("directives", "meeting_id", gone), "meeting_id", None)
        self.drop(name, rows)

    def set_voice(self, rows: Rows, voice: str) -> None:
        """Set the voice of demands, and of the formulations within them."""
        rows = list(rows)
        self.set("directives", rows, "voice", voice)
        uses = self.frames["formulations"]
        for row in rows:
            issue_id, start, end = (self.value("directives", row, name) for name in ("issue_id", "start", "end"))
            within = (uses["issue_id"] == issue_id) & (uses["start"] >= start) & (uses["end"] <= end)
            self.set("formulations", [int(use) for use in uses.index[within]], "voice", voice)

    def drop_themes(self, rows: Rows) -> None:
        """Take demands from under all themes."""
        ids = [self.value("directives", row, "directive_id") for row in rows]
        self.drop("directive_themes", self.where("directive_themes", "directive_id", ids))

    def add_theme(self, row: int, theme: str, term: str, span: tuple[int, int]) -> None:
        """Put a demand under a theme."""
        frame = self.frames["directive_themes"].copy()
        directive_id = self.value("directives", row, "directive_id")
        frame.loc[len(frame)] = {"directive_id": directive_id, "theme": theme, "term": term, "start": span[0], "end": span[1]}
        self.frames["directive_themes"] = frame

    def find_themes(self, row: int, text: str, settings: Settings) -> None:
        """Find the themes of a demand anew, now that it says something else."""
        self.drop_themes([row])
        start, end = (self.value("directives", row, name) for name in ("start", "end"))
        for hit in find_themes(text, start, end, settings):
            self.add_theme(row, hit.theme, hit.term, (hit.start, hit.end))
