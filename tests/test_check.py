"""The numbering of serials: what is missing, doubled, out of turn."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats.check import coverage_problems
from zhengjian_stats.schema import FRAMES, frame_of


def issues(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {"bulletin": "简报", "year": 2024, "issue_kind": "regular"}
    return frame_of(
        "issues", [usual | {"issue_id": f"i{place}", "source": f"{place}.txt"} | row for place, row in enumerate(rows)]
    )


def numbered(*numbers: int, **columns: Any) -> list[dict[str, Any]]:
    return [{"issue_number": number, **columns} for number in numbers]


def told(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["source"], row["code"]) for row in coverage_problems(issues(*rows))]


def test_nothing_is_said_of_a_whole_year() -> None:
    rows = [{"issue_number": n, "whole_number": 80 + n, "issued_on": pd.Timestamp(2024, n, 5).date()} for n in range(1, 13)]
    assert coverage_problems(issues(*rows)) == []


def test_a_gap_is_told_at_the_issue_after_it() -> None:
    (row,) = coverage_problems(issues(*numbered(1, 2, 5)))
    assert (row["issue_id"], row["code"], row["severity"]) == ("i2", "number_gap", "warning")
    assert "第3、4期" in row["message"]
    assert set(row) <= set(FRAMES["problems"].names)


def test_a_long_gap_is_told_as_a_run() -> None:
    (row,) = coverage_problems(issues(*numbered(1, 30)), "en")
    assert "2–29 missing" in row["message"]


def test_the_numbers_before_the_first_are_missed_only_where_the_year_before_is_there() -> None:
    assert told(*numbered(3, 4)) == []
    assert told(*numbered(1, year=2023), *numbered(3)) == [("1.txt", "number_gap")]


def test_a_count_that_goes_on_over_the_years() -> None:
    assert told(*numbered(1, 2, 3, year=2023), *numbered(4, 5)) == []
    assert told(*numbered(1, 2, 3, year=2023), *numbered(5)) == [("3.txt", "number_gap")]


def test_a_joint_issue_holds_all_its_numbers() -> None:
    assert told(*numbered(5), {"issue_number": 6, "issue_number_end": 7, "issue_kind": "joint"}, *numbered(8)) == []


def test_supplements_are_neither_missed_nor_do_they_fill_a_gap() -> None:
    supplement = {"issue_number": 2, "issue_kind": "supplement"}
    assert told(*numbered(1, 2), supplement) == []
    assert told(*numbered(1, 3), supplement) == [("1.txt", "number_gap")]
    assert told(*numbered(1), {"issue_number": 1, "issue_kind": "supplement"}) == []


def test_two_supplements_of_one_number_are_doubled() -> None:
    assert told(*numbered(1, 1, issue_kind="supplement")) == [("1.txt", "number_doubled")]


def test_a_doubled_number_names_the_other_file() -> None:
    (row,) = coverage_problems(issues(*numbered(1, 2, 2)))
    assert row["code"] == "number_doubled"
    assert "1.txt" in row["message"]


def test_serials_and_years_do_not_mix() -> None:
    assert told(*numbered(1, 2), *numbered(1, 2, bulletin="通报"), *numbered(1, 2, year=2023)) == []


def test_an_issue_out_of_turn() -> None:
    days = [{"issue_number": n, "issued_on": pd.Timestamp(day).date()} for n, day in ((1, "2024-01-05"), (2, "2024-03-01"))]
    late = {"issue_number": 3, "issued_on": pd.Timestamp("2024-02-01").date()}
    assert told(*days, late) == [("2.txt", "late_issue")]


def test_whole_numbers_that_do_not_go_with_the_numbers() -> None:
    rows = [{"issue_number": n, "whole_number": whole} for n, whole in ((1, 81), (2, 82), (3, 93))]
    assert told(*rows) == [("2.txt", "masthead_conflict")]


@pytest.mark.parametrize("between", [{"issue_kind": "supplement"}, {"issue_kind": "supplement", "whole_number": 83}])
def test_a_supplement_may_take_a_whole_number(between: dict[str, Any]) -> None:
    rows = [{"issue_number": n, "whole_number": whole} for n, whole in ((1, 81), (2, 82), (3, 84))]
    assert told(*rows, between) == []


def test_a_gap_at_the_turn_of_the_year_shows_in_the_whole_numbers() -> None:
    rows = [{"issue_number": 1, "whole_number": 98, "year": 2023}, {"issue_number": 1, "whole_number": 101}]
    assert told(*rows) == [("1.txt", "number_gap")]


def test_a_serial_with_whole_numbers_alone() -> None:
    assert told({"whole_number": 7}, {"whole_number": 9}) == [("1.txt", "number_gap")]


def test_a_doubled_whole_number() -> None:
    assert ("1.txt", "number_doubled") in told(*[{"issue_number": n, "whole_number": 9, "year": 2020 + n} for n in (1, 3)])


def test_issues_without_bulletin_or_number_are_let_be() -> None:
    assert told({"bulletin": None, "issue_number": 9}, {"issue_number": None}, {"year": None, "issue_number": 3}) == []


@given(st.sets(st.integers(1, 40), min_size=1))
def test_exactly_the_missing_numbers_are_named(numbers: set[int]) -> None:
    named: set[int] = set()
    for row in coverage_problems(issues(*numbered(*numbers)), "en"):
        runs = row["message"].split("number(s) ")[1].split(" missing")[0]
        for run in runs.split(", "):
            first, _, last = run.partition("–")
            named |= set(range(int(first), int(last or first) + 1))
    assert named == set(range(min(numbers), max(numbers))) - numbers
