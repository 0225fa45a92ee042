"""Saved web pages: the text of the page without what stands around it, and when it says that it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhengjian_stats import lexicon
from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers.base import Note, RawDocument
from zhengjian_stats.readers.dates import iso_date
from zhengjian_stats.readers.decoding import decode
from zhengjian_stats.readers.html_block import is_bulletin_line, is_page_line, text_block
from zhengjian_stats.readers.html_lines import lines_of
from zhengjian_stats.readers.plain import without_stretches

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SUFFIXES: Final = {".html": ("html", "xml", "text"), ".htm": ("html", "xml", "text"), ".xhtml": ("html", "xml")}

#: Masthead and date of a bulletin stand within its first lines.
_HEAD_LINES: Final = 15
#: Longer lines are running text, in which a day is that of an event.
_MASTHEAD_LINE: Final = 60

_CHARSET: Final = re.compile(
    rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{1,40})"
    rb"|<\?xml[^<>]{0,200}encoding\s{0,9}=\s{0,9}[\"']([\w-]{1,40})",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[a-zA-Z!/][^<>]*>")
# <%@ page … %>, <?php … ?>, <?xml … ?>: of the program that made the page
_PROGRAM: Final = ((re.compile("<%"), re.compile("%>")), (re.compile(r"<\?"), re.compile(r"\?>")))
# 全体会议召开-云岭省地方志办 · 全体会议召开_工作动态_云岭网
_TITLE_SEAM: Final = re.compile(r"\s?[_|｜]\s?|(?<![-—–])\s?[-–]\s?(?![-—–])")
_DAY_IN_TEXT: Final = re.compile(r"[0-9０-９〇零○一二三四五六七八九]{4}\s*年.{1,4}月.{1,5}日")


def read(data: bytes, name: str) -> list[RawDocument]:
    """Read a saved web page.

    Examples
    --------
    >>> page = "<title>会议召开-云岭网</title><body><p>7月8日，全省地方志工作会议召开，张三主持会议。</p>"
    >>> document = read(page.encode(), "a.html")[0]
    >>> document.fields["headline"], document.pages
    ('会议召开', ('7月8日，全省地方志工作会议召开，张三主持会议。',))
    """
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, (declared[1] or declared[2]).decode("ascii") if declared else None)
    if not _TAG.search(decoded.text):
        raise ReadError("wrong_suffix", "the file holds no HTML; if it is plain text, name it .txt")
    root = _parsed(decoded.text)
    published, notes = _published(root)
    page = _Page.of(root)
    lines = [line for line in lines_of(text_block(root)) if not is_page_line(line)]
    if any(map(is_bulletin_line, lines[:_HEAD_LINES])):
        # The day when a page was put up is not the day of issue, if the masthead gives that.
        mastheads = (line for line in lines[:_HEAD_LINES] if len(line) <= _MASTHEAD_LINE)
        fields = {} if any(map(_DAY_IN_TEXT.search, mastheads)) else published
    else:
        headline = page.headline([" ".join(lines_of(heading)) for heading in root.iter("h1")])
        fields = published | ({"headline": headline} if headline else {})
        lines = _without(lines, headline)
    return [RawDocument(("\n".join(lines),), "html", fields=fields, notes=decoded.notes + notes)]


@dataclass(frozen=True, slots=True)
class _Page:
    """What a whole page says, before anything is dropped from it."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[str, ...]

    @classmethod
    def of(cls, root: HtmlElement) -> _Page:
        title = root.find(".//title")
        heads = (" ".join(lines_of(heading)) for heading in root.iter("h1"))
        return cls("" if title is None else " ".join(lines_of(title)), tuple(filter(None, heads)), tuple(lines_of(root)))

    def headline(self, heads_left: Sequence[str]) -> str:
        """Return the headline: what title and page agree on, else the title before the name of the site, else the top heading.

        (A top heading that the title does not hold may be the name of the site.)
        """
        title = _bare(self.title)
        agreed = [head for head in self.heads if _bare(head) in title and not is_placeholder(head)]
        parts = [part for part in _TITLE_SEAM.split(self.title) if part.strip() and not is_placeholder(part)]
        on_page = {_bare(line) for line in self.lines}
        agreed = agreed or [part for part in parts if _bare(part) in on_page]
        left = [head for head in heads_left if head and not is_placeholder(head)]
        if agreed:
            return max(agreed, key=len).strip()
        return (left[0] if len(left) == 1 and len(parts) < 2 else next(iter(parts), "")).strip()


def _parsed(text: str) -> HtmlElement:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # Without huge_tree what stands more than 255 tags deep is lost without a word: old pages do not close their <font>.
    parser = HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, encoding="utf-8")
    page = text.replace("\0", "")
    for begin, end in _PROGRAM:
        page = without_stretches(page, begin, end)
    try:
        # As bytes: lxml refuses a text that declares an encoding of its own.
        root = document_fromstring(page.encode("utf-8", errors="replace"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ReadError("empty_file", f"the page holds no text ({error})") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise ReadError("unreadable_file", "the tags of the page nest deeper than programs go; save it again from a browser")
    return root


def _published(root: HtmlElement) -> tuple[dict[str, str], tuple[Note, ...]]:
    """Return the day of publication, where all that the page says of it agrees."""
    rules = lexicon.load("readers/web_page")["published"]
    stated = [
        meta.get("content", "")
        for meta in root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in rules["meta"]
    ]
    patterns = [re.compile(pattern) for pattern in rules["patterns"]]
    written = [match["date"] for line in lines_of(root) for pattern in patterns for match in pattern.finditer(line)]
    days = {day for day in map(iso_date, stated + written) if day}
    if len(days) > 1:
        message = f"the page gives more than one day of publication ({', '.join(sorted(days))}); none was taken"
        return {}, (Note("masthead_conflict", message),)
    return ({"issued_on": days.pop()} if days else {}), ()


def _bare(text: str) -> str:
    return "".join(text.split())


def is_placeholder(title: str) -> bool:
    """Tell whether a title is what a program puts in where nobody wrote one.

    Examples
    --------
    >>> is_placeholder("Insert title here"), is_placeholder("会议召开")
    (True, False)
    """
    return title.strip().lower() in lexicon.load("readers/web_page")["titles"]["placeholders"]


def _without(lines: list[str], headline: str) -> list[str]:
    """Drop the headline from the head of the text, where it is a field of its own."""
    at = next((i for i, line in enumerate(lines[:5]) if _bare(line) == _bare(headline)), None)
    return lines if at is None else lines[:at] + lines[at + 1 :]
