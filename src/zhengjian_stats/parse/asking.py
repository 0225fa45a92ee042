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
    if rule("announces", "alone").search(part) or rule("announces", "agenda").match(part):
        return True
    return heads_items and rule("announces").search(part) is not None


def describes(plain: str) -> bool:
    """Say whether a part without a word of demand describes, recounts or believes.

    Examples
    --------
    >>> describes("加强学习是重要任务"), describes("加强学习，特别是业务学习")
    (True, False)
    """
    return rule("describes").search(plain) is not None or _is_so(plain)


def _is_told(plain: str) -> bool:
    """Say whether a part that names those asked only tells of them (机构建立了制度)."""
    return _is_so(plain) or rule("describes", "told").search(plain) is not None


def _is_so(plain: str) -> bool:
    """Say whether a part says what something is."""
    return rule("describes", "is").search(plain) is not None and rule("describes", "grasps").match(plain) is None


def is_quotation(sentence: str) -> bool:
    """Say whether a sentence only passes on what somebody else demanded.

    Examples
    --------
    >>> is_quotation("总书记强调要抓好就业"), is_quotation("总书记强调要抓好就业，各处要落实")
    (True, False)
    """
    if rule("quotes", "commented").search(sentence):
        return True
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
        return not any(rule("wish", key).search(plain[hope.end() :]) for key in ("pattern", "vague"))
    if rule("vow", "accepts").match(plain):
        return False
    named = words.opened and words.cue in verbs("asking") and rule("audience").match(sentence) is not None
    if not modal and (rule("vow").match(plain) or (_is_told(plain) if named else describes(plain))):
        return False
    if not words.strong and rule("vow", "weak").match(plain):
        return False
    if words.cue == "鼓励" and words.speaker is None:
        # 国家鼓励企业… is policy.
        return False
    if words.cue in verbs("asking") and not (words.strong and marker):
        return modal or _asks(sentence, words)
    if not words.strong:
        return (modal or _is_laid_on(sentence, words, intro)) and _is_asked_mildly(words, intro)
    if words.cue == "宣布":
        return modal
    return marker is not None or modal or _is_settled(plain, words, intro) or is_imperative(sentence)


def _tells_of_them(sentence: str, words: Words) -> bool:
    """Say whether it is told of somebody that he is strict (要求他们认真)."""
    return words.speaker is None and words.cue == "要求" and sentence.startswith(("他们", "她们"))


def _asks(sentence: str, words: Words) -> bool:
    """Say whether words behind 希望, 要求 and the like ask somebody for something."""
    if words.cue == "希望" and rule("wish").search(sentence):
        return False
    if words.cue == "希望" and words.speaker is None:
        # In a story a hope without a person counts where it names whom it asks.
        return words.opened and rule("audience").match(sentence) is not None
    if rule("wish", "vague").search(sentence) or (_tells_of_them(sentence, words)):
        return False
    if words.cue in verbs("naming") and rule("audience").match(sentence) is None:
        # 全球发展倡议 is a thing, 倡议同学们… an act.
        return False
    return words.opened or is_imperative(sentence)


def _is_settled(plain: str, words: Words, intro: str) -> bool:
    """Say whether a meeting settled what is to be done (议定，目录先送顾问), and not who is appointed."""
    if words.speaker is not None or words.cue not in verbs("settling"):
        return False
    return rule("settles", "body").search(intro) is not None and rule("settles").match(plain) is None


def _is_laid_on(sentence: str, words: Words, intro: str) -> bool:
    """Say whether a person's words lay something on those spoken to, or on whom they name, by a day (各组月底前交名册)."""
    if rule("audience", "spoken_to").search(intro) and is_imperative(sentence):
        return True
    return words.speaker is not None and rule("audience").match(sentence) is not None and has_deadline(sentence)


def _is_asked_mildly(words: Words, intro: str) -> bool:
    """Say whether a verb that merely says (表示, 认为, 建议) opens a demand: in a person's mouth, or in a meeting's."""
    if words.speaker is not None:
        return words.cue != "介绍"
    return rule("mild").search(f"{intro}{words.cue}") is not None


def has_deadline(sentence: str) -> bool:
    """Say whether a sentence sets a last day; 到2025年，每县都有… is a goal.

    Examples
    --------
    >>> has_deadline("各处8月底前报送"), has_deadline("到2025年，每县都有志书")
    (True, False)
    """
    deadline = find_deadline(sentence, 0, len(sentence), None)
    return deadline is not None and not deadline.text.startswith("到")


def is_imperative(sentence: str) -> bool:
    """Say whether a sentence demands by its form: by a deadline, by the verb it opens with, by naming who is to act.

    Examples
    --------
    >>> is_imperative("加强协作"), is_imperative("成效明显")
    (True, False)
    """
    return has_deadline(sentence) or any(rule(name).search(sentence) for name in ("imperative", "addressed"))


def responsible_body(demand: str) -> str | None:
    """Return whom a demand names as the one to act, as written.

    Examples
    --------
    >>> responsible_body("各处室要抓紧落实"), responsible_body("要抓紧落实")
    ('各处室', None)
    """
    for key in ("noted", "asked", "led", "pattern"):
        for match in rule("responsible", key).finditer(demand):
            body = match.group("body")
            if rule("responsible", "tail").search(body) and not rule("responsible", "not_body").search(body):
                return body
            if key in ("noted", "led"):
                return body
    return None
