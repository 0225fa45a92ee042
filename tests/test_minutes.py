"""Minutes as a whole: one meeting of the day and name they give, heads and sentences read together."""

from __future__ import annotations

import pytest

import zhengjian_stats as zj

HEAD = """时　　间：2024年3月5日（星期二）上午9:00
地　　点：县政府三楼会议室
主 持 人：周平（县委副书记、县长）
出　　席：罗　翰（县委常委、常务副县长）、郑小川（副县长）、丁　一（副县长）
列　　席：县财政局局长吴海安、县教育局局长贺兰，各乡镇主要负责人
请　　假：何静宜（副县长，出差）
记　　录：柏舟
"""
BODY = """
一、关于一季度财政工作
会议听取了县财政局局长吴海安关于一季度财政收支情况的汇报。会议指出，一季度财政运行平稳。
会议要求，县财政局要加强收支管理，5月底前完成清理。
二、关于校园安全工作
（一）会议听取了贺兰关于校园安全工作的汇报，罗翰作了补充说明，郑小川作了发言。
（二）会议议定：由县教育局牵头，6月底前完成整改。
周平强调，要压实责任，确保安全。
"""


def read(text: str, headline: str | None = "望岚县人民政府第12次常务会议纪要", issued_on: str = "2024-03-12") -> zj.Corpus:
    return zj.parse_text(f"{headline}\n\n{text}" if headline else text, issued_on=issued_on)


def roles(corpus: zj.Corpus) -> dict[str, set[str]]:
    return corpus.attendees.groupby("name")["role"].agg(set).to_dict()


def test_minutes_are_one_meeting_with_their_name_day_and_place() -> None:
    (meeting,) = read(HEAD + BODY).meetings.itertuples()
    assert (meeting.name, str(meeting.held_on)[:10]) == ("第12次常务会议", "2024-03-05")
    assert (meeting.venue, meeting.kind, meeting.date_precision) == ("县政府三楼会议室", "executive_meeting", "day")


def test_sentences_add_roles_to_those_whom_the_head_lists() -> None:
    assert roles(read(HEAD + BODY)) == {
        "周平": {"chair", "speech"},
        "罗翰": {"present", "report"},
        "郑小川": {"present", "remarks"},
        "丁　一": {"present"},
        "吴海安": {"in_attendance", "report"},
        "贺兰": {"in_attendance", "report"},
        "何静宜": {"apologies"},
        "各乡镇主要负责人": {"in_attendance"},
    }


def test_the_post_of_the_list_is_that_of_every_role() -> None:
    titles = read(HEAD + BODY).attendees.groupby("name")["title"].agg(lambda column: set(column.dropna()))
    assert titles["罗翰"] == {"县委常委、常务副县长"}
    assert titles["贺兰"] == {"县教育局局长"}
    assert titles["何静宜"] == {"副县长"}


def test_demands_are_the_meetings_or_the_persons_and_headings_are_none() -> None:
    directives = read(HEAD + BODY).directives.astype(object)
    assert {(row.text, row.speaker if isinstance(row.speaker, str) else None) for row in directives.itertuples()} == {
        ("县财政局要加强收支管理，5月底前完成清理", None),
        ("由县教育局牵头，6月底前完成整改", None),
        ("要压实责任，确保安全", "周平"),
    }


def test_a_blank_stays_in_a_name_only_where_no_sentence_writes_it_without() -> None:
    text = "时间：2024年3月5日\n主持：周平\n出席：罗　翰、丁　一\n罗翰汇报了工作。\n"
    assert set(read(text).attendees["name"]) == {"周平", "罗翰", "丁　一"}


def test_people_are_the_same_with_a_blank_and_without() -> None:
    first = "时间：2024年3月5日\n主持：周　平（馆长）\n出席：丁　一（副馆长）\n会议听取了汇报。\n"
    second = "3月6日，馆里召开工作会议。馆长周平主持会议，副馆长丁一出席。\n"
    corpora = [read(first, "馆务会议纪要"), read(second, "馆里召开工作会议")]
    assert set(corpora[0].attendees["name"]) == {"周　平", "丁　一"}
    assert set(corpora[0].people["name"]) == {"周平", "丁一"}
    assert set(corpora[0].attendees["person_id"]) == set(corpora[1].attendees["person_id"])


def test_a_family_name_with_a_post_is_the_only_one_of_the_list() -> None:
    head = "时间：2024年3月5日\n主持：周平\n出席：吴海安（副校长）、王岚、王磊\n"
    text = head + "周校长强调，要抓好落实。吴副校长作了汇报。王处长作了发言。\n"
    found = roles(read(text, "校长办公会议纪要"))
    assert found["周平"] == {"chair", "speech"}
    assert found["吴海安"] == {"present", "report"}
    assert found["王岚"] == found["王磊"] == {"present"}
    assert read(text, "校长办公会议纪要").directives["speaker"].tolist() == ["周平"]


def test_a_head_in_sentences_is_read_too() -> None:
    text = """2024年3月5日上午，副县长周平在县政府三楼会议室主持召开专题会议，研究县档案馆库房搬迁有关问题。\
县财政局局长吴海安、县档案馆馆长罗　翰、望岚镇镇长王岚等参加会议。现纪要如下：
一、关于搬迁经费。由县财政局牵头，3月底前拨付到位。
罗翰汇报了准备情况。周平最后强调，各单位要密切配合。
"""
    corpus = read(text, "关于库房搬迁有关问题的专题会议纪要")
    (meeting,) = corpus.meetings.itertuples()
    assert (meeting.name, str(meeting.held_on)[:10], meeting.venue) == ("专题会议", "2024-03-05", "县政府三楼会议室")
    assert roles(corpus) == {
        "周平": {"chair", "speech"},
        "吴海安": {"present"},
        "罗翰": {"present", "report"},
        "王岚": {"present"},
    }


