"""The statistics equal independent references and published values."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from zhengjian_stats.analysis.statistics import benjamini_hochberg, garwood, mann_kendall, theil_sen, trend_of, wilson
from zhengjian_stats.errors import UsageError


@given(n=st.integers(1, 500), data=st.data(), confidence=st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_equals_scipy(n, data, confidence):
    k = data.draw(st.integers(0, n))
    low, high = wilson([k], [n], confidence)
    expected = stats.binomtest(k, n).proportion_ci(confidence, method="wilson")
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_wilson_of_newcombes_examples():
    # Newcombe (1998), Statistics in Medicine 17:857–872, table I, method 3.
    low, high = wilson([81, 15, 0, 1], [263, 148, 20, 29])
    assert low.round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert high.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


def test_an_interval_of_nothing_is_missing():
    low, high = wilson(pd.Series([0, pd.NA, 1], dtype="Int64"), pd.Series([0, 5, 2], dtype="Int64"))
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, True, False]
    low, high = garwood([0.0, np.nan, 3], [0, 1, 1])
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, True, False]


@given(k=st.integers(0, 2000), exposure=st.floats(0.01, 1e6))
def test_garwood_bounds_are_where_the_poisson_tails_are_a_fortieth(k, exposure):
    low, high = (bound[0] * exposure for bound in garwood([k], [exposure]))
    assert stats.poisson.cdf(k, high) == pytest.approx(0.025, rel=1e-6)
    if k:
        assert stats.poisson.sf(k - 1, low) == pytest.approx(0.025, rel=1e-6)
    else:
        assert low == 0


def test_garwood_of_the_published_table():
    # Garwood (1936), table of 95 % limits.
    low, high = garwood([0, 1, 5, 20])
    assert low.round(2).tolist() == [0.0, 0.03, 1.62, 12.22]
    assert high.round(2).tolist() == [3.69, 5.57, 11.67, 30.89]


SERIES = st.lists(st.integers(-50, 50).map(float), min_size=3, max_size=40)


@settings(deadline=None)
@given(y=SERIES)
def test_theil_sen_equals_scipy(y):
    expected = stats.theilslopes(y, alpha=0.95)
    assert theil_sen(y) == pytest.approx((expected.slope, expected.low_slope, expected.high_slope))


def test_a_gap_keeps_its_place_in_time():
    assert theil_sen([0.0, 1.0, np.nan, np.nan, 4.0])[0] == 1.0
    assert np.isnan(theil_sen([np.nan, 1.0])[0])


@settings(deadline=None)
@given(y=SERIES)
def test_mann_kendall_follows_its_formula(y):
    tau, p = mann_kendall(y)
    assert tau == pytest.approx(_kendall_s(y) / (len(y) * (len(y) - 1) / 2))
    assert 0 <= p <= 1
    assert mann_kendall(y[::-1]) == pytest.approx((-tau, p))


def _kendall_s(y):
    return sum(np.sign(b - a) for a, b in itertools.combinations(y, 2))


@pytest.mark.parametrize("y", [(1, 2, 3, 4, 5, 6), (2, 1, 3, 6, 4, 5), (6, 1, 5, 2, 4, 3)])
def test_mann_kendall_is_exact_when_short(y):
    orders = list(itertools.permutations(y))
    as_extreme = sum(abs(_kendall_s(order)) >= abs(_kendall_s(y)) for order in orders)
    assert mann_kendall(y)[1] == pytest.approx(as_extreme / len(orders))


def test_ties_lower_the_variance_and_continuity_lowers_z():
    y = [10, 22, 21, 30, 22, 30, 40, 40, 40, 51, 38]
    variance = (11 * 10 * 27 - 2 * (2 * 1 * 9) - 3 * 2 * 11) / 18
    assert mann_kendall(y)[1] == pytest.approx(2 * stats.norm.sf((_kendall_s(y) - 1) / np.sqrt(variance)))


def test_a_flat_series_has_no_trend():
    assert mann_kendall([3.0] * 12) == (0.0, 1.0)
    assert trend_of([3.0] * 12).slope == 0


@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_q_values_equal_scipy(p):
    assert benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p))


def test_q_values_of_benjamini_and_hochberg():
    # Benjamini & Hochberg (1995), §4.2: 15 p-values, four are called at 0.05.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert (benjamini_hochberg(p) <= 0.05).sum() == 4


def test_seven_periods_are_too_short():
    assert trend_of([1, 2, 3, 4, 5, 6, 7]).status == "too_short"
    assert np.isnan(trend_of([1, 2, 3, 4, 5, 6, 7]).p)
    assert trend_of([1, 2, 3, 4, 5, 6, 7, np.nan]).status == "too_short"
    assert trend_of([1, 2, 3, 4, 5, 6, 7, 8]).status == "ok"


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_level_is_a_share(confidence):
    with pytest.raises(UsageError, match="between 0 and 1"):
        wilson([1], [2], confidence)


def test_p_values_are_shares():
    with pytest.raises(UsageError, match="p-value"):
        benjamini_hochberg([0.5, 1.5])


@pytest.mark.slow
@pytest.mark.parametrize("n", [5, 20, 100])
def test_wilson_covers_what_it_says_on_average(n):
    rng = np.random.default_rng(20250701)
    p = rng.uniform(size=2000)
    low, high = wilson(rng.binomial(n, p), np.full(2000, n))
    assert abs(((low <= p) & (p <= high)).mean() - 0.95) < 0.015
