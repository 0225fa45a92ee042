"""The same issue found twice (as DOCX and PDF, say) counts once: the richer text is kept, the other is told of.

Two different issues that carry one number are both kept; the numbering check tells of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.frames import FOLLOWS, TEXTS
from zhengjian_stats.messages import Language, say

if TYPE_CHECKING:
    import pyarrow as pa

Tables = dict[str, "pa.Table"]

#: Readers, the richest text first.
RICHNESS: Final = ("docx", "html", "txt", "md", "table", "doc", "ofd", "pdf", "ocr")

#: Share of the shorter text's stretches that the other must hold, and of the longer one's length that it must have.
_SHARED: Final = 0.8
_LENGTH: Final = 0.5
_STRETCH: Final = 5

_NO_LETTER: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """An issue as one file has it: the place of the file, and what tells whether it is the same as another.

    ``text`` is that of the articles: masthead and colophon are much the same in all issues of a serial.
    """

    place: int
    issue_id: str
    row: dict[str, Any]
    text: str

    @property
    def rank(self) -> tuple[int, int, str]:
        """Order of richness: by reader, then by length, then by name."""
        reader = self.row["reader"]
        richness = RICHNESS.index(reader) if reader in RICHNESS else len(RICHNESS)
        return richness, -self.row["n_chars"], self.row["source"]


def without_duplicates(results: Sequence[Tables], language: Language) -> tuple[list[Tables], list[dict[str, Any]]]:
    """Return the results of all files with every issue once, and a row of ``problems`` for each that was dropped."""
    found = [issue for place, tables in enumerate(results) for issue in _issues(place, tables)]
    dropped: dict[tuple[int, str], Found] = {}
    for same in _candidates(found):
        kept: list[Found] = []
        for issue in sorted(same, key=lambda issue: issue.rank):
            twin = next((other for other in kept if _is_same(issue, other)), None)
            if twin is None:
                kept.append(issue)
            else:
                dropped.setdefault((issue.place, issue.issue_id), twin)
    cut = [_cut(tables, {issue_id for at, issue_id in dropped if at == place}) for place, tables in enumerate(results)]
    gone = {(issue.place, issue.issue_id): issue for issue in found if (issue.place, issue.issue_id) in dropped}
    return cut, [_told(gone[key], _last(twin, dropped), language) for key, twin in dropped.items()]


def _last(twin: Found, dropped: dict[tuple[int, str], Found]) -> Found:
    """Return the issue that is kept at the end, where the twin was itself dropped for a third."""
    while (twin.place, twin.issue_id) in dropped:
        twin = dropped[(twin.place, twin.issue_id)]
    return twin


def _issues(place: int, tables: Tables) -> Iterator[Found]:
    if "issues" not in tables:
        return
    bodies: dict[str, list[str]] = {}
    if "articles" in tables:
        columns = (tables["articles"].column(name).to_pylist() for name in ("issue_id", "headline", "text"))
        for issue_id, headline, body in zip(*columns, strict=True):
            bodies.setdefault(issue_id, []).append((headline or "") + body)
    for row, text in zip(tables["issues"].to_pylist(), tables[TEXTS].column("text").to_pylist(), strict=True):
        yield Found(place, row["issue_id"], row, "".join(bodies.get(row["issue_id"], [text])))


def _candidates(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Give groups of issues that may be the same: one digest, one number, or one opening where there is no number."""
    groups: dict[tuple[Any, ...], list[Found]] = {}
    for issue in found:
        groups.setdefault(("id", issue.issue_id), []).append(issue)
        groups.setdefault(_signature(issue), []).append(issue)
    yield from (group for group in groups.values() if len(group) > 1)


def _signature(issue: Found) -> tuple[Any, ...]:
    row = issue.row
    if row["issue_number"] is not None or row["whole_number"] is not None:
        named = (row["year"], row["issue_number"], row["issue_number_end"], row["issue_kind"])
        number = named if row["issue_number"] is not None else ("whole", row["whole_number"])
        return ("number", _letters(row["bulletin"] or ""), *number)
    return ("opening", row["issued_on"], _letters(issue.text[:200])[:60])


def _is_same(issue: Found, other: Found) -> bool:
    if issue.issue_id == other.issue_id:
        return True
    if issue.place == other.place:  # two issues of one volume, two rows of one table: the file means both
        return False
    a, b = _letters(issue.text), _letters(other.text)
    return a == b if issue.row["issue_number"] is None and issue.row["whole_number"] is None else alike(a, b)


def alike(a: str, b: str) -> bool:
    """Tell whether two texts are the same but for what readers lose or add (seams, running heads, misread characters).

    Examples
    --------
    >>> alike("全省史志档案工作会议在岚江召开", "全省史志档案工作会议在岚江召开1")
    True
    >>> alike("全省史志档案工作会议在岚江召开", "省史志档案馆举行述职测评会")
    False
    """
    short, long = sorted((a, b), key=len)
    if len(short) < _LENGTH * len(long):
        return False
    if len(short) < _STRETCH:
        return short == long
    stretches = _stretches(short)
    return len(stretches & _stretches(long)) >= _SHARED * len(stretches)


def _stretches(text: str) -> set[str]:
    return {text[start : start + _STRETCH] for start in range(len(text) - _STRETCH + 1)}


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text))


def _cut(tables: Tables, issue_ids: set[str]) -> Tables:
    """Return what a file gave without some of its issues."""
    import pyarrow as pa

    if not issue_ids:
        return tables
    cut: Tables = {}
    for name, table in tables.items():
        leader, key = FOLLOWS.get(name, ("", "issue_id"))
        gone = issue_ids if not leader else _keys(tables.get(leader), key, issue_ids)
        cut[name] = table.filter(pa.array([value not in gone for value in table.column(key).to_pylist()], pa.bool_()))
    return cut


def _keys(leader: pa.Table | None, key: str, issue_ids: set[str]) -> set[str]:
    if leader is None:
        return set()
    pairs = zip(leader.column(key).to_pylist(), leader.column("issue_id").to_pylist(), strict=True)
    return {value for value, issue_id in pairs if issue_id in issue_ids}


def _told(issue: Found, kept: Found, language: Language) -> dict[str, Any]:
    message = say("corpus.duplicate", language, source=issue.row["source"], kept=kept.row["source"])
    return {
        "issue_id": kept.issue_id,
        "source": issue.row["source"],
        "stage": "check",
        "code": "duplicate_issue",
        "severity": "info",
        "message": message,
    }
