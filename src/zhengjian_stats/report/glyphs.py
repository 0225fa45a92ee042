"""The part of the Chinese font that a page needs, as an address that stands in the page itself."""

from __future__ import annotations

import base64
import io
from contextlib import closing
from functools import lru_cache

from zhengjian_stats.plots.fonts import carried_path


def typeface_of(texts: list[str]) -> str:
    """Return a font with the characters of these texts as a ``data:`` address, empty where no font arrived with pip.

    Examples
    --------
    >>> typeface_of(["简报"])[:22]
    'data:font/woff;base64,'
    """
    path = carried_path()
    return _address(path, "".join(sorted(set().union(*texts)))) if path else ""


def font_face(address: str) -> str:
    """Return the style rule that makes the carried font the face ``Zhengjian Sans``; empty without one.

    Examples
    --------
    >>> font_face("data:font/woff;base64,AA")[:46]
    '@font-face { font-family: "Zhengjian Sans"; sr'
    """
    if not address:
        return ""
    return f'@font-face {{ font-family: "Zhengjian Sans"; src: url("{address}") format("woff"); font-display: block; }}'


@lru_cache(maxsize=4)
def _address(path: str, characters: str) -> str:
    """Cut a font down to these characters (ASCII left out): the same bytes each time."""
    from fontTools import subset

    options = subset.Options(flavor="woff", hinting=False, layout_features=[], desubroutinize=False)
    held = io.BytesIO()
    with closing(subset.load_font(path, options)) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[ord(character) for character in characters if ord(character) > 0x7F])
        subsetter.subset(font)
        subset.save_font(font, held, options)
    return "data:font/woff;base64," + base64.b64encode(held.getvalue()).decode("ascii")
