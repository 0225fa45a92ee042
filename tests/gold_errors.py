"""How many errors each set of annotated articles has, against what was written down: no change may make more of them unnoticed.

``python tests/gold_errors.py --write`` writes ``tests/gold/errors.toml`` anew; the commit then shows what got better or worse.
Of the articles of others (``shared_…``) there are numbers only; of our own the errors themselves are written down.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import zhengjian_stats as zj
from real_texts import shared_folder
from zhengjian_stats.evaluation import MEASURES, Evaluation

HERE = Path(__file__).resolve().parent
OWN = HERE / "gold"
RECORD = OWN / "errors.toml"
SHARED = {"shared_dev": "dev.jsonl", "shared_none": "dev_none.jsonl"}
UPDATE = "python tests/gold_errors.py --write"

HEAD = f"""\
# Errors on annotated articles: of each set, by measure, (gold - right) + (found - right).
# More or fewer of them than here fail tests/test_gold.py. Written by `{UPDATE}`; look at the difference before you commit it.
"""


def gold_sets() -> dict[str, Path]:
    """Return the sets of annotated articles: name → file. Those of others may be missing."""
    own = {path.stem: path for path in sorted(OWN.glob("*.jsonl"))}
    return {name: shared_folder() / "gold" / file for name, file in SHARED.items()} | own


@cache
def evaluated(path: Path) -> Evaluation:
    """Evaluate a set, once."""
    return zj.evaluate(path)


def n_errors(evaluation: Evaluation) -> dict[str, int]:
    """Return the number of errors of each measure."""
    scores = evaluation.scores
    n = scores["gold"] + scores["found"] - 2 * scores["right"]
    return dict(zip(scores["measure"], n.tolist(), strict=True))


def error_lines(evaluation: Evaluation) -> dict[str, list[str]]:
    """Return the errors of each measure, a line each."""
    lines: dict[str, list[str]] = {measure: [] for measure in MEASURES}
    for row in evaluation.error_records(len(evaluation.errors)):
        told = ((row["about"], "{}:"), (row["gold"], "{}"), (row["found"], "→ {}"))
        parts = [shape.format(_short(value)) for value, shape in told if value]
        lines[row["measure"]].append(" ".join([row["doc_id"], row["kind"], *parts]))
    return {measure: sorted(found) for measure, found in lines.items()}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def recorded() -> dict[str, dict[str, Any]]:
    """Return what was written down."""
    return tomllib.loads(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {}


def record_of(name: str, evaluation: Evaluation) -> dict[str, Any]:
    """Return what is written down of a set."""
    record: dict[str, Any] = dict(n_errors(evaluation))
    if name not in SHARED:
        record["errors"] = {measure: lines for measure, lines in error_lines(evaluation).items() if lines}
    return record


def complaints(name: str, evaluation: Evaluation, record: Mapping[str, Any]) -> list[str]:
    """Return what is not as it was written down, by measure, with the errors as far as they can be told apart."""
    told = []
    lines = error_lines(evaluation)
    for measure, now in n_errors(evaluation).items():
        before = record.get(measure)
        if name in SHARED:
            listed = [] if now == before else ["all of them:", *lines[measure]]
        else:
            old, new = (Counter(some) for some in (record.get("errors", {}).get(measure, ()), lines[measure]))
            listed = [f"new: {line}" for line in (new - old).elements()] + [f"gone: {line}" for line in (old - new).elements()]
        if now != before or listed:
            told.append("\n    ".join([f"{name}, {measure}: {now} error(s), {before} written down", *listed]))
    return told


def as_toml(records: Mapping[str, Mapping[str, Any]]) -> str:
    """Write the records as they stand in the file."""
    parts = [HEAD]
    for name, record in records.items():
        key = name if re.fullmatch(r"[\w-]+", name, re.ASCII) else json.dumps(name, ensure_ascii=False)
        parts.append(f"\n[{key}]\n")
        parts += [f"{measure} = {record[measure]}\n" for measure in MEASURES if measure in record]
        if record.get("errors"):
            parts.append(f"\n[{key}.errors]\n")
        for measure, lines in record.get("errors", {}).items():
            listed = "".join(f"  {json.dumps(line, ensure_ascii=False)},\n" for line in lines)
            parts.append(f"{measure} = [\n{listed}]\n")
    return "".join(parts)


def main(arguments: list[str]) -> int:
    """Show what changed; with ``--write`` write it down."""
    before = recorded()
    # What is not here stays as it is written down; what no longer exists goes.
    now = {name: record_of(name, evaluated(path)) if path.is_file() else before.get(name) for name, path in gold_sets().items()}
    known = {name: record for name, record in now.items() if record is not None}
    for name, path in gold_sets().items():
        for line in complaints(name, evaluated(path), before.get(name, {})) if path.is_file() else ():
            print(line)
    if arguments == ["--write"]:
        RECORD.write_text(as_toml(known), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
