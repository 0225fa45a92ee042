"""From files to a corpus: read what is new, put it together, keep it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from zhengjian_stats.build.plan import planned
from zhengjian_stats.build.sources import Paths, find_sources
from zhengjian_stats.corpus import Corpus
from zhengjian_stats.errors import ReadError, UsageError
from zhengjian_stats.settings import Settings, find_settings, load_settings

__all__ = ["load_corpus", "parse_text", "read_corpus"]

#: Told after each file: files done, files in all.
Progress = Callable[[int, int], object]

AnyPath = str | os.PathLike[str]


def load_corpus(
    path: Paths,
    *,
    processed: AnyPath | None = None,
    settings: AnyPath | Settings | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Corpus:
    r"""Read bulletins: every file of a folder and the folders in it, one file, or a list of files.

    Parameters
    ----------
    path : path or list of paths
        What to read. ``metadata.csv``, ``roster.csv``, ``bodies.csv`` and ``corrections.csv`` beside the files are taken
        into account.
    processed : path, optional
        Folder in which the result is kept (``data/processed``); files that did not change are then not read again.
    settings : path or Settings, optional
        A ``zhengjian.toml``, or settings; by default the one in the folder or the nearest of two folders above it.
    workers : int, optional
        Child processes that read; 0 reads in this process. By default as many as the work is worth.
    progress : callable, optional
        Called with the number of files done and of all files.

    Returns
    -------
    Corpus
        What a file could not give stands in ``problems``; the other files are there all the same.

    Raises
    ------
    UsageError
        There is no such file or folder, or no file in it.
    SettingsError
        The settings or a companion file say something that cannot be.
    StoreError
        The result cannot be kept (``StoreLockedError``, ``StoreWriteError``); what was built before still stands.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("召开馆务会\n\n王岚主持召开馆务会。", encoding="utf-8")
    >>> load_corpus(folder, workers=0).articles["headline"].to_list()
    ['召开馆务会']
    """
    from zhengjian_stats.build.run import built
    from zhengjian_stats.store import locked

    kept = Path(processed) if processed is not None else None
    sources = find_sources(path, leave_out=kept)
    plan = planned(sources, _settings(settings, sources.base), _checked(workers), kept)
    with locked(kept) if kept else nullcontext():
        return built(plan, progress or _silent)


def read_file(path: Path, raw: Path | None, settings: Settings) -> Corpus:
    r"""Read one file as it is read with all others: the companion files are those of the raw folder that it lies in.

    Parameters
    ----------
    path : Path
        The file.
    raw : Path or None
        The folder; where there is none, it is the one beside whose files it lies.
    settings : Settings
        Those of the project.

    Examples
    --------
    >>> import tempfile
    >>> raw = Path(tempfile.mkdtemp())
    >>> (raw / "2024").mkdir()
    >>> _ = (raw / "2024" / "a.txt").write_text("召开馆务会\n\n王岚主持召开馆务会。", encoding="utf-8")
    >>> read_file(raw / "2024" / "a.txt", raw, Settings()).issues["source"].to_list()
    ['2024/a.txt']
    """
    from zhengjian_stats.build.run import built

    return built(planned(find_sources(path, raw=raw), settings, 0, None), _silent)


def read_corpus(processed: AnyPath) -> Corpus:
    """Return the corpus that was built in a folder; its frames are read when they are asked for.

    Raises
    ------
    StoreMissingError
        Nothing was built there yet.
    StoreError
        The store is damaged.

    Examples
    --------
    >>> read_corpus("data/nowhere")
    Traceback (most recent call last):
    zhengjian_stats.errors.StoreMissingError: ...
    """
    from zhengjian_stats.store import read_generation

    standing = read_generation(Path(processed))
    return Corpus(standing, standing.settings(), standing.roster())


def parse_text(text: str, *, issued_on: str | dt.date | None = None, settings: AnyPath | Settings | None = None) -> Corpus:
    r"""Read one issue (or several, 合订本) from a text.

    Parameters
    ----------
    text : str
        The text.
    issued_on : str or date, optional
        Date of issue; it stands over the one in the text.
    settings : path or Settings, optional
        A ``zhengjian.toml``, or settings; by default none.

    Raises
    ------
    UsageError
        The text is empty, or the date is not one.

    Examples
    --------
    >>> corpus = parse_text("召开馆务会\n\n3月5日，王岚主持召开馆务会。", issued_on="2024-03-08")
    >>> corpus.meetings["held_on"].dt.date.to_list()
    [datetime.date(2024, 3, 5)]
    """
    from zhengjian_stats.build.run import built_from_text
    from zhengjian_stats.parse.stated import stated_value

    stated = "" if issued_on is None else str(issued_on)
    try:
        stated_value("issued_on", stated)
        return built_from_text(text, _settings(settings, None), {"issued_on": stated})
    except ValueError as error:
        raise UsageError(f"issued_on: {error}") from error
    except ReadError as error:
        raise UsageError(f"the text cannot be read: {error}") from error


def _settings(settings: AnyPath | Settings | None, folder: Path | None) -> Settings:
    if isinstance(settings, Settings):
        return settings
    path = settings if settings is not None else folder and find_settings(folder)
    return load_settings(os.fspath(path)) if path else Settings()


def _checked(workers: int | None) -> int | None:
    if workers is not None and workers < 0:
        raise UsageError(f"workers must be 0 or more, found {workers}")
    return workers


def _silent(done: int, total: int) -> None:
    """Say nothing."""
