"""Reports of events: the rows of ``meetings`` with what tells whether two of them mean one event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhengjian_stats.parse.triggers import generic_names
from zhengjian_stats.resolve.bodies import Bodies
from zhengjian_stats.resolve.columns import records_of, values_of
from zhengjian_stats.resolve.mentions import Mention

if TYPE_CHECKING:
    import pandas as pd

# 2024年全省史志工作会议（视频）, “纸上雾山”展: years, brackets and marks tell nothing apart; the number in 座谈会（三） does.
_NOISE: Final = re.compile(
    r"^(?:19|20)\d\d年|^的|[（(](?![一二三四五六七八九十\d]{1,3}[）)])[^（()）]*[）)]|[\s“”‘’\"'《》「」、，。·:：（）()—-]"
)
# 座谈会（三）: one of a series, said in the name or only in the headline.
_NUMBER: Final = re.compile(r"[（(]([一二三四五六七八九十\d]{1,3})[）)]\s*$")
#: A name this short (会议, 座谈会, 党组会议) does not tell one event from another of the same day.
_SHORTEST_TELLING_NAME: Final = 6
_COLUMNS: Final = ("meeting_id", "article_id", "issue_id", "kind", "name", "body", "date_precision")


@dataclass(frozen=True, slots=True)
class Report:
    """One row of ``meetings`` as far as it helps to tell whether another tells of the same event."""

    meeting_id: str
    article_id: str
    source: str
    kind: str
    name: str
    body: str | None
    held_on: dt.date
    is_day: bool
    people: frozenset[str]
    chairs: frozenset[str]
    number: str
    headline: str

    @property
    def tells(self) -> bool:
        """Whether the name tells the event from others of the day."""
        return len(self.name) >= _SHORTEST_TELLING_NAME

    @property
    def is_named(self) -> bool:
        """Whether the name says anything by itself (not 会议, 座谈会)."""
        return self.name != "" and self.name not in generic_names()


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the reports: serials by issue, headlines by article, people and chairs by meeting."""

    serials: Mapping[str, str | None]
    headlines: Mapping[str, str | None]
    people: Mapping[str, set[str]]
    chairs: Mapping[str, set[str]]
    names: Mapping[str, set[str]]


def reports_of(
    frames: Mapping[str, pd.DataFrame], mentions: Iterable[Mention], persons: Mapping[int, str], bodies: Bodies
) -> list[Report]:
    """Return the reports with a known day; others are events of their own."""
    around = _around(frames, mentions, persons)
    reports = []
    for row in records_of(frames["meetings"], _COLUMNS, ("held_on",)):
        if row["held_on"] is not None and row["date_precision"] in {"day", "inferred"}:
            key, name = row["meeting_id"], row["name"] or ""
            headline = around.headlines.get(row["article_id"]) or ""
            number = _NUMBER.search(name) or _NUMBER.search(headline)
            reports.append(
                Report(
                    meeting_id=key,
                    article_id=row["article_id"] or key,
                    source=around.serials.get(row["issue_id"]) or "",
                    kind=row["kind"] or "other",
                    name=_telling(name, around.names.get(key, ())),
                    body=row["body"] and bodies.root(row["body"]),
                    held_on=row["held_on"],
                    is_day=row["date_precision"] == "day",
                    people=frozenset(around.people.get(key, ())),
                    chairs=frozenset(around.chairs.get(key, ())),
                    number=number[1] if number else "",
                    headline=headline,
                )
            )
    return reports


def _telling(name: str, people: Iterable[str]) -> str:
    """Return a name as it is compared; one that holds the name of a participant is no name of the event (市长周平在…)."""
    return "" if any(person in name for person in people) else _NOISE.sub("", name)


def _around(frames: Mapping[str, pd.DataFrame], mentions: Iterable[Mention], persons: Mapping[int, str]) -> _Around:
    issues, articles = frames["issues"], frames["articles"]
    people: dict[str, set[str]] = {}
    chairs: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for mention in mentions:
        if not mention.is_group and len(mention.name) > 1:
            names.setdefault(mention.meeting_id, set()).add(mention.name)
        if mention.attended and not mention.is_group:
            who = persons.get(mention.row, mention.name)
            people.setdefault(mention.meeting_id, set()).add(who)
            if mention.role == "chair":
                chairs.setdefault(mention.meeting_id, set()).add(who)
    serials = zip(values_of(issues, "issue_id"), values_of(issues, "bulletin"), strict=True)
    headlines = zip(values_of(articles, "article_id"), values_of(articles, "headline"), strict=True)
    return _Around(dict(serials), dict(headlines), people, chairs, names)
