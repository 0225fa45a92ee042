"""The parts of an issue: the real bulletin, the sample, volumes, serials with another face, and any text at all."""

from __future__ import annotations

import datetime as dt
import json
import time
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengjian_stats.parse.colophon import split_bodies
from zhengjian_stats.parse.layout import parse_layout, split_issues
from zhengjian_stats.parse.records import IssueLayout
from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.settings import Layout, Settings, load_settings
from zhengjian_stats.text.clean import CleanText
from zhengjian_stats.text.repair import clean_document

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "sample"
NEWS = ROOT / "docs" / "examples" / "xinwenlianbo.toml"


def cleaned(*pages: str) -> CleanText:
    return clean_document(RawDocument(pages, "txt"))


def stated(layout: IssueLayout) -> dict[str, Any]:
    values = asdict(layout.masthead).items()
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values}


def headlines(layout: IssueLayout) -> list[str | None]:
    return [article.headline for article in layout.articles]


def one_blank(headline: str | None) -> str | None:
    """A headline as the text has it once wide blanks are made narrow."""
    return headline.replace("\u3000", " ") if headline else None


def bare(text: str) -> str:
    return "".join(text.split()).replace("#", "")


# --- what people read by hand ----------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_the_real_bulletin(shared: Path) -> None:
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))
    text = cleaned((shared / "seed" / "zhengjian-2020-07.txt").read_text(encoding="utf-8")).text
    layout = parse_layout(text, Settings())
    assert {name: stated(layout)[name] for name in expected["issue"]} == expected["issue"]
    assert [{"kind": r.kind, "body": r.body} for r in layout.recipients] == expected["recipients"]
    assert headlines(layout) == [article["headline"] for article in expected["articles"]]
    assert layout.problems == ()
    first, second = (text[article.start : article.end] for article in layout.articles)
    assert first.startswith("7月8日下午，")
    assert first.endswith("参加会议。")
    assert second.startswith("7月13日，")
    assert second.endswith("参加学习会。")


@pytest.mark.shared
def test_what_a_crawler_saved(shared: Path) -> None:
    path = next((shared / "files").glob("qianjiang_*.txt"))
    text = cleaned(path.read_text(encoding="utf-8")).text
    layout = parse_layout(text, Settings())
    assert headlines(layout) == [text.split("\n")[0].removeprefix("标题：")]
    only = layout.articles[0]
    assert text[only.headline_start : only.headline_end] == only.headline
    assert text[only.start :].startswith("2024年4月3日下午，")
    assert "http" not in text[only.start : only.end]


@pytest.mark.parametrize("stem", sorted(path.stem for path in (SAMPLE / "truth").glob("20*.json")))
def test_the_sample(stem: str) -> None:
    truth = json.loads((SAMPLE / "truth" / f"{stem}.json").read_text(encoding="utf-8"))
    clean = cleaned(*(SAMPLE / "prose" / f"{stem}.txt").read_text(encoding="utf-8").split("\f"))
    assert split_issues(clean, Settings()) == [clean]
    layout = parse_layout(clean.text, Settings())
    in_text = truth["issue"] | ({"issued_on": None} if stem == "2025-03" else {})  # there only the page's meta tag says it
    in_text["year"] = truth["issue"]["year"]
    assert {name: stated(layout)[name] for name in in_text} == in_text
    assert [(r.kind, r.body) for r in layout.recipients] == [(r["kind"], r["body"]) for r in truth["recipients"]]
    assert headlines(layout) == [one_blank(article["headline"]) for article in truth["articles"]]


# --- volumes ---------------------------------------------------------------------------------------------------------------

ISSUE = """内部资料
云岭史志简报
2024年第{n}期（总第{whole}期）
云岭省史志馆  2024年{n}月6日
省史志馆召开第{n}次调度会
{n}月5日，省史志馆召开第{n}次调度会。
报：省委办公厅。
（共印{n}0份）
"""


