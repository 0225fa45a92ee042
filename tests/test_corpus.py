"""The corpus: frames by attribute, texts, evidence, selections, and how it shows itself."""

from __future__ import annotations

import datetime as dt
import pickle
from html.parser import HTMLParser
from typing import Literal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from synthetic import Builder, serial
from zhengjian_stats.corpus import Corpus
from zhengjian_stats.corpus.evidence import sentence_around
from zhengjian_stats.errors import FrameError, UsageError
from zhengjian_stats.schema import FRAMES, PROBLEM_CODES, empty_frame, frame_of
from zhengjian_stats.settings import Settings

BODY = "3月5日，林清源主持召开馆务会。林清源强调，要抓好安全生产。\n会议学习了《档案法》。"


def builder() -> Builder:
    made = Builder()
    issue = made.issue("2024-03-08")
    article = made.article(issue, BODY, "馆务会")
    offset = made.texts[issue].index(BODY)

    def span(words: str) -> dict[str, int]:
        return {"start": offset + BODY.index(words), "end": offset + BODY.index(words) + len(words)}

    meeting = made.meeting(article, "2024-03-05", name="馆务会", **span("馆务会"))
    made.attend(meeting, "林清源", "chair", **span("林清源"))
    made.directive(article, "要抓好安全生产", ["safety"], **span("要抓好安全生产"))
    made.rows["directive_themes"][0] |= span("安全生产")
    made.issue("2024-04-08", bulletin="情况通报", issue_kind="supplement", issuing_office="数据中心")
    return made


@pytest.fixture
def corpus() -> Corpus:
    made = builder()
    return Corpus.from_frames(texts=made.texts, **made.frames())


# -- frames ------------------------------------------------------------------------------------------------------------------


def test_an_attribute_for_every_frame(corpus: Corpus) -> None:
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(corpus, name), corpus.frames[name])
    assert list(corpus.frames) == list(FRAMES)


def test_what_is_handed_out_can_be_changed_without_changing_the_corpus(corpus: Corpus) -> None:
    mine = corpus.issues
    mine["bulletin"] = "changed"
    mine.loc[0, "year"] = 1
    assert corpus.issues["bulletin"].tolist() == ["云岭方志简报", "情况通报"]
    assert corpus.issues["year"].tolist() == [2024, 2024]


def test_frames_that_are_not_given_are_empty() -> None:
    corpus = Corpus.from_frames()
    assert {name: list(corpus.frames[name].columns) for name in FRAMES} == {n: list(s.names) for n, s in FRAMES.items()}
    assert sum(map(len, corpus.frames.values())) == 0


def test_an_unknown_frame_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'attendees'"):
        Corpus.from_frames(attendes=empty_frame("attendees"))
    with pytest.raises(UsageError, match="did you mean 'people'"):
        Corpus.from_frames().frame("peoples")
    with pytest.raises(KeyError):
        Corpus.from_frames().frames["peoples"]


@pytest.mark.parametrize(
    ("broken", "match"),
    [
        (lambda frame: frame.drop(columns="role"), "lacks the column.* role"),
        (lambda frame: frame.assign(role="boss"), "role"),
        (lambda frame: frame.assign(start="a"), "start"),
        (lambda frame: frame.assign(attendee_id="same").loc[[0, 0]], "attendee_id|the key"),
    ],
)
def test_a_broken_frame_is_told(broken: object, match: str) -> None:
    with pytest.raises(FrameError, match=match):
        Corpus.from_frames(attendees=broken(builder().frames()["attendees"]))  # type: ignore[operator]


def test_rows_may_come_in_any_order() -> None:
    frame = builder().frames()["issues"]
    pd.testing.assert_frame_equal(Corpus.from_frames(issues=frame[::-1]).issues, frame)


# -- texts -------------------------------------------------------------------------------------------------------------------


