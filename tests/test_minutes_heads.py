"""Heads of minutes in the layouts of many houses: who was there, in which role, with which post."""

from __future__ import annotations

import pytest

import zhengjian_stats as zj

#: layout → (text, one line a person or group: ``role name [post] [@body]``, groups with ``*``).
HEADS: dict[str, tuple[str, str]] = {
    "brackets": (
        "时间：2024年3月5日上午9:00\n地点：县政府三楼会议室\n主持：周平（县长）\n出席：吴海安（常务副县长）、郑小川（副县长）\n"
        "列席：王岚（县财政局局长）、各乡镇主要负责人\n请假：罗翰（副县长，出差）\n记录：柏舟",
        "chair 周平 县长\npresent 吴海安 常务副县长\npresent 郑小川 副县长\nin_attendance 王岚 县财政局局长\n"
        "in_attendance *各乡镇主要负责人\napologies 罗翰 副县长",
    ),
    "posts before names": (
        "会议时间：2024年3月5日\n会议地点：县政府三楼会议室\n会议主持：县委副书记、县长周平\n参会人员：常务副县长吴海安，副县长郑小川、王岚，县财政局局长罗翰",
        "chair 周平 县委副书记、县长\npresent 吴海安 常务副县长\npresent 郑小川 副县长\npresent 王岚 副县长\npresent 罗翰 县财政局局长",
    ),
    "blanks inside labels and names": (
        "时　　间：2024年3月5日\n地　　点：第一会议室\n主　　持：周　平\n出　　席：吴海安　郑小川　罗　翰\n缺　　席：王　岚\n记　　录：柏　舟",
        "chair 周　平\npresent 吴海安\npresent 郑小川\npresent 罗　翰\napologies 王　岚",
    ),
    "label alone, a name a line": (
        "会议时间\n2024年3月5日\n会议地点\n第一会议室\n主持人\n周平\n参会人员\n吴海安\n郑小川\n欧阳明\n列席人员\n王岚",
        "chair 周平\npresent 吴海安\npresent 郑小川\npresent 欧阳明\nin_attendance 王岚",
    ),
    "several labels on a line": (
        "时间：2024年3月5日　　地点：第一会议室\n主持：周平　　记录：柏舟\n出席：吴海安、郑小川　　列席：王岚　　请假：罗翰",
        "chair 周平\npresent 吴海安\npresent 郑小川\nin_attendance 王岚\napologies 罗翰",
    ),
    "half-width colons": (
        "时间:2024年3月5日\n地点:第一会议室\n主持人:周平\n参加人:吴海安,郑小川,王岚\n记录人:柏舟",
        "chair 周平\npresent 吴海安\npresent 郑小川\npresent 王岚",
    ),
    "unit, post and name in columns": (
        "时间：2024年3月5日\n主持：周平\n参加人员：\n县财政局　　局长　　吴海安\n县水务局　　副局长　郑小川\n文化和旅游股　股长　王　岚",
        "chair 周平\npresent 吴海安 局长 @县财政局\npresent 郑小川 副局长 @县水务局\npresent 王　岚 股长 @文化和旅游股",
    ),
    "name, unit and post in columns": (
        "时间：2024年3月5日\n主持：周平\n参会人员：\n姓名\t单位\t职务\n吴海安\t县财政局\t局长\n郑小川\t县水务局\t副局长",
        "chair 周平\npresent 吴海安 局长 @县财政局\npresent 郑小川 副局长 @县水务局",
    ),
    "unit, name and post in columns": (
        "时间：2024年3月5日\n主持：周平\n参会人员：\n县财政局 吴海安 局长\n县水务局 郑小川 副局长",
        "chair 周平\npresent 吴海安 局长 @县财政局\npresent 郑小川 副局长 @县水务局",
    ),
    "a cell a line": (
        "会议时间\n2024年3月5日\n主持人\n周平\n参会人员\n姓名\n职务\n吴海安\n副馆长\n郑小川\n办公室主任",
        "chair 周平\npresent 吴海安 副馆长\npresent 郑小川 办公室主任",
    ),
    "names in columns without marks": (
        "时间：2024年3月5日\n主持：周平\n出席：吴海安　郑小川　王　岚\n罗　翰　欧阳明　丁　一",
        "chair 周平\npresent 吴海安\npresent 郑小川\npresent 王　岚\npresent 罗　翰\npresent 欧阳明\npresent 丁　一",
    ),
    "two-character names side by side": (
        "时间：2024年3月5日\n主持：周平\n出席：丁　一　王　岚　罗　翰　贺　兰",
        "chair 周平\npresent 丁　一\npresent 王　岚\npresent 罗　翰\npresent 贺　兰",
    ),
    "a list over several lines": (
        "时间：2024年3月5日\n主持：周平\n出席：吴海安（副馆长）、郑小川（办公室主任）、\n王岚（征集处处长）、罗翰（编研处\n处长）、贺兰（保管处处长）\n记录：柏舟",
        "chair 周平\npresent 吴海安 副馆长\npresent 郑小川 办公室主任\npresent 王岚 征集处处长\npresent 罗翰 编研处处长\npresent 贺兰 保管处处长",
    ),
    "units before names": (
        "时间：2024年3月5日\n主持：周平\n参加人员：县财政局吴海安、郑小川，县水务局王岚，望岚镇政府罗翰",
        "chair 周平\npresent 吴海安 @县财政局\npresent 郑小川 @县财政局\npresent 王岚 @县水务局\npresent 罗翰 @望岚镇政府",
    ),
    "a unit with its people in a bracket": (
        "时间：2024年3月5日\n主持：周平\n参会单位及人员：县财政局（吴海安、郑小川）、县水务局（王岚）",
        "chair 周平\npresent 吴海安 @县财政局\npresent 郑小川 @县财政局\npresent 王岚 @县水务局",
    ),
    "labels inside the list": (
        "时间：2024年3月5日\n主持：周平\n出席：\n县领导：吴海安、郑小川\n县财政局：王岚\n县水务局：罗翰、贺兰",
        "chair 周平\npresent 吴海安 县领导\npresent 郑小川 县领导\npresent 王岚 @县财政局\npresent 罗翰 @县水务局\npresent 贺兰 @县水务局",
    ),
    "groups among people": (
        "时间：2024年3月5日\n主持：周平\n列席：吴海安、郑小川，各股室负责人，县住房城乡建设局、县水务局主要负责人，有关乡镇主要负责人",
        "chair 周平\nin_attendance 吴海安\nin_attendance 郑小川\nin_attendance *各股室负责人\n"
        "in_attendance *县住房城乡建设局、县水务局主要负责人\nin_attendance *有关乡镇主要负责人",
    ),
    "units alone": (
        "时间：2024年3月5日\n主持：周平\n列席单位：县住房城乡建设局、县水务局",
        "chair 周平\nin_attendance *县住房城乡建设局、县水务局",
    ),
    "counts": (
        "时间：2024年3月5日\n地点：第一会议室\n应到：9人　实到：7人\n主持：周平\n出席（3人）：吴海安、郑小川、王岚\n请假（2人）：罗翰、贺兰\n参会人数：7人",
        "chair 周平\npresent 吴海安\npresent 郑小川\npresent 王岚\napologies 罗翰\napologies 贺兰",
    ),
    "a closing count": (
        "时间：2024年3月5日\n主持：周平\n出席：吴海安、郑小川、王岚等15人\n列席：罗翰、各处室负责人（共8人）",
        "chair 周平\npresent 吴海安\npresent 郑小川\npresent 王岚\nin_attendance 罗翰\nin_attendance *各处室负责人",
    ),
    "one person under two labels": (
        "时间：2024年3月5日\n主持人：周平\n出席人员：周平（馆长）、吴海安（副馆长）\n列席人员：柏舟\n记录人：柏舟",
        "chair 周平 馆长\npresent 周平 馆长\npresent 吴海安 副馆长\nin_attendance 柏舟",
    ),
    "roles in brackets": (
        "会议时间：2024年3月5日\n参会人员：周平（主持人）、吴海安（汇报）、郑小川（列席）、王岚（请假）、柏舟（记录）",
        "chair 周平\npresent 周平\npresent 吴海安\nreport 吴海安\nin_attendance 郑小川\napologies 王岚\npresent 柏舟",
    ),
    "reasons in the label": (
        "时间：2024年3月5日\n主持：周平\n出席：吴海安\n因公出差请假：郑小川、王岚\n因病请假：罗翰",
        "chair 周平\npresent 吴海安\napologies 郑小川\napologies 王岚\napologies 罗翰",
    ),
    "reasons in brackets": (
        "时间：2024年3月5日\n主持：周平\n请假：吴海安（陪同市长调研）、郑小川（副馆长，参加省里会议）、王岚（病假）、罗翰（在省委党校学习）",
        "chair 周平\napologies 吴海安\napologies 郑小川 副馆长\napologies 王岚\napologies 罗翰",
    ),
    "reasons behind names": (
        "时间：2024年3月5日\n主持：周平\n出席：吴海安\n请假：郑小川因公出差、王岚因病",
        "chair 周平\npresent 吴海安\napologies 郑小川\napologies 王岚",
    ),
    "nobody is absent": (
        "时间：2024年3月5日\n主持：周平\n出席：吴海安\n缺席：无\n列席：无",
        "chair 周平\npresent 吴海安",
    ),
    "numbers before names": (
        "时间：2024年3月5日\n主持：周平\n参会人员：\n1.吴海安（副馆长）\n2.郑小川（办公室主任）\n3．王岚",
        "chair 周平\npresent 吴海安 副馆长\npresent 郑小川 办公室主任\npresent 王岚",
    ),
    "numbered rows": (
        "时间：2024年3月5日\n主持：周平\n参会人员：\n1\t吴海安\t副馆长\n2\t郑小川\t办公室主任",
        "chair 周平\npresent 吴海安 副馆长\npresent 郑小川 办公室主任",
    ),
    "numbered labels": (
        "一、会议时间：2024年3月5日\n二、会议地点：第一会议室\n三、主持人：周平\n四、参会人员：吴海安、郑小川\n五、会议内容",
        "chair 周平\npresent 吴海安\npresent 郑小川",
    ),
    "labels in marks": (
        "【时间】2024年3月5日\n【地点】第一会议室\n【主持】周平\n【出席】吴海安、郑小川\n【记录】柏舟",
        "chair 周平\npresent 吴海安\npresent 郑小川",
    ),
    "no colons": (
        "时间　2024年3月5日\n地点　第一会议室\n主持　周平\n出席　吴海安　郑小川\n列席　王岚\n记录　柏舟",
        "chair 周平\npresent 吴海安\npresent 郑小川\nin_attendance 王岚",
    ),
    "a table row": (
        "会议时间\t2024年3月5日\t会议地点\t第一会议室\n主持人\t周平\t记录人\t柏舟\n参会人员\t吴海安、郑小川、王岚",
        "chair 周平\npresent 吴海安\npresent 郑小川\npresent 王岚",
    ),
    "agenda between the fields": (
        "时间：2024年3月5日\n地点：第一会议室\n议题：\n1.传达上级会议精神\n2.研究库房搬迁方案\n主持：周平\n出席：吴海安、郑小川",
        "chair 周平\npresent 吴海安\npresent 郑小川",
    ),
    "the day above the fields": (
        "（2024年3月5日）\n主持：周平\n出席：吴海安、郑小川\n列席：王岚",
        "chair 周平\npresent 吴海安\npresent 郑小川\nin_attendance 王岚",
    ),
    "names of other forms": (
        "时间：2024年3月5日\n主持：扎西顿珠\n出席：艾力·买买提、阿依古丽·吐尔逊（副馆长）、吉克阿普、欧阳明远、乌云其其格",
        "chair 扎西顿珠\npresent 艾力·买买提\npresent 阿依古丽·吐尔逊 副馆长\npresent 吉克阿普\npresent 欧阳明远\npresent 乌云其其格",
    ),
    "names that are words": (
        "时间：2024年3月5日\n主持：周平\n出席：高峰、万里、向前、王岚、安静、温馨",
        "chair 周平\npresent 高峰\npresent 万里\npresent 向前\npresent 王岚\npresent 安静\npresent 温馨",
    ),
    "posts in a column before several names": (
        "时间：2024年3月5日\n主持：党组书记、馆长　周平\n出席：\n党组成员、副馆长　　　　吴海安　　郑小川\n党组成员、机关党委书记　王　岚",
        "chair 周平 党组书记、馆长\npresent 吴海安 党组成员、副馆长\npresent 郑小川 党组成员、副馆长\npresent 王　岚 党组成员、机关党委书记",
    ),
    "a unit a line with several posts": (
        "时间：2024年3月5日\n召集人：副县长周平\n参加单位及人员：\n县人民检察院　　检察长吴海安　　副检察长郑小川\n县司法局　　局长王岚",
        "chair 周平 副县长\npresent 吴海安 检察长 @县人民检察院\npresent 郑小川 副检察长 @县人民检察院\npresent 王岚 局长 @县司法局",
    ),
    "a board": (
        "会议时间：2024年3月5日\n会议地点：公司会议室\n主持人：董事长周平\n出席董事：周平、吴海安、郑小川\n列席人员：监事会主席王岚、董事会秘书罗翰\n缺席董事：贺兰",
        "chair 周平 董事长\npresent 周平 董事长\npresent 吴海安\npresent 郑小川\nin_attendance 王岚 监事会主席\n"
        "in_attendance 罗翰 董事会秘书\napologies 贺兰",
    ),
    "a party branch": (
        "时间：2024年3月5日\n地点：党员活动室\n主持人：周平　支部书记\n应到党员：12名\n实到党员：11名\n缺席人员：吴海安（事假）\n列席人员：入党积极分子郑小川、王岚\n主讲人：罗翰\n记录人：柏舟",
        "chair 周平 支部书记\napologies 吴海安\nin_attendance 郑小川 入党积极分子\nin_attendance 王岚 入党积极分子\nremarks 罗翰",
    ),
    "a school": (
        "会议时间：2024年3月5日14:30\n会议地点：行政楼201\n主持人：周平校长\n出席人员：吴海安书记、郑小川副校长、王岚副校长\n列席人员：校长办公室、人事处、财务处负责人",
        "chair 周平 校长\npresent 吴海安 书记\npresent 郑小川 副校长\npresent 王岚 副校长\nin_attendance *校长办公室、人事处、财务处负责人",
    ),
    "slashes": (
        "时间：2024年3月5日\n主持：周平\n参会：吴海安/郑小川/王岚\n缺席：/",
        "chair 周平\npresent 吴海安\npresent 郑小川\npresent 王岚",
    ),
    "和 before the last": (
        "时间：2024年3月5日\n主持：周平\n出席：吴海安、郑小川和王岚，办公室主任罗翰及各处负责人",
        "chair 周平\npresent 吴海安\npresent 郑小川\npresent 王岚\npresent 罗翰 办公室主任\npresent *各处负责人",
    ),
}


def read(text: str, headline: str = "馆务会议纪要", issued_on: str = "2024-03-08") -> zj.Corpus:
    return zj.parse_text(f"{headline}\n\n{text}\n\n会议听取了有关情况的汇报，研究了下一步工作。\n", issued_on=issued_on)


def attendance(corpus: zj.Corpus) -> set[str]:
    lines = set()
    for row in corpus.attendees.astype(object).where(corpus.attendees.notna(), None).itertuples():
        body = row.organization if row.organization and not (row.title or "").startswith(row.organization) else None
        parts = [row.role, f"*{row.name}" if row.is_group else row.name, row.title, f"@{body}" if body else None]
        lines.add(" ".join(filter(None, parts)))
    return lines


@pytest.mark.parametrize("layout", HEADS)
def test_everybody_is_read_in_role_and_post(layout: str) -> None:
    text, wanted = HEADS[layout]
    corpus = read(text)
    assert attendance(corpus) == set(wanted.split("\n"))
    assert [(str(m.held_on)[:10], m.name) for m in corpus.meetings.itertuples()] == [("2024-03-05", "馆务会议")]
