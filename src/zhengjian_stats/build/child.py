"""One child process that reads files, within limits of time and memory."""

from __future__ import annotations

import math
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from zhengjian_stats import worker
from zhengjian_stats.build.sources import SourceFile
from zhengjian_stats.frames import Sheets
from zhengjian_stats.messages import Language, say
from zhengjian_stats.parse.issue import Job
from zhengjian_stats.settings import Settings
from zhengjian_stats.text.correct import TextCorrection

if TYPE_CHECKING:
    import psutil

_GIB: Final = 1 << 30
_NO_WINDOW: Final[int] = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


@dataclass(frozen=True, slots=True)
class Work:
    """A file to read: where it is, the digest of what it held when it was looked at, its row of ``metadata.csv``.

    ``place`` is its place among the files; two may have the same name, written in different characters. ``corrections`` are
    those that change its text.
    """

    file: SourceFile
    sha256: str
    size: int
    fields: Mapping[str, str]
    place: int = 0
    corrections: tuple[TextCorrection, ...] = ()

    def job(self, settings: Settings) -> Job:
        """Return what is known of the file beside its text."""
        return Job(self.file.source, self.sha256, settings, self.fields, self.corrections)

    def record(self) -> dict[str, Any]:
        """Return what a child is told of the file."""
        corrections = [correction.record() for correction in self.corrections]
        about = {"source": self.file.source, "sha256": self.sha256, "fields": dict(self.fields)}
        return {**about, "corrections": corrections}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take: seconds a document, bytes of memory, files before it is replaced, seconds to start."""

    time: float = 120.0
    memory: int = 3 * _GIB
    n_files: int = 500
    start: float = 60.0


class Child:
    """One child process and the pipes to it."""

    def __init__(self, command: Sequence[str], language: Language) -> None:
        self.language = language
        self.n_read = 0
        #: Why this child was ended; empty while it may work.
        self.cause = ""
        #: Whether it was lost over the file that it was to answer next.
        self.is_lost = False
        self._lock = threading.Lock()
        self._deadline = math.inf
        self._seconds = 0.0
        self.process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=os.name == "posix",
            creationflags=_NO_WINDOW,
        )
        self._messages, self._answers = _pipe(self.process.stdin), _pipe(self.process.stdout)
        self._handle = _handle(self.process.pid)

    @classmethod
    def started(cls, command: Sequence[str], settings: Settings, limits: Limits) -> Child | None:
        """Start a child and give it the settings; ``None`` where that cannot be."""
        try:
            child = cls(command, settings.language)
        except (OSError, ValueError):
            return None
        child._wait_at_most(limits.start)
        with suppress(OSError):
            worker.send(child._messages, worker.settings_message(settings))
            if child._answer() is not None:
                child._rest()
                return child
        child.close()
        return None

    def read(self, loaded: Sequence[tuple[Work, bytes]], limits: Limits) -> Iterator[Sheets]:
        """Have files read; end early where the child is lost or was ended."""
        files = [{**work.record(), "size": len(data)} for work, data in loaded]
        if not self._wait_at_most(limits.time):
            return
        with suppress(OSError):  # a pipe that breaks is a child that died, and that shows below
            worker.send(self._messages, {"files": files}, b"".join(data for _, data in loaded))
        for _ in files:
            if not self._wait_at_most(limits.time):
                return
            answer = self._answer()
            while answer is not None and "sheets" not in answer:
                self._wait_at_most(limits.time)
                answer = self._answer()
            if answer is None:
                self.is_lost = True
                return
            self._rest()
            self.n_read += 1
            yield answer["sheets"]

    def _answer(self) -> dict[str, Any] | None:
        try:
            answer = worker.receive(self._answers)
        except (OSError, ValueError):  # the pipe was closed, or what came is no message
            return None
        return None if answer is None else answer[0]

    def _wait_at_most(self, seconds: float) -> bool:
        """Set the clock for one answer; false where the child was ended over the one before it."""
        with self._lock:
            self._seconds, self._deadline = seconds, time.monotonic() + seconds
            return not self.cause

    def _rest(self) -> None:
        with self._lock:
            self._deadline = math.inf

    def check(self, limits: Limits) -> None:
        """End the child where it takes too long or too much memory."""
        with self._lock:
            if time.monotonic() > self._deadline:
                self._end(say("corpus.child_slow", self.language, seconds=f"{self._seconds:g}"))
            elif _memory(self._handle) > limits.memory:
                self._end(say("corpus.child_large", self.language, gib=f"{limits.memory / _GIB:.1f}"))

    def kill(self) -> None:
        """End the child at once."""
        with self._lock:
            self._end("-")

    def _end(self, cause: str) -> None:
        """End the child and what it started (a reader may run a program)."""
        self.cause = self.cause or cause
        with suppress(_no_process()):
            for process in (*self._handle.children(recursive=True), self._handle):
                with suppress(_no_process()):
                    process.kill()
        with suppress(OSError):
            self.process.kill()

    def close(self) -> None:
        """Let the child end by itself, if it can."""
        with suppress(OSError):
            self._messages.close()
        try:
            self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()
        self._answers.close()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise OSError("the child has no pipe")
    return stream


def _environment() -> dict[str, str]:
    """Let the child find the package where this process found it, also in a folder that was put on the path by hand."""
    here = Path(__file__).resolve().parents[2]
    known = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    if here.name not in {"site-packages", "dist-packages"} and str(here) not in known:
        known.append(str(here))
    return {**os.environ, **({"PYTHONPATH": os.pathsep.join(known)} if known else {})}


def _handle(pid: int) -> psutil.Process:
    """Return a handle that cannot be taken for another process that gets the same number later."""
    import psutil

    return psutil.Process(pid)


def _no_process() -> type[Exception]:
    import psutil

    return psutil.Error


def _memory(handle: psutil.Process) -> int:
    """Return the bytes of memory that a process holds; 0 where it has gone."""
    with suppress(_no_process()):
        return int(handle.memory_info().rss)
    return 0
