"""Groups in running text: where they begin and end, how many they are, and in which role."""

import pytest

from zhengjian_stats.parse.groups import Group, find_groups
from zhengjian_stats.parse.narrative import read_narrative


def told(text):
    acts = read_narrative(text, 0, len(text)).acts
    return [(text[act.who.start : act.who.end], act.role) for act in acts if isinstance(act.who, Group)]


def counts(text):
    return [(text[group.start : group.end], group.headcount) for group in find_groups(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("机关全体干部职工120余人", [("机关全体干部职工", 120)]),
        ("来自各县的86名监测队员", [("来自各县的86名监测队员", 86)]),
        ("约1.1万名志愿者", [("1.1万名志愿者", 11000)]),
        ("数十名志愿者", [("数十名志愿者", None)]),
        ("各处室负责人、党员代表等50余人", [("各处室负责人", None), ("党员代表", None)]),
        ("及师生代表50余人", [("师生代表", None)]),
    ],
)
def test_a_number_belongs_to_the_group_that_it_counts(text, groups):
    assert counts(text) == groups


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("局机关设立分会场，各科室负责人参加会议。", [("各科室负责人", "present")]),
        ("会上，各处室负责人就下一步工作作交流发言。", [("各处室负责人", "remarks")]),
        ("会议听取了县财政局、县审计局关于预算执行情况的汇报。", [("县财政局、县审计局", "report")]),
        ("甲分公司、乙分公司作交流发言。", [("甲分公司、乙分公司", "remarks")]),
        ("各科室代表、团员代表等40余人围绕会议精神谈学习体会。", [("各科室代表", "remarks"), ("团员代表", "remarks")]),
        ("县法院院长、县检察院检察长列席会议。", [("县法院院长", "in_attendance"), ("县检察院检察长", "in_attendance")]),
        ("馆长周平、副馆长吴海安，各处室负责人参加会议。", [("各处室负责人", "present")]),
        ("参加活动的嘉宾有：甲、乙等国驻华大使；各界群众代表和新闻媒体记者。", [
            ("甲、乙等国驻华大使", "present"), ("各界群众代表", "present"), ("新闻媒体记者", "present")]),
        ("专家郑小川、王岚、周平等3位委员参加会议。", []),
        ("与会专家作了发言。", []),
        ("馆长周平向党员代表通报了情况。", []),
    ],
)  # fmt: skip
def test_groups_take_the_role_of_their_cue(text, groups):
    assert told(text) == groups


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("馆长周平率综合处、宣传处负责人赴安河县调研。", [("综合处、宣传处负责人", "inspect")]),
        ("馆长周平要率各处负责人赴安河县调研。", []),
        ("馆长周平作讲座，为全馆职工作了辅导报告，各处负责人参加。", [("各处负责人", "present")]),
        ("馆长周平与安河县县长、县档案馆班子成员座谈。", [("安河县县长", "present"), ("县档案馆班子成员", "present")]),
        ("周平处长在致辞中指出，活动很有意义。", []),
        ("县档案馆负责人在发言中表示，收获很大。", [("县档案馆负责人", "remarks")]),
    ],
)
def test_groups_take_part_in_frames_without_a_verb_of_roles(text, groups):
    assert told(text) == groups


def test_spans_are_what_they_claim():
    text = "综合处、宣传处负责人，以及来自文化、教育各界等50余人在主会场参加会议"
    groups = list(find_groups(text, 0, len(text)))
    assert len(groups) == 2
    for group in groups:
        assert 0 <= group.start < group.end <= len(text)
        assert text[group.start : group.end].strip("，、 ") == text[group.start : group.end]
