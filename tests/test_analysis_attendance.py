"""Attendance: denominators by hand, what is absent, excused or not mentioned, and who is a guest."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic import OFFICE, Builder, serial
from zhengjian_stats import lexicon
from zhengjian_stats.analysis.attendance import attendance_matrix, leadership_attendance
from zhengjian_stats.analysis.bodies import belongs_to, same_body
from zhengjian_stats.analysis.expectation import is_former
from zhengjian_stats.analysis.presence import is_house_group
from zhengjian_stats.analysis.statistics import wilson
from zhengjian_stats.errors import FrameError, UsageError
from zhengjian_stats.schema import MEETING_KINDS, ROLES

GUEST = "岭南大学"


@pytest.fixture
def year():
    """Six own meetings, one a month from January to June, but no issue in April; a visit; a higher body's meeting."""
    builder = Builder()
    for month in (1, 2, 3, 5, 6):
        article = builder.article(builder.issue(f"2025-{month:02}-28"), "正文")
        meeting = builder.meeting(article, f"2025-{month:02}-10")
        builder.attend(meeting, "林清源", "chair", "党组书记、主任")
        builder.attend(meeting, "林清源", "speech", "党组书记、主任")
        if month in (1, 3):
            builder.attend(meeting, "周远山")
        if month == 2:
            builder.attend(meeting, "周远山", "apologies")
            builder.attend(meeting, "赵来宾", "remarks", "教授", organization=GUEST)
        if month >= 5:
            builder.attend(meeting, "沈若溪", "in_attendance", "综合处处长")
    june = builder.rows["articles"][-1]["article_id"]
    visit = builder.meeting(june, "2025-06-20", "inspection")
    builder.attend(visit, "周远山", "inspect")
    higher = builder.meeting(june, "2025-06-21", is_own=False, body="云岭省人民政府")
    builder.attend(higher, "林清源", "present", "党组书记、主任")
    return builder


def _row(result: pd.DataFrame, name: str, period: str) -> pd.Series:
    return result[(result["name"] == name) & (result["period"] == period)].iloc[0]


def test_a_sections_own_meeting_or_a_guests_is_no_meeting_of_the_house(year):
    before = leadership_attendance(year.frames(), by="all")
    may = year.rows["articles"][3]["article_id"]
    for body in ("编纂处", "云岭省档案学会", f"{OFFICE}机关第二党支部"):
        year.meeting(may, "2025-05-20", body=body)
    pd.testing.assert_series_equal(leadership_attendance(year.frames(), by="all")["n_expected"], before["n_expected"])
    for body in (f"{OFFICE}党组", "省地方志办", None):
        year.meeting(may, "2025-05-21", body=body)
    after = leadership_attendance(year.frames(), by="all").set_index("name")["n_expected"]
    assert after["林清源"] == before.set_index("name")["n_expected"]["林清源"] + 3


def test_without_a_roster_the_body_and_the_tenure_give_the_denominator(year):
    result = leadership_attendance(year.frames(), "quarter")
    first = _row(result, "林清源", "2025Q1")
    assert (first["n_present"], first["n_expected"], first["rate"], first["n_chair"], first["n_speech"]) == (3, 3, 1.0, 3, 3)
    assert first["basis"] == "same_body"
    second = _row(result, "林清源", "2025Q2")
    # The higher body's meeting is attended, but nobody of the house is expected there.
    assert (second["n_present"], second["n_expected"], second["n_present_expected"], second["rate"]) == (3, 2, 2, 1.0)
    deputy = _row(result, "周远山", "2025Q1")
    assert (deputy["n_present"], deputy["n_expected"], deputy["n_apologies"], deputy["n_not_mentioned"]) == (2, 3, 1, 0)
    assert deputy["rate"] == pytest.approx(2 / 3)
    assert (deputy["rate_low"], deputy["rate_high"]) == pytest.approx(tuple(bound.item() for bound in wilson(2, 3)))
    # He is seen until the visit in June: the two meetings of the spring do not mention him.
    spring = _row(result, "周远山", "2025Q2")
    assert (spring["n_present"], spring["n_expected"], spring["n_present_expected"]) == (1, 2, 0)
    assert (spring["n_not_mentioned"], spring["n_inspect"], spring["rate"]) == (2, 1, 0)
    assert result["n_present_upper"].isna().all()


def test_who_comes_in_may_is_not_absent_in_march(year):
    result = leadership_attendance(year.frames(), "month")
    march = _row(result, "沈若溪", "2025-03")
    assert (march["n_expected"], march["n_present"], march["n_not_mentioned"]) == (0, 0, 0)
    assert pd.isna(march["rate"])
    may = _row(result, "沈若溪", "2025-05")
    assert (may["n_expected"], may["n_present"], may["n_in_attendance"], may["rate"]) == (1, 1, 1, 1.0)


