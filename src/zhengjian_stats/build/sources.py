"""Which files are read: those of a folder and the folders in it, one file, or a list of files."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zhengjian_stats.errors import ReadError, UsageError
from zhengjian_stats.readers import is_reserved

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file: where it is, and its path relative to the raw folder, with ``/``; ``fault`` says why it cannot be read."""

    path: Path
    source: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The files, in order of their names, and the folder beside whose files the companion files lie; perhaps all of it."""

    base: Path
    files: tuple[SourceFile, ...]
    is_whole: bool = False


def find_sources(where: Paths, *, leave_out: Path | None = None, raw: Path | None = None) -> Sources:
    """Find the files to read.

    Parameters
    ----------
    where : path or list of paths
        A folder, a file, or files.
    leave_out : Path, optional
        A folder that is not looked into (the built store, where it lies within).
    raw : Path, optional
        The raw folder that a file lies in: it then has the name that it has when all of that is read.

    Raises
    ------
    UsageError
        There is no such file or folder, or no file in it that could be a bulletin.
    """
    if not isinstance(where, (str, os.PathLike)):
        return _listed([Path(one) for one in where])
    path = Path(where)
    if path.is_dir():
        kept_out = {_identity(leave_out)} if leave_out and leave_out.is_dir() else set()
        files = sorted(_walk(path, path, kept_out), key=lambda file: file.source)
        if not files:
            raise UsageError(
                f"{path}: there is no file here that could be a bulletin; put bulletins there, or name another folder"
            )
        return Sources(path, tuple(files), is_whole=True)
    return _listed([path], raw)


def _listed(paths: list[Path], raw: Path | None = None) -> Sources:
    if not paths:
        raise UsageError("the list of files is empty; name at least one")
    for path in paths:
        if path.is_dir():
            raise UsageError(f"{path}: a folder stands in a list of files; pass the folder alone, or its files")
        if not path.exists() and not path.is_symlink():
            raise UsageError(f"{path}: there is no such file or folder")
    absolute = sorted({Path(os.path.abspath(path)) for path in paths})  # links stay as they are named
    try:
        base = raw or Path(os.path.commonpath([path.parent for path in absolute]))
    except ValueError as error:
        raise UsageError("the files lie on several drives; build each drive on its own") from error
    files = [SourceFile(path, _source(path, base), _look_at(path)[0]) for path in absolute]
    return Sources(base, tuple(sorted(files, key=lambda file: file.source)))


def _source(path: Path, base: Path) -> str:
    """Return the path relative to the base: the same on every system, whatever form its file names take."""
    relative = path.relative_to(base).as_posix()
    if any("\udc80" <= char <= "\udcff" for char in relative):  # bytes that are not UTF-8: a name packed on a Chinese Windows
        relative = os.fsencode(relative).decode("gb18030", errors="replace")
    return unicodedata.normalize("NFC", relative)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _walk(folder: Path, base: Path, seen: set[tuple[int, int]]) -> Iterator[SourceFile]:
    """Go through a folder and those in it, each once, however links turn."""
    try:
        identity = _identity(folder)
        if identity in seen:
            return
        seen.add(identity)
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield SourceFile(folder, _source(folder, base), _reason(error))
        return
    for path in entries:
        source = _source(path, base)
        if is_reserved(source):
            continue
        fault, is_folder = _look_at(path)
        if is_folder:
            yield from _walk(path, base, seen)
        else:
            yield SourceFile(path, source, fault)


def _look_at(path: Path) -> tuple[str, bool]:
    """Say why a path is no file that can be read, without opening it (a pipe would never end), and whether it is a folder."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _reason(error), False
    return "" if stat.S_ISREG(mode) else "not a regular file", stat.S_ISDIR(mode)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def digest_of(file: SourceFile) -> tuple[str, int]:
    """Return the SHA-256 and the size of what a file holds.

    Raises
    ------
    ReadError
        It cannot be opened or read.
    """
    data = read_source(file)
    return hashlib.sha256(data).hexdigest(), len(data)


def read_source(file: SourceFile, sha256: str | None = None) -> bytes:
    """Read a file.

    Raises
    ------
    ReadError
        It cannot be opened or read, or it no longer holds what it held when its digest was taken.
    """
    if file.fault:
        raise ReadError("unreadable_file", file.fault)
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise ReadError("unreadable_file", _reason(error)) from error
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise ReadError("unreadable_file", "the file was changed while it was being read; build again")
    return data
