"""Posts that two people seem to hold at one time, by the texts or against the roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from zhengjian_stats.parse.organizations import Post
from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.holders import Period, is_single_post, place_of
from zhengjian_stats.resolve.mentions import Mention
from zhengjian_stats.resolve.persons import Doubt, Findings
from zhengjian_stats.resolve.roster import Identity, Roster, Tenure

_Held = tuple[str, str]


@dataclass(slots=True)
class _Shown:
    """Where texts show a person in a post."""

    mentions: list[tuple[dt.date, Mention]] = field(default_factory=list)

    @property
    def period(self) -> Period:
        return Period.of(day for day, _ in self.mentions)


def conflicts(mentions: Sequence[Mention], findings: Findings, roster: Roster, bodies: Bodies) -> list[Doubt]:
    """Return what should be looked at: two people in one post of one body at overlapping times.

    Only posts that one person holds at a time count, and only where the body is clear.

    Examples
    --------
    >>> conflicts([], Findings(), Roster(), Bodies())
    []
    """
    shown = _shown(mentions, findings, bodies)
    names = {p.person_id: p.name for people in (*findings.people.values(), *roster.people.values()) for p in people}
    return [*_two_shown(shown, names), *_against_roster(shown, roster, bodies), *_in_roster(roster, bodies)]


def _shown(mentions: Iterable[Mention], findings: Findings, bodies: Bodies) -> dict[_Held, dict[str, _Shown]]:
    shown: dict[_Held, dict[str, _Shown]] = {}
    for mention in mentions:
        person = findings.persons.get(mention.row)
        if person is None or mention.day is None:
            continue
        for post in mention.posts:
            body = _body_of(post, mention, bodies)
            if body and is_single_post(post.title, body):
                of_person = shown.setdefault((bodies.root(body), post.title), {}).setdefault(person, _Shown())
                of_person.mentions.append((mention.day, mention))
    for of_post in shown.values():
        for evidence in of_post.values():
            evidence.mentions.sort(key=lambda pair: (pair[0], pair[1].issue_id, pair[1].meeting_id, pair[1].start or 0))
    return shown


def _body_of(post: Post, mention: Mention, bodies: Bodies) -> str | None:
    """Return the body of a post where there is but one of that name: with its place, the office's own, or its section."""
    if mention.in_house and post.organization is None:
        return mention.in_house
    body = bodies.canonical(post.organization, mention.day, mention.issue_id) or mention.stated
    if body is None or place_of(body) or bodies.is_known(body) or body == mention.house:
        return body
    return f"{mention.house}{body}" if mention.house else None


def _two_shown(shown: Mapping[_Held, Mapping[str, _Shown]], names: Mapping[str, str]) -> Iterator[Doubt]:
    for _, of_post in sorted(shown.items()):
        for one, other in combinations(sorted(of_post), 2):
            if of_post[one].period.overlaps(of_post[other].period):
                later = max(of_post[one].mentions[0], of_post[other].mentions[0], key=lambda pair: (pair[0], pair[1].issue_id))[
                    1
                ]
                both = tuple(sorted({names[one], names[other]}))
                yield Doubt("post_conflict", "two_holders", later, both)


def _against_roster(shown: Mapping[_Held, Mapping[str, _Shown]], roster: Roster, bodies: Bodies) -> Iterator[Doubt]:
    """Yield posts in which texts show one person at a time for which the roster names another."""
    listed = list(_held(roster, bodies))
    for held, of_post in sorted(shown.items()):
        rows = [(person, tenure) for key, person, tenure in listed if key == held]
        for person_id, evidence in sorted(of_post.items()):
            for day, mention in evidence.mentions:
                holders = [(person, tenure) for person, tenure in rows if _is_within(tenure, day)]
                if holders and all(person.person_id != person_id for person, _ in holders):
                    yield Doubt("roster_conflict", "other_holder", mention, (holders[0][0].name,), holders[0][1])
                    break


def _is_within(tenure: Tenure, day: dt.date) -> bool:
    return tenure.since is not None and tenure.since < day and (tenure.until is None or day < tenure.until)


def _in_roster(roster: Roster, bodies: Bodies) -> Iterator[Doubt]:
    """Yield posts that the roster gives to two people at one time."""
    rows = sorted(_held(roster, bodies), key=lambda row: (row[0], row[1].person_id, str(row[2].since)))
    for (held, one, first), (also, other, second) in combinations(rows, 2):
        if held == also and one.person_id != other.person_id and _both_last(first, second):
            yield Doubt("roster_conflict", "two_in_roster", None, tuple(sorted((one.name, other.name))), second, "".join(held))


def _both_last(one: Tenure, other: Tenure) -> bool:
    if one.since is None or other.since is None:
        return False
    ends = one.until or dt.date.max, other.until or dt.date.max
    return max(one.since, other.since) < min(ends)


def _held(roster: Roster, bodies: Bodies) -> Iterator[tuple[_Held, Identity, Tenure]]:
    for people in roster.people.values():
        for person in people:
            for tenure in person.tenures:
                for post in tenure.posts:
                    body = tenure.organization
                    if body and is_single_post(post.title):
                        section = post.organization or ""
                        yield (bodies.root(body) + section, post.title), person, tenure
