"""How well the sample corpus is read: precision and recall of everything extracted, against what was written down by hand.

``python tests/sample_scores.py [N]`` prints the table and up to N differences a measure.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facts import MEETING_COLUMNS, MeetingFacts, meetings_of, rows

if TYPE_CHECKING:
    import pandas as pd

    from zhengjian_stats import Corpus

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = Path(__file__).resolve().parent / "sample"
RAW = ROOT / "data" / "raw"


@cache
def truth() -> dict[str, dict[str, Any]]:
    """Return what was written down of each issue, by the stem of its prose file."""
    paths = sorted((SAMPLE / "truth").glob("2*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


@cache
def corpus_truth() -> dict[str, Any]:
    """Return what was written down of the corpus as a whole."""
    return json.loads((SAMPLE / "truth" / "_corpus.json").read_text(encoding="utf-8"))


@cache
def files_of() -> dict[str, list[str]]:
    """Return the raw files of each issue, by stem."""
    manifest = tomllib.loads((SAMPLE / "manifest.toml").read_text(encoding="utf-8"))
    return {issue["stem"]: [output["file"] for output in issue["output"]] for issue in manifest["issue"]}


class Sample:
    """The sample corpus, addressed as the people who wrote it down do: by stem and number of the article from 0."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        stem_of = {file: stem for stem, files in files_of().items() for file in files}
        self.issue_ids = {stem_of[source]: issue_id for issue_id, source in rows(corpus.issues, "issue_id", "source")}
        self.article_ids = {
            (stem, position - 1): article_id
            for stem, issue_id in self.issue_ids.items()
            for article_id, position in rows(corpus.articles.query("issue_id == @issue_id"), "article_id", "position")
        }

    def issue(self, stem: str, frame: str) -> pd.DataFrame:
        """Return the rows of a frame that belong to an issue."""
        whole = self.corpus.frames[frame]
        return whole[whole["issue_id"] == self.issue_ids[stem]]

    def article(self, stem: str, number: int, frame: str) -> pd.DataFrame:
        """Return the rows of a frame that belong to an article."""
        whole = self.corpus.frames[frame]
        return whole[whole["article_id"] == self.article_ids[stem, number]]

    def attendees(self, stem: str, number: int) -> pd.DataFrame:
        """Return who took part in the events of an article."""
        meetings = set(self.article(stem, number, "meetings")["meeting_id"])
        return self.corpus.attendees[self.corpus.attendees["meeting_id"].isin(meetings)]

    def text(self, stem: str) -> str:
        """Return the cleaned text of an issue."""
        return self.corpus.text(self.issue_ids[stem])


@dataclass
class Tally:
    """Right, wanted and found of one measure, and the differences."""

    right: int = 0
    wanted: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    def add(self, place: str, wanted: Iterable[Any], found: Iterable[Any]) -> None:
        """Count equal items, each as often as it stands on both sides."""
        left, right = Counter(wanted), Counter(found)
        self.right += (left & right).total()
        self.wanted += left.total()
        self.found += right.total()
        self.missed += [f"{place} {item}" for item in (left - right).elements()]
        self.invented += [f"{place} {item}" for item in (right - left).elements()]


