"""Axes as pictures in the page: drawn the same way every time, with their data beside them."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.messages import say
from zhengjian_stats.report.markup import element
from zhengjian_stats.report.tables import Layout, table

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from zhengjian_stats.messages import Language

#: Columns of an analysis that a reader does not need beside the period, the label and the numbers.
_TECHNICAL: Final = frozenset(
    ["person_id", "period_start", "period_end", "is_partial", "label_en", "theme", "topic", "on", "voice", "basis"]
)
_DATA_ROWS: Final = 400

#: A drawing larger than this is embedded as dots instead (bytes).
_LARGEST_SVG: Final = 400_000
_DPI: Final = 144

#: Text that stands out over the edge is kept.
_WHOLE: Final[dict[str, Any]] = {"bbox_inches": "tight", "pad_inches": 0.05}

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
    return element("img", src=f"data:image/{kind};base64,{base64.b64encode(data).decode()}", alt=alt)


def figure(shown: Markup, *, title: str, data: pd.DataFrame, lang: Language, anchor: str = "", note: str = "") -> Markup:
    """Return a picture with its title above, a note, and its data as a table that unfolds."""
    unfolding = element(
        "details", element("summary", say("report.figure_data", lang, n=len(data))), _data_table(data, lang), class_="data"
    )
    return element(
        "figure",
        element("figcaption", title),
        element("p", note, class_="note") if note else None,
        element("div", shown, class_="plate", tabindex="0", role="region", aria_label=title),
        unfolding,
        id=anchor or None,
    )


def _data_table(data: pd.DataFrame, lang: Language) -> Markup:
    english = lang == "en"
    if {"label", "label_en"} <= set(data.columns):
        data = data.assign(label=data["label_en" if english else "label"])
    shown = [str(column) for column in data.columns if column not in _TECHNICAL]
    return table(data, lang, Layout(columns=shown or list(map(str, data.columns)), limit=_DATA_ROWS))


def _saved(drawn: Figure) -> tuple[str, bytes]:
    import matplotlib as mpl

    with mpl.rc_context(_STEADY):
        if not any(axes.images for axes in drawn.axes):
            svg = io.BytesIO()
            drawn.savefig(svg, format="svg", metadata={"Date": None, "Creator": None}, **_WHOLE)
            if svg.tell() <= _LARGEST_SVG:
                return "svg+xml", svg.getvalue()
        dots = io.BytesIO()
        drawn.savefig(dots, format="png", dpi=_DPI, pil_kwargs={"compress_level": 1}, **_WHOLE)
    return "png", _fewer_colours(dots)


def _fewer_colours(dots: io.BytesIO) -> bytes:
    """Return a PNG with a palette: a chart has few colours, and takes a quarter of the room so."""
    from PIL import Image

    dots.seek(0)
    small = io.BytesIO()
    with Image.open(dots) as image:
        flat = image.convert("RGB").quantize(colors=64, dither=Image.Dither.NONE)
        flat.save(small, format="png", optimize=True)
    return small.getvalue()


def _close(drawn: Figure) -> None:
    # A figure that pyplot knows would be shown once more at the end of the cell.
    import sys

    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(drawn)
