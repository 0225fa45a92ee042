"""The way of one document: what its container and the metadata say, rows with keys that hold together, volumes, tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from test_build import issue as bulletin
from zhengjian_stats.errors import ReadError
from zhengjian_stats.parse.issue import Job, ParsedIssue, parse_document
from zhengjian_stats.parse.records import Masthead
from zhengjian_stats.parse.stated import STATEABLE, Stated, settled, stated_value, stated_values
from zhengjian_stats.readers.base import Note, RawDocument
from zhengjian_stats.schema import FRAMES, frame_of, validate
from zhengjian_stats.settings import Settings, Theme

STORY = "3月5日，林清源主持召开馆务会。会议学习了《档案法》。林清源强调，要抓好安全生产，压实各处责任。\n沈知行因事请假。\n"


def parsed(*pages: str, place: str = "", fields: dict[str, str] | None = None, **job: Any) -> list[ParsedIssue]:
    notes = job.pop("notes", ())
    document = RawDocument(pages, "txt", place, fields or {}, notes)
    return parse_document(document, Job("a.txt", "0" * 64, **job))


# -- cells -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("issued_on", "2024-03-05", dt.date(2024, 3, 5)),
        ("issued_on", "2024/3/5", dt.date(2024, 3, 5)),
        ("issued_on", "20240305", dt.date(2024, 3, 5)),
        ("issued_on", "2024-03-05 08:00:00", dt.date(2024, 3, 5)),
        ("issued_on", "2024-03-05T08:00:00+08:00", dt.date(2024, 3, 5)),
        ("issued_on", "二〇二四年三月五日", dt.date(2024, 3, 5)),
        ("issue_number", "12", 12),
        ("issue_number", "12.0", 12),
        ("issue_number", "十二", 12),
        ("issue_kind", "supplement", "supplement"),
        ("bulletin", "  ", None),
        ("headline", " 馆务会 ", "馆务会"),
    ],
)
def test_a_cell_is_read_as_its_column_asks(name: str, cell: str, value: object) -> None:
    assert stated_value(name, cell) == value


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("issued_on", "2024年3月"),
        ("issued_on", "2024-02-30"),
        ("issued_on", "3月5日"),
        ("issued_on", "2024-03-05至2024-03-07"),
        ("issue_number", "-1"),
        ("issue_number", "1.5"),
        ("issue_number", "nan"),
        ("issue_number", "inf"),
        ("issue_number", "9" * 30),
        ("disclosure", "open"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told(name: str, cell: str) -> None:
    with pytest.raises(ValueError, match="is asked for"):
        stated_value(name, cell)


@given(st.dictionaries(st.sampled_from([*STATEABLE, "colour"]), st.text(max_size=8)))
def test_cells_are_read_or_told_never_both(cells: dict[str, str]) -> None:
    values, faults = stated_values(cells)
    told = {fault.partition(":")[0] for fault in faults}
    assert not told & values.keys()
    assert {name for name, cell in cells.items() if cell.strip() and name in STATEABLE} == told | values.keys()


def test_the_container_fills_in_and_the_metadata_stand_over() -> None:
    text = Masthead(bulletin="云岭方志简报", issue_number=3, issued_on=dt.date(2024, 3, 8))
    container = {"issued_on": "2024-03-09", "print_run": "60", "bulletin": "云岭 方志简报"}
    stated = Stated.of(container, {"issue_number": "4", "issued_on": ""})
    masthead, problems = settled(text, stated, "en")
    assert masthead == Masthead(bulletin="云岭方志简报", issue_number=4, issued_on=dt.date(2024, 3, 8), print_run=60)
    assert [(p.code, p.severity) for p in problems] == [("masthead_conflict", "info")] * 2
    assert "the former stands" in problems[0].message
    assert "metadata.csv says 4" in problems[1].message


def test_a_kind_that_the_text_does_not_name_is_no_conflict() -> None:
    masthead, problems = settled(Masthead(), Stated.of({}, {"issue_kind": "supplement"}), "zh")
    assert (masthead.issue_kind, problems) == ("supplement", [])


def test_a_bad_cell_of_the_container_is_left_out_and_told() -> None:
    (issue,) = parsed(STORY, place="row 3", fields={"issued_on": "soon", "headline": "馆务会"})
    assert issue.rows["issues"][0]["issued_on"] is None
    assert ("bad_row", "warning") in {(p["code"], p["severity"]) for p in issue.rows["problems"]}


# -- rows --------------------------------------------------------------------------------------------------------------------


def test_every_row_keeps_the_contract_once_it_is_resolved() -> None:
    (issue,) = parsed(bulletin(3))
    for name, rows in issue.rows.items():
        filled = {"meetings": {"event_id": "e"}, "problems": {"problem_id": "q"}}.get(name, {})
        numbered = [row | {key: f"{value}{place}" for key, value in filled.items()} for place, row in enumerate(rows)]
        validate(name, frame_of(name, numbered))
        assert all(set(row) <= set(FRAMES[name].names) for row in rows if name != "attendees")


def test_keys_hang_together() -> None:
    (issue,) = parsed("馆务会召开\n\n" + STORY)
    meeting = issue.rows["meetings"][0]
    assert meeting["meeting_id"] == f"{issue.issue_id}-a01-m1"
    assert issue.rows["attendees"][0]["attendee_id"] == f"{issue.issue_id}-a01-m1-p01"
    assert {row["meeting_id"] for row in issue.rows["directives"]} <= {meeting["meeting_id"], None}
    assert issue.rows["directives"][0]["directive_id"] == f"{issue.issue_id}-a01-d01"
    assert [row["citation_id"] for row in issue.rows["citations"]] == [f"{issue.issue_id}-c001"]


def test_who_sent_apologies_did_not_attend() -> None:
    (issue,) = parsed("馆务会召开\n\n" + STORY)
    attended = {row["name"]: row["attended"] for row in issue.rows["attendees"]}
    assert attended == {"林清源": True, "沈知行": False}


def test_a_directive_stands_under_a_theme_once() -> None:
    theme = Theme(name="safety", terms=("安全", "责任"))
    (issue,) = parsed("馆务会召开\n\n" + STORY, settings=Settings(theme=(theme,)))
    under = [row for row in issue.rows["directive_themes"] if row["theme"] == "safety"]
    assert len(under) == len({row["directive_id"] for row in under}) == 1
    assert issue.text[under[0]["start"] : under[0]["end"]] == under[0]["term"] == "安全"


def test_terms_are_counted_in_headline_and_body() -> None:
    (issue,) = parsed("档案工作会议召开\n\n会议学习了档案法，档案法很重要。\n")
    counts = {row["term"]: row["n"] for row in issue.rows["terms"]}
    assert counts["档案法"] == 2
    assert counts["会议"] == 2
    assert not {"，", "。", "\n"} & counts.keys()


def test_the_key_comes_from_the_file_and_the_place_in_it() -> None:
    one, other = (parsed(STORY, place=place)[0].issue_id for place in ("row 1", "row 2"))
    assert one != other
    assert parsed(STORY, place="row 1")[0].issue_id == one


def test_notes_of_the_reader_are_problems_of_the_issue() -> None:
    (issue,) = parsed(STORY, notes=(Note("lossy_decoding", "2 bytes", "line 7"),))
    (row,) = [row for row in issue.rows["problems"] if row["code"] == "lossy_decoding"]
    assert (row["issue_id"], row["source"], row["message"]) == (issue.issue_id, "a.txt", "line 7: 2 bytes")


def test_pages_are_counted() -> None:
    (issue,) = parsed("馆务会召开\n\n" + STORY, "第二页的文字也很要紧。\n", "第三页。\n")
    assert issue.rows["issues"][0]["n_pages"] == 3


def test_repairs_are_rows_and_the_map_leads_back() -> None:
    (issue,) = parsed("馆务会召开\n\n3 月 5 日，林清源主持召开馆务会。\n")
    assert "3月5日" in issue.text
    assert {row["kind"] for row in issue.rows["repairs"]} == {"pdf_space"}
    assert all(row["issue_id"] == issue.issue_id for row in issue.rows["repairs"])
    assert len(issue.runs) > 1


def test_what_the_metadata_answer_is_no_problem() -> None:
    def codes(**fields: str) -> set[str]:
        text = "云岭方志简报\n\n云岭省地方志办\n\n馆务会召开\n\n" + STORY
        return {row["code"] for row in parsed(text, **({"fields": {}} | {"job_fields": fields}))[0].rows["problems"]}

    def parsed(text: str, fields: dict[str, str], job_fields: dict[str, str]) -> list[ParsedIssue]:
        return parse_document(RawDocument((text,), "txt", "", fields), Job("a.txt", "0" * 64, fields=job_fields))

    assert "no_issue_date" in codes()
    assert "no_issue_date" not in codes(issued_on="2024-03-08")


def test_nothing_but_blanks() -> None:
    with pytest.raises(ReadError) as error:
        parsed(" \n\n ", place="row 2")
    assert (error.value.code, error.value.place) == ("empty_file", "row 2")


# -- volumes and tables ------------------------------------------------------------------------------------------------------


def test_a_volume_holds_several_issues() -> None:
    issues = parsed("\n\n".join(bulletin(number) for number in (1, 2, 3)))
    assert [issue.rows["issues"][0]["issue_number"] for issue in issues] == [1, 2, 3]
    assert len({issue.issue_id for issue in issues}) == 3
    for issue in issues:
        assert [row["headline"] for row in issue.rows["articles"]]
        assert all(issue.text[row["start"] : row["end"]] == row["text"] for row in issue.rows["articles"])


def test_the_metadata_of_a_volume_say_only_what_its_issues_share() -> None:
    fields = {"issue_number": "9", "issued_on": "2020-01-01", "prepared_by": "年鉴处"}
    issues = parsed("\n\n".join(bulletin(number) for number in (1, 2)), fields={}, **{"settings": Settings()})
    document = RawDocument(("\n\n".join(bulletin(number) for number in (1, 2)),), "txt")
    stated = parse_document(document, Job("a.txt", "0" * 64, fields=fields))
    assert len(stated) == len(issues) == 2
    for row, before in zip((i.rows["issues"][0] for i in stated), (i.rows["issues"][0] for i in issues), strict=True):
        assert (row["issue_number"], row["issued_on"]) == (before["issue_number"], before["issued_on"])
        assert row["prepared_by"] == "年鉴处"


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "馆务会召开\n\n" + STORY,
        "抓安全促发展\n\n" + STORY,  # another line that looks like a headline
        "\n\n".join([STORY] * 3),
        "要点\n\n" + STORY + "\n\n其他工作有序开展\n\n" + STORY,
    ],
)
def test_a_row_of_a_table_is_one_article_under_its_own_headline(text: str) -> None:
    (issue,) = parsed(text, place="row 1", fields={"headline": "馆务会召开"})
    (article,) = issue.rows["articles"]
    assert article["headline"] == "馆务会召开"
    assert issue.text[article["start"] : article["end"]] == article["text"]
    assert article["text"].strip().endswith("沈知行因事请假。")
    assert article["text"].count("林清源主持") == text.count("林清源主持")


def test_a_bulletin_in_a_table_is_read_as_one() -> None:
    (issue,) = parsed(bulletin(3), place="row 1", fields={"headline": "云岭方志简报第3期"})
    row = issue.rows["issues"][0]
    assert (row["bulletin"], row["issue_number"]) == ("云岭方志简报", 3)
    assert len(issue.rows["recipients"]) == 1