def test_text(corpus: Corpus) -> None:
    assert BODY in corpus.text("i0001")
    with pytest.raises(UsageError, match="did you mean 'i0001'"):
        corpus.text("i001")


def test_raw_offset(corpus: Corpus) -> None:
    assert corpus.raw_offset("i0001", 3) == 3
    with pytest.raises(UsageError, match="lies outside"):
        corpus.raw_offset("i0001", 10_000)


# -- evidence ----------------------------------------------------------------------------------------------------------------


def marked(found: pd.DataFrame) -> list[str]:
    return [row.sentence[row.mark_start : row.mark_end] for row in found.itertuples()]


def test_evidence_of_rows(corpus: Corpus) -> None:
    found = corpus.evidence(corpus.attendees)
    row = found.iloc[0]
    assert row["row_id"] == corpus.attendees["attendee_id"].iloc[0]
    assert row["sentence"] == "3月5日，林清源主持召开馆务会。"
    assert marked(found) == ["林清源"]
    assert (row["headline"], row["bulletin"], row["issue_number"], row["source"]) == ("馆务会", "云岭方志简报", 1, "0001.txt")
    assert row["issued_on"] == pd.Timestamp("2024-03-08")
    text = corpus.text(row["issue_id"])
    assert text[row["sentence_start"] :].startswith(row["sentence"])


def test_evidence_of_a_theme_marks_the_term(corpus: Corpus) -> None:
    found = corpus.evidence(corpus.directive_themes)
    assert marked(found) == ["安全生产"]
    assert found["sentence"].tolist() == ["林清源强调，要抓好安全生产。"]


def test_evidence_of_an_article_is_its_opening(corpus: Corpus) -> None:
    assert corpus.evidence(corpus.articles)["sentence"].tolist() == ["3月5日，林清源主持召开馆务会。"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: "i0001-a01-m1-p01",
        lambda c: ["i0001-a01-m1-p01"],
        lambda c: c.attendees["attendee_id"],
        lambda c: c.attendees.iloc[0],
        lambda c: c.people,
        lambda c: c.posts,
        lambda c: "p-林清源",
        lambda c: pd.DataFrame({"share": [0.5], "evidence_ids": ["i0001-a01-m1-p01;"]}),
        lambda c: pd.DataFrame({"share": [0.5], "evidence_ids": [["i0001-a01-m1-p01"]]}),
    ],
)
def test_many_ways_to_ask_for_one_row(corpus: Corpus, ask: object) -> None:
    found = corpus.evidence(ask(corpus))  # type: ignore[operator]
    assert marked(found) == ["林清源"]
    assert found["row_id"].tolist() == ["i0001-a01-m1-p01"]


def test_evidence_of_ids_keeps_their_order(corpus: Corpus) -> None:
    ids = ["i0001-a01-d01", "i0001-a01-m1-p01", "i0001-a01-d01"]
    assert corpus.evidence(ids)["row_id"].tolist() == ids


def test_evidence_of_an_issue_has_no_sentence(corpus: Corpus) -> None:
    found = corpus.evidence(corpus.issues)
    assert found["bulletin"].tolist() == ["云岭方志简报", "情况通报"]
    assert found["sentence"].isna().all()


@pytest.mark.parametrize("nothing", [[], empty_frame("attendees"), empty_frame("problems"), empty_frame("people")])
def test_no_rows_give_no_evidence(corpus: Corpus, nothing: object) -> None:
    found = corpus.evidence(nothing)
    assert found.dtypes.astype(str).to_dict() == corpus.evidence(corpus.attendees).dtypes.astype(str).to_dict()
    assert len(found) == 0


def test_rows_without_a_key_and_unknown_ids_are_told(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="none of the keys"):
        corpus.evidence(pd.DataFrame({"n": [1]}))
    with pytest.raises(UsageError, match="there is no row 'x'"):
        corpus.evidence("x")
    with pytest.raises(UsageError, match="there is no meeting_id 'i0001-a01-m2'; did you mean 'i0001-a01-m1'"):
        corpus.evidence(pd.DataFrame({"meeting_id": ["i0001-a01-m2"]}))


