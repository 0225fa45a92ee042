"""Child processes that read files, and what becomes of those that crash, hang or eat all memory."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from zhengjian_stats import worker
from zhengjian_stats.build.child import Child, Limits, Work
from zhengjian_stats.build.sources import read_source
from zhengjian_stats.errors import ReadError
from zhengjian_stats.frames import Sheets, sheets_of
from zhengjian_stats.messages import say
from zhengjian_stats.settings import Settings

#: A child is a Python of its own: it must not import a ``json.py`` that lies where the user stands (``-P``).
COMMAND: Final = (sys.executable or "", "-P", "-m", "zhengjian_stats.worker")

_TICK: Final = 0.2


@dataclass(frozen=True, slots=True)
class Crew:
    """How files are read: by how many children, started how, within what limits."""

    n_children: int
    limits: Limits = field(default_factory=Limits)
    command: Sequence[str] = COMMAND


class Answer(NamedTuple):
    """What a file gave; ``lasts`` is false where it failed for a reason that may pass, and is to be read again next time."""

    work: Work
    sheets: Sheets
    lasts: bool


def read_all(works: Sequence[Work], settings: Settings, crew: Crew) -> Generator[Answer]:
    """Read files, in children or (with none) in this process; give what each holds as it comes."""
    if not crew.n_children:
        for work in works:
            yield _in_process(work, settings)
    elif works:
        yield from _Pool(works, settings, crew).results()


def _in_process(work: Work, settings: Settings) -> Answer:
    try:
        data = read_source(work.file, work.sha256)
    except ReadError as error:
        return _failed(work, error)
    return _read(work, worker.harvest(data, work.job(settings)))


def _read(work: Work, sheets: Sheets) -> Answer:
    return Answer(work, sheets, "reader_failed" not in sheets.get("problems", {}).get("code", ()))


def _failed(work: Work, error: ReadError) -> Answer:
    return Answer(work, sheets_of((), [worker.failure(work.file.source, error)]), lasts=False)


class _Pool:
    """Threads that each look after one child; the caller's own thread keeps watch over all."""

    def __init__(self, works: Sequence[Work], settings: Settings, crew: Crew) -> None:
        self.settings = settings
        self.crew = crew
        self.batches: queue.SimpleQueue[Sequence[Work]] = queue.SimpleQueue()
        for batch in _batches(works, crew.n_children):
            self.batches.put(batch)
        self.answers: queue.SimpleQueue[Answer | BaseException] = queue.SimpleQueue()
        self.left = len(works)
        self.ended = threading.Event()
        self.keepers = [_Keeper(self) for _ in range(min(crew.n_children, len(works)))]

    def results(self) -> Generator[Answer]:
        try:
            for keeper in self.keepers:
                keeper.start()
            while self.left:
                with suppress(queue.Empty):
                    answer = self.answers.get(timeout=_TICK)
                    if isinstance(answer, BaseException):
                        raise answer
                    self.left -= 1
                    yield answer
                for keeper in self.keepers:
                    keeper.look_after(self.crew.limits)
        finally:
            self.ended.set()
            # A keeper may just be starting a child: it is dismissed once it is there.
            while alive := [keeper for keeper in self.keepers if keeper.is_alive()]:
                for keeper in alive:
                    keeper.dismiss()
                    keeper.join(_TICK)


def _batches(works: Sequence[Work], n_children: int) -> Iterator[Sequence[Work]]:
    """Cut the files into messages: large enough that the pipe costs nothing, small enough that no child idles at the end."""
    most = max(1, min(16, len(works) // (n_children * 4)))
    batch: list[Work] = []
    for work in works:
        if batch and (len(batch) == most or sum(w.size for w in batch) + work.size > 4 << 20):
            yield batch
            batch = []
        batch.append(work)
    if batch:
        yield batch


class _Keeper(threading.Thread):
    """Hands files to one child after another and tells what came back; none that was lost is waited for."""

    def __init__(self, pool: _Pool) -> None:
        super().__init__(daemon=True)
        self.pool = pool
        self.child: Child | None = None

    def run(self) -> None:
        """Work until no file is left."""
        try:
            while not self.pool.ended.is_set():
                self._read(self.pool.batches.get_nowait())
        except queue.Empty:
            pass
        except BaseException as error:  # told to the caller's thread, which raises it
            self.pool.answers.put(error)
        finally:
            if self.child is not None:
                self.child.close()

    def look_after(self, limits: Limits) -> None:
        """End the child where it takes too much."""
        if self.child is not None:
            self.child.check(limits)

    def dismiss(self) -> None:
        """End the child where it stands."""
        if self.child is not None:
            self.child.kill()

    def _read(self, batch: Sequence[Work]) -> None:
        loaded = []
        for work in batch:
            try:
                loaded.append((work, read_source(work.file, work.sha256)))
            except ReadError as error:
                self.pool.answers.put(_failed(work, error))
        while loaded and not self.pool.ended.is_set():
            loaded = self._send(loaded)

    def _send(self, loaded: list[tuple[Work, bytes]]) -> list[tuple[Work, bytes]]:
        """Have files read; return those that are still to be read because the child was lost over one before them."""
        child = self._child()
        if child is None:
            for work, _ in loaded:
                if not self.pool.ended.is_set():
                    self.pool.answers.put(_in_process(work, self.pool.settings))
            return []
        if self.pool.ended.is_set():
            child.kill()
            return []
        answered = 0
        for sheets in child.read(loaded, self.pool.crew.limits):
            self.pool.answers.put(_read(loaded[answered][0], sheets))
            answered += 1
        if answered == len(loaded):
            return []
        self.child = None
        child.close()
        if child.is_lost and not self.pool.ended.is_set():
            self._tell_lost(loaded[answered][0], child)
            answered += 1
        return loaded[answered:]

    def _tell_lost(self, work: Work, child: Child) -> None:
        cause = child.cause or f"exit code {child.process.returncode}"
        message = say("corpus.child_lost", self.pool.settings.language, cause=cause)
        self.pool.answers.put(_failed(work, ReadError("reader_failed", message)))

    def _child(self) -> Child | None:
        """Return a child that is ready; ``None`` where none can be started here at all."""
        crew = self.pool.crew
        if self.child is not None and self.child.n_read >= crew.limits.n_files:
            self.child.close()
            self.child = None
        if self.child is None:
            self.child = Child.started(crew.command, self.pool.settings, crew.limits)
        return self.child
