"""The page brings the Chinese characters that it shows: a reader's machine may have no font for them.

The template's ``conf.json`` names ``CarryTypeface``, so that plain nbconvert does the same as ``zhengjian report``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from nbconvert.preprocessors import Preprocessor

from zhengjian_stats.report.glyphs import font_face, typeface_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: Marks that both scripts have; in the carried face they are as wide as a Chinese character.
_MARKS: Final = str.maketrans("", "", "·–—‘’“”…")

#: Characters of the template itself.
_OF_TEMPLATE = "跳到正文目录回到页首"


class CarryTypeface(Preprocessor):
    """Put a font with the characters of the page into ``resources["typeface"]``, as a style rule; nothing without one."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Read the characters off prose and outputs; a page in English has its marks from the face of its letters."""
        texts = [_OF_TEMPLATE, *_texts(nb)]
        if "en" in _languages(nb):
            texts = [text.translate(_MARKS) for text in texts]
        resources["typeface"] = font_face(typeface_of(texts))
        return nb, resources


def _languages(nb: NotebookNode) -> Iterator[str]:
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            yield output.get("metadata", {}).get("zhengjian", {}).get("lang", "")


def _texts(nb: NotebookNode) -> list[str]:
    texts = [str(nb.metadata.get("title", "")), *(cell.source for cell in nb.cells if cell.cell_type == "markdown")]
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            texts += [value for value in output.get("data", {}).values() if isinstance(value, str)]
            texts += [str(output[key]) for key in ("text", "ename", "evalue") if key in output]
            texts.append(str(output.get("metadata", {}).get("zhengjian", {}).get("title", "")))
    return texts
