"""Where in the issues the quoted words of corrections stand, and which rows of a frame stand there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from zhengjian_stats.corrections.entries import Entry
from zhengjian_stats.corrections.quotes import Quotes
from zhengjian_stats.text.correct import places

if TYPE_CHECKING:
    import pandas as pd

Spans = Sequence[tuple[int, int]]

_STOPS: Final = "。！？!?\n"


class Whereabouts:
    """The places of quoted words: issues with spans, by correction.

    Parameters
    ----------
    entries : iterable of Entry
        The corrections.
    issues : iterable of (str, str, str)
        Issue, source and text of each issue.
    """

    def __init__(self, entries: Iterable[Entry], issues: Iterable[tuple[str, str, str]]) -> None:
        quotes = Quotes(entries)
        self.sources: set[str] = set()
        self._spans: dict[int, dict[str, Spans]] = {}
        self._texts: dict[str, str] = {}
        for issue_id, source, text in issues if quotes.entries else ():
            self.sources.add(source)
            for entry in quotes.within(source, text):
                self._spans.setdefault(entry.line, {})[issue_id] = tuple(places(text, entry.words))
                self._texts[issue_id] = text

    def of(self, entry: Entry) -> Mapping[str, Spans]:
        """Return the spans by issue."""
        return self._spans.get(entry.line, {})

    def text(self, issue_id: str) -> str:
        """Return the text of an issue in which words were found."""
        return self._texts[issue_id]

    def rows(self, entry: Entry, frame: pd.DataFrame) -> list[int]:
        """Return the rows that the quoted words meet; where they meet none, those of the same sentence."""
        spans = self.of(entry)
        if found := self._meeting(frame, spans):
            return found
        wider = {issue_id: [_sentence(self._texts[issue_id], *span) for span in some] for issue_id, some in spans.items()}
        return self._meeting(frame, wider)

    def _meeting(self, frame: pd.DataFrame, spans: Mapping[str, Spans]) -> list[int]:
        near = frame[frame["issue_id"].isin(list(spans)) & frame["start"].notna() & frame["end"].notna()]
        return [
            row
            for row, issue_id, start, end in zip(near.index, near["issue_id"], near["start"], near["end"], strict=True)
            if any(start < last and first < end for first, last in spans[issue_id])
        ]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence (or sentences) around a stretch; a stop that the stretch itself ends with closes it."""
    first = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    last = min((place for stop in _STOPS if (place := text.find(stop, max(start, end - 1))) >= 0), default=len(text))
    return first, last
