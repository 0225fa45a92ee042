"""The benchmark of hostile texts tells patterns that grow with the square from those that grow with the text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hostile import Growth, doubled, table, worst_of
from hostile_texts import ATOMS, atoms_for, run

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("pattern", "method", "least", "most"),
    [
        ("会议[一二三]{1,3}次", "finditer", 0.0, 2.5),
        ("的+和", "search", 3.0, 5.0),
        ("[^，]*。", "finditer", 3.0, 5.0),
    ],
)
def test_growth_is_measured(pattern: str, method: str, least: float, most: float) -> None:
    assert least <= worst_of(re.compile(pattern), {method}, pattern).ratio <= most


@pytest.mark.skipif(os.name != "posix", reason="nothing here ends a search that does not end")
def test_what_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hostile.PATIENCE", 0.2)
    assert doubled(re.compile("(?:甲甲?)+乙").search, "", "甲", "", 2_000) == Growth(
        "", "甲", 2_000, float("inf"), float("inf")
    )


def test_atoms_are_those_of_the_genre_and_of_the_pattern() -> None:
    atoms = atoms_for("(?:印章|公文)[省市]+", 0)
    assert set(ATOMS) <= set(atoms)
    assert {"印章", "公文", "省", "印", "印章甲乙"} <= set(atoms)
    assert run("甲乙", 5, "。") == "甲乙甲乙。"


def test_the_table_shows_all_that_grow_too_fast() -> None:
    grown = [Growth(f"p{number}", "甲", 100, 0.1, number / 2) for number in range(10)]
    lines = table("patterns", grown, 1).splitlines()
    assert lines[0] == "patterns: 10 measured, 4 take more than 2.5 × as long on a doubled text"
    assert [line.split()[3] for line in lines[2:]] == ["p9", "p8", "p7", "p6"]


@pytest.mark.slow
def test_the_benchmark_runs_and_says_so(tmp_path: Path) -> None:
    record = tmp_path / "grown.json"
    command = [
        sys.executable,
        ROOT / "benchmarks" / "hostile.py",
        "--patterns",
        "--only",
        "parse/sentences.py",
        "--json",
        record,
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    grown = json.loads(record.read_text(encoding="utf-8"))["patterns"]
    assert len(grown) >= 2
    assert done.returncode == (1 if any(row["ratio"] > 2.5 for row in grown) else 0)
    assert "parse/sentences.py" in done.stdout
