"""Building: from files to frames, whatever the files are, however often, by however many children."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhengjian_stats as zj
from test_store import tree
from zhengjian_stats.build.assemble import tables_of
from zhengjian_stats.build.run import built_from_bytes
from zhengjian_stats.errors import SettingsError, UsageError
from zhengjian_stats.frames import TEXTS
from zhengjian_stats.parse.issue import Job
from zhengjian_stats.schema import FRAMES
from zhengjian_stats.settings import Settings
from zhengjian_stats.worker import harvest

MASTHEAD = "云岭方志简报\n\n第{number}期（总第{whole}期）\n\n云岭省地方志办\n\n2024年{month}月8日\n\n"
STORY = "云岭省地方志办召开第{number}次馆务会\n\n{month}月5日，林清源主持召开第{number}次馆务会。{more}\n\n"
COLOPHON = "报：省政府办公厅。\n\n云岭省地方志办综合处\n\n2024年{month}月8日印发\n"

MORE = (
    "会议听取了年度审计情况汇报，研究了库房改造方案。",
    "林清源强调，要抓好安全生产，压实各处责任，月底前把隐患清单报综合处。",
    "沈知行汇报了村志编纂进度，陆远山介绍了数字化加工的差错情况。",
    "会议学习了《地方志工作条例》，讨论了年鉴框架的三处调整。",
    "林清源要求，要把读者服务做细，让群众少跑一趟路。",
)


def issue(number: int, more: str = "") -> str:
    values = {"number": number, "whole": 80 + number, "month": (number - 1) % 12 + 1, "more": more or MORE[number % len(MORE)]}
    return (MASTHEAD + STORY + COLOPHON).format(**values)


def put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    for number in (1, 2, 3):
        put(folder, f"{number}.txt", issue(number))
    return folder


def codes(corpus: zj.Corpus, *columns: str) -> list[Any]:
    found = corpus.problems[["source", "code", *columns]]
    return list(found.itertuples(index=False, name=None))


def assert_same(one: zj.Corpus, other: zj.Corpus) -> None:
    for name in FRAMES:
        pd.testing.assert_frame_equal(one.frames[name], other.frames[name])
    for issue_id in one.issues["issue_id"]:
        assert one.text(issue_id) == other.text(issue_id)
        assert one.raw_offset(issue_id, 5) == other.raw_offset(issue_id, 5)


# -- what is read ------------------------------------------------------------------------------------------------------------


def test_a_folder_becomes_frames(raw: Path) -> None:
    corpus = zj.load_corpus(raw, workers=0)
    assert corpus.issues["issue_number"].tolist() == [1, 2, 3]
    assert corpus.issues["issued_on"].dt.date.astype(str).tolist() == ["2024-01-08", "2024-02-08", "2024-03-08"]
    assert corpus.issues["n_articles"].tolist() == [1, 1, 1]
    assert set(corpus.people["name"]) >= {"林清源"}
    assert sorted(corpus.meetings["held_on"].dt.month) == [1, 2, 3]


def test_spans_and_keys_are_what_they_claim(raw: Path) -> None:
    corpus = zj.load_corpus(raw, workers=0)
    claims = {"attendees": "name", "directives": "text", "formulations": "variant", "citations": "title", "articles": "text"}
    for name, column in claims.items():
        for row in corpus.frames[name].itertuples():
            assert corpus.text(row.issue_id)[row.start : row.end] == getattr(row, column)
    assert corpus.attendees["attendee_id"].str.startswith(tuple(corpus.meetings["meeting_id"])).all()
    assert corpus.articles["article_id"].str.fullmatch(r"i[0-9a-f]{12}-a\d\d").all()
    assert corpus.issues["n_chars"].tolist() == [len("".join(corpus.text(i).split())) for i in corpus.issues["issue_id"]]


def test_a_file_and_a_list_of_files(raw: Path) -> None:
    assert zj.load_corpus(raw / "2.txt", workers=0).issues["source"].tolist() == ["2.txt"]
    assert_same(zj.load_corpus([raw / "3.txt", str(raw / "1.txt"), raw / "2.txt"], workers=0), zj.load_corpus(raw, workers=0))


def test_bad_files_are_rows_and_the_others_are_read(raw: Path) -> None:
    (raw / "empty.txt").write_bytes(b"")
    (raw / "cut.docx").write_bytes(b"PK\x03\x04 cut off")
    (raw / "odd.xyz").write_bytes(b"?")
    (raw / "lies.pdf").write_bytes(b"<html>")
    (raw / "gone.txt").symlink_to(raw / "nowhere")
    corpus = zj.load_corpus(raw)
    assert len(corpus.issues) == 3
    failed = corpus.problems[corpus.problems["severity"] == "error"]
    assert failed["issue_id"].isna().all()
    assert dict(zip(failed["source"], failed["code"], strict=True)) == {
        "empty.txt": "empty_file",
        "cut.docx": "truncated_file",
        "odd.xyz": "unknown_type",
        "lies.pdf": "wrong_suffix",
        "gone.txt": "unreadable_file",
    }


def test_only_bad_files_make_an_empty_corpus(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "")
    corpus = zj.load_corpus(tmp_path, processed=tmp_path / "out", workers=0)
    assert len(corpus.issues) == 0
    assert_same(corpus, zj.read_corpus(tmp_path / "out"))


def test_a_row_of_a_table_is_an_issue_of_one_article(tmp_path: Path) -> None:
    rows = '{"headline": "馆务会", "text": "3月5日，林清源主持召开馆务会。\\n会后合影。", "issued_on": "2024-03-08"}\n'
    put(tmp_path, "crawl.jsonl", rows + rows.replace("3月5日", "3月6日"))
    corpus = zj.load_corpus(tmp_path, workers=0)
    assert corpus.issues["issued_on"].dt.date.astype(str).tolist() == ["2024-03-08"] * 2
    assert corpus.articles["headline"].tolist() == ["馆务会"] * 2
    assert corpus.meetings["held_on"].dt.day.tolist() in ([5, 6], [6, 5])
    assert all(corpus.text(row.issue_id)[row.start : row.end] == row.text for row in corpus.articles.itertuples())


# -- what stands beside ------------------------------------------------------------------------------------------------------


def test_metadata_stands_over_the_masthead_and_says_so(raw: Path) -> None:
    put(raw, "metadata.csv", "path,issued_on,bulletin,print_run\n1.txt,2024-01-20,,60\n")
    corpus = zj.load_corpus(raw, workers=0)
    row = corpus.issues.iloc[0]
    assert (str(row["issued_on"].date()), row["print_run"], row["bulletin"]) == ("2024-01-20", 60, "云岭方志简报")
    (conflict,) = corpus.problems[corpus.problems["code"] == "masthead_conflict"].to_dict("records")
    assert (conflict["issue_id"], conflict["severity"]) == (row["issue_id"], "info")
    assert "2024-01-08" in conflict["message"]
    assert corpus.issues["n_problems"].tolist() == [1, 0, 0]


def test_a_date_from_the_metadata_places_the_events(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "馆务会\n\n12月28日，林清源主持召开馆务会。")
    put(tmp_path, "metadata.csv", "path,issued_on,headline\na.txt,2021-01-05,岁末馆务会\n")
    corpus = zj.load_corpus(tmp_path, workers=0)
    assert corpus.meetings["held_on"].dt.date.astype(str).tolist() == ["2020-12-28"]
    assert corpus.articles["headline"].tolist() == ["岁末馆务会"]
    assert "no_issue_date" not in corpus.problems["code"].tolist()


def test_a_row_that_names_no_file_is_told_with_the_nearest(raw: Path) -> None:
    put(raw, "metadata.csv", "path,year\n1.txt,2024\n4.text,2024\n")
    corpus = zj.load_corpus(raw, workers=0)
    (row,) = corpus.problems[corpus.problems["code"] == "metadata_unmatched"].to_dict("records")
    assert (row["source"], row["row"]) == ("metadata.csv", 3)
    assert "4.text" in row["message"]


def test_rows_of_a_table_are_told_of_in_their_order(raw: Path) -> None:
    put(raw, "metadata.csv", "path,year\n" + "".join(f"2024年第{30 - row}期.txt,2024\n" for row in range(2, 14)))
    problems = zj.load_corpus(raw, workers=0).problems
    assert problems.loc[problems["code"] == "metadata_unmatched", "row"].tolist() == list(range(2, 14))


def test_a_file_alone_does_not_miss_the_others_rows(raw: Path) -> None:
    put(raw, "metadata.csv", "path,year\n1.txt,2024\n2.txt,2024\n")
    assert codes(zj.load_corpus(raw / "2.txt", workers=0)) == []


def test_a_malformed_companion_stops_the_build(raw: Path) -> None:
    put(raw, "roster.csv", "name,titel\n林清源,主任\n")
    with pytest.raises(SettingsError, match="did you mean 'title'"):
        zj.load_corpus(raw, workers=0)


def test_settings_are_those_of_the_folder_unless_given(raw: Path) -> None:
    put(raw.parent, "zhengjian.toml", 'language = "en"\n')
    assert zj.load_corpus(raw, workers=0).language == "en"
    assert zj.load_corpus(raw, workers=0, settings=Settings()).language == "zh"
    put(raw.parent, "other.toml", 'office = "某办"\n')
    assert zj.load_corpus(raw, workers=0, settings=raw.parent / "other.toml").settings.office == "某办"


# -- the same issue twice ----------------------------------------------------------------------------------------------------


def test_a_copy_counts_once(raw: Path) -> None:
    put(raw, "old/1 copy.txt", issue(1))
    corpus = zj.load_corpus(raw, workers=0)
    assert corpus.issues["source"].tolist() == ["1.txt", "2.txt", "3.txt"]
    assert codes(corpus, "issue_id") == [("old/1 copy.txt", "duplicate_issue", corpus.issues["issue_id"].iloc[0])]


def test_the_richer_text_is_kept(raw: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in issue(2).split("\n\n"))
    put(raw, "page.html", f'<html><head><meta charset="utf-8"></head><body>{paragraphs}</body></html>')
    corpus = zj.load_corpus(raw, workers=0)
    assert corpus.issues["source"].tolist() == ["1.txt", "page.html", "3.txt"]
    assert codes(corpus) == [("2.txt", "duplicate_issue")]
    assert set(corpus.terms["article_id"]) == set(corpus.articles["article_id"])


def test_two_issues_of_one_number_are_both_kept(raw: Path) -> None:
    other = issue(2, "陆远山通报了火情处置经过，宣读了新任命的两位处长名单，随后讨论了来年经费。" * 2)
    put(raw, "2b.txt", other.replace("林清源主持召开", "欧阳雪在岚东市调研并主持召开").replace("馆务会", "防汛调度会"))
    corpus = zj.load_corpus(raw, workers=0)
    assert len(corpus.issues) == 4
    assert [code for _, code in codes(corpus)] == ["number_doubled"]


# -- again, and by others ----------------------------------------------------------------------------------------------------


def built(raw: Path, out: Path, **options: Any) -> zj.Corpus:
    return zj.load_corpus(raw, processed=out, **({"workers": 0} | options))


def standing(out: Path) -> dict[str, bytes]:
    """What a reader sees of a store, and its cache: all but the generation before."""
    from zhengjian_stats.store import read_generation

    names = read_generation(out).manifest.part_names() | {"manifest.json"}
    return {name: data for name, data in tree(out).items() if name.startswith("cache/") or Path(name).name in names}


def test_what_was_built_is_read(raw: Path, tmp_path: Path) -> None:
    put(raw, "roster.csv", "name,title\n林清源,主任\n")
    corpus = built(raw, tmp_path / "out", settings=Settings(language="en", office="某办"))
    again = zj.read_corpus(tmp_path / "out")
    assert_same(corpus, again)
    assert again.settings == corpus.settings
    assert again.roster is not None
    assert again.roster["name"].tolist() == ["林清源"]


def test_two_builds_give_the_same_tree(raw: Path, tmp_path: Path) -> None:
    built(raw, tmp_path / "a")
    built(raw, tmp_path / "b", workers=2)
    built([raw / "3.txt", raw / "1.txt", raw / "2.txt"], tmp_path / "c", workers=2)  # type: ignore[arg-type]
    assert tree(tmp_path / "a") == tree(tmp_path / "b") == tree(tmp_path / "c")


def test_an_unchanged_folder_changes_nothing(raw: Path, tmp_path: Path) -> None:
    first = built(raw, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")}
    assert_same(first, built(raw, tmp_path / "out"))
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")} == before


def poison(out: Path) -> None:
    """Change in the cache what the files gave, so that it shows who reads it."""
    for path in (out / "cache").rglob("*.z"):
        text = zlib.decompress(path.read_bytes()).decode()
        path.write_bytes(zlib.compress(text.replace("云岭方志简报", "毒").encode()))
    (out / "manifest.json").unlink()


def test_a_file_that_did_not_change_is_not_read_again(raw: Path, tmp_path: Path) -> None:
    built(raw, tmp_path / "out")
    poison(tmp_path / "out")
    put(raw, "2.txt", issue(2, "会后合影。"))
    found = built(raw, tmp_path / "out").issues.set_index("source")["bulletin"]
    assert found.to_dict() == {"1.txt": "毒", "2.txt": "云岭方志简报", "3.txt": "毒"}


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (lambda raw: Settings(user_words=("馆务会",)), {"1.txt", "2.txt", "3.txt"}),
        (lambda raw: put(raw, "metadata.csv", "path,print_run\n1.txt,9\n"), {"1.txt"}),
        (lambda raw: (raw / "1.txt").rename(raw / "4.txt") and None, {"4.txt"}),
        (lambda raw: Settings(workers=0, time_limit=5, font="x"), set()),
    ],
)
def test_what_a_result_depends_on(raw: Path, tmp_path: Path, change: Any, again: set[str]) -> None:
    built(raw, tmp_path / "out")
    poison(tmp_path / "out")
    settings = change(raw)
    issues = built(raw, tmp_path / "out", settings=settings).issues
    assert set(issues.loc[issues["bulletin"] != "毒", "source"]) == again


def test_a_file_that_vanished_is_forgotten(raw: Path, tmp_path: Path) -> None:
    built(raw, tmp_path / "out")
    (raw / "3.txt").unlink()
    corpus = built(raw, tmp_path / "out")
    assert corpus.issues["source"].tolist() == ["1.txt", "2.txt"]
    assert len(list((tmp_path / "out" / "cache").rglob("*.z"))) == 2


def test_a_file_that_could_not_be_opened_is_tried_again(raw: Path, tmp_path: Path) -> None:
    (raw / "4.txt").symlink_to(tmp_path / "later.txt")
    assert ("4.txt", "unreadable_file") in codes(built(raw, tmp_path / "out"))
    put(tmp_path, "later.txt", issue(4))
    assert built(raw, tmp_path / "out").issues["issue_number"].tolist() == [1, 2, 3, 4]


def test_a_file_that_no_reader_can_use_is_not_tried_again(raw: Path, tmp_path: Path) -> None:
    put(raw, "list.csv", "name,size\na,1\n")
    first = built(raw, tmp_path / "out")
    assert [source for source, _ in codes(first)] == ["list.csv"]
    told: list[int] = []
    assert_same(first, built(raw, tmp_path / "out", progress=lambda done, total: told.append(done)))
    assert told == [4]


def test_a_damaged_store_is_mended_by_building_again(raw: Path, tmp_path: Path) -> None:
    first = built(raw, tmp_path / "out")
    before = standing(tmp_path / "out")
    for path in (tmp_path / "out" / "parts").iterdir():
        path.write_bytes(b"damaged")
    assert_same(first, built(raw, tmp_path / "out"))
    assert standing(tmp_path / "out") == before


def test_the_store_may_lie_in_the_folder(raw: Path) -> None:
    first = built(raw, raw / "processed")
    assert_same(first, built(raw, raw / "processed", settings=Settings(font="x")))


def test_progress_is_told(raw: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    built(raw, tmp_path / "out", progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    told.clear()
    built(raw, tmp_path / "out", progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)


def test_the_sample_is_the_same_by_children(tmp_path: Path) -> None:
    sample = Path(__file__).parent.parent / "data" / "raw"
    shutil.copytree(sample, tmp_path / "raw")
    built(tmp_path / "raw", tmp_path / "a")
    built(tmp_path / "raw", tmp_path / "b", workers=2)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


# -- one text ----------------------------------------------------------------------------------------------------------------


def test_one_text() -> None:
    corpus = zj.parse_text(issue(3))
    assert corpus.issues["issue_number"].tolist() == [3]
    assert corpus.evidence(corpus.attendees)["sentence"].str.contains("林清源").any()


@pytest.mark.parametrize(("text", "options"), [("", {}), (" \n", {}), ("馆务会", {"issued_on": "soon"}), ("\ufeff\u200b", {})])
def test_no_text_or_no_date(text: str, options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        zj.parse_text(text, **options)


@pytest.mark.parametrize("options", [{"workers": -1}, {"settings": "nowhere.toml"}])
def test_options_that_cannot_be(raw: Path, options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        zj.load_corpus(raw, **options)


# -- odd texts ---------------------------------------------------------------------------------------------------------------


def test_numbers_and_characters_that_no_column_can_hold(tmp_path: Path) -> None:
    huge = issue(1).replace("第1期", f"第{'9' * 30}期").replace("总第81期", f"总第{'8' * 30}期")
    put(tmp_path, "huge.txt", huge.replace("共印", "") + f"（共印{'7' * 25}份）\n")
    half = '{"headline": "召开馆务\\ud800会", "text": "3月5日，林清源主持召开馆务会，' + "9" * 25 + '人参加。"}\n'
    put(tmp_path, "half.jsonl", half)
    corpus = zj.load_corpus(tmp_path, workers=0)
    assert corpus.problems.query("severity == 'error'").empty
    assert corpus.issues[["issue_number", "whole_number", "print_run"]].isna().all(axis=None)
    assert "召开馆务\ufffd会" in corpus.articles["headline"].tolist()


PHRASES = "林清源 主任 主持 会议 强调 要 一是 第3期 报： 印发 共印60份 参加： 2月30日 党组书记、主任 《法》 请假 \U00020000"
WORDS = st.sampled_from([*"一二3９年月日，。；：、“”《》（）()\n\n\n \t\f\u3000\ufeff\0#|<>&", *PHRASES.split()])


@given(st.lists(WORDS, max_size=80).map("".join))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_gives_rows_that_a_table_can_hold(text: str) -> None:
    sheets = harvest(f"云岭方志简报\n\n{text}".encode(), Job("a.txt", "0" * 64, fields={"issued_on": "2024-03-08"}))
    assert "reader_failed" not in sheets.get("problems", {}).get("code", ())
    if TEXTS not in sheets:  # more control characters than a text has
        assert sheets["problems"]["code"] == ["wrong_suffix"]
        return
    tables = tables_of(sheets)
    whole = "".join(sheets[TEXTS]["text"])
    for name, column in {"attendees": "name", "citations": "title", "articles": "text", "directives": "text"}.items():
        for row in tables[name].to_pylist() if name in tables else ():
            assert whole[row["start"] : row["end"]] == row[column]


def test_files_that_lie_nowhere_are_read_by_the_settings(tmp_path: Path) -> None:
    text = "馆务会\n\n2025年3月3日，馆长周平主持召开馆务会。会议推动高质量友展，服务高质量友展。\n"
    put(tmp_path, "raw/a.txt", text)
    from_folder = zj.load_corpus(tmp_path / "raw", workers=0).problems["code"]
    assert "suspected_misprint" in set(from_folder)
    assert sorted(built_from_bytes({"a.txt": text.encode()}, Settings()).problems["code"]) == sorted(from_folder)