def test_a_volume_is_cut_into_its_issues() -> None:
    clean = cleaned("合订本\n" + "\n".join(ISSUE.format(n=n, whole=n + 30) for n in (1, 2, 3)))
    parts = split_issues(clean, Settings())
    layouts = [parse_layout(part.text, Settings()) for part in parts]
    assert [layout.masthead.issue_number for layout in layouts] == [1, 2, 3]
    assert [layout.masthead.print_run for layout in layouts] == [10, 20, 30]
    assert [len(layout.articles) for layout in layouts] == [1, 1, 1]
    for part in parts[1:]:
        assert part.text.startswith("内部资料\n云岭史志简报")
        assert clean.text[clean.text.index(part.text)] == part.text[0]
        assert part.to_raw(0) == clean.to_raw(clean.text.index(part.text))


@pytest.mark.parametrize(
    "text",
    [
        ISSUE.format(n=1, whole=31) + "云岭史志简报\n2024年第1期\n会议还听取了汇报。",  # a running head
        ISSUE.format(n=1, whole=31) + "《云岭史志简报》第2期曾经报道过这件事。",
        ISSUE.format(n=1, whole=31) + "举办2024年第2期培训班\n3月5日，培训班开班。",
        "会议召开。\n第2期培训班开班。",
    ],
)
def test_one_issue_stays_whole(text: str) -> None:
    assert len(split_issues(cleaned(text), Settings())) == 1


# --- recipients ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("省委办公厅、省政府办公厅。", ["省委办公厅", "省政府办公厅"]),
        ("各市、县（区、市）史志办，省直各单位", ["各市、县（区、市）史志办", "省直各单位"]),
        ("省委宣传部（文艺处、新闻处），省文联；省作协", ["省委宣传部（文艺处、新闻处）", "省文联", "省作协"]),
        ("各市（州）、县（市、区）史志馆", ["各市（州）、县（市、区）史志馆"]),
        ("馆长、副馆长、各处室 存档", ["馆长", "副馆长", "各处室", "存档"]),
        ("", []),
    ],
)
def test_lists_are_split_into_bodies(text: str, bodies: list[str]) -> None:
    assert split_bodies(text) == bodies


@pytest.mark.parametrize(
    "line", ["报：省委。送：省馆。", ">报：省委。送：省馆。", "> 报：省委。送：省馆。", "**报：省委。送：省馆。**"]
)
def test_lists_in_markdown_are_lists(line: str) -> None:
    layout = parse_layout(f"馆里召开会议\n5月5日，馆里召开会议。\n{line}\n", Settings())
    assert [(r.kind, r.body) for r in layout.recipients] == [("submitted_to", "省委"), ("sent_to", "省馆")]


# --- serials with another face ---------------------------------------------------------------------------------------------

DAILY = """# 云岭晨报 (20240506)
摘要：今日要闻三则。
### 要闻一
青石县召开会议。
[原文]
### 广告
买一送一。
### 要闻二
白水县召开会议。
"""
CUSTOM = Layout(
    "晨报",
    detect=r"^# 云岭晨报",
    masthead=r"^# (?P<title>.+?) \((?P<date>\d{8})\)",
    article=r"^### (?P<headline>.+)$",
    issuing_office="云岭晨报社",
    skip=("^### 广告$",),
    drop=(r"^\[原文\]$",),
)


def test_a_layout_of_the_settings() -> None:
    own = Settings(layout=(CUSTOM,))
    clean = cleaned(DAILY)
    parts = split_issues(clean, own)
    assert len(parts) == 1
    text = parts[0].text
    assert "[原文]" not in text
    assert [(r.before, r.after) for r in parts[0].repairs] == [("[原文]", None)]
    assert all(clean.text[parts[0].to_raw(place)] == char for place, char in enumerate(text))
    layout = parse_layout(text, own)
    assert headlines(layout) == ["要闻一", "要闻二"]
    assert [text[article.start : article.end] for article in layout.articles] == ["青石县召开会议。", "白水县召开会议。"]
    assert layout.masthead.bulletin == "云岭晨报"
    assert layout.masthead.issuing_office == "云岭晨报社"
    assert layout.masthead.issued_on == dt.date(2024, 5, 6)
    assert layout.problems == ()


