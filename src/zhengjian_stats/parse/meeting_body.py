"""Who met, and whether it was the office itself (``resources/meeting_body.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.events import Event, Scene, is_own
from zhengjian_stats.parse.mentions import Mention
from zhengjian_stats.parse.organizations import is_body, is_post_of
from zhengjian_stats.parse.posts import own_names, written_post

if TYPE_CHECKING:
    from zhengjian_stats.parse.narrative import Act


@dataclass(frozen=True, slots=True)
class Met:
    """The body that met, as far as it is clear, and whether the event is the office's own."""

    body: str | None
    is_own: bool | None


@cache
def _words(room: str, key: str = "words") -> tuple[str, ...]:
    return tuple(sorted(lexicon.load("meeting_body")[room][key], key=lambda word: (-len(word), word)))


@cache
def _pattern(room: str, key: str = "pattern") -> re.Pattern[str]:
    return re.compile(lexicon.load("meeting_body")[room][key] or "(?!)")


@cache
def _modifiers() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words("name", "modifiers"))) or "(?!)")


# （扩大）, 第十二次, 2024年, 第七届
_ASIDE: Final = re.compile(r"[（(][^（()）]{0,20}[）)]|第[一二三四五六七八九十百\d]{1,5}[次期轮届]|\d{4}年(?:度)?")
_BEFORE_NAME: Final = re.compile(r"\d{4}年(?:度)?|第?[一二三四五六七八九十\d]{1,4}届(?!.{0,2}理事会)")
_MARKS: Final = re.compile(r"[，。；：！？,;:!?\n]")
_LONGEST_BODY: Final = 30
# What follows a body that met: 县委常委会（扩大）会议, 党委常委会召开.
_MET: Final = re.compile(r"[，。；（(]|会|第|召开|举行|在")


def who_met(text: str, event: Event, told: tuple[int, int], scene: Scene, acts: list[Act]) -> Met:
    """Return who met, by the subject of the verb, the name of the meeting, or the issuing office where it is its own.

    Examples
    --------
    >>> from zhengjian_stats.parse.article import parse_article
    >>> from zhengjian_stats.parse.records import ArticleSpan
    >>> text = "3月5日，市政府常务会议召开。"
    >>> meeting = parse_article(text, ArticleSpan(None, 0, 0, 0, len(text)), issued_on=None, office="雾山市史志馆").meetings[0]
    >>> meeting.body, meeting.is_own
    ('市政府', False)
    """
    own = is_own(text, event, told, scene, acts)
    subject = _subject(text, event, told[0]) if event.trigger.rule == "convened" else ""
    named = _body_in_name(event.name or "")
    if event.name == named and not _MET.match(text, event.trigger.name_end):
        named = ""  # 全国人大常委会|委员长…
    if subject and _pattern("joint").search(subject):
        return Met(None, own)
    house, organ = _parts(subject, named)
    if house is None and organ is None:
        own = _holds(text, event, told, scene, acts)
        return Met(scene.office if own and event.kind not in _words("fallback", "never") else None, own)
    if _is_self(house, scene.office) or (house is None and own):
        return Met(f"{scene.office or house or ''}{organ or ''}", own if house is None and scene.office is None else True)
    body = f"{house or ''}{organ or ''}"
    if scene.office is None or _pattern("outside").search(body) is None:
        return Met(body, own)
    return Met(body, any(body.startswith(name) for name in own_names(scene.office)))


def _subject(text: str, event: Event, start: int) -> str:
    """Return the subject of 召开: what stands before the verb in its clause, without time, place and manner."""
    before = text[max(start, event.trigger.start - 60) : event.trigger.start]
    clause = _MARKS.split(before)[-1].strip()
    while lead := _pattern("subject", "lead").match(clause):
        clause = clause[lead.end() :] if lead.end() else ""
    tail = _pattern("subject", "tail").search(clause, 2)
    subject = clause[: tail.start()] if tail else clause
    if _pattern("joint").search(subject) and not is_body(subject):
        return subject if any(is_body(part) for part in _pattern("joint").split(subject)) else ""
    return _without_group(subject) if _reads_as_body(subject) else ""


def _reads_as_body(words: str) -> bool:
    if words in _words("organs") or _self_pattern().fullmatch(words):
        return True
    return len(words) <= _LONGEST_BODY and is_body(words) and _pattern("general").search(words) is None


