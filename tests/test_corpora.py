"""Real corpora in bulk: every file is read, nothing fails, spans are what they claim."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import zhengjian_stats as zj
from facts import rows

if TYPE_CHECKING:
    from zhengjian_stats import Corpus

pytestmark = pytest.mark.shared

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def local(shared: Path) -> Corpus:
    return zj.load_corpus(shared / "corpora" / "local-news.jsonl")


def test_every_row_of_the_local_news_is_an_issue(local: Corpus, shared: Path) -> None:
    lines = (shared / "corpora" / "local-news.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(local.issues) == len(local.articles) == len(lines)
    assert rows(local.problems.query("severity == 'error'"), "source", "code", "message") == []


def test_dates_and_headlines_are_those_of_the_rows(local: Corpus, shared: Path) -> None:
    lines = (shared / "corpora" / "local-news.jsonl").read_text(encoding="utf-8").splitlines()
    stated = sorted(record["issued_on"][:10] for record in map(json.loads, lines) if record["issued_on"])
    assert sorted(local.issues["issued_on"].dropna().dt.strftime("%Y-%m-%d")) == stated


def test_spans_are_what_they_claim(local: Corpus) -> None:
    texts = {issue_id: local.text(issue_id) for issue_id in local.issues["issue_id"]}
    for frame, column in (("attendees", "name"), ("directives", "text"), ("citations", "title"), ("formulations", "variant")):
        spans = rows(local.frames[frame], "issue_id", "start", "end", column)
        assert spans
        assert [s for s in spans if texts[s[0]][s[1] : s[2]] != s[3]] == []


@pytest.mark.slow
def test_the_benchmark_measures_each_task(shared: Path, tmp_path: Path) -> None:
    assert (shared / "corpora" / "xinwenlianbo.tar.xz").is_file()
    record = tmp_path / "measures.json"
    command = [sys.executable, ROOT / "benchmarks" / "run.py", "--issues", "20", "--workers", "1", "--json", record]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    measures = {m["task"]: m for m in json.loads(record.read_text(encoding="utf-8"))}
    assert list(measures) == ["build", "rebuild", "jieba.lcut"]
    assert measures["build"]["result"]["issues"] == measures["rebuild"]["result"]["issues"] == 20
    assert all(m["seconds"] > 0 and m["peak_megabytes"] > 0 for m in measures.values())
    assert "jieba.lcut" in done.stdout
