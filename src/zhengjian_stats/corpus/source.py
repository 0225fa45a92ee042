"""Where a corpus has its frames from: made in memory, read from a store when asked for, or cut out of another."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from zhengjian_stats.errors import UsageError
from zhengjian_stats.frames import TEXTS, arrow_fields
from zhengjian_stats.text.clean import CleanText

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class Source(Protocol):
    """What can give the frames and the texts of a corpus."""

    def frame(self, name: str) -> pd.DataFrame:
        """Return a validated frame."""
        ...

    def n_rows(self, name: str) -> int:
        """Return the number of rows of a frame, without reading it where that can be."""
        ...

    def texts(self) -> pa.Table:
        """Return ``issue_id, text, clean, raw``: cleaned texts and their maps to the raw ones."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """Frames and texts that are in memory."""

    frames: Mapping[str, pd.DataFrame]
    text_table: pa.Table

    def frame(self, name: str) -> pd.DataFrame:
        """Return a frame."""
        return self.frames[name]

    def n_rows(self, name: str) -> int:
        """Return the number of rows of a frame."""
        return len(self.frames[name])

    def texts(self) -> pa.Table:
        """Return the texts."""
        return self.text_table


def text_table(texts: Mapping[str, str]) -> pa.Table:
    """Lay out texts whose raw form is the text itself.

    Examples
    --------
    >>> text_table({"i1": "简报"}).num_rows
    1
    """
    import pyarrow as pa

    zeros = [[0] for _ in texts]
    return pa.table([list(texts), list(texts.values()), zeros, zeros], schema=arrow_fields(TEXTS))


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name is meant, perhaps.

    Examples
    --------
    >>> nearest("issue", ["issues", "people"])
    "; did you mean 'issues'?"
    """
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


@dataclass(slots=True)
class Texts:
    """Cleaned texts by issue, looked up in their table."""

    table: pa.Table
    _places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = {issue_id: place for place, issue_id in enumerate(self.table.column("issue_id").to_pylist())}

    def __contains__(self, issue_id: str) -> bool:
        return issue_id in self._places

    def text(self, issue_id: str) -> str:
        """Return the cleaned text of an issue.

        Raises
        ------
        UsageError
            There is no text of such an issue; the nearest one is named.
        """
        text: str = self.table.column("text")[self._place(issue_id)].as_py()
        return text

    def raw_offset(self, issue_id: str, offset: int) -> int:
        """Return the place in the raw text of a character of the cleaned one.

        Raises
        ------
        UsageError
            There is no such issue, or the offset lies outside of its text.
        """
        place = self._place(issue_id)
        length = len(self.text(issue_id))
        if not 0 <= offset <= length:
            raise UsageError(f"offset {offset} lies outside of the text of issue {issue_id!r}, which has {length} characters")
        runs = zip(self.table.column("clean")[place].as_py(), self.table.column("raw")[place].as_py(), strict=True)
        return CleanText("", (), tuple(runs)).to_raw(offset)

    def _place(self, issue_id: str) -> int:
        if issue_id not in self._places:
            raise UsageError(f"there is no text of an issue {issue_id!r}{nearest(str(issue_id), self._places)}")
        return self._places[issue_id]
