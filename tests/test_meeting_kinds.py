"""Kinds of events from the words that name them. The examples of the rules are run by test_resources."""

import json

import pytest

from zhengjian_stats import lexicon, schema
from zhengjian_stats.parse.meeting_kinds import KindRules, kind_of

KINDS = lexicon.load("meeting_kinds")["kind"]


def test_every_kind_of_the_schema_has_rules():
    assert {row["kind"] for row in KINDS} == set(schema.MEETING_KINDS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("业务培训班暨先进个人表彰大会", "ceremony"),
        ("党组中心组（扩大）学习会", "theory_study_group"),
        ("“座谈会”专题检查", "inspection"),
        ("会议（座谈会材料附后）", "other"),
        ("党组第十二次会议", "party_group_meeting"),
        ("雾山市政协四届二次会议开幕会", "congress"),
    ],
)
def test_the_last_head_outside_brackets_and_quotes_decides(name, kind):
    assert kind_of(name) == kind


def test_the_text_decides_only_where_the_name_does_not():
    text = "他到河口县调研，并看望了老编辑。"
    assert kind_of("", text) == "inspection"
    assert kind_of("老编辑座谈会", text) == "symposium"
    assert kind_of("扩大会议", "市志办党组召开扩大会议。") == "party_group_meeting"
    assert kind_of("第一次集体学习会", "市志办党组理论学习中心组举行第一次集体学习会。") == "theory_study_group"


def test_without_rules_everything_is_other():
    empty = KindRules.from_table({"kind": [], "modifiers": {"words": []}})
    assert empty.of_name("党组中心组学习会") == "other"
    assert empty.of_text("他到河口县调研。") == "other"


@pytest.mark.shared
def test_real_names_of_events_get_a_kind_of_the_schema(shared):
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    names = [meeting["name"] for line in lines for meeting in json.loads(line)["meetings"] if meeting["name"]]
    kinds = [kind_of(name) for name in names]
    assert set(kinds) <= set(schema.MEETING_KINDS)
    assert kinds.count("other") <= len(names) // 10
