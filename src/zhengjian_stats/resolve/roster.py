"""The people of ``roster.csv``: which rows are one person's, and which keep two of one name apart."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final

from zhengjian_stats.parse.organizations import Post, posts_of
from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.columns import records_of
from zhengjian_stats.resolve.mentions import name_key

if TYPE_CHECKING:
    import pandas as pd

_LIST_MARKS: Final = re.compile("[;；、,，]")


def person_key(name: str, apart: str = "") -> str:
    """Return the key of a person: of the name alone, or of the name and what keeps two of that name apart.

    Examples
    --------
    >>> person_key("王岚") == person_key("王岚"), person_key("王岚") == person_key("王岚", "史志馆")
    (True, False)
    """
    text = f"{name}\n{apart}" if apart else name
    return "p" + hashlib.sha256(text.encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Tenure:
    """One row of the roster."""

    name: str
    organization: str | None
    title: str
    since: dt.date | None
    until: dt.date | None
    aliases: tuple[str, ...]

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts of its title."""
        return posts_of(self.title)

    def covers(self, day: dt.date | None) -> bool:
        """Tell whether a day lies in it; an unknown day, beginning or end does not speak against it."""
        return day is None or ((self.since is None or self.since <= day) and (self.until is None or day <= self.until))

    def overlaps(self, other: Tenure) -> bool:
        """Tell whether two may have lasted at one time."""
        return not (_before(self.until, other.since) or _before(other.until, self.since))

    def has_post(self, post: Post) -> bool:
        """Tell whether a post as written is this one; one written without a body needs only the post itself."""
        for known in self.posts:
            if post.written == known.written or (post.organization is None and post.title == known.title):
                return True
        return False


def _before(end: dt.date | None, start: dt.date | None) -> bool:
    return end is not None and start is not None and end < start


@dataclass(frozen=True, slots=True)
class Identity:
    """One person of a name: the key, the bodies, the tenures (none where only texts tell of the person)."""

    person_id: str
    name: str
    organizations: frozenset[str]
    tenures: tuple[Tenure, ...] = ()

    @property
    def sections(self) -> frozenset[str]:
        """The bodies within the posts of the roster (数字处 of 数字处处长)."""
        return frozenset(post.organization for tenure in self.tenures for post in tenure.posts if post.organization)


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of the roster by name, and by every alias.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["王岚", "王岚"], "organization": ["史志馆", "美术馆"], "title": ["馆长", "馆长"]})
    >>> len(Roster.of(table, Bodies()).people["王岚"])
    2
    """

    people: Mapping[str, tuple[Identity, ...]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[Identity, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: pd.DataFrame | None, bodies: Bodies) -> Roster:
        """Make it of the table; ``None`` is a table without rows."""
        by_name: dict[str, list[Tenure]] = {}
        for tenure in _tenures(table):
            by_name.setdefault(tenure.name, []).append(tenure)
        people = {name: tuple(_identities(name, tenures, bodies)) for name, tenures in sorted(by_name.items())}
        aliases: dict[str, tuple[Identity, ...]] = {}
        for identity in (identity for identities in people.values() for identity in identities):
            for alias in sorted({alias for tenure in identity.tenures for alias in tenure.aliases}):
                aliases[alias] = (*aliases.get(alias, ()), identity)
        return cls(people, aliases)


def _tenures(table: pd.DataFrame | None) -> list[Tenure]:
    if table is None:
        return []
    rows = records_of(table, ("name", "organization", "title", "aliases"), ("since", "until"))
    tenures = [
        Tenure(
            name_key(row["name"]),
            row["organization"],
            row["title"] or "",
            row["since"],
            row["until"],
            tuple(name_key(alias) for alias in _LIST_MARKS.split(row["aliases"] or "") if alias.strip()),
        )
        for row in rows
        if row["name"]
    ]
    return sorted(tenures, key=lambda t: (t.name, t.since or dt.date.min, t.organization or "", t.title))


def _identities(name: str, tenures: list[Tenure], bodies: Bodies) -> Iterator[Identity]:
    """Yield the people of a name: rows of one body are one person's; other rows too, if none of them overlap in time."""
    clusters: list[list[Tenure]] = []
    for tenure in tenures:
        home = next((c for c in clusters if any(_same_body(tenure, other, bodies) for other in c)), None)
        if home is None:
            home = []
            clusters.append(home)
        home.append(tenure)
    if not _any_overlap(clusters):
        clusters = [tenures]
    for cluster in clusters:
        organizations = frozenset(tenure.organization for tenure in cluster if tenure.organization)
        apart = bodies.root(cluster[0].organization or "") or cluster[0].title
        yield Identity(person_key(name, apart if len(clusters) > 1 else ""), name, organizations, tuple(cluster))


def _same_body(one: Tenure, other: Tenure, bodies: Bodies) -> bool:
    if not one.organization or not other.organization:
        return one.organization == other.organization
    return bodies.agree(one.organization, other.organization)


def _any_overlap(clusters: list[list[Tenure]]) -> bool:
    return any(a.overlaps(b) for one, other in combinations(clusters, 2) for a in one for b in other)
