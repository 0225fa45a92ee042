"""The masthead (报头、版头): name of the serial, number, issuing office, date, in whatever order and on however many lines."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from zhengjian_stats.parse.dates import find_dates, resolve
from zhengjian_stats.parse.issue_numbers import IssueNumber, read_issue_number
from zhengjian_stats.parse.layout_rules import find, has
from zhengjian_stats.parse.lines import Line, squeeze, without_markup

Part = Literal["number", "date", "title", "office", "note", "text"]

#: A masthead has no more lines than this before its number, and none is longer.
_FIRST_LINES: Final = 12
_LONGEST: Final = 60
_LONGEST_TITLE: Final = 30
#: Of several names the first one longer than this (通报 and the like) is that of the serial.
_SHORT_TITLE: Final = 3

_BLANKS: Final = re.compile(r"\s+")
_PLACE: Final = re.compile("[省市县区州旗镇乡局厅馆校院]|中共")
_EDGES: Final = " 　，,、|｜·:：（）()〔〕[]【】—-"


@dataclass(slots=True)
class Head:
    """What the lines of a masthead say; ``n_lines`` is how many there are (0: there is no masthead)."""

    n_lines: int = 0
    title: str | None = None
    title_line: Line | None = None
    office: str | None = None
    section: str | None = None
    number: IssueNumber | None = None
    issued_on: dt.date | None = None
    year: int | None = None


@dataclass(slots=True)
class _Facts:
    """What one line may contribute."""

    line: Line
    number: IssueNumber | None = None
    date: dt.date | None = None
    year: int | None = None
    parts: list[tuple[Part, str]] = field(default_factory=list)

    def is_made_of(self, *parts: Part) -> bool:
        """Tell whether the line holds nothing else than such parts (and numbers and dates)."""
        return all(part in parts for part, _ in self.parts)

    @property
    def is_dated(self) -> bool:
        return self.date is not None

    def first(self, part: Part) -> str | None:
        return next((text for kind, text in self.parts if kind == part), None)


def read_masthead(lines: Sequence[Line]) -> Head:
    r"""Read the masthead at the head of an issue; without a number, or a title with office or date, there is none.

    Examples
    --------
    >>> from zhengjian_stats.parse.lines import split_lines
    >>> head = read_masthead(split_lines("云岭史志简报\n2024年第3期\n云岭省史志馆  2024年5月6日\n省史志馆召开会议"))
    >>> head.title, head.number.number, head.office, head.issued_on.isoformat(), head.n_lines
    ('云岭史志简报', 3, '云岭省史志馆', '2024-05-06', 3)
    """
    window = _window(lines)
    facts = [_read_line(line) for line in window]
    at = next((i for i, f in enumerate(facts) if _is_number_line(f, i)), None)
    if at is None:
        at = _unnumbered(facts)
        if at is None:
            return Head()
    last = _last_line(facts, at, lines)
    head = Head(n_lines=last + 1)
    _fill(head, facts[: last + 1], at)
    return head


def _window(lines: Sequence[Line]) -> list[Line]:
    """Return the lines from the top that may belong to a masthead."""
    window = []
    for line in lines[: _FIRST_LINES + 4]:
        if line.is_paragraph or len(line.bare) > _LONGEST:
            break
        if any(has(rule, line.bare) for rule in ("toc", "editors_note", "field")):
            break
        window.append(line)
    return window


def _chunks(text: str) -> list[str]:
    """Cut a line at its blanks, unless they only space its letters out (工 作 简 报)."""
    pieces = _BLANKS.split(text.strip())
    if sum(len(piece) for piece in pieces) <= 1.5 * len(pieces):
        return [squeeze(text)]
    chunks: list[str] = []
    for piece in pieces:
        # 第 3 期: a piece of one or two characters belongs to its neighbour
        if chunks and (len(piece) <= 1 or len(chunks[-1]) <= 1):
            chunks[-1] += piece
        else:
            chunks.append(piece)
    return chunks


def _read_line(line: Line) -> _Facts:
    facts = _Facts(line)
    for chunk in _chunks(without_markup(line.text).lstrip("#> *")):
        _read_chunk(facts, chunk)
    if facts.number is None and len(facts.parts) > 1:
        # the number may be cut by blanks: 第 三 期
        number, rest = read_issue_number(line.bare)
        if number is not None and not rest:
            facts.number, facts.parts = number, []
    return facts


def _read_chunk(facts: _Facts, chunk: str) -> None:
    rest = _cut_date(facts, chunk)
    number, left = read_issue_number(rest)
    if number is not None and facts.number is None:
        facts.number, rest = number, left
    elif number is not None and facts.number is not None and number.number is None:
        facts.number = _with_whole(facts.number, number.whole)
        rest = left
    for piece in rest.split(" "):
        if text := piece.strip(_EDGES):
            facts.parts.append(("note" if has("masthead_note", piece) else _part(text), text))


def _with_whole(number: IssueNumber, whole: int | None) -> IssueNumber:
    return IssueNumber(number.kind, number.year, number.number, number.number_end, number.whole or whole)


def _cut_date(facts: _Facts, chunk: str) -> str:
    """Take a whole date (or year and month) out of a chunk, with the word 印发 or 出版 behind it."""
    for mention in find_dates(chunk):
        if mention.year is None or mention.kind not in {"date", "month"}:
            continue
        if mention.kind == "date" and facts.date is None:
            facts.date = resolve(mention, issued_on=None)[0]
            if facts.date is None:
                continue
        facts.year = facts.year or mention.year
        behind = re.sub(r"^\s*(?:印发|出版|印|编印)", "", chunk[mention.end :])
        return f"{chunk[: mention.start]} {behind}"
    return chunk


def _part(text: str) -> Part:
    if has("office_label", text):
        return "office"
    if has("masthead_note", text):
        return "note"
    if is_title(text):
        return "title"
    bare = _without_suffix(text)
    if has("office", bare) and len(bare) >= 3 and not has("not_title", bare):
        return "office"
    return "text"


def is_title(bare: str) -> bool:
    """Tell whether a line is the name of a serial.

    Examples
    --------
    >>> is_title("云岭史志工作简报"), is_title("省史志馆召开工作交流会")
    (True, False)
    """
    return len(bare) <= _LONGEST_TITLE and has("title", bare) and not has("not_title", bare)


def _without_suffix(text: str) -> str:
    match = find("office_suffix", text)
    return text[: match.start()] if match else text


def _is_number_line(facts: _Facts, place: int) -> bool:
    """Tell whether a line gives the number of the issue rather than speaking of one."""
    if facts.number is None or not facts.number.is_stated:
        return False
    if facts.is_made_of("title", "office", "note"):
        return True
    # 方志之友 第3期: any short name, on one of the first lines
    return place <= 2 and all(len(text) <= 12 and not has("news_verb", text) for part, text in facts.parts if part == "text")


def _unnumbered(facts: Sequence[_Facts]) -> int | None:
    """Return the line of a title that an office or a date follows, where there is no number."""
    for place, found in enumerate(facts[:3]):
        if not found.first("title") or not found.is_made_of("title", "note", "office"):
            continue
        near = [found, *facts[place + 1 : place + 4]]
        dated = any(f.is_dated and f.is_made_of("office", "note", "title") for f in near)
        below = near[1] if len(near) > 1 else None
        if dated or (below is not None and below.first("office") and below.is_made_of("office", "note")):
            return place
    return None


def _last_line(facts: Sequence[_Facts], at: int, lines: Sequence[Line]) -> int:
    """Find the last line of the masthead: offices, dates, notes and a title may follow the number."""
    last = at
    has_office = any(f.first("office") for f in facts[: at + 1])
    for place in range(at + 1, len(facts)):
        found = facts[place]
        only = found.is_made_of("office", "note", "title" if not any(f.first("title") for f in facts[: at + 1]) else "note")
        if not only or (found.first("title") and facts[at].first("title")):
            break
        bare_office = found.first("office") and not found.is_dated and not has("office_label", found.line.bare)
        if bare_office and _without_suffix(found.line.bare) == found.line.bare:
            dated_below = place + 1 < len(facts) and facts[place + 1].is_dated and not facts[place + 1].parts
            if (has_office and not dated_below) or _opens_article(lines, place):
                break
        has_office = has_office or bool(found.first("office"))
        last = place
    return last


def _opens_article(lines: Sequence[Line], place: int) -> bool:
    """Tell whether running text follows, so that the line is a headline although it ends like an office."""
    return place + 1 < len(lines) and lines[place + 1].is_paragraph and has("news_verb", lines[place].bare)


def _fill(head: Head, facts: Sequence[_Facts], at: int) -> None:
    for found in facts:
        head.number = _merged(head.number, found.number)
        head.issued_on = head.issued_on or found.date
        head.year = head.year or found.year
    head.title, head.title_line = _title(facts, at)
    offices = [text for found in facts for part, text in found.parts if part == "office" and text != head.title]
    _fill_office(head, offices)
    if head.number is not None and head.issued_on is None and head.number.year is not None:
        head.issued_on = _date_of_year(facts, head.number.year)


def _merged(first: IssueNumber | None, second: IssueNumber | None) -> IssueNumber | None:
    """Put together a number and a 总期号 from two lines."""
    if first is None or second is None:
        return first or second
    if first.number is None and second.number is not None:
        kind = first.kind if first.kind != "regular" else second.kind
        return IssueNumber(kind, second.year or first.year, second.number, second.number_end, first.whole or second.whole)
    return _with_whole(first, second.whole)


def _fill_office(head: Head, offices: Sequence[str]) -> None:
    """Take the first office; of a section that edits (某馆办公室编) the office is what stands before it."""
    for text in offices:
        label = find("office_label", text)
        name = _without_suffix(text[label.end() :] if label else text).strip(_EDGES)
        edits = name != text and not ("主办" in text or "主管" in text)
        section = find("section_of_office", name) if edits else None
        if section:
            head.section = head.section or name
            name = section["office"]
        if head.office is None:
            head.office = name or None
        elif name and not _PLACE.search(name[:8]) and len(offices) == 2 and not section:
            head.office += name  # a long name on two lines


def _title(facts: Sequence[_Facts], at: int) -> tuple[str | None, Line | None]:
    """Find the name of the serial: a line that is called like one, else a short line above the number."""
    named = [(text, found.line) for found in facts for part, text in found.parts if part == "title"]
    if named:
        return next((pair for pair in named if len(pair[0]) > _SHORT_TITLE), named[0])
    above = [(text, found.line) for found in facts[: at + 1] for part, text in found.parts if part == "text"]
    if above:
        return above[0]
    # 青石政协, then 政协青石县委员会办公室主办: a name like that of an office, where another office follows
    first = facts[0].first("office")
    others = any(found.first("office") for found in facts[1:])
    return (first, facts[0].line) if first and others and at > 0 else (None, None)


def _date_of_year(facts: Sequence[_Facts], year: int) -> dt.date | None:
    """Give a date without its year that of the number."""
    for found in facts:
        for mention in find_dates(found.line.bare):
            if mention.kind == "date" and mention.year is None and mention.month and mention.relative is None:
                try:
                    return dt.date(year, mention.month, mention.day or 0)
                except ValueError:
                    continue
    return None