def test_a_text_that_no_layout_tells_for_its_own_is_read_as_usual() -> None:
    text = cleaned("青石县召开会议\n\n5月6日，青石县召开会议。").text
    assert parse_layout(text, Settings(layout=(CUSTOM,))) == parse_layout(text, Settings())


def test_the_documentation_names_every_key_of_a_layout() -> None:
    page = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    assert [item.name for item in fields(Layout) if f"`{item.name}`" not in page] == []


def test_the_example_in_the_documentation_is_a_settings_file() -> None:
    assert load_settings(NEWS).layout[0].name == "新闻联播"


@pytest.mark.shared
@pytest.mark.slow
def test_every_daily_transcript_is_read_by_the_example(shared: Path) -> None:
    import tarfile

    from zhengjian_stats.readers.plain import read

    own = load_settings(NEWS)
    n_issues = n_articles = 0
    with tarfile.open(shared / "corpora" / "xinwenlianbo.tar.xz") as archive:
        for member in archive:
            data = archive.extractfile(member)
            if data is None or not member.name.endswith(".md"):
                continue
            for document in read(data.read(), member.name):
                (part,) = split_issues(clean_document(document), own)
                layout = parse_layout(part.text, own)
                assert layout.masthead.issued_on is not None
                assert f"{layout.masthead.issued_on:%Y%m%d}" == Path(member.name).stem
                assert not any("查看原文" in part.text[a.start : a.end] for a in layout.articles)
                n_issues += 1
                n_articles += len(layout.articles)
    assert n_issues == 1423
    assert n_articles >= 19_000


# --- any text at all -------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *"\n\n\n 　（）：，。、第期一二3",
        "云岭史志简报",
        "第3期",
        "（总第9期）",
        "2024年5月6日",
        "云岭省史志馆",
        "本期目录",
        "编者按：",
        "报：",
        "发：",
        "省委办公厅",
        "主动公开",
        "信息公开选项：",
        "印发",
        "共印20份",
        "省史志馆召开会议",
        "会议指出，要抓好落实。",
        "时间：",
        "# ",
        "标题：",
        "【工作动态】",
        "——",
        "\t",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_spans_are_what_they_claim(text: str) -> None:
    for part in split_issues(CleanText(text), Settings()):
        layout = parse_layout(part.text, Settings())
        behind = 0
        for article in layout.articles:
            assert behind <= article.start < article.end <= len(part.text)
            assert part.text[article.start : article.end].strip() == part.text[article.start : article.end]
            if article.headline is not None:
                shown = part.text[article.headline_start : article.headline_end]
                assert bare(article.headline) in bare(shown)
            behind = article.end
        assert all(recipient.body.strip() for recipient in layout.recipients)
        positions = [(recipient.kind, recipient.position) for recipient in layout.recipients]
        assert len(set(positions)) == len(positions)


@given(st.text(max_size=300))
def test_never_raises(text: str) -> None:
    for part in split_issues(CleanText(text), Settings()):
        assert isinstance(parse_layout(part.text, Settings()), IssueLayout)


@pytest.mark.parametrize(
    "text",
    [
        "第" * 40_000,
        "（" * 40_000,
        "2024年" * 20_000,
        "报：" + "省委、" * 20_000,
        ("一" * 59 + "\n") * 2_000,
        " " * 60_000 + "第3期",
        "第3期\n" * 10_000,
        "目录\n" + "甲县召开会议\n" * 10_000,
        "史志简报\n第3期\n" + "【要闻】\n一、甲县召开会议\n5月6日，会议召开。\n" * 4_000,
        "史志简报\n第3期\n" + "【简讯】\n▲5月6日，会议召开。\n" * 4_000,
        "史志简报\n第3期\n" + "【甲县召开春耕会议】5月6日，会议召开。\n" * 5_000,
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    begin = time.perf_counter()
    for part in split_issues(cleaned(text), Settings()):
        parse_layout(part.text, Settings())
    assert time.perf_counter() - begin < 8
