"""Charts of topics, themes and formulations over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from zhengjian_stats.errors import UsageError
from zhengjian_stats.plots.dots import Dots, dots_size, draw_dots
from zhengjian_stats.plots.panels import Measure, draw_panels, panel_size
from zhengjian_stats.plots.style import canvas, no_data, require, words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Value = Literal["per_10k", "share_articles", "n"]

_BOUNDS: Final[dict[str, tuple[str | None, str | None]]] = {
    "per_10k": ("per_10k_low", "per_10k_high"),
    "share_articles": ("share_low", "share_high"),
    "n": (None, None),
}


def plot_topic_frequencies(
    frame: pd.DataFrame, *, ax: Axes | None = None, value: Value = "per_10k", top: int = 9, lang: str = "zh"
) -> Axes:
    """Draw how often topics occur: a panel a topic, or, for a single period, a dot a topic.

    Parameters
    ----------
    frame : DataFrame
        Result of ``topic_frequencies``.
    ax : Axes, optional
        Where to draw; by default on a new figure.
    value : {"per_10k", "share_articles", "n"}
        What is drawn; the first two with their intervals.
    top : int
        How many topics, the most frequent ones.
    lang : {"zh", "en"}
        Language of the words.

    Returns
    -------
    Axes
        The frame of the panels (they are its ``child_axes``), or the axes with the dots.

    Raises
    ------
    FrameError
        A column is missing.
    UsageError
        ``value`` or the language is unknown.

    Examples
    --------
    >>> from zhengjian_stats.analysis import topic_frequencies
    >>> from zhengjian_stats.schema import FRAMES, empty_frame
    >>> empty = topic_frequencies({name: empty_frame(name) for name in FRAMES})
    >>> plot_topic_frequencies(empty).texts[0].get_text()
    '没有数据'
    """
    if value not in _BOUNDS:
        raise UsageError(f"value={value!r} is not drawn here; there are {', '.join(map(repr, _BOUNDS))}")
    low, high = _BOUNDS[value]
    measure = Measure(value, low, high, words(value, lang), is_share=value == "share_articles")
    return _draw(_chosen(frame, "topic", measure, top, lang), measure, ax, lang)


def plot_directive_theme_trends(frame: pd.DataFrame, *, ax: Axes | None = None, top: int = 9, lang: str = "zh") -> Axes:
    """Draw which share of the directives each theme has: a panel a theme, or, for a single period, a dot a theme.

    Parameters
    ----------
    frame : DataFrame
        Result of ``directive_theme_trends`` (not of ``trend=True``).
    ax : Axes, optional
        Where to draw; by default on a new figure.
    top : int
        How many themes, those with the most directives.
    lang : {"zh", "en"}
        Language of the words.

    Returns
    -------
    Axes
        The frame of the panels (they are its ``child_axes``), or the axes with the dots.

    Raises
    ------
    FrameError
        A column is missing.
    UsageError
        The language is not spoken here.

    Examples
    --------
    >>> from zhengjian_stats.analysis import directive_theme_trends
    >>> from zhengjian_stats.schema import FRAMES, empty_frame
    >>> empty = directive_theme_trends({name: empty_frame(name) for name in FRAMES})
    >>> plot_directive_theme_trends(empty, lang="en").texts[0].get_text()
    'no data'
    """
    measure = Measure("share", "share_low", "share_high", words("share", lang), is_share=True)
    return _draw(_chosen(frame, "theme", measure, top, lang), measure, ax, lang)


@dataclass(frozen=True, eq=False)
class _Chosen:
    """The series that are drawn, by label, and how many are not."""

    series: list[tuple[str, pd.DataFrame]]
    n_periods: int
    left_out: int


def _chosen(frame: pd.DataFrame, key: str, measure: Measure, top: int, lang: str) -> _Chosen:
    require(frame, key, "period", "n_issues", "is_partial", "n", *filter(None, (measure.value, measure.low, measure.high)))
    totals = frame.groupby(key, sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    found = totals[totals > 0].index.tolist()
    series = [(_label(rows := frame[frame[key].eq(name)], key, lang), rows) for name in found[:top]]
    return _Chosen(series, frame["period"].nunique(), max(len(found) - top, 0))


def _draw(chosen: _Chosen, measure: Measure, ax: Axes | None, lang: str) -> Axes:
    if chosen.series and chosen.n_periods == 1:
        return _draw_one_period(chosen.series, measure, ax, lang)
    with canvas(ax, panel_size(max(len(chosen.series), 1)), lang, whole=True) as axes:
        if not chosen.series:
            return no_data(axes, lang)
        note = words("and_more", lang, n=chosen.left_out) if chosen.left_out else ""
        draw_panels(axes, chosen.series, measure, note, lang)
        return axes


def _label(rows: pd.DataFrame, key: str, lang: str) -> str:
    column = "label_en" if lang == "en" else "label"
    return str(rows[column if column in rows.columns else key].iloc[0])


def _draw_one_period(series: list[tuple[str, pd.DataFrame]], measure: Measure, ax: Axes | None, lang: str) -> Axes:
    import pandas as pd

    rows = pd.concat([rows for _, rows in series], ignore_index=True)
    nothing = pd.Series([float("nan")] * len(rows))
    dots = Dots(
        [label for label, _ in series],
        rows[measure.value],
        rows[measure.low] if measure.low else nothing,
        rows[measure.high] if measure.high else nothing,
        [str(n) for n in rows["n"]],
    )
    with canvas(ax, dots_size(len(rows)), lang) as axes:
        draw_dots(axes, dots, measure.is_share)
        axes.set_xlabel(f"{measure.label}　{rows['period'].iloc[0]}")
        return axes
