"""Layouts of many invented offices: what each masthead, body and colophon says is read, and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field, fields
from typing import Any

import pytest

from zhengjian_stats.parse.layout import parse_layout, split_issues
from zhengjian_stats.parse.records import IssueLayout, Masthead
from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.settings import Settings
from zhengjian_stats.text.repair import clean_document


@dataclass(frozen=True)
class Case:
    """An issue, and what is to be found in it (masthead values that are not named here are missing)."""

    name: str
    text: str
    masthead: dict[str, Any] = field(default_factory=dict)
    headlines: tuple[str | None, ...] = ()
    recipients: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    #: A piece of text that stands in no article.
    outside: tuple[str, ...] = ()
    #: How the bodies of the articles begin.
    bodies: tuple[str, ...] = ()


CASES = [
    Case(
        "number and whole number in one line, office and date in the next",
        """云 岭 方 志 简 讯
第 12 期（总第 88 期）
云岭省地方志编纂委员会办公室            2023年9月28日

全省年鉴工作推进会在青石召开

9月26日，全省年鉴工作推进会在青石市召开。省志办主任讲话。

白水县志通过终审

9月21日，《白水县志》通过终审。

主送：各市（州）地方志办公室。
抄送：省委宣传部、省政府办公厅，省档案馆。
责任编辑：甲某        审核：乙某
""",
        {
            "bulletin": "云岭方志简讯",
            "issuing_office": "云岭省地方志编纂委员会办公室",
            "year": 2023,
            "issue_number": 12,
            "whole_number": 88,
            "issued_on": dt.date(2023, 9, 28),
        },
        ("全省年鉴工作推进会在青石召开", "白水县志通过终审"),
        (
            ("addressed_to", "各市（州）地方志办公室"),
            ("copied_to", "省委宣传部"),
            ("copied_to", "省政府办公厅"),
            ("copied_to", "省档案馆"),
        ),
        outside=("责任编辑", "审核"),
    ),
    Case(
        "joint issue, Chinese numerals, contents with page numbers and columns, date only in the colophon",
        """内部资料 注意保存
江城档案信息
二〇二二年第三、四期合刊
（总第五十六期）
江城市档案局（馆）办公室编

本期要目
【工作动态】
市档案馆新馆开工……………………（1）
市委副书记到市档案馆调研……………（3）
【县区传真】
北屏区档案馆晋升一级……………………（4）

【工作动态】
市档案馆新馆开工
3月18日，市档案馆新馆举行开工仪式，总投资二亿元。
市委副书记到市档案馆调研
4月6日，市委副书记到市档案馆调研，要求加快数字化。
一、看库房
他先看了库房，问了温湿度。
二、提要求
他要求把民生档案查询搬到群众手边。
【县区传真】
北屏区档案馆晋升一级
4月12日，北屏区档案馆通过省级评审。

报：市委常委；市人大、市政府、市政协领导
送：市直各部门、各县（市、区）档案馆
江城市档案局办公室                    二〇二二年四月二十日印发
                                           （共印一百二十份）
""",
        {
            "bulletin": "江城档案信息",
            "issuing_office": "江城市档案局（馆）",
            "prepared_by": "江城市档案局办公室",
            "year": 2022,
            "issue_number": 3,
            "issue_number_end": 4,
            "whole_number": 56,
            "issue_kind": "joint",
            "issued_on": dt.date(2022, 4, 20),
            "print_run": 120,
        },
        ("市档案馆新馆开工", "市委副书记到市档案馆调研", "北屏区档案馆晋升一级"),
        (
            ("submitted_to", "市委常委"),
            ("submitted_to", "市人大"),
            ("submitted_to", "市政府"),
            ("submitted_to", "市政协领导"),
            ("sent_to", "市直各部门"),
            ("sent_to", "各县（市、区）档案馆"),
        ),
        outside=("内部资料", "【县区传真】", "本期要目"),
    ),
    Case(
        "document number of minutes, fields, no headline of its own",
        """青石县人民政府常务会议纪要
〔2024〕5号
青石县人民政府办公室                2024年3月11日

