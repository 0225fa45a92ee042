"""Heat maps: rows by periods, with what is missing kept apart from what is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from zhengjian_stats.plots.style import FAINT, INK, MUTED, RAMP, period_ticks, words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.colorbar import Colorbar
    from numpy.typing import NDArray

#: More columns than this leave no room for a number in each cell.
_NOTES_UP_TO: Final = 18


@dataclass(frozen=True, eq=False)
class Grid:
    """What is drawn: ``values`` (rows × periods, missing where there is none), a note a cell, hatched cells, gaps."""

    rows: Sequence[str]
    periods: Sequence[str]
    values: NDArray[Any]
    notes: NDArray[Any]
    hatched: NDArray[Any]
    gaps: NDArray[Any]
    top: float
    label: str
    is_share: bool = False


def pivoted(frame: pd.DataFrame, column: str, rows: Sequence[str], periods: Sequence[str]) -> NDArray[Any]:
    """Return a column as a table of ``row`` by ``period``, missing as NaN."""
    table = frame.drop_duplicates(["row", "period"]).pivot(index="row", columns="period", values=column)
    full = table.reindex(index=list(rows), columns=list(periods)).astype("Float64")
    numbers: NDArray[Any] = full.to_numpy(dtype=np.float64, na_value=np.nan)
    return numbers


def written(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return numbers as they are written into cells; 0 and missing are not."""
    texts = ["" if np.isnan(number) or number == 0 else str(int(number)) for number in numbers.flat]
    return np.array(texts, dtype=object).reshape(numbers.shape)


def heat_size(n_rows: int, n_periods: int) -> tuple[float, float]:
    """Return the size in inches of a figure with so many rows and periods."""
    width = 3.2 + (0.55 if n_periods <= _NOTES_UP_TO else 0.2) * n_periods
    return min(max(width, 4.6), 13.0), 1.3 + 0.27 * max(n_rows, 3)


def draw_heat(ax: Axes, grid: Grid, lang: str) -> None:
    """Draw the cells, hatch those that do not apply, and grey the periods without issues."""
    import matplotlib as mpl
    from matplotlib.colors import ListedColormap

    # From a tint on, so that a rate of 0 differs from the paper.
    tints = mpl.colormaps[RAMP](np.linspace(0.1 if grid.is_share else 0.0, 1.0, 256))
    ramp = ListedColormap(tints).with_extremes(bad="white")
    image = ax.imshow(
        np.ma.masked_invalid(grid.values), cmap=ramp, vmin=0, vmax=grid.top, aspect="auto", interpolation="nearest"
    )
    for place in np.flatnonzero(grid.gaps):
        ax.axvspan(place - 0.5, place + 0.5, color=FAINT, lw=0, zorder=2)
    _draw_hatches(ax, grid.hatched)
    _draw_notes(ax, grid)
    _draw_frame(ax, grid)
    shrink = min(1.0, 10 / max(len(grid.rows), 1))
    # An eighth of an inch wide, however wide the axes; the ratio is that of the unshrunk bar.
    fraction = min(max(0.125 * ax.figure.dpi / ax.get_window_extent().width, 0.015), 0.15)
    bar = ax.figure.colorbar(image, ax=ax, fraction=fraction, pad=0.015, shrink=shrink, aspect=18 / shrink, anchor=(0, 1))
    _finish_bar(bar, grid)
    _draw_legend(ax, grid, lang)


def _finish_bar(bar: Colorbar, grid: Grid) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    bar.outline.set_visible(False)
    bar.set_label(grid.label)
    if grid.is_share:
        bar.formatter = PercentFormatter(xmax=1, decimals=0)
    else:
        bar.locator = MaxNLocator(nbins=5, integer=True)
    bar.update_ticks()


def _draw_hatches(ax: Axes, hatched: NDArray[Any]) -> None:
    """Hatch cells; those side by side in one piece, so that the drawing stays small."""
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    pieces = []
    for row, flags in enumerate(hatched):
        for flag, run in groupby(enumerate(flags), key=itemgetter(1)):
            places = [place for place, _ in run]
            if flag:
                pieces.append(Rectangle((places[0] - 0.5, row - 0.5), len(places), 1))
    ax.add_collection(PatchCollection(pieces, facecolor="white", edgecolor="#c4c4c4", hatch="////", lw=0, zorder=2))


def _draw_notes(ax: Axes, grid: Grid) -> None:
    if len(grid.periods) > _NOTES_UP_TO:
        return
    for row, column in np.ndindex(grid.notes.shape):
        note = str(grid.notes[row, column])
        if note:
            value = grid.values[row, column]
            dark = not np.isnan(value) and value > 0.6 * grid.top
            box = {"facecolor": "white", "lw": 0, "pad": 1} if grid.hatched[row, column] else None
            ax.text(
                column, row, note, ha="center", va="center", fontsize=7.8, color="white" if dark else INK, bbox=box, zorder=4
            )


def _draw_frame(ax: Axes, grid: Grid) -> None:
    ax.set_yticks(range(len(grid.rows)), list(grid.rows))
    period_ticks(ax, list(grid.periods), most=24)
    ax.set_xticks(np.arange(len(grid.periods) + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(len(grid.rows) + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="white", lw=1.2 if len(grid.periods) <= 60 else 0.3)
    ax.tick_params(which="both", length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _draw_legend(ax: Axes, grid: Grid, lang: str) -> None:
    from matplotlib.patches import Patch

    shown = []
    if grid.hatched.any():
        noted = len(grid.periods) <= _NOTES_UP_TO and bool((grid.notes[grid.hatched] != "").any())
        label = words("not_expected_seen" if noted else "not_expected", lang)
        shown.append(Patch(facecolor="white", edgecolor=MUTED, hatch="////", lw=0.4, label=label))
    if grid.gaps.any():
        shown.append(Patch(facecolor=FAINT, lw=0, label=words("gap", lang)))
    if shown:
        ax.legend(handles=shown, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(shown), borderaxespad=0.3)
