"""What a reader gives: pages of text, and nothing of the container it came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Note:
    """Something noticed while reading that does not stop it (a row of ``problems``)."""

    code: str
    message: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One text as a reader found it: an issue, a volume of issues, or one row of a table.

    ``pages`` are the pages as the file has them (one page where it has none); paragraphs are separated by line feeds.
    ``fields`` are columns of ``issues`` (and ``headline``) that the container itself states (a row, a meta tag);
    ``place`` says where in the file it stands (``row 17``), empty for a whole file.
    """

    pages: tuple[str, ...]
    reader: str
    place: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


#: A reader takes the bytes of a file and its name and gives its documents; it raises ``ReadError``.
Reader = Callable[[bytes, str], list[RawDocument]]
