"""Properties of resolving on generated corpora: order does not matter, keys are stable, nothing that was apart is merged."""

import datetime as dt
import random
import time
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengjian_stats.resolve import Companions, resolve
from zhengjian_stats.schema import FRAMES, ROLES, empty_frame, frame_of

NAMES = st.sampled_from(["王岚", "王 岚", "陈远舟", "陈果", "林静", "扎西", "远舟", "陈", "林"])
TITLES = st.sampled_from(
    [
        None,
        "馆长",
        "副馆长",
        "书记",
        "党组书记、馆长",
        "雾山市史志馆馆长",
        "史志馆编纂处处长",
        "云岭县档案局局长",
        "云岭县档案局党组书记",
        "宣传部部长",
        "部长",
        "石泾市史志馆馆长",
        "石泾市史志馆原馆长",
    ]
)
BODIES = st.sampled_from([None, None, "雾山市史志馆", "市馆", "云岭县档案局", "石泾市史志馆", "雾山市方志馆"])
DAYS = st.sampled_from([None, *(dt.date(2031, 3, day) for day in (5, 6, 7, 8))])
EVENT_NAMES = st.sampled_from([None, "会议", "全市年鉴工作推进会", "2031年全市年鉴工作推进会", "全市方志工作推进会"])

PERSON = st.fixed_dictionaries(
    {"name": NAMES, "title": TITLES, "organization": BODIES, "role": st.sampled_from(ROLES), "is_group": st.booleans()}
)
MEETING = st.fixed_dictionaries(
    {
        "people": st.lists(PERSON, max_size=4),
        "held_on": DAYS,
        "name": EVENT_NAMES,
        "kind": st.sampled_from(["work_meeting", "symposium"]),
        "body": BODIES,
        "article": st.integers(1, 2),
        "speaker": st.one_of(st.none(), NAMES),
    }
)
ISSUE = st.fixed_dictionaries({"issued_on": DAYS, "meetings": st.lists(MEETING, max_size=3)})
CORPORA = st.lists(ISSUE, min_size=1, max_size=4)

COMPANIONS = st.sampled_from(
    [
        Companions(),
        Companions(
            pd.DataFrame(
                {
                    "name": ["王岚", "王岚", "陈远舟"],
                    "organization": ["雾山市史志馆", "云岭县档案局", "市委"],
                    "title": ["编纂处处长", "局长", "宣传部部长"],
                    "since": pd.to_datetime([None, None, "2031-03-06"]).astype("datetime64[us]"),
                    "until": pd.to_datetime([None, None, None]).astype("datetime64[us]"),
                    "aliases": [None, None, "远舟部长"],
                }
            ),
            pd.DataFrame({"body": ["雾山市史志馆"], "alias": ["市馆"]}),
        ),
        Companions(
            pd.DataFrame(
                {
                    "name": ["王岚", "王岚", "陈远舟", "陈果"],
                    "organization": ["雾山市史志馆", "石泾市史志馆", "雾山市史志馆", "雾山市史志馆"],
                    "title": ["馆长", "馆长", "馆长", "党组书记、馆长"],
                    "since": pd.to_datetime(["2030-01-01", "2031-03-07", "2031-03-06", "2031-03-07"]).astype("datetime64[us]"),
                    "until": pd.to_datetime(["2031-03-06", None, None, None]).astype("datetime64[us]"),
                    "aliases": [None, None, None, None],
                }
            ),
            pd.DataFrame(
                {
                    "body": ["雾山市史志馆", "云岭县档案局"],
                    "alias": ["市馆", "县局"],
                    "successor": ["雾山市方志馆", "雾山市方志馆"],
                }
            ),
        ),
    ]
)

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEWER = settings(QUICK, max_examples=20)


EMPTY = {name: empty_frame(name) for name in FRAMES}


def frames_of(issues):
    rows = {name: [] for name in ("issues", "meetings", "attendees", "directives")}
    for number, one in enumerate(issues):
        key = f"i{number}"
        rows["issues"].append({"issue_id": key, "issued_on": one["issued_on"], "source": f"{key}.txt", "bulletin": "简报"})
        for place, met in enumerate(one["meetings"], start=1):
            article = f"{key}-a{met['article']:02d}"
            own = {"meeting_id": f"{article}-m{place}", "issue_id": key, "article_id": article}
            told = {name: met[name] for name in ("held_on", "name", "kind", "body")}
            rows["meetings"].append(own | told | {"date_precision": "day" if met["held_on"] else "unknown", "position": place})
            rows["directives"].append(
                {"directive_id": f"{article}-d{place}", "issue_id": key, "article_id": article, "position": place}
                | {"meeting_id": own["meeting_id"], "text": "要修好志书", "voice": "own", "speaker": met["speaker"]}
            )
            for position, person in enumerate(met["people"], start=1):
                spans = {"list_position": position, "start": 100 * place + position, "end": 100 * place + position + 1}
                keys = {"attendee_id": f"{own['meeting_id']}-p{position}", "meeting_id": own["meeting_id"], "issue_id": key}
                rows["attendees"].append(keys | spans | person | {"attended": person["role"] != "apologies"})
    return EMPTY | {name: frame_of(name, found) for name, found in rows.items()}


def sorted_by_key(name, frame):
    return frame.sort_values(list(FRAMES[name].key or FRAMES[name].order), ignore_index=True)


def persons(frames):
    found = frames["attendees"].dropna(subset="person_id")
    return dict(zip(found["attendee_id"], found["person_id"], strict=True))


