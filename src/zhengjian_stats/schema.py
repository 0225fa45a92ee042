"""The frames: a contract of names, types, meanings and closed vocabularies.

``FRAMES`` is the one place where a column is described; the pandera schema that validates a frame and the Arrow schema
that stores it are both made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from zhengjian_stats.errors import FrameError

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa
    import pyarrow

SCHEMA_VERSION: Final = 1

Kind = Literal["str", "int", "date", "bool"]

#: The pandas dtype of each kind of column. Missing is ``<NA>``/``NaN``/``NaT``, never ``""`` or 0.
DTYPES: Final[Mapping[Kind, str]] = {"str": "str", "int": "Int64", "date": "datetime64[us]", "bool": "boolean"}

ISSUE_KINDS: Final = ("regular", "supplement", "joint")
DISCLOSURES: Final = ("proactive", "on_request", "withheld")
RECIPIENT_KINDS: Final = ("submitted_to", "sent_to", "issued_to", "addressed_to", "copied_to")
ROLES: Final = (
    "chair",
    "speech",
    "relay",
    "report",
    "remarks",
    "present",
    "in_attendance",
    "inspect",
    "accompany",
    "apologies",
)
VOICES: Final = ("own", "relayed")
DATE_PRECISIONS: Final = ("day", "inferred", "month", "period", "unknown")
SEVERITIES: Final = ("error", "warning", "info")
STAGES: Final = ("read", "clean", "layout", "extract", "resolve", "check")
CITATION_KINDS: Final = ("document", "speech")

#: Kinds of meetings (closed vocabulary): identifier → what it covers.
MEETING_KINDS: Final[Mapping[str, str]] = {
    "study_session": "学习会、专题学习、集体学习",
    "theory_study_group": "党组（党委）理论学习中心组学习会",
    "executive_meeting": "常务会议、常委会会议",
    "party_group_meeting": "党组会议、党委会议",
    "office_meeting": "办公会、局务会、主任办公会",
    "work_meeting": "工作会议、推进会、部署会、例会、调度会",
    "mobilization": "动员会、启动会、动员部署会",
    "symposium": "座谈会、交流会、协商会",
    "review_meeting": "评审会、审查会、验收会、论证会、评议会",
    "briefing": "通报会、汇报会、发布会、总结会",
    "congress": "代表大会、全会、党员大会",
    "party_life": "民主生活会、组织生活会、主题党日、党课",
    "training": "培训班、培训会、轮训",
    "lecture": "讲座、报告会、宣讲会",
    "forum": "论坛、研讨会、年会",
    "inspection": "调研、督导、检查、视察",
    "visit": "走访、慰问、考察、访问、参观",
    "ceremony": "仪式、典礼、颁奖",
    "talks": "会见、会谈、谈话",
    "other": "其他活动",
}

#: Kinds of repairs (closed vocabulary): identifier → what was done to the raw text.
REPAIR_KINDS: Final[Mapping[str, str]] = {
    "page_seam_duplicate": "characters repeated on both sides of a page seam were kept once",
    "page_seam_break": "a word or sentence cut by a page seam was joined",
    "line_wrap": "a line broken by the layout was joined to the next",
    "running_head": "a running head or foot repeated on the pages was dropped",
    "page_number": "a page number was dropped",
    "pdf_space": "blanks that a PDF or a typist put between Chinese characters or round digits were dropped",
    "full_width": "a full-width letter, digit or blank was made half-width",
    "look_alike": "a look-alike code point (a radical, a compatibility form) was made the usual character",
    "control_character": "an invisible or control character was dropped",
}

#: Codes of problems (closed vocabulary): code → a sentence for the person who looks.
PROBLEM_CODES: Final[Mapping[str, str]] = {
    "empty_file": "The file holds no text.",
    "truncated_file": "The file breaks off or is damaged.",
    "encrypted_file": "The file is protected by a password.",
    "wrong_suffix": "The file is not what its suffix says.",
    "unknown_type": "No reader knows this type of file.",
    "unreadable_file": "The file could not be opened or read.",
    "reader_failed": "The reader crashed or ran out of time on this file.",
    "lossy_decoding": "Some bytes could not be decoded and stand as replacement characters.",
    "no_text_layer": "Pages of the file are images without text.",
    "bad_row": "A row of a table could not be used.",
    "no_issue_date": "The date of issue was not found.",
    "no_issue_number": "The issue has a masthead, but its number was not found.",
    "no_articles": "No article was found in the issue.",
    "masthead_conflict": "Masthead and colophon (or metadata) disagree.",
    "duplicate_issue": "The same issue was found twice; the richer text was kept.",
    "number_gap": "Numbers are missing between two issues of the serial.",
    "number_doubled": "Two different issues carry the same number.",
    "late_issue": "An issue carries a higher number but an earlier date than another.",
    "ambiguous_year": "A date without a year could not be placed.",
    "ambiguous_date": "The day of an event could not be told.",
    "unresolved_person": "A person is named only in part, and nothing tells who it is.",
    "ambiguous_person": "A name may belong to more than one person.",
    "uncertain_attendee": "A name stands among the participants, but its role or its being a name is unclear.",
    "suspected_misprint": "A word looks like a misprint of a known one.",
    "metadata_unmatched": "A row of metadata.csv names no file.",
    "roster_conflict": "The roster and the text disagree.",
    "correction_stale": "A correction no longer applies.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a frame: name, kind, meaning, whether it may be missing, allowed values."""

    name: str
    kind: Kind
    doc: str
    nullable: bool = True
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameSpec:
    """One frame: its name, what a row is, its columns, its key (unique) and its order."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)


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
        Column("name", "str", "name without title; for a group its text", False),
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
    ),
    ("problem_id",),
    ("source", "issue_id", "start", "code", "problem_id"),
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


@cache
def pandera_schema(name: str) -> pa.DataFrameSchema:
    """Return the pandera schema of a frame, made from its contract.

    Examples
    --------
    >>> sorted(pandera_schema("people").columns)[:2]
    ['first_seen_on', 'last_seen_on']
    """
    import pandera.pandas as pa

    spec = spec_of(name)
    columns = {
        column.name: pa.Column(
            DTYPES[column.kind],
            pa.Check.isin(column.values) if column.values else None,
            nullable=column.nullable,
            description=column.doc,
        )
        for column in spec.columns
    }
    return pa.DataFrameSchema(columns, strict=False, unique=list(spec.key) or None, name=name, description=spec.row)


@cache
def arrow_schema(name: str) -> pyarrow.Schema:
    """Return the Arrow schema in which a frame is stored, its version in the metadata.

    Examples
    --------
    >>> arrow_schema("terms").names
    ['article_id', 'term', 'n']
    """
    import pyarrow as arrow

    types = {"str": arrow.string(), "int": arrow.int64(), "date": arrow.timestamp("us"), "bool": arrow.bool_()}
    fields = [arrow.field(c.name, types[c.kind], nullable=c.nullable) for c in spec_of(name).columns]
    return arrow.schema(fields, metadata={"zhengjian_schema": str(SCHEMA_VERSION), "frame": name})


def empty_frame(name: str) -> pd.DataFrame:
    """Return a frame without rows and with all its columns in their types.

    Examples
    --------
    >>> list(empty_frame("terms").columns)
    ['article_id', 'term', 'n']
    """
    return frame_of(name, [])


def frame_of(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Make a frame from rows: all columns, in order, typed and sorted; a key that a row lacks is missing.

    Examples
    --------
    >>> frame_of("terms", [{"article_id": "a", "term": "地方志", "n": 2}])["n"].sum()
    np.int64(2)
    """
    import pandas as pd

    spec = spec_of(name)
    data = {c.name: pd.Series([row.get(c.name) for row in rows], dtype=DTYPES[c.kind]) for c in spec.columns}
    frame = pd.DataFrame(data, columns=list(spec.names))
    return frame.sort_values(list(spec.order), kind="stable", na_position="last", ignore_index=True)


def validate(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Check a frame against its contract and return it.

    Raises
    ------
    FrameError
        A column is missing or of another type, a value is not allowed, or a key stands twice.

    Examples
    --------
    >>> len(validate("terms", empty_frame("terms")))
    0
    """
    import pandera.errors

    missing = [c for c in spec_of(name).names if c not in frame.columns]
    if missing:
        raise FrameError(f"frame {name!r} lacks the column(s) {', '.join(missing)}")
    try:
        return pandera_schema(name).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        found = f"{first['failure_case']!r}" if first["failure_case"] is not None else "nothing"
        where = f"column {first['column']!r}" if first["column"] else "the key"
        raise FrameError(f"frame {name!r}: {where} fails {first['check']}: found {found}") from error
