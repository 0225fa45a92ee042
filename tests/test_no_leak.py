"""No name and no whole post gets into ``resources/`` because an annotated article has it."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

import zhengjian_stats

RESOURCES = Path(zhengjian_stats.__file__).parent / "resources"
_LONG = 6


def taken_from_gold(gold: set[str], rules: str, elsewhere: str) -> list[str]:
    """Return what stands in the rules and in gold, and nowhere else."""
    return sorted(words for words in gold if words in rules and words not in elsewhere)


def test_what_only_gold_has_is_found() -> None:
    assert taken_from_gold({"甲乙", "丙丁", "戊己"}, 'words = ["甲乙", "丙丁"]', "昨天，丙丁来访。") == ["甲乙"]


@pytest.mark.shared
def test_no_name_or_whole_post_of_gold_alone_stands_in_the_rules(shared: Path) -> None:
    gold: set[str] = set()
    for file in ("dev.jsonl", "dev_none.jsonl"):
        for line in (shared / "gold" / file).read_text(encoding="utf-8").splitlines():
            for meeting in json.loads(line)["meetings"]:
                for person in meeting["participants"]:
                    gold.add(person["name"])
                    if len(person["title"] or "") >= _LONG:
                        gold.add(person["title"])
    assert len(gold) > 100
    rules = "\n".join(path.read_text(encoding="utf-8") for path in sorted(RESOURCES.rglob("*")) if path.is_file())
    with tarfile.open(shared / "corpora" / "xinwenlianbo.tar.xz") as tar:
        daily = [file.read().decode("utf-8", "replace") for member in tar if (file := tar.extractfile(member))]
    local = (shared / "corpora" / "local-news.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [*daily, *(json.loads(line)["text"] for line in local if line.strip())]
    assert taken_from_gold(gold, rules, "\n".join(texts)) == []
