"""Names of bodies: short forms, renamings, successors (``bodies.csv``), and the short names that texts introduce."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from zhengjian_stats.parse.meeting_body import house_and_organ
from zhengjian_stats.parse.organizations import is_body
from zhengjian_stats.resolve.columns import records_of
from zhengjian_stats.resolve.short_names import Introduction, ShortNames

if TYPE_CHECKING:
    import pandas as pd

#: So many letters of a long name, in their order, are a short form of it (市档案局 of 雾山市档案管理局); fewer are anybody's.
_SHORTEST_FORM: Final = 4


@dataclass(frozen=True, slots=True)
class _Alias:
    body: str
    since: dt.date | None
    until: dt.date | None

    def holds_on(self, day: dt.date | None) -> bool:
        return day is None or ((self.since is None or self.since <= day) and (self.until is None or day <= self.until))


@dataclass(frozen=True, slots=True)
class Bodies:
    """Which body a name means, and which body came after it.

    Examples
    --------
    >>> import pandas as pd
    >>> bodies = Bodies.of(pd.DataFrame([{"body": "云岭省史志馆", "alias": "省史志馆", "successor": "云岭省方志馆"}]))
    >>> bodies.canonical("省史志馆", None), bodies.root("省史志馆")
    ('云岭省史志馆', '云岭省方志馆')
    """

    aliases: Mapping[str, tuple[_Alias, ...]] = field(default_factory=dict)
    successors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    short_names: ShortNames = field(default_factory=ShortNames)
    serials: Mapping[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, table: pd.DataFrame | None) -> Bodies:
        """Make it of the table; ``None`` is a table without rows."""
        aliases: dict[str, tuple[_Alias, ...]] = {}
        successors: dict[str, frozenset[str]] = {}
        rows = [] if table is None else records_of(table, ("body", "alias", "successor"), ("since", "until"))
        for row in sorted(rows, key=lambda row: (row["body"] or "", row["alias"] or "", str(row["since"]))):
            known = _Alias(row["body"], row["since"], row["until"])
            if row["alias"]:
                aliases[row["alias"]] = (*aliases.get(row["alias"], ()), known)
            if row["successor"]:
                successors[row["body"]] = successors.get(row["body"], frozenset()) | {row["successor"]}
        return cls(aliases, successors)

    def with_short_names(self, found: Iterable[Introduction], serials: Mapping[str, str | None]) -> Bodies:
        """Add the short names that texts introduce; of those in ``bodies.csv`` that table alone says what they mean."""
        new = [replace(one, body=self.canonical(one.body, one.issued_on) or one.body) for one in found]
        names = ShortNames.of([one for one in new if one.short not in self.aliases], self.agree)
        return replace(self, short_names=names, serials=serials)

    def canonical(self, name: str | None, day: dt.date | None, issue_id: str | None = None) -> str | None:
        """Return the full name of a body on a day; the name itself where it is full, unknown, or means several then.

        A section or an organ behind a short name stays behind the full one (省志办综合处, 省志办党组).
        """
        if name is None:
            return None
        if (full := self._full(name, day, issue_id)) is not None:
            return full
        for end in range(len(name) - 1, 1, -1):
            house = self._full(name[:end], day, issue_id)
            if house is not None and (house_and_organ(name[end:])[0] is None or is_body(name[end:])):
                return house + name[end:]
        return name

    def _full(self, name: str, day: dt.date | None, issue_id: str | None) -> str | None:
        meant = {alias.body for alias in self.aliases.get(name, ()) if alias.holds_on(day)}
        if meant or name in self.aliases or issue_id is None:
            return meant.pop() if len(meant) == 1 else None
        return self.short_names.meant(name, issue_id, self.serials.get(issue_id))

    def is_known(self, body: str) -> bool:
        """Tell whether ``bodies.csv`` has a body by its full name."""
        return any(alias.body == body for aliases in self.aliases.values() for alias in aliases)

    def root(self, name: str) -> str:
        """Return the body that a name means today: the last of its successors, as long as each has one and is one's.

        Where several bodies became one, or one became several, they stay what they were: people of two of them are not one.
        """
        body = self.canonical(name, None) or name
        seen = {body}
        while len(later := self.successors.get(body, frozenset())) == 1:
            (only,) = later
            if only in seen or sum(only in heirs for heirs in self.successors.values()) > 1:
                break
            seen.add(only)
            body = only
        return body

    def agree(self, one: str, other: str) -> bool:
        """Tell whether somebody of the one may be of the other: a body, its successor, its short form, a part of it.

        Examples
        --------
        >>> Bodies().agree("史志馆", "云岭省史志馆"), Bodies().agree("云岭省史志馆", "云岭省史志馆编纂处")
        (True, True)
        >>> Bodies().agree("云岭省史志馆", "云岭省档案馆")
        False
        """
        first, second = (self.canonical(name, None) or name for name in (one, other))
        return any(_alike(first, later) for later in self._line(second)) or any(
            _alike(second, later) for later in self._line(first)
        )

    def _line(self, body: str) -> set[str]:
        """Return a body with all that came after it."""
        line, new = {body}, {body}
        while new := {later for name in new for later in self.successors.get(name, ())} - line:
            line |= new
        return line


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if longer.endswith(shorter) or longer.startswith(shorter):
        return True
    letters = iter(longer)
    return len(shorter) >= _SHORTEST_FORM and shorter[-1] == longer[-1] and all(letter in letters for letter in shorter)
