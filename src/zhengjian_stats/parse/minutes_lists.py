"""Labelled lists (出席：…) to people and groups: which post and unit belongs to whom, in rows, columns and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.groups import find_groups
from zhengjian_stats.parse.minutes_names import SURE, compact, is_absence, kind_of, name_strength, pattern
from zhengjian_stats.parse.minutes_tokens import Span, Token, tokens


@dataclass(slots=True)
class Entry:
    """A person or group of a list; ``roles`` are those that a bracket gives, ``absent`` where one excuses.

    ``is_deputy`` where somebody came in another's place.
    """

    start: int
    end: int
    title: str | None = None
    organization: str | None = None
    roles: tuple[str, ...] = ()
    absent: bool = False
    is_deputy: bool = False
    is_group: bool = False
    headcount: int | None = None


def read_list(text: str, start: int, end: int) -> list[Entry]:
    """Return the people and groups of a labelled list in their order.

    Examples
    --------
    >>> text = "县财政局　局长　周平、吴海安（副局长，请假）；各股负责人"
    >>> [(text[e.start : e.end], e.title, e.organization, e.absent) for e in read_list(text, 0, len(text))]
    [('周平', '局长', '县财政局', False), ('吴海安', '副局长', '县财政局', True), ('各股负责人', None, None, False)]
    """
    reader = _Reader(text)
    for line in _rows(tokens(text, start, end)):
        reader.read(line)
    return reader.entries


def is_list(text: str, start: int, end: int) -> bool:
    """Say whether a line holds nothing but people, posts, units and groups.

    Examples
    --------
    >>> is_list("周平　馆长", 0, 5), is_list("会议听取了汇报。", 0, 8), is_list("散会", 0, 2)
    (True, False, False)
    """
    found = tokens(text, start, end)
    kinds = {token.kind for token in found}
    return bool(found) and "other" not in kinds and bool(kinds - {"absence"}) and not _HEADING.match(text, start, end)


#: 一、关于…: a section of the text, whatever its words are; numbers before names are digits or stand by themselves.
_HEADING: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．](?=[^，。]*(?:关于|工作|问题|情况|事项))")


def _rows(found: list[Token]) -> Iterator[list[Token]]:
    """Yield the items line by line; a table with a cell a line is one row, a line of posts goes on in the next."""
    kinds = {token.kind for token in found}
    single = all(a.before == "line" for a in found[1:])
    if single and len(found) > 1 and {"name", "post"} <= kinds and not any(t.lead or t.tail or t.bracket for t in found):
        yield found
        return
    line: list[Token] = []
    for token in found:
        if token.before == "line" and line and not _goes_on(line, token):
            yield line
            line = []
        line.append(token)
    if line:
        yield line


def _goes_on(line: Sequence[Token], following: Token) -> bool:
    """Say whether a line only gives the post or unit of the names on the next."""
    bare = following.kind == "name" and following.lead is None and following.tail is None
    return bare and line[-1].kind in {"post", "unit"} and all(token.kind in {"post", "unit", "skip"} for token in line)


@dataclass(frozen=True, slots=True)
class _Order:
    """Whether posts and units stand behind the names of a row (张三　局长) rather than before them."""

    posts_behind: bool
    units_behind: bool


def _order_of(row: Sequence[Token]) -> _Order:
    bare = [t for t in row if t.kind in {"post", "unit"} or (t.kind == "name" and t.lead is None)]
    first = {kind: next((i for i, t in enumerate(bare) if t.kind == kind), len(bare)) for kind in ("name", "post", "unit")}
    apart = all(b.before in _APART for a, b in pairwise(bare) if (a.kind, b.kind) == ("name", "post"))
    return _Order(apart and first["name"] < first["post"] < len(bare), first["name"] < first["unit"])


_APART: Final = frozenset({"blank", "wide", "line", "colon"})


@dataclass(slots=True)
class _Reader:
    """Reads the items of a list in order: posts and units that wait for a name, and those that are carried along."""

    text: str
    entries: list[Entry] = field(default_factory=list)
    waiting: list[Token] = field(default_factory=list)
    unit: str | None = None
    glued: str | None = None
    title: str | None = None
    last: Entry | None = None

    def read(self, row: Sequence[Token]) -> None:
        """Read one row; what waits at its end is nobody's post: a group."""
        order = _order_of(row)
        if row and row[0].before in {"line", "strong"}:
            self._forget()
        for token in row:
            if token.before == "strong":
                self._close()
                self._forget()
            elif token.before == "comma":
                self.title = self.glued = None
            self._take(token, order)
        self._close()

    def _forget(self) -> None:
        self.unit = self.glued = self.title = self.last = None

    def _take(self, token: Token, order: _Order) -> None:
        if token.kind == "name":
            self._person(token)
        elif token.kind == "absence":
            if self.last and token.before in _APART:
                self.last.absent = True
        elif token.kind in {"post", "unit", "group"} and not self._behind_name(token, order):
            if token.before == "colon" and token.kind == "unit" and self.waiting[-1:] and self.waiting[-1].kind == "unit":
                self.waiting.pop()  # 施工单位：某某公司　周平: what a unit is there for
            if token.bracket and (inside := _names_inside(self.text, token.bracket)):
                self._people_inside(token, inside)
            else:
                self.waiting.append(token)

    def _behind_name(self, token: Token, order: _Order) -> bool:
        """Give a post or unit in a column behind a name to that name."""
        last = self.last
        if last is None or last.is_group or token.before not in _APART or self.waiting:
            joins = last is not None and last.title and token.kind == "post" and token.before == "list" and order.posts_behind
            if joins and last and not self.waiting and self.text[token.start - 1] == "、":
                last.title = f"{last.title}、{compact(self.text[token.start : token.end])}"
                return True
            return False
        words = compact(self.text[token.start : token.end])
        if token.kind == "post" and order.posts_behind and last.title is None:
            last.title = words
            return True
        if token.kind == "unit" and order.units_behind and last.organization is None:
            last.organization = words
            return True
        return False

    def _person(self, token: Token) -> None:
        start, end = token.name or (token.start, token.end)
        entry = Entry(start, end)
        own = self._own_title(token)
        inside = _inside(self.text, token.bracket)
        if own:
            self.title, self.glued = own, self.glued if token.tail else None
        elif token.before not in {"list", "blank", "wide"} or inside.title or token.lead:
            self.title = None
        entry.title = own or inside.title or self.title
        self.title = None if token.tail else self.title
        entry.organization = inside.organization or self.glued or self.unit
        entry.roles, entry.absent = inside.roles, inside.absent
        self.last = entry
        self.entries.append(entry)
        if inside.deputy:
            self.entries.append(Entry(*inside.deputy, organization=entry.organization, is_deputy=True))

    def _own_title(self, token: Token) -> str | None:
        """Return the post written with a name, joined with those that wait before it; note its unit."""
        if token.tail:
            self._close()
            self.glued = self._words(token.lead) if token.lead else self.glued
            return self._words(token.tail)
        posts = self._attached(token)
        if token.lead and token.lead_kind == "unit":
            self.glued = self._words(token.lead)
        begin = posts[0].start if posts else token.lead[0] if token.lead else None
        if begin is None or (token.lead and token.lead_kind == "unit"):
            return None
        return self._words((begin, token.lead[1] if token.lead else posts[-1].end))

    def _words(self, span: Span) -> str:
        return compact(self.text[span[0] : span[1]])

    def _attached(self, token: Token) -> list[Token]:
        """Take the posts (and the unit) that belong to the name off what waits; the rest are groups."""
        posts: list[Token] = []
        joint = token.before
        wants_post = token.lead is None or token.lead_kind == "post"
        while self.waiting and wants_post and self.waiting[-1].kind in {"post", "group"}:
            last = self.waiting[-1]
            glued = joint in {"list", "comma"} and (posts or token.lead)
            if not (joint in _APART or (glued and last.kind == "post")) or (posts and joint in _APART):
                break
            if last.kind == "group" and (posts or token.lead):
                break
            posts.insert(0, self.waiting.pop())
            joint = last.before
        if self.waiting and self.waiting[-1].kind == "unit" and joint in _APART:
            unit = self.waiting.pop()
            self.unit, self.glued = self._words((unit.start, unit.end)), None
        self._close()
        return posts

    def _people_inside(self, token: Token, inside: list[Span]) -> None:
        """县财政局（周平、吴海安）: the unit or post of those in the bracket."""
        self._close()
        words = compact(self.text[token.start : token.end])
        for start, end in inside:
            is_post = token.kind == "post"
            self.entries.append(Entry(start, end, words if is_post else None, words if token.kind == "unit" else self.unit))
        self.last = None

    def _close(self) -> None:
        """Make groups of what waits for a name and gets none."""
        run: list[Token] = []
        for token in [*self.waiting, None]:
            if token is not None and len(run) < _LONGEST_RUN and (not run or token.before in {"list", "blank"}):
                run.append(token)
                continue
            if run:
                self.entries.extend(_groups(self.text, run))
            run = [token] if token else []
        self.waiting = []


