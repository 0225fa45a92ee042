"""Whole bulletins made of annotated articles, in the faces of ``bulletins.toml``, and what is to be found in them.

``python tests/bulletins.py [GOLD] [SEEDS]`` prints by layout what is found.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from zhengjian_stats.parse.issue import Job, ParsedIssue, parse_document
from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.settings import Settings

HERE = Path(__file__).resolve().parent
HOUSES = HERE / "gold" / "house_styles.jsonl"
LAYOUTS: list[dict[str, Any]] = tomllib.loads((HERE / "bulletins.toml").read_text(encoding="utf-8"))["layout"]
NAMES = [layout["name"] for layout in LAYOUTS]
_CN = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Item:
    """An article of a bulletin: its headline (``None``: it has none) and the lines of its body."""

    headline: str | None
    lines: tuple[str, ...]


@dataclass
class Issue:
    """What one issue of a bulletin is to give."""

    masthead: dict[str, Any]
    recipients: list[tuple[str, str]]
    items: list[Item] = field(default_factory=list)


@dataclass
class Bulletin:
    """A text and the issues in it."""

    text: str
    issues: list[Issue]


def numeral(number: int) -> str:
    """Return a number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    return (f"{_CN[tens] if tens > 1 else ''}十" if tens else "") + (_CN[ones] if ones or not tens else "")


