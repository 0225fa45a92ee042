"""``zhengjian show``: what was read from one file, with the sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.cli.console import language, line, tell
from zhengjian_stats.cli.options import Bulletin, Lang, SettingsFile
from zhengjian_stats.cli.projects import project_around
from zhengjian_stats.errors import UsageError
from zhengjian_stats.messages import say
from zhengjian_stats.report.problems import code_title
from zhengjian_stats.report.values import is_missing, plain
from zhengjian_stats.report.words import word
from zhengjian_stats.schema import RECIPIENT_KINDS

if TYPE_CHECKING:
    import pandas as pd

    from zhengjian_stats.corpus import Corpus

_MASTHEAD: Final = (
    "bulletin",
    "issuing_office",
    "prepared_by",
    "year",
    "issue_number",
    "issue_number_end",
    "whole_number",
    "issue_kind",
    "issued_on",
    "disclosure",
    "print_run",
    "reader",
    "n_pages",
    "n_chars",
)


def show(file: Bulletin, settings: SettingsFile = None, lang: Lang = "") -> None:
    """Show what is read from one file: masthead, articles, meetings with who took part, demands with their sentences."""
    from zhengjian_stats.build import read_file

    if not file.exists():
        raise UsageError(f"{file}: there is no such file")
    project, raw = project_around(file, settings=settings, lang=lang)
    corpus = read_file(file.parent.resolve() / file.name, raw, project.settings)
    for _, issue in corpus.issues.iterrows():
        _show_issue(corpus, issue)
    for _, problem in corpus.problems.iterrows():
        line(f"! {code_title(problem['code'], language())}: {problem['message']}")
    if corpus.issues.empty:
        tell("show_nothing")


def _show_issue(corpus: Corpus, issue: pd.Series) -> None:
    for name in _MASTHEAD:
        if not is_missing(issue[name]):
            line(f"{_word(name)}  {_value(name, issue[name])}")
    recipients = _of(corpus.recipients, "issue_id", issue)
    for kind in RECIPIENT_KINDS:
        bodies = recipients.loc[recipients["kind"] == kind, "body"]
        if len(bodies):
            line(f"{_word(kind)}  " + say("report.list_mark", language()).join(bodies))
    for _, article in _of(corpus.articles, "issue_id", issue).iterrows():
        line()
        line(f"{article['position']}. {plain(article['headline'])}")
        _show_meetings(corpus, article)
        _show_directives(corpus, article)
    line()


def _show_meetings(corpus: Corpus, article: pd.Series) -> None:
    for _, meeting in _of(corpus.meetings, "article_id", article).iterrows():
        facts = [plain(meeting[name]) for name in ("held_on", "venue", "body") if not is_missing(meeting[name])]
        name = plain(meeting["name"]) if not is_missing(meeting["name"]) else _word("unnamed")
        line("   " + " · ".join([f"◆ {name}", say(f"report.kind_{meeting['kind']}", language()), *facts]))
        attendees = _of(corpus.attendees, "meeting_id", meeting).sort_values("list_position", kind="stable")
        for role in dict.fromkeys(attendees["role"]):
            people = [_person(row) for _, row in attendees[attendees["role"] == role].iterrows()]
            line(f"      {say(f'common.role_{role}', language())}  {'；'.join(people)}")


def _show_directives(corpus: Corpus, article: pd.Series) -> None:
    for _, directive in _of(corpus.directives, "article_id", article).iterrows():
        facts = [plain(directive[name]) for name in ("speaker", "cue", "responsible_body") if not is_missing(directive[name])]
        if not is_missing(directive["deadline"]):
            facts.append(f"{_word('deadline')} {plain(directive['deadline'])}")
        line(f"   ▷ {directive['text']}" + (f"（{' · '.join(facts)}）" if facts else ""))


def _person(row: pd.Series) -> str:
    title = f"{row['title']} " if not is_missing(row["title"]) else ""
    return f"{title}{row['name']}"


def _of(frame: pd.DataFrame, key: str, row: pd.Series) -> pd.DataFrame:
    chosen: pd.DataFrame = frame[frame[key] == row[key]]
    return chosen


def _value(name: str, value: Any) -> str:
    return word(name, value, language()) if name in {"issue_kind", "disclosure"} else plain(value)


def _word(name: str) -> str:
    return say(f"cli.word_{name}", language())
