"""Mentions to persons: the same name is the same person, unless evidence keeps two apart; what is ambiguous stays open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.mentions import Mention
from zhengjian_stats.resolve.namesakes import fitting, people_of_name
from zhengjian_stats.resolve.partial import FullMentions, aliased, is_partial, people_meant
from zhengjian_stats.resolve.roster import Identity, Roster, Tenure


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should be asked about: ``kind`` is a message of ``messages/resolve.toml``.

    It is about a mention, or about what a companion file says (``said``) and no text does.
    """

    code: str
    kind: str
    mention: Mention | None
    names: tuple[str, ...] = ()
    tenure: Tenure | None = None
    said: str = ""

    @property
    def words(self) -> str:
        """The mention as a person would look for it: 书记陈远舟, but 远舟书记."""
        if self.mention is None:
            return self.said
        name, title = self.mention.name, self.mention.title or ""
        return name + title if self.code == "unresolved_person" else title + name


@dataclass(slots=True)
class Findings:
    """Whom each row means, the persons of each name, and what stayed in doubt."""

    persons: dict[int, str] = field(default_factory=dict)
    people: dict[str, list[Identity]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def take(self, mention: Mention, person: Identity) -> None:
        """Note that a mention means a person."""
        self.persons[mention.row] = person.person_id


def assign_persons(mentions: Sequence[Mention], roster: Roster, bodies: Bodies, in_part: Sequence[Mention] = ()) -> Findings:
    """Say whom each mention of a person means; ``in_part`` are mentions by a part of the name beside those of attendees.

    Examples
    --------
    >>> assign_persons([], Roster(), Bodies()).persons
    {}
    """
    findings = Findings()
    by_name: dict[str, list[Mention]] = {}
    partial: list[Mention] = []
    for mention in mentions:
        if mention.is_group:
            continue
        if mention.name not in roster.people and mention.is_called and is_partial(mention.name, mention.title):
            partial.append(mention)
        else:
            by_name.setdefault(mention.name, []).append(mention)
    for name in sorted(by_name):
        _assign_name(name, by_name[name], (roster, bodies), findings)
    _assign_partial([*partial, *in_part], mentions, roster, findings)
    return findings


def _assign_name(name: str, mentions: list[Mention], known: tuple[Roster, Bodies], findings: Findings) -> None:
    roster, bodies = known
    listed = roster.people.get(name, ())
    if not listed and (alias := aliased(mentions[0], roster.aliases)):
        listed = tuple(alias)
    people = findings.people[name] = people_of_name(name, mentions, listed, bodies)
    if len(people) == 1:
        for mention in mentions:
            findings.take(mention, people[0])
            _check_tenure(mention, people[0], findings)
        return
    open_ones: list[Mention] = []
    for mention in mentions:
        fits = fitting(mention, people, bodies)
        if len(fits) == 1:
            findings.take(mention, fits[0])
            _check_tenure(mention, fits[0], findings)
        else:
            open_ones.append(mention)
    _assign_by_context(open_ones, mentions, people, findings)


def _assign_by_context(open_ones: list[Mention], mentions: list[Mention], people: list[Identity], findings: Findings) -> None:
    """Take a bare name for the one whom the same article names with body or post; else leave it open."""
    named: dict[str | None, set[str]] = {}
    for mention in mentions:
        if mention.row in findings.persons:
            named.setdefault(mention.article_id, set()).add(findings.persons[mention.row])
        elif mention.organizations or mention.posts:  # somebody who is open himself: the bare name may mean him
            named.setdefault(mention.article_id, set()).add("")
    by_id = {person.person_id: person for person in people}
    bodies = tuple(sorted({body for person in people for body in person.organizations}))
    for mention in open_ones:
        meant = set() if mention.organizations or mention.posts else named.get(mention.article_id, set())
        if len(meant) == 1 and "" not in meant and mention.article_id is not None:
            findings.take(mention, by_id[next(iter(meant))])
        else:
            findings.doubts.append(Doubt("ambiguous_person", "namesakes", mention, bodies))


def _check_tenure(mention: Mention, person: Identity, findings: Findings) -> None:
    """Note a post of the roster that the text shows outside the time the roster gives for it."""
    tenures = [tenure for tenure in person.tenures if any(tenure.has_post(post) for post in mention.posts)]
    if tenures and not any(tenure.covers(mention.day) for tenure in tenures):
        findings.doubts.append(Doubt("roster_conflict", "outside_tenure", mention, tenure=tenures[-1]))


def _assign_partial(partial: list[Mention], mentions: Iterable[Mention], roster: Roster, findings: Findings) -> None:
    if not partial:
        return
    people = {p.person_id: p for identities in (*roster.people.values(), *findings.people.values()) for p in identities}
    asked = {mention.row for mention in partial}
    # A full name that is open is somebody too: it must not leave the field to another.
    full = (
        (mention, findings.persons.get(mention.row, mention.name))
        for mention in mentions
        if not mention.is_group and mention.row not in asked
    )
    known = FullMentions.of(frozenset(mention.name for mention in partial), full)
    for mention in partial:
        meant = people_meant(mention, roster, known)
        if len(meant) == 1 and (person := people.get(next(iter(meant)))) is not None:
            findings.take(mention, person)
        else:
            names = tuple(sorted({people[key].name if key in people else key for key in meant}))
            findings.doubts.append(
                Doubt("unresolved_person", "partial_several" if names else "partial_unknown", mention, names)
            )
