"""Candidates for new formulations. The examples of the rules are run by test_resources."""

from __future__ import annotations

import tomllib
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhengjian_stats as zj
from zhengjian_stats.errors import FrameError, UsageError
from zhengjian_stats.parse.candidates import KINDS, find_candidates
from zhengjian_stats.schema import frame_of
from zhengjian_stats.settings import Settings, settings_from_dict

WORDS = ["开门修志", "三个先行", "稳住阵脚", "守住家底", "弘扬", "方志铁砚精神", "1+N", "第"]
PIECES = [*WORDS, "“", "”", "、", "，", "。", "的", "𬭎", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_uses_say_what_they_claim_in_order_and_apart(text):
    uses = find_candidates(text, 0, len(text))
    assert all(text[use.start : use.end] == use.text and use.kind in KINDS for use in uses)
    assert all(a.end <= b.start for a, b in pairwise(uses))


def frames(*texts):
    """Return one issue a text, a week apart, each with one article."""
    days = pd.date_range("2025-03-03", periods=len(texts), freq="7D")
    issues = [{"issue_id": f"i{n}", "issued_on": day} for n, day in enumerate(days, start=1)]
    articles = [
        {"article_id": f"i{n}-a01", "issue_id": f"i{n}", "position": 1, "text": text, "start": 100, "end": 100 + len(text)}
        for n, text in enumerate(texts, start=1)
    ]
    return {"issues": frame_of("issues", issues), "articles": frame_of("articles", articles)}


def names(found):
    return found["candidate"].tolist()


def test_counts_dates_and_the_place_of_an_example():
    beside = "增强“四个意识”，推行“三审一听”。"
    found = zj.formulation_candidates(frames("到处“三审一听”。", beside, beside))
    row = found.iloc[0]
    assert names(found) == ["三审一听"]
    assert row[["kind", "n", "n_issues", "n_articles", "n_in_company"]].tolist() == ["numeral", 3, 3, 3, 2]
    assert (f"{row['first_seen_on']:%F}", f"{row['last_seen_on']:%F}") == ("2025-03-03", "2025-03-17")
    # The first use that stands beside a known formulation.
    assert row[["issue_id", "article_id", "start", "end"]].tolist() == ["i2", "i2-a01", 112, 116]


def test_company_goes_before_frequency():
    known, unknown = "做到“两个维护”，开展“送志下乡”。", "商场卖“云雾一号糕”。"
    assert names(zj.formulation_candidates(frames(known, known, known, *[unknown] * 9))) == ["送志下乡", "云雾一号糕"]


def test_a_demand_is_company_too():
    text = "要开展“送志下乡”。"
    made = frames(text, text, text)
    directives = [{"directive_id": f"i{n}-d", "issue_id": f"i{n}", "article_id": f"i{n}-a01", "position": 1} for n in (1, 2)]
    spans = [row | {"text": text, "voice": "own", "start": 100, "end": 109} for row in directives]
    made["directives"] = frame_of("directives", spans)
    assert zj.formulation_candidates(made)["n_in_company"].tolist() == [2]


def test_what_is_listed_is_no_candidate():
    made = frames(*["落实“两个维护”、“三审一听”，弘扬雷锋精神，推动“高质量发展”。"] * 3)
    assert names(zj.formulation_candidates(made)) == ["三审一听"]
    own = settings_from_dict({"formulation": [{"name": "三审一听"}]})
    assert names(zj.formulation_candidates(made, settings=own)) == []
    barred = settings_from_dict({"formulation": [{"name": "别的", "unless": ["三审一听"]}]})
    assert names(zj.formulation_candidates(made, settings=barred)) == []


def test_forms_that_differ_in_marks_are_one_and_the_settings_name_both():
    rows = ["坚持“敬史存真、修志惠民”。", "坚持“敬史存真、修志惠民”。", "坚持“敬史存真，修志惠民”。"]
    found = zj.formulation_candidates(frames(*rows))
    assert names(found) == ["敬史存真、修志惠民"]
    own = settings_from_dict(tomllib.loads(found["toml"][0])).formulation[0]
    assert own.forms == ("敬史存真、修志惠民", "敬史存真，修志惠民")
    assert names(zj.formulation_candidates(frames(*rows), settings=Settings(formulation=(own,)))) == []


def test_echoes_are_left_out():
    whole, part = "做到“两个维护”，坚持“敬史存真、修志惠民、守正育人”。", "做到“两个维护”，坚持“敬史存真、修志惠民”。"
    assert names(zj.formulation_candidates(frames(*[whole] * 5, *[part] * 3))) == ["敬史存真、修志惠民、守正育人"]


def test_the_nearest_known_formulation():
    found = zj.formulation_candidates(frames(*["建设“新时代方志强国”。", "建设“文化强省体系化”。"] * 3), min_articles=1)
    near = dict(zip(found["candidate"], found["nearest"], strict=True))
    assert pd.isna(near["新时代方志强国"])
    assert near["文化强省体系化"] == "文化强国"
    found = zj.formulation_candidates(frames(*["做到“两个维护好”。"] * 3))
    assert found.empty  # goes hardly beyond a known one


def test_how_many_and_which():
    made = frames(*["弘扬方志铁砚精神，做到“送志下乡”、四个先行。"] * 3)
    assert set(names(zj.formulation_candidates(made))) == {"方志铁砚精神", "送志下乡", "四个先行"}
    assert names(zj.formulation_candidates(made, kinds="numeral")) == ["四个先行"]
    assert len(zj.formulation_candidates(made, n=2)) == 2
    assert names(zj.formulation_candidates(made, min_articles=4)) == []


def test_no_candidates_is_a_frame_with_all_its_columns():
    full, empty = zj.formulation_candidates(frames("“送志下乡”"), min_articles=1), zj.formulation_candidates(frames())
    assert empty.empty
    assert empty.dtypes.equals(full.dtypes)


def test_the_order_of_rows_does_not_matter():
    made = frames(*["弘扬方志铁砚精神，做到“送志下乡”、四个先行。", "落实“三会一课”、“送志下乡”。"] * 3)
    turned = {name: frame.iloc[::-1] for name, frame in made.items()}
    pd.testing.assert_frame_equal(zj.formulation_candidates(made), zj.formulation_candidates(turned))


@pytest.mark.parametrize("wrong", [{"n": -1}, {"min_articles": -2}, {"kinds": ["numerals"]}])
def test_what_cannot_be_asked(wrong):
    with pytest.raises(UsageError):
        zj.formulation_candidates(frames(), **wrong)


def test_a_frame_that_is_missing_is_named():
    with pytest.raises(FrameError, match="articles"):
        zj.formulation_candidates({"issues": frame_of("issues", [])})


def test_evidence_gives_a_sentence_for_each():
    said = "馆长王岚强调，要落实“三审一听”，增强“四个意识”。"
    corpus = zj.parse_text("\n\n".join(f"召开第{n}次馆务会\n\n3月{n}日，召开馆务会。{said}" for n in (1, 2, 3)))
    proof = corpus.evidence(zj.formulation_candidates(corpus, min_articles=1)).iloc[0]
    assert proof["sentence"][proof["mark_start"] : proof["mark_end"]] == "三审一听"


@pytest.mark.shared
@pytest.mark.slow
def test_most_of_the_likeliest_in_the_local_news_are_beside_known_ones(shared):
    corpus = zj.load_corpus(shared / "corpora" / "local-news.jsonl")
    found = zj.formulation_candidates(corpus, n=50)
    assert len(found) == 50
    assert found["n_in_company"].sum() > 0.6 * found["n_articles"].sum()
