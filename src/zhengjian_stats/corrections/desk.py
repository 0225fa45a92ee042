"""The desk over which all corrections of one build go: texts first, then rows and cells, then problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zhengjian_stats.corrections.cells import CellDesk
from zhengjian_stats.corrections.entries import Entry, stale
from zhengjian_stats.corrections.fields import PROBLEM, TEXT
from zhengjian_stats.corrections.places import Whereabouts
from zhengjian_stats.corrections.texts import TextDesk
from zhengjian_stats.messages import say
from zhengjian_stats.settings import Settings
from zhengjian_stats.text.correct import squeezed

if TYPE_CHECKING:
    import pandas as pd


class Desk:
    """Carries corrections out, and keeps which of them did not apply.

    Parameters
    ----------
    entries : sequence of Entry
        The corrections.
    settings : Settings
        Themes, and the language of the messages.
    is_whole : bool
        Whether the whole folder is read: where only some of its files are, a correction for no file in particular may well
        be meant for another.
    """

    def __init__(self, entries: Sequence[Entry] = (), settings: Settings | None = None, *, is_whole: bool = True) -> None:
        self.entries = tuple(entries)
        self.is_whole = is_whole
        self.texts = TextDesk(self.entries)
        self._settings = settings or Settings()
        self._dismissals = [entry for entry in self.entries if entry.field.name == PROBLEM]
        self._dismissed: set[int] = set()
        self._unapplied: list[tuple[Entry, str]] = []
        self._where = Whereabouts((), ())

    def corrected(
        self,
        frames: Mapping[str, pd.DataFrame],
        issues: Iterable[tuple[str, str, str]],
        bodies: pd.DataFrame | None = None,
    ) -> Mapping[str, pd.DataFrame]:
        """Return the frames with their rows and cells corrected.

        Parameters
        ----------
        frames : mapping
            Frames before anything is resolved.
        issues : iterable of (str, str, str)
            Issue, source and text of each issue.
        bodies : DataFrame, optional
            The table of ``bodies.csv``.
        """
        entries = [entry for entry in self.entries if entry.field.name != TEXT]
        if not entries:
            return frames
        self._where = Whereabouts((entry for entry in entries if entry.words), issues)
        cells = CellDesk(frames, self._where, bodies, self._settings)
        for entry in entries:
            if entry.field.name != PROBLEM and (cause := cells.correct(entry)):
                self._unapplied.append((entry, cause))
        return cells.tables.frames

    def undismissed(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the rows of ``problems`` that nobody dismissed."""
        for row in rows:
            lines = [entry.line for entry in self._dismissals if self._is_meant(entry, row)]
            self._dismissed.update(lines)
            if not lines:
                yield row

    def _is_meant(self, entry: Entry, row: Mapping[str, Any]) -> bool:
        if row["code"] != entry.was or entry.source not in ("", row.get("source")):
            return False
        if not entry.words or squeezed(entry.words) in squeezed(row["message"]):
            return True
        spans = self._where.of(entry).get(row.get("issue_id") or "", ()) if row.get("start") is not None else ()
        return any(row["start"] < last and first < row["end"] for first, last in spans)

    def stale(self) -> Iterator[dict[str, Any]]:
        """Yield rows of ``problems`` of the corrections that did not apply, once all else is done."""
        language = self._settings.language
        idle = [*self.texts.idle(language), *self._unapplied]
        nothing = say("corrections.no_problem", language)
        idle += [(entry, nothing) for entry in self._dismissals if entry.line not in self._dismissed]
        for entry, cause in sorted(idle, key=lambda told: told[0].line):
            if entry.source or self.is_whole:
                yield stale(entry, cause, language)
