"""What keeps people and bodies apart: places and times, short names that texts introduce, posts that one person holds."""

import datetime as dt

import pandas as pd
import pytest

from resolving import attendee, codes, corpus, ids, issue, meeting, roster
from zhengjian_stats.resolve import Companions, resolve


def on(month, *people, year=2031, **more):
    """An issue of one meeting, held and issued in a month."""
    day = dt.date(year, month, 5)
    return issue(meeting(*people, day=day, **more.pop("met", {})), issued_on=day, **more)


def persons(frames):
    """The persons of the rows, in their order."""
    return [None if pd.isna(person) else person for person in frames["attendees"]["person_id"]]


def bodies(*rows):
    columns = ("body", "alias", "since", "until", "successor")
    table = pd.DataFrame([dict(zip(columns, row, strict=False)) for row in rows], columns=columns)
    return table.astype({"since": "datetime64[us]", "until": "datetime64[us]"})


class TestHeadsFarApart:
    HERE = attendee("王岚", "雾山市史志馆馆长")
    THERE = attendee("王岚", "云岭县档案局局长")

    def test_who_heads_two_bodies_far_apart_at_one_time_is_two(self):
        first, other, again = persons(resolve(corpus(on(3, self.HERE), on(4, self.THERE), on(5, self.HERE))))
        assert first == again
        assert first != other
        assert None not in (first, other)

    @pytest.mark.parametrize(
        "months",
        [
            pytest.param(((3, HERE), (4, HERE), (5, THERE)), id="one after the other"),
            pytest.param(((3, HERE), (3, THERE)), id="the day of the change"),
            pytest.param(((3, HERE), (5, HERE), (5, THERE)), id="the last day here"),
        ],
    )
    def test_who_moved_is_one(self, months):
        assert len(set(persons(resolve(corpus(*(on(month, who) for month, who in months)))))) == 1

    @pytest.mark.parametrize(
        "title", ["云岭县档案局副局长", "云岭县档案局原局长", "档案局局长", "雾山市档案局局长", "研究会会长"]
    )
    def test_a_deputy_a_former_head_or_a_body_nearby_keeps_nobody_apart(self, title):
        made = resolve(corpus(on(3, self.HERE), on(4, attendee("王岚", title)), on(5, self.HERE)))
        assert len(set(persons(made))) == 1

    def test_a_post_that_the_roster_dates_counts_as_well(self):
        known = Companions(roster(("王岚", "雾山市史志馆", "馆长", "2030-01-01")))
        here, there = persons(resolve(corpus(on(3, self.HERE), on(4, self.THERE)), known))
        assert here != there

    def test_who_changed_posts_is_one_though_a_namesake_is_known(self):
        moved = roster(
            ("王岚", "雾山市史志馆", "馆长", "2029-01-01", "2031-03-31"), ("王岚", "雾山市文化馆", "馆长", "2031-04-01")
        )
        rows = (on(2, self.HERE), on(5, attendee("王岚", "雾山市文化馆馆长")), on(3, self.THERE), on(6, self.THERE))
        old, new, other, _ = persons(resolve(corpus(*rows), Companions(moved)))
        assert old == new != other

    def test_the_house_tells_which_namesake_a_post_without_a_body_means(self):
        rows = [on(3, self.HERE), on(4, self.THERE), on(5, self.HERE)]
        asked = on(6, attendee("王岚", "馆长"), met={"is_own": True}, office="雾山市史志馆")
        elsewhere = on(6, attendee("王岚", "馆长"), met={"is_own": False}, office="雾山市史志馆")
        here, _, _, told = persons(resolve(corpus(*rows, asked)))
        assert told == here
        assert persons(resolve(corpus(*rows, elsewhere)))[3] is None


