"""Whole bulletins in many faces: all that is in an article is found as if the article stood alone."""

from __future__ import annotations

import pytest

from bulletins import HOUSES, NAMES, complaints, lay_out
from zhengjian_stats.parse.layout import parse_layout
from zhengjian_stats.settings import Settings

OTHERS = HOUSES.with_name("other_houses.jsonl")
HEAD = "云岭简报\n第3期\n云岭省史志馆　2024年5月8日\n"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", NAMES)
def test_a_bulletin_is_read_like_its_articles(name: str, seed: int) -> None:
    assert complaints(lay_out(name, seed)) == []


@pytest.mark.parametrize("name", NAMES)
def test_articles_of_other_houses(name: str) -> None:
    assert complaints(lay_out(name, 0, OTHERS)) == []


def test_a_wrong_cut_is_told() -> None:
    bulletin = lay_out(NAMES[0], 0)
    first = bulletin.issues[0].items[0]
    bulletin.text = bulletin.text.replace(first.headline or "", "")
    assert any(line.startswith("headline") for line in complaints(bulletin))


def headlines(body: str) -> list[str | None]:
    return [article.headline for article in parse_layout(HEAD + body, Settings()).articles]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("省馆召开会议\n5月6日，省馆召开会议。\n一、抓学习\n要学原文。\n二、抓落实\n要见实效。\n", ["省馆召开会议"]),
        ("省馆召开会议\n5月6日，省馆召开会议。\n▲各处要学原文。\n▲各处要见实效。\n", ["省馆召开会议"]),
        ("省馆召开会议\n5月6日，省馆召开会议。\n【主要做法】\n一是学原文。\n", ["省馆召开会议"]),
        (
            "省馆召开会议\n5月6日，省馆召开会议。\n【简讯】\n▲5月7日，县馆开馆。\n▲5月8日，镇馆开馆。\n",
            ["省馆召开会议", None, None],
        ),
        ("省馆召开会议\n5月6日，省馆召开会议。\n简　讯\n5月7日，县馆开馆。\n", ["省馆召开会议", "简 讯"]),
        ("省馆召开会议\n通讯员　周平\n5月6日，省馆召开会议。\n", ["省馆召开会议"]),
        (
            "省馆公示名单\n5月6日，省馆公示名单。\n一馆：周平（档案）\n二馆：王岚（史志）\n三馆：吴海安（年鉴）\n公示期五天，欢迎监督。\n",
            ["省馆公示名单"],
        ),
    ],
)
def test_what_begins_an_article_and_what_does_not(body: str, expected: list[str | None]) -> None:
    found = headlines(body)
    assert [one and one.replace("\u3000", " ") for one in found] == expected
