"""The whole way of one document: cleaned, cut into issues and articles, read, and laid out as rows of the frames."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from zhengjian_stats.errors import ReadError
from zhengjian_stats.messages import say
from zhengjian_stats.parse import rows
from zhengjian_stats.parse.article import parse_article
from zhengjian_stats.parse.citations import find_citations
from zhengjian_stats.parse.formulations import early_uses, find_formulations
from zhengjian_stats.parse.layout import parse_layout, split_issues
from zhengjian_stats.parse.records import ArticleSpan, FormulationUse, IssueLayout, Masthead, Problem
from zhengjian_stats.parse.stated import Stated, settled
from zhengjian_stats.parse.themes import find_themes
from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.settings import Settings
from zhengjian_stats.text.clean import CleanText
from zhengjian_stats.text.correct import TextCorrection, corrected
from zhengjian_stats.text.repair import clean_document
from zhengjian_stats.text.segment import Segmenter

#: Problems of the layout that are none where the metadata say what the text does not.
_ANSWERED: Final[Mapping[str, str]] = {"no_issue_date": "issued_on", "no_issue_number": "issue_number"}


@dataclass(frozen=True, slots=True)
class Job:
    """What is known of a file beside its text: path, digest, settings, its row of ``metadata.csv``, corrections of its text."""

    source: str
    sha256: str
    settings: Settings = field(default_factory=Settings)
    fields: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[TextCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedIssue:
    """One issue: its cleaned text, the runs of its map to the raw text (see ``CleanText``), its rows by frame."""

    issue_id: str
    text: str
    runs: tuple[tuple[int, int], ...]
    rows: dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an issue stands: the document, its job, and which part of the document it is."""

    document: RawDocument
    job: Job
    index: int
    n_issues: int

    @property
    def issue_id(self) -> str:
        """Key of the issue, from the content of the file and the place in it."""
        place = f"{self.job.sha256}:{self.document.place}/{self.index}"
        return "i" + hashlib.sha256(place.encode()).hexdigest()[:12]


def parse_document(document: RawDocument, job: Job) -> list[ParsedIssue]:
    r"""Read one document: usually one issue, several where it is a volume (合订本).

    Raises
    ------
    ReadError
        Nothing is left of the text once it is cleaned.

    Examples
    --------
    >>> document = RawDocument(("召开馆务会\n\n3月5日，王岚主持召开馆务会。\n",), "txt")
    >>> issue = parse_document(document, Job("a.txt", "0" * 64, fields={"issued_on": "2024-03-08"}))[0]
    >>> [(row["name"], row["role"]) for row in issue.rows["attendees"]]
    [('王岚', 'chair')]
    """
    document = _writable(document)
    clean = clean_document(document)
    if not clean.text.strip():
        raise ReadError("empty_file", say("corpus.no_text", job.settings.language), document.place)
    raw = "\f".join(document.pages)
    parts = [corrected(part, raw, job.corrections) for part in split_issues(clean, job.settings)]
    return [_parsed(part, _Place(document, job, index, len(parts))) for index, part in enumerate(parts)]


