"""The frames themselves: ``FRAMES`` is the one place where a column is described."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhengjian_stats.errors import FrameError
from zhengjian_stats.schema.columns import Column, FrameSpec
from zhengjian_stats.schema.vocabulary import (
    CITATION_KINDS,
    DATE_PRECISIONS,
    DISCLOSURES,
    ISSUE_KINDS,
    MEETING_KINDS,
    PROBLEM_CODES,
    RECIPIENT_KINDS,
    REPAIR_KINDS,
    ROLES,
    SEVERITIES,
    STAGES,
    VOICES,
)

SCHEMA_VERSION: Final = 1


def _key(name: str, doc: str) -> Column:
    return Column(name, "str", doc, nullable=False)


_ISSUE = _key("issue_id", "key of the issue")
_ARTICLE = _key("article_id", "key of the article")
_START = Column("start", "int", "first character in the issue's cleaned text (0-based)")
_END = Column("end", "int", "one past the last character in the issue's cleaned text")


def _position(what: str) -> Column:
    return Column("position", "int", f"place {what}, from 1", nullable=False)


_ISSUES = FrameSpec(
    "issues",
    "one issue of a bulletin",
    (
        _ISSUE,
        Column("bulletin", "str", "name of the serial as its masthead gives it"),
        Column("issuing_office", "str", "编发单位, the body that issues it"),
        Column("prepared_by", "str", "印发处室, the section that prepared it"),
        Column("year", "int", "year of the numbering, or of the date of issue"),
        Column("issue_number", "int", "期号 within the year"),
        Column("issue_number_end", "int", "last 期号 of a joint issue (合刊)"),
        Column("whole_number", "int", "总期号, counted since the first issue"),
        Column("issue_kind", "str", "regular, supplement (增刊) or joint (合刊)", False, ISSUE_KINDS),
        Column("issued_on", "date", "印发日期"),
        Column("disclosure", "str", "信息公开选项", True, DISCLOSURES),
        Column("print_run", "int", "印数, copies"),
        Column("source", "str", "path relative to the raw folder, with /", False),
        Column("sha256", "str", "SHA-256 of the raw file", False),
        Column("reader", "str", "which reader read it", False),
        Column("n_pages", "int", "pages as the reader counts them", False),
        Column("n_chars", "int", "characters of the cleaned text, blanks not counted", False),
        Column("n_articles", "int", "articles", False),
        Column("n_problems", "int", "rows of `problems` about it", False),
    ),
    ("issue_id",),
    ("issued_on", "bulletin", "issue_number", "source", "issue_id"),
)

_RECIPIENTS = FrameSpec(
    "recipients",
    "a body on the distribution list",
    (
        _ISSUE,
        Column("kind", "str", "报 送 发 主送 抄送", False, RECIPIENT_KINDS),
        _position("in the list"),
        Column("body", "str", "the body, as written", False),
    ),
    ("issue_id", "kind", "position"),
    ("issue_id", "kind", "position"),
)

_ARTICLES = FrameSpec(
    "articles",
    "an item of an issue",
    (
        _ARTICLE,
        _ISSUE,
        _position("in the issue"),
        Column("headline", "str", "headline; a two-line one is joined by a blank"),
        Column("text", "str", "body of the article, without the headline", False),
        _START,
        _END,
    ),
    ("article_id",),
    ("issue_id", "position"),
)

_MEETINGS = FrameSpec(
    "meetings",
    "an event as one article reports it",
    (
        _key("meeting_id", "key of this report of the event"),
        _key("event_id", "key of the event; the same for all reports of one event"),
        _ISSUE,
        _ARTICLE,
        _position("in the article"),
        Column("name", "str", "shortest phrase that names the event"),
        Column("kind", "str", "kind of event, see MEETING_KINDS", False, tuple(MEETING_KINDS)),
        Column("body", "str", "the body that met"),
        Column("is_own", "bool", "the issuing office's own event, not a higher or other body's"),
        Column("held_on", "date", "(first) day of the event"),
        Column("held_until", "date", "last day, where it lasted longer than one"),
        Column("date_precision", "str", "how the day is known", False, DATE_PRECISIONS),
        Column("venue", "str", "where, as written"),
        _START,
        _END,
    ),
    ("meeting_id",),
    ("issue_id", "article_id", "position"),
)

_ATTENDEES = FrameSpec(
    "attendees",
    "a person (or a group) in one role at one meeting",
    (
        _key("attendee_id", "key"),
        _key("meeting_id", "key of the meeting"),
        _ISSUE,
        Column("person_id", "str", "key of the person; missing for groups and where it is open who it is"),
        Column("name", "str", "name without title, as the article writes it; for a group its text", False),
        Column("title", "str", "post or posts as written, one string, without the name"),
        Column("organization", "str", "the body of the post, where it is written or follows from the context"),
        Column("role", "str", "what the text says of the person's part", False, ROLES),
        Column("attended", "bool", "true for every role but apologies", False),
        Column("list_position", "int", "place among the participants of the meeting as written, from 1"),
        Column("is_group", "bool", "a collective participant (班子成员)", False),
        Column("headcount", "int", "persons in the group, where the text counts them"),
        _START,
        _END,
        Column("cue_start", "int", "first character of the words that give the role"),
        Column("cue_end", "int", "one past the last character of these words"),
    ),
    ("attendee_id",),
    ("issue_id", "meeting_id", "attendee_id"),
)

_PEOPLE = FrameSpec(
    "people",
    "a person",
    (
        _key("person_id", "key"),
        Column("name", "str", "name", False),
        Column("n_events", "int", "distinct events attended", False),
        Column("first_seen_on", "date", "first day seen at an event"),
        Column("last_seen_on", "date", "last day seen at an event"),
    ),
    ("person_id",),
    ("name", "person_id"),
)

_POSTS = FrameSpec(
    "posts",
    "a person in a post, as far as the corpus shows it",
    (
        _key("person_id", "key of the person"),
        Column("organization", "str", "the body of the post"),
        Column("title", "str", "the post, as written", False),
        Column("first_seen_on", "date", "first evidence"),
        Column("last_seen_on", "date", "last evidence"),
        Column("n_mentions", "int", "mentions with this post", False),
    ),
    ("person_id", "organization", "title"),
    ("person_id", "first_seen_on", "title", "organization"),
)

_DIRECTIVES = FrameSpec(
    "directives",
    "one demand",
    (
        _key("directive_id", "key"),
        _ISSUE,
        _ARTICLE,
        Column("meeting_id", "str", "the event at which it was made"),
        _position("in the article"),
        Column("marker", "str", "一是, 二要, （三）…: the mark of enumeration"),
        Column("cue", "str", "强调, 指出, 要求…: the verb that introduces it"),
        Column("text", "str", "the demand, verbatim, without marker and closing mark", False),
        Column("speaker", "str", "name of the person in whose voice it is"),
        Column("person_id", "str", "key of that person"),
        Column("voice", "str", "own, or a higher body's words passed on", False, VOICES),
        Column("responsible_body", "str", "the body that it is demanded of, as written"),
        Column("deadline", "date", "last day, where the text fixes one"),
        Column("deadline_text", "str", "the words of the deadline"),
        _START,
        _END,
    ),
    ("directive_id",),
    ("issue_id", "article_id", "position"),
)

_DIRECTIVE_THEMES = FrameSpec(
    "directive_themes",
    "a directive under a theme",
    (
        _key("directive_id", "key of the directive"),
        Column("theme", "str", "identifier of the theme", False),
        Column("term", "str", "the term that put it there", False),
        _START,
        _END,
    ),
    ("directive_id", "theme"),
    ("directive_id", "theme"),
)

_FORMULATIONS = FrameSpec(
    "formulations",
    "one occurrence of a fixed formulation (提法)",
    (
        _key("formulation_id", "key"),
        _ISSUE,
        _ARTICLE,
        Column("formulation", "str", "the formulation, in its usual form", False),
        Column("variant", "str", "the words of the text", False),
        Column("voice", "str", "own or relayed", False, VOICES),
        _START,
        _END,
    ),
    ("formulation_id",),
    ("issue_id", "start", "formulation_id"),
)

_CITATIONS = FrameSpec(
    "citations",
    "a document or speech cited",
    (
        _key("citation_id", "key"),
        _ISSUE,
        _ARTICLE,
        Column("title", "str", "title, with its marks 《》 where it has them", False),
        Column("kind", "str", "document or speech", False, CITATION_KINDS),
        _START,
        _END,
    ),
    ("citation_id",),
    ("issue_id", "start", "citation_id"),
)

_TERMS = FrameSpec(
    "terms",
    "a word's count in an article",
    (
        _ARTICLE,
        Column("term", "str", "the word", False),
        Column("n", "int", "occurrences in headline and body", False),
    ),
    ("article_id", "term"),
    ("article_id", "term"),
)

_REPAIRS = FrameSpec(
    "repairs",
    "a change made to the raw text",
    (
        _ISSUE,
        Column("kind", "str", "what was done, see REPAIR_KINDS", False, tuple(REPAIR_KINDS)),
        Column("before", "str", "the raw text there", False),
        Column("after", "str", "the cleaned text there; missing where all was dropped"),
        _START,
        _END,
    ),
    (),
    ("issue_id", "start", "end", "kind", "before"),
)

_PROBLEMS = FrameSpec(
    "problems",
    "something a person should look at",
    (
        _key("problem_id", "key"),
        Column("issue_id", "str", "key of the issue; missing where no issue could be read"),
        Column("source", "str", "path relative to the raw folder"),
        Column("stage", "str", "step of the way at which it was noticed", False, STAGES),
        Column("code", "str", "what it is, see PROBLEM_CODES", False, tuple(PROBLEM_CODES)),
        Column("severity", "str", "error: something is left out; warning: look; info: good to know", False, SEVERITIES),
        Column("message", "str", "what was found, and what to do", False),
        _START,
        _END,
        Column("row", "int", "row of the table `source`, where it is `corrections.csv` or `metadata.csv`"),
    ),
    ("problem_id",),
    ("source", "issue_id", "start", "row", "code", "problem_id"),
)

#: Every frame of a corpus, by name.
FRAMES: Final[Mapping[str, FrameSpec]] = {
    spec.name: spec
    for spec in (
        _ISSUES,
        _RECIPIENTS,
        _ARTICLES,
        _MEETINGS,
        _ATTENDEES,
        _PEOPLE,
        _POSTS,
        _DIRECTIVES,
        _DIRECTIVE_THEMES,
        _FORMULATIONS,
        _CITATIONS,
        _TERMS,
        _REPAIRS,
        _PROBLEMS,
    )
}


def spec_of(name: str) -> FrameSpec:
    """Return the contract of a frame.

    Raises
    ------
    FrameError
        There is no such frame.

    Examples
    --------
    >>> spec_of("people").key
    ('person_id',)
    """
    if name not in FRAMES:
        raise FrameError(f"no frame is called {name!r}; there are {', '.join(FRAMES)}")
    return FRAMES[name]