时间：2024年3月8日上午
地点：县政府二楼会议室
主持人：丙某
出席：丁某、戊某
列席：各乡镇负责人
请假：己某（出差）
记录：庚某

会议听取了春耕备耕情况汇报，研究了有关事项。现纪要如下：
一、关于春耕备耕
会议要求，各乡镇要在3月底前完成清淤。
二、关于其他事项
会议原则同意县教育局所提方案。

分送：县委各部门，县人大办、县政协办，各乡镇人民政府。
青石县人民政府办公室                2024年3月12日印发
""",
        {
            "bulletin": "青石县人民政府常务会议纪要",
            "issuing_office": "青石县人民政府办公室",
            "prepared_by": "青石县人民政府办公室",
            "year": 2024,
            "issue_number": 5,
            "issued_on": dt.date(2024, 3, 11),
        },
        ("青石县人民政府常务会议纪要",),
        (
            ("sent_to", "县委各部门"),
            ("sent_to", "县人大办"),
            ("sent_to", "县政协办"),
            ("sent_to", "各乡镇人民政府"),
        ),
        ("masthead_conflict",),
        bodies=("时间：2024年3月8日上午",),
    ),
    Case(
        "supplement with a number, secrecy mark, a theme in brackets, a subtitle",
        """机密★1年
工 作 简 报
（增刊第2期）
（防汛救灾专辑）
白水市应急管理局          2021年7月30日
————————————————

一夜转移八千人
——白水市抗击“7·26”洪水纪实

7月26日夜，白水市遭遇强降雨。市应急管理局连夜转移群众八千余人。

（此件公开发布）
报：省应急管理厅，市委办公室、市政府办公室。
（共印30份）
""",
        {
            "bulletin": "工作简报",
            "issuing_office": "白水市应急管理局",
            "year": 2021,
            "issue_number": 2,
            "issue_kind": "supplement",
            "issued_on": dt.date(2021, 7, 30),
            "print_run": 30,
        },
        ("一夜转移八千人 ——白水市抗击“7·26”洪水纪实",),
        (
            ("submitted_to", "省应急管理厅"),
            ("submitted_to", "市委办公室"),
            ("submitted_to", "市政府办公室"),
        ),
        outside=("此件公开发布",),
    ),
    Case(
        "everything in one line, a hyphenated range of numbers, staff and contact at the foot",
        """南岭大学校情快报  2020年第3-4期  党委办公室编印  2020-11-05

学校召开本科教育大会
11月3日，学校召开本科教育大会，校长作报告。
（教务处供稿）

图书馆延长开放时间
自11月1日起，图书馆每日开放至23时，周末不闭馆。

主编：甲某  责任编辑：乙某
联系电话：0000-1234567  邮箱：xq@example.org
""",
        {
            "bulletin": "南岭大学校情快报",
            "issuing_office": "党委办公室",
            "year": 2020,
            "issue_number": 3,
            "issue_number_end": 4,
            "issue_kind": "joint",
            "issued_on": dt.date(2020, 11, 5),
        },
        ("学校召开本科教育大会", "图书馆延长开放时间"),
        outside=("联系电话", "主编"),
    ),
    Case(
        "labelled offices, a number after the date, disclosure on request",
        """政务信息专报
主办：东屏区人民政府办公室
2019年12月2日  第45期

关于我区冬季供暖情况的报告

入冬以来，全区供暖平稳。截至11月底，投诉同比下降两成。

    公开方式：依申请公开
    报送：市政府办公室。
    印发：区直各单位。
    印数：60份
""",
        {
            "bulletin": "政务信息专报",
            "issuing_office": "东屏区人民政府办公室",
            "year": 2019,
            "issue_number": 45,
            "issued_on": dt.date(2019, 12, 2),
            "disclosure": "on_request",
            "print_run": 60,
        },
        ("关于我区冬季供暖情况的报告",),
        (("submitted_to", "市政府办公室"), ("issued_to", "区直各单位")),
    ),
    Case(
        "a name that no list holds, No., an editor's note in front, heads inside one article",
        """史志之友
No.7
云岭省史志学会  2022年6月10日

编者按：各地经验陆续报来，本期选登一篇，供参考。