class TestListedApart:
    def test_two_posts_of_one_person_further_on_in_a_report_are_no_list(self):
        told = meeting(
            attendee("王岚", "省人大法工委主任", cue_start=5), attendee("王岚", "省人大农业委员会委员", cue_start=90)
        )
        listed = meeting(
            attendee("王岚", "省人大法工委主任", cue_start=5), attendee("王岚", "省人大农业委员会委员", cue_start=5)
        )
        assert len(set(persons(resolve(corpus(issue(told)))))) == 1
        assert len(set(persons(resolve(corpus(issue(listed)))))) == 2

    def test_a_bare_name_beside_somebody_open_stays_open(self):
        both = meeting(attendee("王岚", "雾山市史志馆馆长"), attendee("王岚", "云岭县档案局局长"))
        asked = (
            meeting(attendee("王岚", "雾山市史志馆馆长"), article=1),
            meeting(attendee("王岚", "台长"), article=1, kind="talks"),
            meeting(attendee("王岚"), article=1, kind="training"),
        )
        assert persons(resolve(corpus(issue(both), issue(*asked))))[2:][1:] == [None, None]

    def test_people_of_two_bodies_that_became_one_stay_two(self):
        table = bodies(
            ("雾山市史志馆", "市史志馆", None, "2031-12-31", "雾山市方志馆"),
            ("雾山市档案馆", "市档案馆", None, "2031-12-31", "雾山市方志馆"),
            ("雾山市方志馆", "市方志馆", "2032-01-01"),
        )
        both = meeting(attendee("王岚", "市史志馆副馆长"), attendee("王岚", "市档案馆副馆长"))
        later = on(3, attendee("王岚", "雾山市方志馆副馆长"), year=2032)
        first, second, open_one = persons(resolve(corpus(issue(both), later), Companions(bodies=table)))
        assert first != second
        assert open_one is None


class TestShortNames:
    OFFICE = "云岭省史志工作办公室"

    def defined(self, body=OFFICE, short="省志办", **more):
        text = f"{body}（以下简称“{short}”）召开会议。"
        return {"article_id": "a", "position": 1, "text": text, "start": 100, "end": 100 + len(text)} | more

    def organizations(self, *issues, companions=None):
        made = resolve(corpus(*issues), companions)
        return made["attendees"]["organization"].fillna("").tolist(), made

    def test_a_short_name_holds_in_its_issue_and_its_serial_and_nowhere_else(self):
        who = attendee("王岚", "副主任", organization="省志办")
        here = on(3, who, articles=[self.defined()])
        same_serial, another = on(4, who), on(4, who, bulletin="通报")
        found, made = self.organizations(here, same_serial, another)
        assert found == [self.OFFICE, self.OFFICE, "省志办"]
        assert codes(made) == []

    def test_sections_organs_and_meetings_are_given_in_full_too(self):
        here = on(
            3,
            attendee("王岚", "处长", organization="省志办综合处"),
            articles=[self.defined()],
            met={"body": "省志办党组"},
        )
        found, made = self.organizations(here)
        assert found == [f"{self.OFFICE}综合处"]
        assert made["meetings"]["body"].tolist() == [f"{self.OFFICE}党组"]

    def test_a_name_that_many_bodies_share_holds_in_its_issue_only(self):
        who = attendee("王岚", "组长", organization="领导小组")
        body = "云岭省史志编修领导小组"
        found, _ = self.organizations(on(3, who, articles=[self.defined(body, "领导小组")]), on(4, who))
        assert found == [body, "领导小组"]

    def test_what_stands_for_two_bodies_is_left_as_it_is_and_told(self):
        who = attendee("王岚", "副主任", organization="省志办")
        other = self.defined("云岭省地志编纂办公室", article_id="b")
        found, made = self.organizations(on(3, who, articles=[self.defined(), other]))
        assert found == ["省志办"]
        assert codes(made) == ["ambiguous_body"]
        assert self.OFFICE in made["problems"]["message"][0]
        assert made["problems"]["start"].notna().all()

    def test_two_issues_that_disagree_each_keep_their_own(self):
        who = attendee("王岚", "副主任", organization="省志办")
        first = on(3, who, articles=[self.defined()])
        second = on(4, who, articles=[self.defined("云岭省地志编纂办公室", article_id="b")])
        found, made = self.organizations(first, second, on(5, who))
        assert found == [self.OFFICE, "云岭省地志编纂办公室", "省志办"]
        assert codes(made) == ["ambiguous_body"]

    def test_bodies_csv_has_the_last_word(self):
        who = attendee("王岚", "副主任", organization="省志办")
        table = Companions(bodies=bodies(("云岭省地志编纂办公室", "省志办")))
        found, made = self.organizations(on(3, who, articles=[self.defined()]), companions=table)
        assert found == ["云岭省地志编纂办公室"]
        assert codes(made) == []

    def test_a_short_name_of_before_a_renaming_means_nobody_afterwards(self):
        table = Companions(bodies=bodies(("云岭省史志馆", "省馆", None, "2031-03-31"), ("云岭省方志馆", "省馆", "2031-04-01")))
        who = attendee("王岚", "副馆长", organization="省馆")
        assert self.organizations(on(3, who), on(4, who), companions=table)[0] == ["云岭省史志馆", "云岭省方志馆"]
        ended = Companions(bodies=bodies(("云岭省史志馆", "省馆", None, "2031-03-31", "云岭省方志馆")))
        assert self.organizations(on(3, who), on(4, who), companions=ended)[0] == ["云岭省史志馆", "省馆"]


