"""Corrections of texts: which file is touched by which, so that only those are read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhengjian_stats.corrections.entries import Entry
from zhengjian_stats.corrections.fields import TEXT
from zhengjian_stats.corrections.quotes import Quotes
from zhengjian_stats.messages import Language, say
from zhengjian_stats.text.correct import TextCorrection, edits_of


class TextDesk:
    """Tells which corrections touch a file, and in the end which touched none."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._quotes = Quotes(entry for entry in entries if entry.field.name == TEXT)
        self._applied: set[int] = set()
        self._seen: set[int] = set()
        self._read: set[str] = set()

    def touching(self, source: str, texts: Iterable[str]) -> tuple[TextCorrection, ...]:
        """Return the corrections that change one of the texts of a file, as they were before any correction."""
        if not self._quotes.entries:
            return ()
        touching: dict[int, Entry] = {}
        for text in texts:
            self._read.add(source)
            found = self._quotes.within(source, text)
            self._seen.update(entry.line for entry in found)
            for number, _ in edits_of(text, [entry.of_text for entry in found]):
                touching[found[number].line] = found[number]
        self._applied.update(touching)
        return tuple(touching[line].of_text for line in sorted(touching))

    def idle(self, language: Language) -> Iterator[tuple[Entry, str]]:
        """Yield each correction that changed nothing, with the cause."""
        for entry in self._quotes.entries:
            if entry.line in self._applied:
                continue
            if entry.source and entry.source not in self._read:
                yield entry, say("corrections.no_issue", language, source=entry.source)
            else:
                key = "taken" if entry.line in self._seen else "no_words"
                yield entry, say(f"corrections.{key}", language, words=entry.words)
