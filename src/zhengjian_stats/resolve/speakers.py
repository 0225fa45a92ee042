"""The persons behind the speakers of directives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from zhengjian_stats.resolve.columns import records_of
from zhengjian_stats.resolve.mentions import Mention, name_key
from zhengjian_stats.resolve.persons import Findings

if TYPE_CHECKING:
    import pandas as pd

_Place = tuple[str | None, str]


def speaker_ids(directives: pd.DataFrame, mentions: Iterable[Mention], findings: Findings) -> list[str | None]:
    """Return the person of each directive's speaker: whom the meeting, else the article, else the issue means by the name.

    A speaker who is no participant there is a person if only one of that name is known.
    """
    named: dict[_Place, set[str | None]] = {}
    for mention in mentions:
        if not mention.is_group:
            for place in (mention.meeting_id, mention.article_id, mention.issue_id):
                named.setdefault((place, mention.name), set()).add(findings.persons.get(mention.row))
    rows = records_of(directives, ("speaker", "meeting_id", "article_id", "issue_id"))
    return [_speaker(row, named, findings) for row in rows]


def _speaker(row: Mapping[str, str | None], named: Mapping[_Place, set[str | None]], findings: Findings) -> str | None:
    if row["speaker"] is None:
        return None
    name = name_key(row["speaker"])
    for place in (row["meeting_id"], row["article_id"], row["issue_id"]):
        if place is not None and (meant := named.get((place, name))):
            return next(iter(meant)) if len(meant) == 1 else None
    people = findings.people.get(name, [])
    return people[0].person_id if len(people) == 1 else None
