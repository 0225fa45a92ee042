"""A row of a table is a document; what cannot be used is named, never dropped in silence."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest

from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers import read_bytes
from zhengjian_stats.readers.base import RawDocument


def read(data: bytes | str, name: str = "a.csv") -> list[RawDocument]:
    documents = read_bytes(data.encode() if isinstance(data, str) else data, name)
    assert {document.reader for document in documents} == {"table"}
    return documents


def refused(data: bytes | str, name: str = "a.csv") -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    return caught.value


def notes(documents: list[RawDocument]) -> list[tuple[str, str]]:
    return [(note.code, note.place) for document in documents for note in document.notes]


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# --- separated values


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_as_people_save_it(encoding, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows(
        [["标题", "正文", "发布时间", "作者"], ["会议召开", "张三，主持;会议。\n李四\t参加, 并讲话。", "2021年9月3日", "王五"]]
    )
    (document,) = read(out.getvalue().encode(encoding))
    assert document.pages == ("张三，主持;会议。\n李四\t参加, 并讲话。",)
    assert document.fields == {"headline": "会议召开", "issued_on": "2021-09-03"}
    assert (document.place, document.notes) == ("row 2", ())


def test_columns_of_issues_come_along():
    (document,) = read("text,bulletin,issue_number,year,编发单位,issue_kind\n正文,政工简讯,7.0,2020,省地方志办,regular\n")
    assert document.fields == {
        "bulletin": "政工简讯",
        "issue_number": "7",
        "year": "2020",
        "issuing_office": "省地方志办",
        "issue_kind": "regular",
    }


def test_a_blank_cell_says_nothing():
    (document,) = read("text,title,date\n正文,, \n")
    assert (document.fields, document.notes) == ({}, ())


@pytest.mark.parametrize(
    ("heading", "value"),
    [("date", "3/9/2021"), ("date", "44442"), ("issue_number", "七"), ("issue_kind", "加刊"), ("year", "-1")],
)
def test_a_value_that_could_be_anything_is_left_out_with_a_note(heading, value):
    (document,) = read(f"text,{heading}\n正文,{value}\n")
    assert document.fields == {}
    (note,) = document.notes
    assert (note.code, note.place) == ("bad_row", "row 2")
    assert heading in note.message
    assert value in note.message


def test_rows_without_text_and_with_stray_delimiters_are_named():
    documents = read("标题,正文\n甲,文一\n乙,\n丙,文三,又一段\n,\n丁,文四\n")
    assert [document.place for document in documents] == ["row 2", "row 6"]
    assert notes(documents) == [("bad_row", "row 3"), ("bad_row", "row 4")]


def test_many_bad_rows_are_counted_not_listed():
    documents = read("标题,正文\n甲,文一\n" + "乙,\n" * 500)
    assert len(documents[0].notes) == 21
    assert "480 more" in documents[0].notes[-1].message


def test_without_a_column_of_texts_the_columns_are_named():
    error = refused("编号,作者\n1,张三\n")
    assert error.code == "unreadable_file"
    assert "编号、作者" in str(error)


def test_no_row_can_be_used():
    assert refused("标题,正文\n甲,\n乙,\n").code == "bad_row"
    assert refused("标题,正文\n").code == "bad_row"


def test_quotation_marks_that_do_not_pair_are_told():
    documents = read('标题,正文\n甲,"文一\n乙,文二\n')
    assert [code for code, _ in notes(documents)] == ["bad_row"]
    assert "文二" in "".join(documents[0].pages)


def test_texts_longer_than_the_limit_of_the_csv_module():
    limit = csv.field_size_limit()
    long = "会议召开。" * 60_000
    assert read(f"text\n{long}\n")[0].pages == (long,)
    assert csv.field_size_limit() == limit


def test_what_looks_like_a_formula_is_text():
    assert read('text,title\n"=1+1","@SUM(A1)"\n')[0].pages == ("=1+1",)


def test_a_title_above_the_headings_and_excels_own_first_line():
    assert read("2021年稿件汇总,\n标题,正文\n甲,文一\n")[0].place == "row 3"
    assert read("sep=;\n标题;正文\n甲;文一\n")[0].pages == ("文一",)


def test_tags_that_a_crawler_left():
    assert read('text\n"<p>张三&nbsp;主持</p><p>李四参加</p>"\n')[0].pages[0].strip() == "张三\xa0主持\n李四参加"


def test_lossy_bytes_are_noted():
    documents = read("标题,正文\n会议召开,张三主持全体会议。\n".encode("gbk") + b"\xff,\xff\n")
    assert "lossy_decoding" in [code for code, _ in notes(documents)]


# --- JSON lines


def test_json_lines():
    rows = [
        {"id": 1, "title": "会议", "content": ["张三主持。", "李四参加。"], "date": "20210903"},
        {"content": "文二", "extra": {"a": 1}},
    ]
    documents = read("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", "a.jsonl")
    assert [document.pages[0] for document in documents] == ["张三主持。\n李四参加。", "文二"]
    assert documents[0].fields == {"headline": "会议", "issued_on": "2021-09-03"}
    assert [document.place for document in documents] == ["row 1", "row 2"]


def test_broken_lines_are_named_and_the_others_read():
    documents = read('{"text": "文一"}\n{"text": "断\n[1, 2]\n{"text": null}\n{"text": "文五"}\n', "a.jsonl")
    assert [document.place for document in documents] == ["row 1", "row 5"]
    assert notes(documents) == [("bad_row", "row 2"), ("bad_row", "row 3"), ("bad_row", "row 4")]


@pytest.mark.parametrize("text", ["not json", "[1]\n[2]", "[" * 100_000, "1" * 10_000, '{"text": NaN}', '{"text": {}}'])
def test_lines_of_which_none_can_be_used(text):
    assert refused(text, "a.jsonl").code == "bad_row"


def test_half_a_character_does_not_get_through():
    (document,) = read('{"text": "张三\\ud83d主持"}', "a.jsonl")
    assert document.pages[0].encode() == "张三\ufffd主持".encode()


def test_line_separators_inside_a_text_end_no_row():
    assert read('{"text": "张三\u2028主持\x85会议"}', "a.jsonl")[0].pages == ("张三\u2028主持\x85会议",)


# --- workbooks


def test_a_workbook():
    rows = [
        ["标题", "正文", "日期", "期号"],
        ["会议", "张三主持。", dt.datetime(2021, 9, 3), 7],
        [],
        ["二", "文二", "2021/9/4", None],
    ]
    documents = read(workbook(rows), "a.xlsx")
    assert [document.pages[0] for document in documents] == ["张三主持。", "文二"]
    assert documents[0].fields == {"headline": "会议", "issued_on": "2021-09-03", "issue_number": "7"}
    assert [document.place for document in documents] == ["row 2", "row 4"]


def test_several_sheets_with_texts():
    sheets = [["说明"]], [["正文"], ["文一"]], [["正文"], ["文二"]]
    documents = read(workbook(*sheets), "a.xlsx")
    assert [(document.place, document.pages[0]) for document in documents] == [("表2 row 2", "文一"), ("表3 row 2", "文二")]


def test_cells_of_several_lines():
    assert read(workbook([["正文"], ["一_x000D_\n二"]]), "a.xlsx")[0].pages == ("一\n二",)


def test_a_workbook_without_texts():
    error = refused(workbook([["编号", "作者"], [1, "张三"]]), "a.xlsx")
    assert (error.code, "编号、作者" in str(error)) == ("unreadable_file", True)


@pytest.mark.shared
def test_real_articles(shared):
    data = (shared / "corpora" / "local-news.jsonl").read_bytes()
    documents = read(data, "local-news.jsonl")
    assert len(documents) == 912
    assert notes(documents) == []
    assert all(document.fields.keys() == {"headline", "issued_on"} for document in documents)
    assert [document.pages[0] for document in documents] == [json.loads(line)["text"] for line in data.splitlines()]