青石县建立乡镇史志员制度

青石县自去年起在每个乡镇设一名史志员，运转一年，效果不错。

主要做法

一是选人，从退休教师中选。二是定责，一季一报。

经验启示

抓基层要有人，有人还要有账。

送：各会员单位
""",
        {
            "bulletin": "史志之友",
            "issuing_office": "云岭省史志学会",
            "year": 2022,
            "issue_number": 7,
            "issued_on": dt.date(2022, 6, 10),
        },
        ("青石县建立乡镇史志员制度",),
        (("sent_to", "各会员单位"),),
        outside=("编者按",),
    ),
    Case(
        "parallel heads inside an article between two reports",
        """北屏党建
2023年第2期
中共北屏区委组织部  2023年2月20日

全区组织部长会议召开
2月16日，全区组织部长会议召开，部署全年工作。

红旗社区探索网格党建
为破解人手不足，红旗社区把支部建到网格上，一年下来成效明显。
强化组织引领
社区设八个网格支部，把党员编进楼栋。
强化服务下沉
每周三晚上，网格员在楼下摆桌子收意见。
强化考核激励
季度评星，星级与补贴挂钩。

区委党校春季班开学
2月18日，区委党校春季主体班开学。

发：各党（工）委，区直各部门党组
""",
        {
            "bulletin": "北屏党建",
            "issuing_office": "中共北屏区委组织部",
            "year": 2023,
            "issue_number": 2,
            "issued_on": dt.date(2023, 2, 20),
        },
        ("全区组织部长会议召开", "红旗社区探索网格党建", "区委党校春季班开学"),
        (("issued_to", "各党（工）委"), ("issued_to", "区直各部门党组")),
    ),
    Case(
        "headlines over two lines, no blank lines at all, indented",
        """　　　　　　　　水务工作动态
　　　　　　　　　第九期
　　江城市水务局　　　　　　　　二○一八年五月三日
　　　　　强降雨来袭　全员在岗
　　　　　市水务局启动四级应急响应
　　5月1日夜，我市普降大到暴雨。市水务局启动四级应急响应，干部职工全员在岗。
　　　　　市水务局党组书记带队夜查水库
　　5月2日凌晨，局党组书记带队检查三座水库，要求盯紧坝脚渗水。
　　报：省水利厅
　　江城市水务局办公室印发
""",
        {
            "bulletin": "水务工作动态",
            "issuing_office": "江城市水务局",
            "prepared_by": "江城市水务局办公室",
            "year": 2018,
            "issue_number": 9,
            "issued_on": dt.date(2018, 5, 3),
        },
        ("强降雨来袭 全员在岗 市水务局启动四级应急响应", "市水务局党组书记带队夜查水库"),
        (("submitted_to", "省水利厅"),),
    ),
    Case(
        "a notice signed at its end, without a number",
        """情况通报
松棠县教育局办公室

关于秋季学期开学检查情况

9月2日至4日，县教育局组织三个组检查了二十所学校。总体平稳，问题有三。
一、食堂留样不全
有四所学校留样不足。
二、消防通道堆物
有两所学校占用通道。
请各校于9月15日前整改到位。

松棠县教育局办公室
2021年9月6日
""",
        {
            "bulletin": "情况通报",
            "issuing_office": "松棠县教育局办公室",
            "year": 2021,
            "issued_on": dt.date(2021, 9, 6),
        },
        ("关于秋季学期开学检查情况",),
        problems=("no_issue_number",),
    ),
    Case(
        "Markdown",
        """# 云岭检验检测周报

第 3 期 2024/01/19 云岭省检验检测中心

## 实验室通过复评审

1月15日至16日，评审组到中心现场评审，结论为通过。

## 新版报告模板启用

自1月20日起，中心启用新版报告模板，旧版同时停用。

---

抄送：省市场监督管理局
""",
        {
            "bulletin": "云岭检验检测周报",
            "issuing_office": "云岭省检验检测中心",
            "year": 2024,
            "issue_number": 3,
            "issued_on": dt.date(2024, 1, 19),
        },
        ("实验室通过复评审", "新版报告模板启用"),
        (("copied_to", "省市场监督管理局"),),
    ),
    Case(
        "two-line masthead, slogans of items, lists over two lines",
        """中共江城市委宣传部
