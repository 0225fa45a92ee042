"""``zhengjian report``: the report of a period, as an offline page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhengjian_stats.cli.console import line, shown, warn
from zhengjian_stats.cli.init import carried
from zhengjian_stats.cli.options import Lang, Notebook, Period, Processed, Reports
from zhengjian_stats.cli.projects import opened, project_here
from zhengjian_stats.periods import parse_period
from zhengjian_stats.report.edition import LATEST, open_edition
from zhengjian_stats.report.publish import MAIN_NOTEBOOK, Order, make_report

if TYPE_CHECKING:
    from pathlib import Path

    from zhengjian_stats.periods import Period as Span
    from zhengjian_stats.report.project import Project


def report(
    period: Period = LATEST, notebook: Notebook = None, lang: Lang = "", out: Reports = None, processed: Processed = None
) -> None:
    """Run the notebook for a period and publish its page."""
    if period != LATEST:
        parse_period(period)  # a slip is told before anything is opened
    project = project_here(lang=lang, processed=processed)
    edition = open_edition(opened(project), period, project)
    if edition.is_empty:
        warn("report_no_issues", period=edition.period.title(project.lang))
    order = Order(
        notebook=notebook or _main_notebook(project),
        period=edition.period.label,
        reports=out or project.reports,
        lang=project.lang,
        parameters=_parameters(project, edition.period),
    )
    made = make_report(order)
    for message in made.warnings:
        warn("report_warning", message=message)
    line(shown(made.page))


def _main_notebook(project: Project) -> Path:
    own = project.notebooks / f"{MAIN_NOTEBOOK}.ipynb"
    return own if own.is_file() else carried() / "notebooks" / own.name


def _parameters(project: Project, span: Span) -> dict[str, str]:
    return {
        "period": span.label,
        "processed": str(project.processed.resolve()),
        "settings": str(project.settings_file or ""),
        "lang": project.lang,
    }
