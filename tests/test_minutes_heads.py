"""Heads of minutes: everybody in role and post, whatever the layout, the order of the labels and the marks between names."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhengjian_stats as zj
from zhengjian_stats.parse.minutes import read_minutes

HEADS = {
    head["layout"]: head
    for head in tomllib.loads((Path(__file__).parent / "minutes_heads.toml").read_text(encoding="utf-8"))["head"]
}


def read(text: str, headline: str = "馆务会议纪要", issued_on: str = "2024-03-08") -> zj.Corpus:
    return zj.parse_text(f"{headline}\n\n{text}\n\n会议听取了有关情况的汇报，研究了下一步工作。\n", issued_on=issued_on)


def attendance(corpus: zj.Corpus) -> list[str]:
    lines = []
    for row in corpus.attendees.astype(object).where(corpus.attendees.notna(), None).itertuples():
        body = row.organization if row.organization and not (row.title or "").startswith(row.organization) else None
        parts = [row.role, f"*{row.name}" if row.is_group else row.name, row.title, f"@{body}" if body else None]
        lines.append(" ".join(filter(None, parts)))
    return lines


@pytest.mark.parametrize("layout", HEADS)
def test_everybody_is_read_in_role_and_post(layout: str) -> None:
    corpus = read(HEADS[layout]["text"])
    assert sorted(attendance(corpus)) == sorted(HEADS[layout]["finds"].split("\n"))
    assert [(str(m.held_on)[:10], m.name) for m in corpus.meetings.itertuples()] == [("2024-03-05", "馆务会议")]
    text = corpus.text(corpus.issues["issue_id"].iloc[0])
    assert all(text[row.start : row.end] == row.name for row in corpus.attendees.itertuples())


# --- any layout, any order --------------------------------------------------------------------------------------------

PEOPLE = {
    "chair": [("周平", "馆长")],
    "present": [("吴海安", "副馆长"), ("欧阳澍", "副馆长"), ("郑小川", "办公室主任")],
    "in_attendance": [("王岚", "征集处处长"), ("艾力·买买提", "编研处处长")],
    "apologies": [("罗翰", "副馆长"), ("贺兰", "保管处处长")],
}
LABELS = {
    "chair": ["主持", "主持人", "会议主持", "主　持", "召集人"],
    "present": ["出席", "出席人员", "参会人员", "参加会议人员", "出　席", "与会人员"],
    "in_attendance": ["列席", "列席人员", "列　席"],
    "apologies": ["请假", "缺席", "请假人员", "请　假", "因公请假"],
}


def one_a_line(pairs: list[str]) -> str:
    return "\n" + "\n".join(pairs)


LISTS = {
    "brackets": lambda people: "、".join(f"{name}（{post}）" for name, post in people),
    "half-width brackets": lambda people: ",".join(f"{name}({post})" for name, post in people),
    "posts before": lambda people: "，".join(post + name for name, post in people),
    "posts before, spaced": lambda people: "；".join(f"{post}　{name}" for name, post in people),
    "posts behind, spaced": lambda people: "、".join(f"{name} {post}" for name, post in people),
    "columns": lambda people: one_a_line([f"{post}　　{name}" for name, post in people]),
    "columns, name first": lambda people: one_a_line([f"{name}\t{post}" for name, post in people]),
    "numbered": lambda people: one_a_line([f"{n}.{name}（{post}）" for n, (name, post) in enumerate(people, 1)]),
    "a bracket a line": lambda people: one_a_line([f"{name}（{post}）" for name, post in people]),
}
WANTED = {(name, role, post) for role, people in PEOPLE.items() for name, post in people}


@st.composite
def heads(draw: st.DrawFn) -> str:
    fields = ["时间：2024年3月5日", "地点：第一会议室", "记录：柏舟"]
    colon = draw(st.sampled_from(["：", ":", "： "]))
    for role, people in PEOPLE.items():
        written = LISTS[draw(st.sampled_from(sorted(LISTS)))](draw(st.permutations(people)))
        fields.append(draw(st.sampled_from(LABELS[role])) + colon + written)
    return draw(st.sampled_from(["\n", "\n\n"])).join(draw(st.permutations(fields)))


@settings(max_examples=100, deadline=None)
@given(heads())
def test_any_layout_in_any_order_gives_the_same_people(text: str) -> None:
    body = "\n会议听取了有关情况的汇报。"
    found = read_minutes(text + body, 0, len(text + body), "馆务会议纪要")
    assert found is not None
    assert {(row.name, row.role, row.title) for row in found.attendances} == WANTED
    assert found.venue == "第一会议室"


@settings(max_examples=60, deadline=None)
@given(
    st.permutations(["周平", "吴海安", "罗翰", "欧阳澍", "丁一", "高峰", "旦增罗布"]),
    st.sampled_from(["、", "，", " ", "　", "\n", "；"]),
)
def test_bare_names_are_the_same_behind_any_mark(names: list[str], mark: str) -> None:
    text = f"时间：2024年3月5日\n出席：{mark.join(names)}\n会议听取了汇报。"
    found = read_minutes(text, 0, len(text), "馆务会议纪要")
    assert found is not None
    assert [row.name for row in found.attendances] == list(names)
    assert [row.list_position for row in found.attendances] == list(range(1, len(names) + 1))
