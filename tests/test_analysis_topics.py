"""Topics: what is counted where, with which base, and what the rules claim."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic import Builder, serial
from zhengjian_stats import lexicon
from zhengjian_stats.analysis.statistics import garwood, wilson
from zhengjian_stats.analysis.term_groups import TermGroup, finder, usual_topics
from zhengjian_stats.analysis.topics import topic_frequencies, topic_occurrences
from zhengjian_stats.errors import FrameError, PeriodError, UsageError
from zhengjian_stats.settings import Settings, Topic


@pytest.mark.parametrize("name", usual_topics())
def test_examples_are_counted_and_counter_examples_are_not(name):
    rule = lexicon.load("topics")[name]
    find = finder([usual_topics()[name]])
    assert rule["examples"]
    assert rule["counter_examples"]
    for example in rule["examples"]:
        assert list(find(example)), example
    for example in rule["counter_examples"]:
        assert not list(find(example)), example


def test_each_word_that_does_not_count_holds_a_term():
    for group in usual_topics().values():
        assert len(set(group.terms)) == len(group.terms)
        for word in group.unless:
            assert any(term in word for term in group.terms), (group.name, word)


def _naive(group: TermGroup, text: str) -> list[tuple[int, int]]:
    words = [(word, True) for word in group.terms] + [(word, False) for word in group.unless]
    found, place = [], 0
    while place < len(text):
        here = [(len(word), counts) for word, counts in words if text.startswith(word, place)]
        length, counts = max(here, default=(1, False))
        if counts:
            found.append((place, place + length))
        place += length
    return found


WORDS = st.lists(st.text("甲乙丙𠮷", min_size=1, max_size=4), min_size=1, max_size=5, unique=True)


@settings(max_examples=300)
@given(first=WORDS, second=WORDS, unless=WORDS, text=st.text("甲乙丙𠮷丁", max_size=30))
def test_the_longest_term_wins_in_each_group_by_itself(first, second, unless, text):
    groups = [
        TermGroup("one", tuple(first), "", "", tuple(w for w in unless if w not in first)),
        TermGroup("two", tuple(second), "", ""),
    ]
    found = list(finder(groups)(text))
    for group in groups:
        assert [(start, end) for name, start, end in found if name == group.name] == _naive(group, text)


@pytest.fixture
def small():
    """January: two articles, February: no issue, March: one article without a term."""
    builder = Builder()
    january, march = builder.issue("2025-01-10"), builder.issue("2025-03-10")
    builder.article(january, "抓好水库安全，水库 和堤防。")
    builder.article(january, "开展学习。")
    builder.article(march, "没有别的话。")
    return builder


def test_counts_by_hand(small):
    result = topic_frequencies(small.frames(), topics={"水利": ["水库", "堤防"]})
    assert result["period"].tolist() == ["2025-01", "2025-02", "2025-03"]
    january, february, march = (result.iloc[place] for place in range(3))
    assert (january["n"], january["n_chars"], january["n_articles"], january["n_articles_with"]) == (3, 18, 2, 1)
    assert january["per_10k"] == pytest.approx(3 / 18 * 10_000)
    assert january["per_10k_low"] == pytest.approx(garwood(3, 18 / 10_000)[0].item())
    assert january["share_articles"] == 0.5
    assert (january["share_low"], january["share_high"]) == pytest.approx(tuple(bound.item() for bound in wilson(1, 2)))
    assert february["n_issues"] == 0
    assert february[["n", "n_chars", "per_10k", "per_10k_high", "n_articles", "share_articles", "share_low"]].isna().all()
    assert (march["n"], march["per_10k"], march["share_articles"]) == (0, 0, 0)
    assert march["per_10k_high"] > 0


def test_occurrences_stand_where_they_say(small):
    found = topic_occurrences(small.frames(), {"水利": ["水库", "堤防"], "水": ["水"]})
    assert found["topic"].tolist() == ["水利", "水", "水利", "水", "水利"]
    for row in found.itertuples():
        assert small.texts[row.issue_id][row.start : row.end] == row.term


def test_by_the_day_of_the_event(small):
    small.meeting("i0002-a01", "2025-02-20")
    held = topic_frequencies(small.frames(), topics={"话": ["话"]}, on="held").set_index("period")
    assert held.loc["2025-02", "n"] == 1
    assert held.loc["2025-03", "n_articles"] == 0
    assert np.isnan(held.loc["2025-03", "share_articles"])


def test_topics_come_from_names_settings_or_a_mapping(small):
    frames = small.frames()
    assert topic_frequencies(frames, topics=["safety", "digital"])["label"].unique().tolist() == ["安全生产", "数字化"]
    own = Settings(topic=(Topic("water", ("水库",), label="水利", label_en="Water"),))
    assert topic_frequencies(frames, topics=own)["label_en"].unique().tolist() == ["Water"]
    assert topic_frequencies(frames)["topic"].nunique() == len(usual_topics())

    class WithSettings:
        settings = own
        issues, meetings, articles = frames["issues"], frames["meetings"], frames["articles"]

    assert topic_frequencies(WithSettings())["topic"].unique().tolist() == ["water"]


@pytest.mark.parametrize(
    ("topics", "message"),
    [
        (["saftey"], "did you mean 'safety'"),
        ({"空": []}, "no terms"),
        ({"空": [""]}, "no terms"),
        ([Topic("a", ("甲",)), Topic("a", ("乙",))], "twice"),
    ],
)
def test_topics_that_cannot_be_are_refused(small, topics, message):
    with pytest.raises(UsageError, match=message):
        topic_frequencies(small.frames(), topics=topics)


def test_bad_calls_are_refused(small):
    frames = small.frames()
    with pytest.raises(PeriodError):
        topic_frequencies(frames, by="fortnight")
    with pytest.raises(UsageError):
        topic_frequencies(frames, on="printed")
    with pytest.raises(FrameError, match="text"):
        topic_frequencies({**frames, "articles": frames["articles"].drop(columns="text")})


def test_an_empty_corpus_has_all_columns():
    full = topic_frequencies(serial(3).frames(), "quarter")
    empty = topic_frequencies(Builder().frames(), "quarter")
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert topic_occurrences(Builder().frames()).empty


def test_splitting_a_period_adds_up_to_the_whole():
    frames = serial(20, missing={4, 5}).frames()
    for on in ("issued", "held"):
        counts = ["n", "n_chars", "n_articles", "n_articles_with"]
        by_month = topic_frequencies(frames, "month", on=on).groupby("topic")[counts].sum()
        for by in ("year", "all", "issue", "W"):
            if by == "issue" and on == "held":
                continue
            pd.testing.assert_frame_equal(topic_frequencies(frames, by, on=on).groupby("topic")[counts].sum(), by_month)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter_and_nothing_is_changed(seed):
    frames = serial(8).frames()
    shuffled = {name: frame.sample(frac=1, random_state=seed) for name, frame in frames.items()}
    before = {name: frame.copy() for name, frame in shuffled.items()}
    pd.testing.assert_frame_equal(topic_frequencies(shuffled, "quarter"), topic_frequencies(frames, "quarter"))
    for name, frame in shuffled.items():
        pd.testing.assert_frame_equal(frame, before[name])
