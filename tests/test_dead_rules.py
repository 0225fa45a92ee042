"""Rules that never fire rot: each is named, and stands in tests/dead_rules.toml only with a reason."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dead_rules import ASKING, Entry, dead_now, listed, pairs, up_to_date, written
from firings import Rule, rules
from twins import Twin


def told(twin: Twin, text: str) -> list[str]:
    match = twin.pattern.search(text)
    assert match is not None
    return sorted(twin.told(match))


def test_a_twin_tells_by_which_alternatives_a_pattern_matched() -> None:
    twin = Twin(r"(?<![共总])和|会(?:议|谈(?!室|时))|[甲|乙)]丙|\|丁", 0)
    assert twin.alternatives == ["议", "谈(?!室|时)", "(?<![共总])和", "会(?:议|谈(?!室|时))", "[甲|乙)]丙", r"\|丁"]
    assert told(twin, "在会谈中") == ["会(?:议|谈(?!室|时))", "谈(?!室|时)"]
    assert told(twin, "会谈") == []  # told before
    assert told(twin, "甲和乙") == ["(?<![共总])和"]
    assert told(twin, "乙丙") == ["[甲|乙)]丙"]


def test_a_twin_matches_as_its_pattern_does() -> None:
    for pattern in ("(?m)^(?:甲|乙)$", r"(?P<a>甲|乙)-(?P=a)", "(?:(?:甲|乙)+丙?|丁){1,2}$", "(?<=甲|乙)丙"):
        for text in ("甲", "乙-乙", "甲乙丙丁", "乙丙", "丁丁甲", "丙"):
            found, twin = re.search(pattern, text), Twin(pattern, 0).pattern.search(text)
            assert (found and found.span()) == (twin and twin.span())


def test_every_word_and_alternative_is_a_rule() -> None:
    every = set(rules())
    assert len(every) > 5_000
    assert Rule("dates.year_words", "去年") in every
    assert any(rule.place == "roles.cue.chair.pattern" and rule.text.startswith("主持") for rule in every)
    assert any(rule.place == "formulations.group.loyalty.formulations" and rule.text == "两个维护" for rule in every)


def test_the_list_is_brought_up_to_date() -> None:
    entries = [Entry("a reason", {"a.words": ["甲", "乙"], "b.words": ["丙"]}), Entry("another", {"c.words": ["\\d“"]})]
    dead = {"a.words": ["甲", "丁"], "c.words": ["\\d“"]}
    now = up_to_date(entries, dead)
    assert now == [Entry("a reason", {"a.words": ["甲"]}), entries[1], Entry(ASKING, {"a.words": ["丁"]})]
    assert [Entry(**entry) for entry in tomllib.loads(written(now))["listed"]] == now


def test_what_is_listed_as_dead_has_a_reason() -> None:
    named = [pair for entry in listed() for pair in pairs(entry.rules)]
    assert len(named) == len(set(named))
    assert [entry.why for entry in listed() if len(entry.why) < 20 or entry.why == ASKING] == []


@pytest.mark.slow
@pytest.mark.shared
def test_no_rule_is_dead_but_the_listed_ones(shared: Path) -> None:
    assert (shared / "corpora" / "xinwenlianbo.tar.xz").is_file()
    dead = pairs(dead_now())
    known = {pair for entry in listed() for pair in pairs(entry.rules)}
    assert sorted(dead - known) == [], "never fire: take them out, or list them in tests/dead_rules.toml with a reason"
    assert sorted(known - dead) == [], "fire after all, or are no rules any more: run tests/dead_rules.py"
