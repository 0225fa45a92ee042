"""Names that a post, a body or a word of respect beside them makes names."""

from __future__ import annotations

import re
from bisect import insort
from dataclasses import replace
from functools import cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse import foreign_names, names, organizations, posted_names, titles
from zhengjian_stats.parse.known_people import Mention
from zhengjian_stats.parse.name_model import HAN, log_odds, name_model, strength_after
from zhengjian_stats.parse.spans import Spans, last_before

_CLAUSE_OPENERS: Final = frozenset("。；！？，：,;:!?\n“”（(、")
_HONORIFIC: Final = re.compile(r"同志|先生|女士|老师")
#: Of these, the ones that make a name of what stands between a body and them (某某大学姓名老师).
_ADDRESS: Final = re.compile(r"先生|女士|老师")


@cache
def context(key: str) -> re.Pattern[str]:
    """Return a pattern of what makes a stretch a name without a post before it."""
    return re.compile(lexicon.load("names")["context"][key])


def _title_before(text: str, floor: int, head_end: int, ceiling: int) -> Mention | None:
    """Read a name behind a post that ends at ``head_end``; a bracket may stand between (副庭长（主持工作）姓名)."""
    begin = titles.title_start(text, floor, head_end)
    specific = titles.is_specific(text[begin:head_end])
    bracket = _BRACKET.match(text, head_end, ceiling)
    name_start = bracket.end() if bracket else head_end
    size = _name_size(text, name_start, ceiling, trusted=specific) or posted_names.spaced_name_at(text, name_start, ceiling)
    if not size and specific:
        size = posted_names.unlisted_name_after_post(text, name_start, ceiling) or posted_names.name_before_word(
            text, name_start, ceiling
        )
    if size and posted_names.reads_as_word(text, name_start, size, ceiling, specific=specific):
        size = 0
    if not size and specific:
        size = posted_names.placed_name(text, name_start, ceiling)
    if not size:
        return None
    name = text[name_start : name_start + size]
    title = None if titles.is_kin(text, head_end) else text[begin:name_start]
    return Mention(name, name_start, name_start + size, begin, name_start + size, title)


_BRACKET: Final = re.compile(r"（[^（）\n]{1,12}）|“[^“”\n]{1,12}”")


def _name_size(text: str, position: int, limit: int, *, trusted: bool = False) -> int:
    size = names.han_name_at(text, position, limit, trusted=trusted)
    if size and strength_after(text, position + size, limit) > 1:
        return size
    longer = foreign_names.foreign_name_at(text, position, limit) if size else 0
    if size:  # 阿苏拉|则一行: without its last character what follows would be no word
        whole = longer > size and not _PREPOSITIONS & set(text[position : position + longer])
        return longer if whole and strength_after(text, position + longer, limit) > 1 else size
    size = foreign_names.foreign_name_at(text, position, limit) or foreign_names.latin_name_at(text, position, limit)
    # 专家代表罗伊·佩莱: a post stands before the name still.
    return 0 if size > 4 and titles.head_pattern().search(text, position, position + size) else size


_PREPOSITIONS: Final = frozenset("在对向就同于与和赴到")


def with_post_behind(text: str, mention: Mention, ceiling: int) -> Mention:
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


def names_with_posts_before(text: str, start: int, end: int) -> list[Mention]:
    """Read the names that stand right behind a post, from left to right."""
    found: list[Mention] = []
    floor = start
    heads = [*titles.head_pattern().finditer(text, start, end), *_unlisted_heads(text, start, end)]
    for match in sorted(heads, key=lambda m: m.end()):
        if match.end() <= floor:
            continue
        mention = _title_before(text, floor, match.end(), end)
        if mention is None:
            continue
        mention = with_post_behind(text, mention, end)
        found.append(mention)
        floor = mention.finish
    return found