#: So many units or posts before one head are no list of a meeting any more.
_LONGEST_RUN: Final = 60


def _groups(text: str, run: Sequence[Token]) -> Iterator[Entry]:
    start, end = run[0].start, run[-1].end
    found = find_groups(text, start, end, bodies=True)
    if (not found and any(token.kind != "unit" for token in run)) or (not found and len(text[start:end]) > 2):
        yield Entry(start, end, is_group=True)
    for group in found:
        yield Entry(group.start, group.end, is_group=True, headcount=group.headcount)


def _names_inside(text: str, bracket: Span) -> list[Span]:
    found = tokens(text, bracket[0] + 1, bracket[1] - 1)
    spans = [token.name for token in found if token.kind == "name" and token.name]
    return spans if found and len(spans) == len(found) else []


@dataclass(frozen=True, slots=True)
class _Inside:
    """What a bracket behind a name says."""

    title: str | None = None
    organization: str | None = None
    roles: tuple[str, ...] = ()
    absent: bool = False
    deputy: Span | None = None


@cache
def _role_words() -> dict[str, str]:
    table = lexicon.load("minutes")["labels"]
    backs = ("", "人", "人员", "会议")
    return {
        word + back: role for role in ("chair", "in_attendance", "report", "remarks") for word in table[role] for back in backs
    }


