"""The page brings the Chinese characters that it shows: a reader's machine may have no font for them.

The template's ``conf.json`` names ``CarryTypeface``, so that plain nbconvert does the same as ``zhengjian report``.
"""

from __future__ import annotations

import base64
import io
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nbconvert.preprocessors import Preprocessor

from zhengjian_stats.plots.fonts import carried_path

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: Characters of the template itself.
_OF_TEMPLATE = "跳到正文目录回到页首"


class CarryTypeface(Preprocessor):
    """Put a font with the characters of the page into ``resources["typeface"]``, as a data address; nothing without one."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Read the characters off prose and outputs."""
        path = carried_path()
        characters = "".join(sorted(set(_OF_TEMPLATE).union(*_texts(nb))))
        resources["typeface"] = data_address(path, characters) if path else ""
        return nb, resources


def _texts(nb: NotebookNode) -> list[str]:
    texts = [str(nb.metadata.get("title", "")), *(cell.source for cell in nb.cells if cell.cell_type == "markdown")]
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            texts += [value for value in output.get("data", {}).values() if isinstance(value, str)]
            texts += [str(output[key]) for key in ("text", "ename", "evalue") if key in output]
            texts.append(str(output.get("metadata", {}).get("zhengjian", {}).get("title", "")))
    return texts


@lru_cache(maxsize=4)
def data_address(path: str, characters: str) -> str:
    """Return the part of a font that has these characters (ASCII left out) as a ``data:`` address; the same bytes each time.

    Examples
    --------
    >>> data_address(carried_path() or "", "简报")[:22]
    'data:font/woff;base64,'
    """
    from fontTools import subset

    options = subset.Options(flavor="woff", hinting=False, layout_features=[], desubroutinize=False)
    held = io.BytesIO()
    with closing(subset.load_font(path, options)) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[ord(character) for character in characters if ord(character) > 0x7F])
        subsetter.subset(font)
        subset.save_font(font, held, options)
    return "data:font/woff;base64," + base64.b64encode(held.getvalue()).decode("ascii")
