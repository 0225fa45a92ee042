"""From files to people: names in part, short names and namesakes in whole bulletins, whatever the order of the files."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zhengjian_stats as zj
from facts import rows
from zhengjian_stats.schema import FRAMES

HEAD = "雾山史志简报\n\n第{number}期（总第{number}期）\n\n雾山市史志馆\n\n2024年{month}月20日\n\n{headline}\n\n"


def bulletin(folder: Path, number: int, *paragraphs: str, headline: str = "雾山市史志馆召开馆务会议") -> Path:
    path = folder / f"{number:02}.txt"
    text = HEAD.format(number=number, month=number, headline=headline) + "\n\n".join(paragraphs) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


FULL = "3月5日，雾山市史志馆召开馆务会议，党组书记、馆长陈远舟主持会议，副馆长吴海安参加会议。"


class TestNamedInPart:
    def read(self, folder: Path) -> zj.Corpus:
        return zj.load_corpus(folder, workers=0)

    def test_the_full_name_before_in_the_article_stands_for_its_part(self, tmp_path: Path) -> None:
        bulletin(tmp_path, 3, FULL, "陈书记强调，各处室要抓紧落实。吴副馆长表示，一定抓好落实。")
        corpus = self.read(tmp_path)
        names = set(corpus.attendees["name"])
        assert names == {"陈远舟", "吴海安"}
        assert rows(corpus.directives, "text", "speaker") == [("各处室要抓紧落实", "陈远舟")]
        assert corpus.directives["person_id"].notna().all()

    @pytest.mark.parametrize("called", ["陈馆长", "远舟馆长"])
    def test_an_earlier_issue_tells_who_it_is(self, tmp_path: Path, called: str) -> None:
        bulletin(tmp_path, 3, FULL)
        bulletin(tmp_path, 4, f"4月5日，雾山市史志馆召开座谈会。{called}主持会议。{called}强调，各处室要抓紧落实。")
        corpus = self.read(tmp_path)
        assert set(corpus.people["name"]) == {"陈远舟", "吴海安"}
        part = corpus.attendees[corpus.attendees["name"] == called.removesuffix("馆长")]
        assert part["title"].tolist() == ["馆长"] * len(part) != []
        assert part["person_id"].nunique() == 1
        assert corpus.directives["person_id"].tolist() == part["person_id"].unique().tolist()
        assert corpus.problems.query("stage == 'resolve'").empty

    def test_a_later_issue_tells_nothing(self, tmp_path: Path) -> None:
        bulletin(tmp_path, 2, "2月5日，雾山市史志馆召开座谈会。陈馆长主持会议。")
        bulletin(tmp_path, 3, FULL)
        corpus = self.read(tmp_path)
        assert corpus.attendees.query("name == '陈'")["person_id"].isna().all()
        assert rows(corpus.problems.query("stage == 'resolve'"), "code") == [("unresolved_person",)]

    def test_the_roster_tells_and_two_who_fit_leave_it_open(self, tmp_path: Path) -> None:
        bulletin(tmp_path, 3, "3月5日，远舟书记到雾山市史志馆调研。远舟书记指出，要修好志书。", headline="远舟书记到馆调研")
        (tmp_path / "roster.csv").write_text("name,organization,title\n郑远舟,雾山市委,书记\n", encoding="utf-8")
        told = self.read(tmp_path)
        assert set(told.attendees["name"]) == {"远舟"}
        assert told.attendees["person_id"].nunique() == 1
        assert told.directives["person_id"].tolist() == told.attendees["person_id"].unique().tolist()
        both = "name,organization,title\n郑远舟,雾山市委,书记\n吴远舟,云岭县委,书记\n"
        (tmp_path / "roster.csv").write_text(both, encoding="utf-8")
        asked = self.read(tmp_path)
        assert asked.attendees["person_id"].isna().all()
        message = asked.problems.query("code == 'unresolved_person'")["message"].iloc[0]
        assert "郑远舟" in message
        assert "吴远舟" in message

    @pytest.mark.parametrize(
        "text",
        [
            "据史书记载，雾山建县甚早。馆长周平主持会议。",
            "3月5日，县委书记到雾山市史志馆调研。",
            "3月5日，雾山市史志馆召开会议，原馆长、驻村书记参加会议。",
        ],
    )
    def test_what_only_looks_like_a_part_of_a_name_is_none(self, tmp_path: Path, text: str) -> None:
        bulletin(tmp_path, 3, text)
        assert set(self.read(tmp_path).attendees.query("not is_group")["name"]) <= {"周平"}

    def test_two_posts_of_one_family_name_are_two_rows(self, tmp_path: Path) -> None:
        bulletin(tmp_path, 3, "3月5日，雾山市史志馆召开馆务会议，陈书记主持会议。", "陈处长汇报工作。")
        assert set(rows(self.read(tmp_path).attendees, "name", "title")) == {("陈", "书记"), ("陈", "处长")}


def test_short_names_of_a_text_are_given_in_full_where_people_are_of_them(tmp_path: Path) -> None:
    text = "3月5日，云岭省数字档案中心（以下简称“数档中心”）召开座谈会，数档中心副主任周平主持会议，馆长陈远舟参加会议。"
    bulletin(tmp_path, 3, text)
    corpus = zj.load_corpus(tmp_path, workers=0)
    assert corpus.attendees.query("name == '周平'")["organization"].unique().tolist() == ["云岭省数字档案中心"]


SENTENCES = (
    "3月5日，雾山市史志馆召开馆务会议，馆长陈远舟主持会议，副馆长王岚参加会议。",
    "3月6日，云岭县档案局召开年鉴工作推进会，云岭县档案局局长王岚主持会议，馆长陈远舟出席会议。",
    "3月5日，雾山市史志馆召开座谈会，雾山市史志馆馆长王岚、云岭县档案局局长王岚出席会议。",
    "3月7日，雾山市史志馆召开全市年鉴工作推进会，陈书记主持会议并讲话，王岚参加会议。",
    "3月7日，雾山市史志馆馆长王岚主持召开全市年鉴工作推进会，远舟馆长作报告。陈馆长要求，各处室要抓紧落实。",
    "2月9日，云岭省史志工作办公室（以下简称“省志办”）召开会议，省志办主任周平主持会议。",
)
CORPORA = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2), min_size=2, max_size=4)
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def by_words(corpus: zj.Corpus) -> dict[tuple[object, ...], object]:
    """Return whom each mention means, by issue and place."""
    found = rows(corpus.attendees, "issue_id", "start", "role", "cue_start", "title", "person_id")
    return {tuple(row[:-1]): row[-1] for row in found if row[-1] is not None}


@QUICK
@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_nothing(tmp_path_factory: pytest.TempPathFactory, texts, shuffler) -> None:
    folder = tmp_path_factory.mktemp("files")
    paths = [bulletin(folder, number, *paragraphs) for number, paragraphs in enumerate(texts, start=3)]
    straight = zj.load_corpus(paths, workers=0)
    shuffler.shuffle(paths)
    mixed = zj.load_corpus(paths, workers=0)
    for name in FRAMES:
        pd.testing.assert_frame_equal(straight.frames[name], mixed.frames[name])


@QUICK
@given(CORPORA, st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2))
def test_one_more_file_merges_nobody(tmp_path_factory: pytest.TempPathFactory, texts, more) -> None:
    folder = tmp_path_factory.mktemp("files")
    for number, paragraphs in enumerate(texts, start=3):
        bulletin(folder, number, *paragraphs)
    before = by_words(zj.load_corpus(folder, workers=0))
    bulletin(folder, 2, *more)
    after = by_words(zj.load_corpus(folder, workers=0))
    both = sorted(before.keys() & after.keys(), key=str)
    assert both or not before
    merged = [(a, b) for a, b in combinations(both, 2) if before[a] != before[b] and after[a] == after[b]]
    assert merged == []
