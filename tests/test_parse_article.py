"""Reading articles: who, in what role, when, and what was demanded; every span is what it claims; no text is too odd."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengjian_stats.parse.article import parse_article
from zhengjian_stats.parse.records import ArticleFacts, ArticleSpan

ISSUED = dt.date(2024, 3, 20)


def read(text: str, headline: str | None = None, office: str | None = "云岭省方志馆") -> ArticleFacts:
    return parse_article(text, ArticleSpan(headline, 0, 0, 0, len(text)), issued_on=ISSUED, office=office)


def roles(facts: ArticleFacts) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for meeting in facts.meetings:
        for row in meeting.attendances:
            found.setdefault(row.name, set()).add(row.role)
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "3月5日，省方志馆召开工作会议。会议由党组成员、副馆长周平主持，馆长吴海安出席并讲话。",
            {"周平": {"chair"}, "吴海安": {"present", "speech"}},
        ),
        (
            "3月5日，馆长吴海安到桃溪县调研方志工作，副馆长周平、秘书处处长郑小川陪同。",
            {"吴海安": {"inspect"}, "周平": {"accompany"}, "郑小川": {"accompany"}},
        ),
        (
            "3月5日，省方志馆召开座谈会。周平、吴海安、罗翰等先后发言，综合处处长郑小川因病请假。",
            {"周平": {"remarks"}, "吴海安": {"remarks"}, "罗翰": {"remarks"}, "郑小川": {"apologies"}},
        ),
        (
            "3月5日，省方志馆召开党组会议，听取编纂处处长郑小川关于年鉴进度的汇报。馆长吴海安主持会议，各处负责人列席。",
            {"郑小川": {"report"}, "吴海安": {"chair"}, "各处负责人": {"in_attendance"}},
        ),
        (
            "3月5日，馆长吴海安会见来访的清河省方志馆馆长艾力·买买提一行，副馆长欧阳明远参加会见。",
            {"吴海安": {"present"}, "艾力·买买提": {"present"}, "欧阳明远": {"present"}},
        ),
    ],
)
def test_roles_follow_the_clauses(text: str, wanted: dict[str, set[str]]) -> None:
    assert roles(read(text)) == wanted


def test_posts_are_carried_along_lists_and_joined_over_commas() -> None:
    facts = read("3月5日，省方志馆召开工作会议。党组书记、馆长吴海安，副馆长周平、罗翰出席会议。")
    titles = {row.name: row.title for row in facts.meetings[0].attendances}
    assert titles == {"吴海安": "党组书记、馆长", "周平": "副馆长", "罗翰": "副馆长"}


def test_the_office_is_the_body_and_no_part_of_the_post() -> None:
    row = read("3月5日，省方志馆副馆长周平主持召开工作会议。").meetings[0].attendances[0]
    assert (row.title, row.organization) == ("副馆长", "省方志馆")


@pytest.mark.parametrize(
    "text",
    [
        "我们要学习贯彻习近平总书记重要讲话精神，把各项工作抓实。",
        "要弘扬雷锋精神，发扬王府井老店的传统，高度重视安全工作。",
        "会议将于5月召开，馆长吴海安将出席并讲话。",
        "去年馆里召开过工作会议。今年的年鉴印了三千册。",
    ],
)
def test_nobody_takes_part_where_nothing_took_place(text: str) -> None:
    assert roles(read(text)) == {}


def test_two_people_of_one_name_stay_two() -> None:
    facts = read("3月5日，省方志馆召开工作会议。桃溪县方志办主任王磊、省方志馆数字处处长王磊作交流发言。")
    assert sorted(row.title or "" for row in facts.meetings[0].attendances) == ["数字处处长", "桃溪县方志办主任"]


def test_an_event_relayed_and_the_event_at_which_it_was_relayed() -> None:
    facts = read("3月5日，省委书记周平主持召开全省工作会议。会后，馆长吴海安立即召集班子成员传达会议精神。")
    first, second = facts.meetings
    assert (first.is_own, first.held_on, first.date_precision) == (False, dt.date(2024, 3, 5), "day")
    assert (second.is_own, second.held_on, second.date_precision) == (True, dt.date(2024, 3, 5), "inferred")
    assert [(row.name, row.role) for row in second.attendances] == [
        ("吴海安", "chair"),
        ("吴海安", "relay"),
        ("班子成员", "present"),
    ]


def test_demands_have_speaker_marker_body_and_deadline() -> None:
    facts = read(
        "3月5日，省方志馆召开工作会议。馆长吴海安主持会议并提出两点要求：一是各处要在3月底前报送计划；"
        "二是加强校对，不得带错付印。与会人员表示，收获很大。"
    )
    first, second = facts.directives
    assert (first.marker, first.speaker, first.responsible_body) == ("一是", "吴海安", "各处")
    assert (first.deadline_text, first.deadline) == ("3月底前", dt.date(2024, 3, 31))
    assert (second.marker, second.text) == ("二是", "加强校对，不得带错付印")


def test_demands_of_a_meeting_have_no_speaker() -> None:
    facts = read("3月5日，馆长吴海安主持召开馆务会议。会议强调，要守住质量底线。")
    assert [(d.text, d.speaker) for d in facts.directives] == [("要守住质量底线", None)]


def test_words_of_a_higher_meeting_are_relayed() -> None:
    facts = read("3月5日，省委书记周平主持召开全省工作会议。周平强调，各地要抓紧落实。")
    assert [d.voice for d in facts.directives] == ["relayed"]


def test_a_day_that_cannot_be_is_left_open_and_told() -> None:
    facts = read("2月30日，省方志馆召开工作会议，馆长吴海安主持。")
    assert [(m.held_on, m.date_precision) for m in facts.meetings] == [(None, "unknown")]
    assert [(p.code, "2月30日" in p.message) for p in facts.problems] == [("ambiguous_date", True)]


def test_a_day_without_year_needs_the_date_of_issue() -> None:
    text = "3月5日，省方志馆召开工作会议，馆长吴海安主持。"
    facts = parse_article(text, ArticleSpan(None, 0, 0, 0, len(text)), issued_on=None, office=None, language="en")
    assert [(p.code, "has no year" in p.message) for p in facts.problems] == [("ambiguous_year", True)]


def test_no_text_is_no_event() -> None:
    assert read("") == ArticleFacts([], [], [])


PIECES = (
    "3月5日，省方志馆召开工作会议。",
    "馆长吴海安主持会议，",
    "副馆长周平、罗翰等出席",
    "会议强调，要抓紧落实；",
    "一是各处6月底前完成；二要加强学习。",
    "在县长艾力·买买提陪同下，",
    "时间：3月5日\n主　持：周平\n出席：罗　翰　吴海安（休假）\n",
    "听取了处长郑小川的汇报，",
    "“十五五”规划《志书（初稿）》",
    "会后，",
    "他指出，",
    "（",
    "”",
    "《",
    "、",
    "\n\n",
    "2月30日",
    "习近平总书记",
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25))
def test_every_span_is_what_it_claims(pieces: list[str]) -> None:
    text = "".join(pieces)
    facts = read(text, headline="省方志馆召开工作会议")
    for meeting in facts.meetings:
        assert 0 <= meeting.start <= meeting.end <= len(text)
        for row in meeting.attendances:
            assert "".join(text[row.start : row.end].split()) == "".join(row.name.split())
            assert 0 <= row.cue_start <= row.cue_end <= len(text)
    for directive in facts.directives:
        assert text[directive.start : directive.end] == directive.text
        assert directive.meeting is None or 0 <= directive.meeting < len(facts.meetings)
