"""Two people of one name: what keeps them apart, and which of them a mention means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.holders import Period, are_far_apart, is_single_post
from zhengjian_stats.resolve.mentions import Mention
from zhengjian_stats.resolve.roster import Identity, person_key


def people_of_name(name: str, mentions: Sequence[Mention], known: Sequence[Identity], bodies: Bodies) -> list[Identity]:
    """Return the people of a name: one, unless the roster or the texts keep several apart.

    Texts do so where one list has the name twice, in bodies that cannot be the same, and where somebody of the name heads a
    body while somebody of it heads one far apart. Each of these bodies then stands for a person; those that fit the person whom
    the roster knows are that person's, unless they are kept apart themselves.

    Examples
    --------
    >>> [person.name for person in people_of_name("王岚", [], [], Bodies())]
    ['王岚']
    """
    if len(known) > 1:
        return list(known)
    apart = _listed_apart(mentions, bodies) | _heads_apart(mentions, known, bodies)
    if not apart:
        return list(known) or [Identity(person_key(name), name, frozenset())]
    named = sorted({body for pair in apart for body in pair})
    people = {body: Identity(person_key(name, body), name, frozenset({body})) for body in named}
    of_known = [body for body in named if known and _may_agree({body}, known[0].organizations, bodies)]
    if of_known and not any({one, other} in apart for one, other in combinations(of_known, 2)):
        listed = known[0]
        whole = Identity(person_key(name, of_known[0]), name, listed.organizations | frozenset(of_known), listed.tenures)
        people |= dict.fromkeys(of_known, whole)
    return list(dict.fromkeys(people[body] for body in named))


_Pairs = set[frozenset[str]]


def _listed_apart(mentions: Iterable[Mention], bodies: Bodies) -> _Pairs:
    """Return pairs of bodies that a meeting gives beside one name at two places of its list, and that cannot be the same.

    What is told of a name further on in the report is no list: there the bodies must be of different places.
    """
    by_meeting: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.organizations and mention.position is not None:
            by_meeting.setdefault(mention.meeting_id, []).append(mention)
    pairs: _Pairs = set()
    for together in by_meeting.values():
        for one, other in combinations(together, 2):
            if one.position != other.position and not _may_agree(one.organizations, other.organizations, bodies):
                pair = _body_of(one, bodies), _body_of(other, bodies)
                if pair[0] != pair[1] and (one.cue_start == other.cue_start or are_far_apart(*pair)):
                    pairs.add(frozenset(pair))
    return pairs


def _heads_apart(mentions: Iterable[Mention], known: Sequence[Identity], bodies: Bodies) -> _Pairs:
    """Return pairs of bodies far apart that somebody of the name heads, shown in the one within the time of the other."""
    days: dict[str, set[dt.date]] = {}
    for mention in mentions:
        for body in _headed(mention, bodies) if mention.day else ():
            days.setdefault(body, set()).add(mention.day or dt.date.min)
    periods = [(body, Period.of(found)) for body, found in sorted(days.items())]
    periods += [
        (bodies.root(tenure.organization), Period(tenure.since, tenure.until or dt.date.max))
        for tenure in (tenure for person in known for tenure in person.tenures)
        if tenure.organization and tenure.since and any(is_single_post(post.title) for post in tenure.posts)
    ]
    return {
        frozenset((one, other))
        for (one, first), (other, second) in combinations(periods, 2)
        if one != other and first.overlaps(second) and are_far_apart(one, other) and not bodies.agree(one, other)
    }


def _headed(mention: Mention, bodies: Bodies) -> Iterator[str]:
    """Yield the bodies of which a mention is the head, as they are called today."""
    for post in mention.posts:
        body = post.organization or mention.stated
        if body and is_single_post(post.title):
            full = bodies.canonical(body, mention.day, mention.issue_id) or body
            yield bodies.root(full)


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
        house = {mention.in_house} if mention.in_house and not mention.organizations else set()
        fits = fits or [p for p in people if _may_agree(house, p.organizations, bodies)]
    if len(fits) > 1:
        in_time = [p for p in fits if not p.tenures or any(tenure.covers(mention.day) for tenure in p.tenures)]
        # That the roster rules out one of two does not prove the other, of whom it knows nothing.
        fits = in_time if len(in_time) != 1 or in_time[0].tenures else fits
    return fits