def test_a_month_without_issues_is_missing_not_absent(year):
    april = _row(leadership_attendance(year.frames(), "month"), "林清源", "2025-04")
    assert april["n_issues"] == 0
    assert april[["n_present", "n_expected", "n_not_mentioned", "rate", "n_chair"]].isna().all()


def test_guests_are_counted_and_have_no_rate(year):
    result = leadership_attendance(year.frames(), "quarter")
    guest = result[result["name"] == "赵来宾"]
    assert guest["period"].tolist() == ["2025Q1"]
    assert guest[["basis", "n_present", "n_expected", "n_remarks"]].to_numpy().tolist() == [["none", 1, 0, 1]]
    assert guest["rate"].isna().all()


def test_an_event_told_twice_counts_once(year):
    again = year.article("i0005", "再报")
    meeting = year.meeting(again, "2025-01-10", event_id="e-i0001-a01-m1")
    year.attend(meeting, "林清源", "remarks", "党组书记、主任")
    year.attend(meeting, "周远山", "apologies")
    result = leadership_attendance(year.frames(), "quarter")
    first = _row(result, "林清源", "2025Q1")
    assert (first["n_present"], first["n_expected"], first["n_chair"], first["n_remarks"]) == (3, 3, 3, 1)
    # One report saw him, another one excuses him: he was there.
    assert _row(result, "周远山", "2025Q1")[["n_present", "n_apologies"]].tolist() == [2, 1]


ROSTER = pd.DataFrame(
    [
        ("林清源", OFFICE, "党组书记、主任", "2024-01-01", None, "office_meeting;party_group_meeting", None),
        ("周远山", OFFICE, "副主任", "2025-02-01", None, "office_meeting", None),
        ("顾知行", OFFICE, "副主任", None, "2025-01-31", "office_meeting", None),
        ("赵来宾", GUEST, "教授", None, None, None, None),
    ],
    columns=["name", "organization", "title", "since", "until", "expected_at", "aliases"],
)


def test_with_a_roster_post_tenure_and_kind_give_the_denominator(year):
    result = leadership_attendance(year.frames(), "half", ROSTER)
    chief = _row(result, "林清源", "2025H1")
    assert (chief["basis"], chief["n_present"], chief["n_expected"], chief["rate"]) == ("roster", 6, 5, 1.0)
    deputy = _row(result, "周远山", "2025H1")
    # January lies before his post: attended, not expected.
    assert (deputy["n_present"], deputy["n_expected"], deputy["n_present_expected"]) == (3, 4, 1)
    assert (deputy["n_apologies"], deputy["n_not_mentioned"], deputy["rate"]) == (1, 2, 0.25)
    unseen = _row(result, "顾知行", "2025H1")
    assert pd.isna(unseen["person_id"])
    assert (unseen["n_present"], unseen["n_expected"], unseen["rate"]) == (0, 1, 0)
    assert _row(result, "赵来宾", "2025H1")[["basis", "n_expected"]].tolist() == ["none", 0]
    assert _row(result, "沈若溪", "2025H1")["basis"] == "none"


def test_groups_give_the_upper_bound(year):
    year.group("i0003-a01-m1", "班子成员")
    year.group("i0002-a01-m1", "班子成员")
    year.group("i0004-a01-m1", "评审专家")
    deputy = _row(leadership_attendance(year.frames(), "half", ROSTER), "周远山", "2025H1")
    # March: named anyway; February: excused, so not in the group; May: strangers; June: no group.
    assert (deputy["n_present_expected"], deputy["n_present_upper"], deputy["rate_upper"]) == (1, 1, 0.25)
    year.group("i0005-a01-m1", "班子成员")
    deputy = _row(leadership_attendance(year.frames(), "half", ROSTER), "周远山", "2025H1")
    assert (deputy["n_present_expected"], deputy["n_present_upper"], deputy["rate_upper"]) == (1, 2, 0.5)


def test_two_of_one_name_are_kept_apart():
    builder = Builder()
    article = builder.article(builder.issue("2025-03-01"), "正文")
    meeting = builder.meeting(article, "2025-02-20")
    builder.attend(meeting, "王磊", "present", "数字处处长", person_id="p-1")
    builder.attend(meeting, "王磊", "present", "馆长", person_id="p-2", organization="石泾市史志馆")
    roster = pd.DataFrame(
        {
            "name": ["王磊", "王磊"],
            "organization": [OFFICE, "石泾市史志馆"],
            "title": ["数字处处长", "馆长"],
            "expected_at": ["office_meeting", None],
        }
    )
    result = leadership_attendance(builder.frames(), "year", roster).set_index("person_id")
    assert result.loc["p-1", ["basis", "n_expected", "title"]].tolist() == ["roster", 1, "数字处处长"]
    assert result.loc["p-2", ["basis", "n_expected", "title"]].tolist() == ["none", 0, "馆长"]
    # Without a body to go by, nobody's attendance is given to another.
    vague = leadership_attendance(builder.frames(), "year", roster.assign(organization=None, title=None).iloc[[0]])
    undecided = vague[vague["person_id"].isna()]
    assert undecided[["n_present", "n_expected"]].to_numpy().tolist() == [[0, 1]]


