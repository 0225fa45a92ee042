"""Raw pages → cleaned text: each change is a row of ``repairs``, and every character knows its place in the raw text.

White space at the beginning and the end of lines, empty lines beyond one, and the seams of pages that fall between two
paragraphs are put in order without a row: nothing that is read changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.text import characters, pages, seams, wraps
from zhengjian_stats.text.characters import BLANKS
from zhengjian_stats.text.clean import CleanText
from zhengjian_stats.text.draft import Draft, Edit

#: Repairs may make others possible (a wrapped line joined, then a blank in it); more rounds than this never were needed.
_ROUNDS: Final = 12

_TAIL: Final = re.compile(rf"(?<![{BLANKS}])[{BLANKS}]++(?=[\n\f]|\Z)")
_MARGIN: Final = re.compile(rf"\A[{BLANKS}\n\f]+|[\n\f][{BLANKS}\n\f]*")


def clean_document(document: RawDocument) -> CleanText:
    r"""Return the cleaned text of a document, with its repairs and the map back to the raw text.

    Cleaning what is clean changes nothing.

    Examples
    --------
    >>> page = "会议要求，各处室要抓好人力资源和社会保障\n\n保障厅的工作，\n按时上报。"
    >>> clean = clean_document(RawDocument((page,), "txt"))
    >>> clean.text
    '会议要求，各处室要抓好人力资源和社会保障厅的工作，按时上报。'
    >>> [(repair.kind, repair.before, repair.after) for repair in clean.repairs][0]
    ('page_seam_duplicate', '社会保障\n\n保障厅', '社会保障厅')
    """
    raw = "\f".join(document.pages)
    draft = Draft(raw, raw)
    is_pdf = document.reader == "pdf"
    for _ in range(_ROUNDS):
        if not _round(draft, is_pdf):
            break
    return draft.finish()


def _round(draft: Draft, is_pdf: bool) -> bool:
    """Go once through all repairs; return whether another round may find more."""
    passes: list[Callable[[str], list[Edit]]] = [
        characters.line_ends,
        characters.invisible,
        characters.usual_forms,
        _line_tails,
        pages.page_numbers,
        characters.blanks_by_han if is_pdf else characters.blanks_by_digits,
        _heads_and_feet,
        _unwrap_pdf if is_pdf else _unwrap_typed,
        seams.seams,
        _margins,
    ]
    changed = False
    for make in passes:
        edits = make(draft.text)
        changed |= any(is_pdf or edit.kind is not None for edit in edits)
        draft.apply(edits)
    return changed


def _heads_and_feet(text: str) -> list[Edit]:
    return pages.heads_and_feet(text) if "\f" in text else []


def _unwrap_pdf(text: str) -> list[Edit]:
    page = wraps.measure(re.split("[\n\f]", text), wraps.PDF)
    return wraps.unwrap(text, page) if page else []


def _unwrap_typed(text: str) -> list[Edit]:
    page = wraps.measure(re.split("[\n\f]", text), wraps.TYPED)
    return wraps.unwrap(text, page) if page else []


def _line_tails(text: str) -> list[Edit]:
    """Trim the ends of lines."""
    return [Edit(*match.span(), "") for match in _TAIL.finditer(text)]


def _margins(text: str) -> list[Edit]:
    """Trim indentation; keep one empty line at most; a page's end between paragraphs is an empty line."""
    edits = []
    for match in _MARGIN.finditer(text):
        found = match[0]
        inner = match.start() > 0 and match.end() < len(text)
        wanted = ("\n" if found.count("\n") == 1 and "\f" not in found else "\n\n") if inner else ""
        if found != wanted:
            edits.append(Edit(*match.span(), wanted))
    return edits
