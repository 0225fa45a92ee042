"""Two people of one name: what keeps them apart, and which of them a mention means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.mentions import Mention
from zhengjian_stats.resolve.roster import Identity, person_key


def people_of_name(name: str, mentions: Sequence[Mention], known: Sequence[Identity], bodies: Bodies) -> list[Identity]:
    """Return the people of a name: one, unless the roster or the texts keep several apart.

    Texts do so where one meeting lists the name twice, in bodies that cannot be the same. Each of these bodies then stands for
    a person; the person that the roster knows is one of them if a post or a body fits.

    Examples
    --------
    >>> [person.name for person in people_of_name("王岚", [], [], Bodies())]
    ['王岚']
    """
    if len(known) > 1:
        return list(known)
    apart = _kept_apart(mentions, bodies)
    if not apart:
        return list(known) or [Identity(person_key(name), name, frozenset())]
    bodies_apart = sorted({_body_of(mention, bodies) for mention in apart})
    people = {body: Identity(person_key(name, body), name, frozenset({body})) for body in bodies_apart}
    known_there = {_body_of(mention, bodies) for mention in apart if known and fitting(mention, known, bodies)}
    if len(known_there) == 1:
        body = known_there.pop()
        listed = known[0]
        people[body] = Identity(people[body].person_id, name, listed.organizations | {body}, listed.tenures)
    return [people[body] for body in bodies_apart]


def _kept_apart(mentions: Iterable[Mention], bodies: Bodies) -> list[Mention]:
    """Return the mentions whose meeting has the name at another place of its list, in a body that cannot be the same."""
    by_meeting: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.organizations and mention.position is not None:
            by_meeting.setdefault(mention.meeting_id, []).append(mention)
    apart: dict[int, Mention] = {}
    for together in by_meeting.values():
        for one, other in combinations(together, 2):
            if one.position != other.position and not _may_agree(one.organizations, other.organizations, bodies):
                apart |= {one.row: one, other.row: other}
    return sorted(apart.values(), key=lambda mention: (_body_of(mention, bodies), mention.row))


def _body_of(mention: Mention, bodies: Bodies) -> str:
    return bodies.root(mention.organization or min(mention.organizations))


def _may_agree(ones: Iterable[str], others: frozenset[str], bodies: Bodies) -> bool:
    return any(bodies.agree(one, other) for one in ones for other in others)


def fitting(mention: Mention, people: Sequence[Identity], bodies: Bodies) -> list[Identity]:
    """Return the people whom a mention may mean, by body, post and time; none where what it says fits nobody.

    A mention that gives neither body nor post may mean each of them; the time alone then tells, if it tells.
    """
    fits = list(people)
    if mention.organizations or mention.posts:
        same = [
            p for p in people if {bodies.root(o) for o in p.organizations} & {bodies.root(o) for o in mention.organizations}
        ]
        agreeing = same or [p for p in people if _may_agree(p.organizations, mention.organizations, bodies)]
        in_post = [p for p in people if any(tenure.has_post(post) for tenure in p.tenures for post in mention.posts)]
        both = [person for person in agreeing if person in in_post]
        fits = both or agreeing or in_post or [p for p in people if mention.section and mention.section in p.sections]
    if len(fits) > 1:
        fits = [p for p in fits if not p.tenures or any(tenure.covers(mention.day) for tenure in p.tenures)]
    return fits
