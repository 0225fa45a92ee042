"""The persons behind the speakers of directives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from zhengjian_stats.parse.partial_names import find_partial_names
from zhengjian_stats.resolve.columns import records_of
from zhengjian_stats.resolve.mentions import Mention, name_key
from zhengjian_stats.resolve.partial import is_partial
from zhengjian_stats.resolve.persons import Findings

if TYPE_CHECKING:
    import pandas as pd

_Place = tuple[str | None, str]


def speakers_in_part(frames: Mapping[str, pd.DataFrame], mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions for the speakers named in part (陈书记) who are participants nowhere in their issue.

    Their rows are negative: -1 for the first directive, and so on.
    """
    there = {(mention.issue_id, mention.name) for mention in mentions}
    articles = {row["article_id"]: row for row in records_of(frames["articles"], ("article_id", "text", "start"))}
    days = {row["issue_id"]: row["issued_on"] for row in records_of(frames["issues"], ("issue_id",), ("issued_on",))}
    rows = records_of(frames["directives"], ("speaker", "article_id", "issue_id", "meeting_id", "start"))
    found = []
    for number, row in enumerate(rows, start=1):
        article, name = articles.get(row["article_id"]), name_key(row["speaker"] or "")
        if article is None or row["start"] is None or not 0 < len(name) <= 2 or (row["issue_id"], name) in there:
            continue
        begin = article["start"] or 0
        for start, end, title in _called(article["text"] or "", row["start"] - begin, name):
            if is_partial(name, title):
                place = begin + start, begin + end
                found.append(_mention(-number, name, title, row | {"issued_on": days.get(row["issue_id"])}, place))
    return found


def _called(text: str, before: int, name: str) -> Iterator[tuple[int, int, str]]:
    """Yield the last place before an offset at which somebody is called so, with the post."""
    places = [p for p in find_partial_names(text, 0, max(before, 0)) if text[p.start : p.end] == name]
    for place in places[-1:]:
        yield place.start, place.end, text[place.end : place.finish]


def _mention(row: int, name: str, title: str, told: Mapping[str, Any], place: tuple[int, int]) -> Mention:
    return Mention(
        row=row,
        name=name,
        title=title,
        stated=None,
        organization=None,
        house=None,
        in_house=None,
        meeting_id=told["meeting_id"] or "",
        article_id=told["article_id"],
        issue_id=told["issue_id"],
        held_on=None,
        issued_on=told["issued_on"],
        position=None,
        start=place[0],
        end=place[1],
        cue_start=None,
        is_called=True,
        attended=None,
        is_group=False,
        role=None,
    )


def speaker_ids(directives: pd.DataFrame, mentions: Iterable[Mention], findings: Findings) -> list[str | None]:
    """Return the person of each directive's speaker: whom the meeting, else the article, else the issue means by the name.

    A speaker who is no participant there is a person if only one of that name is known, or if the part of a name with its post
    tells who it is; but only one whom the corpus shows at an event.
    """
    seen = {person for row, person in findings.persons.items() if row >= 0}
    named: dict[_Place, set[str | None]] = {}
    for mention in mentions:
        if not mention.is_group:
            for place in (mention.meeting_id, mention.article_id, mention.issue_id):
                named.setdefault((place, mention.name), set()).add(findings.persons.get(mention.row))
    rows = records_of(directives, ("speaker", "meeting_id", "article_id", "issue_id"))
    return [
        _speaker(row, named, findings) or _among(findings.persons.get(-number), seen)
        for number, row in enumerate(rows, start=1)
    ]


def _among(person: str | None, seen: set[str]) -> str | None:
    return person if person in seen else None


def _speaker(row: Mapping[str, str | None], named: Mapping[_Place, set[str | None]], findings: Findings) -> str | None:
    if row["speaker"] is None:
        return None
    name = name_key(row["speaker"])
    for place in (row["meeting_id"], row["article_id"], row["issue_id"]):
        if place is not None and (meant := named.get((place, name))):
            return next(iter(meant)) if len(meant) == 1 else None
    people = findings.people.get(name, [])
    return people[0].person_id if len(people) == 1 else None
