"""Asking: what makes a sentence of somebody's words a demand, and of whom it asks."""

from __future__ import annotations

import re
from functools import cache

from zhengjian_stats import lexicon
from zhengjian_stats.parse.deadlines import find_deadline
from zhengjian_stats.parse.narrative import Words
from zhengjian_stats.parse.voices import voice_pattern


@cache
def rule(name: str, key: str = "pattern") -> re.Pattern[str]:
    """Return a pattern of ``resources/directives.toml``."""
    return re.compile(lexicon.load("directives")[name][key])


@cache
def verbs(kind: str) -> frozenset[str]:
    """Return verbs of quoting of a kind: ``asking``, ``naming`` (whom they ask), ``ordering`` (a plan), ``anew``."""
    return frozenset(lexicon.load("directives")["verbs"][kind])


def has_modal(part: str) -> bool:
    """Say whether a word of demand stands in a part, and not only in what it quotes, names or asks.

    Examples
    --------
    >>> has_modal("各处要抓紧"), has_modal("为什么要修志")
    (True, False)
    """
    return rule("modal").search(rule("defused").sub("", part)) is not None


def recounts(part: str, *, heads_items: bool) -> bool:
    """Say whether a part tells of results or vows, so that the items behind it do too (亮点不少：一是…; 我校将…：一是…)."""
    if has_modal(part):
        return False
    return (heads_items and voice_pattern("recounts").search(part) is not None) or rule("vow", "plan").search(part) is not None


def announces(part: str, *, heads_items: bool) -> bool:
    """Say whether a part only says that demands follow (要坚持四个导向：)."""
    if rule("announces", "alone").search(part):
        return True
    return heads_items and rule("announces").search(part) is not None


def describes(plain: str) -> bool:
    """Say whether a part without a word of demand describes, recounts or believes.

    Examples
    --------
    >>> describes("加强学习是重要任务"), describes("加强学习，特别是业务学习")
    (True, False)
    """
    if rule("describes").search(plain):
        return True
    return rule("describes", "is").search(plain) is not None and rule("describes", "grasps").match(plain) is None


def is_quotation(sentence: str) -> bool:
    """Say whether a sentence only passes on what somebody else demanded.

    Examples
    --------
    >>> is_quotation("总书记强调要抓好就业"), is_quotation("总书记强调要抓好就业，各处要落实")
    (True, False)
    """
    quoted = rule("quotes").search(sentence)
    return quoted is not None and rule("quotes", "own").search(sentence, quoted.start()) is None


def demands(sentence: str, words: Words, marker: str | None, intro: str) -> bool:
    """Say whether a sentence of somebody's words asks an audience to act.

    ``intro`` is what stands before the verb that opened the words, ``marker`` the mark of enumeration.

    Examples
    --------
    >>> words = Words(0, 0, "周平", "强调", 0, True, True)
    >>> demands("抓紧定稿", words, None, "周平"), demands("成绩来之不易", words, None, "周平")
    (True, False)
    """
    if is_quotation(sentence):
        return False
    plain = rule("defused").sub("", sentence)
    modal = has_modal(sentence)
    hope = rule("hope").search(plain) if (words.strong or words.speaker) and not modal else None
    if hope:
        return rule("wish").search(plain[hope.end() :]) is None
    if not modal and (rule("vow").match(plain) or describes(plain)):
        return False
    if not words.strong and rule("vow", "weak").match(plain):
        return False
    if words.cue == "鼓励" and words.speaker is None:
        # 国家鼓励企业… is policy.
        return False
    if words.cue in verbs("asking") and not (words.strong and marker):
        return modal or _asks(sentence, words)
    if not words.strong:
        return modal and _is_asked_mildly(words, intro)
    if words.cue == "宣布":
        return modal
    return marker is not None or modal or _is_imperative(sentence)


def _asks(sentence: str, words: Words) -> bool:
    """Say whether words behind 希望, 要求 and the like ask somebody for something."""
    if words.cue == "希望" and rule("wish").search(sentence):
        return False
    if words.cue == "希望" and words.speaker is None:
        # In a story a hope without a person counts where it names whom it asks.
        return words.opened and rule("audience").match(sentence) is not None
    if rule("wish", "vague").search(sentence):
        return False
    if words.cue in verbs("naming") and rule("audience").match(sentence) is None:
        # 全球发展倡议 is a thing, 倡议同学们… an act.
        return False
    return words.opened or _is_imperative(sentence)


def _is_asked_mildly(words: Words, intro: str) -> bool:
    """Say whether a verb that merely says (表示, 认为, 建议) opens a demand: in a person's mouth, or in a meeting's."""
    if words.speaker is not None:
        return words.cue != "介绍"
    return rule("mild").search(f"{intro}{words.cue}") is not None


def _is_imperative(sentence: str) -> bool:
    deadline = find_deadline(sentence, 0, len(sentence), None)
    if deadline is not None and not deadline.text.startswith("到"):
        # 到2025年，每县都有… is a goal.
        return True
    return any(rule(name).search(sentence) for name in ("imperative", "addressed"))


def responsible_body(demand: str) -> str | None:
    """Return whom a demand names as the one to act, as written.

    Examples
    --------
    >>> responsible_body("各处室要抓紧落实"), responsible_body("要抓紧落实")
    ('各处室', None)
    """
    for key in ("asked", "led", "pattern"):
        for match in rule("responsible", key).finditer(demand):
            body = match.group("body")
            if rule("responsible", "tail").search(body) and not rule("responsible", "not_body").search(body):
                return body
            if key == "led":
                return body
    return None