def _unlisted_heads(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the ends of words for people on no list (焊接手, 席 behind 秘书长) behind which a clear name stands."""
    found = []
    for match in titles.any_head_pattern().finditer(text, start, end):
        size = names.han_name_at(text, match.end(), end)
        name = text[match.end() : match.end() + size]
        clear = (
            size
            and name[0] not in foreign_names.CONJUNCTIONS
            and log_odds(name) >= (SURE if size == _SHORT else _LONG_SURE)
            and not name_model().is_word(name)
        )
        firm = clear and strength_after(text, match.end() + size, end) >= _CLEAR_END
        if firm or foreign_names.dotted_name_at(text, match.end(), end):
            found.append(match)
    return found


#: Odds that a name of three characters must have there; one of two needs more.
_LONG_SURE: Final = 2.7
_SHORT: Final = 2
#: How well a name must end behind a word that is no listed post.
_CLEAR_END: Final = 2


def names_with_posts_behind(text: str, start: int, end: int, taken: list[Mention]) -> list[Mention]:
    """Read the names that stand right before a post or a word of respect."""
    found: list[Mention] = []
    places = Spans((m.begin, m.finish) for m in taken)
    finishes = sorted(m.finish for m in taken)
    behind = [*titles.after_name_pattern().finditer(text, start, end), *_ADDRESS.finditer(text, start, end)]
    for match in sorted(behind, key=lambda m: m.start()):
        if match.start() in places:
            continue
        for size in (3, 2, 4, 5):
            begin = match.start() - size
            if begin < start or not (
                _reads_as_name(text, begin, match.start(), start) or _is_foreign_of_body(text, begin, match.start(), start)
            ):
                continue
            name = text[begin : match.start()]
            floor = max(start, last_before(finishes, begin))
            title = _post_before_body(text, floor, begin) or _label_carried(text, found, begin)
            found.append(with_post_behind(text, Mention(name, begin, match.start(), begin, match.end(), title), end))
            insort(finishes, found[-1].finish)
            break
    return found


def names_with_posts_in_brackets(text: str, start: int, end: int, taken: list[Mention]) -> list[Mention]:
    """Read the names whose post stands in brackets behind them (周平（馆长）、吴海安（副馆长）到会)."""
    found = []
    places = Spans((m.begin, m.finish) for m in taken)
    for match in _IN_BRACKETS.finditer(text, start, end):
        name, post = match.group("name"), match.group("post")
        clear = titles.ends_in_post(post) and (
            (names.is_plausible_name(name) and log_odds(name) > 0) or posted_names.placed_name(text, match.start("name"), end)
        )
        if clear and not places.meets(match.start("name"), match.end()):
            begin = match.start("name")
            found.append(Mention(name, begin, begin + len(name), begin, match.end(), post))
    return found


_IN_BRACKETS: Final = re.compile(f"(?:(?<=[、，。；：\\s和与及由])|^)(?P<name>[{HAN}]{{2,4}})（(?P<post>[^（）]{{2,24}})）")


def _post_before_body(text: str, start: int, begin: int) -> str | None:
    """Read the post before the body of a person (项目首席专家、某某研究所姓名研究员; 课题负责人某某大学姓名教授)."""
    clause = re.split(r"[，。；：,;:\n]", text[start:begin])[-1]
    items = clause.split("、")
    if len(items) >= 2 and titles.is_person_post(items[-2]):
        posts = clause[: len(clause) - len(items[-1]) - 1]
        return posts[titles.title_start(posts, 0, len(posts)) :]
    label = None
    for match in titles.head_pattern().finditer(items[-1]):
        before = items[-1][: match.end()]
        if len(items[-1]) - match.end() >= _SHORTEST_BODY and titles.is_person_post(before) and not before.endswith(_PLURAL):
            label = items[-1][titles.title_start(items[-1], 0, match.end()) : match.end()]
    return label


def _is_foreign_of_body(text: str, begin: int, end: int, floor: int) -> bool:
    """Say whether a name without surname stands between a body and an academic title (某某学院格桑旺堆教授)."""
    if context("body_end").search(text[max(floor, begin - _BEFORE) : begin]) is None:
        return False
    return foreign_names.foreign_name_at(text, begin, end) == end - begin


def _label_carried(text: str, found: list[Mention], begin: int) -> str | None:
    """Return the label that opens a list and is the post of each in it (课题负责人某某大学甲教授、某某学院乙教授)."""
    last = found[-1] if found else None
    if last is None or last.title is None or last.title in text[last.end : last.finish]:
        return None
    return last.title if _LIST_STEP.fullmatch(text, last.finish, begin) else None


#: From one of a list to the next: a list mark and the body of the next.
_LIST_STEP: Final = re.compile(r"(?:[、，]|和|与|及)[^，。；：、\n]{0,24}")

#: What many are at once labels a list, and is nobody's post (专家组成员某某大学姓名教授).
_PLURAL: Final = ("成员", "专家", "代表", "委员", "学者", "嘉宾", "院士", "教授", "校友")
#: A body between a post and a name (负责人|某某大学|姓名) has at least so many characters.
_SHORTEST_BODY: Final = 3


def names_behind_bodies(text: str, start: int, end: int, taken: Spans) -> list[Mention]:
    """Read a name right behind the body it belongs to, in a list of such (某某学院姓名、姓名等)."""
    found: list[Mention] = []
    for match in context("body_then_name").finditer(text, start, end):
        begin = match.end()
        size = names.han_name_at(text, begin, end)
        name = text[begin : begin + size]
        if not size or not names.is_plausible_name(name) or begin in taken:
            continue
        last = found[-1].finish == match.start() - 1 if found else False
        if (text.startswith(("、", "，", "等", "和", "与"), begin + size) or last) and act_follows(text, begin + size, end):
            found.append(Mention(name, begin, begin + size, begin, begin + size))
    return found + _listed_with_bodies(text, start, end, taken)


def _listed_with_bodies(text: str, start: int, end: int, taken: Spans) -> list[Mention]:
    """Read the names behind their bodies in a list that says whose it is (出席会议的有：县水务局周平，县财政局吴海安)."""
    opened = context("list_opens").search(text, start, end)
    if opened is None and not act_follows(text, start, end):
        return []
    found: list[Mention] = []
    for item in _LISTED_ITEM.finditer(text, opened.end() - 1 if opened else start, end):
        size = _name_behind_body(text, item, sure=opened is None)
        begin = item.end() - size
        if size and begin not in taken:
            found.append(Mention(text[begin : item.end()], begin, item.end(), begin, item.end()))
    sure = sum(log_odds(m.name) >= _LONG_SURE for m in found)
    return found if opened or sure > 1 else []


def _name_behind_body(text: str, item: re.Match[str], *, sure: bool) -> int:
    """Return the length of the name that an item ends with behind the body of the person, 0 for none."""
    for size in (3, 2, 4):
        begin = item.end() - size
        name, body = text[begin : item.end()], text[item.start() : begin]
        if size == _DOUBLE and sure and name[:2] not in name_model().double_surnames:
            continue
        is_name = names.is_plausible_name(name) and log_odds(name) > 0 if sure else names.is_list_name(name)
        if is_name and organizations.is_body(body):
            return size
    return 0


_LISTED_ITEM: Final = re.compile(r"(?:(?<=[：:，,、；;。\n])|^)[^：:，,、；;。\n]{5,24}(?=[，,、；;。]|$)")
#: A name with a surname of two characters has so many.
_DOUBLE: Final = 4


def act_follows(text: str, position: int, end: int) -> bool:
    """Say whether the sentence goes on with what people do."""
    return context("any_act").search(text, position, end) is not None


#: What ends right before a name (a body, 邀请) is looked for in so many characters: far more than any word for it has.
_BEFORE: Final = 40

#: Odds from which a name that ends as bodies do (孙卫国) is one all the same.
SURE: Final = 4.0


#: What is said behind a name only: between a body and one of these even a word is a name (某某设计院文静工程师).
_ACADEMIC: Final = ("教授", "副教授", "研究员", "工程师", "高级工程师", "博士", "院士", "老师", "律师", "医生")


def _reads_as_name(text: str, begin: int, end: int, floor: int) -> bool:
    name = text[begin:end]
    double = name[:2] in name_model().double_surnames
    like_body = names.ends_like_body(name) and log_odds(name) < SURE
    called = text.startswith(_ACADEMIC, end) and name_model().is_word(name) and not name_model().is_word(name, common=True)
    if not (names.is_plausible_name(name) or called) or like_body or (len(name) == 4 and not double):
        return False
    before = text[max(floor, begin - _BEFORE) : begin]
    if not before or before[-1] in _CLAUSE_OPENERS or before[-1] in " 　和与及":
        return True
    return context("body_end").search(before) is not None or context("verb_before").search(before) is not None
