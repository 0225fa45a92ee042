"""Mentions: the rows of ``attendees`` with what tells whom they mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.parse.known_people import DOTS
from zhengjian_stats.parse.organizations import Post, is_body, is_post_of, posts_of, split_title
from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.columns import records_of

if TYPE_CHECKING:
    import pandas as pd

_BLANK: Final = re.compile(r"\s+")
_DOTS: Final = re.compile(f"[{DOTS}∙･]")
_COLUMNS: Final = (
    *("name", "title", "organization", "meeting_id", "issue_id"),
    *("list_position", "start", "end", "cue_start", "attended", "is_group", "role"),
)


def name_key(name: str) -> str:
    """Return a name as it is compared: without blanks (张 三), with one kind of dot.

    Examples
    --------
    >>> name_key("张 三"), name_key("艾力•吐逊")
    ('张三', '艾力·吐逊')
    """
    return _DOTS.sub("·", _BLANK.sub("", name))


_TABLES: Final = (
    ("meetings", "meeting_id", ("article_id", "is_own"), "held_on"),
    ("issues", "issue_id", ("issuing_office",), "issued_on"),
)
_NOTHING: Final[Mapping[str, Any]] = dict.fromkeys(("article_id", "is_own", "held_on", "issuing_office", "issued_on"))


@dataclass(frozen=True, slots=True)
class Mention:
    """One row of ``attendees``.

    ``stated`` is the body given beside the post, ``organization`` that or the one within it; ``house`` is the issuing office,
    at its own event; ``in_house`` is that where a post without a body can only be one of it: good enough to show, no evidence.
    ``is_called`` is false where the text shows that the post does not follow the name at once, as it does where people are
    called by a part of their names (陈书记).
    """

    row: int
    name: str
    title: str | None
    stated: str | None
    organization: str | None
    house: str | None
    in_house: str | None
    meeting_id: str
    article_id: str | None
    issue_id: str
    held_on: dt.date | None
    issued_on: dt.date | None
    position: int | None
    start: int | None
    end: int | None
    cue_start: int | None
    is_called: bool
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
    def section(self) -> str | None:
        """The section that its title names instead of a post (数字处王岚) or within one."""
        if self.title and is_body(self.title):
            return self.title
        return self.posts[0].organization if len(self.posts) == 1 else None

    @property
    def organizations(self) -> frozenset[str]:
        """All bodies that it names, beside the posts and within them."""
        return frozenset(filter(None, (self.organization, self.stated, *(post.organization for post in self.posts))))


def mentions_of(frames: Mapping[str, pd.DataFrame], bodies: Bodies) -> list[Mention]:
    """Return one mention a row of ``attendees``, in their order, with names of bodies in full."""
    meetings, issues = (_by_key(frames, *table) for table in _TABLES)
    texts = _texts(frames)
    mentions = []
    for row, record in enumerate(records_of(frames["attendees"], _COLUMNS)):
        met = meetings.get(record["meeting_id"], _NOTHING)
        issued = issues.get(record["issue_id"], _NOTHING)
        day, title, issue_id = met["held_on"] or issued["issued_on"], record["title"], record["issue_id"]
        stated = bodies.canonical(record.pop("organization"), day, issue_id)
        house = bodies.canonical(issued["issuing_office"], day, issue_id) if met["is_own"] else None
        record |= {
            "name": name_key(record["name"]),
            "position": record.pop("list_position"),
            "stated": stated,
            "organization": stated or bodies.canonical(_within(title), day, issue_id),
            "house": house,
            "in_house": house if house and title and stated is None and is_post_of(title, house) else None,
            "is_called": _may_be_called(record, texts.get(met["article_id"])),
            "article_id": met["article_id"],
            "held_on": met["held_on"],
            "issued_on": issued["issued_on"],
        }
        mentions.append(Mention(row=row, **record))
    return mentions


def _texts(frames: Mapping[str, pd.DataFrame]) -> dict[str, tuple[int, str]]:
    rows = records_of(frames["articles"], ("article_id", "start", "text"))
    return {row["article_id"]: (row["start"] or 0, row["text"] or "") for row in rows}


#: Only names as short as these are ever parts of one.
_LONGEST_PART: Final = 2


def _may_be_called(record: Mapping[str, Any], article: tuple[int, str] | None) -> bool:
    """Tell whether the post follows the name, or the text is not there to look at."""
    if article is None or record["end"] is None or len(record["name"]) > _LONGEST_PART:
        return True
    begin, text = article
    name = text[record["start"] - begin : record["end"] - begin] if record["start"] is not None else None
    return name != record["name"] or text.startswith(record["title"] or "", record["end"] - begin)


def _within(title: str | None) -> str | None:
    if title is None:
        return None
    return title if is_body(title) else split_title(title)[0]


def _by_key(
    frames: Mapping[str, pd.DataFrame], name: str, key: str, texts: tuple[str, ...], day: str
) -> dict[str, dict[str, Any]]:
    return {record[key]: record for record in records_of(frames[name], (key, *texts), (day,))}
