"""People in a sentence: names with the posts written before or behind them, carried along lists.

A name is taken only where something makes it one: a post right before or behind it, a list of names, a name known from the
article, or the beginning of a clause that goes on with an act (主持, 出席 …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse import names, titles
from zhengjian_stats.parse.partial_names import find_partial_names


@dataclass(frozen=True, slots=True)
class Mention:
    """A person at a place: ``text[start:end]`` is the name; ``begin`` to ``finish`` also covers the post."""

    name: str
    start: int
    end: int
    begin: int
    finish: int
    title: str | None = None


@dataclass(slots=True)
class KnownPeople:
    """The people of an article so far: name → first post."""

    posts: dict[str, str | None] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = None

    def add(self, mention: Mention) -> None:
        """Remember a person; the first post stays."""
        if mention.name not in self.posts:
            self._pattern = None
        self.posts[mention.name] = self.posts.get(mention.name) or mention.title

    def forget_pattern(self) -> None:
        """Make the pattern anew when it is next asked for."""
        self._pattern = None

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Pattern of all known names, longest first."""
        if self._pattern is None and self.posts:
            ordered = sorted(self.posts, key=lambda n: (-len(n), n))
            self._pattern = re.compile("|".join(map(re.escape, ordered)))
        return self._pattern


_SEPARATOR: Final = re.compile(r"[、，,]|以及|和|与|及|暨")
_LIST_GAP: Final = re.compile(r"\s*(?:[、，,]|、?以及|、?和|、?与|、?及)\s*")
_CLAUSE_OPENERS: Final = frozenset("。；！？，：,;:!?\n“”（(、")
_HONORIFIC: Final = re.compile(r"同志|(?<!\w)先生|女士|老师")


@cache
def _context(key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("names")["context"][key])


@cache
def _things() -> tuple[str, ...]:
    """Return what a name goes on with that names an idea or a thing (雷锋精神)."""
    return tuple(lexicon.load("names")["context"]["things"])


@cache
def _act_pattern() -> re.Pattern[str]:
    """Return the pattern of what a clause with a bare name at its head goes on with."""
    table = lexicon.load("roles")["bare_subject"]
    return re.compile(table["pattern"])


def _title_before(text: str, floor: int, head_end: int, ceiling: int) -> Mention | None:
    """Read a name behind a post that ends at ``head_end``."""
    size = _name_size(text, head_end, ceiling)
    if not size or names.reads_as_word(text, head_end, size, ceiling):
        return None
    begin = titles.title_start(text, floor, head_end)
    name = text[head_end : head_end + size]
    return Mention(name, head_end, head_end + size, begin, head_end + size, text[begin:head_end])


def _name_size(text: str, position: int, limit: int) -> int:
    return names.han_name_at(text, position, limit) or names.foreign_name_at(text, position, limit)


def _behind(text: str, mention: Mention, ceiling: int) -> Mention:
    """Take in what stands behind the name: a post where there is none before, a word of respect."""
    match = titles.after_name_pattern().match(text, mention.end, ceiling)
    finish = mention.end
    title = mention.title
    if match and not _name_size(text, match.end(), ceiling):
        finish = match.end()
        title = title or match.group()
    honorific = _HONORIFIC.match(text, finish, ceiling)
    if honorific:
        finish = honorific.end()
    return replace(mention, finish=finish, title=title)


def _names_with_posts_before(text: str, start: int, end: int) -> list[Mention]:
    found: list[Mention] = []
    floor = start
    for match in titles.head_pattern().finditer(text, start, end):
        if match.end() <= floor:
            continue
        mention = _title_before(text, floor, match.end(), end)
        if mention is None:
            continue
        mention = _behind(text, mention, end)
        found.append(mention)
        floor = mention.finish
    return found


