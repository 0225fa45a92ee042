"""Reading files in a child process: ``python -m zhengjian_stats.worker``, spoken to over its pipes.

A message is the length of its head, the length of its body, the head (JSON) and the body (bytes). The first message holds the
settings, each further one some files: their jobs in the head, their bytes in the body. The child answers ``{"ready": true}``
once, ``{"alive": true}`` while it works on a long file, and ``{"sheets": …}`` for each file, in order. No pickle: what a
hostile file makes of the child, it can only answer in JSON.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import IO, Any, BinaryIO, Final

from zhengjian_stats.errors import ReadError
from zhengjian_stats.frames import Sheets, sheets_of
from zhengjian_stats.messages import say
from zhengjian_stats.parse.issue import Job, ParsedIssue, parse_document
from zhengjian_stats.parse.records import Problem
from zhengjian_stats.parse.rows import Row, problem
from zhengjian_stats.readers import RawDocument, read_bytes
from zhengjian_stats.settings import Settings, settings_from_dict
from zhengjian_stats.text.correct import TextCorrection

_LENGTHS: Final = struct.Struct(">IQ")
#: A child whose parent died while it was stuck ends itself after so many times the time limit.
_PATIENCE: Final = 3


def harvest(data: bytes, job: Job, alive: Callable[[], None] = lambda: None) -> Sheets:
    r"""Read one file: everything that it gives, as columns by frame. Whatever is wrong with it becomes rows of ``problems``.

    Parameters
    ----------
    data : bytes
        The whole file.
    job : Job
        What is known beside it.
    alive : callable
        Called after each document of the file.

    Examples
    --------
    >>> sheets = harvest("召开馆务会\n\n3月5日，王岚主持召开馆务会。".encode(), Job("a.txt", "0" * 64))
    >>> sheets["articles"]["headline"], harvest(b"", Job("b.txt", "0" * 64))["problems"]["code"]
    (['召开馆务会'], ['empty_file'])
    """
    issues: list[ParsedIssue] = []
    problems: list[Row] = []
    try:
        documents = read_bytes(data, job.source)
    except ReadError as error:
        return sheets_of((), [failure(job.source, error)])
    for document in documents:
        try:
            issues += _parsed(document, job)
        except ReadError as error:
            problems.append(failure(job.source, error))
        alive()
    return sheets_of(issues, problems)


def _parsed(document: RawDocument, job: Job) -> list[ParsedIssue]:
    try:
        return parse_document(document, job)
    except ReadError:
        raise
    # One text, however odd, must not end a build of thousands; the cause is kept for whoever mends the parser.
    except Exception as error:
        cause = f"{type(error).__name__}: {error}"
        raise ReadError(
            "reader_failed", say("corpus.parser_failed", job.settings.language, cause=cause), document.place
        ) from error


def failure(source: str, error: ReadError) -> Row:
    """Return the row of ``problems`` of a file (or a part of it) that could not be read.

    Examples
    --------
    >>> failure("a.pdf", ReadError("encrypted_file", "it asks for a password", "page 2"))["message"]
    'page 2: it asks for a password'
    """
    message = f"{error.place}: {error}" if error.place else str(error)
    return problem(None, source, Problem("read", error.code, "error", message))


def send(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write a message."""
    packed = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    stream.write(_LENGTHS.pack(len(packed), len(body)) + packed)
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read a message; ``None`` where the other side has gone."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    n_head, n_body = _LENGTHS.unpack(lengths)
    head, body = stream.read(n_head), stream.read(n_body)
    if len(head) < n_head or len(body) < n_body:
        return None
    return json.loads(head.decode("utf-8", "surrogatepass")), body


def settings_message(settings: Settings) -> dict[str, Any]:
    """Return the first message to a child."""
    return {"settings": asdict(settings)}


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes for the messages alone: what a reader (or a program it starts) prints or asks for goes nowhere."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    return pipes


def serve(messages: BinaryIO, answers: BinaryIO) -> None:
    """Answer messages until the parent closes the pipe."""
    first = receive(messages)
    if first is None:
        return
    settings = settings_from_dict(first[0]["settings"], "the parent's settings")
    send(answers, {"ready": True})
    for jobs, body in _requests(messages):
        start = 0
        for job in jobs:
            data = body[start : start + job["size"]]
            start += job["size"]
            corrections = tuple(map(TextCorrection.of, job.get("corrections", ())))
            _answer(answers, data, Job(job["source"], job["sha256"], settings, job["fields"], corrections))


def _requests(messages: BinaryIO) -> Iterator[tuple[list[dict[str, Any]], bytes]]:
    while (message := receive(messages)) is not None:
        yield message[0]["files"], message[1]


def _answer(answers: BinaryIO, data: bytes, job: Job) -> None:
    def alive() -> None:
        _set_timer(job.settings)
        send(answers, {"alive": True})

    _set_timer(job.settings)
    send(answers, {"sheets": harvest(data, job, alive)})
    faulthandler.cancel_dump_traceback_later()


def _set_timer(settings: Settings) -> None:
    faulthandler.dump_traceback_later(settings.time_limit * _PATIENCE + 1, exit=True, file=sys.__stderr__ or 2)


def main() -> None:
    """Serve as a child process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends its children
    messages, answers = _own_pipes()
    with messages, answers:
        serve(messages, answers)


if __name__ == "__main__":
    main()
