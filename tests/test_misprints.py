"""Suspected misprints: near misses of known words are told of, what may be meant is not, and the text is never changed."""

from __future__ import annotations

import json
import tarfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhengjian_stats as zj
from zhengjian_stats.check import a_handful, known_words, misprint_problems
from zhengjian_stats.check.misprints import A_HANDFUL
from zhengjian_stats.parse import formulations
from zhengjian_stats.parse.look_alikes import look_alikes, miscounted
from zhengjian_stats.parse.misprints import Known, find_misprints, finder
from zhengjian_stats.schema import frame_of
from zhengjian_stats.settings import Formulation, Settings

SLIPS = [
    near
    for form in sorted(formulations.rules().names)
    if len(form) >= 4
    for near in (*look_alikes().misread(form), *miscounted(form))
    if near.found not in formulations.rules().names
]
NOTHING = Known()
STORY = "馆务会召开\n\n3月5日，王岚主持召开馆务会。{}\n"


def pairs(text: str, known: Known = NOTHING) -> list[tuple[str, str]]:
    return [(suspect.found, suspect.likely) for suspect in finder(known).find(text)]


def misprints(corpus: zj.Corpus) -> list[tuple[str, int]]:
    found = corpus.problems[corpus.problems["code"] == "suspected_misprint"]
    return [(message, start) for message, start in zip(found["message"], found["start"], strict=True)]


@given(st.sampled_from(SLIPS))
def test_in_quotation_marks_a_slip_of_one_character_is_found_where_it_stands(near) -> None:
    text = f"落实“{near.found}”，"
    for suspect in finder(Known()).find(text):
        assert text[suspect.start : suspect.end] == suspect.found
        assert suspect.found != suspect.likely
    if near.slip in ("alike", "foreign"):
        assert any(suspect.start <= 3 + near.place < suspect.end for suspect in finder(Known()).find(text))


def test_no_known_form_is_a_misprint() -> None:
    texts = [f"坚持{form}，落实“{form}”。" for form in formulations.rules().names]
    assert [text for text in texts if find_misprints(text)] == []


def test_the_project_s_own_formulation_is_known() -> None:
    own = Known((Formulation("三比三看"), Formulation("一千多支")))
    assert pairs("开展“三此三看”。", own) == [("三此三看", "三比三看")]
    assert pairs("实施“一千多支”战略。", own) == []  # what a project calls its own is no misreading of another


def test_a_post_of_the_roster_is_known() -> None:
    assert pairs("总账帅周平到会。") == []
    assert pairs("总账帅周平到会。", Known(posts=("总账师",))) == [("总账帅", "总账师")]


def test_a_form_that_counts_only_in_quotation_marks_is_misread_only_there() -> None:
    assert pairs("“两个贵任”落实到人") == [("两个贵任", "两个责任")]
    assert pairs("他交给两个贵任意处置") == []


def test_a_slip_in_a_long_form_is_told_by_the_short_one_within() -> None:
    assert pairs("“一千多支、五区协同”") == pairs("“一千多支”")


def known(issues: list[dict[str, str]], recipients: list[dict[str, object]] = [], **tables: object) -> Known:  # noqa: B006
    frames = {"issues": frame_of("issues", issues), "recipients": frame_of("recipients", recipients)}
    return known_words(frames, tables.get("roster"), tables.get("bodies"), Settings())  # type: ignore[arg-type]


def recipient(number: int, body: str) -> dict[str, object]:
    return {"issue_id": f"i{number}", "kind": "submitted_to", "position": 1, "body": body}


def test_bodies_that_the_corpus_names_are_known() -> None:
    bodies = known([{"issue_id": "i1", "issuing_office": "云岭省史志馆"}], [recipient(1, "省委宣传部")]).bodies
    assert set(bodies) == {"云岭省史志馆", "省委宣传部"}
    assert pairs("报省委宜传部，云岭省吏志馆办理", Known(bodies=bodies)) == [
        ("省委宜传部", "省委宣传部"),
        ("云岭省吏志馆", "云岭省史志馆"),
    ]


def test_what_one_issue_misprints_in_its_list_is_no_body() -> None:
    often = [recipient(number, "省委宣传部") for number in range(3)]
    assert set(known([], [*often, recipient(9, "省委宜传部")]).bodies) == {"省委宣传部"}
    # Where neither is established, either may be right, and none is suspected.
    assert set(known([], [recipient(1, "省委宣传部"), recipient(2, "省委宜传部")]).bodies) == {"省委宣传部", "省委宜传部"}


def test_what_a_person_wrote_down_is_right() -> None:
    import pandas as pd

    bodies = pd.DataFrame({"body": ["云岭省史志馆"], "alias": ["省史志馆"]})
    roster = pd.DataFrame({"name": ["王岚"], "organization": ["云岭省档案馆"], "title": ["副馆长、总账师"]})
    found = known([{"issue_id": f"i{n}", "issuing_office": "云岭省吏志馆"} for n in range(5)], bodies=bodies, roster=roster)
    assert set(found.bodies) == {"云岭省史志馆", "省史志馆", "云岭省档案馆"}
    assert {"副馆长", "总账师"} <= set(found.posts)


def test_one_misreading_is_one_row_that_spans_the_first() -> None:
    text = STORY.format("推动高质量友展，服务高质量友展。")
    corpus = zj.parse_text(text, issued_on="2024-03-08")
    ((message, start),) = misprints(corpus)
    issue_id = corpus.issues["issue_id"].iloc[0]
    assert corpus.text(issue_id)[start : start + 5] == "高质量友展"
    assert "“高质量友展”疑为“高质量发展”（2处）" in message
    assert corpus.repairs.empty
    assert corpus.text(issue_id).count("高质量友展") == 2
    assert corpus.evidence(corpus.problems)["sentence"].str.contains("友展").all()


def test_a_list_is_a_handful_the_surest_first() -> None:
    weak = "统战部吏记，"  # nothing known
    many = "".join(
        f"{near}，"
        for near in ("高质量友展", "乡村振典", "共同富袼", "新质生产カ", "数字中囯", "党管千部", "健康中囯", "平安中囯")
    )
    rows = list(misprint_problems([("i1", "a.txt", weak + many), ("i2", "b.txt", "推动高质量友展。")], Known()))
    kept = list(a_handful(rows))
    assert [row["issue_id"] for row in kept] == ["i1"] * A_HANDFUL + ["i2"]
    assert "新质生产カ" in kept[0]["message"]
    assert len(rows) > len(kept)


def test_messages_are_in_both_languages() -> None:
    (row,) = misprint_problems([("i1", "a.txt", "推动高质量友展。")], Known(), "en")
    assert row["message"] == "“高质量友展” may be a misprint of “高质量发展”: 推动〔高质量友展〕。"


def test_the_sample_has_none(raw: Path) -> None:
    assert misprints(zj.load_corpus(raw)) == []


@pytest.mark.shared
def test_edited_texts_have_next_to_none_and_reading_them_costs_nothing(shared: Path) -> None:
    with tarfile.open(shared / "corpora" / "xinwenlianbo.tar.xz") as archive:
        days = [archive.extractfile(m).read().decode() for m in archive if m.isfile() and m.name.endswith(".md")]  # type: ignore[union-attr]
    lines = (shared / "corpora" / "local-news.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [*days, *(json.loads(line)["text"] for line in lines)]
    body = Known(bodies=("中央广播电视总台",))
    begun = time.perf_counter()
    found = [suspect for text in texts for suspect in finder(body).find(text)]
    assert time.perf_counter() - begun < 20
    # Read one by one when the rules were made: each is a slip indeed.
    assert len(found) <= 3