def _inside(text: str, bracket: Span | None) -> _Inside:
    """Read a bracket behind a name: post, unit, another role, why somebody is absent."""
    read = _Inside()
    if bracket is None:
        return read
    posts: list[str] = []
    for part in re.split(r"[，,；;]", text[bracket[0] : bracket[1]].strip("（）() 　")):
        words = compact(part)
        sent = pattern("value", "deputy").fullmatch(words)
        if sent and name_strength(name := next(filter(None, sent.groups()))):
            place = text.index(name, *bracket)
            read = replace(read, absent=True, deputy=(place, place + len(name)))
        elif words in _role_words():
            read = replace(read, roles=(*read.roles, _role_words()[words]))
        elif is_absence(words):
            read = replace(read, absent=True)
        elif words and not pattern("value", "reason").search(words):
            body, post = _post_of(part)
            posts.extend([post] if post else [])
            read = replace(read, organization=read.organization or body)
    return replace(read, title="，".join(posts) or None)


def _post_of(part: str) -> tuple[str | None, str | None]:
    """Return unit and post of a part of a bracket: 县财政局局长, 县财政局　局长, 县财政局."""
    items = part.split()
    if len(items) == 2 and kind_of(items[0]) == "unit" and kind_of(items[1]) == "post":
        return items[0], items[1]
    words = compact(part)
    kinds = [kind_of(item) for item in words.split("、")]
    if "post" in kinds[-1:] or "group" in kinds[-1:]:
        return None, words
    return (words, None) if kinds[-1] == "unit" and name_strength(words) < SURE else (None, None)
