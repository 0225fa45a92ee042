"""Plain text and Markdown: what is written, without its markup."""

from __future__ import annotations

import html
import re
from typing import Final

from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.readers.decoding import decode, one_newline
from zhengjian_stats.readers.sniff import suffix_of

#: Both are read as ``txt``: Markdown is text that someone typed.
SUFFIXES: Final = {".txt": ("text",), ".text": ("text",), ".md": ("text",), ".markdown": ("text",)}

_BLOCKS: Final = (
    "address|article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre"
    "|section|table|tbody|tfoot|thead|tr|ul"
)
_INLINES: Final = "a|abbr|b|big|cite|code|em|font|i|img|ins|kbd|mark|o:p|q|s|small|span|strong|sub|sup|td|th|u|wbr"

# <!-- a remark -->, <style>p {…}</style>: how what no reader sees begins and ends
_UNSEEN: Final = (
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<script\b[^<>]*>", re.IGNORECASE), re.compile(r"</script\s*>", re.IGNORECASE)),
    (re.compile(r"<style\b[^<>]*>", re.IGNORECASE), re.compile(r"</style\s*>", re.IGNORECASE)),
)
# </td>: the seam between two cells of a row
_CELL_END: Final = re.compile(r"</t[dh]\s*>\s*(?=<t[dh]\b)", re.IGNORECASE)
# </p><p class="x">: however many in a row, one new line, the one behind them in the file included
_BLOCK_TAGS: Final = re.compile(rf"(?:</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>[ \t]*\n?[ \t]*)+", re.IGNORECASE)
# <strong>: only names of HTML are tags; "a<b" and <目录> are text
_INLINE_TAGS: Final = re.compile(rf"</?(?:{_INLINES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
# &nbsp; &#12288;
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_EMPTY_LINES: Final = re.compile(r"\n(?:[ \t]*\n){2,}")

# **张三**: stars in pairs around words of one line
_STRONG: Final = re.compile(r"\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*")
# ![图](a.png) and [全文](https://…); no part goes on over the bracket that opens the next one
_TARGET: Final = r"[^()\[\s]*(?:\s\"[^\"\[\n]*\")?\)"
_IMAGE: Final = re.compile(rf"!\[[^\[\]\n]*\]\({_TARGET}")
_LINK: Final = re.compile(rf"\[([^\[\]\n]+)\]\((?:https?:|/|\.|#|mailto:){_TARGET}")
# 1\. \- \*: written so by converters, to keep text from being taken for markup
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")


def read(data: bytes, name: str) -> list[RawDocument]:
    r"""Read a plain text or a Markdown file; form feeds are page seams.

    Examples
    --------
    >>> read("第一页\f第二页".encode(), "a.txt")[0].pages
    ('第一页', '第二页')
    """
    decoded = decode(data)
    text = one_newline(decoded.text)
    if suffix_of(name) in {".md", ".markdown"}:
        text = without_markup(text)
    return [RawDocument(pages_of(text), "txt", notes=decoded.notes)]


def pages_of(text: str) -> tuple[str, ...]:
    r"""Cut a text at its form feeds; one at the very end begins no page.

    Examples
    --------
    >>> pages_of("a\fb\f")
    ('a', 'b')
    """
    return tuple(text.removesuffix("\f").split("\f"))


def has_tags(text: str) -> bool:
    """Tell whether a text is written with the tags of a web page.

    Examples
    --------
    >>> has_tags("<p>会议召开</p>"), has_tags("a<b")
    (True, False)
    """
    return "<" in text and _BLOCK_TAGS.search(text) is not None


def without_markup(text: str) -> str:
    r"""Return Markdown without HTML tags, entities, emphasis and link targets; headings keep their ``#``.

    Examples
    --------
    >>> without_markup("### 会议\n\n<p><strong>张三</strong>主持。</p><p>李四参加&nbsp;。</p>")
    '### 会议\n\n张三主持。\n李四参加\xa0。\n'
    """
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if "**" in text:
        text = _STRONG.sub(r"\1", text)
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _without_tags(text: str) -> str:
    for begin, end in _UNSEEN:
        text = without_stretches(text, begin, end)
    text = _CELL_END.sub("\t", text)
    text = _BLOCK_TAGS.sub("\n", text)
    return _EMPTY_LINES.sub("\n\n", _INLINE_TAGS.sub("", text))


def without_stretches(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> str:
    """Cut out all stretches from a beginning to its end; one that never ends stays.

    (A single pattern would look for the missing end anew from every beginning.)

    Examples
    --------
    >>> without_stretches("会<!-- 一 -->议<!-- 二", re.compile("<!--"), re.compile("-->"))
    '会议<!-- 二'
    """
    kept, place = [], 0
    while (first := begin.search(text, place)) and (last := end.search(text, first.end())):
        kept.append(text[place : first.start()])
        place = last.end()
    return "".join((*kept, text[place:])) if kept else text
