"""Names of bodies: short forms, renamings, successors (``bodies.csv``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhengjian_stats.resolve.columns import records_of

if TYPE_CHECKING:
    import pandas as pd


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
    successors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, table: pd.DataFrame | None) -> Bodies:
        """Make it of the table; ``None`` is a table without rows."""
        aliases: dict[str, tuple[_Alias, ...]] = {}
        successors: dict[str, str] = {}
        rows = [] if table is None else records_of(table, ("body", "alias", "successor"), ("since", "until"))
        for row in sorted(rows, key=lambda row: (row["body"] or "", row["alias"] or "", str(row["since"]))):
            known = _Alias(row["body"], row["since"], row["until"])
            if row["alias"]:
                aliases[row["alias"]] = (*aliases.get(row["alias"], ()), known)
            if row["successor"]:
                successors[row["body"]] = row["successor"]
        return cls(aliases, successors)

    def canonical(self, name: str | None, day: dt.date | None) -> str | None:
        """Return the full name of a body on a day; the name itself where it is full, unknown, or means several then."""
        if name is None:
            return None
        meant = {alias.body for alias in self.aliases.get(name, ()) if alias.holds_on(day)}
        return meant.pop() if len(meant) == 1 else name

    def root(self, name: str) -> str:
        """Return the body that a name means today: the last of its successors."""
        body = self.canonical(name, None) or name
        seen = {body}
        while (later := self.successors.get(body)) is not None and later not in seen:
            seen.add(later)
            body = later
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
        shorter, longer = sorted((self.root(one), self.root(other)), key=len)
        return longer.endswith(shorter) or longer.startswith(shorter)
