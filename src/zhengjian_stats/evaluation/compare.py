"""The measures: each compares the facts of one article and gives counts and differences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zhengjian_stats.evaluation.facts import Event, Facts, Said
from zhengjian_stats.evaluation.likeness import best_pairs, one_to_one, overlap, same_title
from zhengjian_stats.evaluation.places import Place
from zhengjian_stats.schema import ROLES

Kind = Literal["missed", "invented", "wrong"]

#: Of whom something is told, if of anybody, and what.
Key = tuple[str | None, str]

#: Roles that are told apart from those which nearly every event has (chair, speech, present).
RARE_ROLES: Final = frozenset({"relay", "report", "remarks", "in_attendance", "inspect", "accompany", "apologies"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing that was missed or invented, or is another one than was annotated (wrong: both at once).

    ``about`` says of whom (roles and titles) or of which demand (speakers) it is told.
    """

    kind: Kind
    place: Place
    gold: str | None = None
    found: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of one article: how many are right, annotated and found, and what differs."""

    right: int
    gold: int
    found: int
    differences: Sequence[Difference]


def _events(gold: Facts, found: Facts) -> Compared:
    """Compare the numbers of events: which of them it is that is missing is told as well as can be."""
    n_gold, n_found = len(gold.events), len(found.events)
    scored = [(_likeness(g, f), -i, -j) for i, g in enumerate(gold.events) for j, f in enumerate(found.events)]
    pairs = one_to_one([(score, -i, -j) for score, i, j in sorted(scored, reverse=True)])
    missed = [event for i, event in enumerate(gold.events) if i not in {i for i, _ in pairs}]
    invented = [event for j, event in enumerate(found.events) if j not in {j for _, j in pairs}]
    told = [Difference("missed", e.place, gold=_called(e)) for e in missed]
    told += [Difference("invented", e.place, found=_called(e)) for e in invented]
    return Compared(min(n_gold, n_found), n_gold, n_found, told)


def _likeness(gold: Event, found: Event) -> float:
    same_day = gold.held_on is not None and gold.held_on == found.held_on
    return 2 * len(gold.names & found.names) + same_day + overlap(gold.name or "", found.name or "")


def _called(event: Event) -> str | None:
    return event.name or event.held_on or "、".join(sorted(event.names)) or None


def _participants(gold: Facts, found: Facts) -> Compared:
    return _sets(_people(gold), _people(found))


def _people(facts: Facts) -> dict[Key, Place]:
    return {(None, name): person.place for name, person in facts.people.items()}


def _roles(gold: Facts, found: Facts) -> Compared:
    return _sets(_played(gold), _played(found))


def _rare_roles(gold: Facts, found: Facts) -> Compared:
    return _sets(_played(gold, RARE_ROLES), _played(found, RARE_ROLES))


def _played(facts: Facts, among: Collection[str] = ROLES) -> dict[Key, Place]:
    roles = ((name, role, place) for name, one in facts.people.items() for role, place in one.roles.items())
    return {(name, role): place for name, role, place in roles if role in among}


def _dates(gold: Facts, found: Facts) -> Compared:
    return _sets(_days(gold), _days(found))


def _days(facts: Facts) -> dict[Key, Place]:
    return {(None, day): place for day, place in facts.dates.items()}


def _sets(gold: Mapping[Key, Place], found: Mapping[Key, Place]) -> Compared:
    """Compare things that are the same or not: (of whom, what) → where."""
    told = [Difference("missed", place, gold=what, about=about) for (about, what), place in _without(gold, found)]
    told += [Difference("invented", place, found=what, about=about) for (about, what), place in _without(found, gold)]
    return Compared(len(gold.keys() & found.keys()), len(gold), len(found), told)


def _without(some: Mapping[Key, Place], others: Mapping[Key, Place]) -> list[tuple[Key, Place]]:
    return [(key, place) for key, place in some.items() if key not in others]


def _titles(gold: Facts, found: Facts) -> Compared:
    wanted, given = _titled(gold), _titled(found)
    right = [name for name in wanted.keys() & given.keys() if same_title(wanted[name][0], given[name][0])]
    differing = [name for name in (given | wanted) if name not in right]
    title = {name: (wanted.get(name, ("",))[0] or None, given.get(name, ("",))[0] or None) for name in differing}
    told = [_differing(*title[name], name, (given | wanted)[name][1]) for name in differing]
    return Compared(len(right), len(wanted), len(given), told)


def _titled(facts: Facts) -> dict[str, tuple[str, Place]]:
    return {name: (one.title, one.title_place or one.place) for name, one in facts.people.items() if one.title}


def _differing(gold: str | None, found: str | None, about: str, place: Place) -> Difference:
    kind: Kind = "missed" if found is None else "invented" if gold is None else "wrong"
    return Difference(kind, place, gold, found, about)


def _groups(gold: Facts, found: Facts) -> Compared:
    return _texts(gold.groups, found.groups)


def _directives(gold: Facts, found: Facts) -> Compared:
    return _texts(gold.directives, found.directives)


def _texts(gold: Sequence[Said], found: Sequence[Said]) -> Compared:
    """Compare wordings, which may differ a little."""
    pairs = _paired(gold, found)
    told = [Difference("missed", one.place, gold=one.text) for one in _left(gold, (i for i, _ in pairs))]
    told += [Difference("invented", one.place, found=one.text) for one in _left(found, (j for _, j in pairs))]
    return Compared(len(pairs), len(gold), len(found), told)


def _paired(gold: Sequence[Said], found: Sequence[Said]) -> Sequence[tuple[int, int]]:
    return best_pairs(tuple(one.text for one in gold), tuple(one.text for one in found))


def _left(some: Sequence[Said], used: Iterable[int]) -> list[Said]:
    taken = set(used)
    return [one for number, one in enumerate(some) if number not in taken]


def _speakers(gold: Facts, found: Facts) -> Compared:
    """Compare in whose voice the demands are that were found."""
    pairs = [(gold.directives[i], found.directives[j]) for i, j in sorted(_paired(gold.directives, found.directives))]
    right = sum(bool(g.speaker) and g.speaker == f.speaker for g, f in pairs)
    differing = [(g, f) for g, f in pairs if (g.speaker or None) != f.speaker]
    told = [_differing(g.speaker, f.speaker, g.text, g.place) for g, f in differing]
    return Compared(right, sum(bool(g.speaker) for g, _ in pairs), sum(bool(f.speaker) for _, f in pairs), told)


#: The measures, in the order of the table.
MEASURES: Final[Mapping[str, Callable[[Facts, Facts], Compared]]] = {
    "events": _events,
    "participants": _participants,
    "roles": _roles,
    "rare_roles": _rare_roles,
    "titles": _titles,
    "groups": _groups,
    "dates": _dates,
    "directives": _directives,
    "speakers": _speakers,
}
