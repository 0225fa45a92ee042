"""``zhengjian init``: a new project folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from zhengjian_stats.cli.console import language, line, shown, tell
from zhengjian_stats.cli.options import Lang, Sample, Target
from zhengjian_stats.errors import UsageError

_FOLDERS: Final = ("data/raw", "data/processed", "reports", "notebooks")


def init(directory: Target, sample: Sample = False, lang: Lang = "") -> None:
    """Make a project folder; what is already there is never overwritten."""
    copies = dict(_copies(sample))
    texts = {"zhengjian.toml": "zhengjian", "README.md": "README"}
    taken = [place for place in (*texts, *copies) if (directory / place).exists()]
    if taken or (directory.exists() and not directory.is_dir()):
        raise UsageError(f"{directory / (taken[0] if taken else '')}: is there already; choose a new folder")
    for folder in _FOLDERS:
        (directory / folder).mkdir(parents=True, exist_ok=True)
    for place, source in copies.items():
        (directory / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, directory / place)
    for place, name in texts.items():
        (directory / place).write_text(_text(name, Path(place).suffix), encoding="utf-8", newline="\n")
    tell("init_done" if not sample else "init_done_sample", folder=shown(directory))
    line(str(directory))


def carried() -> Path:
    """Return the folder with notebooks and sample: inside an installed package, else the checkout it runs from.

    Examples
    --------
    >>> (carried() / "notebooks" / "periodic_report.ipynb").is_file()
    True
    """
    package = Path(str(files("zhengjian_stats")))
    for folder in (package / "_project", package.parent.parent):
        if (folder / "notebooks").is_dir():
            return folder
    raise UsageError("the installation lacks its notebooks; install zhengjian-stats again")


def _copies(sample: bool) -> Iterator[tuple[str, Path]]:
    root = carried()
    yield from ((f"notebooks/{path.name}", path) for path in sorted((root / "notebooks").glob("*.ipynb")))
    if sample:
        raw = root / "data" / "raw"
        kept = (path for path in sorted(raw.rglob("*")) if path.is_file() and not path.name.startswith("."))
        yield from ((f"data/raw/{path.relative_to(raw).as_posix()}", path) for path in kept)


def _text(name: str, suffix: str) -> str:
    path = files("zhengjian_stats") / "resources" / "project" / f"{name}.{language()}{suffix}"
    return path.read_text(encoding="utf-8")
