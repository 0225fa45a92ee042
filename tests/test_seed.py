"""One real bulletin, read by hand: every field written down is found, and what must not be found is not."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import zhengjian_stats as zj
from facts import expected_groups, expected_participants, meetings_of, rows

if TYPE_CHECKING:
    from zhengjian_stats import Corpus

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Corpus:
    return zj.load_corpus(shared / "seed" / "zhengjian-2020-07.txt", workers=0)


def test_issue(corpus: Corpus, expected: dict[str, Any]) -> None:
    assert rows(corpus.issues, *expected["issue"]) == [tuple(expected["issue"].values())]


def test_recipients(corpus: Corpus, expected: dict[str, Any]) -> None:
    for kind in {r["kind"] for r in expected["recipients"]} | set(corpus.recipients["kind"]):
        listed = [r["body"] for r in expected["recipients"] if r["kind"] == kind]
        assert corpus.recipients[corpus.recipients["kind"] == kind]["body"].to_list() == listed


def test_articles(corpus: Corpus, expected: dict[str, Any]) -> None:
    assert corpus.articles["headline"].to_list() == [a["headline"] for a in expected["articles"]]


def test_repairs(corpus: Corpus, expected: dict[str, Any]) -> None:
    seams = corpus.repairs[corpus.repairs["kind"].str.startswith("page_seam")]
    assert rows(seams, "kind", "before", "after") == [(r["kind"], r["before"], r["after"]) for r in expected["repairs"]]


def test_suspected_misreadings_stay_as_they_are_written(corpus: Corpus, expected: dict[str, Any]) -> None:
    text = corpus.text(corpus.issues["issue_id"].iloc[0])
    for suspected in expected["suspected_misreadings"]:
        assert text.count(suspected["found"]) == suspected["times"]
        assert suspected["likely"] not in text


def test_suspected_misreadings_are_told_of_once_with_the_likely_reading(corpus: Corpus, expected: dict[str, Any]) -> None:
    told = corpus.problems.query("code == 'suspected_misprint'")
    assert len(told) == len(expected["suspected_misreadings"])
    for row, suspected in zip(told.itertuples(), expected["suspected_misreadings"], strict=True):
        assert corpus.text(str(row.issue_id))[row.start : row.end] == suspected["found"]
        assert suspected["likely"] in str(row.message)
        assert f"{suspected['times']}处" in str(row.message)


def test_a_suspected_misreading_that_somebody_accepts_is_put_right(
    corpus: Corpus, expected: dict[str, Any], shared: Path, tmp_path: Path
) -> None:
    suspected = expected["suspected_misreadings"][0]
    raw = (shared / "seed" / "zhengjian-2020-07.txt").read_text(encoding="utf-8")
    (tmp_path / "seed.txt").write_text(raw, encoding="utf-8")
    row = f"text,{suspected['found']},{suspected['likely']},王岚,2024-03-05"
    (tmp_path / "corrections.csv").write_text(f"field,was,is,by,on\n{row}\n", encoding="utf-8-sig")
    mended = zj.load_corpus(tmp_path, workers=0)
    assert mended.problems.empty
    made = mended.repairs.query("kind == 'correction'")
    assert rows(made, "before", "after") == [(suspected["found"], suspected["likely"])] * suspected["times"]
    issue_id, start = rows(made, "issue_id", "start")[0]
    assert raw[mended.raw_offset(issue_id, start) :].startswith(suspected["found"])
    new = set(mended.formulations["variant"]) - set(corpus.formulations["variant"])
    assert new <= {suspected["likely"]}
    assert list(mended.attendees["attendee_id"].str[14:]) == list(corpus.attendees["attendee_id"].str[14:])


def test_meetings(corpus: Corpus, expected: dict[str, Any]) -> None:
    found = [
        (article.position, meeting)
        for article in corpus.articles.itertuples()
        for meeting in meetings_of(corpus, str(article.article_id))
    ]
    wanted = expected["meetings"]
    assert [article for article, _ in found] == [m["article"] for m in wanted]
    assert [meeting.facts["name"] for _, meeting in found] == [m["name"] for m in wanted]
    assert [meeting.facts["is_own"] for _, meeting in found] == [m["is_own"] for m in wanted]
    for (_, meeting), record in zip(found, wanted, strict=True):
        assert meeting.participants == expected_participants(record)
        assert meeting.groups == expected_groups(record)


def test_days_of_meetings(corpus: Corpus, expected: dict[str, Any]) -> None:
    for row, record in zip(rows(corpus.meetings, "held_on", "date_precision"), expected["meetings"], strict=True):
        stated = [(record["held_on"], "day")]
        taken_over = [(record["held_on"], "inferred"), (None, "unknown")]
        assert row in (taken_over if "note" in record else stated)


def test_who_took_no_part_is_not_there(corpus: Corpus, expected: dict[str, Any]) -> None:
    absent = {person["name"] for person in expected["not_participants"]}
    assert absent & (set(corpus.attendees["name"]) | set(corpus.people["name"])) == set()


def test_enumerated_directives(corpus: Corpus, expected: dict[str, Any]) -> None:
    found = Counter(rows(corpus.directives, "marker", "text", "speaker"))
    wanted = Counter((d["marker"], d["text"], d["speaker"]) for d in expected["directives_enumerated"])
    assert wanted - found == Counter()


def test_every_marker_belongs_to_an_enumerated_directive(corpus: Corpus, expected: dict[str, Any]) -> None:
    marked = corpus.directives["marker"].dropna()
    assert marked.to_list() == [d["marker"] for d in expected["directives_enumerated"]]


def test_cited_documents(corpus: Corpus, expected: dict[str, Any]) -> None:
    documents = corpus.citations.query("kind == 'document'")
    assert set(documents["title"]) == set(expected["cited_documents"])


def test_formulations(corpus: Corpus, expected: dict[str, Any]) -> None:
    assert set(expected["formulations"]) - set(corpus.formulations["formulation"]) == set()


def test_a_long_form_is_never_counted_as_the_short_one(corpus: Corpus, expected: dict[str, Any]) -> None:
    assert set(expected["formulations_not"]) & set(corpus.formulations["variant"]) == set()


def test_spans_are_what_they_claim(corpus: Corpus) -> None:
    for frame, column in (("attendees", "name"), ("directives", "text"), ("citations", "title"), ("formulations", "variant")):
        for issue_id, start, end, claimed in rows(corpus.frames[frame], "issue_id", "start", "end", column):
            assert corpus.text(issue_id)[start:end] == claimed
