"""``zhengjian evaluate``: its table in both languages, errors, exit codes, and what is kept in a project."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

import zhengjian_stats as zj
from gold_made import article, write_gold
from test_cli import Said
from tiny import write_project
from zhengjian_stats.cli import run
from zhengjian_stats.errors import StoreError
from zhengjian_stats.evaluation import MEASURES
from zhengjian_stats.store import read_accuracy, read_generation

KEPT = Path("data/processed/accuracy.json")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZHENGJIAN_LANG", "ZHENGJIAN_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no project, with gold; we stand in it."""
    monkeypatch.chdir(tmp_path)
    record = article(doc_id="a2", headline="又一次馆务会")
    record["meetings"][0]["participants"].pop()
    record["meetings"][0]["participants"][1]["title"] = "汇报"
    write_gold(tmp_path / "gold.jsonl", [article(), record])
    return tmp_path


@pytest.fixture
def zhengjian(capsys: pytest.CaptureFixture[str]):
    def call(*arguments: str) -> Said:
        capsys.readouterr()
        return Said(run(["evaluate", *arguments]), capsys.readouterr())

    return call


def width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


@pytest.mark.parametrize(("lang", "head"), [("zh", "指标"), ("en", "measure")])
def test_the_table_has_a_row_a_measure_and_its_columns_line_up(zhengjian, folder: Path, lang: str, head: str) -> None:
    said = zhengjian("gold.jsonl", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    about, blank, *table = said.out.splitlines()
    assert (about.split()[0], blank) == ("2", "")
    assert table[0].startswith(head)
    assert [line.split()[0] for line in table[1:]] == list(MEASURES)
    assert len({width(line) for line in table}) == 1
    assert len({width(line[: line.rindex("]") + 1]) for line in table[1:]}) == 1
    assert table[2].split()[-4:] == ["0.909", "5", "5", "6"]


def test_figures_are_those_of_the_library(zhengjian, folder: Path) -> None:
    said = zhengjian("gold.jsonl", "--json", "--errors", "1")
    record = json.loads(said.out)
    evaluation = zj.evaluate("gold.jsonl")
    assert {key: record[key] for key in evaluation.as_record()} == evaluation.as_record()
    assert record["scores"]["participants"]["precision"] == 5 / 6
    assert record["errors"] == evaluation.error_records(1)
    assert record["below"] == []


def test_errors_are_listed_with_their_sentences(zhengjian, folder: Path) -> None:
    lines = zhengjian("gold.jsonl", "--errors", "1").out.splitlines()
    at = lines.index("participants 参会人：1 处不符")
    assert lines[at + 1 : at + 3] == ["  a2  误增  沈知行", "      沈知行因事请假。"]
    assert "  a2  误增  沈知行：请假" in lines
    assert "  a2  有误  吴海安：标注“汇报”，读出“副馆长”" in lines
    lines = zhengjian("gold.jsonl", "--errors", "1", "--lang", "en").out.splitlines()
    assert "  a2  invented  沈知行: apologies" in lines
    assert "  a2  wrong  吴海安: annotated “汇报”, found “副馆长”" in lines


def test_more_errors_than_asked_for_are_counted(zhengjian, folder: Path) -> None:
    record = article(directives=[])
    write_gold(folder / "gold.jsonl", [record])
    out = zhengjian("gold.jsonl", "--errors", "1").out
    assert "directives 要求：2 处不符，列出前 1 处" in out
    assert out.count("误增") == 1


def test_nothing_to_count_is_no_figure(zhengjian, folder: Path) -> None:
    write_gold(folder / "gold.jsonl", [article(headline="完工", text="馆舍修缮完工。", meetings=[], directives=[])])
    rows = zhengjian("gold.jsonl").out.splitlines()[3:]
    assert [row.split()[2:] for row in rows] == [["-"] * 5 + ["0"] * 3] * len(MEASURES)


def test_a_missed_floor_is_exit_code_5(zhengjian, folder: Path) -> None:
    said = zhengjian("gold.jsonl", "--min", "participants=0.9", "--min", "participants.precision=0.9", "--min", "events=1")
    assert said.code == 5
    assert said.err == "错误：低于下限：participants.precision 为 0.8333，下限 0.9，差 0.067\n"
    assert "participants" in said.out
    said = zhengjian("gold.jsonl", "--min", "participants.precision=0.9", "--json", "--lang", "en")
    assert (said.code, json.loads(said.out)["below"]) == (
        5,
        ["participants.precision is 0.8333, its floor 0.9, 0.067 short"],
    )


@pytest.mark.parametrize(
    ("arguments", "said_zh", "said_en"),
    [
        (["--min", "participant=0.9"], "没有这项指标，是否指 participants？", "did you mean participants?"),
        (["--min", "roles=95"], "0 到 1 之间", "from 0 to 1"),
        (["--errors", "-1"], "--errors", "--errors"),
        (["nowhere.jsonl"], "nowhere.jsonl：无法读取", "nowhere.jsonl: cannot be read"),
    ],
)
def test_a_slip_is_exit_code_2(zhengjian, folder: Path, arguments: list[str], said_zh: str, said_en: str) -> None:
    for lang, expected in (("zh", said_zh), ("en", said_en)):
        said = zhengjian("gold.jsonl", *arguments, "--lang", lang)
        assert (said.code, said.out) == (2, "")
        assert expected in said.err
        assert "Traceback" not in said.err


def test_without_a_file_it_is_told_what_is_missing(zhengjian, folder: Path) -> None:
    said = zhengjian()
    assert said.code == 2
    assert "GOLD.jsonl" in said.err


def test_faults_of_a_gold_file_are_listed_up_to_a_number(zhengjian, folder: Path) -> None:
    write_gold(folder / "gold.jsonl", [article(doc_id=str(n), issued_on="x") for n in range(23)])
    said = zhengjian("gold.jsonl")
    assert said.code == 2
    first, *faults, last = said.err.splitlines()
    assert first == "错误：标注文件有 23 处错误，请改好后重试"
    assert faults[:2] == [f"  gold.jsonl 第{n}行：issued_on: 应为 2024-03-05 这样的日期，而是 x" for n in (1, 2)]
    assert (len(faults), last) == (20, "  ……另有 3 处")


def test_an_article_that_could_not_be_read_is_told(zhengjian, folder: Path) -> None:
    write_gold(folder / "gold.jsonl", [article(), article(doc_id="a2")])
    said = zhengjian("gold.jsonl")
    assert said.code == 0
    assert "第2行（a2）未能读入" in said.err


def test_no_control_characters_come_through(zhengjian, folder: Path) -> None:
    write_gold(folder / "gold.jsonl", [article(doc_id="a\x1b[31m1", meetings=[])])
    assert "\x1b" not in zhengjian("gold.jsonl", "--errors", "5").out


# -- what is kept -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(folder: Path) -> Path:
    write_project(folder)
    return folder


def test_outside_of_a_project_nothing_is_kept(zhengjian, folder: Path) -> None:
    zhengjian("gold.jsonl")
    assert [path.name for path in folder.iterdir()] == ["gold.jsonl"]


def test_a_project_keeps_the_figures_of_the_last_evaluation(zhengjian, project: Path) -> None:
    assert read_accuracy(KEPT.parent) is None
    said = zhengjian("gold.jsonl", "--min", "participants.precision=0.9")
    assert said.code == 5
    assert "结果已存入 data/processed/accuracy.json" in said.err
    kept = read_accuracy(KEPT.parent)
    assert kept == zj.evaluate("gold.jsonl").as_record()
    assert kept["gold"] == [{"file": "gold.jsonl", "sha256": kept["gold"][0]["sha256"], "n_articles": 2}]
    assert (kept["since"], kept["until"]) == ("2024-03-08", "2024-03-08")
    first = KEPT.read_bytes()
    zhengjian("gold.jsonl")
    assert KEPT.read_bytes() == first


def test_a_project_keeps_nothing_on_wish(zhengjian, project: Path) -> None:
    said = zhengjian("gold.jsonl", "--no-save")
    assert (said.code, said.err) == (0, "")
    assert not KEPT.exists()


def test_a_build_leaves_the_figures_alone_and_they_the_build(zhengjian, project: Path) -> None:
    zhengjian("gold.jsonl")
    kept = KEPT.read_bytes()
    assert run(["build", "--workers", "0"]) == 0
    (project / "data" / "raw" / "new.txt").write_text("召开馆务会\n\n8月5日，王岚主持召开馆务会。", encoding="utf-8")
    assert run(["build", "--workers", "0"]) == 0
    assert KEPT.read_bytes() == kept
    standing = read_generation("data/processed")
    zhengjian("gold.jsonl")
    assert read_generation("data/processed").manifest == standing.manifest
    assert read_accuracy(KEPT.parent)["rules"] == standing.manifest.rules


def test_kept_figures_that_are_damaged_are_told(project: Path) -> None:
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    for damaged in (b"{", b"[]", b"\xff"):
        KEPT.write_bytes(damaged)
        with pytest.raises(StoreError, match=r"accuracy\.json"):
            read_accuracy(KEPT.parent)
