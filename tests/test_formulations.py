"""Fixed formulations. The examples of the rules are run by test_resources."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats import lexicon
from zhengjian_stats.parse.formulations import FormulationRules, find_formulations
from zhengjian_stats.settings import Formulation, Settings, settings_from_dict

ENTRIES = [entry for group in lexicon.load("formulations")["group"] for entry in group["formulations"]]
FORMS = [form for entry in ENTRIES for form in (entry["name"], *entry.get("variants", ()))]


def found(text, settings=None):
    return [(use.formulation, use.variant) for use in find_formulations(text, 0, len(text), settings or Settings())]


def test_the_lexicon_is_large_and_says_nothing_twice():
    assert len(ENTRIES) >= 150
    assert len(FORMS) == len(set(FORMS))


def test_dates_are_years_or_months():
    assert all(re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", entry["since"]) for entry in ENTRIES if "since" in entry)


@given(st.lists(st.sampled_from([*FORMS, "“", "”", "和", "二十", "三比三看", "𬭎", "\n"]), max_size=12).map("".join))
def test_spans_are_what_they_claim_in_order_and_apart(text):
    uses = find_formulations(text, 0, len(text), Settings())
    assert all(text[use.start : use.end] == use.variant for use in uses)
    assert all(a.end <= b.start for a, b in pairwise(uses))


def test_the_longest_form_counts_once():
    assert found("建设成渝地区双城经济圈建设新高地") == [("成渝地区双城经济圈建设", "成渝地区双城经济圈建设")]
    assert found("融入双城经济圈") == [("成渝地区双城经济圈建设", "双城经济圈")]


@pytest.mark.parametrize(
    "text", ["世界百年未有之大变局和中华民族伟大复兴战略全局", "中华民族伟大复兴战略全局和世界百年未有之大变局"]
)
def test_the_expansion_of_the_two_overall_situations_is_not_the_short_form(text):
    assert [variant for _, variant in found(text)] == [text]
    assert "两个大局" not in {name for name, _ in found(text)}


def test_a_numeral_before_it_makes_another_word():
    assert found("来宾二十四五人，十四五人") == [("十四五", "十四五")]


def test_unlisted_numeral_formulations_count_only_in_quotation_marks():
    assert found("以“八个有利于”阐述，又有八个有利于保存的办法") == [("八个有利于", "八个有利于")]
    assert found('实施"三比三看"和“一核多元”') == [("三比三看", "三比三看"), ("一核多元", "一核多元")]


def test_a_project_adds_formulations_and_forms():
    settings = settings_from_dict(
        {"formulation": [{"name": "雾山速度", "variants": ["雾速"]}, {"name": "两个维护", "variants": ["两维护"]}]}
    )
    assert found("以雾速落实两维护", settings) == [("雾山速度", "雾速"), ("两个维护", "两维护")]
    assert found("以雾速落实两维护") == []


def test_a_project_has_the_last_word_on_a_form():
    settings = Settings(formulation=(Formulation("回头看"), Formulation("双圈", ("双城经济圈",))))
    assert found("回头看一看双城经济圈", settings) == [("回头看", "回头看"), ("双圈", "双城经济圈")]


def test_without_a_lexicon_only_quoted_ones_are_left():
    table = {"group": [], "quoted": lexicon.load("formulations")["quoted"]}
    text = "两个维护与“两个维护”"
    uses = list(FormulationRules.from_table(table).find(text, 0, len(text)))
    assert [use.start for use in uses] == [6]


@pytest.mark.shared
def test_the_formulations_of_the_seed(shared):
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))
    text = (shared / "seed" / "zhengjian-2020-07.txt").read_text(encoding="utf-8")
    names = {name for name, _ in found(text)}
    assert set(expected["formulations"]) <= names
    assert not names & set(expected["formulations_not"])
