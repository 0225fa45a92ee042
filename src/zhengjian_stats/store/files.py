"""Files that are there whole or not at all, the lock, and what a disk can refuse."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from zhengjian_stats.errors import StoreLockedError, StoreWriteError

LOCK_NAME: Final = ".lock"
#: Ending of a file that is still being written; a run that was killed leaves some, the next one sweeps them.
HALF_SUFFIX: Final = ".half"


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error that names the place.

    Raises
    ------
    StoreWriteError
        Disk full, no permission, or no such place.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreWriteError(f"{path}: cannot be written: {reason}; free some space or allow writing there") from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it.

    Raises
    ------
    StoreWriteError
        It cannot be made.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file so that it is there whole, or as it was before; if ``durable``, even if the power fails.

    Raises
    ------
    StoreWriteError
        Disk full or no permission; the file is as it was before.
    """
    half = path.with_name(path.name + HALF_SUFFIX)
    with writing(path):
        try:
            with half.open("wb") as file:
                file.write(data)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            half.replace(path)
        except BaseException:
            half.unlink(missing_ok=True)
            raise


def sweep(folder: Path, keep: set[str]) -> None:
    """Delete the files of a folder that nobody needs; one that is held open elsewhere (Windows) goes next time."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in keep:
            with suppress(OSError):
                path.unlink()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the store for oneself; within one run it may be held twice over.

    Raises
    ------
    StoreLockedError
        Another run holds it.
    """
    import filelock

    make_folder(folder)
    lock = filelock.FileLock(folder / LOCK_NAME, timeout=0, is_singleton=True)
    with writing(folder):
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise StoreLockedError(f"{folder}: another run is building there; wait until it is done") from error
    try:
        yield
    finally:
        lock.release()
