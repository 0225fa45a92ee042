"""Axes as pictures in the page: drawn the same way every time, with their data beside them."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.messages import say
from zhengjian_stats.report.markup import element
from zhengjian_stats.report.tables import table

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from zhengjian_stats.messages import Language

#: A drawing larger than this is embedded as dots instead (bytes).
_LARGEST_SVG: Final = 400_000
_DPI: Final = 144

#: What makes matplotlib write the same bytes for the same drawing; glyphs as outlines need no font where they are read.
_STEADY: Final[dict[Any, Any]] = {"svg.hashsalt": "zhengjian", "svg.fonttype": "path"}


def picture(axes: Axes, alt: str) -> Markup:
    """Return the figure of some axes as an image in the page, and close it.

    Parameters
    ----------
    axes : Axes
        What a plot returned.
    alt : str
        What it shows, for those who do not see it.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> picture(Figure().add_subplot(), "空图")[:40]
    Markup('<img src="data:image/svg+xml;base64,PD94')
    """
    drawn = axes.get_figure(root=True)
    if drawn is None:
        raise ValueError("the axes belong to no figure")
    kind, data = _saved(drawn)
    _close(drawn)
    width = round(drawn.get_figwidth() * 96)
    return element("img", src=f"data:image/{kind};base64,{base64.b64encode(data).decode()}", alt=alt, width=width)


def figure(shown: Markup, *, title: str, data: pd.DataFrame, lang: Language, anchor: str = "", note: str = "") -> Markup:
    """Return a picture with its title above, a note, and its data as a table that unfolds."""
    unfolding = element(
        "details", element("summary", say("report.figure_data", lang, n=len(data))), table(data, lang), class_="data"
    )
    return element(
        "figure",
        element("figcaption", title),
        element("p", note, class_="note") if note else None,
        element("div", shown, class_="plate"),
        unfolding,
        id=anchor or None,
    )


def _saved(drawn: Figure) -> tuple[str, bytes]:
    import matplotlib as mpl

    with mpl.rc_context(_STEADY):
        svg = io.BytesIO()
        drawn.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        if svg.tell() <= _LARGEST_SVG:
            return "svg+xml", svg.getvalue()
        png = io.BytesIO()
        drawn.savefig(png, format="png", dpi=_DPI, metadata={"Software": None}, pil_kwargs={"optimize": True})
    return "png", png.getvalue()


def _close(drawn: Figure) -> None:
    # A figure that pyplot knows would be shown once more at the end of the cell.
    import sys

    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(drawn)
