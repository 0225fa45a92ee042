"""What kind of event it is, from the words that name it (``resources/meeting_kinds.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.matching import Matcher

# “守望青山”, （扩大）, (2024): what is quoted or bracketed never holds the head.
_ASIDE: Final = re.compile(r"“[^“”]{0,60}”|‘[^‘’]{0,60}’|《[^《》]{0,60}》|[（(][^（()）]{0,40}[）)]")
# 第十二次, 第3期
_ORDINAL: Final = re.compile(r"第[〇零一二三四五六七八九十百\d]{1,5}[次期轮场批]")


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    after: tuple[str, ...]
    rank: int
    context: bool

    def holds(self, before: str, text: str) -> bool:
        """Tell whether what the rule asks for stands before the head or, where it may, in the text."""
        return not self.after or any(word in before or (self.context and word in text) for word in self.after)


@dataclass(frozen=True, slots=True)
class KindRules:
    """Rules of ``meeting_kinds.toml`` with the automata over their words."""

    by_head: Mapping[str, tuple[_Rule, ...]]
    by_cue: Mapping[str, str]
    heads: Matcher
    cues: Matcher
    modifiers: Matcher

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> KindRules:
        """Make the rules from the parsed file."""
        by_head: dict[str, list[_Rule]] = {}
        by_cue: dict[str, str] = {}
        for row in table["kind"]:
            rule = _Rule(row["kind"], tuple(row.get("after", ())), row.get("rank", 0), row.get("context", False))
            for head in row["heads"]:
                by_head.setdefault(head, []).append(rule)
            for cue in row.get("cues", ()):
                by_cue.setdefault(cue, rule.kind)
        return cls(
            {head: tuple(found) for head, found in by_head.items()},
            by_cue,
            Matcher(tuple(by_head)),
            Matcher(tuple(by_cue)),
            Matcher(tuple(table["modifiers"]["words"])),
        )

    def core(self, name: str) -> str:
        """Return a name without what is quoted or bracketed, without ordinals and modifiers of its head."""
        bare = _ORDINAL.sub("", _ASIDE.sub("", name))
        for start, end, _ in reversed(list(self.modifiers.longest(bare))):
            bare = bare[:start] + bare[end:]
        return bare

    def of_name(self, name: str, text: str = "") -> str:
        """Return the kind that a name tells, ``other`` where it tells none."""
        core = self.core(name) or name
        best: tuple[int, int, int] = (0, 0, 0)
        kind = "other"
        for start, end, head in self.heads.every(core):
            for rule in self.by_head[head]:
                order = (end, rule.rank, end - start)
                if order > best and rule.holds(core[:start], text):
                    best, kind = order, rule.kind
        return kind

    def of_text(self, text: str) -> str:
        """Return the kind that the first cue of a running text tells, ``other`` where there is none."""
        return next((self.by_cue[cue] for _, _, cue in self.cues.longest(text)), "other")


@lru_cache(maxsize=1)
def rules() -> KindRules:
    """Return the rules of the installed ``meeting_kinds.toml``.

    Examples
    --------
    >>> rules().core("党组（扩大）会议")
    '党组会议'
    """
    return KindRules.from_table(lexicon.load("meeting_kinds"))


def kind_of(name: str, text: str = "") -> str:
    """Return the kind of an event (one of ``schema.MEETING_KINDS``).

    Parameters
    ----------
    name : str
        The words that name the event; empty where it has no name.
    text : str
        The sentence that reports it, asked where the name tells nothing.

    Examples
    --------
    >>> kind_of("重点工作推进会")
    'work_meeting'
    >>> kind_of("会议", "市志办党组召开会议，研究下半年选题。")
    'party_group_meeting'
    >>> kind_of("", "他到河口县调研年鉴工作。")
    'inspection'
    """
    kind = rules().of_name(name, text)
    return rules().of_text(text) if kind == "other" and text else kind