def test_aliases_and_a_namesake_who_is_not_in_the_corpus():
    builder = Builder()
    meeting = builder.meeting(builder.article(builder.issue("2025-03-01"), "正文"), "2025-02-20")
    builder.attend(meeting, "清源主任", "chair", None)
    roster = pd.DataFrame({"name": ["林清源"], "aliases": ["清源主任；老林"], "expected_at": ["office_meeting"]})
    result = leadership_attendance(builder.frames(), "year", roster)
    assert result[["person_id", "name", "rate"]].to_numpy().tolist() == [["p-清源主任", "林清源", 1.0]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"expected_at": "office_meetings"}, "did you mean 'office_meeting'"),
        ({"since": "2025-05-01", "until": "2025-04-01"}, "left"),
        ({"since": "去年"}, "since"),
        ({"post": "主任"}, "unknown column"),
    ],
)
def test_a_roster_that_cannot_be_is_refused(year, change, message):
    with pytest.raises(FrameError, match=message):
        leadership_attendance(year.frames(), roster=ROSTER.assign(**change))


def test_a_roster_needs_names(year):
    with pytest.raises(FrameError, match="'name'"):
        leadership_attendance(year.frames(), roster=ROSTER.drop(columns="name"))


def test_the_title_is_that_of_the_time():
    builder = Builder()
    for day, title in (("2025-01-10", "副主任"), ("2025-05-10", "主任")):
        meeting = builder.meeting(builder.article(builder.issue(day), "正文"), day)
        builder.attend(meeting, "林清源", "chair", title)
    result = leadership_attendance(builder.frames(), "quarter")
    assert result["title"].tolist() == ["副主任", "主任"]


def test_who_comes_back_as_a_guest_is_not_missed_in_between():
    builder = Builder()
    for month in range(1, 7):
        meeting = builder.meeting(builder.article(builder.issue(f"2025-{month:02}-20"), "正文"), f"2025-{month:02}-10")
        builder.attend(meeting, "林清源", "chair", "主任")
        if month == 1:
            builder.attend(meeting, "陆明哲", "present", "副主任")
        if month == 6:
            builder.attend(meeting, "陆明哲", "present", f"{OFFICE}原副主任")
    former = leadership_attendance(builder.frames(), "all").set_index("name").loc["陆明哲"]
    assert (former["n_present"], former["n_expected"], former["rate"]) == (2, 1, 1.0)
    assert former["title"] == "副主任"


def test_a_post_without_a_body_is_that_of_the_house_where_the_same_title_is():
    builder = Builder()
    for month, body in ((1, OFFICE), (2, None), (3, None)):
        meeting = builder.meeting(builder.article(builder.issue(f"2025-{month:02}-20"), "正文"), f"2025-{month:02}-10")
        builder.attend(meeting, "沈若溪", "present", "二级巡视员", organization=body)
        builder.attend(meeting, "外来者", "present", "副省长", organization=None)
    result = leadership_attendance(builder.frames(), "all").set_index("name")
    assert result.loc["沈若溪", ["basis", "n_expected"]].tolist() == ["same_body", 3]
    assert result.loc["外来者", ["basis", "n_expected"]].tolist() == ["none", 0]


def test_a_serial_about_others_has_no_people_of_its_own():
    builder = Builder()
    for month in range(1, 4):
        article = builder.article(builder.issue(f"2025-{month:02}-20", issuing_office="岭南电视台"), "正文")
        meeting = builder.meeting(article, f"2025-{month:02}-10", "executive_meeting", body=None)
        builder.attend(meeting, "林清源", "chair", "总理", organization=None)
        builder.attend(meeting, "周远山", "present", "副部长", organization="教育部")
    assert leadership_attendance(builder.frames(), "all")["basis"].tolist() == ["none", "none"]


def test_undated_events_go_by_the_issue_and_say_so(year):
    undated = year.meeting(year.rows["articles"][0]["article_id"], None)
    year.attend(undated, "林清源", "chair", "党组书记、主任")
    january = _row(leadership_attendance(year.frames(), "month"), "林清源", "2025-01")
    assert (january["n_present"], january["n_undated"], january["n_expected"]) == (2, 1, 2)


