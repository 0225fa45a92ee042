"""Mentions to persons, bodies and events: what evidence tells, and what it leaves open."""

import datetime as dt

import pandas as pd
import pytest

from resolving import attendee, codes, corpus, ids, issue, meeting, roster
from zhengjian_stats.resolve import Companions, resolve
from zhengjian_stats.schema import FRAMES, frame_of, validate


class TestPersons:
    def test_one_name_is_one_person_under_changing_posts(self):
        made = resolve(
            corpus(
                issue(meeting(attendee("王岚", "副馆长"))), issue(meeting(attendee("王岚", "馆长"), day=dt.date(2032, 1, 1)))
            )
        )
        assert len(made["people"]) == 1
        assert made["people"]["n_events"].tolist() == [2]
        assert made["posts"]["title"].tolist() == ["副馆长", "馆长"]
        assert codes(made) == []

    def test_blanks_and_dots_in_a_name_do_not_part_it(self):
        made = resolve(
            corpus(
                issue(meeting(attendee("王 岚"), attendee("艾力·吐逊"))),
                issue(meeting(attendee("王岚"), attendee("艾力•吐逊"))),
            )
        )
        assert made["people"]["name"].tolist() == ["王岚", "艾力·吐逊"]

    def test_a_group_is_no_person(self):
        made = resolve(corpus(issue(meeting(attendee("班子成员", is_group=True)))))
        assert ids(made) == {"班子成员": {None}}
        assert len(made["people"]) == 0

    def test_who_sent_apologies_is_a_person_who_attended_nothing(self):
        made = resolve(corpus(issue(meeting(attendee("王岚", role="apologies")))))
        assert made["people"]["n_events"].tolist() == [0]
        assert made["people"]["first_seen_on"].isna().all()

    def test_several_roles_and_reports_are_one_event(self):
        both = (attendee("王岚", "馆长", "chair"), attendee("王岚", "馆长", "speech"), attendee("赵明远"), attendee("钱一"))
        made = resolve(corpus(issue(meeting(*both)), issue(meeting(*both))))
        assert made["people"].set_index("name").loc["王岚", "n_events"] == 1
        assert made["posts"]["n_mentions"].tolist() == [2]

    def test_bodies_that_cannot_be_one_keep_two_of_a_meeting_apart(self):
        both = meeting(attendee("王岚", "雾山市史志馆馆长"), attendee("王岚", "云岭县档案局局长"))
        made = resolve(
            corpus(issue(both), issue(meeting(attendee("王岚", "史志馆副馆长"))), issue(meeting(attendee("王岚", "处长"))))
        )
        of_row = made["attendees"]["person_id"]
        assert of_row[0] != of_row[1]
        assert of_row[2] == of_row[0]
        assert pd.isna(of_row[3])
        assert codes(made) == ["ambiguous_person"]

    def test_one_person_twice_in_a_list_stays_one(self):
        twice = meeting(attendee("王岚", "雾山市史志馆馆长"), attendee("王岚", "史志馆党组书记"), attendee("王岚"))
        assert ids(resolve(corpus(issue(twice))))["王岚"] != {None}
        assert len(resolve(corpus(issue(twice)))["people"]) == 1

    def test_a_bare_name_means_whom_its_article_names(self):
        both = meeting(attendee("王岚", "雾山市史志馆馆长"), attendee("王岚", "云岭县档案局局长"))
        named = (meeting(attendee("王岚", "雾山市史志馆馆长"), article=1), meeting(attendee("王岚"), article=1, kind="talks"))
        made = resolve(corpus(issue(both), issue(*named)))
        assert made["attendees"]["person_id"].tolist()[2:] == [made["attendees"]["person_id"][0]] * 2


