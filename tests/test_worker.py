"""Children that read: they answer what this process would, and one that crashes, hangs or eats memory costs one file."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats import worker
from zhengjian_stats.build.child import Limits, Work
from zhengjian_stats.build.pool import COMMAND, Crew, read_all
from zhengjian_stats.build.sources import SourceFile
from zhengjian_stats.frames import Sheets
from zhengjian_stats.parse.issue import Job
from zhengjian_stats.settings import Settings

TEXT = "第3期\n\n馆务会\n\n3月5日，王岚主持召开馆务会。王岚强调，要抓好安全生产。"

#: A child that does what the file says, in the place of reading it.
OBEDIENT = """
import os, sys, time
from zhengjian_stats import worker
from zhengjian_stats.errors import ReadError

def harvest(data, job, alive=lambda: None):
    match data.decode().split():
        case ["crash"]: os.abort()
        case ["leave"]: os._exit(3)
        case ["hang"]: time.sleep(600)
        case ["eat"]: hoard = b"x" * (1 << 30); time.sleep(600)
        case ["print"]: print("stray"); sys.stdout.flush(); os.write(1, b"stray"); os.system("echo stray")
        case ["ask"]: assert sys.stdin.read() == ""
        case ["long"]:
            for _ in range(4): time.sleep(0.7); alive()
    return worker.sheets_of((), [worker.failure(job.source, ReadError("empty_file", str(os.getpid())))])

worker.harvest = harvest
worker.main()
"""


def works(folder: Path, *texts: str) -> list[Work]:
    made = []
    for place, text in enumerate(texts):
        path = folder / f"{place:03}.txt"
        path.write_text(text, encoding="utf-8")
        data = path.read_bytes()
        made.append(Work(SourceFile(path, path.name), hashlib.sha256(data).hexdigest(), len(data), {"issued_on": "2024-03-08"}))
    return made


def read(folder: Path, *texts: str, crew: Crew) -> dict[str, Sheets]:
    return {work.file.source: sheets for work, sheets, _ in read_all(works(folder, *texts), Settings(), crew)}


@pytest.fixture
def obedient(tmp_path: Path) -> Sequence[str]:
    script = tmp_path / "obedient.py"
    script.write_text(OBEDIENT, encoding="utf-8")
    return sys.executable, str(script)


def messages(found: dict[str, Sheets], code: str = "reader_failed") -> dict[str, str]:
    return {
        source: sheets["problems"]["message"][0] for source, sheets in found.items() if sheets["problems"]["code"] == [code]
    }


def test_a_child_answers_what_this_process_would(tmp_path: Path) -> None:
    texts = [TEXT, TEXT.replace("3", "4"), "", "\0\1\2", TEXT * 3]
    assert read(tmp_path, *texts, crew=Crew(2)) == read(tmp_path, *texts, crew=Crew(0))


@pytest.mark.parametrize(
    ("order", "cause"), [("crash", "-6|exit code"), ("leave", "exit code 3"), ("hang", "1.5"), ("eat", "GiB")]
)
def test_a_lost_child_costs_one_file(tmp_path: Path, obedient: Sequence[str], order: str, cause: str) -> None:
    import re

    limits = Limits(time=1.5 if order == "hang" else 60, memory=600 << 20)
    texts = ["fine"] * 4 + [order] + ["fine"] * 4
    found = read(tmp_path, *texts, crew=Crew(1, limits, obedient))
    assert len(found) == 9
    failed = messages(found)
    assert list(failed) == ["004.txt"]
    assert re.search(cause, failed["004.txt"])
    assert len(messages(found, "empty_file")) == 8


def test_several_lost_children_in_a_row(tmp_path: Path, obedient: Sequence[str]) -> None:
    found = read(tmp_path, *["leave", "fine", "leave", "leave", "fine"], crew=Crew(2, Limits(), obedient))
    assert sorted(messages(found)) == ["000.txt", "002.txt", "003.txt"]
    assert len(found) == 5


@pytest.mark.parametrize("order", ["print", "ask"])
def test_what_a_reader_prints_or_asks_for_goes_nowhere(tmp_path: Path, obedient: Sequence[str], order: str) -> None:
    found = read(tmp_path, order, "fine", crew=Crew(1, Limits(), obedient))
    assert len(messages(found, "empty_file")) == 2


def test_the_limit_is_for_a_document_not_for_a_long_table(tmp_path: Path, obedient: Sequence[str]) -> None:
    found = read(tmp_path, "long", crew=Crew(1, Limits(time=1.5), obedient))
    assert messages(found) == {}


def test_a_child_is_replaced_after_so_many_files(tmp_path: Path, obedient: Sequence[str]) -> None:
    found = read(tmp_path, *["fine"] * 12, crew=Crew(1, Limits(n_files=3), obedient))
    assert len(set(messages(found, "empty_file").values())) == 4


@pytest.mark.parametrize(
    "command", [["/no/such/program"], [sys.executable, "-c", "print('no message')"], [sys.executable, "-c", ""]]
)
def test_where_no_child_can_be_started_this_process_reads(tmp_path: Path, command: list[str]) -> None:
    assert read(tmp_path, TEXT, crew=Crew(2, Limits(start=20), command)) == read(tmp_path, TEXT, crew=Crew(0))


def test_children_end_when_the_caller_stops(tmp_path: Path, obedient: Sequence[str]) -> None:
    reading = read_all(works(tmp_path, "fine", *["hang"] * 6), Settings(), Crew(2, Limits(), obedient))
    next(reading)
    children = psutil.Process().children(recursive=True)
    assert children
    begun = time.monotonic()
    reading.close()
    assert time.monotonic() - begun < 20
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


@pytest.mark.skipif(os.name != "posix", reason="signals of a terminal")
def test_an_interrupt_is_for_the_parent(tmp_path: Path) -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        worker.send(child.stdin, worker.settings_message(Settings()))
        assert worker.receive(child.stdout) == ({"ready": True}, b"")
        child.send_signal(signal.SIGINT)
        job = {"source": "a.txt", "sha256": "0" * 64, "fields": {}, "size": len(TEXT.encode())}
        worker.send(child.stdin, {"files": [job]}, TEXT.encode())
        answer = worker.receive(child.stdout)
        while answer is not None and "sheets" not in answer[0]:
            answer = worker.receive(child.stdout)
        assert answer is not None
        assert answer[0]["sheets"] == json.loads(json.dumps(worker.harvest(TEXT.encode(), Job("a.txt", "0" * 64))))


def test_a_child_ends_with_its_parent() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(timeout=30) == 0


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers()), st.binary(max_size=50))
def test_a_message_arrives_as_it_was_sent(head: dict[str, object], body: bytes) -> None:
    pipe = BytesIO()
    worker.send(pipe, head, body)
    whole = pipe.getvalue()
    assert worker.receive(BytesIO(whole)) == (head, body)
    assert worker.receive(BytesIO(whole[:-1])) is None
    assert worker.receive(BytesIO()) is None


def test_a_bug_in_the_parser_costs_one_text(tmp_path: Path) -> None:
    # settings that no file gives: a pattern of a layout that is no pattern makes the parser fail
    from dataclasses import replace

    from zhengjian_stats.settings import Layout

    layout = Layout(name="x", detect="馆务会", article="馆")
    object.__setattr__(layout, "article", 7)
    sheets = worker.harvest(TEXT.encode(), Job("a.txt", "0" * 64, replace(Settings(), layout=(layout,))))
    assert sheets["problems"]["code"] == ["reader_failed"]
    assert "texts" not in sheets
