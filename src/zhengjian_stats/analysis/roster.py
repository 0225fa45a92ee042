"""The roster: who held which post from when to when, and at which kinds of meetings they are expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.analysis.bodies import same_body
from zhengjian_stats.analysis.inputs import nearest
from zhengjian_stats.errors import FrameError
from zhengjian_stats.schema import MEETING_KINDS

if TYPE_CHECKING:
    import pandas as pd

#: Columns of a roster → their dtypes; ``name`` alone must be there.
ROSTER_COLUMNS: Final[Mapping[str, str]] = {
    "name": "str",
    "organization": "str",
    "title": "str",
    "since": "datetime64[us]",
    "until": "datetime64[us]",
    "expected_at": "str",
    "aliases": "str",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a roster: a person (``key`` is that of the person, or made from the name) in a post."""

    key: str
    name: str
    organization: str
    title: str
    since: pd.Timestamp
    until: pd.Timestamp
    expected_at: frozenset[str]

    def overlaps(self, other: Entry) -> bool:
        """Tell whether both posts were held on some day."""
        return bool(self.since <= other.until and other.since <= self.until)


def checked_roster(roster: pd.DataFrame) -> pd.DataFrame:
    """Return a roster with all its columns in their types.

    Raises
    ------
    FrameError
        The column ``name`` is missing, a column is unknown, a day cannot be read or lies the wrong way round, or a kind of
        meeting is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> checked_roster(pd.DataFrame({"name": ["林清源"], "since": ["2024-01-01"]}))["since"].dt.year.tolist()
    [2024]
    """
    import pandas as pd

    if "name" not in roster.columns:
        raise FrameError(f"the roster lacks the column 'name'; it has {', '.join(map(str, roster.columns))}")
    for column in roster.columns:
        if column not in ROSTER_COLUMNS:
            raise FrameError(f"the roster has an unknown column {column!r}; {nearest(str(column), ROSTER_COLUMNS)}")
    checked = roster.reindex(columns=list(ROSTER_COLUMNS)).reset_index(drop=True)
    for column, dtype in ROSTER_COLUMNS.items():
        try:
            values = pd.to_datetime(checked[column], format="ISO8601") if dtype.startswith("datetime") else checked[column]
            checked[column] = values.astype(dtype)  # type: ignore[call-overload]
        except (ValueError, TypeError) as error:
            raise FrameError(f"the roster's column {column!r} should hold {dtype}: {error}") from error
    turned = checked[checked["until"] < checked["since"]]
    if len(turned):
        row = turned.iloc[0]
        raise FrameError(
            f"the roster says that {row['name']} left ({row['until']:%Y-%m-%d}) before coming ({row['since']:%Y-%m-%d})"
        )
    return checked[checked["name"].notna()]


def entries_of(roster: pd.DataFrame, people: pd.DataFrame, posts: pd.DataFrame) -> list[Entry]:
    """Return the entries of a roster, each with the key of the person of the corpus whom it means.

    A person is meant by name or alias. Where several persons bear the name, or the roster itself names two of them at once,
    body and title of the posts decide; who is not decided keeps a key of the roster's own, and no person's attendance is
    given to another.

    Raises
    ------
    FrameError
        As ``checked_roster``.
    """
    rows = list(checked_roster(roster).itertuples(index=False))
    by_name: dict[str, list[str]] = {}
    for person_id, name in zip(people["person_id"], people["name"], strict=True):
        by_name.setdefault(name, []).append(person_id)
    evidence: dict[str, list[tuple[str, str]]] = {}
    for person_id, body, title in zip(posts["person_id"], posts["organization"], posts["title"], strict=True):
        evidence.setdefault(person_id, []).append((_text(body), _text(title)))
    entries = [_entry(row) for row in rows]
    keys = [_person(entry, _names(row), entries, by_name, evidence) for entry, row in zip(entries, rows, strict=True)]
    return [_keyed(entry, key) for entry, key in zip(entries, keys, strict=True)]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _names(row: Any) -> list[str]:
    aliases = _text(row.aliases).replace("；", ";").replace("、", ";").split(";")
    return list(dict.fromkeys(name.strip() for name in (row.name, *aliases) if name.strip()))


def _entry(row: Any) -> Entry:
    import pandas as pd

    kinds = [kind.strip() for kind in _text(row.expected_at).replace("；", ";").split(";") if kind.strip()]
    for kind in kinds:
        if kind not in MEETING_KINDS:
            raise FrameError(
                f"the roster expects {row.name} at {kind!r}, which is no kind of meeting; {nearest(kind, MEETING_KINDS)}"
            )
    since = row.since if pd.notna(row.since) else pd.Timestamp.min.as_unit("us")
    until = row.until if pd.notna(row.until) else pd.Timestamp.max.as_unit("us")
    key = f"roster:{row.name}:{_text(row.organization)}"
    return Entry(key, row.name, _text(row.organization), _text(row.title), since, until, frozenset(kinds))


def _keyed(entry: Entry, key: str) -> Entry:
    return Entry(key, entry.name, entry.organization, entry.title, entry.since, entry.until, entry.expected_at)


def _person(
    entry: Entry,
    names: list[str],
    entries: list[Entry],
    by_name: Mapping[str, list[str]],
    evidence: Mapping[str, list[tuple[str, str]]],
) -> str:
    candidates = list(dict.fromkeys(person for name in names for person in by_name.get(name, ())))
    namesakes = [e for e in entries if e.name == entry.name and not same_body(e.organization, entry.organization)]
    if len(candidates) == 1 and not any(entry.overlaps(other) for other in namesakes):
        return candidates[0]
    scores = {person: max((_score(entry, *post) for post in evidence.get(person, ())), default=0) for person in candidates}
    best = max(scores.values(), default=0)
    winners = [person for person, score in scores.items() if score == best]
    return winners[0] if best and len(winners) == 1 else entry.key


def _score(entry: Entry, body: str, title: str) -> int:
    """Weigh a post against an entry: the body counts more than the title."""
    if body and entry.organization and not same_body(body, entry.organization):
        return 0
    return 2 * bool(body and entry.organization) + bool(title and (title in entry.title or entry.title in title))
