"""Chinese numerals, against cn2an as the oracle."""

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats.parse.numerals import parse_numeral


@given(st.integers(min_value=0, max_value=99_999_999_999))
def test_agrees_with_cn2an_on_positional_numerals(number: int) -> None:
    assert parse_numeral(cn2an.an2cn(number, "low")) == number
    assert parse_numeral(cn2an.an2cn(number, "up")) == number


@given(st.integers(min_value=1000, max_value=9999))
def test_agrees_with_cn2an_digit_by_digit(year: int) -> None:
    written = cn2an.an2cn(year, "direct")
    assert parse_numeral(written) == year
    assert parse_numeral(written.replace("零", "〇")) == year
    assert parse_numeral(written.replace("零", "○")) == year


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十", 20),
        ("廿三", 23),
        ("卅一", 31),
        ("两千", 2000),
        ("3万5千", 35000),
        ("１２", 12),
        ("元", 1),
        ("12万", 120000),
    ],
)
def test_short_and_mixed_forms(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["", "第十", "一天", "3.5", "二〇二〇年", "-3", "一" * 50])
def test_what_is_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.text(alphabet="零一二三十百千万亿〇0159廿两", max_size=30))
def test_never_raises(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value >= 0