@QUICK
@given(CORPORA, COMPANIONS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(issues, companions, shuffler):
    frames = frames_of(issues)
    shuffled = {}
    for name, frame in frames.items():
        places = list(range(len(frame)))
        shuffler.shuffle(places)
        shuffled[name] = frame.take(places)
    straight, mixed = resolve(frames, companions), resolve(shuffled, companions)
    for name in FRAMES:
        pd.testing.assert_frame_equal(sorted_by_key(name, straight[name]), sorted_by_key(name, mixed[name]))


@QUICK
@given(CORPORA, ISSUE, COMPANIONS)
def test_one_more_issue_never_merges_two_people(issues, more, companions):
    before, after = (persons(resolve(frames_of(found), companions)) for found in (issues, [*issues, more]))
    both = sorted(before.keys() & after.keys())
    assert not [
        pair for pair in combinations(both, 2) if before[pair[0]] != before[pair[1]] and after[pair[0]] == after[pair[1]]
    ]


FAR = ("雾山市史志馆馆长", "云岭县档案局局长", "石泾市史志馆馆长")


def listed_twice(name, posts, day):
    people = [{"name": name, "title": post, "organization": None, "role": "present", "is_group": False} for post in posts[:2]]
    meeting = {"people": people, "held_on": day, "name": None, "kind": "symposium", "body": None, "article": 1, "speaker": None}
    return {"issued_on": day, "meetings": [meeting]}


LISTED = st.builds(listed_twice, st.sampled_from(["王岚", "陈远舟"]), st.permutations(FAR), DAYS)


@FEWER
@given(CORPORA, st.lists(LISTED, min_size=1, max_size=2))
def test_whom_one_list_gives_two_bodies_far_apart_is_never_one(issues, more):
    made = persons(resolve(frames_of([*issues, *more])))
    rows = frames_of([*issues, *more])["attendees"].dropna(subset="title")
    rows = rows[~rows["is_group"].astype(bool)].assign(name=rows["name"].str.replace(" ", ""))
    for _, listed in rows[rows["title"].isin(FAR) & rows["organization"].isna()].groupby(["meeting_id", "name"]):
        for one, other in combinations(listed.itertuples(), 2):
            if one.title != other.title:
                assert made.get(one.attendee_id, "open") != made.get(other.attendee_id)


@FEWER
@given(CORPORA, COMPANIONS)
def test_posts_are_shown_on_their_days_only(issues, companions):
    made = resolve(frames_of(issues), companions)
    held = made["attendees"].merge(made["meetings"][["meeting_id", "held_on"]], on="meeting_id").dropna(subset="held_on")
    for post in made["posts"].dropna(subset="first_seen_on").itertuples():
        whose = held[(held["person_id"] == post.person_id) & held["title"].fillna("").str.contains(post.title)]
        assert post.first_seen_on in set(whose["held_on"])
        assert post.last_seen_on in set(whose["held_on"])


@QUICK
@given(CORPORA, COMPANIONS)
def test_frames_agree_with_each_other(issues, companions):
    made = resolve(frames_of(issues), companions)
    attendees, meetings, people = made["attendees"], made["meetings"], made["people"]
    known = set(attendees["person_id"].dropna())
    assert set(people["person_id"]) == known
    assert set(made["posts"]["person_id"]) <= known
    assert people["person_id"].is_unique
    assert attendees.loc[attendees["is_group"].astype(bool), "person_id"].isna().all()
    seen = attendees[attendees["attended"].astype(bool)].merge(meetings[["meeting_id", "event_id"]], on="meeting_id")
    counted = seen.dropna(subset="person_id").groupby("person_id")["event_id"].nunique()
    assert people.set_index("person_id")["n_events"].to_dict() == counted.reindex(people["person_id"], fill_value=0).to_dict()


@QUICK
@given(CORPORA, COMPANIONS)
def test_an_event_has_one_day_and_one_report_an_article(issues, companions):
    meetings = resolve(frames_of(issues), companions)["meetings"]
    assert meetings["event_id"].notna().all()
    assert not meetings.duplicated(["event_id", "article_id"]).any()
    assert (meetings.groupby("event_id")["held_on"].nunique(dropna=False) <= 1).all()


@QUICK
@given(CORPORA, COMPANIONS)
def test_a_full_name_without_a_person_is_told(issues, companions):
    made = resolve(frames_of(issues), companions)
    open_ones = made["attendees"][made["attendees"]["person_id"].isna() & ~made["attendees"]["is_group"].astype(bool)]
    assert set(open_ones["issue_id"]) <= set(made["problems"]["issue_id"])
    assert set(made["problems"]["stage"]) <= {"resolve"}


@pytest.mark.slow
def test_twenty_thousand_meetings_take_seconds():
    dice = random.Random(7)
    names = [
        a + b for a in "王李张刘陈杨赵黄周吴" for b in ("岚", "明远", "静", "立", "伟", "建国", "一舟", "思齐", "怀瑾", "文")
    ]
    titles = [None, "馆长", "雾山市史志馆馆长", "党组书记、主任", "编纂处处长"]
    issues = [
        {
            "issued_on": dt.date(2020, 1, 1) + dt.timedelta(days=number),
            "meetings": [
                {
                    "people": [
                        {
                            "name": dice.choice(names),
                            "title": dice.choice(titles),
                            "organization": None,
                            "role": "present",
                            "is_group": False,
                        }
                        for _ in range(3)
                    ],
                    "held_on": dt.date(2020, 1, 1) + dt.timedelta(days=number),
                    "name": dice.choice(["全市年鉴工作推进会", "党组会议", None]),
                    "kind": "work_meeting",
                    "body": None,
                    "article": place,
                    "speaker": None,
                }
                for place in range(1, 21)
            ],
        }
        for number in range(1000)
    ]
    frames = frames_of(issues)
    began = time.perf_counter()
    resolve(frames)
    assert time.perf_counter() - began < 15
