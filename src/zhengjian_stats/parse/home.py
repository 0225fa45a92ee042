"""Whose news an article is, where no masthead says it: the body that its headline or dateline names."""

from __future__ import annotations

import re
from functools import cache

from zhengjian_stats import lexicon


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("home")["body"][key])


def home_body(headline: str | None, text: str, start: int, end: int) -> str | None:
    """Return the body whose news an article is, ``None`` where nothing tells.

    Its own name before a post is the organization and no part of the title. It is the body that opens the headline and acts
    there, the one whose news service opens the text, or the only university of a text that speaks of 我校.

    Examples
    --------
    >>> home_body("雾山市史志馆召开党组会议", "", 0, 0)
    '雾山市史志馆'
    >>> text = "雾山新闻网讯 3月5日，我校召开会议。雾山大学校长周平出席。"
    >>> home_body("学校召开会议", text, 0, len(text))
    '雾山大学'
    """
    opening = _pattern("headline").search(headline or "")
    if opening:
        return opening.group("body")
    dateline = _pattern("dateline").search(text, start, min(end, start + 60))
    if dateline:
        named = re.compile(re.escape(dateline.group("name")) + _pattern("kinds").pattern).search(text, start, end)
        if named:
            return named.group()
    if _pattern("own").search(f"{headline or ''}\n{text[start:end]}") is None:
        return None
    named_bodies = {match.group("body") for match in _pattern("university").finditer(text, start, end)}
    return named_bodies.pop() if len(named_bodies) == 1 else None
