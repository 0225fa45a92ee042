"""Telling the same issue in another file from another issue under the same number."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest

from zhengjian_stats.build.duplicates import alike

PROSE = {
    path.stem: "".join(path.read_text(encoding="utf-8").split())
    for path in (Path(__file__).parent / "sample" / "prose").glob("*.txt")
}


def misread(text: str, share: float) -> str:
    chance = random.Random(7)
    return "".join(chance.choice("口曰日目未末") if chance.random() < share else char for char in text)


def test_no_two_issues_are_the_same() -> None:
    assert len(PROSE) >= 24
    assert [pair for pair in combinations(PROSE, 2) if alike(PROSE[pair[0]], PROSE[pair[1]])] == []


@pytest.mark.parametrize("share", [0.0, 0.01, 0.03])
def test_a_misread_copy_is_the_same(share: float) -> None:
    assert [name for name, text in PROSE.items() if not alike(text, misread(text, share))] == []


def test_running_heads_and_page_numbers_make_no_difference() -> None:
    for text in PROSE.values():
        pages = [text[start : start + 500] for start in range(0, len(text), 500)]
        assert alike(text, "".join(f"岚江史志档案工作简报{number}{page}" for number, page in enumerate(pages)))


def test_a_part_is_not_the_whole() -> None:
    for text in PROSE.values():
        assert not alike(text, text[: len(text) // 3])


def test_alike_goes_both_ways_and_short_texts_must_be_equal() -> None:
    assert alike("甲乙", "甲乙")
    assert not alike("甲乙", "甲丙")
    assert not alike("", "甲")
    text = next(iter(PROSE.values()))
    assert alike(misread(text, 0.02), text)
