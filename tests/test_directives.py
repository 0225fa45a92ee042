"""Demands: which sentences and items are some, where they begin and end, in whose voice, of whom and by when."""

from __future__ import annotations

import datetime as dt

import pytest

from zhengjian_stats.parse.article import parse_article
from zhengjian_stats.parse.deadlines import find_deadline
from zhengjian_stats.parse.records import ArticleSpan, Directive


def directives_of(text: str, headline: str | None = None) -> list[Directive]:
    span = ArticleSpan(headline, 0, 0, 0, len(text))
    return parse_article(text, span, issued_on=dt.date(2024, 7, 8), office=None).directives


def found(text: str, headline: str | None = None) -> list[tuple[str | None, str]]:
    return [(d.speaker, d.text) for d in directives_of(text, headline)]


CHAIR = "7月3日，馆长周平主持召开馆务会。"

ENUMERATIONS = {
    "一是": ("周平提出三点要求：一是抓紧定稿；二是管好库房；三是守住安全。", ["一是", "二是", "三是"]),
    "一要": ("周平强调，一要抓紧定稿；二要管好库房；三要守住安全。", ["一要", "二要", "三要"]),
    "第一": ("周平强调，第一，抓紧定稿。第二，管好库房。第三，守住安全。", ["第一", "第二", "第三"]),
    "首先": ("周平提出要求：首先，抓紧定稿；其次，管好库房；最后，守住安全。", ["首先", "其次", "最后"]),
    "其一": ("周平提出三点要求：其一，抓紧定稿；其二，管好库房；其三，守住安全。", ["其一", "其二", "其三"]),
    "（一）": ("周平提出三点要求：（一）抓紧定稿。（二）管好库房。（三）守住安全。", ["（一）", "（二）", "（三）"]),
    "1．": ("周平要求：\n1．抓紧定稿。\n2．管好库房。\n3．守住安全。", ["1．", "2．", "3．"]),
    "(1)": ("周平要求：\n(1)抓紧定稿。\n(2)管好库房。\n(3)守住安全。", ["(1)", "(2)", "(3)"]),
    "①": ("周平要求：\n①抓紧定稿。\n②管好库房。\n③守住安全。", ["①", "②", "③"]),
    "一、": ("周平要求：\n一、抓紧定稿。\n二、管好库房。\n三、守住安全。", ["一", "二", "三"]),
    "by commas": ("周平强调，一是抓紧定稿，二是管好库房，三是守住安全。", ["一是", "二是", "三是"]),
    "without a colon": ("周平着重强调修志工作一是抓紧定稿；二是管好库房；三是守住安全。", ["一是", "二是", "三是"]),
}


@pytest.mark.parametrize(("text", "markers"), ENUMERATIONS.values(), ids=ENUMERATIONS)
def test_items_of_every_style_are_taken_one_by_one(text: str, markers: list[str]) -> None:
    demands = directives_of(CHAIR + text)
    # Of 一要 the entry is 要….
    assert [d.text.removeprefix("要") for d in demands] == ["抓紧定稿", "管好库房", "守住安全"]
    assert [d.marker for d in demands] == markers
    assert {d.speaker for d in demands} == {"周平"}
    assert all((CHAIR + text)[d.start : d.end] == d.text for d in demands)