def test_days_in_columns_called_start_are_no_offsets(corpus: Corpus) -> None:
    day = pd.Timestamp("2024-01-01")
    asked = pd.DataFrame({"meeting_id": ["i0001-a01-m1"], "start": [day], "end": [day]})
    assert marked(corpus.evidence(asked)) == ["馆务会"]


def test_problems_of_no_issue_have_a_row_without_sentence() -> None:
    row = {"problem_id": "q1", "source": "a.pdf", "stage": "read", "code": "empty_file", "severity": "error", "message": "-"}
    found = Corpus.from_frames(problems=frame_of("problems", [row]))
    assert found.evidence(found.problems)["row_id"].tolist() == ["q1"]


@given(st.text(alphabet="甲乙。！”\n ", max_size=30), st.data())
@examples(max_examples=200)
def test_a_sentence_holds_its_words_and_is_cut_at_full_stops(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, finish = sentence_around(text, start, end)
    assert begin <= start
    assert end <= finish <= len(text)
    assert "。" not in text[begin:start].rstrip("”")
    assert begin == 0 or text[begin - 1] in "。！”\n "
    assert finish == len(text) or finish == end or text[finish] == "\n" or text[finish - 1] in "。！”"


# -- selections --------------------------------------------------------------------------------------------------------------


def whole() -> Corpus:
    made = serial(24)
    return Corpus.from_frames(texts=made.texts, **made.frames())


def test_a_selection_cuts_every_frame_alike() -> None:
    corpus = whole()
    part = corpus.select(since="2023-07", until="2023-09")
    issues = set(part.issues["issue_id"])
    assert part.issues["issued_on"].between("2023-07-01", "2023-09-30").all()
    assert 0 < len(issues) < 24
    for name in ("articles", "meetings", "attendees", "directives", "formulations"):
        assert set(part.frames[name]["issue_id"]) <= issues
        assert len(part.frames[name]) == corpus.frames[name]["issue_id"].isin(issues).sum() > 0
    assert set(part.terms["article_id"]) <= set(part.articles["article_id"])
    assert set(part.directive_themes["directive_id"]) <= set(part.directives["directive_id"])
    assert part.text(min(issues)) == corpus.text(min(issues))
    with pytest.raises(UsageError):
        part.text(min(set(corpus.issues["issue_id"]) - issues))


def test_people_of_a_selection_are_counted_anew() -> None:
    part = whole().select(since="2023-07", until="2023-09")
    attended = part.attendees[part.attendees["attended"] & part.attendees["person_id"].notna()]
    days = attended.merge(part.meetings[["meeting_id", "event_id", "held_on"]], on="meeting_id")
    expected = days.groupby("person_id")["event_id"].nunique()
    people = part.people.set_index("person_id")
    assert people["n_events"].to_dict() == expected.reindex(people.index).fillna(0).astype(int).to_dict()
    assert people["first_seen_on"].dropna().min() >= pd.Timestamp("2023-06-01")
    assert set(part.posts["person_id"]) <= set(people.index)


def test_a_selection_of_everything_is_everything() -> None:
    corpus = whole()
    for name in FRAMES:
        if name not in ("people", "posts"):
            pd.testing.assert_frame_equal(corpus.select().frames[name], corpus.frames[name])


@pytest.mark.parametrize(
    ("asked", "n"),
    [
        ({"bulletin": "情况通报"}, 1),
        ({"bulletin": ["情况通报", "云岭方志简报"]}, 2),
        ({"bulletin": []}, 0),
        ({"office": "数据中心"}, 1),
        ({"kind": "regular"}, 1),
        ({"kind": ["regular", "supplement"]}, 2),
        ({"bulletin": "没有的"}, 0),
        ({"since": "2024-03-08", "until": dt.date(2024, 3, 8)}, 1),
        ({"until": "2024"}, 2),
        ({"since": pd.Timestamp("2024-03-09")}, 1),
    ],
)
def test_what_can_be_selected(corpus: Corpus, asked: dict[str, object], n: int) -> None:
    assert len(corpus.select(**asked).issues) == n  # type: ignore[arg-type]


@pytest.mark.parametrize("day", ["soon", "2024-13", "2024-02-30", "0000-01-01", ""])
def test_what_is_no_day_is_told(corpus: Corpus, day: str) -> None:
    with pytest.raises(UsageError, match="is not a day"):
        corpus.select(since=day)


def test_an_unknown_kind_is_told(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="did you mean 'supplement'"):
        corpus.select(kind="supplements")


def test_problems_of_no_issue_stay_in_every_selection() -> None:
    made = builder()
    usual = {"stage": "read", "code": "empty_file", "severity": "error", "message": "-"}
    problems = [usual | {"problem_id": "q1", "source": "a"}, usual | {"problem_id": "q2", "issue_id": "i0001"}]
    frames = made.frames() | {"problems": frame_of("problems", problems)}
    part = Corpus.from_frames(**frames).select(since="2024-04")
    assert part.problems["problem_id"].tolist() == ["q1"]


# -- showing itself ----------------------------------------------------------------------------------------------------------


class Shown(HTMLParser):
    """Text and tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_a_line(corpus: Corpus) -> None:
    assert repr(corpus).startswith("<Corpus: 2 期 · 1 篇 · 1 次会议活动 · 1 人次 · 1 条要求")
    assert "2024-03-08 – 2024-04-08" in repr(corpus)
    assert repr(Corpus.from_frames()).endswith("无印发日期>")


def test_a_page_escapes_what_a_file_says() -> None:
    made = builder()
    evil = "<script>alert(1)</script>"
    row = {"problem_id": "q1", "issue_id": "i0001", "stage": "check", "code": "number_gap", "severity": "warning"}
    frames = made.frames() | {"problems": frame_of("problems", [row | {"message": evil, "source": evil}])}
    page = Shown(Corpus.from_frames(**frames)._repr_html_())
    assert "script" not in page.tags
    assert evil in page.words


def test_a_page_speaks_both_languages(corpus: Corpus) -> None:
    english = Corpus(corpus._source, Settings(language="en"))
    assert "Numbering" in Shown(english._repr_html_()).words
    assert "期号" in Shown(corpus._repr_html_()).words


def test_a_corpus_can_be_sent_to_another_process(corpus: Corpus) -> None:
    again = pickle.loads(pickle.dumps(corpus))
    pd.testing.assert_frame_equal(again.attendees, corpus.attendees)
    assert again.text("i0001") == corpus.text("i0001")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_frame_and_every_problem_can_be_shown(language: Literal["zh", "en"]) -> None:
    usual = {"stage": "check", "severity": "warning", "message": "-"}
    problems = frame_of("problems", [usual | {"problem_id": code, "code": code} for code in PROBLEM_CODES])
    shown = Corpus(Corpus.from_frames(problems=problems)._source, Settings(language=language))
    assert Shown(shown._repr_html_()).tags.count("tr") == len(FRAMES) + len(PROBLEM_CODES)


def test_a_word_found_in_an_article_leads_to_its_own_sentence() -> None:
    import zhengjian_stats as zj
    from zhengjian_stats.analysis import topic_occurrences

    corpus = zj.parse_text("馆里召开工作会议\n\n3月5日，馆里召开会议。会议强调，要守住库房安全。\n", issued_on="2024-03-08")
    rows = topic_occurrences(corpus, topics={"safety": ["库房安全"]})
    found = corpus.evidence(rows)
    marked = [row.sentence[row.mark_start : row.mark_end] for row in found.itertuples()]
    assert (list(rows["term"]), marked) == (["库房安全"], ["库房安全"])