def _writable(document: RawDocument) -> RawDocument:
    r"""Replace halves of characters (``\ud800`` out of a JSON file), which no file can hold."""
    try:
        "".join(document.pages + tuple(document.fields.values())).encode()
    except UnicodeEncodeError:
        fields = {name: _whole(value) for name, value in document.fields.items()}
        return replace(document, pages=tuple(map(_whole, document.pages)), fields=fields)
    return document


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _parsed(clean: CleanText, place: _Place) -> ParsedIssue:
    job = place.job
    layout = parse_layout(clean.text, job.settings)
    stated = Stated.of(place.document.fields, job.fields, whole_document=place.n_issues == 1)
    masthead, conflicts = settled(layout.masthead, stated, job.settings.language)
    articles = _articles(clean.text, layout, place, stated)
    found = {name: list[dict[str, Any]]() for name in ("recipients", "articles", *rows.BY_ARTICLE, "repairs")}
    found["recipients"] = [rows.recipient(place.issue_id, r) for r in layout.recipients]
    found["repairs"] = [rows.repair(place.issue_id, r) for r in clean.repairs]
    told: list[Problem] = [*_notes(place), *_unanswered(layout.problems, masthead, bool(articles)), *conflicts]
    reading = _Reading(clean.text, masthead, job.settings, rows.Numbering(place.issue_id))
    for position, span in enumerate(articles, start=1):
        told += reading.read(position, span, found)
    told += _early(found["formulations"], masthead, job.settings)
    found["problems"] = [rows.problem(place.issue_id, job.source, p) for p in told]
    found["issues"] = [_issue_row(clean, place, masthead, len(articles))]
    return ParsedIssue(place.issue_id, clean.text, clean.runs, found)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the articles of one issue."""

    text: str
    masthead: Masthead
    settings: Settings
    numbering: rows.Numbering

    def read(self, position: int, span: ArticleSpan, found: dict[str, list[dict[str, Any]]]) -> list[Problem]:
        """Add the rows of one article to those of the issue; return its problems."""
        office = self.masthead.issuing_office or self.settings.office or None
        language = self.settings.language
        facts = parse_article(self.text, span, issued_on=self.masthead.issued_on, office=office, language=language)
        numbers = self.numbering.of_article(position)
        found["articles"].append(rows.article(numbers, span, self.text))
        laid_out = rows.facts(numbers, facts)
        for name, more in laid_out.items():
            found[name] += more
        for row in laid_out["directives"]:
            hits = find_themes(self.text, row["start"], row["end"], self.settings)
            found["directive_themes"] += rows.themes(row["directive_id"], hits)
        begin = span.headline_start if span.headline else span.start
        uses = find_formulations(self.text, begin, span.end, self.settings)
        found["formulations"] += rows.formulations(numbers, uses, facts.directives)
        found["citations"] += rows.citations(numbers, find_citations(self.text, begin, span.end))
        counts = _segmenter(self.settings.user_words).term_counts(f"{span.headline or ''}\n{self.text[span.start : span.end]}")
        found["terms"] += [{"article_id": numbers.article_id, "term": term, "n": n} for term, n in counts.items()]
        return facts.problems


@lru_cache(maxsize=4)
def _segmenter(user_words: tuple[str, ...]) -> Segmenter:
    return Segmenter(user_words)


def _articles(text: str, layout: IssueLayout, place: _Place, stated: Stated) -> tuple[ArticleSpan, ...]:
    """Return the articles; a row of a table without masthead is one, and may have its headline beside the text."""
    articles = layout.articles
    is_row = bool(place.document.place) and layout.masthead.bulletin is None and layout.masthead.issue_number is None
    if is_row:
        articles = (_one_article(text, articles, stated.container.get("headline")),)
    if len(articles) != 1:
        return articles
    only = articles[0]
    headline = stated.metadata.get("headline") or only.headline or stated.container.get("headline")
    if headline in (None, only.headline):
        return articles
    return (ArticleSpan(headline, only.start, only.start, only.start, only.end),)


def _one_article(text: str, articles: tuple[ArticleSpan, ...], stated: str | None) -> ArticleSpan:
    """Make one article of all; where its headline is stated, another line that looks like one is the opening of the text."""
    end = len(text.rstrip())
    if not articles:
        begin = len(text) - len(text.lstrip())
        return ArticleSpan(None, begin, begin, begin, end)
    first = articles[0]
    if stated is None or first.headline is None or "".join(first.headline.split()) == "".join(stated.split()):
        return ArticleSpan(first.headline, first.headline_start, first.headline_end, first.start, end)
    return ArticleSpan(None, first.headline_start, first.headline_start, first.headline_start, end)


def _notes(place: _Place) -> list[Problem]:
    """Return what the reader noticed, told of the first issue of the document."""
    notes = place.document.notes if place.index == 0 else ()
    return [Problem("read", n.code, "warning", f"{n.place}: {n.message}" if n.place else n.message) for n in notes]


def _unanswered(problems: Iterable[Problem], masthead: Masthead, has_articles: bool) -> list[Problem]:
    def answered(code: str) -> bool:
        return has_articles if code == "no_articles" else getattr(masthead, _ANSWERED.get(code, ""), None) is not None

    return [problem for problem in problems if not answered(problem.code)]


def _early(found: Iterable[Mapping[str, Any]], masthead: Masthead, settings: Settings) -> list[Problem]:
    """Note formulations that stand in an issue dated before they became current: another phrase, or a wrong date."""
    uses = [FormulationUse(row["formulation"], row["variant"], row["start"], row["end"]) for row in found]
    notes = []
    for use, since in early_uses(uses, masthead.issued_on, settings):
        values = {"formulation": use.formulation, "since": since, "issued_on": masthead.issued_on}
        message = say("extract.early_formulation", settings.language, **values)
        notes.append(Problem("extract", "early_formulation", "info", message, use.start, use.end))
    return notes


def _issue_row(clean: CleanText, place: _Place, masthead: Masthead, n_articles: int) -> dict[str, Any]:
    return rows.issue(place.issue_id, masthead) | {
        "source": place.job.source,
        "sha256": place.job.sha256,
        "reader": place.document.reader,
        "n_pages": _n_pages(clean, place.document),
        "n_chars": len(re.sub(r"\s", "", clean.text)),
        "n_articles": n_articles,
        "n_problems": 0,  # counted when all are known
    }


def _n_pages(clean: CleanText, document: RawDocument) -> int:
    """Count the pages over which the issue goes (in the raw text they are parted by form feeds)."""
    raw = "\f".join(document.pages)
    return raw.count("\f", clean.to_raw(0), clean.to_raw(max(len(clean.text) - 1, 0))) + 1
