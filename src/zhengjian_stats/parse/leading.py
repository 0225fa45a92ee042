"""Who leads an event: what they say (表示, 谈到) is the leading voice, though they are said to give no speech."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from zhengjian_stats import lexicon
from zhengjian_stats.parse.mentions import Mention

if TYPE_CHECKING:
    from zhengjian_stats.parse.narrative import Act


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(lexicon.load("roles")["leading"][key])


def role_of_saying(text: str, speaker: Mention, acts: list[Act], post: str | None) -> str | None:
    """Return the role of somebody who says something on no named occasion; ``None`` where they are known to do more.

    Parameters
    ----------
    text : str
        The text of the article.
    speaker : Mention
        Who says it.
    acts : list of Act
        What everybody is known to do so far.
    post : str or None
        The post under which the speaker was introduced.
    """
    held = {a.role for a in acts if not a.weak and _name(a) == speaker.name}
    if "speech" in held:
        return None
    if "inspect" in held and _makes_visit(speaker, acts):
        return "speech"
    if held & _TAKES_FLOOR:
        return None
    return "speech" if "chair" in held or leads(text, speaker, acts, post) else "remarks"


#: Somebody in one of these roles does not take the floor in turn by saying something more.
_TAKES_FLOOR = frozenset({"remarks", "report", "relay", "inspect"})


def leads(text: str, speaker: Mention, acts: list[Act], post: str | None) -> bool:
    """Say whether somebody leads: makes the visit, receives the guest, heads those present, or has a leading post."""
    if _makes_visit(speaker, acts) or _heads_list(text, speaker, acts) or _receives(text, speaker, acts):
        return True
    return post is not None and _pattern("post").search(post) is not None


def _name(act: Act) -> str | None:
    return act.who.name if isinstance(act.who, Mention) else None


def _makes_visit(speaker: Mention, acts: list[Act]) -> bool:
    first = next((a for a in acts if a.role == "inspect" and _name(a)), None)
    return first is not None and _name(first) == speaker.name


def _receives(text: str, speaker: Mention, acts: list[Act]) -> bool:
    first = next((a for a in acts if _name(a) and _pattern("receiving").fullmatch(text[a.cue_start : a.cue_end])), None)
    return first is not None and _name(first) == speaker.name


def _heads_list(text: str, speaker: Mention, acts: list[Act]) -> bool:
    """Say whether somebody heads the first list of those present (出席会议的有…)."""
    listed = [a for a in acts if a.role == "present" and isinstance(a.who, Mention) and a.who.start < a.cue_start]
    first = min(listed, key=lambda act: (act.sentence, act.who.start), default=None)
    by_list = first is not None and text.startswith(("出席", "参加", "参会", "到会"), first.cue_start)
    return first is not None and by_list and _name(first) == speaker.name
