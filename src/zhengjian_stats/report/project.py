"""Where a project keeps its things, seen from any folder in it (a notebook runs in ``notebooks/``)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhengjian_stats.errors import UsageError
from zhengjian_stats.messages import checked_language
from zhengjian_stats.settings import Settings, find_settings, load_settings

if TYPE_CHECKING:
    import pandas as pd

    from zhengjian_stats.messages import Language

#: What tells a project that has no zhengjian.toml.
_MARKS: Final = ("data/processed", "data/raw")


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its folder, its settings (and the file they are from, if any) and the language it speaks."""

    folder: Path
    settings: Settings
    settings_file: Path | None
    lang: Language

    @property
    def raw(self) -> Path:
        """Folder of the bulletins."""
        return self.folder / self.settings.paths.raw

    @property
    def processed(self) -> Path:
        """Folder of what was built."""
        return self.folder / self.settings.paths.processed

    @property
    def reports(self) -> Path:
        """Folder of the reports."""
        return self.folder / self.settings.paths.reports

    def built_to(self, processed: str | Path) -> Project:
        """Return the same project with another place for what was built."""
        paths = replace(self.settings.paths, processed=str(Path(processed).resolve()))
        return replace(self, settings=replace(self.settings, paths=paths))

    def roster(self) -> pd.DataFrame | None:
        """Return who is expected at which meetings: ``roster.csv`` beside the bulletins, ``None`` where there is none."""
        from zhengjian_stats.companions import load_companions

        return load_companions(self.raw).roster

    @property
    def notebooks(self) -> Path:
        """Folder of the notebooks."""
        return self.folder / "notebooks"


def find_project(start: str | Path = ".", *, settings: str | Path = "", lang: str = "", processed: str | Path = "") -> Project:
    """Return the project that a folder belongs to.

    Parameters
    ----------
    start : path
        A folder in the project (two levels below it at most).
    settings : path, optional
        The settings file, where it is not the project's ``zhengjian.toml``.
    lang : {"", "zh", "en"}
        The language to speak, else that of the settings.
    processed : path, optional
        Where it was built to. The project is then the one around it, for a notebook may lie in another one.

    Raises
    ------
    UsageError
        The settings file is missing or says what cannot be, or the language is not spoken.

    Examples
    --------
    >>> find_project("/nowhere", lang="en").lang
    'en'
    """
    near = [Path(place).resolve() for place in (processed, start) if str(place)]
    file = Path(settings).resolve() if settings else next(filter(None, map(find_settings, near)), None)
    if file and not file.is_file():
        raise UsageError(f"{settings}: there is no such settings file")
    chosen = load_settings(file) if file else Settings()
    project = Project(file.parent if file else _unmarked(near[0]), chosen, file, checked_language(lang or chosen.language))
    return project.built_to(processed) if processed else project


def _unmarked(start: Path) -> Path:
    near = [start, *list(start.parents)[:2]]
    return next((folder for folder in near for mark in _MARKS if (folder / mark).is_dir()), start)
