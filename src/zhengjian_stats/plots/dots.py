"""Dots with intervals, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from zhengjian_stats.plots.style import FAINT, INK, MAIN, as_percent, floats

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True, eq=False)
class Dots:
    """What is drawn, from top to bottom: labels, values with bounds, and what is written beside each."""

    labels: Sequence[str]
    value: pd.Series
    low: pd.Series
    high: pd.Series
    notes: Sequence[str]
    upper: pd.Series | None = None
    upper_label: str = ""


def dots_size(n_rows: int) -> tuple[float, float]:
    """Return the size in inches of a figure with so many rows."""
    return 8.0, 1.0 + 0.27 * max(n_rows, 3)


def draw_dots(ax: Axes, dots: Dots, is_share: bool) -> None:
    """Draw the rows, the first at the top."""
    places = np.arange(len(dots.labels))
    value, low, high = (floats(values) for values in (dots.value, dots.low, dots.high))
    ax.hlines(places, low, high, color=MAIN, alpha=0.45, lw=2.4, zorder=2)
    if dots.upper is not None and (floats(dots.upper) > value).any():
        upper = np.where(floats(dots.upper) > value, floats(dots.upper), np.nan)
        ax.plot(upper, places, "|", color=INK, ms=9, mew=1.5, zorder=3, label=dots.upper_label)
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2, handletextpad=0.2)
    ax.plot(value, places, "o", color=MAIN, ms=5.5, zorder=4, clip_on=False)
    ax.set_yticks(places, list(dots.labels))
    ax.set_ylim(len(places) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", color=FAINT, lw=0.6)
    ax.spines["left"].set_visible(False)
    if is_share:
        ax.set_xlim(0, 1)
        as_percent(ax, "x")
    else:
        ax.set_xlim(0, 1.05 * float(np.nanmax(np.concatenate([value, high]), initial=0.0)) or 1.0)
    for place, note in zip(places, dots.notes, strict=True):
        ax.text(1.015, float(place), note, transform=ax.get_yaxis_transform(), va="center", ha="left", color=INK, fontsize=9)