class TestPosts:
    def test_a_post_is_shown_from_its_first_to_its_last_mention_and_never_before(self):
        rows = (on(3, attendee("王岚", "副馆长")), on(5, attendee("王岚", "馆长")), on(7, attendee("王岚", "馆长")))
        posts = resolve(corpus(*rows))["posts"].set_index("title")
        assert posts.loc["馆长", ["first_seen_on", "last_seen_on"]].dt.month.tolist() == [5, 7]
        assert posts.loc["副馆长", ["first_seen_on", "last_seen_on"]].dt.month.tolist() == [3, 3]

    @pytest.mark.parametrize("title", ["雾山市史志馆馆长", "雾山市史志馆党组书记"])
    def test_two_people_in_one_post_at_one_time_are_told(self, title):
        one, other = attendee("王岚", title), attendee("周远", title)
        made = resolve(corpus(on(3, one), on(4, other), on(5, one)))
        assert codes(made) == ["post_conflict"]
        assert {"王岚", "周远"} <= set(
            made["problems"]["message"][0].replace("、", " ").replace("：", " ").split("的")[0].split()
        )

    @pytest.mark.parametrize(
        ("first", "second", "third"),
        [
            ("雾山市史志馆副馆长", "雾山市史志馆副馆长", "雾山市史志馆副馆长"),
            ("雾山市史志馆馆长", "云岭县史志馆馆长", "雾山市史志馆馆长"),
            ("雾山市史志馆馆长", "雾山市史志馆原馆长", "雾山市史志馆馆长"),
            ("办公室主任", "办公室主任", "办公室主任"),
            ("雾山市总工会书记处书记", "雾山市总工会书记处书记", "雾山市总工会书记处书记"),
        ],
    )
    def test_posts_that_several_hold_or_of_two_bodies_are_no_conflict(self, first, second, third):
        rows = (on(3, attendee("王岚", first)), on(4, attendee("周远", second)), on(5, attendee("王岚", third)))
        assert codes(resolve(corpus(*rows))) == []

    def test_who_follows_another_in_a_post_is_no_conflict(self):
        one, other = attendee("王岚", "雾山市史志馆馆长"), attendee("周远", "雾山市史志馆馆长")
        assert codes(resolve(corpus(on(3, one), on(4, one), on(4, other), on(5, other)))) == []

    def test_a_section_is_the_offices_at_its_own_event(self):
        one, other = attendee("王岚", "编纂处处长"), attendee("周远", "编纂处处长")
        own = {"office": "雾山市史志馆", "met": {"is_own": True}}
        rows = [on(month, who, office=own["office"], met=dict(own["met"])) for month, who in ((3, one), (4, other), (5, one))]
        assert codes(resolve(corpus(*rows))) == ["post_conflict"]

    def test_the_roster_against_itself_and_against_the_texts(self):
        twice = roster(
            ("王岚", "雾山市史志馆", "馆长", "2030-01-01", "2031-12-31"), ("周远", "雾山市史志馆", "馆长", "2031-06-01")
        )
        made = resolve(corpus(on(3, attendee("吴静", "雾山市史志馆馆长"))), Companions(twice))
        assert codes(made) == ["roster_conflict", "roster_conflict"]
        told = made["problems"].set_index("source")["message"]
        assert "周远、王岚" in told["roster.csv"]
        assert "王岚" in told["i1.txt"]

    def test_a_roster_of_one_after_another_is_no_conflict(self):
        rows = roster(
            ("王岚", "雾山市史志馆", "馆长", "2030-01-01", "2031-03-31"), ("周远", "雾山市史志馆", "馆长", "2031-04-01")
        )
        made = resolve(corpus(on(3, attendee("王岚", "雾山市史志馆馆长")), on(5, attendee("周远", "馆长"))), Companions(rows))
        assert codes(made) == []


