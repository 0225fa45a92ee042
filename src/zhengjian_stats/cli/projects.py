"""The project one stands in, and its corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhengjian_stats.cli.console import STATE
from zhengjian_stats.report.project import Project, find_project

if TYPE_CHECKING:
    from zhengjian_stats.corpus import Corpus


def project_here(
    start: Path | None = None, *, settings: Path | None = None, lang: str = "", processed: Path | None = None
) -> Project:
    """Return the project of a folder (else of the one we are in); from here on the command speaks its language."""
    import os

    from zhengjian_stats.cli.console import LANG_VARIABLE

    asked = STATE.lang or lang or os.environ.get(LANG_VARIABLE, "")
    project = find_project(start or Path.cwd(), settings=settings or "", lang=asked, processed=processed or "")
    STATE.lang = project.lang
    return project


def opened(project: Project) -> Corpus:
    """Return what was built of a project."""
    from zhengjian_stats.build import read_corpus

    return read_corpus(project.processed)