class TestRoster:
    TWO = roster(("王岚", "雾山市史志馆", "编纂处处长", "2030-01-01"), ("王岚", "云岭县档案局", "局长", "2029-01-01"))

    @pytest.mark.parametrize(
        ("mention", "body"),
        [
            (attendee("王岚", "编纂处处长"), "雾山市史志馆"),
            (attendee("王岚", "处长"), "雾山市史志馆"),
            (attendee("王岚", "编纂处"), "雾山市史志馆"),
            (attendee("王岚", "编纂处副处长"), "雾山市史志馆"),
            (attendee("王岚", "云岭县档案局副局长"), "云岭县档案局"),
            (attendee("王岚", "副调研员", organization="雾山市史志馆"), "雾山市史志馆"),
            (attendee("王岚"), None),
            (attendee("王岚", "主任"), None),
        ],
    )
    def test_two_of_one_name_are_told_by_body_and_post_or_left_open(self, mention, body):
        known = corpus(
            issue(meeting(attendee("王岚", "雾山市史志馆编纂处处长")), meeting(attendee("王岚", "云岭县档案局局长")))
        )
        first, second = resolve(known, Companions(self.TWO))["attendees"]["person_id"]
        made = resolve(corpus(issue(meeting(mention))), Companions(self.TWO))
        expected = {"雾山市史志馆": first, "云岭县档案局": second}.get(body)
        assert first != second
        assert ids(made) == {"王岚": {expected}}
        assert codes(made) == ([] if body else ["ambiguous_person"])

    def test_posts_one_after_the_other_are_one_persons(self):
        moved = roster(("周远", "文化馆", "副馆长", "2028-01-01", "2030-12-31"), ("周远", "史志馆", "馆长", "2031-01-01"))
        made = resolve(
            corpus(
                issue(meeting(attendee("周远", "文化馆副馆长"), day=dt.date(2029, 5, 1)), meeting(attendee("周远", "馆长")))
            ),
            Companions(moved),
        )
        assert len(made["people"]) == 1

    def test_time_tells_where_nothing_else_does(self):
        apart = roster(
            ("王岚", "史志馆", "馆长", "2020-01-01", "2025-12-31"),
            ("王岚", "档案局", "局长", "2024-01-01"),
            ("王岚", "学校", "校长", "2001-01-01", "2002-01-01"),
        )
        made = resolve(corpus(issue(meeting(attendee("王岚")))), Companions(apart))
        known = resolve(corpus(issue(meeting(attendee("王岚", "档案局局长")))), Companions(apart))
        assert ids(made) == ids(known) != {"王岚": {None}}

    def test_a_post_outside_its_time_is_flagged_and_kept(self):
        made = resolve(
            corpus(issue(meeting(attendee("周远", "馆长")))), Companions(roster(("周远", "史志馆", "馆长", "2031-06-01")))
        )
        assert codes(made) == ["roster_conflict"]
        assert "2031-06-01" in made["problems"]["message"][0]
        assert ids(made) != {"周远": {None}}

    def test_the_order_of_the_roster_does_not_matter(self):
        frames = corpus(issue(meeting(attendee("王岚", "处长"), attendee("王岚", "局长"))))
        turned = self.TWO.iloc[::-1].reset_index(drop=True)
        assert ids(resolve(frames, Companions(self.TWO))) == ids(resolve(frames, Companions(turned)))


