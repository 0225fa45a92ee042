"""Intervals and tests, each with its formula and source; missing in, missing out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from zhengjian_stats.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

#: A series of fewer periods is called too short and gets no p-value.
MIN_PERIODS: Final = 8

#: Up to this length, and without ties, the Mann–Kendall test is exact: the normal form is too coarse there.
_EXACT_UP_TO: Final = 10

Status = Literal["ok", "too_short"]


def _floats(values: ArrayLike) -> NDArray[np.float64]:
    """Make numbers floats, missing ones NaN."""
    import pandas as pd

    if isinstance(values, pd.Series):
        return values.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.asarray(values, dtype=np.float64)


def _checked_confidence(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise UsageError(f"a confidence level lies between 0 and 1, found {confidence!r}")
    return confidence


def wilson(k: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Score interval of a proportion k/n.

    With z the normal quantile and p = k/n the bounds are

    .. math:: \frac{p + z^2/2n \pm z\sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n}

    Source: Wilson (1927), JASA 22:209–212. Where n is 0 or anything is missing, the bounds are missing.

    Raises
    ------
    UsageError
        The confidence level does not lie between 0 and 1.

    Examples
    --------
    >>> low, high = wilson([8], [10])
    >>> print(f"{low[0]:.4f} {high[0]:.4f}")
    0.4902 0.9433
    """
    from scipy.stats import norm

    z = float(norm.ppf((1 + _checked_confidence(confidence)) / 2))
    hits, total = np.broadcast_arrays(_floats(k), _floats(n))
    total = np.where(total > 0, total, np.nan)
    p = hits / total
    centre = p + z**2 / (2 * total)
    half = z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    scale = 1 + z**2 / total
    # Rounding may put the bound of 0/n at -1e-17.
    return np.clip((centre - half) / scale, 0, 1), np.clip((centre + half) / scale, 0, 1)


