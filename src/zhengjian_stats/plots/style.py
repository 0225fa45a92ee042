"""What all charts have in common: colours, sizes, fonts, the words on them, and how periods are written below them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from unicodedata import east_asian_width

import numpy as np

from zhengjian_stats.errors import FrameError
from zhengjian_stats.messages import checked_language, say
from zhengjian_stats.plots.fonts import chosen_font

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.text import Text
    from numpy.typing import NDArray

#: Okabe & Ito's palette (2008), told apart by people with any colour vision, in the order of their greys.
PALETTE: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
MAIN: Final = PALETTE[0]
INK: Final = "#222222"
MUTED: Final = "#6b6b6b"
FAINT: Final = "#e3e3e3"
#: A ramp of one hue whose lightness falls steadily: it prints in grey.
RAMP: Final = "Blues"

#: Sizes of texts are whole dots at usual resolutions, where small Chinese glyphs else run into one another.
_RC: Final[dict[Any, Any]] = {
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.axisbelow": True,
    "axes.titlesize": 10.8,
    "axes.titlelocation": "left",
    "axes.labelsize": 9.6,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "font.size": 9,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "hatch.linewidth": 0.6,
    "figure.facecolor": "white",
    "figure.dpi": 120,
}


def floats(values: pd.Series) -> NDArray[np.float64]:
    """Return numbers as floats, missing ones as NaN."""
    return np.asarray(values.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


@contextmanager
def canvas(ax: Axes | None, size: tuple[float, float], lang: str, whole: bool = False) -> Iterator[Axes]:
    """Give the axes to draw on: those handed in, or new ones of a size in inches; the style ends with the block.

    New axes leave room for their labels, or (``whole``) take the figure but for a rim of a quarter inch or so.

    Raises
    ------
    UsageError
        The language is not spoken here.
    """
    import matplotlib as mpl

    checked_language(lang)
    families = chosen_font(lang).families
    with mpl.rc_context({**_RC, "font.family": families}):
        if ax is None:
            from matplotlib import pyplot

            figure, ax = pyplot.subplots(figsize=size, layout=None if whole else "constrained")
            if whole:
                width, height = size
                figure.subplots_adjust(0.1 / width, 0.3 / height, 1 - 0.1 / width, 1 - 0.35 / height)
        yield ax
        _set_fonts(ax, families)


def _set_fonts(ax: Axes, families: list[str]) -> None:
    """Fix the font of every text, also of the ticks and titles that are made after the style has ended."""
    from matplotlib.text import Text

    for text in ax.findobj(Text):
        _as_written(text, families)
    for one in (ax, *ax.child_axes):
        one.tick_params(labelfontfamily=families)
    bars = [mesh.colorbar.ax for mesh in (*ax.images, *ax.collections) if mesh.colorbar is not None]
    for bar in bars:
        bar.tick_params(labelfontfamily=families)
        for text in bar.findobj(Text):
            _as_written(text, families)


def _as_written(text: Text, families: list[str]) -> None:
    text.set_fontfamily(families)
    text.set_parse_math(False)


def no_data(ax: Axes, lang: str) -> Axes:
    """Write on the axes that there is nothing to draw."""
    ax.text(0.5, 0.5, words("no_data", lang), transform=ax.transAxes, ha="center", va="center", color=MUTED, fontsize=12)
    ax.set_axis_off()
    return ax


def words(key: str, lang: str, **values: object) -> str:
    """Return words of the charts in a language.

    Examples
    --------
    >>> words("no_data", "en")
    'no data'
    """
    return say(f"plots.{key}", checked_language(lang), **values)


def require(frame: pd.DataFrame, *columns: str) -> None:
    """Check that a frame is the result of the right analysis.

    Raises
    ------
    FrameError
        A column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> require(pd.DataFrame({"n": []}), "n")
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        has = ", ".join(map(str, frame.columns))
        raise FrameError(f"the chart needs the column(s) {', '.join(missing)}; the frame has {has}")


def shortened(text: str, width: float) -> str:
    """Return a text cut to a width in Chinese characters (two Latin ones are as wide), its end replaced by … if longer.

    Examples
    --------
    >>> shortened("党组成员、副主任", 5)
    '党组成员…'
    >>> shortened("Party group", 5.5)
    'Party group'
    """
    if text_width(text) <= width:
        return text
    kept = next(place for place in range(len(text)) if text_width(text[: place + 1]) > width - 1)
    return f"{text[:kept]}…"


def text_width(text: str) -> float:
    """Return the width of a text in Chinese characters.

    Examples
    --------
    >>> text_width("2025年第4期")
    5.5
    """
    return sum(1.0 if east_asian_width(character) in "WF" else 0.5 for character in text)


def period_ticks(ax: Axes, labels: Sequence[str], most: int, slanted: bool = True) -> None:
    """Write period labels below the axes, at even distances so that at most so many stand there; long ones slanted."""
    least = math.ceil(len(labels) / max(most, 1))
    # Steps that keep to halves and whole years of months, or to years of quarters, where they can.
    step = next((nice for nice in (1, 2, 3, 4, 6, 12, 24, 36, 60, 120) if nice >= least), least)
    places = range(0, len(labels), step)
    ax.set_xticks(list(places), [labels[place] for place in places])
    longest = max((text_width(labels[place]) for place in places), default=0)
    if slanted and (longest > 4.5 or (longest > 2.5 and len(places) > 8)):
        ax.tick_params(axis="x", labelrotation=45)
        for label in ax.get_xticklabels():
            label.set_horizontalalignment("right")
            label.set_rotation_mode("anchor")


def as_percent(ax: Axes, axis: str) -> None:
    """Write the numbers of an axis as percentages."""
    from matplotlib.ticker import PercentFormatter

    getattr(ax, f"{axis}axis").set_major_formatter(PercentFormatter(xmax=1, decimals=0))
