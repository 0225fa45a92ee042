"""Things to look at, sorted for a person: by what there is to do, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhengjian_stats.messages import say
from zhengjian_stats.schema import PROBLEM_CODES

if TYPE_CHECKING:
    import pandas as pd

    from zhengjian_stats.messages import Language

#: Groups in the order in which they are shown; what stands in none is "other".
GROUPS: Final = {
    "files": (
        "empty_file",
        "truncated_file",
        "encrypted_file",
        "wrong_suffix",
        "unknown_type",
        "unreadable_file",
        "reader_failed",
        "no_text_layer",
        "lossy_decoding",
        "bad_row",
    ),
    "numbering": ("number_gap", "number_doubled", "late_issue", "duplicate_issue", "masthead_conflict", "no_issue_number"),
    "people": (
        "unresolved_person",
        "ambiguous_person",
        "ambiguous_body",
        "uncertain_attendee",
        "post_conflict",
        "roster_conflict",
    ),
    "misprints": ("suspected_misprint",),
    "dates": ("no_issue_date", "ambiguous_year", "ambiguous_date", "early_formulation"),
    "companions": ("metadata_unmatched", "correction_stale"),
    "other": ("no_articles",),
}

_RANKS: Final = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one kind: rows of ``problems`` with their codes in order."""

    name: str
    rows: pd.DataFrame

    def title(self, lang: Language) -> str:
        """Return the name of the group in words."""
        return say(f"report.group_{self.name}", lang)

    def by_code(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield each code of the group with its rows, in order of file and place."""
        for code in dict.fromkeys(self.rows["code"]):
            yield code, self.rows[self.rows["code"] == code]


def group_problems(problems: pd.DataFrame, *, with_info: bool = True) -> list[Group]:
    """Return the groups that have rows.

    Parameters
    ----------
    problems : DataFrame
        The frame ``problems``.
    with_info : bool
        Also what is only good to know (severity ``info``).

    Examples
    --------
    >>> from zhengjian_stats.schema import frame_of
    >>> row = {"problem_id": "x", "stage": "check", "code": "number_gap", "severity": "warning", "message": "缺第3期"}
    >>> [(group.name, len(group.rows)) for group in group_problems(frame_of("problems", [row]))]
    [('numbering', 1)]
    """
    if not with_info:
        problems = problems[problems["severity"] != "info"]
    known = {code: name for name, codes in GROUPS.items() for code in codes}
    order = {code: place for place, code in enumerate(known)}
    names = problems["code"].map(lambda code: known.get(code, "other"))
    keys = problems.assign(
        _rank=problems["severity"].map(_RANKS), _code=problems["code"].map(lambda code: order.get(code, len(order)))
    )
    ordered = keys.sort_values(["_code", "_rank", "source", "start"], kind="stable").drop(columns=["_rank", "_code"])
    groups = [Group(name, ordered[names.loc[ordered.index] == name]) for name in GROUPS]
    return [group for group in groups if len(group.rows)]


def code_title(code: str, lang: Language) -> str:
    """Return what a code means, in a few words.

    Examples
    --------
    >>> code_title("number_gap", "zh")
    '期号有缺'
    """
    return say(f"report.code_{code}", lang) if code in PROBLEM_CODES else code


def n_to_look_at(problems: pd.DataFrame) -> int:
    """Return how many rows somebody should look at: all but those that are only good to know."""
    return int((problems["severity"] != "info").sum())
