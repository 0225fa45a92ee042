"""corrections.csv: a person's word over the machine's; what it touches changes, what no longer applies shouts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhengjian_stats as zj
from test_build import assert_same, issue, poison, put
from test_store import tree
from zhengjian_stats.check import coverage_problems
from zhengjian_stats.companions import Cells
from zhengjian_stats.corrections import read_corrections
from zhengjian_stats.corrections.fields import fields_of
from zhengjian_stats.errors import SettingsError
from zhengjian_stats.readers import RawDocument
from zhengjian_stats.schema import FRAMES, ROLES
from zhengjian_stats.settings import Settings
from zhengjian_stats.text.clean import CleanText
from zhengjian_stats.text.correct import TextCorrection, corrected, places
from zhengjian_stats.text.repair import clean_document

TEXT = """云岭方志简报

第1期（总第81期）

云岭省地方志办

2024年1月8日

云岭省地方志办召开馆务会

1月5日，云岭省地方志办主任周平主持召开馆务会。副主任吴海安、综合处处长郑小川参加会议。会议推动高质量友展，服务高质量友展。

周平强调，一要抓好消防安全，逐层检查库房；二要在3月底前完成库房搬迁，综合处负责。

报：省政府办公厅。

云岭省地方志办综合处

2024年1月8日印发
"""
HEAD = "source,words,field,was,is,by,on,note\n"
CLAIMS = {"attendees": "name", "directives": "text", "formulations": "variant", "citations": "title", "articles": "text"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "raw/a.txt", TEXT)
    return tmp_path / "raw"


def correct(folder: Path, *rows: str, **options: Any) -> zj.Corpus:
    put(folder, "corrections.csv", HEAD + "".join(f"{row}\n" for row in rows))
    return zj.load_corpus(folder, **({"workers": 0} | options))


def told(corpus: zj.Corpus, code: str = "correction_stale") -> list[str]:
    found = corpus.problems[corpus.problems["code"] == code]
    assert set(found["source"]) <= {"corrections.csv"}
    return sorted(found["message"])


def person(corpus: zj.Corpus, name: str) -> dict[str, Any]:
    (row,) = corpus.attendees[corpus.attendees["name"] == name].to_dict("records")
    return row


def meeting(corpus: zj.Corpus) -> dict[str, Any]:
    (row,) = corpus.meetings.to_dict("records")
    return row


# -- the text ----------------------------------------------------------------------------------------------------------------


def test_an_accepted_misprint_is_put_right_wherever_it_stands(folder: Path) -> None:
    corpus = correct(folder, ",,text,高质量友展,高质量发展,王岚,2024-03-05,")
    text = corpus.text(corpus.issues["issue_id"].iloc[0])
    assert (text.count("高质量友展"), text.count("高质量发展")) == (0, 2)
    assert corpus.repairs[["kind", "before", "after"]].to_numpy().tolist() == [["correction", "高质量友展", "高质量发展"]] * 2
    assert corpus.formulations["formulation"].tolist().count("高质量发展") == 2
    assert corpus.problems.empty


def test_the_quoted_words_say_which_place_is_meant(folder: Path) -> None:
    corpus = correct(folder, "a.txt,服务高质量友展,text,友展,发展,,,")
    text = corpus.text(corpus.issues["issue_id"].iloc[0])
    assert "推动高质量友展，服务高质量发展" in text
    assert corpus.problems["code"].tolist() == ["suspected_misprint"]


def test_a_change_of_length_moves_every_span_and_keeps_the_way_back(folder: Path) -> None:
    corpus = correct(folder, ",馆务会。副主任,text,馆务会,（扩大）馆务会议,,,", ",，服务高质量友展,text,，服务高质量友展,-,,,")
    issue_id = corpus.issues["issue_id"].iloc[0]
    text = corpus.text(issue_id)
    assert "（扩大）馆务会议。副主任吴海安" in text
    assert "推动高质量友展。\n" in text
    for name, column in CLAIMS.items():
        for row in corpus.frames[name].itertuples():
            assert text[row.start : row.end] == getattr(row, column)
    for name in ("吴海安", "郑小川"):
        start = int(person(corpus, name)["start"])
        assert TEXT[corpus.raw_offset(issue_id, start) :].startswith(name)
    assert corpus.repairs["after"].dropna().tolist() == ["（扩大）馆务会议"]


@settings(max_examples=200, deadline=None)
@given(
    st.text("周平 吴\n，。12", max_size=40),
    st.lists(st.tuples(st.text("周平吴，1", min_size=1, max_size=3), st.text("甲乙\n", max_size=4)), max_size=4),
)
def test_corrected_texts_keep_their_map_and_their_rows(raw: str, pairs: list[tuple[str, str]]) -> None:
    clean = clean_document(RawDocument((raw,), "txt"))
    made = corrected(clean, raw, [TextCorrection(was, was, becomes) for was, becomes in pairs])
    changed = {place for repair in made.repairs for place in range(repair.start, repair.end)}
    assert [a for a, _ in made.runs] == sorted({a for a, _ in made.runs})
    for place, character in enumerate(made.text):
        if place not in changed:
            origin = raw[made.to_raw(place)]
            assert character == origin or (character.isspace() and origin.isspace())
    for repair in made.repairs:
        assert repair.after in (None, made.text[repair.start : repair.end])
        assert repair.before in raw


def test_quoted_words_are_found_across_lines_and_blanks() -> None:
    assert list(places("会议由周 平\n主持", "周平主持")) == [(3, 9)]
    assert list(places("第7期", "第７ 期")) == [(0, 3)]
    assert list(places("周平", " ")) == []
    clean = CleanText("周 平到会")
    assert corrected(clean, "周 平到会", [TextCorrection("周平", "周平", "周萍")]).text == "周萍到会"


def test_only_a_file_that_is_touched_is_read_again(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    for number in (1, 2, 3):
        put(raw, f"{number}.txt", issue(number))
    correct(raw, processed=out)
    poison(out)
    corpus = correct(raw, ",村志编纂进度,text,村志编纂进度,乡志编纂进度,,,", processed=out)
    assert corpus.issues.set_index("source")["bulletin"].to_dict() == {"1.txt": "毒", "2.txt": "云岭方志简报", "3.txt": "毒"}
    again = tree(out)
    poison(out)
    assert set(correct(raw, processed=out).issues["bulletin"]) == {"毒"}  # taken back, nothing is read
    assert set(again) - set(tree(out))  # what was read with the correction is forgotten


def test_an_unchanged_folder_with_corrections_changes_nothing(folder: Path, tmp_path: Path) -> None:
    rows = (",,text,友展,发展,,,", ",吴海安,title,副主任,一级巡视员,,,", ",没有这话,title,甲,乙,,,")
    first = correct(folder, *rows, processed=tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")}
    assert_same(first, correct(folder, *rows, processed=tmp_path / "out"))
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")} == before
    assert person(correct(folder, processed=tmp_path / "out"), "吴海安")["title"] == "副主任"


def test_children_correct_as_one_process_does(folder: Path, tmp_path: Path) -> None:
    rows = (",,text,友展,发展,,,", ",吴海安,title,副主任,一级巡视员,,,")
    correct(folder, *rows, processed=tmp_path / "a")
    correct(folder, *rows, processed=tmp_path / "b", workers=2)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


# -- cells and rows ----------------------------------------------------------------------------------------------------------


def test_a_meeting_is_corrected_with_what_follows(folder: Path) -> None:
    corpus = correct(
        folder,
        ",1月5日,held_on,2024-01-05,2024/1/6,,,",
        ",馆务会,meetings.name,馆务会,召开馆务会,,,",
        ",馆务会,kind,office_meeting,工作会议,,,",
        ",馆务会,venue,,三楼会议室,,,",
        ",馆务会,is_own,是,否,,,",
    )
    row = meeting(corpus)
    assert (row["name"], row["kind"], row["venue"], row["is_own"]) == ("召开馆务会", "work_meeting", "三楼会议室", False)
    assert (str(row["held_on"].date()), row["date_precision"]) == ("2024-01-06", "day")
    assert corpus.text(row["issue_id"])[row["start"] : row["end"]] == "召开馆务会"
    assert set(corpus.directives["voice"]) == {"relayed"}
    assert str(corpus.people["last_seen_on"].max().date()) == "2024-01-06"
    assert told(corpus) == []


def test_a_day_that_is_not_known_is_taken_away(folder: Path) -> None:
    row = meeting(correct(folder, ",馆务会,held_on,2024-01-05,-,,,"))
    assert (str(row["held_on"]), row["date_precision"]) == ("NaT", "unknown")


def test_a_participant_is_corrected_and_the_others_keep_their_keys(folder: Path) -> None:
    before = correct(folder).attendees.set_index("name")["attendee_id"]
    corpus = correct(
        folder,
        "a.txt,吴海安,title,副主任,一级巡视员,,,",
        ",郑小川参加,attendees.role,出席,请假,,,",
        ",吴海安,organization,云岭省地方志办,云岭省史志馆,,,",
        ",主任周平,attendees.name,周平,-,,,",
        ",周平强调,attendees.name,周平,-,,,",
    )
    assert corpus.attendees.set_index("name")["attendee_id"].to_dict() == before.drop("周平").to_dict()
    row = person(corpus, "吴海安")
    assert (row["title"], row["organization"]) == ("一级巡视员", "云岭省史志馆")
    row = person(corpus, "郑小川")
    assert (row["role"], row["attended"]) == ("apologies", False)
    assert set(corpus.people["name"]) == {"吴海安", "郑小川"}
    assert corpus.posts.set_index("person_id")["organization"].tolist().count("云岭省史志馆") == 1
    assert told(corpus) == []


def test_a_corrected_name_leads_to_where_it_stands(folder: Path) -> None:
    corpus = correct(folder, ",处长郑小川参加,attendees.name,郑小川,小川,,,")
    row = person(corpus, "小川")
    assert corpus.text(row["issue_id"])[row["start"] : row["end"]] == "小川"


def test_a_demand_is_corrected_with_what_follows(folder: Path) -> None:
    corpus = correct(
        folder,
        ",抓好消防安全,speaker,周平,吴海安,,,",
        ",库房搬迁,deadline,2024-03-31,2024年3月30日,,,",
        ",库房搬迁,responsible_body,综合处,办公室,,,",
        ",抓好消防安全,directives.text,要抓好消防安全，逐层检查库房,抓好消防安全,,,",
    )
    first, second = corpus.directives.to_dict("records")
    assert (first["text"], first["speaker"]) == ("抓好消防安全", "吴海安")
    assert first["person_id"] == person(corpus, "吴海安")["person_id"]
    assert corpus.text(first["issue_id"])[first["start"] : first["end"]] == "抓好消防安全"
    assert corpus.directive_themes.groupby("directive_id")["term"].first()[first["directive_id"]] == "消防"
    assert first["directive_id"] not in corpus.directive_themes.query("term == '库房'")["directive_id"].tolist()
    assert (str(second["deadline"].date()), second["responsible_body"]) == ("2024-03-30", "办公室")
    assert told(corpus) == []


def test_rows_that_should_not_be_there_go_with_what_hangs_on_them(folder: Path) -> None:
    corpus = correct(folder, ",抓好消防安全,directives,,-,,,", ",召开馆务会。,meetings,馆务会,-,,,")
    assert corpus.directives["directive_id"].str[-3:].tolist() == ["d02"]
    assert corpus.directives["meeting_id"].isna().all()
    assert set(corpus.directive_themes["directive_id"]) <= set(corpus.directives["directive_id"])
    assert corpus.meetings.empty
    assert corpus.attendees.empty
    assert told(corpus) == []


def test_a_demand_is_put_under_another_theme(folder: Path) -> None:
    def themes(*rows: str) -> set[tuple[str, str]]:
        corpus = correct(folder, *rows)
        assert told(corpus) == []
        return set(zip(corpus.directive_themes["directive_id"].str[-3:], corpus.directive_themes["theme"], strict=True))

    before = themes()
    assert {("d01", "safety"), ("d01", "archives")} <= before
    assert themes(",抓好消防安全,theme,safety,-,,,") == before - {("d01", "safety")}
    assert themes(",抓好消防安全,directives.theme,safety,digital,,,") == before - {("d01", "safety")} | {("d01", "digital")}
    assert themes(",逐层检查,theme,,digital,,,") == before | {("d01", "digital")}


# -- problems ----------------------------------------------------------------------------------------------------------------


def test_what_is_no_misprint_is_not_told_of_again(folder: Path) -> None:
    assert correct(folder).problems["code"].tolist() == ["suspected_misprint"]
    for row in (
        ",高质量友展,problem,suspected_misprint,-,王岚,2024-03-05,问过作者",
        ",1月5日，云岭省地方志办主任周平主持召开馆务会。副主任吴海安、综合处处长郑小川参加会议。会议推动高质量友展,problem,疑似错字,-,,,",
        "a.txt,,problem,疑似错字,-,,,",
    ):
        corpus = correct(folder, row)
        assert corpus.problems.empty
        assert corpus.issues["n_problems"].tolist() == [0]


def test_a_problem_without_a_place_is_known_by_its_message(tmp_path: Path) -> None:
    for number in (1, 4):
        put(tmp_path, f"{number}.txt", issue(number))
    assert len(coverage_problems(correct(tmp_path).issues)) == 1
    assert correct(tmp_path, ",缺第2、3期,problem,number_gap,-,,,本来没有").problems.empty


# -- what does not apply -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",没有这话,title,副主任,主任,,,", "文中没有“没有这话”"),
        (",,text,没有这话,有这话,,,", "文中没有“没有这话”"),
        (",吴海安,title,处长,主任,,,", "读出的是 副主任"),
        (",吴海安,title,,主任,,,", "读出的是 副主任"),
        (",吴海安,title,处长,副主任,,,", "现已读作“副主任”"),
        (",报：省政府办公厅,title,主任,副主任,,,", "没有读出这一项"),
        ("b.txt,吴海安,title,副主任,主任,,,", "没有文件 b.txt；是否为 a.txt"),
        (",友善,problem,suspected_misprint,-,,,", "没有这样的问题"),
        (",参加会议,attendees,,-,,,", "读出了几项"),
        (",抓好消防安全,directives.text,要抓好消防安全，逐层检查库房,抓好防火,,,", "没有“抓好防火”"),
        (",抓好消防安全,theme,digital,-,,,", "读出的是"),
    ],
)
def test_what_no_longer_applies_is_told_with_its_line_and_cause(folder: Path, row: str, said: str) -> None:
    corpus = correct(folder, "", row)
    (message,) = told(corpus)
    assert "corrections.csv 第3行" in message
    assert said in message
    clean = correct(folder)
    for name in sorted(FRAMES.keys() - {"problems"}):
        assert corpus.frames[name].equals(clean.frames[name])


def test_two_that_contradict_each_other(folder: Path) -> None:
    corpus = correct(
        folder, ",吴海安,title,副主任,甲,,,", ",吴海安,title,副主任,乙,,,", ",,text,友展,发展,,,", ",,text,友展,友谊,,,"
    )
    assert person(corpus, "吴海安")["title"] == "甲"
    first, second = told(corpus)
    assert "第3行" in first
    assert "读出的是 甲" in first
    assert "第5行" in second
    assert "另一行" in second


def test_a_file_alone_does_not_miss_what_is_meant_for_others(folder: Path) -> None:
    put(folder, "b.txt", issue(2))
    put(
        folder,
        "corrections.csv",
        HEAD + ",沈知行,title,处长,主任,,,\n,,text,没有这话,有这话,,,\nb.txt,沈知行,title,处长,主任,,,\n",
    )
    assert told(zj.load_corpus(folder / "a.txt", workers=0)) == []
    assert len(told(zj.load_corpus(folder, workers=0))) == 3


def test_a_file_that_gave_nothing(folder: Path) -> None:
    put(folder, "empty.txt", "")
    corpus = correct(folder, "empty.txt,,text,甲,乙,,,", "empty.txt,甲,title,甲,乙,,,")
    assert ["empty.txt 未读出任何一期" in message for message in told(corpus)] == [True, True]


# -- rows that cannot be used ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (",吴海安,titel,副主任,主任,,,", "field", "'titel'; did you mean"),
        (",吴海安,name,吴海安,吴海,,,", "field", "meetings.name, attendees.name"),
        (",吴海安,issued_on,2024-01-08,2024-01-09,,,", "field", "metadata.csv"),
        (",吴海安,,副主任,主任,,,", "field", "blank"),
        (",吴海安,title,副主任,,,,", "is", "write - to remove"),
        (",,title,副主任,主任,,,", "words", "blank"),
        (",吴海安,role,present,presnt,,,", "is", "did you mean present"),
        (",馆务会,held_on,2024-01-05,2024-02-30,,,", "is", "a date is asked for"),
        (",馆务会,held_on,soon,2024-01-05,,,", "was", "a date is asked for"),
        (",馆务会,is_own,yes,maybe,,,", "is", "yes or no"),
        (",馆务会,kind,office_meeting,-,,,", "is", "cannot be nothing"),
        (",吴海安,organization,云岭省地方志办,-,,,", "is", "cannot be nothing"),
        (",吴海安,attendees,吴海安,周平,,,", "is", "write -"),
        (",友展,problem,suspected_misprint,发展,,,", "is", "write -"),
        (",,problem,suspected_misprint,-,,,", "words", "must name the file"),
        (",友展,problem,misprint,-,,,", "was", "did you mean"),
        (",友展,text,,发展,,,", "was", "blank"),
        (",推动发展,text,友展,发展,,,", "was", "does not stand in the words"),
        (",,text,友展,友展,,,", "is", "the same"),
        (",,text,友展,发展,王岚,yesterday,", "on", "a date is asked for"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_rest_is_built(folder: Path, row: str, column: str, said: str) -> None:
    corpus = correct(folder, row, ",吴海安,title,副主任,一级巡视员,,,", settings=Settings(language="en"))
    (message,) = told(corpus, "bad_row")
    assert message.startswith(f"corrections.csv, row 2, column '{column}': ")
    assert said in message
    assert person(corpus, "吴海安")["title"] == "一级巡视员"


def test_of_many_known_words_the_nearest_few_are_named_each_once(folder: Path) -> None:
    row = ",完成库房搬迁,theme,,库区防汛,,,"
    (english,) = told(correct(folder, row, settings=Settings(language="en")), "bad_row")
    (chinese,) = told(correct(folder, row), "bad_row")
    themes = {*fields_of(Settings())["directives.theme"].values.values()}
    assert f"and {len(themes) - 5} more" in english
    assert f"等，另有 {len(themes) - 5} 个" in chinese
    named = re.search("可用 (.*) 等", chinese)[1].split(" / ")
    assert len(named) == 5
    assert named[0] == "防汛救灾与应急"


def test_of_few_known_words_all_are_named_each_once(folder: Path) -> None:
    (message,) = told(correct(folder, ",吴海安,role,present,旁听,,,", settings=Settings(language="en")), "bad_row")
    named = re.search("known are (.*?);", message)[1].split(" / ")
    assert len(named) == len(ROLES)
    assert fields_of(Settings())["attendees.role"].values[named[0]] in ROLES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("field,was\ntext,甲\n", "row 1: the column 'is' is missing"),
        ("field,was,is,who\n", "row 1: unknown column 'who'"),
        ('field,was,is\ntext,"甲,乙\n', "not a table"),
        ("field,was,is\ntext,甲,乙,丙\n", "row 2 has more cells"),
    ],
)
def test_a_head_or_a_table_that_is_none_stops_the_build(folder: Path, text: str, said: str) -> None:
    put(folder, "corrections.csv", text)
    with pytest.raises(SettingsError, match=rf"corrections\.csv.*{said}"):
        zj.load_corpus(folder, workers=0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_as_spreadsheets_write_it(folder: Path, encoding: str, mark: str) -> None:
    rows = [["field", "words", "was", "is"], ["title", "吴海安", "副主任", "一级巡视员"]]
    (folder / "corrections.csv").write_bytes("".join(f"{mark.join(row)}\r\n" for row in rows).encode(encoding))
    assert person(zj.load_corpus(folder, workers=0), "吴海安")["title"] == "一级巡视员"


@given(st.dictionaries(st.sampled_from(["source", "words", "field", "was", "is", "on"]), st.text(min_size=1, max_size=6)))
def test_any_cells_are_read_or_told(cells: dict[str, str]) -> None:
    entries, problems = read_corrections([Cells(2, cells)], Settings())
    assert len(entries) + len(problems) == 1


def test_every_field_is_a_column_of_its_frame() -> None:
    for field in fields_of(Settings()).values():
        assert not field.frame or not field.column or field.column in {*FRAMES[field.frame].names, "theme"}


def test_words_with_their_stop_do_not_reach_into_the_next_sentence(folder: Path) -> None:
    words = "服务高质量友展。"
    corpus = correct(folder, f",{words},directives,,-,,,")
    assert len(corpus.directives) == len(correct(folder).directives) > 0
    assert "correction_stale" in set(corpus.problems["code"])
