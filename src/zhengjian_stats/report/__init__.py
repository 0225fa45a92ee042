"""Notebook to offline HTML page.

``find_project`` and ``open_edition`` give a notebook what it reports on; an ``Edition`` gives it the pieces of the page
(``head``, ``findings``, ``chart``, ``table``, ``problems``, ``method``). ``make_report`` runs a notebook and publishes it.
"""

from zhengjian_stats.periods import Period, parse_period
from zhengjian_stats.report.edition import Edition, open_edition
from zhengjian_stats.report.findings import Finding, main_findings
from zhengjian_stats.report.listings import (
    attendance_listed,
    deadlines_listed,
    formulations_listed,
    issues_listed,
    itself,
    meetings_listed,
    presences,
    speakers_listed,
    themes_listed,
)
from zhengjian_stats.report.project import Project, find_project
from zhengjian_stats.report.publish import Order, Published, make_report
from zhengjian_stats.report.render import Page, render

__all__ = [
    "Edition",
    "Finding",
    "Order",
    "Page",
    "Period",
    "Project",
    "Published",
    "attendance_listed",
    "deadlines_listed",
    "find_project",
    "formulations_listed",
    "issues_listed",
    "itself",
    "main_findings",
    "make_report",
    "meetings_listed",
    "open_edition",
    "parse_period",
    "presences",
    "render",
    "speakers_listed",
    "themes_listed",
]
