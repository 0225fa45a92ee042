"""The rules of resources/repair.toml match their examples and not their counter-examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from zhengjian_stats import lexicon

RULES = lexicon.load("repair")
#: How each group of rules is laid against a line.
ANCHORS = {"starts": r"\A(?:{})", "dangling": r"(?:{})\Z", "closed": r"(?:{})\Z", "clinging": r"\A(?:{})", "credit": "(?:{})"}


def rules(table: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, re.Pattern[str], dict[str, Any]]]:
    for name, value in table.items():
        if "pattern" in value:
            anchor = ANCHORS.get((*path, name)[0], r"\A(?:{})\Z")
            yield ".".join((*path, name)), re.compile(anchor.format(value["pattern"])), value
        else:
            yield from rules(value, (*path, name))


ALL = list(rules(RULES))


@pytest.mark.parametrize(("name", "pattern", "rule"), ALL, ids=[name for name, _, _ in ALL])
def test_examples_and_counter_examples(name: str, pattern: re.Pattern[str], rule: dict[str, Any]) -> None:
    examples = [text.replace("\u3000", " ") for text in rule["examples"]]
    assert examples
    assert [text for text in examples if not pattern.search(text)] == []
    assert rule["counter_examples"]
    assert [text for text in rule["counter_examples"] if pattern.search(text)] == []