class TestPartialNames:
    FULL = attendee("陈远舟", "市委常委、宣传部部长")

    @pytest.mark.parametrize(("name", "title"), [("远舟", "部长"), ("陈", "部长"), ("远舟", "宣传部部长")])
    def test_told_by_the_full_name_before_in_the_issue(self, name, title):
        made = resolve(corpus(issue(meeting(self.FULL), meeting(attendee(name, title)))))
        assert made["attendees"]["person_id"].nunique(dropna=False) == 1
        assert made["people"]["name"].tolist() == ["陈远舟"]
        assert codes(made) == []

    def test_told_by_an_earlier_issue_never_by_a_later_one(self):
        early, late = (
            issue(meeting(self.FULL), issued_on=dt.date(2031, 1, 1)),
            issue(meeting(self.FULL), issued_on=dt.date(2031, 12, 1)),
        )
        asked = issue(meeting(attendee("远舟", "部长")))
        assert codes(resolve(corpus(early, asked))) == []
        assert codes(resolve(corpus(asked, late))) == ["unresolved_person"]

    def test_another_post_or_a_deputy_does_not_tell(self):
        for title in ("党组书记", "副部长", None):
            made = resolve(corpus(issue(meeting(attendee("陈远舟", title)), meeting(attendee("远舟", "部长")))))
            assert ids(made)["远舟"] == {None}
            assert codes(made) == ["unresolved_person"]

    def test_two_that_fit_leave_it_open_and_are_named(self):
        made = resolve(corpus(issue(meeting(self.FULL, attendee("陈果", "统战部部长")), meeting(attendee("陈", "部长")))))
        assert ids(made)["陈"] == {None}
        assert "陈果" in made["problems"]["message"][0]
        assert "陈远舟" in made["problems"]["message"][0]

    def test_a_namesake_in_doubt_does_not_leave_the_field_to_another(self):
        both = meeting(attendee("陈远舟", "雾山市史志馆馆长"), attendee("陈远舟", "云岭县档案局局长"))
        doubtful = issue(
            both, meeting(attendee("陈远舟", "部长")), meeting(attendee("陈果", "部长")), meeting(attendee("陈", "部长"))
        )
        assert ids(resolve(corpus(doubtful)))["陈"] == {None}

    def test_the_roster_tells_by_alias_and_by_tenure(self):
        rows = (
            ("陈远舟", "市委", "宣传部部长", "2030-01-01", None, "远舟部长;老陈"),
            ("林静", "市政府", "副市长", None, "2025-01-01"),
        )
        made = resolve(
            corpus(issue(meeting(attendee("远舟", "部长"), attendee("老陈"), attendee("林", "副市长")))),
            Companions(roster(*rows)),
        )
        assert ids(made)["远舟"] == ids(made)["老陈"] != {None}
        assert ids(made)["林"] == {None}

    def test_a_short_name_with_a_family_name_is_whole(self):
        made = resolve(corpus(issue(meeting(attendee("陈舟", "馆长"), attendee("扎西", "馆长")))))
        assert None not in ids(made)["陈舟"] | ids(made)["扎西"]

    def test_messages_speak_both_languages(self):
        frames = corpus(issue(meeting(attendee("远舟", "部长"))))
        chinese, english = (
            resolve(frames, Companions(language=language))["problems"]["message"][0] for language in ("zh", "en")
        )
        assert chinese.startswith("“远舟部长”")
        assert "part of a name" in english


