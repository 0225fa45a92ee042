"""What the report says of frames: findings, listings, comparisons, head, things to look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from zhengjian_stats.corpus import Corpus
from zhengjian_stats.errors import PeriodError, UsageError
from zhengjian_stats.evaluation import MEASURES
from zhengjian_stats.periods import latest_complete
from zhengjian_stats.report import (
    Edition,
    deadlines_listed,
    find_project,
    formulations_listed,
    issues_listed,
    main_findings,
    masthead,
    meetings_listed,
    open_edition,
    parse_period,
    speakers_listed,
)
from zhengjian_stats.report.comparison import Comparison
from zhengjian_stats.report.findings import rising_theme
from zhengjian_stats.report.problems import GROUPS, code_title, group_problems
from zhengjian_stats.report.tables import Layout, table
from zhengjian_stats.schema import FRAMES, MEETING_KINDS, PROBLEM_CODES, ROLES, frame_of

TEXT = "林清源主持召开馆务会。林清源强调，抓好消防安全。"


class Rows:
    """Rows of frames, put together issue by issue."""

    def __init__(self) -> None:
        self.frames: dict[str, list[dict[str, object]]] = {name: [] for name in FRAMES}

    def issue(self, key: str, day: str | None, number: int | None, **others: object) -> None:
        row = {
            "issue_id": key,
            "bulletin": "云岭简报",
            "issuing_office": "云岭省史志馆",
            "year": int(day[:4]) if day else None,
            "issue_number": number,
            "issue_kind": "regular",
            "issued_on": pd.Timestamp(day) if day else None,
            "source": f"{key}.txt",
            "sha256": "0",
            "reader": "txt",
            **dict.fromkeys(("n_pages", "n_articles"), 1),
            "n_chars": len(TEXT),
            "n_problems": 0,
        }
        article = {"article_id": f"{key}-a01", "issue_id": key, "position": 1, "headline": f"标题{key}", "text": TEXT}
        self.frames["issues"].append(row | others)
        self.frames["articles"].append(article | {"start": 0, "end": len(TEXT)})

    def meeting(self, key: str, issue: str, event: str, **others: object) -> None:
        row = {"meeting_id": key, "event_id": event, "issue_id": issue, "article_id": f"{issue}-a01", "position": 1}
        row |= {"name": "馆务会", "kind": "office_meeting", "is_own": True, "date_precision": "day", "start": 0, "end": 3}
        self.frames["meetings"].append(row | others)

    def attendee(self, meeting: str, issue: str, name: str, role: str = "present", **others: object) -> None:
        n = len(self.frames["attendees"])
        row = {"attendee_id": f"p{n}", "meeting_id": meeting, "issue_id": issue, "person_id": f"p{name}", "name": name}
        row |= {"role": role, "attended": role != "apologies", "is_group": False, "start": 0, "end": 3}
        self.frames["attendees"].append(row | others)

    def directive(self, issue: str, theme: str = "", **others: object) -> None:
        key = f"{issue}-d{len(self.frames['directives'])}"
        row = {"directive_id": key, "issue_id": issue, "article_id": f"{issue}-a01", "position": 1, "text": "抓好消防安全"}
        self.frames["directives"].append(row | {"voice": "own", "start": 17, "end": 23} | others)
        if theme:
            self.frames["directive_themes"].append(
                {"directive_id": key, "theme": theme, "term": "安全", "start": 21, "end": 23}
            )

    def corpus(self) -> Corpus:
        texts = {str(row["issue_id"]): TEXT for row in self.frames["issues"]}
        return Corpus.from_frames(texts=texts, **{name: frame_of(name, rows) for name, rows in self.frames.items()})


def three_quarters() -> Rows:
    """2024Q4, 2025Q3 and 2025Q4, with an event told twice and a missing number."""
    rows = Rows()
    rows.issue("i1", "2024-11-01", 1)
    rows.issue("i2", "2025-08-01", 1)
    rows.issue("i3", "2025-10-10", 2)
    rows.issue("i4", "2025-12-12", 4)
    rows.meeting("m1", "i2", "e1")
    rows.meeting("m2", "i3", "e2", held_on=pd.Timestamp("2025-10-08"))
    rows.meeting("m3", "i3", "e3", kind="training", name="培训班", is_own=False, held_on=pd.Timestamp("2025-10-02"))
    rows.meeting("m4", "i4", "e2", held_on=pd.Timestamp("2025-10-08"))
    rows.attendee("m2", "i3", "林清源", "chair")
    rows.attendee("m2", "i3", "周敏")
    rows.attendee("m2", "i3", "陈放", "apologies")
    rows.attendee("m2", "i3", "班子成员", is_group=True, person_id=None)
    rows.attendee("m4", "i4", "林清源", "chair")
    for _ in range(2):
        rows.directive("i2", "safety", speaker="林清源")
    for deadline in (None, "2025-11-30", "2026-01-15"):
        day = pd.Timestamp(deadline) if deadline else None
        rows.directive("i3", "safety", speaker="林清源", deadline=day)
    rows.directive("i4", "digital", voice="relayed")
    return rows


def edition(rows: Rows, period: str = "2025Q4", lang: str = "zh") -> Edition:
    return Edition(rows.corpus(), parse_period(period), lang)  # type: ignore[arg-type]


def said(rows: Rows, period: str = "2025Q4", lang: str = "zh") -> list[str]:
    return [finding.text for finding in main_findings(edition(rows, period, lang))]


# -- findings ---------------------------------------------------------------------------------------------------------------


def test_an_event_told_twice_counts_once() -> None:
    rows = three_quarters()
    assert "报道会议活动2次，比上季度增加1，比去年同期增加2，其中本单位1次。" in said(rows)
    assert not [text for text in said(rows) if text.startswith("主持最多")]
    rows.meeting("m5", "i4", "e5")
    rows.attendee("m5", "i4", "林清源", "chair")
    assert "报道会议活动3次，比上季度增加2，比去年同期增加3，其中本单位2次，最多的是办公会，2次。" in said(rows)
    assert "主持最多的是林清源，2次（写明主持人的会议活动共2次）。" in said(rows)


def test_demands_are_counted_compared_and_traced_to_their_sentences() -> None:
    found = main_findings(edition(three_quarters()))
    (finding,) = [one for one in found if one.text.startswith("提出要求")]
    assert finding.text == "提出要求4条，比上季度增加2，比去年同期增加4，其中传达上级要求1条，提出最多的是林清源，3条。"
    assert finding.rows is not None
    assert set(finding.rows["issue_id"]) == {"i3"}


def test_deadlines_after_the_period_are_told_with_the_next_day() -> None:
    (finding,) = [one for one in main_findings(edition(three_quarters())) if "时限" in one.text]
    assert finding.text == "写明时限的要求2条，占50%，其中1条在本期末之后到期，最近的是2026-01-15。"
    assert finding.rows is not None
    assert finding.rows["deadline"].dt.date.tolist() == [dt.date(2026, 1, 15)]


def test_themes_are_told_by_their_labels() -> None:
    assert any("“安全" in text and "3条，占75%" in text for text in said(three_quarters()))


def test_english_findings_hold_no_chinese_but_names() -> None:
    for text in said(three_quarters(), lang="en"):
        assert not [c for c in text.replace("林清源", "") if "一" <= c <= "鿿"], text


def test_a_theme_rises_only_if_chance_would_not_do() -> None:
    few, many = Rows(), Rows()
    for rows, n in ((few, 6), (many, 30)):
        rows.issue("i2", "2025-08-01", 1)
        rows.issue("i3", "2025-10-10", 2)
        for place in range(n):
            rows.directive("i2", "safety" if place % 3 == 0 else "digital")
            rows.directive("i3", "safety" if place % 3 else "digital")
    assert rising_theme(edition(few)) is None
    found = rising_theme(edition(many))
    assert found is not None
    assert "占要求的67%，上季度为33%" in found.text


def test_a_new_post_is_told_with_the_old_one() -> None:
    rows = three_quarters()
    for event in ("e6", "e7"):  # twice before, once now: seen often enough
        rows.meeting(event, "i2", event, held_on=pd.Timestamp("2025-07-20"))
        rows.attendee(event, "i2", "周敏", title="副馆长")
    rows.attendee("m2", "i3", "周敏", title="馆长")
    rows.frames["people"].append({"person_id": "p周敏", "name": "周敏", "n_events": 3})
    for title, first in (("副馆长", "2025-07-20"), ("馆长", "2025-10-08"), ("厅长", "2026-02-01")):
        post = {"person_id": "p周敏", "title": title, "n_mentions": 1}
        day = pd.Timestamp(first)
        rows.frames["posts"].append(post | {"first_seen_on": day, "last_seen_on": day})
    assert "以新的职务出现：周敏（“馆长”，此前为“副馆长”）。" in said(rows)


def test_a_formulation_is_new_only_where_there_is_a_before() -> None:
    rows = three_quarters()
    use = {"article_id": "i3-a01", "formulation": "修志问道", "variant": "修志问道", "voice": "own", "start": 0, "end": 4}
    rows.frames["formulations"].append(use | {"formulation_id": "f1", "issue_id": "i3"})
    assert any("首次出现的提法1个：“修志问道”" in text for text in said(rows))
    alone = Rows()
    alone.issue("i3", "2025-10-10", 2)
    alone.frames["formulations"] = rows.frames["formulations"]
    assert not any("首次出现" in text for text in said(alone))


def test_who_was_present_most_comes_from_the_attendance() -> None:
    attendance = pd.DataFrame(
        {
            "period": ["2025Q4", "2025Q4", "2025Q3"],
            "person_id": ["p林清源", "p周敏", "p周敏"],
            "name": ["林清源", "周敏", "周敏"],
            "n_present": [5, 2, 9],
            "n_present_expected": [2, 1, 9],
            "n_expected": [2, 2, 9],
            "rate": [1.0, 0.5, 1.0],
            "rate_low": [0.34, 0.09, 0.7],
            "rate_high": [1.0, 0.91, 1.0],
        }
    )
    texts = [one.text for one in main_findings(edition(three_quarters()), attendance)]
    assert "到会最多的是林清源，5次；应到的2次中到会2次（100%，95%置信区间34%至100%）。" in texts


def test_a_period_without_issues_has_no_findings() -> None:
    assert said(three_quarters(), "2023") == []
    assert "没有简报" in edition(three_quarters(), "2023").head().html
    assert edition(three_quarters(), "2023").head().facts["ends_here"] is True


def test_one_issue_has_findings_without_comparison() -> None:
    rows = Rows()
    rows.issue("i1", "2025-10-10", 1)
    rows.meeting("m1", "i1", "e1")
    assert said(rows) == ["报道会议活动1次，上季度无简报，去年同期无简报，其中本单位1次。"]


@pytest.mark.parametrize(
    ("now", "previous", "expected"),
    [
        (12, 10, "比上季度增加2（+20%）"),
        (8, 10, "比上季度减少2（-20%）"),
        (3, 1, "比上季度增加2"),
        (5, 5, "与上季度持平"),
        (5, None, "上季度无简报"),
    ],
)
def test_comparisons(now: int, previous: int | None, expected: str) -> None:
    assert Comparison(now, previous, None, "quarter").in_words("zh").split("，")[0] == expected


def test_a_year_is_compared_once() -> None:
    assert Comparison(12, 10, 10, "year").in_words("zh") == "比上年增加2（+20%）"


# -- head -------------------------------------------------------------------------------------------------------------------


def test_the_head_of_a_serial_without_numbers_tells_its_days() -> None:
    rows = Rows()
    rows.issue("i1", "2025-10-10", 1, issue_number=None)
    rows.issue("i2", "2025-10-12", 2, issue_number=None)
    assert "《云岭简报》2025-10-10至2025-10-12，共2期（无期号）" in edition(rows).head().html


def test_the_head_names_office_numbers_and_gaps() -> None:
    head = edition(three_quarters()).head()
    assert "云岭省史志馆" in head.html
    assert "《云岭简报》2025年第2–4期" in head.html
    assert "缺第3期" in head.html
    assert head.facts["data_until"] == "2025-12-12"
    assert head.facts["figures"] == {"issues": 2, "articles": 2, "meetings": 2, "people": 2, "directives": 4}


# -- listings ---------------------------------------------------------------------------------------------------------------


def test_events_are_listed_once_with_chair_and_number_of_people() -> None:
    listed = meetings_listed(edition(three_quarters()))
    assert listed["name"].tolist() == ["培训班", "馆务会"]
    assert listed["n_present"].tolist() == [pd.NA, 2]
    assert listed["chair"].tolist()[1] == "林清源"


def test_demands_are_listed_by_speaker_and_by_deadline() -> None:
    assert speakers_listed(edition(three_quarters())).to_numpy().tolist() == [["林清源", 3, 0.75], ["（未写明）", 1, 0.25]]
    assert deadlines_listed(edition(three_quarters()))["deadline"].dt.month.tolist() == [11, 1]


def test_a_joint_issue_is_listed_with_all_its_numbers() -> None:
    rows = Rows()
    rows.issue("i1", "2025-10-10", 5, issue_number_end=5)
    rows.issue("i2", "2025-11-10", 6, issue_number_end=7, issue_kind="joint")
    rows.issue("i3", "2025-12-10", None)
    listed = issues_listed(edition(rows))["issue_number"]
    assert listed.tolist()[:2] == ["5", "6–7"]
    assert listed.isna().tolist() == [False, False, True]


def test_listings_of_nothing_have_all_columns() -> None:
    nothing = Edition(Corpus.from_frames(), parse_period("2025Q4"))
    for listing in (issues_listed, meetings_listed, speakers_listed, deadlines_listed, formulations_listed):
        listed = listing(nothing)
        assert listed.empty
        assert len(listed.columns) >= 3


# -- tables and things to look at -------------------------------------------------------------------------------------------


def test_tables_escape_and_count_what_they_cut() -> None:
    frame = pd.DataFrame({"name": ["<b>甲</b>"] * 5, "share": [0.031] * 5, "n": [3.0] * 5, "is_own": [True] * 5})
    html = table(frame, "zh", Layout(limit=2))
    assert html.count("&lt;b&gt;甲&lt;/b&gt;") == 2
    assert "3.1%" in html
    assert '<td class="number">3</td>' in html
    assert "另有 3 行未列出" in html


def test_every_code_kind_and_role_has_a_word_in_both_languages() -> None:
    from zhengjian_stats.messages import say

    for lang in ("zh", "en"):
        for code in PROBLEM_CODES:
            assert code_title(code, lang) != code
        for kind in MEETING_KINDS:
            assert say(f"report.kind_{kind}", lang)
        for role in ROLES:
            assert say(f"common.role_{role}", lang)


def test_every_code_stands_in_one_group() -> None:
    grouped = [code for codes in GROUPS.values() for code in codes]
    assert sorted(grouped) == sorted(PROBLEM_CODES)


def test_things_to_look_at_are_grouped_the_gravest_first() -> None:
    row = {"stage": "read", "message": "x"}
    rows = [
        row | {"problem_id": "1", "code": "suspected_misprint", "severity": "warning"},
        row | {"problem_id": "2", "code": "empty_file", "severity": "error"},
        row | {"problem_id": "3", "code": "ambiguous_date", "severity": "info"},
    ]
    problems = frame_of("problems", rows)
    assert [group.name for group in group_problems(problems)] == ["files", "misprints", "dates"]
    assert [group.name for group in group_problems(problems, with_info=False)] == ["files", "misprints"]


# -- periods and projects ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["2025Q4", "2025-10", "2025H2", "2025", "2025q4", " 2025Q4 "])
def test_periods_are_read(written: str) -> None:
    assert parse_period(written).label == written.strip().upper()


@pytest.mark.parametrize("written", ["", "2025Q5", "2025Q0", "2025-13", "2025-00", "25Q1", "2025H3", "latest!", "../x", "9999"])
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(PeriodError):
        parse_period(written)


@pytest.mark.parametrize(
    ("label", "previous", "year_before", "days"),
    [
        ("2025Q1", "2024Q4", "2024Q1", 90),
        ("2024-02", "2024-01", "2023-02", 29),
        ("2025H1", "2024H2", "2024H1", 181),
        ("2024", "2023", "2023", 366),
    ],
)
def test_periods_know_those_before(label: str, previous: str, year_before: str, days: int) -> None:
    period = parse_period(label)
    assert (period.previous.label, period.year_before.label) == (previous, year_before)
    assert (period.until - period.since).days + 1 == days


def test_the_latest_period_has_ended_if_any_has() -> None:
    days = [dt.date(2025, 8, 1), dt.date(2025, 11, 1)]
    assert [latest_complete(days, dt.date(2025, 12, d)) for d in (1, 31)] == [parse_period("2025Q3")] * 2
    assert latest_complete(days, dt.date(2026, 1, 1)) == parse_period("2025Q4")
    assert latest_complete(days[1:], dt.date(2025, 12, 1)) == parse_period("2025Q4")
    assert latest_complete([], dt.date(2025, 12, 1)) is None


def test_latest_of_an_undated_corpus_is_a_clear_error() -> None:
    rows = Rows()
    rows.issue("i1", None, 1)
    with pytest.raises(UsageError, match="2025Q4"):
        open_edition(rows.corpus())


def test_a_project_is_found_from_its_notebooks(tmp_path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "zhengjian.toml").write_text('language = "en"\n[paths]\nprocessed = "built"', encoding="utf-8")
    project = find_project(tmp_path / "notebooks")
    assert (project.processed, project.lang) == (tmp_path / "built", "en")
    assert find_project(tmp_path / "notebooks", lang="zh").lang == "zh"
    assert find_project(tmp_path, processed=tmp_path / "x").processed == tmp_path / "x"
    assert find_project("/nowhere", processed=tmp_path / "x").lang == "en"


def test_a_project_without_settings_is_found_by_its_data(tmp_path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data" / "processed").mkdir(parents=True)
    assert find_project(tmp_path / "notebooks").processed == tmp_path / "data" / "processed"


def test_a_project_is_the_one_around_what_was_built_not_the_one_of_the_notebook(tmp_path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder in (mine, other):
        (folder / "data" / "processed").mkdir(parents=True)
        (folder / "data" / "raw").mkdir()
        (folder / "notebooks").mkdir()
    (other / "data" / "raw" / "roster.csv").write_text("name,title\n林清源,馆长\n", encoding="utf-8")
    assert find_project(other / "notebooks").roster() is not None
    found = find_project(other / "notebooks", processed=mine / "data" / "processed")
    assert (found.folder, found.roster()) == (mine, None)


def test_the_closing_note_says_how_accurate_the_reading_is() -> None:
    plain = edition(three_quarters())
    assert "尚未" in str(masthead.method(plain))
    scores = {name: {"f1": 0.956, "gold": 9, "found": 9} for name in MEASURES} | {"dates": {"f1": 0.0, "gold": 0, "found": 0}}
    measured = str(masthead.method(replace(plain, accuracy={"n_articles": 31, "scores": scores})))
    assert "尚未" not in measured
    assert "31 篇" in measured
    assert "0.96" in measured
    assert "0.00" not in measured
