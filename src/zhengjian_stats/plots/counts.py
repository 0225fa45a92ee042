"""Charts of counts by period: kinds of meetings, fixed formulations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from zhengjian_stats.plots.heat import Grid, draw_heat, heat_size, pivoted, written
from zhengjian_stats.plots.style import canvas, no_data, require, shortened, words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def plot_meeting_calendar(frame: pd.DataFrame, *, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw how many events of each kind there were, a kind a row and a period a column.

    Parameters
    ----------
    frame : DataFrame
        Result of ``meeting_counts``.
    ax : Axes, optional
        Where to draw; by default on a new figure.
    lang : {"zh", "en"}
        Language of the words.

    Returns
    -------
    Axes
        The axes.

    Raises
    ------
    FrameError
        A column is missing.
    UsageError
        The language is not spoken here.

    Examples
    --------
    >>> from zhengjian_stats.analysis import meeting_counts
    >>> from zhengjian_stats.schema import FRAMES, empty_frame
    >>> plot_meeting_calendar(meeting_counts({name: empty_frame(name) for name in FRAMES})).texts[0].get_text()
    '没有数据'
    """
    require(frame, "kind", "period", "n", "n_issues")
    kinds = frame["kind"].drop_duplicates().tolist()
    labels = [words(f"kind_{kind}", lang) for kind in kinds]
    grid = _grid(frame.rename(columns={"kind": "row"}), kinds, labels, words("n_events", lang))
    return _draw(grid, ax, lang)


def plot_formulation_counts(frame: pd.DataFrame, *, ax: Axes | None = None, top: int = 25, lang: str = "zh") -> Axes:
    """Draw how often fixed formulations occur, a formulation a row and a period a column.

    Parameters
    ----------
    frame : DataFrame
        Result of ``formulation_counts``.
    ax : Axes, optional
        Where to draw; by default on a new figure.
    top : int
        How many formulations, in the order of the frame (the most frequent first).
    lang : {"zh", "en"}
        Language of the words.

    Returns
    -------
    Axes
        The axes.

    Raises
    ------
    FrameError
        A column is missing.
    UsageError
        The language is not spoken here.

    Examples
    --------
    >>> from zhengjian_stats.analysis import formulation_counts
    >>> from zhengjian_stats.schema import FRAMES, empty_frame
    >>> plot_formulation_counts(formulation_counts({name: empty_frame(name) for name in FRAMES})).texts[0].get_text()
    '没有数据'
    """
    require(frame, "formulation", "period", "n", "n_issues")
    names = frame["formulation"].drop_duplicates().tolist()[:top]
    labels = [shortened(name, 18) for name in names]
    grid = _grid(frame.rename(columns={"formulation": "row"}), names, labels, words("n_uses", lang))
    return _draw(grid, ax, lang)


def _grid(frame: pd.DataFrame, rows: Sequence[str], labels: Sequence[str], label: str) -> Grid:
    periods = frame["period"].drop_duplicates().tolist()
    values, issues = (pivoted(frame, column, rows, periods) for column in ("n", "n_issues"))
    gaps = (np.nan_to_num(issues) == 0).all(axis=0)
    top = max(float(np.nanmax(values, initial=0.0)), 1.0)
    return Grid(labels, periods, values, written(values), np.zeros(values.shape, dtype=bool), gaps, top, label)


def _draw(grid: Grid, ax: Axes | None, lang: str) -> Axes:
    with canvas(ax, heat_size(len(grid.rows), len(grid.periods)), lang) as axes:
        if not grid.rows:
            return no_data(axes, lang)
        draw_heat(axes, grid, lang)
        return axes
