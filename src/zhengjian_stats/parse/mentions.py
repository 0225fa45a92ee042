"""People in a sentence: names with the posts written before or behind them, carried along lists.

A name is taken only where something makes it one: a post right before or behind it, a list of names, a name known from the
article, or the beginning of a clause that goes on with an act (主持, 出席 …).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse import foreign_names, names
from zhengjian_stats.parse.known_people import KnownPeople, Mention
from zhengjian_stats.parse.name_model import log_odds, name_model, strength_after
from zhengjian_stats.parse.partial_names import find_partial_names
from zhengjian_stats.parse.posted_names import placed_name
from zhengjian_stats.parse.spans import Spans, last_before
from zhengjian_stats.parse.titled_names import (
    SURE,
    act_follows,
    names_behind_bodies,
    names_with_posts_before,
    names_with_posts_behind,
    names_with_posts_in_brackets,
    with_post_behind,
)

__all__ = ["KnownPeople", "Mention", "find_people", "settle"]

_LIST_GAP: Final = re.compile(r"(?:（[^（）]{1,12}）)?\s*(?:[、，,]|、?以及|、?和|、?与|、?及)\s*")


@cache
def _things() -> tuple[str, ...]:
    """Return what a name goes on with that names an idea or a thing (雷锋精神)."""
    return tuple(lexicon.load("names")["context"]["things"])


@cache
def _act_pattern() -> re.Pattern[str]:
    """Return the pattern of what a clause with a bare name at its head goes on with."""
    table = lexicon.load("roles")["bare_subject"]
    return re.compile(f"{table['pattern']}|{lexicon.load('names')['context']['bare_act']}")


@cache
def _clear_act_pattern() -> re.Pattern[str]:
    return re.compile(lexicon.load("roles")["bare_subject"]["clear"])


#: Odds from which a name without a post at the head of a clause needs no more than a verb of speaking behind it.
_UNDOUBTED: Final = 6.0


def settle(people: list[list[Mention]], known: KnownPeople) -> list[list[Mention]]:
    """Cut a function word off a name where the article also has the name without it (周平向 beside 周平).

    Examples
    --------
    >>> known = KnownPeople({"周平": "馆长", "周平向": None})
    >>> [[m.name for m in settle([[Mention("周平向", 0, 3, 0, 3)]], known)[0]], list(known.posts)]
    [['周平'], ['周平']]
    """
    model = name_model()
    cut = {
        name: name[:-1]
        for name in known.posts
        if name[:-1] in known.posts and (name[-1] in model.after[0] or name[-1] in model.light or name[-1] in model.rare)
    }
    for name in cut:
        title = known.posts.pop(name)
        known.posts[cut[name]] = known.posts[cut[name]] or title
    known.forget_writings()
    return [[_cut_off(m) if m.name in cut else m for m in sentence] for sentence in people]


def _cut_off(mention: Mention) -> Mention:
    finish = mention.finish - 1 if mention.finish == mention.end else mention.finish
    return replace(mention, name=mention.name[:-1], end=mention.end - 1, finish=finish)


def _continue_list(text: str, mention: Mention, end: int, taken: Spans) -> list[Mention]:
    """Read bare names that follow in the list; the post of the first is theirs too (副主任甲、乙)."""
    found: list[Mention] = []
    position = mention.finish
    while True:
        gap = _LIST_GAP.match(text, position, end)
        if gap is None:
            return found
        inside = gap.end() in taken
        size = (
            _name_before_conjunction(text, gap.end(), end)
            if inside
            else _list_item(text, gap, end, posted=mention.title is not None)
        )
        if not size:
            return found
        follower = Mention(text[gap.end() : gap.end() + size], gap.end(), gap.end() + size, gap.end(), gap.end() + size)
        follower = with_post_behind(text, follower, end)
        follower = replace(follower, title=mention.title or follower.title)
        found.append(follower)
        position = follower.finish


def _name_before_conjunction(text: str, begin: int, end: int) -> int:
    """Read a name that the next post reached back over (副馆长甲、乙和巡视员丙: 乙)."""
    size = names.han_name_at(text, begin, end)
    plausible = size > 0 and names.is_plausible_name(text[begin : begin + size])
    return size if plausible and text.startswith(("和", "与", "及", "以及"), begin + size) else 0


def _list_item(text: str, gap: re.Match[str], end: int, *, posted: bool) -> int | None:
    """Return the length of the bare name behind a list mark, where it is one; ``posted``: the list opens with a post."""
    begin = gap.end()
    comma = "，" in gap.group() or "," in gap.group()
    size = names.han_name_at(text, begin, end)
    if size and not comma and _closes_item(text, begin + size, end):
        name = text[begin : begin + size]
        return placed_name(text, begin, end) or None if name_model().is_word(name) else size
    foreign = 0 if comma else foreign_names.foreign_name_at(text, begin, end) or names.unlisted_name_at(text, begin, end)
    if foreign and _closes_item(text, begin + foreign, end):
        return foreign
    return None if comma else _sandwiched(text, begin, end) or (placed_name(text, begin, end) if posted else None)


def _sandwiched(text: str, begin: int, end: int) -> int | None:
    """Read an item that stands between names as a name too, though it reads as a word (甲、成功、乙)."""
    item = _ITEM.match(text, begin, end)
    if item is None or names.ends_like_body(item.group()) or not names.surname_length(text, begin):
        return None
    following = names.han_name_at(text, item.end() + 1, end)
    clear = following and log_odds(text[item.end() + 1 : item.end() + 1 + following]) >= SURE
    return len(item.group()) if clear else None


_ITEM: Final = re.compile("[\u3400-\u9fff]{2,3}(?=、)")


def _closes_item(text: str, position: int, end: int) -> bool:
    return strength_after(text, position, end) >= 1


def _clause_starts(text: str, start: int, end: int) -> list[int]:
    return [start, *(i + 1 for i in range(start, end) if text[i] in "，：,:。；”）)、的")]


def _bare_lists(text: str, start: int, end: int, taken: Spans) -> list[Mention]:
    """Read names without posts at the head of a clause that goes on with an act."""
    found: list[Mention] = []
    reached = start
    for begin in _clause_starts(text, start, end):
        if begin < reached or begin in taken:
            continue
        run = _bare_run(text, begin, end)
        if run and _run_is_people(text, run, end):
            found.extend(run)
            reached = run[-1].finish
        elif run and _act_pattern().match(text, run[-1].finish, end) is None:
            reached = run[-1].finish  # what makes no people of the list makes none of its rest: it ends in the same place
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
            size = foreign_names.foreign_name_at(text, position, end) or names.unlisted_name_at(text, position, end)
        if not size:
            size = foreign_names.dotted_name_at(text, position, end)
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
    if text[run[0].start - 1 : run[0].start] in {"在", "由", "请"} and not text.startswith(_INSIDE, run[-1].finish):
        return False
    if act is None and _clear_act_pattern().match(text, run[-1].finish, end):
        return all(log_odds(m.name) >= _UNDOUBTED for m in run)
    goes_on = strength_after(text, run[-1].finish, end) == _BEFORE_WORD and text[run[-1].finish] != "等"
    if act is None and goes_on and len(run) > 1 and all(log_odds(m.name) >= SURE for m in run):
        return True
    if act is None:
        return len(run) > 2 and text.startswith("等", run[-1].finish) and act_follows(text, run[-1].finish, end)
    return len(run) > 1 or text[run[0].start - 1 : run[0].start] not in {"、", "的"}


#: How well a name ends before a word of two characters that goes on from names.
_BEFORE_WORD: Final = 2
#: What a subject inside a clause goes on with.
_INSIDE: Final = ("主持", "的陪同", "陪同", "带队", "率队", "主讲", "授课", "作", "召集", "领学", "传达", "宣读")


def _known_mentions(text: str, start: int, end: int, known: KnownPeople) -> list[Mention]:
    return [
        Mention(text[begin:finish], begin, finish, begin, finish)
        for begin, finish in known.places(text, start, end)
        if not text.startswith(_things(), finish)
    ]


def _without_overlap(mentions: list[Mention]) -> list[Mention]:
    """Keep, of overlapping mentions, the one that says more (with a post; then the longer)."""
    kept: list[Mention] = []
    spans = Spans()
    for mention in sorted(mentions, key=lambda m: (m.title is None, -(m.end - m.start), m.start)):
        if not spans.meets(mention.start, mention.end):
            kept.append(mention)
            spans.add(mention.start, mention.end)
    return sorted(kept, key=lambda m: m.start)


def find_people(text: str, start: int, end: int, known: KnownPeople) -> list[Mention]:
    """Return the people of a sentence in the order of the text, and remember them in ``known``.

    Examples
    --------
    >>> [(m.title, m.name) for m in find_people("副主任周平、吴海安参加会议", 0, 13, KnownPeople())]
    [('副主任', '周平'), ('副主任', '吴海安')]
    """
    posted = names_with_posts_before(text, start, end)
    posted += names_with_posts_behind(text, start, end, posted)
    posted += names_with_posts_in_brackets(text, start, end, posted)
    taken = _places(posted)
    posted += names_behind_bodies(text, start, end, taken)
    listed = [f for m in posted for f in _continue_list(text, m, end, taken)]
    bare = _bare_lists(text, start, end, _places([*posted, *listed]))
    # Who is named in part is not remembered as known: 陈 of 陈书记 stands in many a word.
    partial = [_in_part(text, p.start, p.end, p.finish) for p in find_partial_names(text, start, end, known)]
    mentions = _apart([m for m in posted + listed + bare if not _is_thing(text, m)], partial)
    mentions = _without_overlap(mentions)
    named = _apart(_known_mentions(text, start, end, known), mentions)
    finishes = sorted(m.finish for m in [*mentions, *named])
    mentions = [_behind_others(text, m, finishes) for m in mentions]
    for mention in mentions:
        known.add(mention)
    mentions += _apart(partial, mentions)
    again = _apart(_known_mentions(text, start, end, known), mentions)
    return sorted(mentions + again, key=lambda m: m.start)


def _places(mentions: list[Mention]) -> Spans:
    return Spans((m.begin, m.finish) for m in mentions)


def _in_part(text: str, start: int, end: int, finish: int) -> Mention:
    return Mention(text[start:end], start, end, start, finish, text[end:finish])


def _apart(mentions: list[Mention], others: list[Mention]) -> list[Mention]:
    """Return those of whom no letter belongs to one of the others."""
    spans = Spans((other.start, other.end) for other in others)
    return [m for m in mentions if not spans.meets(m.start, m.end)]


def _behind_others(text: str, mention: Mention, finishes: list[int]) -> Mention:
    """Cut a post that reached back over another name (甲和巡视员乙: the post of 乙 is 巡视员)."""
    begin = last_before(finishes, mention.start)
    if begin <= mention.begin:
        return mention
    gap = _LIST_GAP.match(text, begin, mention.start)
    begin = gap.end() if gap else begin
    return replace(mention, begin=begin, title=text[begin : mention.start] or None)


def _is_thing(text: str, mention: Mention) -> bool:
    return text.startswith(_things(), mention.end) or text[mention.start - 1 : mention.start] == "《"
