"""Dates in running text: what is found, and which days it means."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats import lexicon
from zhengjian_stats.parse.dates import find_dates, resolve

RULES = lexicon.load("dates")["tests"]
ISSUED = dt.date(2021, 1, 5)


def day(text: str, issued_on: dt.date | None = ISSUED, *, ahead: bool = False) -> tuple[dt.date | None, dt.date | None, str]:
    """Resolve the last date of a text."""
    return resolve(find_dates(text)[-1], issued_on=issued_on, ahead=ahead)


@pytest.mark.parametrize("example", RULES["examples"])
def test_an_example_is_one_date(example: str) -> None:
    assert [(m.start, m.end) for m in find_dates(f"据悉，{example}，会议召开。")] == [(3, 3 + len(example))]


@pytest.mark.parametrize("text", RULES["counter_examples"])
def test_a_counter_example_is_none(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年7月14日", dt.date(2020, 7, 14)),
        ("二〇二〇年七月十四日", dt.date(2020, 7, 14)),
        ("二○二一年十二月三十一日", dt.date(2021, 12, 31)),
        ("2020.7.14", dt.date(2020, 7, 14)),
        ("12月28日", dt.date(2020, 12, 28)),
        ("1月4日下午", dt.date(2021, 1, 4)),
        ("1月12日", dt.date(2021, 1, 12)),
        ("1月13日", dt.date(2020, 1, 13)),
        ("去年11月28日", dt.date(2020, 11, 28)),
        ("上年3月1日", dt.date(2020, 3, 1)),
        ("上月28日", dt.date(2020, 12, 28)),
        ("4日", dt.date(2021, 1, 4)),
        ("28日", dt.date(2020, 12, 28)),
        ("2月29日", dt.date(2020, 2, 29)),
    ],
)
def test_single_days(text: str, expected: dt.date) -> None:
    assert day(text) == (expected, None, "day")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("6月19日至20日", (2020, 6, 19), (2020, 6, 20)),
        ("8月18-19日", (2020, 8, 18), (2020, 8, 19)),
        ("3-4日", (2021, 1, 3), (2021, 1, 4)),
        ("28日至2日", (2020, 12, 28), (2021, 1, 2)),
        ("12月30日至1月2日", (2020, 12, 30), (2021, 1, 2)),
        ("2019年2月28日至3月2日", (2019, 2, 28), (2019, 3, 2)),
        ("2020年12月30日至2021年1月3日", (2020, 12, 30), (2021, 1, 3)),
        ("二〇二〇年七月十四日至十六日", (2020, 7, 14), (2020, 7, 16)),
    ],
)
def test_ranges(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert day(text) == (dt.date(*first), dt.date(*last), "day")


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2020年7月", (2020, 7, 1), (2020, 7, 31), "month"),
        ("11月份", (2020, 11, 1), (2020, 11, 30), "month"),
        ("今年1月底", (2021, 1, 1), (2021, 1, 31), "month"),
        ("去年底", (2020, 12, 1), (2020, 12, 31), "month"),
        ("2020年2月中旬", (2020, 2, 11), (2020, 2, 20), "period"),
        ("去年1至6月", (2020, 1, 1), (2020, 6, 30), "period"),
        ("2020年第三季度", (2020, 7, 1), (2020, 9, 30), "period"),
        ("2019年下半年", (2019, 7, 1), (2019, 12, 31), "period"),
    ],
)
def test_months_and_periods(text: str, first: tuple[int, int, int], last: tuple[int, int, int], precision: str) -> None:
    assert day(text) == (dt.date(*first), dt.date(*last), precision)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天", dt.date(2021, 1, 5)),
        ("昨日", dt.date(2021, 1, 4)),
        ("12月13日召开会议，次日", dt.date(2020, 12, 14)),
        ("12月13日至15日调研，当天下午", dt.date(2020, 12, 15)),
    ],
)
def test_words_for_days_are_inferred(text: str, expected: dt.date) -> None:
    assert day(text) == (expected, None, "inferred")


@pytest.mark.parametrize(
    "text", ["近日", "日前", "今年", "当天", "2月30日", "2020年2月30日", "31日至2月31日", "2020年7月20日至18日"]
)
def test_vague_and_impossible_ones_stay_open(text: str) -> None:
    assert day(text) == (None, None, "unknown")


def test_without_a_date_of_issue_only_whole_dates_are_known() -> None:
    assert day("2020年7月8日", None)[0] == dt.date(2020, 7, 8)
    assert day("7月8日", None) == (None, None, "unknown")
    assert day("去年7月8日", None) == (None, None, "unknown")
    assert day("今天", None) == (None, None, "unknown")


def test_a_day_without_month_leans_on_the_date_before_it() -> None:
    assert day("11月3日召开会议。4日", dt.date(2020, 12, 14))[0] == dt.date(2020, 11, 4)
    assert day("10月28日出发。2日", dt.date(2020, 11, 14))[0] == dt.date(2020, 11, 2)
    assert day("11月3日召开会议。\n4日", dt.date(2020, 12, 14))[0] == dt.date(2020, 12, 4)
    first, second = find_dates("7月8、9日举行")
    assert resolve(first, issued_on=dt.date(2020, 8, 1))[0] == dt.date(2020, 7, 8)
    assert resolve(second, issued_on=dt.date(2020, 8, 1))[0] == dt.date(2020, 7, 9)


def test_a_deadline_looks_ahead() -> None:
    assert day("9月30日", dt.date(2020, 7, 14), ahead=True)[0] == dt.date(2020, 9, 30)
    assert day("1月10日", dt.date(2020, 12, 14), ahead=True)[0] == dt.date(2021, 1, 10)
    assert day("20日", dt.date(2020, 7, 14), ahead=True)[0] == dt.date(2020, 7, 20)


def test_spans_are_absolute_and_stay_in_the_given_stretch() -> None:
    text = "7月1日纪念，7月8日开会，7月9日调研"
    found = find_dates(text, 6, 14)
    assert [text[m.start : m.end] for m in found] == ["7月8日"]


@given(
    st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2060, 12, 31)),
    st.integers(min_value=-357, max_value=7),
)
def test_a_date_without_year_goes_back_to_the_one_meant(issued_on: dt.date, offset: int) -> None:
    meant = issued_on + dt.timedelta(days=offset)
    assert day(f"{meant.month}月{meant.day}日", issued_on)[0] == meant


@given(st.text(alphabet="0123456789年月日号至-—.、/二〇十三今当次天上下午旬底季度去第《》\n ", max_size=80), st.dates())
def test_never_raises_and_spans_are_in_order(text: str, issued_on: dt.date) -> None:
    end = 0
    for mention in find_dates(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        first, last, precision = resolve(mention, issued_on=issued_on)
        assert (first is None) == (precision == "unknown")
        assert last is None or (first is not None and first <= last)