@cache
def _self_pattern() -> re.Pattern[str]:
    """Return the pattern of what an office calls itself: 学校, 我馆."""
    prefixes, words = "".join(_words("self", "prefixes")), "|".join(map(re.escape, _words("self")))
    return re.compile(f"[{prefixes}]?(?:{words})" if words else "(?!)")


def _body_in_name(name: str) -> str:
    """Return the body at the head of a meeting's name, where the rest says no more than that it met."""
    while before := _BEFORE_NAME.match(name):
        name = name[before.end() :]
    for end in range(min(len(name), _LONGEST_BODY), 1, -1):
        body = _ASIDE.sub("", name[:end])
        if name[end - 1] not in "会议" or _is_organ_end(body):
            rest = _modifiers().sub("", _ASIDE.sub("", name[end:]))
            whole = end < len(name) or body.endswith(_words("organs"))
            if whole and rest in _words("name", "heads") and _reads_as_body(body):
                return _without_group(body)
    return ""


def _is_organ_end(body: str) -> bool:
    return body.endswith(("委员会", "学会", "协会", "联合会", "研究会", "总会", *_words("organs")))


def _without_group(body: str) -> str:
    group = next((word for word in _words("organs", "groups") if body.endswith(word)), "")
    return body.removesuffix(group) or body


def _parts(subject: str, named: str) -> tuple[str | None, str | None]:
    """Return house and organ: of the subject, its organ made good by the name (省志办 | 党组 of 省志办召开党组会议)."""
    house, organ = house_and_organ(subject or named)
    if subject:
        other, named_organ = house_and_organ(named)
        organ = named_organ if other is None and named_organ else organ
    return house, organ


def house_and_organ(body: str) -> tuple[str | None, str | None]:
    """Cut the party unit or organ off the body whose it is.

    Examples
    --------
    >>> house_and_organ("省志办党组"), house_and_organ("党组"), house_and_organ("县委常委会")
    (('省志办', '党组'), (None, '党组'), ('县委常委会', None))
    """
    organ = next((word for word in _words("organs") if body.endswith(word)), "")
    # 县委|常委会, 全国人大|常委会 are bodies by themselves: only party units are cut off.
    if organ in {"", "常委会"} and body != organ:
        return body or None, None
    return body.removesuffix(organ) or None, organ or None


def _is_self(house: str | None, office: str | None) -> bool:
    if house is None:
        return False
    if _self_pattern().fullmatch(house):
        return office is not None or house.startswith(_words("self", "prefixes"))
    return office is not None and (house == office or written_post(f"{house}馆员", office) == (house, "馆员"))


def _holds(text: str, event: Event, told: tuple[int, int], scene: Scene, acts: list[Act]) -> bool | None:
    """Say whether the office holds an event whose body is not written.

    Others may lead it where the office reports on its work or is the host; nothing tells where nobody and nothing of the
    office stands there.
    """
    own = is_own(text, event, told, scene, acts)
    if scene.office is None or own is None:
        return own
    paragraph = text[text.rfind("\n", 0, told[0]) + 1 : told[1]]
    posted = [act for act in acts if isinstance(act.who, Mention) and act.who.title]
    of_office = [act for act in posted if is_of_office(_title(act), scene.office)]
    if own:
        named = any(name in paragraph + (scene.headline or "") for name in own_names(scene.office))
        # The office's own minutes; what its people do behind an event (会后) without a word about who they are.
        by_form = event.trigger.rule == "minutes" or (event.later and not any(act.role == "chair" for act in posted))
        return True if named or of_office or by_form or _names_itself(paragraph) else None
    if event.kind in _words("fallback", "never"):
        return False
    accounts = [text[act.cue_start - 2 : act.cue_end + 4] for act in of_office]
    gives_account = any(word in account for account in accounts for word in _words("fallback", "accounts"))
    return gives_account or any(f"在{name}" in paragraph for name in own_names(scene.office))


def _title(act: Act) -> str:
    return act.who.title or "" if isinstance(act.who, Mention) else ""


def _names_itself(words: str) -> bool:
    return _pattern("self", "pattern").search(words) is not None


def is_of_office(title: str, office: str) -> bool:
    """Tell whether a written post is one of the office.

    Examples
    --------
    >>> [is_of_office(title, "云岭省史志馆") for title in ("省史志馆馆长", "馆长", "副省长")]
    [True, True, False]
    """
    return bool(title) and (written_post(title, office)[1] != title or is_post_of(title, office))
