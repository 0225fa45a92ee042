"""The rules of resources/layout.toml match their examples and not their counter-examples."""

from __future__ import annotations

from typing import Any

import pytest

from zhengjian_stats import lexicon
from zhengjian_stats.parse import layout_rules
from zhengjian_stats.parse.issue_numbers import read_issue_number
from zhengjian_stats.parse.lines import squeeze

RULES = lexicon.load("layout")
PATTERNS = sorted(name for name, rule in RULES.items() if "pattern" in rule)
NUMBERS = [
    pytest.param(example, id=f"{form['name']}-{example['text']}")
    for form in RULES["number"]["form"]
    for example in form["examples"]
]


@pytest.mark.parametrize("name", PATTERNS)
def test_examples_and_counter_examples(name: str) -> None:
    rule: dict[str, Any] = RULES[name]
    assert rule["examples"]
    assert rule["counter_examples"]
    assert [text for text in rule["examples"] if not layout_rules.has(name, squeeze(text))] == []
    assert [text for text in rule["counter_examples"] if layout_rules.has(name, squeeze(text))] == []


@pytest.mark.parametrize("example", NUMBERS)
def test_numbers(example: dict[str, Any]) -> None:
    number, rest = read_issue_number(example["text"])
    assert number is not None
    assert rest == ""
    assert (number.year, number.number, number.number_end) == (example.get("year"), example.get("from"), example.get("to"))


@pytest.mark.parametrize(
    "text", ["举办2024年第3期培训班", "第三批学员结业", "召开第3次推进会", "总结上半年工作", "1至6月工作情况"]
)
def test_what_is_no_number_of_an_issue(text: str) -> None:
    assert read_issue_number(text)[0] is None


def test_the_options_of_disclosure_are_those_of_the_schema() -> None:
    from zhengjian_stats.schema import DISCLOSURES, RECIPIENT_KINDS

    assert set(RULES["disclosure"]["options"]) == set(DISCLOSURES)
    assert set(RULES["recipients"]["labels"]) == set(RECIPIENT_KINDS)
