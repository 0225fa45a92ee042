"""Doubts about persons as rows of ``problems``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from zhengjian_stats.messages import Language, say
from zhengjian_stats.resolve.columns import values_of
from zhengjian_stats.resolve.persons import Doubt
from zhengjian_stats.schema import frame_of

if TYPE_CHECKING:
    import pandas as pd


def with_problems(frames: Mapping[str, pd.DataFrame], doubts: Iterable[Doubt], language: Language) -> pd.DataFrame:
    """Return the frame ``problems`` with one row an issue, kind of doubt and wording; those of an earlier call are left out."""
    import pandas as pd

    issues, problems = frames["issues"], frames["problems"]
    sources = dict(zip(values_of(issues, "issue_id"), values_of(issues, "source"), strict=True))
    first: dict[tuple[str, str, str], Doubt] = {}
    for doubt in sorted(doubts, key=lambda d: (d.mention.issue_id, d.mention.start or 0, d.mention.meeting_id)):
        first.setdefault((doubt.mention.issue_id, doubt.code, doubt.words), doubt)
    rows = frame_of("problems", [_row(doubt, sources, language) for doubt in first.values()])
    others = problems[problems["stage"] != "resolve"]
    return pd.concat([others, rows], ignore_index=True) if len(rows) else others.reset_index(drop=True)


def _row(doubt: Doubt, sources: Mapping[str, str | None], language: Language) -> dict[str, Any]:
    mention = doubt.mention
    key = "\n".join((mention.issue_id, doubt.code, doubt.words))
    return {
        "problem_id": "r" + hashlib.sha256(key.encode()).hexdigest()[:12],
        "issue_id": mention.issue_id,
        "source": sources.get(mention.issue_id),
        "stage": "resolve",
        "code": doubt.code,
        "severity": "info" if doubt.code == "roster_conflict" else "warning",
        "message": _message(doubt, language),
        "start": mention.start,
        "end": mention.end,
    }


def _message(doubt: Doubt, language: Language) -> str:
    listed = say("resolve.list_mark", language).join(doubt.names)
    values: dict[str, object] = {"mention": doubt.words, "names": listed, "bodies": listed, "day": doubt.mention.day}
    if doubt.tenure is not None:
        unknown = say("resolve.open_date", language)
        values |= {"since": doubt.tenure.since or unknown, "until": doubt.tenure.until or unknown}
    return say(f"resolve.{doubt.kind}", language, **values)
