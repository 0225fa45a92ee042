"""How a corpus shows itself: a line in a shell, a small page in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from zhengjian_stats.messages import Language, say
from zhengjian_stats.schema import FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from zhengjian_stats.corpus.model import Corpus

#: Frames that are counted in the line.
COUNTED: Final = ("issues", "articles", "meetings", "attendees", "directives", "problems")
#: Codes of problems that tell of gaps in the coverage.
COVERAGE: Final = ("number_gap", "number_doubled", "late_issue")
#: At most so many lines are listed.
MOST: Final = 10


def in_a_line(corpus: Corpus) -> str:
    """Return counts and span of a corpus in one line."""
    numbers = {name: corpus.n_rows(name) for name in COUNTED} | {"problems": len(_asking(corpus))}
    counts = " · ".join(f"{number:,} {_label(name, corpus.language)}" for name, number in numbers.items())
    return f"<Corpus: {counts}; {span(corpus)}>"


def span(corpus: Corpus) -> str:
    """Return the days of the first and the last issue."""
    days = corpus.issues["issued_on"].dropna()
    if days.empty:
        return say("corpus.no_dates", corpus.language)
    return f"{days.min():%Y-%m-%d} – {days.max():%Y-%m-%d}"


def as_html(corpus: Corpus) -> str:
    """Return a page of its own for a notebook: counts, span, gaps in the coverage, things to look at."""
    language = corpus.language
    counts = _table((_label(name, language), f"{corpus.n_rows(name):,}") for name in FRAMES)
    return (
        f'<div class="zhengjian-corpus"><p><strong>{escape(say("corpus.title", language))}</strong> {escape(span(corpus))}</p>'
        f"{counts}{_coverage(corpus)}{_to_look_at(corpus)}</div>"
    )


def _coverage(corpus: Corpus) -> str:
    problems = corpus.problems
    messages = list(problems.loc[problems["code"].isin(COVERAGE), "message"])
    heading = _paragraph(say("corpus.coverage", corpus.language))
    if not messages:
        return heading + _paragraph(say("corpus.coverage_whole", corpus.language))
    more = len(messages) - MOST
    listed = messages[:MOST] + ([say("corpus.more", corpus.language, n=more)] if more > 0 else [])
    return heading + "<ul>" + "".join(f"<li>{escape(message)}</li>" for message in listed) + "</ul>"


def _to_look_at(corpus: Corpus) -> str:
    counts = _asking(corpus)["code"].value_counts()
    heading = _paragraph(say("corpus.to_look_at", corpus.language))
    if counts.empty:
        return heading + _paragraph(say("corpus.nothing", corpus.language))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return heading + _table((say(f"report.code_{code}", corpus.language), f"{n:,}") for code, n in ordered)


def _asking(corpus: Corpus) -> pd.DataFrame:
    """Return the problems that somebody should look at: all but those that are only good to know."""
    problems = corpus.problems
    return problems[problems["severity"] != "info"]


def _label(name: str, language: Language) -> str:
    return say(f"corpus.frame_{name}", language)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td>{escape(label)}</td><td>{escape(value)}</td></tr>" for label, value in rows)
    return f"<table><tbody>{cells}</tbody></table>"
