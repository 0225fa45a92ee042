"""Evaluation: what is counted, what is told of an error, and what a gold file must be."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import zhengjian_stats as zj
from gold_made import TEXT, article, person, write_gold
from zhengjian_stats.errors import AccuracyError, GoldError, UsageError
from zhengjian_stats.evaluation import MEASURES, Evaluation
from zhengjian_stats.evaluation.facts import gold_facts
from zhengjian_stats.evaluation.gold import read_gold
from zhengjian_stats.messages import say
from zhengjian_stats.schema import ROLES
from zhengjian_stats.settings import Settings

ENGLISH = Settings(language="en")


@pytest.fixture
def judged(tmp_path: Path):
    """Evaluate records."""

    def call(*records: Any, settings: Settings = ENGLISH) -> Evaluation:
        return zj.evaluate(write_gold(tmp_path / "gold.jsonl", records), settings=settings)

    return call


@pytest.fixture
def faults(tmp_path: Path):
    """Return what is told of a file, without the name of its folder."""

    def call(*records: Any, language: str = "en") -> list[str]:
        with pytest.raises(GoldError) as raised:
            read_gold(write_gold(tmp_path / "gold.jsonl", records), language)  # type: ignore[arg-type]
        return [fault.replace(f"{tmp_path}/", "").replace(f"{tmp_path}\\", "") for fault in raised.value.faults]

    return call


def counts(evaluation: Evaluation, measure: str) -> tuple[int, int, int]:
    row = evaluation.as_record()["scores"][measure]
    return row["right"], row["gold"], row["found"]


def told(evaluation: Evaluation, measure: str) -> list[tuple[Any, ...]]:
    rows = [row for row in evaluation.error_records(99) if row["measure"] == measure]
    return [(row["kind"], row["about"], row["gold"], row["found"], row["sentence"]) for row in rows]


def annotated(participants: list[dict[str, Any]] | None = None, **changes: Any) -> dict[str, Any]:
    """Return a record with another meeting than is found."""
    meeting = article()["meetings"][0] | ({} if participants is None else {"participants": participants})
    return article(meetings=[meeting | changes])


FIRST, SECOND, THIRD, FOURTH, FIFTH = (
    "3月5日上午，省史志馆党组书记、馆长王岚主持召开馆务会并讲话，传达全省工作会议精神。",
    "副馆长吴海安汇报年鉴编纂情况，各处室负责同志参加会议。",
    "王岚强调，一是要抓好消防安全，压实各处责任；二是要抓紧年鉴编纂，确保6月底前交稿。",
    "沈知行因事请假。",
    "王岚主持召开馆务会",
)
WANG, WU = person("王岚", "党组书记、馆长", "chair", "relay", "speech"), person("吴海安", "副馆长", "report")
SHEN = person("沈知行", None, "apologies")


# -- what is counted --------------------------------------------------------------------------------------------------------


def test_what_is_annotated_as_it_is_read_is_all_right(judged) -> None:
    evaluation = judged(article())
    assert evaluation.errors.empty
    assert evaluation.scores["f1"].to_list() == [1.0] * len(MEASURES)
    assert {measure: counts(evaluation, measure)[0] for measure in MEASURES} == {
        "events": 1,
        "participants": 3,
        "roles": 5,
        "rare_roles": 3,
        "titles": 2,
        "groups": 1,
        "dates": 1,
        "directives": 2,
        "speakers": 2,
    }


@pytest.mark.parametrize("measure", MEASURES)
def test_an_annotation_is_equal_to_itself(tmp_path: Path, measure: str) -> None:
    gold = read_gold(write_gold(tmp_path / "gold.jsonl", [article()]))[0].articles[0]
    compared = MEASURES[measure](gold_facts(gold), gold_facts(gold))
    assert compared.right == compared.gold == compared.found > 0
    assert compared.differences == []


def test_a_person_who_was_not_annotated_is_invented(judged) -> None:
    evaluation = judged(annotated([WANG, WU]))
    assert counts(evaluation, "participants") == (2, 2, 3)
    assert told(evaluation, "participants") == [("invented", None, None, "沈知行", FOURTH)]
    assert told(evaluation, "rare_roles") == [("invented", "沈知行", None, "apologies", FOURTH)]


def test_a_person_who_was_not_found_is_missed(judged) -> None:
    evaluation = judged(annotated([WANG, WU, SHEN, person("各处", "全省", "present")]))
    assert counts(evaluation, "participants") == (3, 4, 3)
    assert told(evaluation, "participants") == [("missed", None, "各处", None, SECOND)]
    assert told(evaluation, "titles") == [("missed", "各处", "全省", None, SECOND)]


def test_a_role_is_missed_in_the_sentence_that_names_the_act(judged) -> None:
    evaluation = judged(annotated([WANG, person("吴海安", "副馆长", "report", "present"), SHEN]))
    assert counts(evaluation, "roles") == (5, 6, 5)
    assert told(evaluation, "roles") == [("missed", "吴海安", "present", None, SECOND)]
    evaluation = judged(annotated([person("王岚", "党组书记、馆长", "chair", "relay", "speech", "inspect"), WU, SHEN]))
    assert [row[-1] for row in told(evaluation, "roles")] == [FIFTH]  # no sentence says 调研: the first that names her


def test_a_title_may_be_another_one(judged) -> None:
    evaluation = judged(annotated([WANG, person("吴海安", "馆长王岚", "report"), SHEN]))
    assert counts(evaluation, "titles") == (1, 2, 2)
    assert told(evaluation, "titles") == [("wrong", "吴海安", "馆长王岚", "副馆长", SECOND)]


def test_a_title_may_be_found_where_none_is(judged) -> None:
    evaluation = judged(annotated([WANG, person("吴海安", None, "report"), SHEN]))
    assert counts(evaluation, "titles") == (1, 1, 2)
    assert told(evaluation, "titles") == [("invented", "吴海安", None, "副馆长", SECOND)]


def test_groups_and_dates_are_compared(judged) -> None:
    evaluation = judged(annotated(groups=["各处室", "消防安全"], held_on="2024-03-06"))
    assert told(evaluation, "dates") == [
        ("missed", None, "2024-03-06", None, FIFTH),
        ("invented", None, None, "2024-03-05", FIRST),
    ]
    assert counts(evaluation, "groups") == (1, 2, 1)
    assert told(evaluation, "groups") == [("missed", None, "消防安全", None, THIRD)]


def test_demands_and_their_speakers_are_compared(judged) -> None:
    demands = [
        {"text": "要抓好消防安全，压实各处责任", "speaker": "吴海安"},
        {"text": "要抓紧年鉴编纂，确保6月底前交稿", "speaker": None},
    ]
    evaluation = judged(article(directives=[*demands, {"text": "传达全省工作会议精神", "speaker": None}]))
    assert counts(evaluation, "directives") == (2, 3, 2)
    assert told(evaluation, "directives") == [("missed", None, "传达全省工作会议精神", None, FIRST)]
    assert counts(evaluation, "speakers") == (0, 1, 2)
    assert [row[:4] for row in told(evaluation, "speakers")] == [
        ("wrong", "要抓好消防安全，压实各处责任", "吴海安", "王岚"),
        ("invented", "要抓紧年鉴编纂，确保6月底前交稿", None, "王岚"),
    ]


def test_of_several_events_the_one_that_has_no_match_is_told(judged) -> None:
    other = {"held_on": None, "name": "全省工作会议", "participants": []}
    evaluation = judged(article(meetings=[other, *article()["meetings"]]))
    assert counts(evaluation, "events") == (1, 2, 1)
    assert told(evaluation, "events") == [("missed", None, "全省工作会议", None, FIRST)]
    evaluation = judged(article(meetings=[]))
    assert counts(evaluation, "events") == (0, 0, 1)
    assert [row[0] for row in told(evaluation, "events")] == ["invented"]


def test_intervals_are_those_of_wilson_and_missing_where_nothing_was_counted(judged) -> None:
    scores = judged(annotated([WANG, WU])).scores.set_index("measure")
    row = scores.loc["participants", ["precision", "precision_low", "precision_high", "recall_low"]]
    # 2 of 3: z = 1.95996, centre (2/3 + z²/6) / (1 + z²/3) = 0.5729, half width 0.3652
    assert row.to_list() == pytest.approx([2 / 3, 0.2077, 0.9385, 0.3424], abs=1e-4)
    scores = judged(article(meetings=[], directives=[], text="馆舍修缮完工。", headline="完工")).scores
    assert scores["precision"].to_list() == [0.0] * len(MEASURES)
    assert scores["precision_low"].isna().all()


def test_an_article_that_stands_there_twice_is_told(judged) -> None:
    evaluation = judged(article(), article(doc_id="a2"))
    assert counts(evaluation, "events") == (1, 2, 1)
    (note,) = evaluation.notes
    assert "line 2 (a2)" in note
    assert "a1" in note
    assert ".txt" not in note


def test_settings_are_those_of_the_project(tmp_path: Path, judged) -> None:
    (tmp_path / "zhengjian.toml").write_text('language = "en"', encoding="utf-8")
    gold = write_gold(tmp_path / "gold.jsonl", [article()])
    assert "1 articles" in repr(zj.evaluate(gold, settings=tmp_path / "zhengjian.toml"))
    assert "1 篇" in repr(zj.evaluate(gold))


def test_several_files_are_one_evaluation(tmp_path: Path) -> None:
    one = write_gold(tmp_path / "one.jsonl", [article()])
    other = write_gold(tmp_path / "other.jsonl", [annotated([WANG, WU]) | {"doc_id": "a2", "headline": "又一次馆务会"}])
    evaluation = zj.evaluate([one, other])
    assert counts(evaluation, "participants") == (5, 5, 6)
    assert evaluation.errors[["doc_id", "file", "line"]].drop_duplicates().to_numpy().tolist() == [["a2", str(other), 1]]
    assert evaluation.span == ("2024-03-08", "2024-03-08")


def test_the_same_gold_gives_the_same_record_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    gold = write_gold(tmp_path / "gold.jsonl", [article()])
    first, second = (json.dumps(zj.evaluate("gold.jsonl").as_record()) for _ in range(2))
    assert first == second
    assert [path.name for path in tmp_path.iterdir()] == ["gold.jsonl"]
    gold.write_text(gold.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert json.dumps(zj.evaluate(gold).as_record()) != first


# -- floors ------------------------------------------------------------------------------------------------------------------


def test_floors_tell_by_how_much_they_are_missed(judged) -> None:
    evaluation = judged(annotated([WANG, WU]))
    assert evaluation.below(["participants=0.8", "participants.recall=1", "roles=0.5"]) == []
    assert evaluation.below(["participants=0.9", "participants.precision=0.7"]) == [
        "participants is 0.8000, its floor 0.9, 0.1 short",
        "participants.precision is 0.6667, its floor 0.7, 0.033 short",
    ]
    evaluation.require(["participants=0.8"])
    with pytest.raises(AccuracyError, match=r"participants is 0\.8000"):
        evaluation.require(["participants=0.9"])


@pytest.mark.parametrize(
    ("floor", "said"),
    [
        ("participant=0.9", "did you mean participants"),
        ("roles.precison=0.9", r"did you mean roles\.precision"),
        ("roles", "a number from 0 to 1"),
        ("roles=high", "a number from 0 to 1"),
        ("roles=95", "a number from 0 to 1"),
        ("roles=nan", "a number from 0 to 1"),
        ("=0.9", "no such measure"),
    ],
)
def test_a_floor_that_is_none_is_a_wrong_usage(judged, floor: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        judged(article()).below([floor])


# -- gold files ---------------------------------------------------------------------------------------------------------------


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in article().items() if key != name}


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ("{", "not JSON (at character 2: Expecting property name enclosed in double quotes); a line must be one whole record"),
        ("[]", "should be an object {…} with the fields doc_id, headline, text and so on"),
        ("[" * 100_000, "not JSON"),
        (without("doc_id"), "the field 'doc_id' is missing"),
        (without("meetings"), "the field 'meetings' is missing"),
        (without("issued_on") | {"issued_no": None}, "the field 'issued_on' is missing (found 'issued_no')"),
        (article(text=None), "the field 'text' is missing"),
        (article(text=" "), "text: must not be blank"),
        (article(headline=3), "headline: should be a text, found 3"),
        (article(issued_on="2024-3-8"), "issued_on: should be a date such as 2024-03-05, found 2024-3-8"),
        (article(issued_on=20240308), "issued_on: should be a date such as 2024-03-05, found 20240308"),
        (article(meetings={}), "meetings: should be a list […], found {}"),
        (
            article(meetings=["馆务会"]),
            "meetings[0]: should be an object {…} with the fields held_on, name, participants, groups",
        ),
        (annotated(name="常务会"), "meetings[0].name: “常务会” does not stand in the article; copy it from headline or text"),
        (annotated(held_on="20240305"), "meetings[0].held_on: should be a date such as 2024-03-05, found 20240305"),
        (annotated([WANG | {"name": "王 岚"}]), "meetings[0].participants[0].name: “王 岚” does not stand in the article"),
        (annotated([WANG, WU | {"title": "处长"}]), "meetings[0].participants[1].title: “处长” does not stand"),
        (annotated([WANG | {"roles": []}]), "meetings[0].participants[0].roles: at least one role is needed"),
        (annotated([WANG | {"roles": "chair"}]), "meetings[0].participants[0].roles: should be a list […], found chair"),
        (
            annotated([WANG | {"roles": ["chairs"]}]),
            "meetings[0].participants[0].roles[0]: there is no role chairs; did you mean chair? (there are chair, speech",
        ),
        (annotated([WANG | {"roles": [{}]}]), "meetings[0].participants[0].roles[0]: there is no role {}"),
        (annotated(groups=[{"text": "处长们"}]), "meetings[0].groups[0].text: “处长们” does not stand in the article"),
        (annotated(groups=[{"text": "各处", "role": "guest"}]), "meetings[0].groups[0].role: there is no role guest"),
        (article(directives=[{"speaker": None}]), "directives[0]: the field 'text' is missing"),
        (article(directives=[{"text": ""}]), "directives[0].text: must not be blank"),
        (article(directives=[{"text": "散会", "speaker": "王岚"}]), "directives[0].text: “散会” does not stand"),
        (json.dumps(article(text="\ud800")), "text: holds half a character (such as \\ud800)"),
    ],
)
def test_a_fault_names_file_line_and_field(faults, record: Any, fault: str) -> None:
    told = faults("", article(doc_id="fine"), record)
    assert len([one for one in told if one.startswith(f"gold.jsonl, line 3: {fault}")]) == 1, told


def test_all_faults_of_a_file_are_told_at_once(faults) -> None:
    told = faults(article(), "{", article(), article(doc_id="a3", issued_on="gestern", text=""))
    assert [one.split(":")[0].split()[-1] for one in told] == ["2", *["4"] * (len(told) - 2), "3"]
    assert [one.split(": ")[1] for one in told[1:3]] == ["issued_on", "text"]
    assert told[-1].endswith("the doc_id a1 stands in gold.jsonl, line 1, already; each article needs its own")


def test_faults_are_told_in_chinese(faults) -> None:
    assert faults(without("text") | {"meetings": [], "directives": []}, language="zh") == ["gold.jsonl 第1行：缺字段 text"]


def test_a_file_that_cannot_be_read_or_is_empty_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"\n\n")
    (tmp_path / "gbk.jsonl").write_bytes(json.dumps(article(), ensure_ascii=False).encode("gbk"))
    paths = [tmp_path / name for name in ("missing.jsonl", "empty.jsonl", "gbk.jsonl")]
    with pytest.raises(GoldError, match=r"3 fault\(s\)") as raised:
        read_gold(paths, "en")
    assert all(
        part in fault for part, fault in zip(("cannot be read", "no article", "UTF-8"), raised.value.faults, strict=True)
    )
    with pytest.raises(GoldError, match="no gold file"):
        read_gold([], "en")


def test_what_editors_and_people_add_to_a_file_does_no_harm(tmp_path: Path) -> None:
    record = article(style="office", note="第二次核对", text=TEXT + "\u2028附注\x85")
    lines = json.dumps(record, ensure_ascii=False).encode()
    (tmp_path / "gold.jsonl").write_bytes(b"\xef\xbb\xbf" + lines + b"\r\n\r\n")
    (file,) = read_gold(tmp_path / "gold.jsonl")
    assert [(one.doc_id, one.line) for one in file.articles] == [("a1", 1)]


# -- the page that explains it ------------------------------------------------------------------------------------------------

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "accuracy.md").read_text(encoding="utf-8")


def test_the_example_of_the_documentation_is_a_gold_record_and_read_as_annotated(judged) -> None:
    record = json.loads(re.findall(r"^```json\n(.*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)[0])
    assert judged(record).errors.empty


def test_the_documentation_explains_every_role_and_measure() -> None:
    table = dict(re.findall(r"^\| `(\w+)` \| (\S+) \| \S", PAGE, flags=re.MULTILINE))
    assert table == {role: say(f"common.role_{role}", "zh") for role in ROLES}
    assert [measure for measure in MEASURES if f"`{measure}`" not in PAGE] == []
