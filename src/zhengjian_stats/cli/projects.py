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
    return _spoken(_project(start or Path.cwd(), settings, lang, processed))


def project_around(file: Path, *, settings: Path | None = None, lang: str = "") -> tuple[Project, Path | None]:
    """Return the project among whose bulletins a file lies, however deep, and the folder of those.

    Where it lies among those of none, the project is the one nearest to it, and there is no such folder.
    """
    folder = file.parent.resolve()
    for start in (folder, *folder.parents, Path.cwd()):
        project = _project(start, settings, lang)
        raw = project.raw.resolve()
        if folder.is_relative_to(raw):
            return _spoken(project), raw
    return project_here(folder, settings=settings, lang=lang), None


def _project(start: Path, settings: Path | None, lang: str, processed: Path | None = None) -> Project:
    import os

    from zhengjian_stats.cli.console import LANG_VARIABLE

    asked = STATE.lang or lang or os.environ.get(LANG_VARIABLE, "")
    return find_project(start, settings=settings or "", lang=asked, processed=processed or "")


def _spoken(project: Project) -> Project:
    STATE.lang = project.lang
    return project


def opened(project: Project) -> Corpus:
    """Return what was built of a project."""
    from zhengjian_stats.build import read_corpus

    return read_corpus(project.processed)
