"""An element of a web page as lines of text: a line a paragraph, a heading, or a row of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

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
    return page.lines


@dataclass(slots=True)
class _Lines:
    lines: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    # the number of an item, before its first line; and the next number of each list
    _label: str = ""
    _numbers: dict[HtmlElement, int] = field(default_factory=dict)

    def end(self) -> None:
        """End the line that is being put together, if anything stands in it."""
        line = "".join(self._pieces)
        self._pieces.clear()
        line = _BLANKS.sub(" ", _BREAK_IN_CHINESE.sub("", line)).replace("\xa0", " ").strip()
        if line:
            self.lines.append(self._label + line)
            self._label = ""

    def walk(self, root: HtmlElement) -> None:
        """Go through an element without recursion: tags that nobody closed nest by the hundred."""
        from lxml.etree import iterwalk

        walker: Any = iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._close(element)
                self._pieces.append("" if element is root else element.tail or "")
            elif self._open(element):
                self._pieces.append(element.text or "")
            else:
                walker.skip_subtree()
        self.end()

    def _open(self, element: HtmlElement) -> bool:
        """Begin an element; tell whether to go on inside it."""
        tag = element.tag
        if tag in tags("unseen"):
            return False
        if tag == "br" or tag in tags("blocks"):
            self.end()
        if tag == "tr":
            cells = [lines_of(cell) for cell in element if cell.tag in {"td", "th"}]
            self.lines.extend(row_lines(cells))
        elif tag == "pre":
            lines = (line.replace("\xa0", " ").strip() for line in element.text_content().splitlines())
            self.lines.extend(line for line in lines if line)
        elif tag == "li":
            self._label = self._number(element.getparent())
        elif tag in {"div", "section", "fieldset"} and _PANEL_TITLE.fullmatch(element.get("title", "").strip()):
            self.lines.append(element.get("title", "").strip())
        return tag not in {"tr", "pre"}

    def _close(self, element: HtmlElement) -> None:
        if element.tag in tags("blocks"):
            self.end()
        if element.tag == "li":
            self._label = ""

    def _number(self, parent: HtmlElement | None) -> str:
        """Return the number that a browser draws before an item: it stands in no text."""
        if parent is None or parent.tag != "ol":
            return ""
        start = parent.get("start", "1")
        number = self._numbers.get(parent, int(start) if start.isdecimal() and len(start) < 5 else 1)
        self._numbers[parent] = number + 1
        return f"{number}."
