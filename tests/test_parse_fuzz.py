"""No text is too odd: nothing but the project's own errors is raised, spans hold, frames are valid, twice is the same."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import zhengjian_stats as zj
from fuzz_texts import odd_texts
from zhengjian_stats.build.assemble import assembled, tables_of
from zhengjian_stats.errors import ReadError, UsageError
from zhengjian_stats.frames import sheets_of
from zhengjian_stats.parse.issue import Job, ParsedIssue, parse_document
from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.resolve import Companions
from zhengjian_stats.schema import FRAMES
from zhengjian_stats.settings import Settings

ORDINARY = 2_000
FULL = 20_000
#: So many texts are put into one corpus: to validate frames takes far longer than to read a small text.
TOGETHER = 400

#: Frames whose rows quote the text where they say they stand, and the column with the words.
QUOTING = {"articles": "text", "attendees": "name", "directives": "text", "formulations": "variant", "citations": "title"}


def job(text: str) -> Job:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Job(f"{digest[:12]}.txt", digest, Settings(office="云岭省方志馆"))


def read(text: str) -> list[ParsedIssue] | None:
    """Read a text as a file is read; None where it is refused."""
    pages = text.split("\f")
    try:
        return parse_document(RawDocument(tuple(pages), "txt"), job(text))
    except ReadError:
        return None


def squeezed(text: str) -> str:
    return "".join(text.split())


def wrong_spans(issue: ParsedIssue) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows whose span is not what they claim."""
    wrong = []
    for name, rows in issue.rows.items():
        for row in rows:
            for first, last in (("start", "end"), ("cue_start", "cue_end")):
                start, end = row.get(first), row.get(last)
                outside = start is not None and not 0 <= start <= end <= len(issue.text)
                # Repairs stand in the raw text, which is longer.
                wrong += [(name, row)] if outside and name != "repairs" else []
            if name in QUOTING and squeezed(issue.text[row["start"] : row["end"]]) != squeezed(row[QUOTING[name]]):
                wrong.append((name, row))
    return wrong


def check(text: str) -> list[ParsedIssue] | None:
    """Read a text twice and look at what came out."""
    issues = read(text)
    assert issues == read(text)
    for issue in issues or ():
        assert wrong_spans(issue) == []
        articles = {row["article_id"]: row for row in issue.rows["articles"]}
        for name in ("meetings", "directives", "citations"):
            for row in issue.rows[name]:
                article = articles[row["article_id"]]
                inside = article["start"] <= row["start"] <= row["end"] <= article["end"]
                assert inside or name == "citations", (name, row)
    return issues


def check_together(texts: list[str]) -> Counter[str]:
    """Put texts into one corpus, whose frames are validated as those of any folder; return the lengths of its frames."""
    found = [tables_of(sheets_of(issues)) for text in dict.fromkeys(texts) if (issues := read(text))]
    made = assembled(found, (), Companions())
    assert set(made.frames) == set(FRAMES)
    assert made.frames["attendees"]["meeting_id"].isin(made.frames["meetings"]["meeting_id"]).all()
    assert made.frames["meetings"]["article_id"].isin(made.frames["articles"]["article_id"]).all()
    return Counter({name: len(frame) for name, frame in made.frames.items()})


def fuzz(count: int, *, derandomize: bool) -> None:
    tried: list[str] = []

    @settings(
        max_examples=count * 6 // 5,  # some come twice
        deadline=None,
        derandomize=derandomize,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(odd_texts())
    def each(text: str) -> None:
        tried.append(text)
        check(text)

    each()
    found = sum((check_together(tried[first : first + TOGETHER]) for first in range(0, len(tried), TOGETHER)), Counter())
    # Were most of them refused, or nothing read out of them, nothing would have been tried.
    assert len(set(tried)) >= count
    assert found["issues"] > 0.7 * len(set(tried))
    assert {name for name in FRAMES if found[name] < count / 20} <= {"posts", "recipients"}
    assert found["posts"] > 20
    assert found["recipients"] > 20


def test_no_text_is_too_odd() -> None:
    fuzz(ORDINARY, derandomize=True)


@pytest.mark.slow
def test_no_text_is_too_odd_at_length() -> None:
    fuzz(FULL, derandomize=False)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_texts(), st.none() | st.dates() | st.text(st.sampled_from("0123456789-年月日"), max_size=10))
def test_the_public_door_is_as_safe(text: str, issued_on: dt.date | str | None) -> None:
    try:
        corpus = zj.parse_text(text, issued_on=issued_on)
    except UsageError:
        return
    assert len(corpus.issues) >= 1
    for name, column in QUOTING.items():
        frame = corpus.frames[name]
        quoted = [
            (squeezed(corpus.text(i)[a:b]), squeezed(w)) for i, a, b, w in frame[["issue_id", "start", "end", column]].values
        ]
        assert [pair for pair in quoted if pair[0] != pair[1]] == []
    corpus.evidence(corpus.attendees.head(3))