def test_the_matrix_has_every_person_in_every_period(year):
    matrix = attendance_matrix(year.frames(), "month")
    assert matrix.groupby("name").size().to_dict() == {"林清源": 6, "周远山": 6, "沈若溪": 6}
    assert matrix["name"].drop_duplicates().tolist() == ["林清源", "周远山", "沈若溪"]
    shen = matrix[matrix["name"] == "沈若溪"].set_index("period")
    assert shen["is_expected"].isna().tolist() == [False, False, False, True, False, False]
    assert shen["is_expected"].dropna().tolist() == [False, False, False, True, True]
    everybody = attendance_matrix(year.frames(), "month", who="all")
    assert everybody.groupby("name").size()["赵来宾"] == 6
    guests = {**year.frames(), "attendees": year.frames()["attendees"].query("name == '赵来宾'")}
    guests["posts"] = guests["posts"].iloc[:0]
    assert attendance_matrix(guests, "month")["name"].unique().tolist() == ["赵来宾"]
    assert attendance_matrix(guests, "month", who="expected").empty
    with pytest.raises(UsageError, match="nobody"):
        attendance_matrix(year.frames(), who="guests")


def test_empty_corpora_have_all_columns():
    full = leadership_attendance(serial(3).frames())
    empty = leadership_attendance(Builder().frames())
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert attendance_matrix(Builder().frames()).dtypes.to_dict() == attendance_matrix(serial(3).frames()).dtypes.to_dict()
    no_events = Builder()
    no_events.issue("2025-01-01")
    with_roster = leadership_attendance(no_events.frames(), "year", ROSTER)
    assert with_roster.dtypes.to_dict() == full.dtypes.to_dict()
    assert with_roster["n_expected"].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    "roster", [None, pd.DataFrame({"name": ["林清源", "周清源"], "expected_at": ["office_meeting;work_meeting"] * 2})]
)
def test_parts_add_up_and_no_rate_exceeds_one(roster):
    frames = serial(40, n_people=12, missing={9, 10, 11}).frames()
    counts = [
        "n_present",
        "n_expected",
        "n_present_expected",
        "n_apologies",
        "n_not_mentioned",
        "n_chair",
        "n_listed",
        "n_undated",
    ]
    months = leadership_attendance(frames, "month", roster)
    assert (months["rate"].dropna() <= 1).all()
    known = months.dropna(subset=["n_expected"])
    assert (known["n_present_expected"] <= known["n_present"]).all()
    assert (known["n_present_expected"] + known["n_not_mentioned"] <= known["n_expected"]).all()
    for by in ("quarter", "year", "all", "W"):
        whole = leadership_attendance(frames, by, roster).groupby("name")[counts].sum()
        pd.testing.assert_frame_equal(whole, months.groupby("name")[counts].sum())


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter_and_nothing_is_changed(seed):
    frames = serial(10).frames()
    shuffled = {name: frame.sample(frac=1, random_state=seed) for name, frame in frames.items()}
    before = {name: frame.copy() for name, frame in shuffled.items()}
    pd.testing.assert_frame_equal(leadership_attendance(shuffled), leadership_attendance(frames))
    for name, frame in shuffled.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_rules_do_what_their_examples_say():
    rules = lexicon.load("attendance")
    assert set(rules["body_meetings"]["kinds"]) <= set(MEETING_KINDS)
    assert set(rules["body_meetings"]["examples"]) <= set(rules["body_meetings"]["kinds"])
    assert not set(rules["body_meetings"]["counter_examples"]) & set(rules["body_meetings"]["kinds"])
    assert all(map(is_former, rules["former"]["examples"]))
    assert not any(map(is_former, rules["former"]["counter_examples"]))
    assert all(map(is_house_group, rules["house_group"]["examples"]))
    assert not any(map(is_house_group, rules["house_group"]["counter_examples"]))


def test_every_role_has_a_column():
    columns = leadership_attendance(Builder().frames()).columns
    assert {f"n_{'listed' if role == 'present' else role}" for role in ROLES} <= set(columns)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("云岭省地方志办", "云岭省地方志办", True),
        ("省地方志办", "云岭省地方志工作办公室", True),
        ("省馆", "岚江省史志档案馆", False),
        ("市史志档案馆", "岚江省史志档案馆", False),
        ("云岭省教育厅", "云岭省地方志办", False),
    ],
)
def test_short_forms_of_bodies(first, second, same):
    assert same_body(first, second) is same
    assert same_body(second, first) is same


def test_sections_belong_to_their_house():
    assert belongs_to("云岭省地方志办综合处", ["云岭省地方志办"])
    assert not belongs_to("云岭省档案馆", ["云岭省地方志办"])
