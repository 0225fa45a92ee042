"""Small multiples: one panel a series, with its interval, its gaps and its cut periods."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from zhengjian_stats.plots.style import FAINT, MAIN, MUTED, as_percent, floats, period_ticks, shortened, text_width, words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

#: More points than this are drawn without dots.
_DOTS_UP_TO: Final = 60
#: How far above the highest value an interval may push the axis; what is higher is cut off.
_HEADROOM: Final = 2.2


@dataclass(frozen=True, slots=True)
class Measure:
    """Which columns of a frame are drawn: the value, its bounds (or none), and whether it is a share."""

    value: str
    low: str | None
    high: str | None
    label: str
    is_share: bool = False


def panel_size(n_panels: int) -> tuple[float, float]:
    """Return the size in inches of a figure with so many panels."""
    rows = math.ceil(n_panels / n_columns(n_panels))
    return 10.0, 0.75 + 1.9 * rows


def n_columns(n_panels: int) -> int:
    """Return how many panels stand side by side."""
    return 1 if n_panels == 1 else 2 if n_panels in (2, 4) else 3


def draw_panels(ax: Axes, series: list[tuple[str, pd.DataFrame]], measure: Measure, note: str, lang: str) -> None:
    """Draw series (title, rows in the order of time) as panels inside of the axes, with what they measure and a note above."""
    columns = n_columns(len(series))
    rows = math.ceil(len(series) / columns)
    ax.set_axis_off()
    for place, (title, frame) in enumerate(series):
        row, column = divmod(place, columns)
        panel = ax.inset_axes(_box(ax, (row, column), (rows, columns)))
        _draw_series(panel, frame.reset_index(drop=True), measure)
        panel.set_title(shortened(title, 20), pad=4)
        is_last = place + columns >= len(series)
        period_ticks(panel, frame["period"].tolist(), _n_labels(frame["period"].tolist(), columns), slanted=False)
        if not is_last:
            panel.tick_params(axis="x", labelbottom=False)
    above = f"{measure.label}　{note}" if note else measure.label
    ax.text(0, 1, above, transform=ax.transAxes, ha="left", va="bottom", fontsize=9, color=MUTED)
    _legend(ax, [frame for _, frame in series], measure, lang)


def _n_labels(labels: list[str], columns: int) -> int:
    """Return how many labels fit side by side below a panel, a Chinese character being an eighth of an inch wide."""
    longest = max(map(text_width, labels), default=1)
    return max(int(9.5 / columns / (longest / 8 + 0.25)), 2)


def _box(ax: Axes, place: tuple[int, int], shape: tuple[int, int]) -> tuple[float, float, float, float]:
    """Return the place of a panel in its frame: left, bottom, width, height, with inches for ticks and titles left free."""
    (row, column), (rows, columns) = place, shape
    inside = ax.get_window_extent().transformed(ax.figure.dpi_scale_trans.inverted())
    left_ticks, right = 0.52 / inside.width, 0.12 / inside.width
    title, ticks, head = 0.3 / inside.height, 0.12 / inside.height, 0.12 / inside.height
    width, height = 1 / columns, (1 - head) / rows
    bottom = (rows - 1 - row) * height + ticks
    return column * width + left_ticks, bottom, max(width - left_ticks - right, 0.02), max(height - title - ticks, 0.02)


def _draw_series(panel: Axes, frame: pd.DataFrame, measure: Measure) -> None:
    places = np.arange(len(frame))
    value = floats(frame[measure.value])
    for place in places[frame["n_issues"].eq(0).to_numpy()]:
        panel.axvspan(place - 0.5, place + 0.5, color=FAINT, lw=0, zorder=0)
    if measure.low is not None and measure.high is not None:
        low, high = floats(frame[measure.low]), floats(frame[measure.high])
        panel.fill_between(places, low, high, color=MAIN, alpha=0.18, lw=0, zorder=1)
        lone = _lonely(value)
        panel.vlines(places[lone], low[lone], high[lone], color=MAIN, alpha=0.35, lw=2, zorder=1)
    else:
        high = value
    panel.plot(places, value, color=MAIN, lw=1.4, zorder=2)
    _draw_dots(panel, places, value, frame["is_partial"].fillna(False).to_numpy(dtype=bool))
    panel.set_xlim(-0.5, max(len(frame) - 0.5, 0.5))
    panel.set_ylim(0, _top(value, high, measure.is_share))
    panel.grid(axis="y", color=FAINT, lw=0.6)
    panel.locator_params(axis="y", nbins=4)
    if measure.is_share:
        as_percent(panel, "y")


def _draw_dots(panel: Axes, places: NDArray[Any], value: NDArray[Any], partial: NDArray[Any]) -> None:
    if len(places) <= _DOTS_UP_TO:
        panel.plot(places[~partial], value[~partial], "o", color=MAIN, ms=3.5, zorder=3, clip_on=False)
    panel.plot(places[partial], value[partial], "o", mfc="white", mec=MAIN, ms=4.5, zorder=3, clip_on=False)


def _lonely(value: NDArray[Any]) -> NDArray[Any]:
    """Tell the points between gaps, which no band can reach."""
    known: NDArray[np.bool_] = ~np.isnan(value)
    before = np.concatenate([[False], known[:-1]])
    after = np.concatenate([known[1:], [False]])
    alone: NDArray[np.bool_] = known & ~before & ~after
    return alone


def _top(value: NDArray[Any], high: NDArray[Any], is_share: bool) -> float:
    highest = float(np.nanmax(value, initial=0.0))
    top = max(1.1 * highest, min(float(np.nanmax(high, initial=0.0)) * 1.05, _HEADROOM * highest))
    if is_share:
        return min(max(top, 0.05), 1.0)
    return top or 1.0


def _legend(ax: Axes, frames: list[pd.DataFrame], measure: Measure, lang: str) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    shown: list[tuple[object, str]] = []
    if measure.low is not None:
        shown.append((Patch(color=MAIN, alpha=0.18, lw=0), words("interval", lang)))
    if any(frame["n_issues"].eq(0).any() for frame in frames):
        shown.append((Patch(color=FAINT, lw=0), words("gap", lang)))
    if any(frame["is_partial"].fillna(False).any() for frame in frames):
        shown.append((Line2D([], [], marker="o", ls="", mfc="white", mec=MAIN, ms=4.5), words("partial", lang)))
    if shown:
        handles, labels = zip(*shown, strict=True)
        ax.legend(handles, labels, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(shown), borderaxespad=0)
