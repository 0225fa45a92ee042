"""Rows become columns, columns tables, tables frames; nothing is lost or retyped on the way."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic import serial
from zhengjian_stats.errors import FrameError
from zhengjian_stats.frames import columns_of, finished, frame_from, joined, ordered, sheets_of, table_from, table_of
from zhengjian_stats.parse.issue import ParsedIssue
from zhengjian_stats.schema import FRAMES, arrow_schema, empty_frame, frame_of

_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=6)
_ROW = st.fixed_dictionaries(
    {
        "issue_id": st.just("i1"),
        "issue_kind": st.just("regular"),
        "bulletin": st.none() | _TEXT,
        "issue_number": st.none() | st.integers(0, 10**6),
        "issued_on": st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)),
        "source": _TEXT,
    }
)


def through_a_pipe(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return frame_from(table_of(name, json.loads(json.dumps(columns_of(name, rows)))))


@given(st.lists(_ROW, max_size=5))
@settings(max_examples=50, deadline=None)
def test_a_pipe_changes_nothing(rows: list[dict[str, Any]]) -> None:
    # the way by columns and JSON gives the same frame, in the same types, as the contract's own
    direct = frame_of("issues", rows)
    pd.testing.assert_frame_equal(ordered("issues", through_a_pipe("issues", rows)), direct)


@pytest.mark.parametrize("name", FRAMES)
def test_every_frame_keeps_its_types(name: str) -> None:
    frame = serial(3).frames()[name]
    table = table_from(name, frame)
    assert table.schema.equals(arrow_schema(name))
    pd.testing.assert_frame_equal(frame_from(table), frame)
    pd.testing.assert_frame_equal(frame_from(joined(name, [])), empty_frame(name))


def test_an_added_column_is_kept_behind_those_of_the_contract() -> None:
    frame = frame_of("terms", [{"article_id": "a", "term": "志", "n": 1}]).assign(share=0.5)
    assert frame_from(table_from("terms", frame))["share"].tolist() == [0.5]


def test_missing_values_come_last_and_ties_keep_their_order() -> None:
    rows = [{"source": source, "issue_id": key, "problem_id": key} for source, key in (("b", "1"), (None, "2"), ("a", "3"))]
    assert ordered("problems", through_a_pipe("problems", rows))["problem_id"].tolist() == ["3", "1", "2"]


def test_a_wrong_frame_is_told() -> None:
    frame = frame_of("terms", [{"article_id": "a", "term": "志", "n": 1}])
    with pytest.raises(FrameError, match="the key"):
        finished("terms", pd.concat([frame, frame]))


def test_a_frame_without_a_column_that_it_is_ordered_by_is_told() -> None:
    rows = frame_of(
        "problems", [{"problem_id": "1", "stage": "read", "code": "empty_file", "severity": "error", "message": "-"}]
    )
    with pytest.raises(FrameError, match=r"lacks the column\(s\) source, row"):
        finished("problems", rows.drop(columns=["source", "row"]))


def test_sheets_hold_what_issues_and_problems_hold() -> None:
    terms = [{"article_id": "a2", "term": "乙", "n": 1}, {"article_id": "a1", "term": "甲", "n": 2}]
    issue = ParsedIssue("i1", "全文", ((0, 0), (2, 5)), {"terms": terms, "citations": []})
    sheets = sheets_of([issue], [{"code": "bad_row", "source": "a.csv"}])
    assert sheets["terms"] == {"article_id": ["a1", "a2"], "term": ["甲", "乙"], "n": [2, 1]}
    assert sheets["texts"] == {"issue_id": ["i1"], "text": ["全文"], "clean": [[0, 2]], "raw": [[0, 5]]}
    assert sheets["problems"]["code"] == ["bad_row"]
    assert "citations" not in sheets
