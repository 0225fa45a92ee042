"""Fixed formulations. The examples of the rules are run by test_resources."""

import datetime as dt
import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats import lexicon
from zhengjian_stats.errors import SettingsError
from zhengjian_stats.parse.formulations import FormulationRules, early_uses, find_formulations, nested_formulations
from zhengjian_stats.settings import Formulation, Settings, settings_from_dict

ENTRIES = [entry for group in lexicon.load("formulations")["group"] for entry in group["formulations"]]
FORMS = [form for entry in ENTRIES for form in (entry["name"], *entry.get("variants", ()))]


def found(text, settings=None):
    return [(use.formulation, use.variant) for use in find_formulations(text, 0, len(text), settings or Settings())]


def test_the_lexicon_is_large_and_says_nothing_twice():
    assert len(ENTRIES) >= 500
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


def nested(use, settings=None):
    extra = (settings or Settings()).formulation
    return [(found.formulation, found.start, found.end) for found in nested_formulations(use, extra)]


def test_what_stands_inside_of_a_formulation_is_told_but_never_itself():
    assert nested("习近平新时代中国特色社会主义思想") == [("中国特色社会主义", 6, 14)]
    assert nested("成渝地区双城经济圈建设") == []
    inner = [name for name, _, _ in nested("全球发展倡议、全球安全倡议、全球文明倡议")]
    assert inner == ["全球发展倡议", "全球安全倡议", "全球文明倡议"]


def test_what_is_barred_in_the_text_is_barred_inside_too():
    settings = settings_from_dict(
        {"formulation": [{"name": "做强三会一课题组", "unless": ["三会一课题"]}, {"name": "二十四史馆"}]}
    )
    assert nested("做强三会一课题组", settings) == []
    assert nested("二十四史馆", settings) == []


@given(st.sampled_from(FORMS))
def test_nested_uses_lie_inside_and_say_what_they_claim(form):
    for use in nested_formulations(form):
        assert form[use.start : use.end] == use.variant
        assert 0 <= use.start < use.end <= len(form)
        assert use.variant != form


def test_parallel_members_may_be_joined_in_other_ways():
    names = ["学思想、强党性、重实践、建新功"]
    for mark in ("、", "，", " "):
        assert [name for name, _ in found("把" + names[0].replace("、", mark) + "写在墙上")] == names


def test_an_expansion_needs_no_quotation_marks_where_the_short_form_does():
    assert found("增强四力") == []
    assert found("增强“四力”，即脚力、眼力、脑力、笔力") == [("四力", "四力"), ("四力", "脚力、眼力、脑力、笔力")]


def test_a_project_bars_a_word_and_asks_for_marks():
    settings = settings_from_dict({"formulation": [{"name": "双提升", "quoted": True, "unless": ["“双提升”机", "三农"]}]})
    assert found("双提升，“双提升”行动，“双提升”机，三农", settings) == [("双提升", "双提升")]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"formulation": [{"variants": ["雾速"]}]}, "formulation[1].name"),
        ({"formulation": [{"name": "雾速"}, {"name": ""}]}, "formulation[2].name"),
        ({"formulation": [{"name": "雾速", "since": "2024/3"}]}, "formulation[1].since: '2024/3' is no year or month"),
        ({"formulation": [{"name": "雾速", "varients": []}]}, "did you mean 'variants'?"),
        ({"formulation": [{"name": "雾速", "variants": ["雾 "]}]}, "formulation[1].variants[1]"),
        ({"formulation": [{"name": "雾速"}, {"name": "雾山", "variants": ["雾速"]}]}, "'雾速' stands in [1] and again in [2]"),
        ({"theme": [{"name": "safety", "terms": []}]}, "theme[1].terms"),
        ({"theme": [{"name": "safety", "terms": ["安"]}] * 2}, "theme: 'safety' stands in [1] and again in [2]"),
        (
            {"theme": [{"name": "saftey", "terms": ["安"], "extend": True}]},
            "'saftey' extends no built-in theme; there is safety",
        ),
    ],
)
def test_what_cannot_be_is_told_with_file_and_key(table, told):
    with pytest.raises(SettingsError) as caught:
        settings_from_dict(table, "some/zhengjian.toml")
    assert str(caught.value).startswith("some/zhengjian.toml: ")
    assert told in str(caught.value)


def early(text, day, settings=None):
    settings = settings or Settings()
    uses = find_formulations(text, 0, len(text), settings)
    return [(use.start, since) for use, since in early_uses(uses, day, settings)]


def test_a_use_before_its_time_is_told_once():
    text = "发展新质生产力，因地制宜发展新质生产力。新质生产力"
    assert early(text, dt.date(2022, 5, 6)) == [(2, "2023-09")]
    assert early(text, dt.date(2023, 8, 15)) == []
    assert early(text, None) == []


def test_short_forms_and_expansions_may_be_older():
    assert early("坚决维护党中央权威和集中统一领导", dt.date(2016, 1, 1)) == []


def test_a_project_dates_its_own():
    settings = settings_from_dict(
        {"formulation": [{"name": "雾山速度", "since": "2024"}, {"name": "两个维护", "since": "2010"}]}
    )
    assert early("以雾山速度落实两个维护", dt.date(2015, 1, 1), settings) == [(1, "2024")]


@pytest.mark.shared
def test_the_formulations_of_the_seed(shared):
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))
    text = (shared / "seed" / "zhengjian-2020-07.txt").read_text(encoding="utf-8")
    names = {name for name, _ in found(text)}
    assert set(expected["formulations"]) <= names
    assert not names & set(expected["formulations_not"])