DEMANDED = {
    "a chain": ("周平强调，要抓紧定稿；要管好库房，不得带火种。", [("周平", "要抓紧定稿"), ("周平", "要管好库房，不得带火种")]),
    "a meeting": ("会议强调，要抓紧定稿。会议议定，由编目处牵头修目。", [(None, "要抓紧定稿"), (None, "由编目处牵头修目")]),
    "a head with its explanation": (
        "周平强调，一是严把质量关。志稿人人有责。各处要逐条核对。\n二是严把进度关。",
        [("周平", "严把质量关"), ("周平", "各处要逐条核对"), ("周平", "严把进度关")],
    ),
    "description, then demand": ("周平指出，修志任务重，各处要抓紧定稿。", [("周平", "修志任务重，各处要抓紧定稿")]),
    "a hope at the end": ("周平指出，修志任务重，希望各处抓紧定稿。", [("周平", "修志任务重，希望各处抓紧定稿")]),
    "words to an audience": ("周平寄语年轻同志：要沉下心来修志。", [("周平", "要沉下心来修志")]),
    "what goes on in the next paragraph": (
        "周平强调，近年来修志进展很快。要抓紧定稿。\n要管好库房。",
        [("周平", "要抓紧定稿"), ("周平", "要管好库房")],
    ),
    "whoever reads out a plan": (
        "副馆长吴海安汇报了工作，并对下半年工作作出安排：一是完成定稿；二是清点库房。",
        [("吴海安", "完成定稿"), ("吴海安", "清点库房")],
    ),
    "a paper that orders": ("经研究，议定如下事项：\n1．编目处8月底前完成目录。\n2．办公室同步核对。", [
        (None, "编目处8月底前完成目录"),
        (None, "办公室同步核对"),
    ]),
    "a regulation": ("《查档办法》规定，查档人应当登记；不得拍照。", [(None, "查档人应当登记"), (None, "不得拍照")]),
    "a request in nobody's words": ("请各科室于7月10日前将目录报办公室。", [(None, "请各科室于7月10日前将目录报办公室")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "demands"), DEMANDED.values(), ids=DEMANDED)
def test_what_is_demanded(text: str, demands: list[tuple[str | None, str]]) -> None:
    assert found(CHAIR + text) == demands


NOT_DEMANDED = {
    "achievements": "周平指出，上半年成效明显：一是出版志书三部，二是征集档案两百件。",
    "activities": "展览安排了三项活动：一是开放库房；二是现场讲解；三是赠送志书。",
    "a belief": "周平指出，加强学习是修志的重要保证。",
    "what was done": "周平指出，近年来加强了库房建设。",
    "a question": "周平指出，为什么要修志、怎样修志是两个问题。",
    "a vow": "副馆长吴海安在交流发言中表示，我们要抓紧定稿。",
    "a vow of those who were moved": "周平强调，成绩来之不易。大家表示，要抓紧定稿。",
    "plans of one's own": "周平表示，我馆将进一步抓好落实：一是完成定稿；二是清点库房。",
    "an offer to a partner": "周平希望双方加强合作、互利共赢。",
    "a congress": "党的二十大报告指出，要弘扬优秀传统文化。",
    "another day": "省长郑小川曾多次强调，要抓好修志。",
    "a noun": "全馆落实上级要求，抓紧定稿。各处积极响应号召加入志愿服务。",
    "appointments": "会议决定，同意王岚任编目处处长。",
}


@pytest.mark.parametrize("text", NOT_DEMANDED.values(), ids=NOT_DEMANDED)
def test_what_is_not(text: str) -> None:
    assert found(CHAIR + text) == []


def test_a_leader_whom_the_article_is_not_about_is_cited() -> None:
    text = "习近平总书记强调，要弘扬优秀传统文化。馆里办了展览。"
    assert found(text, "馆里举办展览") == []
    assert found(text, "习近平总书记在考察时强调") == [("习近平", "要弘扬优秀传统文化")]


def test_whom_the_headline_names_leads_though_quoted_with_a_mild_verb() -> None:
    text = "省长郑小川会见志愿者代表。郑小川表示，各地要关心志愿者。"
    assert found(text, "郑小川会见志愿者代表") == [("郑小川", "各地要关心志愿者")]


def test_whose_words_they_are_without_a_full_name_before_them() -> None:
    assert found(CHAIR + "周馆长强调，要抓紧定稿。") == [("周平", "要抓紧定稿")]
    assert found(CHAIR + "在库房，他查看了目录，要求保管人员加强巡查。") == [("周平", "保管人员加强巡查")]
    assert found(CHAIR + "市图书馆馆长周岚汇报工作。周馆长强调，要抓紧定稿。") == [("周", "要抓紧定稿")]


def test_the_cue_of_items_is_what_announced_them() -> None:
    demands = directives_of(CHAIR + "周平就下步工作作出部署：一是抓紧定稿；二是管好库房。")
    assert [d.cue for d in demands] == ["部署", "部署"]


def test_who_is_responsible_and_until_when() -> None:
    (demand,) = directives_of(CHAIR + "周平要求，由编目处、保管处牵头，本周五前报送目录。")
    assert (demand.responsible_body, demand.deadline_text, demand.deadline) == (
        "编目处、保管处",
        "本周五前",
        dt.date(2024, 7, 5),
    )


def test_a_line_broken_behind_a_comma_is_read_whole() -> None:
    assert found(CHAIR + "周平强调，要抓紧定稿，\n聚全馆之力，管好库房。") == [("周平", "要抓紧定稿，\n聚全馆之力，管好库房")]


#: Told on a Wednesday in December: what lies behind is next year's.
AT_THE_TURN = {
    "1月15日前报送": dt.date(2025, 1, 15),
    "12月20日前报送": dt.date(2024, 12, 20),
    "2月底前完成": dt.date(2025, 2, 28),
    "一季度末完成": dt.date(2025, 3, 31),
    "年底前完成": dt.date(2024, 12, 31),
    "明年6月底前完成": dt.date(2025, 6, 30),
    "下月10日前报送": dt.date(2025, 1, 10),
    "下个月底前完成": dt.date(2025, 1, 31),
    "春节前完成": dt.date(2025, 1, 28),
    "元旦前完成": dt.date(2024, 12, 31),
    "下周一前完成": dt.date(2024, 12, 23),
    "三个月内完成": dt.date(2025, 3, 18),
    "“十四五”末建成": dt.date(2025, 12, 31),
    "每月5日前上报": None,
    "汛期前完成排查": None,
    "10个工作日内办结": None,
}


@pytest.mark.parametrize(("text", "day"), AT_THE_TURN.items(), ids=AT_THE_TURN)
def test_days_at_the_turn_of_the_year(text: str, day: dt.date | None) -> None:
    deadline = find_deadline(text, 0, len(text), dt.date(2024, 12, 18))
    assert deadline is not None
    assert deadline.day == day


def test_without_a_day_of_the_demand_only_the_words_stay() -> None:
    deadline = find_deadline("8月底前完成", 0, 6, None)
    assert deadline is not None
    assert (deadline.text, deadline.day) == ("8月底前", None)
