"""Doubts about persons as rows of ``problems``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.messages import Language, say
from zhengjian_stats.resolve.columns import values_of
from zhengjian_stats.resolve.persons import Doubt
from zhengjian_stats.resolve.short_names import Clash
from zhengjian_stats.schema import frame_of

if TYPE_CHECKING:
    import pandas as pd


#: What is only good to know; the rest asks to be looked at.
_INFO: Final = frozenset({"roster_conflict", "ambiguous_body"})
_ROSTER: Final = "roster.csv"


@dataclass(frozen=True, slots=True)
class _Notice:
    """One row to be: the place, what it is about, and the message."""

    code: str
    words: str
    message: str
    issue_id: str | None
    start: int | None
    end: int | None


def with_problems(
    frames: Mapping[str, pd.DataFrame], doubts: Iterable[Doubt], clashes: Iterable[Clash], language: Language
) -> pd.DataFrame:
    """Return the frame ``problems`` with one row an issue, kind of doubt and wording; those of an earlier call are left out."""
    import pandas as pd

    issues, problems = frames["issues"], frames["problems"]
    sources = dict(zip(values_of(issues, "issue_id"), values_of(issues, "source"), strict=True))
    notices = [*(_of_doubt(doubt, language) for doubt in _in_order(doubts)), *(_of_clash(c, language) for c in clashes)]
    first: dict[tuple[str | None, str, str], _Notice] = {}
    for notice in notices:
        first.setdefault((notice.issue_id, notice.code, notice.words), notice)
    rows = frame_of("problems", [_row(notice, sources) for notice in first.values()])
    others = problems[problems["stage"] != "resolve"]
    return pd.concat([others, rows], ignore_index=True) if len(rows) else others.reset_index(drop=True)


def _in_order(doubts: Iterable[Doubt]) -> list[Doubt]:
    def place(doubt: Doubt) -> tuple[str, int, str, str]:
        mention = doubt.mention
        return ("", 0, "", doubt.said) if mention is None else (mention.issue_id, mention.start or 0, mention.meeting_id, "")

    return sorted(doubts, key=place)


def _of_doubt(doubt: Doubt, language: Language) -> _Notice:
    mention = doubt.mention
    place = (None, None, None) if mention is None else (mention.issue_id, mention.start, mention.end)
    return _Notice(doubt.code, doubt.words, _message(doubt, language), *place)


def _of_clash(clash: Clash, language: Language) -> _Notice:
    bodies = say("resolve.list_mark", language).join(clash.bodies)
    message = say("resolve.short_name", language, mention=clash.place.short, bodies=bodies)
    return _Notice("ambiguous_body", clash.place.short, message, clash.place.issue_id, clash.place.start, clash.place.end)


def _row(notice: _Notice, sources: Mapping[str, str | None]) -> dict[str, Any]:
    key = "\n".join((notice.issue_id or "", notice.code, notice.words))
    return {
        "problem_id": "r" + hashlib.sha256(key.encode()).hexdigest()[:12],
        "issue_id": notice.issue_id,
        "source": _ROSTER if notice.issue_id is None else sources.get(notice.issue_id),
        "stage": "resolve",
        "code": notice.code,
        "severity": "info" if notice.code in _INFO else "warning",
        "message": notice.message,
        "start": notice.start,
        "end": notice.end,
    }


def _message(doubt: Doubt, language: Language) -> str:
    listed = say("resolve.list_mark", language).join(doubt.names)
    day = doubt.mention.day if doubt.mention else None
    values: dict[str, object] = {"mention": doubt.words, "names": listed, "bodies": listed, "day": day}
    if doubt.tenure is not None:
        unknown = say("resolve.open_date", language)
        values |= {"since": doubt.tenure.since or unknown, "until": doubt.tenure.until or unknown}
    return say(f"resolve.{doubt.kind}", language, **values)
