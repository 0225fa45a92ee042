"""No pattern of the package can take far longer than its text is long: nested and adjacent repetitions are refused."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ambiguity import Ambiguity, ambiguities
from patterns import AT_ONE_PLACE, call_sites, origins

ROOT = Path(__file__).resolve().parent.parent
#: What is found and harmless all the same: kind and name of the pattern → why.
EXCUSED = tomllib.loads((ROOT / "tests" / "slow_patterns.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def listed() -> list[dict[str, Any]]:
    """Every pattern that the package compiles, with the methods that are called on it."""
    done = subprocess.run([sys.executable, ROOT / "benchmarks" / "patterns.py"], capture_output=True, text=True, check=True)
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


@pytest.fixture(scope="module")
def found(listed: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Kind and name of what was found, with the pattern and a character; also in rules that nothing has compiled yet."""
    results = {}
    compiled = {row["pattern"] for row in listed}
    for place, text in origins():
        # A placeholder is filled in, a word with a bracket is no pattern: neither is laid against a text as it stands.
        if not any(text in pattern for pattern in compiled) and "@" not in text:
            with contextlib.suppress(re.error):
                told = ambiguities(text, searched=False)
                results.update({(one.kind, place): f"{one.character!r} in {text}" for one in told})
    for row in listed:
        methods = set(row["methods"])
        told: set[Ambiguity] = set()
        if not methods or methods - AT_ONE_PLACE:
            told |= ambiguities(row["pattern"], row["flags"])
        if methods & AT_ONE_PLACE:
            told |= ambiguities(row["pattern"], row["flags"], searched=False, to_the_end="fullmatch" in methods)
        results.update({(one.kind, row["name"]): f"{one.character!r} in {row['pattern']}" for one in told})
    return results


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        ("(a+)+b", {"nested", "searched"}),
        ("(?:ab|a|b)*c", {"nested", "searched"}),
        ("(a*b?)*c", {"nested", "searched"}),
        ("^(?:甲{1,20})*乙", {"nested"}),
        ("^(?:甲甲?)*乙", {"nested"}),
        ("(?=(?:a+)+b)c", {"nested", "searched"}),
        ("^(?:通过[^，]*方式|等)+$", {"nested"}),
        ("^a*a*b", {"adjacent"}),
        ("^a+b?a+c", {"adjacent"}),
        ("^.*甲.*乙", {"adjacent"}),
        ("^(?:a*){2,3}b", {"adjacent"}),
        ("^a(?:ba)*(?:ba)*c", {"adjacent"}),
        (r"^\s*甲?\s*乙", {"adjacent"}),
        ("^(?:约(?=[0-9])|[^，]{0,16}会由)+$", {"nested"}),
        ("[^，]*$", {"searched"}),
        ("a*b", {"searched"}),
        ("(?:等|也)++$", {"searched"}),
        ("(?<=了)(?=.{2,})", {"searched"}),
    ],
)
def test_what_is_slow_is_told(pattern: str, kinds: set[str]) -> None:
    assert {one.kind for one in ambiguities(pattern)} == kinds


@pytest.mark.parametrize(
    "pattern",
    [
        "a*",
        "(a*)*",
        "甲乙*丙",
        "^a*ba*c",
        "^(?:,[^,]*)*x",
        "^(?:ab)*(?:ba)*c",
        "^(?:约(?=[0-9])|[^，]{0,16}会由)+",
        "a{0,40}b",
        "[^，。]{0,30}会议",
        "^a*+a*b",
        "(?<=了)(?=.{2})",
        "^(?:a|b)*c",
        "(?m)^#{1,6} 甲",
    ],
)
def test_what_is_quick_is_left_alone(pattern: str) -> None:
    assert ambiguities(pattern) == set()


def test_slow_by_the_automaton_is_slow_at_work() -> None:
    """What is told of a pattern shows in its time: 26 characters more, a thousand times as long."""
    import time

    pattern = re.compile("^(?:甲甲?)*丙")
    assert {one.kind for one in ambiguities(pattern.pattern)} == {"nested"}
    taken = []
    for length in (4, 30):
        began = time.process_time()
        pattern.search("甲" * length + "丁")
        taken.append(time.process_time() - began)
    assert taken[1] > 20 * taken[0]


def test_every_call_of_re_was_seen(listed: list[dict[str, Any]]) -> None:
    seen = {(row["site"]["file"], row["site"]["line"]) for row in listed}
    unseen = sorted(str(site) for site in call_sites() if (site.file, site.line) not in seen)
    assert unseen == [], "benchmarks/patterns.py must come by these: an example in tests/rules, or a line in build_sample()"
    assert len(listed) > 250


@pytest.mark.parametrize("kind", ["nested", "adjacent", "searched"])
def test_no_pattern_is_slow(found: dict[tuple[str, str], str], kind: str) -> None:
    allowed = EXCUSED.get(kind, {})
    new = {name: told for (one, name), told in found.items() if one == kind and name not in allowed}
    assert new == {}, (
        "write it so that one text leads one way (docs/rules.md), or say in tests/slow_patterns.toml why it is harmless"
    )


def test_excuses_are_needed_and_say_why(found: dict[tuple[str, str], str]) -> None:
    assert set(EXCUSED) == {"adjacent", "searched"}  # what takes 2ⁿ ways is never harmless
    for kind, excused in EXCUSED.items():
        needed = {name for one, name in found if one == kind}
        assert sorted(excused.keys() - needed) == []
        assert [name for name, why in excused.items() if len(why) < 20] == []