class TestEvents:
    PEOPLE = (attendee("王岚", "馆长", "chair"), attendee("赵明远"), attendee("钱一"))

    def event_ids(self, *issues):
        return resolve(corpus(*issues))["meetings"]["event_id"].tolist()

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (meeting(*PEOPLE, name="全市年鉴工作推进会"), meeting(*PEOPLE, name="2031年全市年鉴工作推进会（视频）")),
            (meeting(*PEOPLE, name="会议"), meeting(*PEOPLE)),
            (meeting(name="云岭雾山史志工作联席会议"), meeting(name="云岭雾山史志工作联席会议")),
            (meeting(PEOPLE[1], name="年鉴工作推进会"), meeting(*PEOPLE, name="全市年鉴工作推进会")),
        ],
    )
    def test_one_event_told_twice(self, one, other):
        first, second = self.event_ids(issue(one), issue(other))
        assert first == second

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (meeting(*PEOPLE, name="全市年鉴工作推进会"), meeting(*PEOPLE, name="全市史志工作推进会")),
            (meeting(*PEOPLE), meeting(*PEOPLE, day=dt.date(2031, 3, 6))),
            (meeting(*PEOPLE, day=None), meeting(*PEOPLE, day=None)),
            (meeting(*PEOPLE), meeting(*PEOPLE, kind="symposium")),
            (meeting(*PEOPLE, body="史志馆"), meeting(*PEOPLE, body="档案局")),
            (meeting(*PEOPLE), meeting(attendee("孙立", role="chair"), *PEOPLE[1:])),
            (meeting(*PEOPLE[:2], name="党组会议"), meeting(PEOPLE[0], attendee("李四"), name="党组会议")),
            (meeting(*PEOPLE[1:], kind="inspection"), meeting(*PEOPLE[1:], kind="inspection")),
            (meeting(*PEOPLE, article=1), meeting(*PEOPLE, article=1)),
            (meeting(*PEOPLE, name="史志工作座谈会（三）"), meeting(*PEOPLE, name="史志工作座谈会（四）")),
            (meeting(PEOPLE[1], name="云岭雾山史志工作联席会议"), meeting(PEOPLE[2], name="云岭雾山史志工作联席会议")),
            (
                meeting(name="全会精神专题学习会议", kind="study_session"),
                meeting(name="全会精神专题学习会议", kind="study_session"),
            ),
        ],
    )
    def test_two_events(self, one, other):
        issues = [issue(one, other)] if "article" in one else [issue(one), issue(other)]
        first, second = self.event_ids(*issues)
        assert first != second

    def test_the_number_of_a_series_may_stand_in_the_headline_alone(self):
        frames = corpus(*(issue(meeting(*self.PEOPLE, name="全市史志工作座谈会")) for _ in range(2)))
        headlines = [
            {"article_id": f"i{n}-a01", "issue_id": f"i{n}", "headline": f"召开座谈会（{n}）", "text": ""} for n in (1, 2)
        ]
        assert resolve(frames)["meetings"]["event_id"].nunique() == 1
        assert resolve(frames | {"articles": frame_of("articles", headlines)})["meetings"]["event_id"].nunique() == 2

    def test_a_later_report_does_not_change_the_key(self):
        first = issue(meeting(*self.PEOPLE), key="i7")
        later = issue(meeting(*self.PEOPLE), key="i1", issued_on=dt.date(2031, 4, 1))
        assert set(self.event_ids(first)) == set(self.event_ids(first, later))

    def test_a_name_that_very_many_reports_of_a_day_bear_tells_nothing(self):
        many = [issue(meeting(attendee(f"王{n}"), name="云岭雾山史志工作联席会议")) for n in range(120)]
        assert len(set(self.event_ids(*many))) == 120

    def test_a_chain_never_joins_what_contradicts(self):
        bare = issue(meeting(*self.PEOPLE))
        one, other = (issue(meeting(*self.PEOPLE, name=f"全市{what}工作推进会")) for what in ("年鉴", "方志"))
        events = self.event_ids(bare, one, other)
        assert events[1] != events[2]


