"""Directives by theme: shares with intervals, and whether they rise or fall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.analysis.inputs import Corpus, frames_of, nearest, typed_frame
from zhengjian_stats.analysis.periods import DATED
from zhengjian_stats.analysis.rates import zeros_filled
from zhengjian_stats.analysis.statistics import benjamini_hochberg, trend_of, wilson
from zhengjian_stats.analysis.timeline import Timeline, make_timeline
from zhengjian_stats.errors import UsageError
from zhengjian_stats.parse.themes import themes_of
from zhengjian_stats.schema import VOICES
from zhengjian_stats.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    **DATED,
    "directives": ("directive_id", "issue_id", "article_id?", "meeting_id?", "voice?"),
    "directive_themes": ("directive_id", "theme"),
}
_THEME: Final[Mapping[str, str]] = {"theme": "str", "label": "str", "label_en": "str"}
_SHARES: Final[Mapping[str, str]] = {
    "n": "Int64",
    "n_directives": "Int64",
    "share": "float64",
    "share_low": "float64",
    "share_high": "float64",
    "voice": "str",
    "on": "str",
}
_TRENDS: Final[Mapping[str, str]] = {
    "n": "Int64",
    "n_periods": "Int64",
    "slope": "float64",
    "slope_low": "float64",
    "slope_high": "float64",
    "tau": "float64",
    "p": "float64",
    "q": "float64",
    "status": "str",
    "voice": "str",
    "on": "str",
}


def directive_theme_trends(
    corpus: Corpus, by: str = "quarter", voice: str | None = "own", on: str = "issued", trend: bool = False
) -> pd.DataFrame:
    r"""Tell which share of the directives each theme has, by period, or how that share goes.

    Parameters
    ----------
    corpus : Corpus or mapping of str to DataFrame
        A corpus, or frames ``issues``, ``directives``, ``directive_themes`` (and ``meetings``).
    by : str
        ``month``, ``quarter``, ``half``, ``year``, ``issue``, ``all`` or a pandas period alias.
    voice : {"own", "relayed", None}
        Only demands of the office itself, only those of higher bodies that it passes on, or both.
    on : {"issued", "held"}
        Go by the day of issue, or by the day of the event at which it was demanded.
    trend : bool
        One row a theme instead of one a theme and period.

    Returns
    -------
    DataFrame
        One row a theme and period of the span: ``theme, label, label_en, period, period_start, period_end, is_partial,
        n_issues``; ``n`` directives under the theme, ``n_directives`` all directives of the period (those under no theme
        too), ``share`` = n / n_directives (0–1) with ``share_low, share_high`` (Wilson 1927); ``voice`` (missing for both),
        ``on``. A directive under two themes counts in both, so shares may add up to more than 1. In a period without issues
        counts are missing.

        With ``trend=True`` one row a theme: ``n`` in all, ``n_periods`` with a share, ``slope`` of the share a period
        (Theil–Sen) with ``slope_low, slope_high``, ``tau`` and ``p`` (Mann–Kendall), ``q`` (Benjamini–Hochberg over the
        themes), ``status``: ``ok``, or ``too_short`` where fewer than 8 periods have a share; slope, p and q are then missing.

    Raises
    ------
    UsageError
        ``voice`` or ``on`` is unknown.
    PeriodError
        ``by`` is no period.
    FrameError
        A frame or column is missing.

    Examples
    --------
    >>> import datetime as dt
    >>> from zhengjian_stats.schema import frame_of
    >>> demand = {"issue_id": "i1", "article_id": "a1", "text": "排查隐患", "voice": "own"}
    >>> mine = {
    ...     "issues": frame_of("issues", [{"issue_id": "i1", "issued_on": dt.date(2025, 7, 9)}]),
    ...     "directives": frame_of("directives", [demand | {"directive_id": d, "position": 1} for d in ("d1", "d2")]),
    ...     "directive_themes": frame_of("directive_themes", [{"directive_id": "d1", "theme": "safety"}]),
    ... }
    >>> directive_theme_trends(mine)[["theme", "period", "n", "n_directives", "share"]].to_numpy().tolist()
    [['safety', '2025Q3', 1, 2, 0.5]]
    """
    if voice is not None and voice not in VOICES:
        raise UsageError(f"no voice is called {voice!r}; {nearest(str(voice), VOICES)} (or None for both)")
    frames = frames_of(corpus, _NEEDS, optional=("meetings",))
    timeline = make_timeline(frames, by, on)
    directives = frames["directives"].drop_duplicates("directive_id")
    if voice is not None:
        directives = directives[directives["voice"].eq(voice)]
    shares = _shares(directives, frames["directive_themes"], timeline)
    labelled = shares.merge(_labels(corpus, shares["theme"]), on="theme", how="left").assign(voice=voice, on=on)
    if trend:
        return typed_frame(_trends(labelled), dict(_THEME) | dict(_TRENDS))
    return typed_frame(labelled, dict(_THEME) | timeline.dtypes | dict(_SHARES))


def _shares(directives: pd.DataFrame, under: pd.DataFrame, timeline: Timeline) -> pd.DataFrame:
    dated = directives.assign(period=timeline.label(directives)).dropna(subset=["period"])
    totals = dated.groupby("period", as_index=False).agg(n_directives=("directive_id", "size"))
    pairs = under.drop_duplicates(["directive_id", "theme"]).merge(dated[["directive_id", "period"]], on="directive_id")
    counts = pairs.groupby(["theme", "period"], as_index=False).agg(n=("directive_id", "size"))
    themes = pairs.groupby("theme", as_index=False).agg(total=("directive_id", "size"))
    order = themes.sort_values(["total", "theme"], ascending=[False, True])[["theme"]]
    grid = order.merge(timeline.table, how="cross").merge(totals, on="period", how="left")
    grid = zeros_filled(grid.merge(counts, on=["theme", "period"], how="left"), ("n", "n_directives"))
    n, base = (grid[column].astype("Float64").astype("float64") for column in ("n", "n_directives"))
    low, high = wilson(n, base)
    return grid.assign(share=n / base.where(base > 0), share_low=low, share_high=high)


def _labels(corpus: Corpus, themes: pd.Series) -> pd.DataFrame:
    """Return a label in both languages for each theme; one that no rule knows is called by its name."""
    import pandas as pd

    settings = getattr(corpus, "settings", None)
    known = {theme.name: theme for theme in themes_of(settings if isinstance(settings, Settings) else Settings())}
    rows = []
    for name in themes.drop_duplicates():
        theme = known.get(name)
        label = theme.label if theme is not None and theme.label else name
        rows.append((name, label, theme.label_en if theme is not None and theme.label_en else label))
    return typed_frame(pd.DataFrame(rows, columns=list(_THEME)), _THEME)


def _trends(shares: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for _, series in shares.groupby("theme", sort=False):
        found = trend_of(series["share"])
        names = ("n_periods", "slope", "slope_low", "slope_high", "tau", "p", "status")
        same = {name: series[name].iloc[0] for name in (*_THEME, "voice", "on")}
        rows.append(same | {"n": series["n"].sum()} | {name: getattr(found, name) for name in names})
    trends = pd.DataFrame(rows, columns=[*_THEME, *(name for name in _TRENDS if name != "q")])
    return trends.assign(q=benjamini_hochberg(trends["p"].astype("float64")))