def garwood(
    k: ArrayLike, exposure: ArrayLike = 1.0, confidence: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Exact interval of a Poisson rate k/exposure.

    .. math:: \tfrac12\chi^2_{\alpha/2}(2k) \;/\; E, \qquad \tfrac12\chi^2_{1-\alpha/2}(2k+2) \;/\; E

    Source: Garwood (1936), Biometrika 28:437–442. It takes the occurrences as independent; words cluster in documents, so it
    is the narrowest that the truth can be. Where the exposure is 0 or anything is missing, the bounds are missing.

    Raises
    ------
    UsageError
        The confidence level does not lie between 0 and 1.

    Examples
    --------
    >>> low, high = garwood([10])
    >>> print(f"{low[0]:.2f} {high[0]:.2f}")
    4.80 18.39
    """
    from scipy.stats import chi2

    alpha = 1 - _checked_confidence(confidence)
    count, base = np.broadcast_arrays(_floats(k), _floats(exposure))
    base = np.where(base > 0, base, np.nan)
    # The quantile with 0 degrees of freedom is 0; scipy calls it undefined.
    low = np.where(count == 0, 0.0, chi2.ppf(alpha / 2, 2 * np.where(count == 0, 1, count)) / 2)
    high = chi2.ppf(1 - alpha / 2, 2 * count + 2) / 2
    return np.where(np.isnan(count), np.nan, low) / base, high / base


@dataclass(frozen=True, slots=True)
class Trend:
    """A series' trend: slope a period with its interval, Kendall's tau and p; all missing where it is too short."""

    n_periods: int
    slope: float
    slope_low: float
    slope_high: float
    tau: float
    p: float
    status: Status


def theil_sen(y: ArrayLike, x: ArrayLike | None = None, confidence: float = 0.95) -> tuple[float, float, float]:
    r"""Slope of a line that outliers do not move: the median of the slopes between all pairs of points.

    .. math:: \hat\beta = \operatorname{median}_{i<j} \frac{y_j - y_i}{x_j - x_i}

    The interval takes the slopes of rank :math:`(N \mp z\sqrt{V})/2`, V the variance of Kendall's S with ties.
    Source: Sen (1968), JASA 63:1379–1389. Missing points are left out, their places in time are kept.

    Returns
    -------
    tuple of float
        Slope, lower and upper bound; missing with fewer than two points.

    Raises
    ------
    UsageError
        The confidence level does not lie between 0 and 1.

    Examples
    --------
    An outlier does not move it:

    >>> theil_sen([1.0, 2.0, 3.0, 4.0, 50.0])[0]
    1.0
    """
    from scipy.stats import norm

    values = _floats(y)
    times = np.arange(len(values), dtype=np.float64) if x is None else _floats(x)
    known = ~(np.isnan(values) | np.isnan(times))
    values, times = values[known], times[known]
    first, second = np.triu_indices(len(values), 1)
    distinct = times[first] != times[second]
    first, second = first[distinct], second[distinct]
    slopes = np.sort((values[second] - values[first]) / (times[second] - times[first]))
    if not len(slopes):
        return np.nan, np.nan, np.nan
    z = float(norm.ppf((1 + _checked_confidence(confidence)) / 2))
    spread = z * np.sqrt(_kendall_variance(values))
    upper = min(round((len(slopes) + spread) / 2), len(slopes) - 1)
    lower = max(round((len(slopes) - spread) / 2) - 1, 0)
    return float(np.median(slopes)), float(slopes[lower]), float(slopes[upper])


def _kendall_variance(values: NDArray[np.float64]) -> float:
    """Variance of Kendall's S under no trend, corrected for ties: [n(n-1)(2n+5) - Σ t(t-1)(2t+5)] / 18."""
    n = len(values)
    ties = np.unique(values, return_counts=True)[1]
    return float(n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18


def mann_kendall(y: ArrayLike) -> tuple[float, float]:
    r"""Test of a series for a steady rise or fall.

    .. math:: S = \sum_{i<j} \operatorname{sgn}(y_j - y_i), \qquad z = \frac{S - \operatorname{sgn} S}{\sqrt{V}}

    with V the variance of S corrected for ties. Up to 10 points without ties the distribution of S is exact. Sources: Mann
    (1945), Econometrica 13:245–259; Kendall (1975), *Rank Correlation Methods*; Gilbert (1987), *Statistical Methods for
    Environmental Pollution Monitoring*, §16.4. It takes the periods as independent of one another.

    Returns
    -------
    tuple of float
        Kendall's tau (S over the number of pairs) and the two-sided p; missing with fewer than two points.

    Examples
    --------
    >>> tau, p = mann_kendall([1, 2, 3, 4, 5, 6, 7, 8])
    >>> print(f"{tau:.0f} {p:.6f}")
    1 0.000050
    """
    from scipy.stats import kendalltau, norm

    values = _floats(y)
    values = values[~np.isnan(values)]
    n = len(values)
    if n < 2:
        return np.nan, np.nan
    s = float(np.sign(values[None, :] - values[:, None])[np.triu_indices(n, 1)].sum())
    tau = s / (n * (n - 1) / 2)
    if n <= _EXACT_UP_TO and len(np.unique(values)) == n:
        return tau, float(kendalltau(np.arange(n), values, method="exact").pvalue)
    variance = _kendall_variance(values)
    if variance == 0:
        return tau, 1.0
    z = (s - np.sign(s)) / np.sqrt(variance)
    return tau, float(min(2 * norm.sf(abs(z)), 1.0))


def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    r"""q-values: the share of false alarms among all series called at that level.

    With the m known p-values in ascending order, :math:`q_{(i)} = \min_{j \ge i} \min(1, m\,p_{(j)}/j)`.
    Source: Benjamini & Hochberg (1995), JRSS B 57:289–300. Missing p-values are no tests and stay missing.

    Raises
    ------
    UsageError
        A p-value lies outside 0 to 1.

    Examples
    --------
    >>> [float(q) for q in benjamini_hochberg([0.01, 0.04, float("nan"), 0.03])]
    [0.03, 0.04, nan, 0.04]
    """
    values = _floats(p)
    known = ~np.isnan(values)
    tested = values[known]
    if ((tested < 0) | (tested > 1)).any():
        raise UsageError("a p-value lies between 0 and 1")
    order = np.argsort(tested)
    ranked = tested[order] * len(tested) / np.arange(1, len(tested) + 1)
    adjusted = np.empty_like(tested)
    adjusted[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1)
    result = np.full(values.shape, np.nan)
    result[known] = adjusted
    return result


def trend_of(y: ArrayLike) -> Trend:
    """Return slope and test of a series with one value a period, gaps missing.

    Examples
    --------
    >>> trend_of([1, 2, 3]).status
    'too_short'
    >>> trend_of(range(12)).slope
    1.0
    """
    values = _floats(np.fromiter(y, dtype=np.float64) if isinstance(y, range) else y)
    n = int((~np.isnan(values)).sum())
    if n < MIN_PERIODS:
        return Trend(n, np.nan, np.nan, np.nan, np.nan, np.nan, "too_short")
    return Trend(n, *theil_sen(values), *mann_kendall(values), "ok")