class TestBodies:
    TABLE = pd.DataFrame(
        [
            {"body": "雾山市史志馆", "alias": "市馆", "since": None, "until": None, "successor": "雾山市方志馆"},
            {"body": "雾山市方志馆", "alias": "方志馆", "since": None, "until": None, "successor": None},
            {"body": "旧县档案局", "alias": "县局", "since": None, "until": "2030-12-31", "successor": None},
            {"body": "新县档案局", "alias": "县局", "since": "2031-01-01", "until": None, "successor": None},
        ]
    ).astype({"since": "datetime64[us]", "until": "datetime64[us]"})

    def test_names_of_bodies_are_given_in_full(self):
        frames = corpus(
            issue(meeting(attendee("王岚", "馆长", organization="市馆"), attendee("赵明远", "市馆编辑"), body="市馆"))
        )
        made = resolve(frames, Companions(bodies=self.TABLE))
        assert made["attendees"]["organization"].tolist() == ["雾山市史志馆"] * 2
        assert made["meetings"]["body"].tolist() == ["雾山市史志馆"]
        assert made["posts"]["organization"].tolist() == ["雾山市史志馆"] * 2

    def test_the_day_tells_which_body_a_short_form_means(self):
        frames = corpus(
            *(issue(meeting(attendee("王岚", organization="县局"), day=dt.date(year, 5, 1))) for year in (2029, 2031))
        )
        made = resolve(frames, Companions(bodies=self.TABLE))
        assert made["attendees"]["organization"].tolist() == ["旧县档案局", "新县档案局"]

    def test_a_body_and_its_successor_are_one(self):
        twice = meeting(attendee("王岚", organization="市馆"), attendee("王岚", organization="方志馆"))
        assert len(resolve(corpus(issue(twice)), Companions(bodies=self.TABLE))["people"]) == 1
        assert len(resolve(corpus(issue(twice)))["people"]) == 2

    def test_the_body_within_a_post_is_filled_in_and_the_post_left_as_written(self):
        made = resolve(corpus(issue(meeting(attendee("王岚", "编纂处副处长"), attendee("赵明远", "省委常委、副省长")))))
        assert made["attendees"]["organization"].fillna("").tolist() == ["编纂处", ""]
        posts = set(zip(made["posts"]["organization"].fillna(""), made["posts"]["title"], strict=True))
        assert posts == {("编纂处", "编纂处副处长"), ("省委", "省委常委"), ("", "副省长")}

    def test_a_post_without_a_body_at_the_offices_own_event_is_shown_as_its_own(self):
        people = (
            attendee("王岚", "党组书记、馆长"),
            attendee("赵明远", "副馆长"),
            attendee("钱一", "副省长"),
            attendee("孙立", "数字处副处长"),
        )
        own, other = (issue(meeting(*people, is_own=is_own), office="雾山市史志馆") for is_own in (True, False))
        assert resolve(corpus(own))["attendees"]["organization"].fillna("").tolist() == [
            "雾山市史志馆",
            "雾山市史志馆",
            "",
            "数字处",
        ]
        assert resolve(corpus(other))["attendees"]["organization"].fillna("").tolist() == ["", "", "", "数字处"]

    def test_a_section_in_place_of_a_post_is_a_body_and_no_post(self):
        made = resolve(corpus(issue(meeting(attendee("王岚", "数字处")))))
        assert made["attendees"]["organization"].tolist() == ["数字处"]
        assert len(made["posts"]) == 0

    def test_what_only_the_office_suggests_keeps_nobody_apart(self):
        both = meeting(attendee("王岚", "馆长"), attendee("王岚", "云岭县档案局局长"), is_own=True)
        assert len(resolve(corpus(issue(both, office="雾山市史志馆")))["people"]) == 1


class TestSpeakers:
    def test_a_speaker_is_the_participant_of_that_name(self):
        demands = ({"speaker": "王岚", "meeting_id": "i1-a01-m1"}, {"speaker": "王岚"}, {"speaker": "孙立"}, {})
        made = resolve(corpus(issue(meeting(attendee("王岚", "馆长")), directives=demands)))
        person = made["people"]["person_id"][0]
        assert made["directives"]["person_id"].fillna("").tolist() == [person, person, "", ""]

    def test_the_meeting_tells_two_of_one_name_apart(self):
        apart = (attendee("王岚", "雾山市史志馆馆长"), attendee("王岚", "云岭县档案局局长"))
        demands = ({"speaker": "王岚", "meeting_id": "i1-a02-m2", "article": 2}, {"speaker": "王岚", "meeting_id": "i1-a01-m1"})
        made = resolve(corpus(issue(meeting(*apart), meeting(apart[1], kind="talks"), directives=demands)))
        in_order = made["directives"].sort_values("directive_id")["person_id"].tolist()
        assert pd.isna(in_order[0])
        assert in_order[1] == made["attendees"]["person_id"][2]


def test_no_rows_give_frames_with_all_columns():
    made = resolve(corpus())
    assert {name: list(frame.columns) for name, frame in made.items()} == {
        name: list(spec.names) for name, spec in FRAMES.items()
    }


def test_frames_given_are_left_as_they_were_and_those_returned_are_valid():
    frames = corpus(issue(meeting(attendee("远舟", "部长"), attendee("王岚", "馆长")), directives=({"speaker": "王岚"},)))
    before = {name: frame.copy(deep=True) for name, frame in frames.items()}
    made = resolve(frames)
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(frame, before[name])
        if name not in {"issues"}:
            validate(name, made[name])


def test_doing_it_twice_changes_nothing():
    once = resolve(
        corpus(issue(meeting(attendee("远舟", "部长"), attendee("王岚", "编纂处处长")), directives=({"speaker": "王岚"},)))
    )
    twice = resolve(once)
    for name, frame in once.items():
        pd.testing.assert_frame_equal(frame, twice[name])
