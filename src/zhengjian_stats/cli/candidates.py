"""``zhengjian candidates``: words that may be new formulations (提法), for a person to accept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhengjian_stats.cli.console import language, line, tell
from zhengjian_stats.cli.options import AsToml, Lang, Least, Most, Processed, SettingsFile
from zhengjian_stats.cli.projects import opened, project_here
from zhengjian_stats.messages import say
from zhengjian_stats.report.values import is_missing

if TYPE_CHECKING:
    import pandas as pd

#: So many characters are shown on either side.
_NEAR: Final = 40


def candidates(
    most: Most = 50,
    least: Least = 3,
    as_toml: AsToml = False,
    processed: Processed = None,
    settings: SettingsFile = None,
    lang: Lang = "",
) -> None:
    """List what recurs beside known formulations, each with a sentence, or as settings to paste."""
    from zhengjian_stats.analysis import formulation_candidates

    project = project_here(lang=lang, settings=settings, processed=processed)
    corpus = opened(project)
    # What was accepted since the build is known already.
    own = project.settings if project.settings_file else corpus.settings
    found = formulation_candidates(corpus, most, least, settings=own)
    if found.empty:
        tell("candidates_none")
        return
    if as_toml:
        line("\n\n".join(found["toml"]))
        return
    for (_, row), (_, proof) in zip(found.iterrows(), corpus.evidence(found).iterrows(), strict=True):
        _show(row, proof)
    tell("candidates_next", n=len(found))


def _show(row: pd.Series, proof: pd.Series) -> None:
    first, last = (f"{row[name]:%Y-%m-%d}" if not is_missing(row[name]) else "-" for name in ("first_seen_on", "last_seen_on"))
    kind = say(f"cli.candidate_{row['kind']}", language())
    values = {"kind": kind, "articles": row["n_articles"], "company": row["n_in_company"], "first": first, "last": last}
    line(f"{row['candidate']}  {say('cli.candidates_facts', language(), **values)}")
    if not is_missing(row["nearest"]):
        line("  " + say("cli.candidates_nearest", language(), nearest=row["nearest"]))
    if not is_missing(proof["sentence"]):
        line("  " + _around(proof["sentence"], int(proof["mark_start"]), int(proof["mark_end"])))


def _around(sentence: str, start: int, end: int) -> str:
    """Return the words with what stands near them."""
    first, last = max(start - _NEAR, 0), min(end + _NEAR, len(sentence))
    near = " ".join(sentence[first:last].split())
    return f"{'…' if first else ''}{near}{'…' if last < len(sentence) else ''}"