def _names_with_posts_behind(text: str, start: int, end: int, taken: list[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for match in titles.after_name_pattern().finditer(text, start, end):
        if any(m.begin <= match.start() < m.finish for m in taken):
            continue
        for size in (3, 2, 4):
            begin = match.start() - size
            if begin < start or not _reads_as_name(text, begin, match.start(), start):
                continue
            name = text[begin : match.start()]
            floor = max((m.finish for m in [*taken, *found] if m.finish <= begin), default=start)
            title = _post_before_body(text, floor, begin)
            found.append(_behind(text, Mention(name, begin, match.start(), begin, match.end(), title), end))
            break
    return found


def _post_before_body(text: str, start: int, begin: int) -> str | None:
    """Read the post before the body of a person (项目首席专家、某某研究所姓名研究员)."""
    items = re.split(r"[，。；：,;:\n]", text[start:begin])[-1].split("、")
    if len(items) < 2 or not titles.is_person_post(items[-2]):
        return None
    return items[-2][titles.title_start(items[-2], 0, len(items[-2])) :]


def settle(people: list[list[Mention]], known: KnownPeople) -> list[list[Mention]]:
    """Cut a function word off a name where the article also has the name without it (王毅向 beside 王毅).

    Examples
    --------
    >>> known = KnownPeople({"周平": "馆长", "周平向": None})
    >>> [[m.name for m in settle([[Mention("周平向", 0, 3, 0, 3)]], known)[0]], list(known.posts)]
    [['周平'], ['周平']]
    """
    model = names.name_model()
    cut = {
        name: name[:-1]
        for name in known.posts
        if name[:-1] in known.posts and (name[-1] in model.after[0] or name[-1] in model.light or name[-1] in model.rare)
    }
    for name in cut:
        title = known.posts.pop(name)
        known.posts[cut[name]] = known.posts[cut[name]] or title
    known.forget_pattern()
    return [[_cut_off(m) if m.name in cut else m for m in sentence] for sentence in people]


def _cut_off(mention: Mention) -> Mention:
    finish = mention.finish - 1 if mention.finish == mention.end else mention.finish
    return replace(mention, name=mention.name[:-1], end=mention.end - 1, finish=finish)


def _names_behind_bodies(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[Mention]:
    """Read a name right behind the body it belongs to, in a list of such (某某学院姓名、姓名等)."""
    found: list[Mention] = []
    for match in _context("body_then_name").finditer(text, start, end):
        begin = match.end()
        size = names.han_name_at(text, begin, end)
        name = text[begin : begin + size]
        if not size or not names.is_plausible_name(name) or any(a <= begin < b for a, b in taken):
            continue
        if text.startswith(("、", "，", "等"), begin + size) and _act_follows(text, begin + size, end):
            found.append(Mention(name, begin, begin + size, begin, begin + size))
    return found


def _act_follows(text: str, position: int, end: int) -> bool:
    """Say whether the sentence goes on with what people do."""
    return _context("any_act").search(text, position, end) is not None


def _reads_as_name(text: str, begin: int, end: int, floor: int) -> bool:
    name = text[begin:end]
    double = name[:2] in names.name_model().double_surnames
    if not names.is_plausible_name(name) or names.ends_like_body(name) or (len(name) == 4 and not double):
        return False
    before = text[floor:begin]
    if not before or before[-1] in _CLAUSE_OPENERS or before[-1] in " 　和与及":
        return True
    return _context("body_end").search(before) is not None or _context("verb_before").search(before) is not None


def _continue_list(text: str, mention: Mention, end: int, taken: list[tuple[int, int]]) -> list[Mention]:
    """Read bare names that follow in the list; the post of the first is theirs too (副主任甲、乙)."""
    found: list[Mention] = []
    position = mention.finish
    while True:
        gap = _LIST_GAP.match(text, position, end)
        if gap is None:
            return found
        inside = any(a <= gap.end() < b for a, b in taken)
        size = _name_before_conjunction(text, gap.end(), end) if inside else _list_item(text, gap, end)
        if not size:
            return found
        follower = Mention(text[gap.end() : gap.end() + size], gap.end(), gap.end() + size, gap.end(), gap.end() + size)
        follower = _behind(text, follower, end)
        follower = replace(follower, title=mention.title or follower.title)
        found.append(follower)
        position = follower.finish


def _name_before_conjunction(text: str, begin: int, end: int) -> int:
    """Read a name that the next post reached back over (副馆长甲、乙和巡视员丙: 乙)."""
    size = names.han_name_at(text, begin, end)
    plausible = size > 0 and names.is_plausible_name(text[begin : begin + size])
    return size if plausible and text.startswith(("和", "与", "及", "以及"), begin + size) else 0


def _list_item(text: str, gap: re.Match[str], end: int) -> int | None:
    """Return the length of the bare name behind a list mark, where it is one."""
    begin = gap.end()
    comma = "，" in gap.group() or "," in gap.group()
    size = names.han_name_at(text, begin, end)
    if size and not comma and _closes_item(text, begin + size, end):
        name = text[begin : begin + size]
        return None if names.name_model().is_word(name) else size
    foreign = 0 if comma else names.foreign_name_at(text, begin, end) or names.unlisted_name_at(text, begin, end)
    if foreign and _closes_item(text, begin + foreign, end):
        return foreign
    return None


def _closes_item(text: str, position: int, end: int) -> bool:
    return names.strength_after(text, position, end) >= 1


def _clause_starts(text: str, start: int, end: int) -> list[int]:
    return [start, *(i + 1 for i in range(start, end) if text[i] in "，：,:。；”）)、的")]


def _bare_lists(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[Mention]:
    """Read names without posts at the head of a clause that goes on with an act."""
    found: list[Mention] = []
    reached = start
    for begin in _clause_starts(text, start, end):
        if begin < reached or any(a <= begin < b for a, b in taken):
            continue
        run = _bare_run(text, begin, end)
        if run and _run_is_people(text, run, end):
            found.extend(run)
            reached = run[-1].finish
    return found


def _bare_run(text: str, begin: int, end: int) -> list[Mention]:
    run: list[Mention] = []
    position = begin
    while position < end:
        size = names.han_name_at(text, position, end)
        name = text[position : position + size]
        if size and not names.is_plausible_name(name):
            size = 0
        if not size and (run or _list_ahead(text, position, end)):
            size = names.foreign_name_at(text, position, end) or names.unlisted_name_at(text, position, end)
        if not size:
            break
        run.append(Mention(text[position : position + size], position, position + size, position, position + size))
        gap = _LIST_GAP.match(text, position + size, end)
        if gap is None or gap.group().strip() in {"，", ","}:
            break
        position = gap.end()
    return run


def _list_ahead(text: str, position: int, end: int) -> bool:
    """Say whether a plausible name follows the first 、: then the item before it may be one with a rare surname."""
    mark = text.find("、", position, position + 5)
    if mark < 0 or mark >= end:
        return False
    size = names.han_name_at(text, mark + 1, end)
    return size > 0 and names.is_plausible_name(text[mark + 1 : mark + 1 + size])


def _run_is_people(text: str, run: list[Mention], end: int) -> bool:
    act = _act_pattern().match(text, run[-1].finish, end)
    if act is None:
        return len(run) > 2 and text.startswith("等", run[-1].finish) and _act_follows(text, run[-1].finish, end)
    return len(run) > 1 or text[run[0].start - 1 : run[0].start] not in {"、", "的"}


def _known_mentions(text: str, start: int, end: int, known: KnownPeople) -> list[Mention]:
    pattern = known.pattern
    if pattern is None:
        return []
    return [
        Mention(m.group(), m.start(), m.end(), m.start(), m.end())
        for m in pattern.finditer(text, start, end)
        if not text.startswith(_things(), m.end())
    ]


#: A name that goes on like this names an idea or a thing (习近平新时代…, 雷锋精神).


def _without_overlap(mentions: list[Mention]) -> list[Mention]:
    """Keep, of overlapping mentions, the one that says more (with a post; then the longer)."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.title is None, -(m.end - m.start), m.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def find_people(text: str, start: int, end: int, known: KnownPeople) -> list[Mention]:
    """Return the people of a sentence in the order of the text, and remember them in ``known``.

    Examples
    --------
    >>> [(m.title, m.name) for m in find_people("副主任周平、吴海安参加会议", 0, 13, KnownPeople())]
    [('副主任', '周平'), ('副主任', '吴海安')]
    """
    posted = _names_with_posts_before(text, start, end)
    posted += _names_with_posts_behind(text, start, end, posted)
    taken = [(m.begin, m.finish) for m in posted]
    posted += _names_behind_bodies(text, start, end, taken)
    listed = [f for m in posted for f in _continue_list(text, m, end, taken)]
    taken += [(m.begin, m.finish) for m in listed]
    bare = _bare_lists(text, start, end, taken)
    # Who is named in part is not remembered as known: 陈 of 陈书记 stands in many a word.
    partial = [_in_part(text, p.start, p.end, p.finish) for p in find_partial_names(text, start, end, known.posts)]
    mentions = [m for m in posted + listed + bare if not _is_thing(text, m) and _is_apart(m, partial)]
    mentions = _without_overlap(mentions)
    mentions = [_behind_others(text, m, mentions) for m in mentions]
    for mention in mentions:
        known.add(mention)
    mentions += [m for m in partial if _is_apart(m, mentions)]
    again = [m for m in _known_mentions(text, start, end, known) if _is_apart(m, mentions)]
    return sorted(mentions + again, key=lambda m: m.start)


def _in_part(text: str, start: int, end: int, finish: int) -> Mention:
    return Mention(text[start:end], start, end, start, finish, text[end:finish])


def _is_apart(mention: Mention, others: list[Mention]) -> bool:
    return all(mention.end <= other.start or other.end <= mention.start for other in others)


def _behind_others(text: str, mention: Mention, mentions: list[Mention]) -> Mention:
    """Cut a post that reached back over another name (甲和巡视员乙: the post of 乙 is 巡视员)."""
    inside = [m.finish for m in mentions if mention.begin < m.finish <= mention.start and m is not mention]
    if not inside:
        return mention
    begin = max(inside)
    gap = _LIST_GAP.match(text, begin, mention.start)
    begin = gap.end() if gap else begin
    return replace(mention, begin=begin, title=text[begin : mention.start] or None)


def _is_thing(text: str, mention: Mention) -> bool:
    return text.startswith(_things(), mention.end) or text[mention.start - 1 : mention.start] == "《"
