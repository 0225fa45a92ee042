"""``zhengjian check``: what a person should look at, grouped by what there is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhengjian_stats.cli.console import line, tell
from zhengjian_stats.cli.options import Lang, Processed
from zhengjian_stats.cli.projects import opened, project_here
from zhengjian_stats.messages import say
from zhengjian_stats.report.problems import Group, code_title, group_problems, n_to_look_at
from zhengjian_stats.report.values import is_missing

if TYPE_CHECKING:
    import pandas as pd

    from zhengjian_stats.messages import Language

#: What to do about them is said below them.
_HINTS: Final = ("suspected_misprint",)
#: So many of one kind are shown; the rest is in the frame `problems`.
_SHOWN: Final = 20


def check(processed: Processed = None, lang: Lang = "") -> None:
    """Show gaps and doubles in the numbering, failed files, unresolved people, suspected misprints."""
    project = project_here(lang=lang, processed=processed)
    problems = opened(project).problems
    groups = group_problems(problems)
    if not groups:
        tell("check_nothing")
        return
    for group in groups:
        _show(group, project.lang)
    tell("check_total", n=n_to_look_at(problems), info=len(problems) - n_to_look_at(problems))


def _show(group: Group, lang: Language) -> None:
    line(f"{group.title(lang)} ({len(group.rows)})")
    for code, rows in group.by_code():
        line(f"  {code_title(code, lang)} ({len(rows)})")
        for _, row in rows.head(_SHOWN).iterrows():
            line(f"    {_place(row)}{row['message']}")
        if len(rows) > _SHOWN:
            line("    " + say("cli.check_more", lang, n=len(rows) - _SHOWN, code=code))
        if code in _HINTS:
            line("    → " + say(f"cli.check_hint_{code}", lang))
    line()


def _place(row: pd.Series) -> str:
    # Many messages name their file themselves.
    return "" if is_missing(row["source"]) or row["source"] in row["message"] else f"{row['source']}: "
