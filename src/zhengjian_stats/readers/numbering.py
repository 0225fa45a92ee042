"""Automatic numbering of Word documents: the 一、 that everybody sees and no text holds, rebuilt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zhengjian_stats.readers.counting import written

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL: Final = f"{W}val"

#: A list style may point to another one; a file whose styles point round in a circle is not followed for ever.
_MOST_HOPS: Final = 10
_PLACE: Final = re.compile(r"%([1-9])")
#: After these no blank is put between the number and the text.
_CLOSING: Final = "、，。．：；）】〕》」』)"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    how: str = "decimal"
    text: str = ""
    # restarts when this level (from 1) or a higher one is counted; 0: never
    restart: int | None = None
    suffix: str = "tab"
    is_legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """A ``w:num``: an abstract list, with what it overrides."""

    abstract: str
    starts: Mapping[int, int]
    levels: Mapping[int, _Level]


@dataclass(frozen=True, slots=True)
class _Style:
    list_id: str | None
    level: int | None
    parent: str | None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted.

    Made of the parts ``numbering.xml`` and ``styles.xml``; ``label`` must be asked once for every paragraph, in order.
    """

    abstracts: Mapping[str, Mapping[int, _Level]]
    links: Mapping[str, str]
    lists: Mapping[str, _List]
    styles: Mapping[str, _Style]
    default_style: str
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: _Element | None, styles: _Element | None) -> Numbering:
        """Read the two parts; either may be missing."""
        drafts = {e.get(f"{W}abstractNumId", ""): e for e in _children(numbering, "abstractNum")}
        known = {e.get(f"{W}styleId", ""): e for e in _children(styles, "style")}
        paragraphs = [key for key, e in known.items() if e.get(f"{W}type") == "paragraph"]
        defaults = [key for key in paragraphs if known[key].get(f"{W}default") in {"1", "true"}]
        return cls(
            abstracts={key: dict(_levels(element)) for key, element in drafts.items()},
            links={key: _value(element, "numStyleLink") or "" for key, element in drafts.items()},
            lists={e.get(f"{W}numId", ""): _list(e) for e in _children(numbering, "num")},
            styles={key: _style(element) for key, element in known.items()},
            default_style=next(iter(defaults), ""),
        )

    def label(self, paragraph: _Element) -> str:
        """Count a paragraph and return the number before it, with a blank where one belongs; empty without one."""
        list_id, level_index = self._place_of(paragraph)
        if list_id is None or (found := self._list_of(list_id)) is None:
            return ""
        levels = {**self.abstracts.get(found.abstract, {}), **found.levels}
        level = levels.get(level_index)
        if level is None:
            return ""
        counts = self._count(list_id, found, levels, level_index)
        label = _PLACE.sub(lambda match: _number(int(match[1]) - 1, levels, counts, is_legal=level.is_legal), level.text)
        if level.how in {"none", "bullet"} or not label.strip():
            return ""
        return label if level.suffix == "nothing" or label[-1] in _CLOSING else f"{label} "

    def _count(self, list_id: str, found: _List, levels: Mapping[int, _Level], index: int) -> Mapping[int, int]:
        counts = self._counts.setdefault(found.abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            # A second list over the same abstract one goes on counting, unless it says where to start.
            counts.update({place: start - 1 for place, start in found.starts.items()})
        counts[index] = counts.get(index, levels[index].start - 1) + 1
        for deeper in [place for place in counts if place > index]:
            level = levels.get(deeper)
            restart = deeper if level is None or level.restart is None else level.restart
            if index < restart:
                del counts[deeper]
        return counts

    def _place_of(self, paragraph: _Element) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph: its own word over that of its style."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return self._place_of_style(self.default_style, None)
        list_id = _value(properties, "numPr", "numId")
        level = _integer(_value(properties, "numPr", "ilvl"))
        style = _value(properties, "pStyle") or self.default_style
        if list_id is None:
            return self._place_of_style(style, level)
        # 0 takes a paragraph out of the list that its style puts it in.
        return (None, 0) if list_id == "0" else (list_id, level or 0)

    def _place_of_style(self, name: str, level: int | None) -> tuple[str | None, int]:
        for _ in range(_MOST_HOPS):
            style = self.styles.get(name)
            if style is None:
                break
            level = style.level if level is None else level
            if style.list_id is not None:
                return (None, 0) if style.list_id == "0" else (style.list_id, self._level_of(style.list_id, name, level))
            name = style.parent or ""
        return None, 0

    def _level_of(self, list_id: str, style: str, level: int | None) -> int:
        found = self._list_of(list_id)
        if level is not None or found is None:
            return level or 0
        return next((i for i, known in self.abstracts.get(found.abstract, {}).items() if known.style == style), 0)

    def _list_of(self, list_id: str) -> _List | None:
        found = self.lists.get(list_id)
        for _ in range(_MOST_HOPS):
            link = self.links.get(found.abstract) if found else None
            style = self.styles.get(link) if link else None
            if style is None or style.list_id is None:
                return found
            found = self.lists.get(style.list_id)
        return found


def _number(index: int, levels: Mapping[int, _Level], counts: Mapping[int, int], *, is_legal: bool) -> str:
    level = levels.get(index, _Level())
    how = "decimal" if is_legal and level.how != "none" else level.how
    return written(counts.get(index, level.start), how)


def _levels(element: _Element) -> Iterator[tuple[int, _Level]]:
    for level in element.findall(f"{W}lvl"):
        index = _integer(level.get(f"{W}ilvl"))
        if index is not None:
            yield index, _level(level)


def _level(element: _Element) -> _Level:
    legal = element.find(f"{W}isLgl")
    return _Level(
        start=_or(_integer(_value(element, "start")), 1),
        how=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        restart=_integer(_value(element, "lvlRestart")),
        suffix=_value(element, "suff") or "tab",
        is_legal=legal is not None and legal.get(_VAL, "1") not in {"0", "false"},
        style=_value(element, "pStyle") or "",
    )


def _list(element: _Element) -> _List:
    starts: dict[int, int] = {}
    levels: dict[int, _Level] = {}
    for override in element.findall(f"{W}lvlOverride"):
        index = _integer(override.get(f"{W}ilvl"))
        if index is None:
            continue
        levels.update(_levels(override))
        start = _integer(_value(override, "startOverride"))
        if start is not None:
            starts[index] = start
    return _List(_value(element, "abstractNumId") or "", starts, levels)


def _style(element: _Element) -> _Style:
    properties = element.find(f"{W}pPr")
    list_id = level = None
    if properties is not None:
        list_id = _value(properties, "numPr", "numId")
        level = _integer(_value(properties, "numPr", "ilvl"))
    return _Style(list_id, level, _value(element, "basedOn"))


def _children(root: _Element | None, name: str) -> list[_Element]:
    return [] if root is None else root.findall(f"{W}{name}")


def _value(element: _Element, *path: str) -> str | None:
    found = element.find("/".join(f"{W}{name}" for name in path))
    return None if found is None else found.get(_VAL)


def _integer(text: str | None) -> int | None:
    # Counters beyond four digits are damage, not lists.
    return int(text) if text and text.isdecimal() and len(text) <= 4 else None


def _or(value: int | None, default: int) -> int:
    return default if value is None else value