class TestHeadlines:
    PEOPLE = (attendee("王岚", "馆长", "chair"), attendee("赵明远"), attendee("钱一"))

    def events(self, *reports):
        """Ids of the events of reports, each ``name, headline`` in an issue of its own."""
        issues = [
            issue(
                meeting(*self.PEOPLE, name=name, article=1),
                articles=[{"article_id": f"i{n}-a01", "position": 1, "text": "", "headline": headline}],
            )
            for n, (name, headline) in enumerate(reports, start=1)
        ]
        return resolve(corpus(*issues))["meetings"]["event_id"].tolist()

    def test_what_one_does_on_a_larger_occasion_is_another_event(self):
        name = "首届云岭史志博览会"
        one, other, again = self.events(
            (name, "吴海安出席首届云岭史志博览会开幕式"),
            (name, "吴海安为博览会来宾举行欢迎宴会"),
            (name, "首届云岭史志博览会引发热烈反响"),
        )
        assert one == again != other

    def test_a_name_with_a_participant_in_it_names_no_event(self):
        issues = [
            issue(meeting(attendee("周平", "市长"), attendee(guest), name="市长周平在雾山市人民政府"))
            for guest in ("陈果", "林静")
        ]
        assert resolve(corpus(*issues))["meetings"]["event_id"].nunique() == 2

    def test_a_talk_tells_by_who_meets_whom(self):
        issues = [
            issue(meeting(attendee("周平"), attendee(guest), name="云岭雾山史志合作论坛", kind="talks"))
            for guest in ("陈果", "林静", "林静")
        ]
        first, second, third = resolve(corpus(*issues))["meetings"]["event_id"]
        assert first != second == third


class TestMentionedInPart:
    def article(self, text):
        return [{"article_id": "i1-a01", "position": 1, "text": text, "start": 0, "end": len(text)}]

    def test_two_characters_in_a_list_behind_a_post_are_a_whole_name(self):
        text = "副主席穆远、璞岚出席会议。"
        listed = attendee("璞岚", "副主席", start=6, end=8)
        made = resolve(corpus(issue(meeting(listed, article=1), articles=self.article(text))))
        assert None not in ids(made)["璞岚"]
        called = attendee("璞岚", "副主席", start=0, end=2)
        asked = resolve(corpus(issue(meeting(called, article=1), articles=self.article("璞岚副主席出席会议。"))))
        assert ids(asked)["璞岚"] == {None}

    def test_a_speaker_in_part_who_took_no_part_is_told_by_the_roster(self):
        text = "陈书记批示要求，要修好志书。"
        demand = {"speaker": "陈", "start": 8, "article": 1}
        known = Companions(roster(("陈远舟", "市委", "书记", "2030-01-01")))
        told = issue(meeting(attendee("陈远舟", "市委书记"), article=2), directives=(demand,), articles=self.article(text))
        person = persons(resolve(corpus(told), known))[0]
        assert resolve(corpus(told), known)["directives"]["person_id"].tolist() == [person]
        unknown = issue(meeting(attendee("周平"), article=2), directives=(demand,), articles=self.article(text))
        made = resolve(corpus(unknown))
        assert made["directives"]["person_id"].isna().all()
        assert codes(made) == ["unresolved_person"]
