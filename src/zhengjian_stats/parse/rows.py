"""Records as rows of the frames, with their keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from zhengjian_stats.parse.records import (
    ArticleFacts,
    ArticleSpan,
    Attendance,
    Citation,
    Directive,
    FormulationUse,
    Masthead,
    Meeting,
    Problem,
    Recipient,
    ThemeHit,
)
from zhengjian_stats.text.clean import Repair

Row = dict[str, Any]


def _columns(record: Any) -> Row:
    """Return the fields of a record as they are; ``dataclasses.asdict`` would copy all that is in them."""
    return {name: getattr(record, name) for name in record.__slots__}


_TOO_MANY: Final = 10**9

#: Frames whose rows come out of single articles.
BY_ARTICLE: Final = ("meetings", "attendees", "directives", "directive_themes", "formulations", "citations", "terms")


@dataclass(slots=True)
class Numbering:
    """Hands out the keys of one issue: some count on through it, some start anew with each article."""

    issue_id: str
    article_id: str = ""
    position: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def of_article(self, position: int) -> Numbering:
        """Return the numbering of an article; what counts on through the issue is shared."""
        return Numbering(self.issue_id, f"{self.issue_id}-a{position:02d}", position, self.counts)

    def next(self, letter: str) -> str:
        """Return the next key of a kind that counts on through the issue (``f`` formulations, ``c`` citations)."""
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{self.issue_id}-{letter}{self.counts[letter]:03d}"


def issue(issue_id: str, masthead: Masthead) -> Row:
    """Lay out what masthead and colophon say; without a numbering the year is that of the date."""
    year = masthead.year or (masthead.issued_on.year if masthead.issued_on else None)
    row = {name: value for name, value in _columns(masthead).items() if not _is_no_count(value)}
    return {"issue_id": issue_id, **row, "year": year}


def _is_no_count(value: Any) -> bool:
    """Tell a run of digits that counts nothing: no bulletin has a billion issues, and no column of a frame holds more."""
    return isinstance(value, int) and value >= _TOO_MANY


def recipient(issue_id: str, found: Recipient) -> Row:
    """Lay out a body on the distribution list."""
    return {"issue_id": issue_id, **_columns(found)}


def repair(issue_id: str, found: Repair) -> Row:
    """Lay out a repair; what dropped everything has nothing after it."""
    return {"issue_id": issue_id, **_columns(found), "after": found.after or None}


def problem(issue_id: str | None, source: str, found: Problem) -> Row:
    """Lay out a problem."""
    return {"issue_id": issue_id, "source": source, **_columns(found)}


def article(numbers: Numbering, span: ArticleSpan, text: str) -> Row:
    """Lay out an article."""
    return {
        "article_id": numbers.article_id,
        "issue_id": numbers.issue_id,
        "position": numbers.position,
        "headline": span.headline or None,
        "text": text[span.start : span.end],
        "start": span.start,
        "end": span.end,
    }


def facts(numbers: Numbering, found: ArticleFacts) -> dict[str, list[Row]]:
    """Lay out the meetings of an article, who attended them, and what was demanded."""
    meetings = [_meeting(numbers, place, m) for place, m in enumerate(found.meetings, start=1)]
    attendees = [
        _attendee(numbers, row["meeting_id"], place, a)
        for row, meeting in zip(meetings, found.meetings, strict=True)
        for place, a in enumerate(meeting.attendances, start=1)
    ]
    directives = [_directive(numbers, place, d, meetings) for place, d in enumerate(found.directives, start=1)]
    return {"meetings": meetings, "attendees": attendees, "directives": directives}


def _meeting(numbers: Numbering, place: int, found: Meeting) -> Row:
    named = ("name", "kind", "body", "is_own", "held_on", "held_until", "date_precision", "venue", "start", "end")
    return {
        "meeting_id": f"{numbers.article_id}-m{place}",
        "issue_id": numbers.issue_id,
        "article_id": numbers.article_id,
        "position": place,
    } | {name: getattr(found, name) for name in named}


def _attendee(numbers: Numbering, meeting_id: str, place: int, found: Attendance) -> Row:
    row = {"attendee_id": f"{meeting_id}-p{place:02d}", "meeting_id": meeting_id, "issue_id": numbers.issue_id}
    headcount = None if _is_no_count(found.headcount) else found.headcount
    return row | _columns(found) | {"attended": found.role != "apologies", "headcount": headcount}


def _directive(numbers: Numbering, place: int, found: Directive, meetings: list[Row]) -> Row:
    row = _columns(found)
    meeting = row.pop("meeting")
    return row | {
        "directive_id": f"{numbers.article_id}-d{place:02d}",
        "issue_id": numbers.issue_id,
        "article_id": numbers.article_id,
        "meeting_id": None if meeting is None else meetings[meeting]["meeting_id"],
        "position": place,
    }


def themes(directive_id: str, hits: Iterable[ThemeHit]) -> list[Row]:
    """Lay out the themes of a directive, each with the first term that put it there."""
    first: dict[str, ThemeHit] = {}
    for hit in hits:
        first.setdefault(hit.theme, hit)
    return [{"directive_id": directive_id, **_columns(hit)} for hit in first.values()]


def formulations(numbers: Numbering, uses: Iterable[FormulationUse], directives: list[Directive]) -> list[Row]:
    """Lay out formulations; one within a demand that is passed on is passed on with it."""
    found = []
    for use in uses:
        voices = [d.voice for d in directives if d.start <= use.start and use.end <= d.end]
        keys = {"formulation_id": numbers.next("f"), "issue_id": numbers.issue_id, "article_id": numbers.article_id}
        found.append(keys | _columns(use) | {"voice": voices[0] if voices else "own"})
    return found


def citations(numbers: Numbering, cited: Iterable[Citation]) -> list[Row]:
    """Lay out citations."""
    keys = {"issue_id": numbers.issue_id, "article_id": numbers.article_id}
    return [{"citation_id": numbers.next("c"), **keys, **_columns(found)} for found in cited]
