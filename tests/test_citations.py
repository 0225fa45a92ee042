"""Documents and speeches that a text cites. The examples of the rules are run by test_resources."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats import lexicon
from zhengjian_stats.parse.citations import CitationRules, find_citations, rules


def titles(text):
    return [citation.title for citation in find_citations(text)]


@given(st.text(st.sampled_from("《》〈〉“”在上的重要讲话时会议、。\n甲乙𬭎"), max_size=80))
def test_spans_are_what_they_claim_in_order_and_apart(text):
    found = find_citations(text)
    assert all(text[c.start : c.end] == c.title for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《甲志》《乙志》", ["《甲志》", "《乙志》"]),
        ("《〈甲志〉凡例》", ["《〈甲志〉凡例》"]),
        ("《甲《乙》丙》", ["《甲《乙》丙》"]),
        ("《甲《乙》丙", ["《乙》"]),
        ("》甲《乙》《", ["《乙》"]),
        ("《甲\n乙》", []),
        ("《" + "长" * 80 + "》", ["《" + "长" * 80 + "》"]),
        ("《" + "长" * 81 + "》", []),
        ("《" + "长" * 60 + "《短》" + "长" * 60 + "》", ["《短》"]),
    ],
)
def test_marks_are_paired(text, expected):
    assert titles(text) == expected


def test_a_published_speech_is_one_citation_of_kind_speech():
    (only,) = find_citations("通读《在雾山市修志工作会议上的讲话》。")
    assert (only.kind, only.title) == ("speech", "《在雾山市修志工作会议上的讲话》")


def test_a_speech_begins_at_the_nearest_opening():
    assert titles("他在县里传达了在全市修志工作会议上的重要讲话") == ["在全市修志工作会议上的重要讲话"]


def test_only_the_stretch_is_read():
    text = "《甲志》与《乙志》"
    assert [c.title for c in find_citations(text, 4, 9)] == ["《乙志》"]
    assert find_citations(text, 1, 6) == []


def test_a_text_of_nothing_but_marks_cites_no_document():
    hostile = "《" * 20_000 + "在" * 20_000 + "上的讲话" * 5_000
    assert {citation.kind for citation in find_citations(hostile)} == {"speech"}
    assert max(len(title) for title in titles(hostile)) <= 70


def test_rules_can_be_replaced():
    table = lexicon.load("citations")
    other = CitationRules.from_table({**table, "document": {**table["document"], "open": "<", "close": ">"}})
    assert [c.title for c in find_citations("见<甲志>与《乙志》", known=other)] == ["<甲志>"]
    assert rules() is rules()


@pytest.mark.shared
def test_the_documents_of_the_seed_are_found(shared):
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))["cited_documents"]
    text = (shared / "seed" / "zhengjian-2020-07.txt").read_text(encoding="utf-8")
    assert {c.title for c in find_citations(text) if c.kind == "document"} == set(expected)
