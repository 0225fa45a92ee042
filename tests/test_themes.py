"""Themes of directives. The examples of the rules are run by test_resources."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats import lexicon
from zhengjian_stats.parse.themes import find_themes, rules, themes_of
from zhengjian_stats.settings import Settings, Theme

TERMS = sorted(rules().by_term)


def found(text, settings=None):
    return [(hit.theme, hit.term) for hit in find_themes(text, 0, len(text), settings or Settings())]


@given(st.lists(st.sampled_from([*TERMS, "要", "，", "办公室", "𬭎"]), max_size=10).map("".join))
def test_one_hit_a_theme_where_it_says(text):
    hits = find_themes(text, 0, len(text), Settings())
    assert all(text[hit.start : hit.end] == hit.term for hit in hits)
    assert len({hit.theme for hit in hits}) == len(hits)


def test_the_first_term_counts():
    assert found("补齐消防器材，查安全隐患，修年鉴") == [("safety", "消防"), ("gazetteers", "年鉴")]


def test_a_longer_word_keeps_its_parts_apart():
    assert dict(found("开展党史学习教育")).keys() == {"study"}
    assert found("增强幸福感安全感") == []


def test_who_shall_act_is_no_theme():
    assert found("数字档案处、办公室要备齐铅笔") == []
    assert dict(found("数字档案处3月底前拿出消防预案")).keys() == {"safety"}


def test_a_project_replaces_a_theme_and_adds_one():
    settings = Settings(theme=(Theme("safety", ("灭火器",)), Theme("bridges", ("桥梁", "年鉴"), unless=("年鉴学",))))
    assert found("查消防，备灭火器，修桥梁", settings) == [("safety", "灭火器"), ("bridges", "桥梁")]
    assert {theme for theme, _ in found("修年鉴", settings)} == {"gazetteers", "bridges"}
    assert found("研究年鉴学", settings) == []


def test_a_project_extends_a_theme():
    own = Theme("safety", ("灭火毯",), unless=("消防车模型", "保密"), extend=True)
    settings = Settings(theme=(own,))
    assert found("查消防，备灭火毯", settings) == [("safety", "消防")]
    assert found("备灭火毯", settings) == [("safety", "灭火毯")]
    assert found("展出消防车模型，馆藏保密", settings) == [("archives", "馆藏")]
    assert next(theme.label for theme in themes_of(settings) if theme.name == "safety") == "安全生产与保密"


def test_a_theme_that_is_replaced_keeps_its_labels_unless_it_has_its_own():
    labels = {theme.name: (theme.label, theme.label_en) for theme in themes_of(Settings(theme=(Theme("study", ("读书",)),)))}
    assert labels["study"] == ("理论学习与宣讲", "Study and teaching of doctrine")


def test_themes_have_labels_in_both_languages_and_names_of_their_own():
    themes = themes_of(Settings())
    assert len(themes) == len(lexicon.load("themes")["theme"]) == len({theme.name for theme in themes})
    assert all(theme.label and theme.label_en for theme in themes)


def test_only_the_stretch_is_read():
    assert [hit.start for hit in find_themes("年鉴与消防", 2, 5, Settings())] == [3]


@pytest.mark.shared
def test_most_real_directives_have_a_theme(shared):
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [directive["text"] for line in lines for directive in json.loads(line)["directives"]]
    assert sum(bool(found(text)) for text in texts) >= 0.9 * len(texts)
