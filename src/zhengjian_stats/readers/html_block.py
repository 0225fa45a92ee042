"""Which part of a web page is its text: the smallest block that holds nearly all running text outside links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from zhengjian_stats import lexicon
from zhengjian_stats.readers.html_lines import lines_of, tags

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: A block with fewer characters outside links is a label, not running text.
_RUNNING: Final = 15
#: A block that holds this share of a page's running text is its text; less than the other, and its name may say that it is not.
_NEARLY_ALL, _HALF = 0.75, 0.5
#: Three links and more that make up this share of a block are a menu.
_MENU_LINKS, _MENU_SHARE = 3, 0.7

_NOISE_TAGS: Final = frozenset({"nav", "header", "footer", "aside", "form"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass(slots=True)
class _Measure:
    """Characters of a subtree: all, in links, in running text; and its links."""

    chars: int = 0
    in_links: int = 0
    running: int = 0
    links: int = 0
    # what stands in the block itself, not in blocks inside it
    own: int = 0
    own_in_links: int = 0


def text_block(root: HtmlElement) -> HtmlElement:
    """Drop from a page what is not its text, and return the block that holds the text.

    Examples
    --------
    >>> from lxml.html import document_fromstring
    >>> page = document_fromstring(
    ...     "<body><div class='nav'>首页</div><div id='c'><p>全省地方志工作会议在云岭召开，张三主持会议。</p></div></body>"
    ... )
    >>> text_block(page).get("id")
    'c'
    """
    _drop_noise(root)
    measures = _measured(root)
    body = root.find("body")
    block = root if body is None else body
    while (inner := _inner(block, measures)) is not None:
        block = inner
    return block


def is_bulletin_line(line: str) -> bool:
    """Tell whether a line stands in the masthead or the colophon of a bulletin.

    Examples
    --------
    >>> is_bulletin_line("第7期（总第7期）"), is_bulletin_line("第3期培训班开班")
    (True, False)
    """
    return _pattern("bulletin").fullmatch(line.strip()) is not None


def is_page_line(line: str) -> bool:
    """Tell whether a line is what pages put around a text: its source, its readers, a button.

    Examples
    --------
    >>> is_page_line("浏览次数：15"), is_page_line("责任编辑：张三")
    (True, False)
    """
    return _pattern("lines").fullmatch(line.strip()) is not None


def is_noise_name(names: str) -> bool:
    """Tell whether a class or id names what stands around a text.

    Examples
    --------
    >>> is_noise_name("wp-navi"), is_noise_name("news_title")
    (True, False)
    """
    return _noise().search(names.lower()) is not None


@cache
def _pattern(table: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lexicon.load("readers/web_page")[table]["patterns"]))


@cache
def _noise() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lexicon.load("readers/web_page")["noise"]["words"]))
    return re.compile(rf"(?:^|[\s_-])(?:{words})\d*(?=$|[\s_-])")


def _measured(root: HtmlElement) -> Mapping[HtmlElement, _Measure]:
    measures = {element: _Measure() for element in root.iter() if isinstance(element.tag, str)}
    # Backwards, every element comes after all that it holds.
    for element in reversed(measures):
        measure = measures[element]
        if element.tag in tags("unseen"):
            measures[element] = _Measure()
            continue
        own = _length(element.text) + sum(_length(child.tail) for child in element)
        measure.chars += own
        measure.own += own
        if element.tag == "a":
            measure.in_links, measure.own_in_links, measure.links = measure.chars, measure.own, measure.links + 1
        if element.tag in tags("blocks") and measure.own - measure.own_in_links >= max(_RUNNING, measure.own_in_links):
            measure.running += measure.own - measure.own_in_links
        parent = measures.get(element.getparent())
        if parent is not None:
            _add(parent, measure, is_block=element.tag in tags("blocks"))
    return measures


def _add(parent: _Measure, child: _Measure, *, is_block: bool) -> None:
    parent.chars += child.chars
    parent.in_links += child.in_links
    parent.running += child.running
    parent.links += child.links
    if not is_block:
        parent.own += child.own
        parent.own_in_links += child.own_in_links


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _drop_noise(root: HtmlElement) -> None:
    measures = _measured(root)
    # Some pages put their whole text into a form, or under a class that speaks of a menu.
    limit = _HALF * measures[root].running
    gone: set[HtmlElement] = set()
    for element in _noisy(measures):
        small = limit and measures[element].running <= limit
        if small and element not in gone and not any(map(is_bulletin_line, lines_of(element))):
            gone.update(element.iter())
            element.clear(keep_tail=True)


def _noisy(measures: Mapping[HtmlElement, _Measure]) -> Iterator[HtmlElement]:
    for element in list(measures):
        if element.getparent() is None or element.tag in {"html", "head", "body"}:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if (
            element.tag in _NOISE_TAGS
            or is_noise_name(names)
            or _HIDDEN.search(element.get("style", ""))
            or (element.tag in tags("blocks") and _is_menu(measures[element]))
        ):
            yield element


def _is_menu(measure: _Measure) -> bool:
    return measure.links >= _MENU_LINKS and measure.in_links >= _MENU_SHARE * measure.chars


def _inner(block: HtmlElement, measures: Mapping[HtmlElement, _Measure]) -> HtmlElement | None:
    """Return the child that the search goes on in, or ``None`` where going on would cut something off."""
    children = [child for child in block if child in measures and child.tag in tags("frames")]
    if not children:
        return None
    best = max(children, key=lambda child: measures[child].running)
    if measures[best].running < _NEARLY_ALL * measures[block].running or not measures[best].running:
        return None
    others = (line for child in block if child is not best for line in lines_of(child))
    tails = (line.strip() for child in block for line in (child.tail or "").split("\n"))
    return None if any(map(is_bulletin_line, (*others, *tails))) else best
