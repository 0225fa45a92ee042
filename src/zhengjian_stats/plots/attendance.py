"""Charts of attendance and of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from zhengjian_stats.errors import PeriodError
from zhengjian_stats.plots.dots import Dots, dots_size, draw_dots
from zhengjian_stats.plots.heat import Grid, draw_heat, heat_size, pivoted, written
from zhengjian_stats.plots.style import MUTED, canvas, no_data, require, shortened, words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

_PERSON = ("person_id", "name", "title", "basis")


def plot_leadership_attendance(frame: pd.DataFrame, *, ax: Axes | None = None, top: int = 60, lang: str = "zh") -> Axes:
    """Draw attendance as a heat map, a person a row and a period a column; hatched where nobody expected the person.

    Parameters
    ----------
    frame : DataFrame
        Result of ``attendance_matrix`` or ``leadership_attendance``.
    ax : Axes, optional
        Where to draw; by default on a new figure.
    top : int
        How many persons, in the order of the frame.
    lang : {"zh", "en"}
        Language of the words.

    Returns
    -------
    Axes
        The axes. Where nobody is expected anywhere, the colour is the number of events instead of the rate.

    Raises
    ------
    FrameError
        A column is missing.
    UsageError
        The language is not spoken here.

    Examples
    --------
    >>> from zhengjian_stats.analysis import attendance_matrix
    >>> from zhengjian_stats.schema import FRAMES, empty_frame
    >>> empty = attendance_matrix({name: empty_frame(name) for name in FRAMES})
    >>> plot_leadership_attendance(empty).texts[0].get_text()
    '没有数据'
    """
    require(frame, *_PERSON, "period", "period_start", "n_issues", "n_present", "n_expected", "n_present_expected")
    keyed = frame.assign(row=_who(frame))
    people = keyed["row"].drop_duplicates().tolist()
    shown = keyed[keyed["row"].isin(people[:top])]
    periods = shown.sort_values("period_start", kind="stable")["period"].drop_duplicates().tolist()
    with canvas(ax, heat_size(min(len(people), top), len(periods)), lang) as axes:
        if shown.empty:
            return no_data(axes, lang)
        draw_heat(axes, _attendance_grid(shown, people[:top], periods, lang), lang)
        if len(people) > top:
            note = words("other_people", lang, n=len(people) - top)
            axes.set_xlabel(note, loc="right", color=MUTED, fontsize=9)
        return axes


def _who(frame: pd.DataFrame) -> pd.Series:
    """Return a key a person; somebody of the roster who was never seen has only a name."""
    who: pd.Series = frame["person_id"].fillna("?" + frame["name"])
    return who


def _attendance_grid(frame: pd.DataFrame, people: list[str], periods: list[str], lang: str) -> Grid:
    k, n, present, issues = (
        pivoted(frame, column, people, periods) for column in ("n_present_expected", "n_expected", "n_present", "n_issues")
    )
    gaps = np.nanmax(np.nan_to_num(issues, nan=0.0), axis=0) == 0
    if not np.nansum(n):
        notes = written(present)
        top = max(float(np.nanmax(present, initial=0.0)), 1.0)
        labels = _people_labels(frame, people)
        return Grid(labels, periods, present, notes, np.zeros_like(present, dtype=bool), gaps, top, words("n_present", lang))
    expected = np.nan_to_num(n) > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(expected, k / n, np.nan)
    notes = np.where(expected, _fractions(k, n, lang), np.where(np.nan_to_num(present) > 0, written(present), ""))
    hatched = ~expected & ~gaps
    label = words("rate", lang)
    return Grid(_people_labels(frame, people), periods, rate, notes, hatched, gaps, 1.0, label, is_share=True)


def _fractions(k: NDArray[Any], n: NDArray[Any], lang: str) -> NDArray[Any]:
    pairs = zip(k.flat, n.flat, strict=True)
    texts = ["" if np.isnan(whole) else words("of", lang, k=int(part), n=int(whole)) for part, whole in pairs]
    return np.array(texts, dtype=object).reshape(n.shape)


def _people_labels(frame: pd.DataFrame, people: list[str]) -> list[str]:
    """Return name and latest title of each person."""
    latest = frame.drop_duplicates("row", keep="last").set_index("row")
    titles = latest["title"].fillna("")
    return [f"{latest['name'][who]}　{shortened(titles[who], 12)}".strip("　") for who in people]


def plot_attendance_rates(
    frame: pd.DataFrame, *, ax: Axes | None = None, period: str | None = None, top: int = 40, lang: str = "zh"
) -> Axes:
    """Draw the attendance rates of one period as dots with their intervals, n/N beside them.

    Parameters
    ----------
    frame : DataFrame
        Result of ``leadership_attendance``.
    ax : Axes, optional
        Where to draw; by default on a new figure.
    period : str, optional
        Label of the period; by default the last complete one in which somebody was expected.
    top : int
        How many persons, those expected most often.
    lang : {"zh", "en"}
        Language of the words.

    Returns
    -------
    Axes
        The axes; a tick beyond a dot is the upper bound that groups give.

    Raises
    ------
    FrameError
        A column is missing.
    PeriodError
        The frame has no such period.
    UsageError
        The language is not spoken here.

    Examples
    --------
    >>> from zhengjian_stats.analysis import leadership_attendance
    >>> from zhengjian_stats.schema import FRAMES, empty_frame
    >>> empty = leadership_attendance({name: empty_frame(name) for name in FRAMES})
    >>> plot_attendance_rates(empty).texts[0].get_text()
    '没有数据'
    """
    require(
        frame, *_PERSON, "period", "period_start", "is_partial", "rate", "rate_low", "rate_high", "rate_upper", "n_expected"
    )
    if period is not None and len(frame) and period not in set(frame["period"]):
        raise PeriodError(f"the frame has no period {period!r}; there are {', '.join(frame['period'].drop_duplicates())}")
    expected = frame[frame["n_expected"].fillna(0).gt(0)]
    if period is None and len(expected):
        complete = expected[~expected["is_partial"].fillna(False).astype(bool)]
        period = str((complete if len(complete) else expected).sort_values("period_start", kind="stable")["period"].iloc[-1])
    rows = expected[expected["period"].eq(period)] if period is not None else expected
    rows = rows.sort_values(["n_expected", "rate", "name"], ascending=[False, False, True], kind="stable")
    left_out, rows = len(rows) - top, rows.head(top).assign(row=_who)
    with canvas(ax, dots_size(len(rows)), lang) as axes:
        if rows.empty:
            return no_data(axes, lang)
        notes = [words("of", lang, k=k, n=n) for k, n in zip(rows["n_present_expected"], rows["n_expected"], strict=True)]
        labels = _people_labels(rows, rows["row"].tolist())
        bounds = (rows["rate_low"], rows["rate_high"])
        draw_dots(axes, Dots(labels, rows["rate"], *bounds, notes, rows["rate_upper"], words("upper", lang)), True)
        more = f"　{words('other_people', lang, n=left_out)}" if left_out > 0 else ""
        axes.set_xlabel(f"{words('rate', lang)}　{period}{more}")
        return axes
