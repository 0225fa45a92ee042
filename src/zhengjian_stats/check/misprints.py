"""Suspected misprints of a corpus: near misses of formulations and posts, and of the bodies that the corpus itself knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.messages import Language, say
from zhengjian_stats.parse.look_alikes import look_alikes
from zhengjian_stats.parse.misprints import Known, Suspect, finder
from zhengjian_stats.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

#: A list that nobody reads is worth nothing: the surest few of an issue.
A_HANDFUL: Final = 5
#: A name that stands in one issue alone is a misprint of the one that it looks like, if so many issues have that.
_ESTABLISHED: Final = 3
#: Characters shown on either side.
_CONTEXT: Final = 12

_POSTS: Final = re.compile("[、，,；;]")


def known_words(
    frames: Mapping[str, pd.DataFrame], roster: pd.DataFrame | None, bodies: pd.DataFrame | None, settings: Settings
) -> Known:
    """Return what is known beside the installed rules: the project's formulations; bodies and posts.

    Bodies are those of ``bodies.csv``, ``roster.csv`` and the settings, the issuing offices and the recipients.

    Examples
    --------
    >>> from zhengjian_stats.schema import frame_of
    >>> issues = frame_of("issues", [{"issue_id": "i1", "issuing_office": "云岭省史志馆"}])
    >>> known_words({"issues": issues, "recipients": frame_of("recipients", [])}, None, None, Settings()).bodies
    ('云岭省史志馆',)
    """
    kept = {settings.office, *_cells(roster, "organization")}
    kept.update(name for column in ("body", "alias", "successor") for name in _cells(bodies, column))
    counts = _seen(frames)
    established = {name for name, n in counts.items() if n >= _ESTABLISHED}
    slips = _misread(kept), _misread(established)
    seen = {name for name, n in counts.items() if name not in slips[0] and not (n == 1 and name in slips[1])}
    posts = {post for title in _cells(roster, "title") for post in (title, *_POSTS.split(title))}
    return Known(settings.formulation, tuple(sorted(filter(None, kept | seen))), tuple(sorted(filter(None, posts))))


def _cells(table: pd.DataFrame | None, column: str) -> list[str]:
    return [] if table is None or column not in table.columns else table[column].dropna().to_list()


def _seen(frames: Mapping[str, pd.DataFrame]) -> Counter[str]:
    """Count the issues in which bodies stand as office or recipient."""
    pairs = {*zip(frames["issues"]["issue_id"], frames["issues"]["issuing_office"], strict=True)}
    pairs.update(zip(frames["recipients"]["issue_id"], frames["recipients"]["body"], strict=True))
    return Counter(body for _, body in pairs if isinstance(body, str))


def _misread(names: set[str]) -> set[str]:
    """Return what the names may be misread as."""
    return {near.found for name in names for near in look_alikes().misread(name)} - names


def misprint_problems(
    issues: Iterable[tuple[str, str, str]], known: Known, language: Language = "zh"
) -> Iterator[dict[str, Any]]:
    """Yield rows of ``problems``, those of an issue together and the surest first; one misreading is one row an issue.

    Parameters
    ----------
    issues : iterable of (str, str, str)
        Issue, source and cleaned text of each issue.
    known : Known
        What is known beside the installed rules.
    language : {"zh", "en"}
        Language of the messages.

    Examples
    --------
    >>> rows = misprint_problems([("i1", "a.txt", "推动高质量友展，服务高质量友展。")], Known())
    >>> [(row["start"], row["end"], row["message"]) for row in rows]
    [(2, 7, '“高质量友展”疑为“高质量发展”（2处）：推动〔高质量友展〕，服务高质量友展。')]
    """
    misprints = finder(known)
    for issue_id, source, text in issues:
        for same in _ranked(misprints.find(text)):
            yield {
                "issue_id": issue_id,
                "source": source,
                "stage": "check",
                "code": "suspected_misprint",
                "severity": "warning",
                "message": _message(text, same, language),
                "start": same[0].start,
                "end": same[0].end,
            }


def _ranked(suspects: Iterable[Suspect]) -> list[list[Suspect]]:
    """Put the same misreadings together, in the order of their certainty, their number and their place."""
    same: dict[tuple[str, str], list[Suspect]] = {}
    for suspect in suspects:
        same.setdefault((suspect.found, suspect.likely), []).append(suspect)
    return sorted(same.values(), key=lambda group: (-max(s.certainty for s in group), -len(group), group[0].start))


def _message(text: str, same: list[Suspect], language: Language) -> str:
    first = same[0]
    before, after = text[max(0, first.start - _CONTEXT) : first.start], text[first.end : first.end + _CONTEXT]
    opening = "…" if first.start > _CONTEXT else ""
    closing = "…" if first.end + _CONTEXT < len(text) else ""
    context = f"{opening}{before}〔{first.found}〕{after}{closing}".replace("\n", " ")
    times = say("check.misprint_times", language, n=len(same)) if len(same) > 1 else ""
    return say("check.misprint", language, found=first.found, likely=first.likely, times=times, context=context)


def a_handful(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the first few rows of each issue.

    Examples
    --------
    >>> len(list(a_handful([{"issue_id": "i1"}] * 9 + [{"issue_id": "i2"}])))
    6
    """
    for _, of_issue in groupby(rows, key=lambda row: row["issue_id"]):
        yield from (row for _, row in zip(range(A_HANDFUL), of_issue, strict=False))
