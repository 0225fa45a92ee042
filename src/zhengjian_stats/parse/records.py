"""What the parsers give: records whose spans are offsets into the issue's cleaned text.

Each parser fills its own kind of record; ``zhengjian_stats.frames`` turns them into rows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Masthead:
    """What masthead and colophon say of the issue; a value that is not stated is ``None``."""

    bulletin: str | None = None
    issuing_office: str | None = None
    prepared_by: str | None = None
    year: int | None = None
    issue_number: int | None = None
    issue_number_end: int | None = None
    whole_number: int | None = None
    issue_kind: str = "regular"
    issued_on: dt.date | None = None
    disclosure: str | None = None
    print_run: int | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A body on the distribution list."""

    kind: str
    position: int
    body: str


@dataclass(frozen=True, slots=True)
class ArticleSpan:
    """Where an article stands: its body is ``text[start:end]``; the headline has a span of its own."""

    headline: str | None
    headline_start: int
    headline_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should look at (a row of ``problems``)."""

    stage: str
    code: str
    severity: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class IssueLayout:
    """The parts of one issue."""

    masthead: Masthead
    recipients: tuple[Recipient, ...]
    articles: tuple[ArticleSpan, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Attendance:
    """A person or a group in one role at one event."""

    name: str
    role: str
    start: int
    end: int
    cue_start: int
    cue_end: int
    title: str | None = None
    organization: str | None = None
    is_group: bool = False
    headcount: int | None = None
    list_position: int | None = None


@dataclass(slots=True)
class Meeting:
    """An event as one article reports it, with who took part."""

    start: int
    end: int
    name: str | None = None
    kind: str = "other"
    body: str | None = None
    is_own: bool | None = None
    held_on: dt.date | None = None
    held_until: dt.date | None = None
    date_precision: str = "unknown"
    venue: str | None = None
    attendances: list[Attendance] = field(default_factory=list)


@dataclass(slots=True)
class Directive:
    """One demand; ``meeting`` is the place of its event in the article's list of meetings."""

    text: str
    start: int
    end: int
    marker: str | None = None
    cue: str | None = None
    speaker: str | None = None
    meeting: int | None = None
    voice: str = "own"
    responsible_body: str | None = None
    deadline: dt.date | None = None
    deadline_text: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A document or speech cited."""

    title: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FormulationUse:
    """One occurrence of a fixed formulation."""

    formulation: str
    variant: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CandidateUse:
    """Words that may be a formulation which no list knows."""

    text: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A term that puts a directive under a theme."""

    theme: str
    term: str
    start: int
    end: int


@dataclass(slots=True)
class ArticleFacts:
    """Everything that is read out of one article."""

    meetings: list[Meeting] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
