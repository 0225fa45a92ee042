"""Directives by theme, words and formulations: counts by hand, trends, and the way back to the rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic import Builder, serial
from zhengjian_stats import lexicon
from zhengjian_stats.analysis.attendance import leadership_attendance
from zhengjian_stats.analysis.directives import directive_theme_trends
from zhengjian_stats.analysis.formulations import formulation_counts, formulation_uses
from zhengjian_stats.analysis.statistics import wilson
from zhengjian_stats.analysis.terms import stop_words, term_frequencies
from zhengjian_stats.analysis.topics import topic_frequencies
from zhengjian_stats.analysis.trace import rows_behind
from zhengjian_stats.errors import FrameError, UsageError


@pytest.fixture
def quarter():
    """January: three own demands (one under two themes, one under none) and a relayed one; no issue in February."""
    builder = Builder()
    january = builder.article(builder.issue("2025-01-20"), "全面从严治党，全面从严治党。")
    builder.directive(january, "甲", ["safety", "digital"])
    builder.directive(january, "乙", ["safety"])
    builder.directive(january, "丙")
    builder.directive(january, "丁", ["digital"], voice="relayed")
    march = builder.article(builder.issue("2025-03-20"), "无")
    builder.directive(march, "戊")
    builder.formulation(january, "全面从严治党", start=3, end=9)
    builder.formulation(january, "全面从严治党", voice="relayed", start=10, end=16)
    return builder


def test_shares_by_hand(quarter):
    result = directive_theme_trends(quarter.frames(), "month").set_index(["theme", "period"])
    january = result.loc[("safety", "2025-01")]
    assert (january["n"], january["n_directives"], january["n_issues"]) == (2, 3, 1)
    assert january["share"] == pytest.approx(2 / 3)
    assert (january["share_low"], january["share_high"]) == pytest.approx(tuple(bound.item() for bound in wilson(2, 3)))
    assert result.loc[("digital", "2025-01"), "n"] == 1
    assert result.loc[("safety", "2025-02"), ["n", "n_directives", "share"]].isna().all()
    assert result.loc[("safety", "2025-03"), ["n", "n_directives", "share"]].tolist() == [0, 1, 0.0]


def test_voices_are_kept_apart(quarter):
    def count(voice):
        frame = directive_theme_trends(quarter.frames(), "all", voice)
        return frame.set_index("theme")["n"].to_dict(), frame["n_directives"].iloc[0]

    assert count("own") == ({"safety": 2, "digital": 1}, 4)
    assert count("relayed") == ({"digital": 1}, 1)
    assert count(None) == ({"digital": 2, "safety": 2}, 5)
    with pytest.raises(UsageError, match="'relayed'"):
        count("relaid")


def test_labels_come_from_the_rules_else_the_name(quarter):
    rule = lexicon.load("themes")["theme"][0]
    quarter.directive("i0002-a01", "己", [rule["name"], "自定"])
    labels = directive_theme_trends(quarter.frames(), "all").set_index("theme")
    assert labels.loc[rule["name"], ["label", "label_en"]].tolist() == [rule["label"], rule["label_en"]]
    assert labels.loc["自定", ["label", "label_en"]].tolist() == ["自定", "自定"]


def _rising(n_periods: int) -> Builder:
    builder = Builder()
    for month in range(n_periods):
        article = builder.article(builder.issue(f"{2024 + month // 12}-{month % 12 + 1:02}-15"), "正文")
        for place in range(20):
            builder.directive(article, "件", ["rising"] if place <= month else ["steady"] if place == 19 else [])
    return builder


def test_a_trend_is_told_from_eight_periods_on():
    short = directive_theme_trends(_rising(7).frames(), "month", trend=True)
    assert short["status"].tolist() == ["too_short", "too_short"]
    assert short[["slope", "p", "q"]].isna().all(axis=None)
    assert short["n_periods"].tolist() == [7, 7]
    long = directive_theme_trends(_rising(12).frames(), "month", trend=True).set_index("theme")
    assert long.loc["rising", "slope"] == pytest.approx(0.05)
    assert long.loc["rising", "tau"] == 1
    assert long.loc["rising", "q"] < 0.001
    assert long.loc["steady", "p"] == 1
    assert long.loc["rising", "q"] == pytest.approx(2 * long.loc["rising", "p"])


def test_terms_without_those_that_say_nothing():
    builder = Builder()
    first = builder.article(builder.issue("2025-01-20"), "安全 安全，隐患。会议")
    second = builder.article("i0001", "安全")
    for article, term, n in ((first, "安全", 2), (first, "隐患", 1), (first, "会议", 1), (first, "查", 5), (second, "安全", 1)):
        builder.term(article, term, n)
    result = term_frequencies(builder.frames())
    assert result[["term", "n", "n_articles_with", "n_articles", "n_chars"]].to_numpy().tolist() == [
        ["安全", 3, 2, 2, 12],
        ["隐患", 1, 1, 2, 12],
    ]
    assert result["per_10k"].tolist() == pytest.approx([2500, 10_000 / 12])
    assert term_frequencies(builder.frames(), n=1)["term"].tolist() == ["安全"]
    assert set(term_frequencies(builder.frames(), min_length=1, stop=())["term"]) == {"安全", "隐患", "会议", "查"}
    with pytest.raises(UsageError, match="counts"):
        term_frequencies(builder.frames(), n=-1)


def test_names_are_left_out_where_the_word_is_mostly_a_name():
    builder = Builder()
    article = builder.article(builder.issue("2025-01-20"), "正文")
    meeting = builder.meeting(article, "2025-01-10")
    for name in ("欧阳澍", "田国庆", "田国庆"):
        builder.attend(meeting, name)
    for term, n in (("欧阳", 2), ("国庆", 5), ("欧阳澍", 1)):
        builder.term(article, term, n)
    assert term_frequencies(builder.frames())["term"].tolist() == ["国庆"]
    assert len(term_frequencies(builder.frames(), names=True)) == 3


def test_stop_words_do_what_their_examples_say():
    for table in lexicon.load("stopwords").values():
        assert set(table["examples"]) <= stop_words()
        assert not set(table["counter_examples"]) & stop_words()
        assert len(set(table.get("words", ()))) == len(table.get("words", ()))


def test_formulations_by_period_and_voice(quarter):
    result = formulation_counts(quarter.frames(), "month")
    assert result["n"].tolist() == [2, pd.NA, 0]
    assert result["n_articles_with"].iloc[0] == 1
    assert result["share_articles"].iloc[0] == 1
    assert formulation_counts(quarter.frames(), "all", voice="own")["n"].tolist() == [1]
    with pytest.raises(UsageError):
        formulation_counts(quarter.frames(), voice="them")


def test_empty_corpora_have_all_columns():
    empty, full = Builder().frames(), serial(12).frames()
    for analysis in (
        directive_theme_trends,
        lambda frames: directive_theme_trends(frames, trend=True),
        term_frequencies,
        formulation_counts,
    ):
        assert analysis(empty).empty
        assert not analysis(full).empty
        assert analysis(empty).dtypes.to_dict() == analysis(full).dtypes.to_dict()


def test_parts_add_up():
    frames = serial(30, missing={5}).frames()
    for analysis, key in ((directive_theme_trends, "theme"), (formulation_counts, "formulation")):
        for on in ("issued", "held"):
            months = analysis(frames, "month", on=on).groupby(key)["n"].sum()
            for by in ("year", "half", "all"):
                pd.testing.assert_series_equal(analysis(frames, by, on=on).groupby(key)["n"].sum(), months)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter_and_nothing_is_changed(seed):
    frames = serial(10).frames()
    shuffled = {name: frame.sample(frac=1, random_state=seed) for name, frame in frames.items()}
    before = {name: frame.copy() for name, frame in shuffled.items()}
    for analysis in (directive_theme_trends, term_frequencies, formulation_counts):
        pd.testing.assert_frame_equal(analysis(shuffled), analysis(frames))
    for name, frame in shuffled.items():
        pd.testing.assert_frame_equal(frame, before[name])


@pytest.fixture(scope="module")
def traced():
    builder = serial(14, missing={4})
    return builder, builder.frames()


@pytest.mark.parametrize("by", ["quarter", "issue"])
@pytest.mark.parametrize("on", ["issued", "held"])
def test_every_figure_leads_to_its_rows(traced, by, on):
    _, frames = traced
    for result in (topic_frequencies(frames, by, ["safety", "discipline"], on), formulation_counts(frames, by, on=on)):
        for _, row in result.iterrows():
            assert len(rows_behind(frames, row)) == (row["n"] if pd.notna(row["n"]) else 0)
    for _, row in directive_theme_trends(frames, by, on=on).iterrows():
        behind = rows_behind(frames, row)
        assert len(behind) == (row["n"] if pd.notna(row["n"]) else 0)
        assert behind["theme"].eq(row["theme"]).all()
    event_of = frames["meetings"].set_index("meeting_id")["event_id"]
    attendance = leadership_attendance(frames, by, on=on)
    for _, row in attendance.sample(min(len(attendance), 30), random_state=1).iterrows():
        behind = rows_behind(frames, row)
        there = behind[behind["role"] != "apologies"]["meeting_id"].map(event_of).nunique()
        assert there == (row["n_present"] if pd.notna(row["n_present"]) else 0)
        assert behind["name"].eq(row["name"]).all()


def test_words_lead_to_their_places(traced):
    builder, frames = traced
    row = term_frequencies(frames).iloc[0]
    behind = rows_behind(frames, row)
    assert len(behind) >= row["n_articles_with"]
    for found in behind.itertuples():
        assert builder.texts[found.issue_id][found.start : found.end] == row["term"]


def test_trends_and_several_rows_lead_to_all_their_rows(traced):
    _, frames = traced
    trends = directive_theme_trends(frames, trend=True)
    assert len(rows_behind(frames, trends.iloc[0])) == trends["n"].iloc[0]
    both = rows_behind(frames, trends)
    assert len(both) == trends["n"].sum()


def test_what_is_no_result_is_refused(traced):
    _, frames = traced
    with pytest.raises(UsageError, match="no rows of a result"):
        rows_behind(frames, {"n": 3})
    with pytest.raises(UsageError, match="no row to trace"):
        rows_behind(frames, topic_frequencies(frames).iloc[:0])
    own = topic_frequencies(frames, "all", {"水利": ["安全"]}).iloc[0]
    with pytest.raises(UsageError, match="hand in the topics"):
        rows_behind(frames, own)
    assert len(rows_behind(frames, own, {"水利": ["安全"]})) == own["n"]
    with pytest.raises(FrameError):
        rows_behind({}, own, {"水利": ["安全"]})


def test_somebody_who_was_never_seen_leads_nowhere(traced):
    _, frames = traced
    roster = pd.DataFrame({"name": ["史无名"], "expected_at": ["office_meeting"]})
    result = leadership_attendance(frames, "all", roster)
    unseen = result[result["name"] == "史无名"].iloc[0]
    assert unseen["n_expected"] > 0
    assert np.isclose(unseen["rate"], 0)
    assert rows_behind(frames, unseen).empty


def test_formulations_inside_of_others_count_on_wish_only():
    builder = Builder()
    article = builder.article(builder.issue("2025-01-08"), "学习习近平新时代中国特色社会主义思想，走中国特色社会主义之路。")
    builder.formulation(article, "习近平新时代中国特色社会主义思想", start=2, end=18)
    builder.formulation(article, "中国特色社会主义", start=20, end=28)
    frames = builder.frames()
    plain = formulation_counts(frames, "all").set_index("formulation")
    wide = formulation_counts(frames, "all", nested=True).set_index("formulation")
    assert plain["n"].to_dict() == {"中国特色社会主义": 1, "习近平新时代中国特色社会主义思想": 1}
    assert wide["n"].to_dict() == {"中国特色社会主义": 2, "习近平新时代中国特色社会主义思想": 1}
    for result in (plain, wide):
        behind = rows_behind(frames, result.reset_index().iloc[0])
        assert len(behind) == result["n"].iloc[0]
    uses = formulation_uses(frames)
    inner = uses[uses["within"].notna()].iloc[0]
    assert inner[["formulation", "start", "end"]].tolist() == ["中国特色社会主义", 8, 16]
    assert inner["within"] in set(frames["formulations"]["formulation_id"])
    assert uses["formulation_id"].is_unique
    assert formulation_uses(frames, nested=False)["within"].isna().all()