@cache
def articles(path: Path, kind: str) -> tuple[dict[str, Any], ...]:
    """Return annotated articles: minutes, or others."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(row for row in map(json.loads, lines) if ("-minutes-" in row["doc_id"]) == (kind == "minutes"))


def lay_out(name: str, seed: int, path: Path = HOUSES) -> Bulletin:
    """Lay two to six articles out in a face; a seed gives the same bulletin on every machine."""
    face = next(layout for layout in LAYOUTS if layout["name"] == name)
    chance = random.Random(f"{name}/{seed}")
    rows = list(articles(path, face.get("only", "")))
    volume = face.get("volume", 1)
    texts, issues = [], []
    number, whole = chance.randint(1, 24), chance.randint(30, 300)
    for _ in range(volume):
        number, whole = number + 1, whole + 1
        chosen = chance.sample(rows, min(len(rows), chance.randint(2, 6 // volume)))
        text, issue = _Printer(face, number, whole, chosen).run()
        texts.append(text)
        issues.append(issue)
    return Bulletin("\n\n".join(texts) + "\n", issues)


class _Printer:
    """Prints one issue, and notes down what it printed."""

    def __init__(self, face: dict[str, Any], number: int, whole: int, rows: Sequence[dict[str, Any]]) -> None:
        day = max(dt.date.fromisoformat(row["issued_on"]) for row in rows) + dt.timedelta(days=3)
        day = day.replace(year=face.get("year_is", day.year))
        self.face, self.rows, self.day = face, rows, day
        digits = "".join("〇一二三四五六七八九"[int(char)] for char in str(day.year))
        datecn = f"{digits}年{numeral(day.month)}月{numeral(day.day)}日"
        self.words: dict[str, Any] = {"n": number, "ncn": numeral(number), "w": whole, "datecn": datecn}
        self.words |= {"year": day.year, "m": day.month, "d": day.day}
        self.blank = "\n" if face.get("gap") else ""
        self.headlines = [self._headline(place, row) for place, row in enumerate(rows, 1)]

    def run(self) -> tuple[str, Issue]:
        """Return the text and what is to be found in it."""
        face = self.face
        issue = Issue(self._masthead(), [tuple(one.split(" ", 1)) for one in face.get("recipients", [])])  # type: ignore[misc]
        parts = [face["head"].format(**self.words)]
        if "toc" in face:
            parts += self._contents()
        if "note" in face:
            parts.append(face.get("indent", "") + face["note"])
        full = len(self.rows) - (len(self.rows) // 2 if "briefs" in face else 0)
        for place in range(1, full + 1):
            parts += self._article(place, issue)
        if "briefs" in face:
            parts += self._briefs(full, issue)
        parts.append(face["foot"].format(**self.words))
        return ("\n" + self.blank).join(parts), issue

    def _masthead(self) -> dict[str, Any]:
        face, states = self.face, self.face["states"]
        return {
            "bulletin": face["bulletin"],
            "issuing_office": face.get("office_is", face["office"]),
            "issue_number": self.words["n"],
            "whole_number": self.words["w"] if "w" in states else None,
            "year": self.day.year,
            "issued_on": self.day.isoformat(),
            "issue_kind": face.get("kind", "regular"),
            "print_run": face.get("print_run"),
            "disclosure": face.get("disclosure"),
        }

    def _headline(self, place: int, row: dict[str, Any]) -> list[str]:
        """Return the headline, on as many lines as it is printed."""
        whole = row["headline"]
        lines = re.split(r"[　 ]+|(?=——)", whole) if self.face.get("wrap") else [whole]
        if self.face.get("wrap") and len(lines) == 1 and len(whole) > 22 and "《" not in whole:
            lines = [whole[:14], whole[14:]]
        if "subtitle" in self.face and "——" not in whole:
            lines = [whole, self.face["subtitle"].format(cn=numeral(place))]
        return [line for line in lines if line]

    def _contents(self) -> Iterator[str]:
        label, entry = self.face["toc"]
        yield label
        for place, lines in enumerate(self.headlines, 1):
            yield entry.format(t=" ".join(lines), i=place, page=place * 2 - 1)

    def _article(self, place: int, issue: Issue) -> Iterator[str]:
        face, row = self.face, self.rows[place - 1]
        words = {"i": place, "cn": numeral(place)}
        if (label := self._section(place)) is not None:
            yield label
        if "above" in face:
            yield face["above"].format(**words)
        shown = [
            face.get("headline", "{t}").format(t=line, **words) if n == 0 else f"　　{line}"
            for n, line in enumerate(self.headlines[place - 1])
        ]
        paragraphs = self._paragraphs(place, row)
        if face.get("runin"):
            paragraphs[0] = face.get("indent", "") + "".join(shown) + paragraphs[0].strip("　")
            shown = []
        yield from ["\n".join(shown)] if shown else []
        yield from [face[key] for key in ("byline",) if key in face]
        yield from [*paragraphs, *(face[key] for key in ("caption", "after") if key in face)]
        issue.items.append(
            Item("".join(self.headlines[place - 1]), tuple(line for line in row["text"].split("\n") if line.strip()))
        )

    def _section(self, place: int) -> str | None:
        labels = self.face.get("sections")
        if not labels or place not in {1, len(self.rows) // 2 + 1}:
            return None
        return str(labels[0] if place == 1 else labels[1])

    def _paragraphs(self, place: int, row: dict[str, Any]) -> list[str]:
        lines = [self.face.get("indent", "") + line.lstrip("　") for line in row["text"].split("\n") if line.strip()]
        if "page" in self.face and len(lines) > 1:
            lines[0] += self.face["page"].format(page=place, **self.words)
        return lines

    def _briefs(self, full: int, issue: Issue) -> Iterator[str]:
        label, form = self.face["briefs"]
        yield label
        for row in self.rows[full:]:
            first = row["text"].split("\n")[0].lstrip("▲")
            yield self.face.get("indent", "") + form.format(first=first)
            issue.items.append(Item(None, (first,)))


# --- what is found ---------------------------------------------------------------------------------------------------------


def bare(text: str | None) -> str:
    """Return a text without blanks."""
    return "".join((text or "").split())


def read(text: str, *, date: str | None = None, office: str = "") -> list[ParsedIssue]:
    """Read a text as a file would be."""
    fields = {"issued_on": date} if date else {}
    return parse_document(RawDocument(tuple(text.split("\f")), "txt"), Job("a.txt", "0" * 64, Settings(office=office), fields))


@cache
def alone(headline: str | None, lines: tuple[str, ...], date: str, office: str) -> ParsedIssue:
    """Read an article as a file of its own."""
    (issue,) = read(f"{headline}\n\n" * bool(headline) + "\n".join(lines) + "\n", date=date, office=office)
    return issue


def facts(issue: ParsedIssue, position: int) -> Counter[tuple[Any, ...]]:
    """Return who took part in what and what was demanded, of one article."""
    ids = {row["article_id"] for row in issue.rows["articles"] if row["position"] == position}
    meetings = {row["meeting_id"]: row for row in issue.rows["meetings"] if row["article_id"] in ids}
    people = (row for row in issue.rows["attendees"] if row["meeting_id"] in meetings)
    demands = (row for row in issue.rows["directives"] if row["article_id"] in ids)
    return Counter(
        [
            *(("meeting", row["kind"], str(row["held_on"])) for row in meetings.values()),
            *(("person", row["name"], row["role"], row["title"]) for row in people),
            *(("demand", bare(row["text"]), row["speaker"]) for row in demands),
        ]
    )


def complaints(bulletin: Bulletin) -> list[str]:
    """Tell what is found otherwise than it was laid out."""
    found = read(bulletin.text)
    if len(found) != len(bulletin.issues):
        return [f"issues: {len(found)} instead of {len(bulletin.issues)}"]
    return [line for got, issue in zip(found, bulletin.issues, strict=True) for line in _of_issue(got, issue)]


def _of_issue(got: ParsedIssue, issue: Issue) -> Iterator[str]:
    (head,) = got.rows["issues"]
    for name, value in issue.masthead.items():
        shown = str(head[name])[:10] if name == "issued_on" else head[name]
        if shown != value:
            yield f"masthead: {name} {shown!r} instead of {value!r}"
    sent = [(row["kind"], row["body"]) for row in got.rows["recipients"]]
    if sent != issue.recipients:
        yield f"recipients: {sent} instead of {issue.recipients}"
    rows = sorted(got.rows["articles"], key=lambda row: row["position"])
    if len(rows) != len(issue.items):
        yield f"number: {len(rows)} articles instead of {len(issue.items)}: {[row['headline'] for row in rows]}"
    by_text = {bare(row["headline"]) or bare(row["text"])[:20]: row for row in rows}
    for item in issue.items:
        row = by_text.get(bare(item.headline) or bare(item.lines[0])[:20])
        yield from [f"headline: {item.headline or item.lines[0]}"] if row is None else _of_article(got, row, item, issue)


def _of_article(got: ParsedIssue, row: dict[str, Any], item: Item, issue: Issue) -> Iterator[str]:
    single = alone(item.headline, item.lines, issue.masthead["issued_on"], issue.masthead["issuing_office"])
    expected, shown = bare(single.rows["articles"][0]["text"]), bare(row["text"])
    if shown != expected:
        yield f"body: {shown[:20]}…{shown[-40:]} instead of {expected[:20]}…{expected[-40:]} of {item.headline}"
    more, less = facts(got, row["position"]), facts(single, 1)
    if more != less:
        yield f"facts: {list(more - less)[:3]} instead of {list(less - more)[:3]} of {item.headline}"


def main(path: Path, seeds: int) -> None:
    """Print by layout what is found."""
    total: Counter[str] = Counter()
    for name in NAMES:
        told: Counter[str] = Counter()
        for seed in range(seeds):
            bulletin = lay_out(name, seed, path)
            n_items = sum(len(issue.items) for issue in bulletin.issues)
            lines = complaints(bulletin)
            told += Counter(line.split(":")[0] for line in lines) + Counter({"articles": n_items, "whole": not lines})
        print(name, dict(told))
        total += told
    print("all", dict(total))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOUSES, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
