"""The word cloud."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.plots.fonts import chosen_font
from zhengjian_stats.plots.style import PALETTE, canvas, no_data, require

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_SIZE: Final = (10.0, 5.6)
_PIXELS_AN_INCH: Final = 140
#: Those colours of the palette that can be read as thin strokes on white.
_COLOURS: Final = (PALETTE[0], PALETTE[1], PALETTE[2], "#222222", "#8a4b76")


def plot_word_cloud(
    frame: pd.DataFrame, *, ax: Axes | None = None, top: int = 120, random_state: int = 7, lang: str = "zh"
) -> Axes:
    """Draw words in sizes that follow their counts; the same words give the same picture.

    Parameters
    ----------
    frame : DataFrame
        Result of ``term_frequencies``.
    ax : Axes, optional
        Where to draw; by default on a new figure.
    top : int
        How many words, the most frequent ones.
    random_state : int
        Another number lays the words out anew.
    lang : {"zh", "en"}
        Language of the words around the cloud.

    Returns
    -------
    Axes
        The axes, with the cloud as an image.

    Raises
    ------
    FrameError
        A column is missing.
    UsageError
        The language is not spoken here.

    Examples
    --------
    >>> import pandas as pd
    >>> plot_word_cloud(pd.DataFrame({"term": [], "n": []})).texts[0].get_text()
    '没有数据'
    """
    require(frame, "term", "n")
    counts = {str(term): int(n) for term, n in zip(frame["term"], frame["n"], strict=True) if n > 0}
    shown = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top])
    with canvas(ax, _SIZE, lang) as axes:
        if not shown:
            return no_data(axes, lang)
        axes.imshow(_image(shown, random_state, lang), interpolation="bilinear")
        axes.set_axis_off()
        return axes


def _image(counts: dict[str, int], random_state: int, lang: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from wordcloud import WordCloud
    place = {word: number for number, word in enumerate(counts)}

    def colour(word: str, **_: object) -> str:
        return _COLOURS[place[word] % len(_COLOURS)]

    cloud = WordCloud(
        font_path=chosen_font(lang).path or None,
        width=int(_SIZE[0] * _PIXELS_AN_INCH),
        height=int(_SIZE[1] * _PIXELS_AN_INCH),
        background_color="white",
        random_state=random_state,
        max_words=len(counts),
        max_font_size=int(_SIZE[1] * _PIXELS_AN_INCH * 0.22),
        prefer_horizontal=0.95,
        relative_scaling=0.5,
        margin=4,
        color_func=colour,
    )
    return cloud.generate_from_frequencies(counts).to_array()
