"""The sample corpus: what its files say was written down by hand when they were written; here the two are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import zhengjian_stats as zj
from facts import rows
from sample_scores import Sample, Tally, corpus_truth, files_of, score, truth

STEMS = sorted(truth())


@pytest.fixture(scope="module")
def sample(raw: Path) -> Sample:
    return Sample(zj.load_corpus(raw))


@pytest.fixture(scope="module")
def scores(sample: Sample) -> dict[str, Tally]:
    return score(sample)


def test_every_issue_is_there_once(sample: Sample) -> None:
    assert sorted(sample.issue_ids) == STEMS
    assert len(sample.corpus.issues) == len(STEMS)


def test_no_file_fails(sample: Sample) -> None:
    errors = sample.corpus.problems.query("severity == 'error'")
    assert rows(errors, "source", "code", "message") == []


@pytest.mark.parametrize("stem", STEMS)
def test_masthead_and_colophon(sample: Sample, stem: str) -> None:
    wanted = truth()[stem]["issue"]
    assert rows(sample.issue(stem, "issues"), *wanted) == [tuple(wanted.values())]


@pytest.mark.parametrize("stem", STEMS)
def test_recipients(sample: Sample, stem: str) -> None:
    found = rows(sample.issue(stem, "recipients"), "kind", "body")
    assert sorted(found) == sorted((r["kind"], r["body"]) for r in truth()[stem]["recipients"])


@pytest.mark.parametrize("stem", STEMS)
def test_headlines(sample: Sample, stem: str) -> None:
    # A full-width blank is made half-width by the cleaning, in headlines too.
    written = [a["headline"].replace("\u3000", " ") for a in truth()[stem]["articles"]]
    assert sample.issue(stem, "articles")["headline"].to_list() == written


REPAIRED = [(stem, repair) for stem in STEMS for repair in truth()[stem]["repairs"]]


@pytest.mark.parametrize(("stem", "repair"), REPAIRED, ids=[f"{stem}-{repair['after'][:6]}" for stem, repair in REPAIRED])
def test_repairs(sample: Sample, stem: str, repair: dict[str, str]) -> None:
    start = sample.text(stem).find(repair["after"])
    assert start >= 0, "the text is not as it was before it was put on pages"
    end = start + len(repair["after"])
    made = rows(sample.issue(stem, "repairs"), "kind", "start", "end")
    assert [kind for kind, first, last in made if kind == repair["kind"] and first < end and start < last] == [repair["kind"]]


@pytest.mark.parametrize("stem", [stem for stem in STEMS if truth()[stem]["misprints"]])
def test_misprints_stay_as_they_are_written(sample: Sample, stem: str) -> None:
    assert [m["found"] for m in truth()[stem]["misprints"] if m["found"] not in sample.text(stem)] == []


#: Precision and recall that a change must not fall below; they only ever rise.
FLOORS: dict[str, tuple[float, float]] = {
    "events": (1.00, 0.97),
    "name": (0.67, 0.81),
    "kind": (0.90, 0.90),
    "held_on": (1.00, 1.00),
    "held_until": (1.00, 1.00),
    "date_precision": (1.00, 1.00),
    "is_own": (0.98, 0.98),
    "venue": (0.92, 0.82),
    "participants": (0.97, 0.87),
    "titles": (0.97, 0.88),
    "roles": (0.93, 0.85),
    "groups": (0.77, 0.53),
    "headcounts": (0.11, 0.09),
    "directives": (0.93, 0.91),
    "d.marker": (1.00, 1.00),
    "d.speaker": (0.98, 0.98),
    "d.voice": (0.98, 0.98),
    "d.deadline": (0.97, 0.98),
    "d.deadline_text": (0.96, 0.98),
    "citations": (1.00, 1.00),
    "formulations": (1.00, 1.00),
}


def test_everything_measured_has_a_floor(scores: dict[str, Tally]) -> None:
    assert set(scores) == set(FLOORS)


@pytest.mark.parametrize("measure", FLOORS)
def test_extraction_keeps_above_its_floor(scores: dict[str, Tally], measure: str) -> None:
    tally = scores[measure]
    assert tally.precision >= FLOORS[measure][0], tally.invented
    assert tally.recall >= FLOORS[measure][1], tally.missed


def test_who_took_no_part_is_not_there(sample: Sample) -> None:
    there = []
    for stem in STEMS:
        for person in truth()[stem]["not_participants"]:
            numbers = range(len(truth()[stem]["articles"])) if person["article"] is None else [person["article"]]
            names = {name for number in numbers for name in sample.attendees(stem, number)["name"]}
            there += [(stem, person["name"], person["why"]) for name in names if name == person["name"]]
    assert there == []


def test_quarters(sample: Sample) -> None:
    quarters = sample.corpus.issues["issued_on"].dt.to_period("Q").astype(str).value_counts()
    assert quarters.sort_index().to_dict() == corpus_truth()["issues_by_quarter"]


def test_the_missing_number_is_a_gap(sample: Sample) -> None:
    gaps = sample.corpus.problems.query("code == 'number_gap'")["message"]
    missing = corpus_truth()["missing_numbers"]
    assert len(gaps) == len(missing)
    for gap, message in zip(missing, gaps, strict=True):
        assert str(gap["year"]) in message
        assert str(gap["issue_number"]) in message


def test_no_number_is_doubled_or_late(sample: Sample) -> None:
    odd = sample.corpus.problems.query("code in ['number_doubled', 'late_issue', 'masthead_conflict', 'no_issue_number']")
    assert rows(odd, "source", "code") == []


def test_the_same_issue_twice_counts_once(sample: Sample) -> None:
    twice = corpus_truth()["same_issue_twice"]
    kept = sample.issue(twice["stem"], "issues")["source"].to_list()
    noted = sample.corpus.problems.query("code == 'duplicate_issue'")["source"].to_list()
    assert sorted(kept + noted) == sorted(twice["files"])
    assert kept[0].endswith(".docx")


def test_metadata_stand_in_for_what_the_text_does_not_say(sample: Sample) -> None:
    needs = corpus_truth()["needs_metadata"]
    found = rows(sample.issue(needs["stem"], "issues"), "source", "issued_on")
    assert found == [(needs["file"], needs["issued_on"])]


def test_sample_files_are_those_of_the_manifest(raw: Path) -> None:
    companions = {"metadata.csv", "roster.csv", "bodies.csv", "corrections.csv"}
    there = {
        path.relative_to(raw).as_posix()
        for path in raw.rglob("*")
        if path.is_file() and not path.name.startswith((".", "README"))
    }
    assert there - companions == {file for files in files_of().values() for file in files}


def keys_of(people: pd.DataFrame, title: str) -> set[Any]:
    return set(people[people["title"] == title]["person_id"].dropna())


def test_two_people_of_one_name_are_two(sample: Sample) -> None:
    pair = corpus_truth()["two_people_of_one_name"]
    for place in pair["together_in"]:
        named = sample.attendees(place["stem"], place["article"]).query("name == @pair['name'] and not is_group")
        assert named["person_id"].nunique() == 2, place
    namesakes = sample.corpus.attendees.query("name == @pair['name'] and not is_group")
    first, second = (keys_of(namesakes, person["title"]) for person in pair["people"])
    assert len(first) == len(second) == 1
    assert first != second


def test_a_namesake_without_post_stays_open(sample: Sample) -> None:
    pair = corpus_truth()["two_people_of_one_name"]
    for place in pair["without_post_in"]:
        named = sample.attendees(place["stem"], place["article"]).query("name == @pair['name']")
        assert named["person_id"].isna().all()
        codes = sample.issue(place["stem"], "problems")["code"].to_list()
        assert ("ambiguous_person" in codes) or named.empty


def test_a_given_name_with_title_is_no_second_person(sample: Sample) -> None:
    parts = {entry["words"][: len(entry["person"]) - 1] for entry in corpus_truth()["given_name_and_title"]}
    assert parts & set(sample.corpus.people["name"]) == set()


def test_who_sent_another_was_not_there(sample: Sample) -> None:
    for entry in corpus_truth()["on_behalf_of"]:
        names = set(sample.attendees(entry["stem"], entry["article"])["name"])
        assert entry["went"] in names, entry
        assert entry["absent"] not in names, entry


def test_an_event_reported_twice_is_one(sample: Sample) -> None:
    for event in corpus_truth()["reported_twice"]:
        keys = []
        for place in event["articles"]:
            meetings = sample.article(place["stem"], place["article"], "meetings")
            keys.append(set(meetings[meetings["held_on"] == event["held_on"]]["event_id"]))
        assert len(set.intersection(*keys)) == 1, event


def test_other_events_are_reported_once(sample: Sample) -> None:
    reports = sample.corpus.meetings.groupby("event_id")["meeting_id"].nunique()
    assert (reports > 1).sum() == len(corpus_truth()["reported_twice"])


def test_meetings_of_higher_bodies_are_not_the_offices_own(sample: Sample) -> None:
    for place in corpus_truth()["relayed_meetings"]:
        meetings = sample.article(place["stem"], place["article"], "meetings").sort_values("position")
        assert meetings["is_own"].to_list()[place["meeting"]] is False, place


def test_a_change_of_director_is_one_person_with_new_posts(sample: Sample) -> None:
    new = corpus_truth()["change_of_director"]["new"]
    keys = set(sample.corpus.attendees.query("name == @new['name']")["person_id"])
    assert len(keys) == 1
    held = set(sample.corpus.posts[sample.corpus.posts["person_id"].isin(keys)]["title"])
    assert {title for post in new["titles"] for title in post["title"].split("、")} - held == set()


def test_later_reports_on_demands_stand_where_they_were_written(sample: Sample) -> None:
    for entry in corpus_truth()["follow_ups"]:
        article = sample.article(entry["reported_in"], entry["reported_article"], "articles")["text"].iloc[0]
        assert entry["sentence"] in article, entry


def test_articles_without_event(sample: Sample) -> None:
    quiet = [(place["stem"], place["article"]) for place in corpus_truth()["articles_without_event"]]
    assert [place for place in quiet if len(sample.article(*place, "meetings"))] == []
