"""``zhengjian build``: a folder of bulletins becomes frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhengjian_stats.cli.console import line, progress_bar, shown, tell
from zhengjian_stats.cli.options import Built, Lang, Raw, SettingsFile, Workers
from zhengjian_stats.cli.projects import project_here
from zhengjian_stats.errors import ReadError
from zhengjian_stats.messages import say
from zhengjian_stats.report.problems import n_to_look_at

if TYPE_CHECKING:
    from zhengjian_stats.corpus import Corpus
    from zhengjian_stats.messages import Language

#: The frames that the closing line counts.
_COUNTED: Final = ("issues", "articles", "meetings", "attendees", "directives")


def build(raw: Raw = None, out: Built = None, settings: SettingsFile = None, workers: Workers = None, lang: Lang = "") -> int:
    """Read all bulletins of a folder and keep what was found."""
    from zhengjian_stats.build import load_corpus

    project = project_here(raw if raw is not None and raw.is_dir() else None, settings=settings, lang=lang)
    project = project.built_to(out) if out else project
    with progress_bar(say("cli.build_reading", project.lang)) as draw:
        corpus = load_corpus(
            raw or project.raw, processed=project.processed, settings=project.settings, workers=workers, progress=draw
        )
    aside = int((corpus.problems["severity"] == "error").sum())
    if aside:
        tell("build_aside", n=aside)
    line(f"{shown(project.processed)}   {closing(corpus, project.lang)}")
    return ReadError.exit_code if aside else 0


def closing(corpus: Corpus, lang: Language) -> str:
    """Return how much was found, in one line."""
    counts = [say(f"cli.count_{name}", lang, n=len(corpus.frames[name])) for name in _COUNTED]
    return " · ".join([*counts, say("cli.count_problems", lang, n=n_to_look_at(corpus.problems))])
