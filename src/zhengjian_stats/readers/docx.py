"""Word documents: every character that a reader of the printed page sees, once and in order."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers.archive import open_archive, parse_xml, read_member
from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.readers.grid import row_lines
from zhengjian_stats.readers.numbering import Numbering, W

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES: Final = {".docx": ("docx",)}

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MAIN: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"

#: What no reader of the page sees: what was deleted or moved away (tracked), properties, field codes, phonetic guides.
_UNSEEN: Final = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "instrText", "delText", "rt")
)
_SIGNS: Final = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
#: Boxes and bullets of Wingdings that forms use; the others mean nothing without the font.
_SYMBOLS: Final = {
    "F0FE": "☑",
    "F052": "☑",
    "F0FD": "☒",
    "F0A8": "□",
    "F0A3": "□",
    "F06F": "□",
    "F0FC": "√",
    "F06C": "●",
    "F06E": "■",
}


def read(data: bytes, name: str) -> list[RawDocument]:
    """Read a Word document; pages end where its author put a page or section break."""
    with open_archive(data) as archive:
        main = _main_part(archive)
        root = _part(archive, main)
        folder = posixpath.dirname(main)
        numbering, styles = (_part(archive, posixpath.join(folder, part)) for part in ("numbering.xml", "styles.xml"))
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise ReadError("unreadable_file", "the document has no body; open it in Word and save it again")
    text = _Flow(Numbering.of(numbering, styles), _page_seams(body)).text_of(body)
    return [RawDocument(tuple(page.strip("\n") for page in text.split("\f")), "docx")]


def _main_part(archive: zipfile.ZipFile) -> str:
    relations = _part(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _part(archive: zipfile.ZipFile, name: str) -> _Element | None:
    data = read_member(archive, name)
    # Files in the strict form of the standard differ in nothing else that is looked at here.
    return None if data is None else parse_xml(data.replace(_STRICT, _MAIN), name)


def _page_seams(body: _Element) -> frozenset[_Element]:
    """Return the section breaks that begin a page: how a section begins stands in its own properties, at its end."""
    sections = [section for section in body.iter(f"{W}sectPr") if _tag_above(section) in {f"{W}pPr", f"{W}body"}]
    kinds = [kind.get(f"{W}val") if (kind := section.find(f"{W}type")) is not None else None for section in sections]
    following = zip(sections, kinds[1:], strict=False)
    return frozenset(section for section, kind in following if kind not in {"continuous", "nextColumn"})


def _tag_above(element: _Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


@dataclass(slots=True)
class _Flow:
    """A walk through a document that counts its numbered paragraphs on the way."""

    numbering: Numbering
    seams: frozenset[_Element]
    # text of paragraphs whose end mark was deleted: they run on into the next
    _carried: str = ""
    _boxes: list[str] = field(default_factory=list)

    def text_of(self, parent: _Element) -> str:
        """Return the blocks of a body, a cell or a text box: a line each, form feeds at page seams."""
        return "\n".join(self._lines(parent))

    def _lines(self, parent: _Element) -> Iterator[str]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._lines(self._alternative(child))
            elif child.tag not in _UNSEEN:
                yield from self._lines(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[str]:
        runs_on = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
        label = "" if runs_on else self.numbering.label(paragraph)
        outer, self._boxes = self._boxes, []
        text = self._carried + self._inside(paragraph)
        boxes, self._boxes = self._boxes, outer
        self._carried = text if runs_on else ""
        # A text box floats; what hangs on a paragraph is read before it.
        yield from boxes
        if not runs_on:
            yield self._seam_before(paragraph) + (f"{label}{text}" if text.strip() else text) + self._seam_after(paragraph)

    def _seam_before(self, paragraph: _Element) -> str:
        mark = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
        return "\f" if mark is not None and _is_on(mark) else ""

    def _seam_after(self, paragraph: _Element) -> str:
        return "\f" if paragraph.find(f"{W}pPr/{W}sectPr") in self.seams else ""

    def _table(self, table: _Element) -> Iterator[str]:
        for row in _nested(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is None:
                cells = (self.text_of(cell).replace("\f", "\n").split("\n") for cell in _nested(row, f"{W}tc"))
                yield from row_lines(list(cells))

    def _inside(self, element: _Element) -> str:
        return "".join(self._piece(child) for child in element)

    def _piece(self, element: _Element) -> str:
        tag = element.tag
        if tag in {f"{W}t", f"{_M}t"}:
            return element.text or ""
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag == f"{W}br":
            return {"page": "\f", "column": "\n"}.get(element.get(f"{W}type", ""), "\n")
        if tag == f"{W}sym":
            return _symbol(element.get(f"{W}char", ""))
        if tag == f"{W}txbxContent":
            self._boxes.extend(line.replace("\f", "") for line in self.text_of(element).split("\n"))
            return ""
        if tag == f"{_MC}AlternateContent":
            return self._inside(self._alternative(element))
        if tag in _UNSEEN or _is_hidden(element):
            return ""
        return self._inside(element)

    def _alternative(self, element: _Element) -> _Element:
        """Return the one branch to be read: the same text box stands in both, for new programs and for old ones."""
        branches = [branch for branch in element if any(text.text for text in branch.iter(f"{W}t"))]
        choices = [branch for branch in branches if branch.tag == f"{_MC}Choice"]
        return next(iter(choices or branches), element.makeelement(element.tag))


def _nested(parent: _Element, tag: str) -> Iterator[_Element]:
    """Give the rows of a table or the cells of a row, also those in content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _UNSEEN and child.tag not in {f"{W}tbl", f"{W}p"}:
            yield from _nested(child, tag)


def _is_on(mark: _Element) -> bool:
    return mark.get(f"{W}val", "1") not in {"0", "false", "off"}


def _is_hidden(element: _Element) -> bool:
    if element.tag == f"{W}sdt":
        # 单击此处输入文字: the prompt of an empty field
        return element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    mark = element.find(f"{W}rPr/{W}vanish") if element.tag == f"{W}r" else None
    return mark is not None and _is_on(mark)


def _symbol(code: str) -> str:
    known = _SYMBOLS.get(code.upper())
    if known is not None:
        return known
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= char <= "\uf8ff" or "\ud800" <= char <= "\udfff" else char