def test_lists_at_the_end_are_read_with_a_head_in_sentences() -> None:
    text = """2024年3月5日，县长周平主持召开县长办公会议，研究一季度工作。现纪要如下：
一、会议同意县教育局提出的方案。
出席：周平、吴海安、郑小川
请假：罗翰（出差）
列席：县政府办公室王岚，县教育局主要负责人
记录：柏舟
"""
    corpus = read(text, "县长办公会议纪要")
    assert corpus.meetings["name"].tolist() == ["县长办公会议"]
    assert roles(corpus) == {
        "周平": {"chair", "present"},
        "吴海安": {"present"},
        "郑小川": {"present"},
        "罗翰": {"apologies"},
        "王岚": {"in_attendance"},
        "县教育局主要负责人": {"in_attendance"},
    }


def test_who_reports_on_each_subject_is_read_from_label_and_bracket_and_who_speaks_behind_a_name() -> None:
    text = """会议时间：2024年3月5日
会议地点：二楼会议室
主持人：馆长周平
参会人员：吴海安、郑小川、王岚、罗翰
记录人：柏舟
议题一：研究库房搬迁方案
汇报人：王岚
会议认为方案可行，原则同意。
议题二：研究经费安排（汇报人：罗翰）
吴海安：经费要从紧安排。
周平：请各处室抓紧落实。
"""
    assert roles(read(text, "馆务会议记录")) == {
        "周平": {"chair", "speech"},
        "吴海安": {"present", "remarks"},
        "郑小川": {"present"},
        "王岚": {"present", "report"},
        "罗翰": {"present", "report"},
    }


def test_what_somebody_says_behind_a_colon_is_nobodys_act() -> None:
    text = """时间：2024年3月5日
出席党员：周平、吴海安、王岚等16名党员
主持人：支部书记周平
列席人员：发展对象丁一
会议内容：
支部书记周平：今天讨论接收预备党员事宜。
介绍人吴海安：丁一同志表现优秀，作过汇报，同意介绍其入党。
"""
    corpus = read(text, "第二党支部党员大会会议记录")
    assert corpus.meetings["name"].tolist() == ["党员大会"]
    assert roles(corpus) == {
        "周平": {"chair", "present", "speech"},
        "吴海安": {"present", "remarks"},
        "王岚": {"present"},
        "丁一": {"in_attendance"},
    }


def test_headings_of_subjects_are_neither_told_nor_said() -> None:
    head = "时间：2024年3月5日\n主持：周平\n出席：吴海安\n"
    text = head + "会议要求：\n一、关于困难职工慰问\n会议同意。\n二、听取一季度工作汇报\n会议要求，要加强调度分析。\n"
    corpus = read(text, "工会委员会会议纪要")
    assert roles(corpus) == {"周平": {"chair"}, "吴海安": {"present"}}
    assert corpus.directives["text"].tolist() == ["要加强调度分析"]


def test_who_met_is_the_office_in_the_headline() -> None:
    assert read(HEAD + BODY).meetings["body"].tolist() == ["望岚县人民政府"]


def test_the_text_behind_会议内容_is_no_field() -> None:
    head = "会议时间：2024年3月5日\n主持人：周平\n参会人员：吴海安、郑小川\n"
    text = head + "会议内容：传达学习上级会议精神。周平强调，要抓好落实。\n"
    corpus = read(text, None)
    assert roles(corpus)["周平"] == {"chair", "speech"}
    assert corpus.directives["text"].tolist() == ["要抓好落实"]


def test_a_name_given_as_a_field_is_that_of_the_meeting() -> None:
    text = "会议名称：第三季度安全生产例会\n会议时间：2024年3月5日\n主持人：周平\n参会人员：吴海安\n会议听取了汇报。\n"
    assert read(text, "会议记录").meetings["name"].tolist() == ["第三季度安全生产例会"]


def test_a_day_in_a_bracket_under_the_headline_dates_the_meeting() -> None:
    corpus = read("（2024年3月5日）\n主持：周平\n出席：吴海安、郑小川\n会议听取了汇报。\n", "馆务会议纪要")
    assert corpus.meetings["held_on"].astype(str).str[:10].tolist() == ["2024-03-05"]


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        (
            "关于召开馆务会议的通知",
            "定于3月25日召开馆务会议。\n时间：3月25日上午\n地点：二楼会议室\n主持：周平\n出席：吴海安、郑小川\n",
        ),
        ("馆务会议", "时间：2024年3月25日\n地点：二楼会议室\n主持：周平\n出席：吴海安、郑小川\n"),
        ("馆务会议安排", "时间：3月5日\n地点：二楼会议室\n主持：周平\n出席：吴海安、郑小川\n请准时参加。\n"),
        ("学术讲座：档案里的县城", "主讲人：周平教授\n主持人：吴海安\n时间：3月5日14:30\n地点：报告厅\n欢迎广大师生参加。\n"),
        ("关于第12次常务会议议定事项落实情况的通报", "3月5日，县政府召开第12次常务会议，议定事项8项。截至3月底，已办结6项。\n"),
    ],
    ids=["notice", "day to come", "arrangement", "talk", "circular"],
)
def test_what_only_announces_or_looks_back_is_no_meeting(headline: str, text: str) -> None:
    corpus = read(text, headline)
    assert corpus.meetings.empty
    assert corpus.attendees.empty


def test_labels_of_news_without_who_came_are_no_minutes() -> None:
    text = "3月5日，馆里召开工作会议。馆长周平主持会议。\n记者：王岚\n主持：某某电视台\n"
    assert roles(read(text, "馆里召开工作会议")) == {"周平": {"chair"}}
