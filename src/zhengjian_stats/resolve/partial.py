"""People named only in part: a family name or a given name with a post (陈书记, 远舟书记)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from zhengjian_stats.parse.foreign_names import foreign_name_at
from zhengjian_stats.parse.names import surname_length
from zhengjian_stats.parse.partial_names import is_part_of, same_post
from zhengjian_stats.resolve.mentions import Mention
from zhengjian_stats.resolve.roster import Identity, Roster


def is_partial(name: str, title: str | None) -> bool:
    """Tell whether a name with a post can only be part of one: a family name alone, or two characters without one.

    Examples
    --------
    >>> is_partial("陈", "书记"), is_partial("欧阳", "主任"), is_partial("远舟", "部长"), is_partial("陈舟", "部长")
    (True, True, True, False)
    """
    if not title or len(name) > 2:
        return False
    if len(name) <= surname_length(name, 0) or len(name) == 1:
        return True
    return surname_length(name, 0) == 0 and foreign_name_at(name, 0, 2) != 2


@dataclass(slots=True)
class _Titled:
    """Who has a part of a name and a title: when first, and where in which issue."""

    first: dict[str, dt.date] = field(default_factory=dict)
    places: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def note(self, mention: Mention, who: str) -> None:
        """Add a full mention."""
        self.places.setdefault(mention.issue_id, []).append((mention.start or 0, who))
        if mention.issued_on is not None:
            self.first[who] = min(self.first.get(who, mention.issued_on), mention.issued_on)


@dataclass(slots=True)
class FullMentions:
    """Full mentions that may tell who a partial one is, found by either part of their names."""

    by_part: dict[str, dict[str, _Titled]] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: frozenset[str], full: Iterable[tuple[Mention, str]]) -> FullMentions:
        """Make it of full mentions with what they mean, for the parts that are asked for."""
        found = cls({part: {} for part in parts})
        for mention, who in full:
            size = surname_length(mention.name, 0)
            for part in parts & {mention.name[:size], mention.name[size:]} if 0 < size < len(mention.name) else ():
                found.by_part[part].setdefault(mention.title or "", _Titled()).note(mention, who)
        return found

    def in_issue(self, asked: Mention) -> set[str]:
        """Return who has that part of the name and that post, and is named before in the same issue."""
        before = asked.start or 0
        return {who for titled in self._alike(asked) for start, who in titled.places.get(asked.issue_id, ()) if start < before}

    def earlier(self, asked: Mention) -> set[str]:
        """Return who has that part of the name and that post, and is named in an issue of an earlier day."""
        day = asked.issued_on
        return {who for titled in self._alike(asked) for who, first in titled.first.items() if day is not None and first < day}

    def _alike(self, asked: Mention) -> Iterator[_Titled]:
        titles = self.by_part.get(asked.name, {})
        return (titled for title, titled in titles.items() if same_post(asked.title or "", title))


def people_meant(asked: Mention, roster: Roster, full: FullMentions) -> set[str]:
    """Return whom a partial mention may mean: by an alias, by the issue, by the roster, by earlier issues.

    The first of these that names anybody decides. (A full name that is itself open stands for whoever it is.)
    """
    by_alias = {person.person_id for person in aliased(asked, roster.aliases)}
    return by_alias or full.in_issue(asked) or _in_roster(asked, roster) or full.earlier(asked)


def aliased(asked: Mention, aliases: Mapping[str, tuple[Identity, ...]]) -> list[Identity]:
    """Return the people of the roster with an alias that is the mention's name, or its name with its post (远舟部长)."""
    title = asked.title or ""
    found = [
        person
        for alias, people in aliases.items()
        if alias == asked.name or (alias.startswith(asked.name) and title.endswith(alias.removeprefix(asked.name)) and title)
        for person in people
    ]
    return [person for person in found if any(tenure.covers(asked.day) for tenure in person.tenures)] or found


def _in_roster(asked: Mention, roster: Roster) -> set[str]:
    return {
        person.person_id
        for name, people in roster.people.items()
        if is_part_of(asked.name, name)
        for person in people
        if any(tenure.covers(asked.day) and same_post(asked.title or "", tenure.title) for tenure in person.tenures)
    }