宣传工作通讯
第21期
2020年8月14日

“百姓讲堂”开讲百场

8月12日，“百姓讲堂”第一百场在江城大剧院开讲，三百名听众到场。

报：省委宣传部、市委书记、市长、市委副书记，
    市委常委
送：市直各单位，各县（市、区）委宣传部，
    各高校党委宣传部
编辑：甲某    签发：乙某    校对：丙某
""",
        {
            "bulletin": "宣传工作通讯",
            "issuing_office": "中共江城市委宣传部",
            "year": 2020,
            "issue_number": 21,
            "issued_on": dt.date(2020, 8, 14),
        },
        ("“百姓讲堂”开讲百场",),
        (
            ("submitted_to", "省委宣传部"),
            ("submitted_to", "市委书记"),
            ("submitted_to", "市长"),
            ("submitted_to", "市委副书记"),
            ("submitted_to", "市委常委"),
            ("sent_to", "市直各单位"),
            ("sent_to", "各县（市、区）委宣传部"),
            ("sent_to", "各高校党委宣传部"),
        ),
        outside=("签发",),
    ),
    Case(
        "minutes numbered by meeting, with a headline",
        """云岭省史志馆馆务会议纪要
第8次
云岭省史志馆办公室        2023年8月25日

关于库房搬迁有关事项的会议纪要

8月23日下午，馆长甲某主持召开馆务会议，研究库房搬迁有关事项。纪要如下：
会议议定，搬迁自9月4日开始，一个月内完成。
出席：甲某、乙某
记录：丙某

发：各处室。
""",
        {
            "bulletin": "云岭省史志馆馆务会议纪要",
            "issuing_office": "云岭省史志馆办公室",
            "year": 2023,
            "issue_number": 8,
            "issued_on": dt.date(2023, 8, 25),
        },
        ("关于库房搬迁有关事项的会议纪要",),
        (("issued_to", "各处室"),),
        bodies=("8月23日下午",),
    ),
    Case(
        "numbered reports that the contents list, an editing section, a whole number beside the number",
        """云岭方志工作简报
（2024年第6期，总第128期）
云岭省方志办秘书处编        签发人：甲某
2024年6月10日

目  录
一、省方志办召开理论学习中心组学习会
二、青石县志首发
三、关于做好年鉴组稿工作的通知

一、省方志办召开理论学习中心组学习会
6月3日，省方志办召开学习会。
二、青石县志首发
6月5日，青石县志首发式举行。
三、关于做好年鉴组稿工作的通知
各市州：请于7月底前报送。

报：省委办公厅。共印80份
""",
        {
            "bulletin": "云岭方志工作简报",
            "issuing_office": "云岭省方志办",
            "prepared_by": "云岭省方志办秘书处",
            "year": 2024,
            "issue_number": 6,
            "whole_number": 128,
            "issued_on": dt.date(2024, 6, 10),
            "print_run": 80,
        },
        ("省方志办召开理论学习中心组学习会", "青石县志首发", "关于做好年鉴组稿工作的通知"),
        (("submitted_to", "省委办公厅"),),
    ),
    Case(
        "a name like that of an office, columns between stars, an office on its own line above another",
        """青石政协
2020年第1期 总第15期
政协青石县委员会办公室主办
2020年1月20日出版
★要闻★
政协青石县十届四次会议隆重开幕
1月12日，政协青石县十届四次会议开幕。
★委员风采★
老委员和他的一座桥
白发苍苍的他每天走过这座桥。
◎提案追踪◎
“一号提案”落地
去年的一号提案办成了，老街修了下水道。
""",
        {
            "bulletin": "青石政协",
            "issuing_office": "政协青石县委员会办公室",
            "year": 2020,
            "issue_number": 1,
            "whole_number": 15,
            "issued_on": dt.date(2020, 1, 20),
        },
        ("政协青石县十届四次会议隆重开幕", "老委员和他的一座桥", "“一号提案”落地"),
        outside=("委员风采", "提案追踪"),
    ),
    Case(
        "the office's name on two lines, reports that are numbered and not listed",
        """信息摘要
