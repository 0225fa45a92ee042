"""Periods: how they are written, which ones a corpus spans, what is a gap and what is partial."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthetic import Builder
from zhengjian_stats.analysis.inputs import frames_of
from zhengjian_stats.analysis.periods import DATED, PERIOD_COLUMNS
from zhengjian_stats.analysis.timeline import make_timeline
from zhengjian_stats.errors import FrameError, PeriodError, UsageError
from zhengjian_stats.periods import parse_period


@pytest.mark.parametrize(
    ("written", "label", "start", "end"),
    [
        ("2025Q4", "2025Q4", (2025, 10, 1), (2025, 12, 31)),
        (" 2025-q1 ", "2025Q1", (2025, 1, 1), (2025, 3, 31)),
        ("2025年第四季度", "2025Q4", (2025, 10, 1), (2025, 12, 31)),
        ("2025年2季度", "2025Q2", (2025, 4, 1), (2025, 6, 30)),
        ("二〇二五年第三季度", "2025Q3", (2025, 7, 1), (2025, 9, 30)),
        ("2024-02", "2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2025/9", "2025-09", (2025, 9, 1), (2025, 9, 30)),
        ("２０２５年１０月", "2025-10", (2025, 10, 1), (2025, 10, 31)),
        ("2025年十二月份", "2025-12", (2025, 12, 1), (2025, 12, 31)),
        ("2025年十月", "2025-10", (2025, 10, 1), (2025, 10, 31)),
        ("2025H2", "2025H2", (2025, 7, 1), (2025, 12, 31)),
        ("2025年上半年", "2025H1", (2025, 1, 1), (2025, 6, 30)),
        ("2025", "2025", (2025, 1, 1), (2025, 12, 31)),
        ("2025年", "2025", (2025, 1, 1), (2025, 12, 31)),
        ("2025年度", "2025", (2025, 1, 1), (2025, 12, 31)),
    ],
)
def test_periods_as_people_write_them(written, label, start, end):
    period = parse_period(written)
    assert (period.label, period.since, period.until) == (label, dt.date(*start), dt.date(*end))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2025Q5",
        "2025Q0",
        "2025-13",
        "2025-00",
        "25Q4",
        "Q4",
        "2025H3",
        "2025年4",
        "2025年第五季度",
        "0000",
        "2025-10-01",
        "去年",
    ],
)
def test_what_is_no_period_is_refused(written):
    with pytest.raises(PeriodError, match="is not a period"):
        parse_period(written)


@given(st.text(max_size=12))
def test_any_other_text_is_a_period_error_or_a_period(text):
    try:
        period = parse_period(text)
    except PeriodError:
        return
    assert period.start <= period.end
    assert parse_period(period.label) == period


def _timeline(builder: Builder, by: str, on: str = "issued"):
    return make_timeline(frames_of(builder.frames(), DATED), by, on)


def _issued(*days: str) -> Builder:
    builder = Builder()
    for day in days:
        builder.issue(day)
    return builder


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("month", ["2024-11", "2024-12", "2025-01", "2025-02"]),
        ("M", ["2024-11", "2024-12", "2025-01", "2025-02"]),
        ("quarter", ["2024Q4", "2025Q1"]),
        ("half", ["2024H2", "2025H1"]),
        ("year", ["2024", "2025"]),
        ("2M", ["2024-11-01/2024-12-31", "2025-01-01/2025-02-28"]),
        ("all", ["2024-11-05/2025-02-20"]),
        ("issue", ["2024年第1期", "2025年第2期"]),
    ],
)
def test_every_period_of_the_span_is_there(by, labels):
    table = _timeline(_issued("2024-11-05", "2025-02-20"), by).table
    assert table["period"].tolist() == labels
    assert {column: str(dtype) for column, dtype in table.dtypes.items() if column in PERIOD_COLUMNS} == dict(PERIOD_COLUMNS)


@pytest.mark.parametrize("by", ["W", "W-MON", "D", "10D", "2W", "M", "5M", "Q", "Q-FEB", "Y", "Y-JUN", "half"])
def test_periods_lie_end_to_end_and_hold_every_day(by):
    builder = _issued("2023-12-31", "2024-01-01", "2024-02-29", "2024-09-16", "2025-03-02")
    timeline = _timeline(builder, by)
    table = timeline.table
    assert (
        table["period_start"].iloc[1:].to_numpy() == (table["period_end"].iloc[:-1] + pd.Timedelta(days=1)).to_numpy()
    ).all()
    assert table["n_issues"].sum() == 5
    rows = frames_of(builder.frames(), DATED)["issues"]
    labels = timeline.label(rows)
    found = table.set_index("period").loc[labels]
    assert (found["period_start"].to_numpy() <= rows["issued_on"].to_numpy()).all()
    assert (rows["issued_on"].to_numpy() <= found["period_end"].to_numpy()).all()


@pytest.mark.parametrize("by", ["quarters", "", "h", "3h", "B", "0M", "ME", "X", "Q-XXX", "周"])
def test_unknown_periods_are_refused(by):
    with pytest.raises(PeriodError, match="quarter"):
        _timeline(_issued("2025-01-01"), by)


def test_unknown_dates_to_go_by_are_refused():
    with pytest.raises(UsageError, match="'held'"):
        _timeline(_issued("2025-01-01"), "month", "printed")


def test_a_gap_is_a_period_without_issues():
    table = _timeline(_issued("2025-01-10", "2025-03-10"), "month").table
    assert table["n_issues"].tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("days", "partial"),
    [
        # monthly and late in the month: the next one would come in April
        (("2025-01-25", "2025-02-25", "2025-03-25"), [False, False, False]),
        # every ten days: three more would have come in March, and two before in January
        (("2025-01-25", "2025-02-05", "2025-02-15", "2025-02-25", "2025-03-05"), [True, False, True]),
        # one issue says nothing of the distance
        (("2025-03-05",), [True]),
    ],
)
def test_a_period_is_partial_where_an_issue_would_still_have_come(days, partial):
    assert _timeline(_issued(*days), "month").table["is_partial"].tolist() == partial


def test_events_go_by_their_own_day_or_borrow_that_of_the_issue():
    builder = _issued("2025-03-05")
    article = builder.article("i0001", "甲")
    january = builder.meeting(article, "2025-01-20")
    undated = builder.meeting(article, None)
    slip = builder.meeting(article, "1949-10-01")
    timeline = _timeline(builder, "month", "held")
    assert timeline.table["n_issues"].tolist() == [1, 0, 1]
    rows = frames_of(builder.frames(), DATED)["meetings"]
    labels = dict(zip(rows["meeting_id"], timeline.label(rows), strict=True))
    assert labels == {january: "2025-01", undated: "2025-03", slip: "2025-03"}
    assert timeline.borrowed == {undated, slip}


def test_rows_without_a_meeting_go_by_the_first_event_of_their_article():
    builder = _issued("2025-03-05")
    first = builder.article("i0001", "甲")
    builder.meeting(first, "2025-02-20")
    builder.meeting(first, "2025-01-20")
    builder.directive(first)
    builder.directive(builder.article("i0001", "乙"))
    rows = builder.frames()["directives"]
    assert _timeline(builder, "month", "held").label(rows).tolist() == ["2025-01", "2025-03"]
    assert _timeline(builder, "month", "issued").label(rows).tolist() == ["2025-03", "2025-03"]


def test_issues_of_one_number_keep_apart():
    builder = _issued("2025-01-01", "2025-01-01")
    builder.rows["issues"][1]["issue_number"] = 1
    builder.issue("2025-02-01", issue_kind="supplement", issue_number=1)
    builder.issue("2025-03-01", issue_number=None)
    builder.issue(None)
    timeline = _timeline(builder, "issue")
    assert timeline.table["period"].tolist() == ["2025年第1期 #i0001", "2025年第1期 #i0002", "2025年增刊第1期", "2025-03-01"]
    assert timeline.label(builder.frames()["issues"]).isna().sum() == 1


def test_nothing_spans_no_periods():
    timeline = _timeline(Builder(), "quarter", "held")
    assert list(timeline.table.columns) == list(PERIOD_COLUMNS)
    assert timeline.table.empty
    assert timeline.label(Builder().frames()["directives"]).empty
    only_undated = _issued(None)
    assert _timeline(only_undated, "month").label(only_undated.frames()["issues"]).isna().all()


def test_plain_frames_are_typed_at_the_door():
    mine = {
        "issues": pd.DataFrame({"issue_id": ["a"], "issued_on": ["2025-03-05"]}),
        "meetings": pd.DataFrame({"meeting_id": [], "issue_id": [], "held_on": []}),
    }
    before = mine["issues"].copy()
    assert make_timeline(frames_of(mine, DATED), "quarter").table["period"].tolist() == ["2025Q1"]
    pd.testing.assert_frame_equal(mine["issues"], before)


def test_what_is_lacking_is_named():
    with pytest.raises(FrameError, match="issued_on"):
        frames_of({"issues": pd.DataFrame({"issue_id": ["a"]})}, {"issues": ("issue_id", "issued_on")})
    with pytest.raises(FrameError, match="'issues'"):
        frames_of({}, {"issues": ("issue_id",)})
    with pytest.raises(FrameError, match="issued_on"):
        frames_of({"issues": pd.DataFrame({"issued_on": ["yesterday"]})}, {"issues": ("issued_on",)})
