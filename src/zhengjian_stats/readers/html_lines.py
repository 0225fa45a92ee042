"""An element of a web page as lines of text: a line a paragraph, a heading, or a row of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from zhengjian_stats import lexicon
from zhengjian_stats.readers.grid import row_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IDEOGRAPH: Final = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
# 会\n议: an editor broke the source line there; browsers show a blank, people mean none
_BREAK_IN_CHINESE: Final = re.compile(rf"(?<=[{_IDEOGRAPH}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_IDEOGRAPH}])")
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
# A heading that a script would draw from the attribute of a panel.
_PANEL_TITLE: Final = re.compile(rf"(?=.*[{_IDEOGRAPH}]{{6}}).{{6,80}}", re.DOTALL)


@cache
def tags(group: str) -> frozenset[str]:
    """Return a group of the elements of HTML: ``blocks``, ``unseen`` or ``frames``.

    Examples
    --------
    >>> "p" in tags("blocks"), "script" in tags("unseen")
    (True, True)
    """
    return frozenset(lexicon.load("readers/web_page")["tags"][group])


def lines_of(element: HtmlElement) -> list[str]:
    """Return the lines of an element, blanks collapsed as a browser does.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> lines_of(fromstring("<div><h1>会议</h1><p>张三 <b>主持</b><br>李四参加</p></div>"))
    ['会议', '张三 主持', '李四参加']
    """
    page = _Lines()
    page.walk(element)
    page.end()
    return page.lines


@dataclass(slots=True)
class _Lines:
    lines: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    # the number of an item, before its first line
    _label: str = ""

    def end(self) -> None:
        """End the line that is being put together, if anything stands in it."""
        line = "".join(self._pieces)
        self._pieces.clear()
        line = _BLANKS.sub(" ", _BREAK_IN_CHINESE.sub("", line)).replace("\xa0", " ").strip()
        if line:
            self.lines.append(self._label + line)
            self._label = ""

    def walk(self, element: HtmlElement) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in tags("unseen"):
            return
        if tag == "br":
            self.end()
        elif tag == "tr":
            self._row(element)
        elif tag == "pre":
            self._preformatted(element)
        elif tag in tags("blocks"):
            self.end()
            self._opening(element, tag)
            self._inside(element)
            self.end()
        else:
            self._inside(element)

    def _inside(self, element: HtmlElement) -> None:
        self._pieces.append(element.text or "")
        # The numbers of such a list are drawn by the browser: they stand in no text.
        number = _first_number(element) if element.tag == "ol" else None
        for child in element:
            if number is not None and child.tag == "li":
                self.end()
                self._label = f"{number}."
                number += 1
            self.walk(child)
            self._pieces.append(child.tail or "")

    def _row(self, row: HtmlElement) -> None:
        self.end()
        cells = [lines_of(cell) for cell in row if cell.tag in {"td", "th"}]
        self.lines.extend(row_lines(cells))

    def _preformatted(self, element: HtmlElement) -> None:
        self.end()
        lines = (line.replace("\xa0", " ").strip() for line in element.text_content().splitlines())
        self.lines.extend(line for line in lines if line)

    def _opening(self, element: HtmlElement, tag: str) -> None:
        if tag in {"div", "section", "fieldset"} and _PANEL_TITLE.fullmatch(element.get("title", "").strip()):
            self.lines.append(element.get("title", "").strip())


def _first_number(ordered: HtmlElement) -> int:
    start = ordered.get("start", "1")
    return int(start) if start.isdecimal() and len(start) < 5 else 1
