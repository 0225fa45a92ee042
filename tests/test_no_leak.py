"""Nothing gets into the rules because an annotated article has it, and nobody named in texts of others into the repository."""

from __future__ import annotations

import json
import re
import tarfile
from pathlib import Path

import pytest

import zhengjian_stats

RESOURCES = Path(zhengjian_stats.__file__).parent / "resources"
ROOT = Path(__file__).resolve().parents[1]
_LONG = 6
#: Whom the genre quotes everywhere, and invented people whose names are borne by many.
ALLOWED = frozenset({"习近平", "王磊", "马海"})
#: Lists of common words and of characters, made from a dictionary.
WORD_LISTS = frozenset({"not_names.txt", "name_characters.tsv"})
WRITTEN = frozenset({".py", ".toml", ".md", ".txt", ".json", ".jsonl", ".html", ".csv", ".ipynb"})


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


def own_files() -> list[Path]:
    rooms = ("src", "tests", "docs", "scripts", "benchmarks", "notebooks", "data/raw")
    files = [path for room in rooms for path in (ROOT / room).rglob("*")] + list(ROOT.glob("*.md"))
    return sorted(path for path in files if path.suffix in WRITTEN and path.name not in WORD_LISTS)


@pytest.mark.shared
def test_nobody_of_the_texts_of_others_is_named_in_the_repository(shared: Path) -> None:
    expected = (shared / "seed" / "expected.json").read_text(encoding="utf-8")
    gold = [(shared / "gold" / file).read_text(encoding="utf-8").splitlines() for file in ("dev.jsonl", "dev_none.jsonl")]
    people = {p["name"] for lines in gold for line in lines for m in json.loads(line)["meetings"] for p in m["participants"]}
    people |= set(re.findall(r'"(?:name|speaker)": "([^"]{2,5})"', expected))
    assert len(people) > 100
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in own_files()}
    assert len(texts) > 200
    named = [(path.name, name) for path, text in texts.items() for name in people - ALLOWED if len(name) > 1 and name in text]
    assert sorted(named) == []
