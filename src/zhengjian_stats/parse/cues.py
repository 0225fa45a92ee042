"""Cues: the verbs that say what somebody does at an event, and the verbs that open somebody's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from zhengjian_stats import lexicon


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at a place: the role that it gives; ``after`` where its people come behind it (出席会议的有…)."""

    role: str
    start: int
    end: int
    after: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A verb that opens words: from ``content`` on they are somebody's; ``occasion`` names what it is tied to."""

    verb: str
    start: int
    end: int
    content: int
    strong: bool
    occasion: str | None


@cache
def _cue_pattern() -> tuple[re.Pattern[str], tuple[tuple[str, bool], ...]]:
    rules = lexicon.load("roles")["cue"]
    joined = "|".join(f"(?P<c{i}>{rule['pattern']})" for i, rule in enumerate(rules))
    return re.compile(joined), tuple((rule["role"], bool(rule.get("after"))) for rule in rules)


@cache
def _quote_pattern() -> re.Pattern[str]:
    table = lexicon.load("roles")["quote"]
    words = sorted([*table["strong"], *table["weak"]], key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _strong() -> frozenset[str]:
    return frozenset(lexicon.load("roles")["quote"]["strong"])


@cache
def _occasions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lexicon.load("roles")["occasion"]
    return tuple((role, re.compile(table[role] + r"[^，。；]{0,10}$")) for role in ("speech", "remarks", "report"))


def find_cues(text: str, start: int, end: int) -> list[Cue]:
    """Return the cues of a stretch in order; none inside 《》 or quotation marks.

    Examples
    --------
    >>> [cue.role for cue in find_cues("周平出席会议并讲话", 0, 9)]
    ['present', 'speech']
    """
    pattern, rules = _cue_pattern()
    quoted = _quoted(text, start, end)
    cues = []
    for match in pattern.finditer(text, start, end):
        if any(a < match.start() < b for a, b in quoted):
            continue
        role, after = rules[int((match.lastgroup or "c0")[1:])]
        cues.append(Cue(role, match.start(), match.end(), after))
    return cues


_MARKED: Final = re.compile(r"《[^《》]*》|“[^“”]{0,60}”|（[^（）]*）")


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _MARKED.finditer(text, start, end)]


#: What may stand between a verb of quoting and the words, and what shows that words follow.
_OPENS: Final = re.compile(r"(?:了)?(?:，|：|:|,)?[“‘]?")
_NOT_QUOTE_BEFORE: Final = re.compile(
    r"(?:的|不|明确|具体|充分|高度|新|本|该|这一|工作|总|要求|任务|各项|有关|相关|重要|和|、|按|按照|满足|符合|根据|达到|提高|严格|标准|个|点|已|未|被|所|基本|情况|目标)$"
)
_NOT_QUOTE_AFTER: Final = re.compile(
    r"(?:[的和与及]|进一步(?:的)?$|热烈|衷心|感谢|诚挚|欢迎|祝贺|肯定|慰问|敬意|赞同|支持|赞赏|拥护|满意|同意|认可|深切|崇高|充分肯定|由衷|坚决拥护|提请|落实|书|点|性|，$|以下|如下|较|度|了[^，。；]{0,12}(?:要求|意见|建议|希望|任务|情况|目标|方向|措施|举措))"
)


def find_quote(text: str, start: int, end: int) -> Quote | None:
    """Return the first verb of quoting in a sentence that is followed by words.

    Examples
    --------
    >>> quote = find_quote("周平强调，要抓紧落实", 0, 10)
    >>> quote.verb, quote.content
    ('强调', 5)
    """
    quoted = _quoted(text, start, end)
    for match in _quote_pattern().finditer(text, start, end):
        if any(a < match.start() < b for a, b in quoted):
            continue
        opened = _OPENS.match(text, match.end(), end)
        content = opened.end() if opened else match.end()
        if content >= end - 1 or not _opens_words(text, start, match, content, end):
            continue
        strong = match.group() in _strong()
        return Quote(match.group(), match.start(), match.end(), content, strong, _occasion(text, start, match.start()))
    return None


def _opens_words(text: str, start: int, match: re.Match[str], content: int, end: int) -> bool:
    if _NOT_QUOTE_BEFORE.search(text[max(start, match.start() - 4) : match.start()]):
        return False
    if _NOT_QUOTE_AFTER.match(text, match.end(), end):
        return False
    marked = text[content - 1] in "，,：:“‘"
    before = text[start : match.start()]
    clause = before[max((before.rfind(mark) + 1 for mark in "，,：:；"), default=0) :]
    if clause.startswith(_BY_WHICH):
        return False
    if match.group() in {"介绍", "提出", "明确", "建议", "称", "宣布", "说", "议定", "决定", "确定"}:
        return text[content - 1] in "，,：:" + ("“" if text[content - 2] in "：:，" else "") and not clause.endswith(_NOMINAL)
    return marked or len(clause) <= 8 or _SUBJECT_END.search(clause) is not None


#: 按照…要求，… opens nobody's words.
_BY_WHICH: Final = ("按照", "根据", "遵照", "为", "围绕", "对照", "落实", "结合", "针对", "按", "依据", "紧扣")
#: 做了简要介绍， is an act, not a quotation.
_NOMINAL: Final = ("要", "细", "面", "了", "做", "作", "行", "点", "专题", "分别", "逐一", "情况", "系统", "深入", "重")
#: Without a mark behind the verb, its subject stands right before it: a person, a meeting, an adverb behind one.
_SUBJECT_END: Final = re.compile(
    r"(?:(?:书记|主任|[长员席授记事士])[\u4e00-\u9fff·]{2,4}(?:同志|教授)?|会议|大会|党组|党委|并|还|也|同时|特别|殷切|他|她)(?:特别|进一步|明确)?$"
)


def _occasion(text: str, start: int, position: int) -> str | None:
    before = text[start:position]
    return next((role for role, pattern in _occasions() if pattern.search(before)), None)