def pairs_of(wanted: list[dict[str, Any]], found: list[MeetingFacts]) -> list[tuple[dict[str, Any], MeetingFacts]]:
    """Pair the events of an article one to one: those with most in common first."""

    def common(left: dict[str, Any], right: MeetingFacts) -> int:
        names = {p["name"] for p in left["participants"]} & right.names
        same = [left[column] is not None and left[column] == right.facts[column] for column in ("name", "held_on", "kind")]
        return 2 * len(names) + sum(same)

    ranked = sorted(((-common(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)))
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for score, i, j in ranked:
        if score and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((wanted[i], found[j]))
    return pairs


def score_meeting(tallies: dict[str, Tally], place: str, wanted: dict[str, Any], found: MeetingFacts) -> None:
    """Compare one event with its report."""
    for column in MEETING_COLUMNS:
        left, right = wanted[column], found.facts[column]
        tallies[column].add(place, [left] if left is not None else [], [right] if right is not None else [])
    people = wanted["participants"]
    tallies["participants"].add(place, (p["name"] for p in people), (name for name, _, _ in found.participants))
    tallies["titles"].add(
        place,
        ((p["name"], p["title"]) for p in people if p["title"]),
        ((name, title) for name, title, _ in found.participants if title),
    )
    tallies["roles"].add(
        place,
        ((p["name"], role) for p in people for role in p["roles"]),
        ((name, role) for name, _, roles in found.participants for role in roles),
    )
    tallies["groups"].add(place, ((g["text"], g["role"]) for g in wanted["groups"]), ((t, r) for t, r, _ in found.groups))
    tallies["headcounts"].add(
        place,
        ((g["text"], g["headcount"]) for g in wanted["groups"] if g["headcount"]),
        ((text, count) for text, _, count in found.groups if count),
    )


DIRECTIVE_COLUMNS = ("marker", "speaker", "voice", "deadline", "deadline_text")


def score_directives(tallies: dict[str, Tally], place: str, wanted: list[dict[str, Any]], found: pd.DataFrame) -> None:
    """Compare the demands of an article; their attributes on those whose text is equal."""
    tallies["directives"].add(place, (d["text"] for d in wanted), found["text"])
    attributes = {row[0]: dict(zip(DIRECTIVE_COLUMNS, row[1:], strict=True)) for row in rows(found, "text", *DIRECTIVE_COLUMNS)}
    for directive in wanted:
        if directive["text"] in attributes:
            for column in DIRECTIVE_COLUMNS:
                left, right = directive[column], attributes[directive["text"]][column]
                where = f"{place} {directive['text'][:12]}"
                tallies[f"d.{column}"].add(where, [left] if left else [], [right] if right else [])


def score(sample: Sample) -> dict[str, Tally]:
    """Compare everything extracted from all articles."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    inventory = set(corpus_truth()["formulation_inventory"])
    for stem, issue in truth().items():
        for number, article in enumerate(issue["articles"]):
            place = f"{stem}/{number}"
            if (stem, number) not in sample.article_ids:
                continue
            found = meetings_of(sample.corpus, sample.article_ids[stem, number])
            pairs = pairs_of(article["meetings"], found)
            tallies["events"].right += len(pairs)
            tallies["events"].wanted += len(article["meetings"])
            tallies["events"].found += len(found)
            if len(found) != len(article["meetings"]):
                tallies["events"].missed.append(f"{place} {len(found)} for {len(article['meetings'])}")
            for wanted, report in pairs:
                score_meeting(tallies, place, wanted, report)
            score_directives(tallies, place, article["directives"], sample.article(stem, number, "directives"))
            titles = sample.article(stem, number, "citations")["title"]
            tallies["citations"].add(place, set(article["citations"]), {t for t in titles if t.startswith("《")})
            used = set(sample.article(stem, number, "formulations")["formulation"]) & inventory
            tallies["formulations"].add(place, set(article["formulations"]), used)
    return tallies


def main() -> None:
    """Print the table."""
    import zhengjian_stats as zj

    n_differences = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    tallies = score(Sample(zj.load_corpus(RAW)))
    print(f"{'measure':<16}{'P':>7}{'R':>7}{'right':>7}{'wanted':>7}{'found':>7}")
    for measure, t in tallies.items():
        print(f"{measure:<16}{t.precision:7.3f}{t.recall:7.3f}{t.right:7d}{t.wanted:7d}{t.found:7d}")
    for measure, t in tallies.items():
        for kind, items in (("missed", t.missed), ("invented", t.invented)):
            for item in items[:n_differences]:
                print(f"  {measure} {kind}: {item}")


if __name__ == "__main__":
    main()
