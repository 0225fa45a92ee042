"""Accuracy on annotated articles, those of others and our own: figures, floors, and no new errors unnoticed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import gold_errors
import zhengjian_stats as zj
from zhengjian_stats.evaluation import Evaluation

#: What must be reached on the articles of others, all parts together; floors only ever rise.
FLOORS = (
    "events=0.95",
    "events.precision=0.95",
    "participants=0.97",
    "participants.precision=0.98",
    "roles=0.94",
    "roles.precision=0.95",
    "rare_roles=0.88",
    "titles=0.97",
    "groups=0.88",
    "dates=0.97",
    "directives=0.92",
    "speakers=0.96",
)
OWN = [path for name, path in gold_errors.gold_sets().items() if name not in gold_errors.SHARED]
SETS = [pytest.param(name, marks=pytest.mark.shared if name in gold_errors.SHARED else ()) for name in gold_errors.gold_sets()]


@pytest.fixture(scope="module")
def shared_gold(shared: Path) -> list[Path]:
    return [shared / "gold" / file for file in gold_errors.SHARED.values()]


@pytest.fixture(scope="module")
def of_others(shared_gold: list[Path]) -> Evaluation:
    return zj.evaluate(shared_gold)


def scored(shared: Path, *gold: Path) -> dict[str, dict[str, float]]:
    """Return the figures of the scorer that lies beside the shared gold."""
    command = [sys.executable, shared / "gold" / "score.py", *gold, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def figures(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    kept = ("precision", "recall", "f1", "right", "gold", "found")
    return {name: {key: row[key] for key in kept} for name, row in evaluation.as_record()["scores"].items()}


@pytest.mark.shared
def test_figures_are_those_of_the_shared_scorer(shared: Path, shared_gold: list[Path], of_others: Evaluation) -> None:
    assert figures(of_others) == scored(shared, *shared_gold)


@pytest.mark.shared
@pytest.mark.skipif(not OWN, reason="there are no articles of our own")
def test_figures_on_our_own_are_those_of_the_shared_scorer(shared: Path) -> None:
    assert figures(zj.evaluate(OWN)) == scored(shared, *OWN)


@pytest.mark.shared
def test_odd_articles_are_read_as_files_in_a_folder_would_be(shared: Path, tmp_path: Path) -> None:
    masthead = "史志工作简报\n第3期\n云岭省史志馆办公室　　2024年3月8日\n\n"
    story = "3月5日，馆长王岚主持召开馆务会，郑小川汇报工作。王岚强调，要抓好消防安全。"
    texts = [
        ("召开馆务会", story, "2024-03-08"),
        ("召开馆务会", story, "2024-03-08"),  # twice the same: the folder keeps one
        ("", story + "周平请假。", None),
        ("  两期合订  ", masthead + story + "\n\n" + masthead.replace("第3期", "第4期") + story, "2024-04-01"),
        ("<b>带标记</b>", "会议由吴海安主持。\f第二页：周平参加。&nbsp;", "2024-03-09"),
        ("繁简", "３月６日下午，周平 主持会议。\r\n吴海安　传达精神。", "2024-03-09"),
    ]
    person = {"name": "王岚", "title": "馆长", "roles": ["chair", "speech"]}
    records = []
    for number, (headline, text, issued_on) in enumerate(texts):
        meetings = [{"name": None, "held_on": "2024-03-05", "participants": [person], "groups": []}] if "王岚" in text else []
        directives = [{"text": "要抓好消防安全", "speaker": "王岚"}] if "消防" in text else []
        records.append({"doc_id": str(number), "issued_on": issued_on, "headline": headline, "text": text})
        records[-1] |= {"meetings": meetings, "directives": directives}
    gold = tmp_path / "odd.jsonl"
    gold.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    evaluation = zj.evaluate(gold)
    assert figures(evaluation) == scored(shared, gold)
    assert len(evaluation.notes) == 1


@pytest.mark.shared
def test_figures_reach_their_floors(of_others: Evaluation) -> None:
    assert of_others.below(FLOORS) == []


@pytest.mark.parametrize("name", SETS)
def test_no_errors_come_or_go_unnoticed(name: str, request: pytest.FixtureRequest) -> None:
    if name in gold_errors.SHARED:
        request.getfixturevalue("shared")
    evaluation = gold_errors.evaluated(gold_errors.gold_sets()[name])
    told = gold_errors.complaints(name, evaluation, gold_errors.recorded().get(name, {}))
    assert not told, "\n".join([*told, f"If all of this is meant, write it down: {gold_errors.UPDATE}"])


@pytest.mark.parametrize("name", SETS)
def test_each_error_that_is_counted_is_listed(name: str, request: pytest.FixtureRequest) -> None:
    if name in gold_errors.SHARED:
        request.getfixturevalue("shared")
    evaluation = gold_errors.evaluated(gold_errors.gold_sets()[name])
    weights = evaluation.errors["kind"].map({"missed": 1, "invented": 1, "wrong": 2})
    listed = weights.groupby(evaluation.errors["measure"]).sum().to_dict()
    assert {measure: listed.get(measure, 0) for measure in gold_errors.MEASURES} == gold_errors.n_errors(evaluation)
    whole = {article.doc_id: article.whole for article in evaluation.articles}
    wanted = evaluation.errors[evaluation.errors["kind"] == "missed"]
    assert [row.sentence for row in wanted.itertuples() if row.sentence not in whole[row.doc_id]] == []


def test_only_sets_that_are_there_are_written_down() -> None:
    assert gold_errors.recorded().keys() == gold_errors.gold_sets().keys()
