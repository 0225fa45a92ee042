"""metadata.csv, roster.csv, bodies.csv: read as spreadsheets write them, and errors that name file, row and column."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from zhengjian_stats.companions import load_companions
from zhengjian_stats.errors import SettingsError


def put(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder


def test_nothing_there(tmp_path: Path) -> None:
    found = load_companions(tmp_path)
    assert (dict(found.metadata), found.roster, found.bodies) == ({}, None, None)


def test_metadata(tmp_path: Path) -> None:
    text = "path,issued_on,issue_number,n_pages\n2024\\a.txt,2024年3月5日,, 3\n\n./b.txt,,十二,\n"
    found = load_companions(put(tmp_path, "metadata.csv", text)).metadata
    assert {name: (row.line, dict(row.cells)) for name, row in found.items()} == {
        "2024/a.txt": (2, {"issued_on": "2024年3月5日"}),  # blank cells and counted columns say nothing
        "b.txt": (4, {"issue_number": "十二"}),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_as_spreadsheets_write_it(tmp_path: Path, encoding: str, mark: str) -> None:
    text = f"body{mark}alias{mark}until\r\n岚江省史志档案馆{mark}“省馆”{mark}\r\n"
    bodies = load_companions(put(tmp_path, "bodies.csv", text, encoding)).bodies
    assert bodies is not None
    assert bodies.loc[0, ["body", "alias"]].tolist() == ["岚江省史志档案馆", "“省馆”"]
    assert bodies.dtypes.astype(str).to_dict() == {
        "body": "str",
        "alias": "str",
        "since": "datetime64[us]",
        "until": "datetime64[us]",
        "successor": "str",
    }


def test_a_quoted_cell_may_hold_the_mark_and_a_line_break(tmp_path: Path) -> None:
    text = 'path,headline\na.txt,"一，\n二, 三"\nb.txt,四\n'
    found = load_companions(put(tmp_path, "metadata.csv", text)).metadata
    assert found["a.txt"].cells["headline"] == "一，\n二, 三"


def test_roster(tmp_path: Path) -> None:
    text = "name,title,since,until,expected_at\n林清源,主任,2020-01-01,,work_meeting； office_meeting\n沈知行,处长,,2024/3/1,\n"
    roster = load_companions(put(tmp_path, "roster.csv", text)).roster
    assert roster is not None
    assert roster["expected_at"].tolist()[0] == "work_meeting;office_meeting"
    assert roster["until"].tolist() == [pd.NaT, pd.Timestamp("2024-03-01")]
    assert roster["organization"].isna().all()


def test_a_roster_without_rows_has_its_columns(tmp_path: Path) -> None:
    roster = load_companions(put(tmp_path, "roster.csv", "name,title\n")).roster
    assert roster is not None
    assert len(roster) == 0
    assert "aliases" in roster.columns


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("metadata.csv", "", "row 1.*'path' is missing"),
        ("metadata.csv", "path,isued_on\na.txt,\n", "row 1.*'isued_on'; did you mean 'issued_on'"),
        ("metadata.csv", "path,colour\na.txt,\n", "unknown column 'colour'"),
        ("metadata.csv", "path,path\na.txt,\n", "stands there twice"),
        ("metadata.csv", "path,issued_on\na.txt,soon\n", "row 2, column 'issued_on': found 'soon'"),
        ("metadata.csv", "path,issue_number\n\na.txt,third\n", "row 3, column 'issue_number': found 'third'"),
        ("metadata.csv", "path,issue_kind\na.txt,special\n", "'issue_kind'.*regular, supplement, joint"),
        ("metadata.csv", "path,year\na.txt,2024\n./a.txt,2023\n", "row 3: a.txt has a row already, row 2"),
        ("metadata.csv", "path,year\n,2024\n", "row 2, column 'path'"),
        ("metadata.csv", "path,year\na.txt,2024,x\n", "row 2 has more cells"),
        ("metadata.csv", 'path,headline\na.txt,"open\n', "not a table"),
        ("roster.csv", "name,title,since\n林清源,主任,2020-02-30\n", "row 2, column 'since'"),
        ("roster.csv", "name,title,since,until\n林清源,主任,2024-01-01,2023-01-01\n", "column 'until'.*lies before"),
        ("roster.csv", "name,title,expected_at\n林清源,主任,work_meting\n", "did you mean 'work_meeting'"),
        ("roster.csv", "name,title\n,主任\n", "row 2, column 'name'"),
        ("roster.csv", "name,post\n林清源,主任\n", "unknown column 'post'"),
        ("bodies.csv", "body\n省馆\n", "'alias' is missing"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}.*{said}"):
        load_companions(put(tmp_path, name, text))


def test_neither_utf8_nor_gb18030(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_bytes(b"name,title\n\xff\xff\n")
    with pytest.raises(SettingsError, match=r"roster\.csv.*UTF-8"):
        load_companions(tmp_path)


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").mkdir()
    with pytest.raises(SettingsError, match=r"roster\.csv.*cannot be read"):
        load_companions(tmp_path)
