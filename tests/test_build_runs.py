"""Builds as people run them: from a script without a guard, interrupted, again and again while files come and go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zhengjian_stats as zj
from test_build import assert_same, issue, put, standing


def script(folder: Path, code: str) -> Path:
    path = folder / "adhoc.py"
    path.write_text(code, encoding="utf-8")
    return path


def test_an_unguarded_script_with_children(tmp_path: Path) -> None:
    # no `if __name__ == "__main__"`, and files beside it that carry the names of modules
    for number in range(1, 41):
        put(tmp_path, f"raw/{number}.txt", issue(number, f"会上通报了第{number}号事项的办理情况。"))
    for name in ("json.py", "numbers.py", "struct.py"):
        put(tmp_path, name, "raise RuntimeError('the wrong module')\n")
    code = (
        "import sys; sys.path.remove(sys.path[0])\n"
        "import zhengjian_stats as zj\n"
        "corpus = zj.load_corpus('raw', workers=2)\n"
        "print(len(corpus.articles), len(corpus.problems.query(\"severity == 'error'\")))\n"
    )
    done = subprocess.run(
        [sys.executable, script(tmp_path, code)], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["40", "0"], "")


def test_a_notebook_or_prompt_without_a_main_file(tmp_path: Path) -> None:
    put(tmp_path, "raw/1.txt", issue(1))
    code = "import zhengjian_stats as zj; print(len(zj.load_corpus('raw', workers=1).issues))"
    done = subprocess.run(
        [sys.executable, "-"], input=code, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("1", "")


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_an_interrupt_leaves_what_stood_and_no_children(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    put(raw, "1.txt", issue(1))
    before = zj.load_corpus(raw, processed=out, workers=0)
    for number in range(2, 60):  # long enough that the children are not done when the interrupt comes
        put(raw, f"{number}.txt", issue(number, f"林清源要求，第{number}号事项要在月底前办结。" * 200))
    code = (
        "import time, zhengjian_stats as zj\n"
        "def told(done, total):\n"
        "    if done > 1: print('reading', flush=True); time.sleep(60)\n"
        "zj.load_corpus('raw', processed='out', workers=2, progress=told)\n"
    )
    command = [sys.executable, str(script(tmp_path, code))]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "reading\n"
        children = psutil.Process(run.pid).children(recursive=True)
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=300)
    assert children
    assert "KeyboardInterrupt" in told
    assert psutil.wait_procs(children, timeout=10)[1] == []
    assert_same(zj.read_corpus(out), before)
    assert len(zj.load_corpus(raw, processed=out, workers=0).issues) == 59


def test_a_killed_build_leaves_what_stood_and_the_lock_is_free(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    put(raw, "1.txt", issue(1))
    before = zj.load_corpus(raw, processed=out, workers=0)
    put(raw, "2.txt", issue(2))
    code = (
        "import os, zhengjian_stats as zj\n"
        "zj.load_corpus('raw', processed='out', workers=0, progress=lambda done, total: done < 2 or os._exit(9))\n"
    )
    done = subprocess.run([sys.executable, script(tmp_path, code)], cwd=tmp_path, timeout=60, check=False)
    assert done.returncode == 9
    assert_same(zj.read_corpus(out), before)
    assert len(zj.load_corpus(raw, processed=out, workers=0).issues) == 2


EDIT = st.tuples(st.sampled_from(["put", "remove", "copy", "name", "roster"]), st.integers(1, 4), st.integers(1, 5))


def carry_out(raw: Path, edit: tuple[str, int, int]) -> None:
    what, number, other = edit
    path = raw / f"{number}.txt"
    if what == "put":
        put(raw, path.name, issue(number, f"会上通报了第{other}号事项的办理情况。"))
    elif what == "remove":
        path.unlink(missing_ok=True)
    elif what == "copy" and path.exists():
        (raw / f"copy{other}.txt").write_bytes(path.read_bytes())
    elif what == "name" and path.exists():
        path.replace(raw / f"{number}-{other}.txt")
    elif what == "roster":
        put(raw, "roster.csv", f"name,title,until\n林清源,主任,2024-0{other}-01\n")


@given(st.lists(st.lists(EDIT, min_size=1, max_size=3), min_size=1, max_size=3))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_edits_one_after_the_other_end_where_a_clean_build_does(rounds: list[list[tuple[str, int, int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw, out = Path(folder, "raw"), Path(folder, "out")
        put(raw, "always.txt", issue(6))
        for edits in rounds:
            for edit in edits:
                carry_out(raw, edit)
            corpus = zj.load_corpus(raw, processed=out, workers=0)
        clean = zj.load_corpus(raw, processed=Path(folder, "clean"), workers=0)
        assert_same(corpus, clean)
        assert_same(zj.read_corpus(out), clean)
        assert standing(out) == standing(Path(folder, "clean"))


@pytest.mark.shared
@pytest.mark.slow
def test_the_daily_issues_in_bounds(shared: Path, tmp_path: Path) -> None:
    import tarfile

    (tmp_path / "raw").mkdir()
    with tarfile.open(shared / "corpora" / "xinwenlianbo.tar.xz") as archive:
        for member in archive:  # Python 3.11.2 has no filter for extractall
            if (data := archive.extractfile(member)) is not None:
                (tmp_path / "raw" / Path(member.name).name).write_bytes(data.read())
    example = Path(__file__).parent.parent / "docs" / "examples" / "xinwenlianbo.toml"
    begun = time.perf_counter()
    corpus = zj.load_corpus(tmp_path / "raw", settings=example)
    seconds = time.perf_counter() - begun
    assert len(corpus.issues) == 1423
    assert len(corpus.articles) >= 19_000
    assert corpus.problems.query("severity == 'error'").empty
    assert corpus.issues["issued_on"].notna().all()
    assert isinstance(corpus.terms, pd.DataFrame)
    assert seconds < 600
