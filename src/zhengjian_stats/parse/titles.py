"""Posts: where one ends, where it begins, and whether it is one person's or a group's."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.name_model import log_odds
from zhengjian_stats.parse.names import is_plausible_name

_BOUNDARY: Final = '，。；：！？!?;:,\n“”"《》…'
_MAX_TITLE: Final = 60


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def head_pattern() -> re.Pattern[str]:
    """Return the pattern of a head noun that ends a post."""
    table = lexicon.load("titles")["heads"]
    unless = _alternation(table["unless"])
    other = f"{_alternation(table['not_before'])}|{table['nation']}"
    return re.compile(f"(?:{_alternation(table['words'])})(?!(?!{unless})(?:{other}))")


@cache
def any_head_pattern() -> re.Pattern[str]:
    """Return the pattern of what may end a post that is on no list: a listed head before an odd character, 员, 师, 手."""
    table = lexicon.load("titles")["heads"]
    return re.compile(f"(?:{_alternation(table['words'])})|{table['unlisted']}|{_alternation(table['kin'])}")


@cache
def _person_heads() -> tuple[str, ...]:
    return tuple(lexicon.load("titles")["person_only"]["words"])


def is_kin(text: str, end: int) -> bool:
    """Say whether the word that ends here tells whose kin somebody is (儿子): it makes a name, and is no post.

    Examples
    --------
    >>> is_kin("郑小川儿子", 5), is_kin("科长", 2)
    (True, False)
    """
    return text.endswith(tuple(lexicon.load("titles")["heads"]["kin"]), 0, end)


@cache
def after_name_pattern() -> re.Pattern[str]:
    """Return the pattern of a post written right behind a name."""
    table = lexicon.load("titles")
    return re.compile(f"(?:{_alternation(table['after_name']['words'])})(?!{_alternation(table['heads']['not_before'])})")


@cache
def _lead_in_pattern() -> re.Pattern[str]:
    table = lexicon.load("titles")["lead_in"]
    strong = [word for word in table["words"] if word not in table["inside_bodies"]]
    return re.compile(f"(?:{_alternation(strong)})")


@cache
def _title_pattern(key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("titles")["lead_in"][key])


@cache
def _own() -> tuple[str, ...]:
    return tuple(sorted(lexicon.load("titles")["lead_in"]["own"], key=len, reverse=True))


# 与/和/由 and the like begin a post only where what stands before is finished: a clause opener, a meeting, a person's post.


def is_person_post(item: str) -> bool:
    """Say whether a list item without a name is one person's post (it then joins the post that follows).

    Examples
    --------
    >>> is_person_post("省委常委"), is_person_post("各处室负责人"), is_person_post("综合处")
    (True, False, False)
    """
    return item.endswith(_person_heads()) and not is_group_text(item)


def ends_in_post(item: str) -> bool:
    """Say whether words end with a post that one person may hold (县农技中心主任、高级农艺师).

    Examples
    --------
    >>> ends_in_post("高级农艺师"), ends_in_post("各科室主任"), ends_in_post("下同")
    (True, False, False)
    """
    return any(m.end() == len(item) for m in any_head_pattern().finditer(item)) and not is_group_text(item)


@cache
def _specific() -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = lexicon.load("titles")["specific"]
    return tuple(table["heads"]), tuple(table["unless"])


#: A post with so many characters says whose or which it is (副县长, 秘书长).
_SPECIFIC: Final = 3


def is_specific(title: str) -> bool:
    """Say whether a post is one that only one person can hold, named with its body or rank.

    Examples
    --------
    >>> is_specific("县财政局局长"), is_specific("总书记"), is_specific("学生代表")
    (True, False, False)
    """
    heads, unless = _specific()
    return len(title) >= _SPECIFIC and title.endswith(heads) and not title.endswith(unless) and not is_group_text(title)


@cache
def _group_marks() -> re.Pattern[str]:
    table = lexicon.load("groups")["marks"]
    anywhere = [word for word in table["words"] if word not in table["at_end"]]
    return re.compile(f"{_alternation(anywhere)}|(?:{_alternation(table['at_end'])})$")


def is_group_text(item: str) -> bool:
    """Say whether the words mark many people (各, 全体, 有关, 部分 …)."""
    one = next((post for post in lexicon.load("groups")["marks"]["unless"] if item.endswith(post)), "")
    return _group_marks().search(item.removesuffix(one)) is not None


def title_start(text: str, floor: int, head_end: int) -> int:
    """Return where the post that ends at ``head_end`` begins, not before ``floor``.

    It reaches back over 、 as long as each item before it is itself one person's post (省委常委、常务副省长), and stops at
    marks, at words that introduce it (会议由…, 近日…) and at 和/与 behind another post.

    Examples
    --------
    >>> t = "会议由省委常委、副省长"
    >>> t[title_start(t, 0, len(t)):]
    '省委常委、副省长'
    """
    begin = max(floor, head_end - _MAX_TITLE)
    begin = _boundary_before(text, begin, head_end)
    begin = _after_open_bracket(text, begin, head_end)
    items = text[begin:head_end].split("、")
    kept = len(items[-1])
    for item in reversed(items[:-1]):
        if not is_person_post(item) or _ends_in_name(item):
            break
        kept += len(item) + 1
    start = head_end - kept
    start = _after_lead_in(text, start, head_end)
    return _after_own(text, start, head_end)


#: Odds from which what stands before a bare post is a name (姓名院长).
_CLEAR_NAME: Final = 4.0


def _ends_in_name(item: str) -> bool:
    """Say whether an item names a person with a post behind (某某大学姓名教授)."""
    if any(log_odds(item[:n]) >= _CLEAR_NAME and after_name_pattern().fullmatch(item, n) for n in (2, 3)):
        return True
    match = _title_pattern("named").search(item)
    return match is not None and is_plausible_name(
        re.sub(r"^.*[学院所局厅部处室校馆社站心司团会]", "", item[: -len(_title_tail(item))])
    )


def _title_tail(item: str) -> str:
    return max((t for t in lexicon.load("titles")["after_name"]["words"] if item.endswith(t)), key=len, default="")


def _boundary_before(text: str, begin: int, end: int) -> int:
    """Return the place behind the last mark; a quotation that closes inside the post belongs to it (“双一流”建设办公室)."""
    index = end - 1
    while index >= begin:
        if text[index] == "”":
            opened = text.rfind("“", begin, index)
            if opened < 0 or index - opened > 20:
                return index + 1
            index = opened
        elif text[index] in _BOUNDARY:
            earlier = _post_before_comma(text, begin, index)
            if earlier is None:
                return index + 1
            index = earlier
        index -= 1
    return begin


def _post_before_comma(text: str, begin: int, comma: int) -> int | None:
    """Return where the first of two posts begins that a comma joins (学会副会长，某大学副校长)."""
    if text[comma] not in "，,":
        return None
    start = max((text.rfind(mark, begin, comma) + 1 for mark in "，。；：！？\n"), default=begin)
    start = max(start, begin)
    segment = text[start:comma]
    last = segment.split("、")[-1]
    if not 3 <= len(segment) <= 40 or not is_person_post(last) or _ends_in_name(last) or _title_pattern("verb").search(segment):
        return None
    return start


#: A clause with one of these is no mere post.


def _after_open_bracket(text: str, begin: int, end: int) -> int:
    """Leave out a bracket that is open where the post ends; a closed one belongs to it (档案馆（校史办）馆长)."""
    depth = 0
    for index in range(end - 1, begin - 1, -1):
        if text[index] in "）)":
            depth += 1
        elif text[index] in "（(":
            depth -= 1
            if depth < 0:
                return index + 1
    return begin


def _name_with_preposition(part: str) -> int:
    """Return the end of a name with a preposition at the head of a post (某某在省委书记…), 0 for none."""
    for size in (3, 2, 4):
        if part[size : size + 1] in _PREPOSITIONS and len(part) > size + 2 and is_plausible_name(part[:size]):
            return size + 1
    return 0


_PREPOSITIONS: Final = frozenset("在同与向对率陪")


def _after_lead_in(text: str, start: int, end: int) -> int:
    part = text[start:end]
    cut = _name_with_preposition(part)
    for match in _lead_in_pattern().finditer(part):
        if match.end() < len(part) - 1:
            cut = match.end()
    for match in _title_pattern("weak").finditer(part):
        if match.end() < len(part) - 1:
            cut = max(cut, match.end())
    while cut < len(part) - 2 and part[cut] in " 　和与及、由":
        cut += 1
    return start + cut


def _after_own(text: str, start: int, end: int) -> int:
    for word in _own():
        if text.startswith(word, start) and end - start - len(word) >= 2:
            return start + len(word)
    return start
