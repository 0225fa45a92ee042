"""What a build is to do: files with their digests and metadata, settings, companion files, how many children."""

from __future__ import annotations

import difflib
import os
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from zhengjian_stats import worker
from zhengjian_stats.build.child import Limits, Work
from zhengjian_stats.build.pool import COMMAND, Crew
from zhengjian_stats.build.sources import Sources, digest_of
from zhengjian_stats.companions import METADATA, CompanionFiles, file_key, load_companions
from zhengjian_stats.corrections import Desk, Entry, read_corrections, stale
from zhengjian_stats.errors import ReadError
from zhengjian_stats.messages import say
from zhengjian_stats.settings import Settings

#: One child is worth its start for so many files, or so many bytes, each.
_FILES_A_CHILD: Final = 16
_BYTES_A_CHILD: Final = 2 << 20
_MOST_CHILDREN: Final = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """A build: what to read and how; ``told`` are rows of ``problems`` that are known before."""

    works: tuple[Work, ...]
    told: tuple[dict[str, Any], ...]
    n_unreadable: int
    companions: CompanionFiles
    settings: Settings
    workers: int | None
    processed: Path | None
    corrections: tuple[Entry, ...] = ()
    is_whole: bool = True

    def desk(self) -> Desk:
        """Return the desk over which the corrections of this build go."""
        return Desk(self.corrections, self.settings, is_whole=self.is_whole)

    def crew(self, works: Sequence[Work]) -> Crew:
        """Return who reads some of the files."""
        wanted = self.workers if self.workers is not None else self.settings.workers
        n_children = wanted if wanted is not None else n_worthwhile(works)
        if not COMMAND[0]:  # Python inside another program has no command of its own
            n_children = 0
        return Crew(n_children, Limits(time=self.settings.time_limit))


def n_worthwhile(works: Sequence[Work]) -> int:
    """Return how many children some files are worth; a child that reads while this process imports costs nothing."""
    by_count = -(-len(works) // _FILES_A_CHILD)
    by_size = -(-sum(work.size for work in works) // _BYTES_A_CHILD)
    return max(1, min(max(by_count, by_size), len(works), _n_processors(), _MOST_CHILDREN))


def _n_processors() -> int:
    available = getattr(os, "sched_getaffinity", None)
    return len(available(0)) if available else os.cpu_count() or 1


def planned(sources: Sources, settings: Settings, workers: int | None, processed: Path | None) -> Plan:
    """Look at every file and at what stands beside them.

    Raises
    ------
    SettingsError
        A companion file says something that cannot be.
    """
    companions = load_companions(sources.base)
    works: list[Work] = []
    failures = []
    for file in sources.files:
        try:
            sha256, size = digest_of(file)
        except ReadError as error:
            failures.append(worker.failure(file.source, error))
        else:
            cells = companions.metadata.get(file.source)
            works.append(Work(file, sha256, size, cells.cells if cells else {}, len(works)))
    entries, unusable = read_corrections(companions.corrections, settings)
    read = {file.source for file in sources.files}
    gone = {name for name in (*companions.metadata, *(entry.source for entry in entries)) if _is_gone(name, sources, read)}
    told = (
        *failures,
        *_unmatched(companions, sources, gone, settings),
        *unusable,
        *_misplaced(entries, sources, gone, settings),
    )
    kept = tuple(entry for entry in entries if not entry.source or entry.source in read)
    return Plan(tuple(works), told, len(failures), companions, settings, workers, processed, kept, sources.is_whole)


def _is_gone(name: str, sources: Sources, read: Container[str]) -> bool:
    """Tell a name of no file: neither of those that are read now, nor of those that lie there."""
    return bool(name) and name not in read and not _is_there(sources.base / name)


def _misplaced(
    entries: Iterable[Entry], sources: Sources, gone: Container[str], settings: Settings
) -> Iterator[dict[str, Any]]:
    """Tell of corrections that name no file."""
    for entry in entries:
        if entry.source in gone:
            hint = _hint(entry.source, sources, settings)
            cause = say("corrections.no_file", settings.language, source=entry.source, hint=hint)
            yield stale(entry, cause, settings.language)


def _hint(name: str, sources: Sources, settings: Settings) -> str:
    near = difflib.get_close_matches(name, [file_key(file.source) for file in sources.files], n=1)
    return say("corpus.metadata_hint", settings.language, near=near[0]) if near else ""


def _unmatched(
    companions: CompanionFiles, sources: Sources, gone: Container[str], settings: Settings
) -> Iterator[dict[str, Any]]:
    """Tell of rows of the metadata that name no file."""
    for name, cells in companions.metadata.items():
        if name not in gone:
            continue
        hint = _hint(name, sources, settings)
        message = say("corpus.metadata_unmatched", settings.language, row=cells.line, path=name, hint=hint)
        where = {"source": METADATA, "row": cells.line}
        yield {**where, "stage": "read", "code": "metadata_unmatched", "severity": "warning", "message": message}


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
