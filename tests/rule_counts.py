"""How often each rule tells something, over whole corpora: what a change of the rules adds and takes away.

    python tests/rule_counts.py --json BEFORE.json     # before the change
    python tests/rule_counts.py --against BEFORE.json  # after it: the rules whose counts changed

reads the local news and the daily issues (in ``$ZHENGJIAN_SHARED``) and counts the rows of each frame by what made them: who
took part by role and the words that say so, demands by voice, mark and cue, events by kind. The counts stand in the message of
the commit that changes them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pandas as pd

import firings
import zhengjian_stats as zj
from real_texts import ROOT, shared_folder
from zhengjian_stats.build.run import built_from_bytes

DAILY: Final = "daily"
LOCAL: Final = "local"


def corpora() -> Iterator[tuple[str, zj.Corpus]]:
    """Yield both corpora, built as from folders."""
    local = (shared_folder() / "corpora" / "local-news.jsonl").read_bytes()
    yield LOCAL, built_from_bytes({"local.jsonl": local}, zj.Settings())
    serial = zj.load_settings(ROOT / "docs" / "examples" / "xinwenlianbo.toml")
    yield DAILY, built_from_bytes(dict(firings.daily(None)), serial)


def counts(corpus: zj.Corpus) -> Counter[str]:
    """Count the rows of a corpus by what made them: ``role speech 讲话``, ``demand own 一是 强调``, ``event meeting``."""
    found: Counter[str] = Counter()
    texts = {issue_id: corpus.text(issue_id) for issue_id in corpus.issues["issue_id"]}
    for row in corpus.attendees.to_dict("records"):
        cue = "" if pd.isna(row["cue_start"]) else texts[row["issue_id"]][row["cue_start"] : row["cue_end"]]
        found[f"{'group' if row['is_group'] else 'role'} {row['role']} {cue}"] += 1
    for voice, marker, cue in corpus.directives[["voice", "marker", "cue"]].fillna("").itertuples(index=False):
        found[" ".join(part for part in ("demand", voice, marker, cue) if part)] += 1
    found.update(f"event {kind}" for kind in corpus.meetings["kind"].fillna(""))
    return found


def changes(before: dict[str, int], after: dict[str, int]) -> list[tuple[str, int, int]]:
    """Return what changed, the greatest change first: rule, count before, count after.

    Examples
    --------
    >>> changes({"role chair 主持": 3, "role speech 讲话": 5}, {"role chair 主持": 3, "role speech 致辞": 2})
    [('role speech 讲话', 5, 0), ('role speech 致辞', 0, 2)]
    """
    rows = [(rule, before.get(rule, 0), after.get(rule, 0)) for rule in before.keys() | after.keys()]
    return sorted((row for row in rows if row[1] != row[2]), key=lambda row: (-abs(row[2] - row[1]), row[0]))


def main() -> None:
    """Count, and write the counts down or print what changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the counts there")
    parser.add_argument("--against", type=Path, metavar="FILE", help="print what changed since they were written there")
    chosen = parser.parse_args()
    now = {name: dict(counts(corpus)) for name, corpus in corpora()}
    if chosen.json:
        chosen.json.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    before = json.loads(chosen.against.read_text(encoding="utf-8")) if chosen.against else {}
    for name, after in now.items():
        rows = changes(before.get(name, {}), after) if chosen.against else []
        print(f"{name}: {sum(after.values())} rows" + (f", {len(rows)} rules changed" if chosen.against else ""))
        print(*(f"  {old:6} → {new:6}  {rule}" for rule, old, new in rows), sep="\n")


if __name__ == "__main__":
    main()
