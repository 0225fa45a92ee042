"""PDF files with a text layer: a page of text for each page, a line for each line that stands on it."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers.base import Note, RawDocument

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

SUFFIXES: Final = {".pdf": ("pdf",)}

# PDFium keeps state of its own: two threads inside it at once crash the process. (Builds read in processes, notebooks may not.)
_PDFIUM: Final = threading.Lock()

#: A whole file ends with this sign; PDFium would mend a file without it by leaving out what is missing, and not say so.
_END: Final = b"%%EOF"
_TAIL: Final = 4096

#: More characters without meaning than this share, and a page's fonts do not say which characters they draw.
_MOST_UNMAPPED: Final = 0.2
_UNMAPPED: Final = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
# What PDFium gives for a hyphen at the end of a line.
_HYPHENS: Final = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}


def read(data: bytes, name: str) -> list[RawDocument]:
    """Read a PDF file.

    Pages without text that show something get a note; a file without any text is refused.
    """
    if _END not in data[-_TAIL:].rstrip(b"\0"):
        raise ReadError("truncated_file", "the PDF breaks off: its end is missing; copy or download it again")
    with _PDFIUM:
        pages = _pages(data)
    if not any(page.text for page in pages):
        raise ReadError("no_text_layer", "the PDF holds images of pages and no text; run text recognition (OCR) over it")
    notes = [note for number, page in enumerate(pages, 1) for note in page.notes(number)]
    return [RawDocument(tuple(page.text for page in pages), "pdf", notes=tuple(notes))]


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    shows_something: bool = True
    is_damaged: bool = False

    def notes(self, number: int) -> list[Note]:
        """Return what is to be told of the page."""
        place = f"page {number}"
        if self.is_damaged:
            return [Note("truncated_file", f"{place} is damaged and could not be read", place)]
        if not self.text:
            return [Note("no_text_layer", f"{place} is an image without text", place)] if self.shows_something else []
        unmapped = len(_UNMAPPED.findall(self.text))
        if unmapped > _MOST_UNMAPPED * len(self.text):
            message = f"the fonts of {place} do not say which characters they draw; its text cannot be relied on"
            return [Note("lossy_decoding", message, place)]
        return []


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it stands on the page; units are points, from the foot of the page upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def is_beside(self, other: _Line) -> bool:
        """Tell whether the other line stands at the same height and further right."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.6 * min(self.top - self.bottom, other.top - other.bottom) and other.left >= self.right

    def joined(self, other: _Line) -> _Line:
        """Return both as one line; a gap of more than a character is one between two columns of a table."""
        gap = "\t" if other.left - self.right > self.top - self.bottom else ""
        return _Line(
            f"{self.text.rstrip()}{gap}{other.text.lstrip()}",
            self.left,
            min(self.bottom, other.bottom),
            other.right,
            max(self.top, other.top),
        )


def _pages(data: bytes) -> list[_Page]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise ReadError("encrypted_file", "the PDF is protected by a password; save it without one") from error
        raise ReadError("truncated_file", "the PDF is damaged; copy or download it again") from error
    try:
        pages = [_page(document, index) for index in range(len(document))]
    finally:
        document.close()
    if all(page.is_damaged for page in pages):
        raise ReadError("truncated_file", "the PDF is damaged: not one of its pages can be read")
    return pages


def _page(document: PdfDocument, index: int) -> _Page:
    from pypdfium2 import PdfiumError

    try:
        page = document[index]
    except PdfiumError:
        return _Page("", is_damaged=True)
    try:
        lines = _lines(page)
        # The lines of a turned page run up or down: their height says nothing about their order.
        ordered = lines if page.get_rotation() else _in_reading_order(lines)
        text = "\n".join(line.text.rstrip() for line in ordered).strip()
        return _Page(text, shows_something=any(True for _ in page.get_objects(max_depth=1)))
    except PdfiumError:
        return _Page("", is_damaged=True)
    finally:
        page.close()


def _lines(page: PdfPage) -> list[_Line]:
    """Return the lines of a page in the order in which the file draws them."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    try:
        lines: list[_Line] = []
        begin, count = 0, text_page.count_chars()
        codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
        for end in [*(index for index, code in enumerate(codes) if code in {0x0A, 0x0D}), count]:
            line = _line(text_page, codes, begin, end)
            begin = end + 1
            if line is not None and lines and lines[-1].is_beside(line):
                lines[-1] = lines[-1].joined(line)
            elif line is not None:
                lines.append(line)
        return lines
    finally:
        text_page.close()


def _line(text_page: Any, codes: Sequence[int], begin: int, end: int) -> _Line | None:
    text = "".join(_HYPHENS.get(code, chr(code)) for code in codes[begin:end])
    # Characters beyond the first plane may come as two halves.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "").replace("\f", " ")
    if not text.strip():
        return None
    drawn = (index for index in range(begin, end) if not chr(codes[index]).isspace())
    boxes = [box for box in (text_page.get_charbox(index) for index in drawn) if box[3] > box[1]]
    if not boxes:
        return _Line(text, 0.0, 0.0, 0.0, 0.0)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return _Line(text, min(lefts), min(bottoms), max(rights), max(tops))


def _in_reading_order(lines: Sequence[_Line]) -> list[_Line]:
    """Put what is drawn out of order (a running head drawn last, a page number drawn first) where it stands on the page.

    Lines that go down the page stay together; of such blocks, one that stands wholly above another comes before it. Columns
    stand beside each other, and keep the order of the file.
    """
    blocks: list[list[_Line]] = []
    for line in lines:
        goes_on = blocks and line.bottom < blocks[-1][-1].top
        if goes_on:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    ordered: list[list[_Line]] = []
    for block in blocks:
        foot = min(line.bottom for line in block)
        place = next((i for i, other in enumerate(ordered) if foot >= max(line.top for line in other)), len(ordered))
        ordered.insert(place, block)
    return [line for block in ordered for line in block]
