"""Mentions: the rows of ``attendees`` with what tells whom they mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhengjian_stats.parse.organizations import Post, posts_of, split_title
from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.columns import days_of, records_of, values_of

if TYPE_CHECKING:
    import pandas as pd

_BLANK: Final = re.compile(r"\s+")
_DOTS: Final = re.compile("[•・．‧∙･]")
_COLUMNS: Final = (
    *("name", "title", "organization", "meeting_id", "issue_id"),
    *("list_position", "start", "end", "attended", "is_group", "role"),
)


def name_key(name: str) -> str:
    """Return a name as it is compared: without blanks (张 三), with one kind of dot.

    Examples
    --------
    >>> name_key("张 三"), name_key("艾力•吐逊")
    ('张三', '艾力·吐逊')
    """
    return _DOTS.sub("·", _BLANK.sub("", name))


@dataclass(frozen=True, slots=True)
class Mention:
    """One row of ``attendees``: ``stated`` is the body given beside the post, ``organization`` also the one within it."""

    row: int
    name: str
    title: str | None
    stated: str | None
    organization: str | None
    meeting_id: str
    article_id: str | None
    issue_id: str
    held_on: dt.date | None
    issued_on: dt.date | None
    position: int | None
    start: int | None
    end: int | None
    attended: bool | None
    is_group: bool | None
    role: str | None

    @property
    def day(self) -> dt.date | None:
        """The day of the event, else that of the issue: the evidence dates from it."""
        return self.held_on or self.issued_on

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts of its title."""
        return posts_of(self.title) if self.title else ()

    @property
    def organizations(self) -> frozenset[str]:
        """All bodies that it names, beside the posts and within them."""
        return frozenset(filter(None, (self.organization, self.stated, *(post.organization for post in self.posts))))


def mentions_of(frames: Mapping[str, pd.DataFrame], bodies: Bodies) -> list[Mention]:
    """Return one mention a row of ``attendees``, in their order, with names of bodies in full."""
    places = zip(values_of(frames["meetings"], "article_id"), days_of(frames["meetings"], "held_on"), strict=True)
    of_meeting = dict(zip(values_of(frames["meetings"], "meeting_id"), places, strict=True))
    of_issue = dict(zip(values_of(frames["issues"], "issue_id"), days_of(frames["issues"], "issued_on"), strict=True))
    mentions = []
    for row, record in enumerate(records_of(frames["attendees"], _COLUMNS)):
        article_id, held_on = of_meeting.get(record["meeting_id"], (None, None))
        issued_on = of_issue.get(record["issue_id"])
        stated = bodies.canonical(record.pop("organization"), held_on or issued_on)
        within = split_title(record["title"])[0] if record["title"] else None
        record |= {"name": name_key(record["name"]), "position": record.pop("list_position")}
        record |= {"stated": stated, "organization": stated or bodies.canonical(within, held_on or issued_on)}
        mentions.append(Mention(row=row, article_id=article_id, held_on=held_on, issued_on=issued_on, **record))
    return mentions
