"""In which texts the quoted words of corrections stand: one pass over a text, however many corrections there are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from zhengjian_stats.corrections.entries import Entry
from zhengjian_stats.parse.matching import Matcher
from zhengjian_stats.text.correct import squeezed


class Quotes:
    """The quoted words of some corrections."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._everywhere = tuple(entry for entry in self.entries if not entry.source)
        self._by_source: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.source:
                self._by_source.setdefault(entry.source, []).append(entry)

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(tuple(squeezed(entry.words) for entry in self.entries))

    def within(self, source: str, text: str) -> list[Entry]:
        """Return the corrections for a file whose words stand in a text of it, in their order."""
        asked = [*self._everywhere, *self._by_source.get(source, ())]
        if not asked:
            return []
        found = {words for _, _, words in self._matcher.every(squeezed(text))}
        return sorted((entry for entry in asked if squeezed(entry.words) in found), key=lambda entry: entry.line)
