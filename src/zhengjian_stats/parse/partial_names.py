"""People named only in part: a family name or a given name right before a post (陈书记, 远舟部长)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse import names
from zhengjian_stats.parse.known_people import KnownPeople
from zhengjian_stats.parse.name_model import name_model, strength_after
from zhengjian_stats.parse.organizations import posts_of


@dataclass(frozen=True, slots=True)
class PartialName:
    """A part of a name at a place: ``text[start:end]`` is the part, ``text[end:finish]`` the post."""

    start: int
    end: int
    finish: int


#: The longest part of a name (欧阳, 远舟).
_LONGEST: Final = 2


@cache
def _posts() -> re.Pattern[str]:
    table = lexicon.load("partial_names")["posts"]
    words, modifiers = (
        "|".join(map(re.escape, sorted(table[key], key=lambda w: (-len(w), w)))) or "(?!)" for key in ("words", "modifiers")
    )
    return re.compile(f"(?:{modifiers})?(?:{words})")


@cache
def _pattern(room: str, key: str = "pattern") -> re.Pattern[str]:
    return re.compile(lexicon.load("partial_names")[room][key])


@cache
def _words(room: str, key: str = "words") -> frozenset[str]:
    return frozenset(lexicon.load("partial_names")[room][key])


def find_partial_names(text: str, start: int, end: int, known: KnownPeople | None = None) -> list[PartialName]:
    """Return the parts of names before posts in a sentence, in the order of the text.

    Parameters
    ----------
    text : str
        The text, of which ``text[start:end]`` is read.
    known : KnownPeople, optional
        The people of the article: their given names are known too.

    Examples
    --------
    >>> people = KnownPeople({"吴远舟": None})
    >>> text = "陈书记主持会议，远舟部长出席。"
    >>> [(text[p.start : p.end], text[p.end : p.finish]) for p in find_partial_names(text, 0, len(text), people)]
    [('陈', '书记'), ('远舟', '部长')]
    """
    found = []
    known = known or KnownPeople()
    for post in _posts().finditer(text, start, end):
        begin = _part_before(text, start, post, known)
        if begin is not None and _goes_on(text, post.end(), end):
            found.append(PartialName(begin, post.start(), post.end()))
    return found


def _is_given_name(part: str, known: KnownPeople) -> bool:
    return any(0 < names.surname_length(name, 0) == len(name) - len(part) for name in known.ending_with(part))


def _part_before(text: str, start: int, post: re.Match[str], known: KnownPeople) -> int | None:
    """Return where the part of a name before a post begins."""
    for size in (_LONGEST, 1):
        begin = post.start() - size
        part = text[max(begin, start) : post.start()]
        if begin < start or not _is_part(text, part, post, known):
            continue
        if _pattern("before").search(text[max(start, begin - 4) : begin]):
            return begin
    return None


def _is_part(text: str, part: str, post: re.Match[str], known: KnownPeople) -> bool:
    model = name_model()
    if len(part) == 1:
        return part in model.surnames and part not in _words("doubtful")
    if part in model.double_surnames or _is_given_name(part, known):
        return True
    # An unknown given name is one only where nothing else begins the clause, and an act follows at once.
    opens = post.start() == _LONGEST or text[post.start() - _LONGEST - 1] in "，。；：、“\n 　"
    return opens and _reads_as_given(part) and _pattern("given", "acts").match(text, post.end()) is not None


def _reads_as_given(part: str) -> bool:
    model = name_model()
    if part in _words("given", "not_names") or names.surname_length(part, 0) or names.ends_like_body(part):
        return False
    odd = model.never | model.rare | model.light | model.after[0]
    return part.isalpha() and not any(character in odd for character in part) and not model.is_word(part)


def _goes_on(text: str, position: int, end: int) -> bool:
    """Say whether the text goes on as behind a person, not as a longer word (史书记载, 高校长期)."""
    return strength_after(text, position, end) >= 1 or _pattern("after").match(text, position, end) is not None


def is_part_of(part: str, name: str) -> bool:
    """Tell whether a family name or a given name belongs to a full name.

    Examples
    --------
    >>> is_part_of("陈", "陈远舟"), is_part_of("远舟", "陈远舟"), is_part_of("舟", "陈远舟")
    (True, True, False)
    """
    size = names.surname_length(name, 0)
    return 0 < size < len(name) and part in (name[:size], name[size:])


@lru_cache(maxsize=20_000)
def same_post(part: str, full: str) -> bool:
    """Tell whether a title in short is one of the posts of a full one: 书记 is 党组书记, but not 党组副书记.

    Examples
    --------
    >>> same_post("书记", "党组书记、馆长"), same_post("书记", "党组副书记、副馆长")
    (True, False)
    """
    short = [post.written for post in posts_of(part)]
    return any(
        post.written.endswith(words) and not post.written.removesuffix(words).endswith("副")
        for post in posts_of(full)
        for words in short
    )
