"""Headlines of minutes: whether one is, whether it only announces or looks back, and the name of the meeting in it."""

from __future__ import annotations

import re
from typing import Final

from zhengjian_stats.parse.minutes_names import pattern
from zhengjian_stats.parse.organizations import is_body


def is_minutes(headline: str | None) -> bool:
    """Say whether a headline is that of minutes.

    Examples
    --------
    >>> is_minutes("馆务会议纪要（第5期）"), is_minutes("馆里召开会议")
    (True, False)
    """
    return headline is not None and pattern("name", "minutes").search(pattern("name", "behind").sub("", headline)) is not None


def is_announced(headline: str | None, text: str, start: int, end: int) -> bool:
    """Say whether an article announces a meeting still to come.

    Examples
    --------
    >>> is_announced("关于召开馆务会议的通知", "", 0, 0), is_announced("馆务会议纪要", "", 0, 0)
    (True, False)
    """
    if is_minutes(headline):
        return False
    if headline and pattern("announced", "headline").search(headline):
        return True
    return pattern("announced", "text").search(text, start, end) is not None


def is_follow_up(headline: str | None) -> bool:
    """Say whether a headline is that of a report on how the decisions of a meeting were carried out.

    Examples
    --------
    >>> is_follow_up("关于第12次常务会议议定事项落实情况的通报"), is_follow_up("第12次常务会议纪要")
    (True, False)
    """
    return headline is not None and pattern("announced", "follow_up").search(headline) is not None


def meeting_name(headline: str | None) -> str | None:
    """Return the name of the meeting in a headline of minutes, without the office whose minutes they are.

    Examples
    --------
    >>> meeting_name("望岚县人民政府第38次常务会议纪要"), meeting_name("会议纪要")
    ('第38次常务会议', None)
    """
    return _without_office(whole_name(headline)) or None


def whole_name(headline: str | None) -> str:
    """Return the name of the meeting in a headline of minutes with the office that met.

    Examples
    --------
    >>> whole_name("望岚县人民政府第38次常务会议纪要（第5期）")
    '望岚县人民政府第38次常务会议'
    """
    name = pattern("name", "behind").sub("", (headline or "").strip().strip("《》"))
    name = pattern("name", "called").sub("", pattern("name", "before").sub("", name))
    return pattern("name", "about").sub("", name).strip()


def _without_office(name: str) -> str:
    tail = _NO_NAME_TAIL.search(name)
    if _NO_NAME.fullmatch(name) or (is_body(name) and not _MEETING.search(name)):
        return ""
    met = name[: tail.start()].removeprefix("中共") if tail else ""
    if is_body(met) and not _NO_OFFICE.search(met):
        return name  # 旗委财经委员会第五次会议: without the body nothing is left that names it
    for cut in range(len(name) - _SHORTEST, _SHORTEST_OFFICE - 1, -1):
        office, rest = name[:cut].removeprefix("中共"), name[cut:]
        if is_body(office) and not _NO_OFFICE.search(office) and not _NO_NAME.fullmatch(rest) and rest[0] not in "长会员":
            return rest
    return name


#: A name without its office, and an office, are at least so long.
_SHORTEST: Final = 4
_SHORTEST_OFFICE: Final = 3
#: What is no name by itself (第5次会议), and what is more than an office.
_NO_NAME: Final = re.compile(r"(?:第[0-9一二三四五六七八九十百]+次)?(?:全体|有关|工作)?(?:会议?)?")
_MEETING: Final = re.compile("[大进例谈讨题度席]会$")
_NO_NAME_TAIL: Final = re.compile(r"(?:第[0-9一二三四五六七八九十百]+次)?(?:全体)?会议$")
_NO_OFFICE: Final = re.compile(r"[0-9]|第.{1,3}[次届]|党组|党委|会议|理论|关于")