第5期
中共白水县委
深化改革专项工作领导小组办公室
2022年11月20日

一、县委召开改革推进会
11月18日，县委召开改革推进会。
二、红星村启动宅基地试点
11月16日，红星村启动宅基地试点。

送：各成员单位
""",
        {
            "bulletin": "信息摘要",
            "issuing_office": "中共白水县委深化改革专项工作领导小组办公室",
            "year": 2022,
            "issue_number": 5,
            "issued_on": dt.date(2022, 11, 20),
        },
        ("县委召开改革推进会", "红星村启动宅基地试点"),
        (("sent_to", "各成员单位"),),
    ),
    Case(
        "minutes under the name of the office, the number in brackets",
        """云岭省史志馆
党组会议纪要
（第12次）
二O二四年四月二日
主持：甲某
出席：乙某、丙某
记录：丁某
会议传达学习了有关精神，研究了两项议题。
会议强调，要抓好落实。
""",
        {
            "bulletin": "党组会议纪要",
            "issuing_office": "云岭省史志馆",
            "year": 2024,
            "issue_number": 12,
            "issued_on": dt.date(2024, 4, 2),
        },
        ("党组会议纪要",),
        bodies=("主持：甲某",),
    ),
    Case(
        "a plain text: headline, empty line, body",
        """青石县召开档案安全工作会

9月9日，青石县召开档案安全工作会，副县长甲某出席并讲话。

会议要求，各单位国庆节前完成自查。
""",
        {},
        ("青石县召开档案安全工作会",),
        problems=("no_issue_date",),
    ),
    Case(
        "a plain text with short lines inside and an editor below",
        """走在前列的白水经验

白水县探索多年，路子渐清。

思路一变天地宽

过去等人来查，现在送档上门。

干部一动群众跟

县里办班十二期，培训八百人。

责任编辑：甲某
""",
        {},
        ("走在前列的白水经验",),
        problems=("no_issue_date",),
        outside=("责任编辑",),
    ),
    Case(
        "text without any headline",
        "9月9日，青石县召开档案安全工作会。\n会议要求，各单位国庆节前完成自查。",
        {},
        (None,),
        problems=("no_issue_date",),
    ),
    Case(
        "what a crawler saved",
        """标题：白水县史志办党支部会议纪要
来源：白水县人民政府
URL：https://example.org/a.html
发布时间：2023-05-09
抓取时间：2024-01-01

2023年5月6日上午，支部书记甲某主持召开支部会议。现纪要如下：
会议学习了有关文件。
""",
        {"year": 2023, "issued_on": dt.date(2023, 5, 9)},
        ("白水县史志办党支部会议纪要",),
        bodies=("2023年5月6日上午",),
        outside=("https://example.org", "抓取时间"),
    ),
]


def layout_of(text: str) -> tuple[str, IssueLayout]:
    parts = split_issues(clean_document(RawDocument((text,), "txt")), Settings())
    assert len(parts) == 1
    return parts[0].text, parse_layout(parts[0].text, Settings())


#: What is found of an issue that says nothing.
MASTHEAD: dict[str, Any] = {item.name: item.default for item in fields(Masthead)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_masthead(case: Case) -> None:
    found = layout_of(case.text)[1].masthead
    assert asdict(found) == MASTHEAD | case.masthead


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_articles(case: Case) -> None:
    text, layout = layout_of(case.text)
    assert tuple(article.headline for article in layout.articles) == case.headlines
    bodies = [text[article.start : article.end] for article in layout.articles]
    assert all(body.strip() == body and body for body in bodies)
    assert [body for body, begin in zip(bodies, case.bodies, strict=False) if not body.startswith(begin)] == []
    for piece in case.outside:
        assert piece in text
        assert not any(piece in body for body in bodies)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_recipients(case: Case) -> None:
    found = layout_of(case.text)[1].recipients
    assert tuple((recipient.kind, recipient.body) for recipient in found) == case.recipients


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_problems(case: Case) -> None:
    assert tuple(problem.code for problem in layout_of(case.text)[1].problems) == case.problems
