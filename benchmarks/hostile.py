"""What a hostile text costs: each pattern, one article and one document, on texts and on ones twice as long.

    scripts/bench hostile [--only NAME] [--patterns] [--texts] [--json FILE]

A cost that grows as the text does doubles with it; one that grows with its square takes four times as long. Every pattern that
takes more than 2.5 times as long on a doubled text is named, with what was repeated to make the text. The times of one length
and of the other are taken in turns in one process, in processor time, and the medians of at least five rounds are compared:
what else the machine does weighs on both. Where nothing grows too fast, the exit code is 0, else 1.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from hostile_texts import ATOMS, atoms_for, run

LIMIT: Final = 2.5
ROUNDS: Final = 5
#: Characters of the texts on which the worst ones of a pattern are found, and of those on which an article is read.
FIRST_LOOK: Final = 2_048
ARTICLE: Final = 3_000
#: 200 kB of Chinese: an article no bulletin has.
LARGE: Final = 66_000
#: A run is long enough to be measured from here, and none is waited for longer than that; seconds.
MEASURABLE: Final = 0.004
PATIENCE: Final = 30.0
#: Whatever takes that long over the first texts grows far too fast.
HOPELESS: Final = 1.0
#: So many of the slowest texts of a pattern are doubled. No text is longer: beyond, the memory for all turns of a loop is
#: fetched anew each time, which takes longer than the matching.
WORST: Final = 3
LONGEST: Final = 1 << 17
#: So many of the slowest whole texts are doubled.
WORST_TEXTS: Final = 20


class Endless(Exception):
    """A run took longer than anybody waits."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The worst that was found: what was measured, on repetitions of what, how long, how much longer when doubled."""

    subject: str
    atom: str
    characters: int
    seconds: float
    ratio: float

    @property
    def is_too_fast(self) -> bool:
        """Whether it grows faster than the text."""
        return self.ratio > LIMIT


@contextlib.contextmanager
def patience(seconds: float) -> Iterator[None]:
    """End what takes too long, where the system has a timer for it."""

    def give_up(*_: object) -> None:
        raise Endless

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def seconds(work: Callable[[str], object], text: str) -> float:
    """Time one run; a run that does not end takes for ever."""
    began = time.process_time()
    try:
        with patience(PATIENCE):
            work(text)
    except Endless:
        return float("inf")
    return time.process_time() - began


def doubled(work: Callable[[str], object], subject: str, atom: str, end: str, length: int, *, again: bool = True) -> Growth:
    """Measure on a text and on one twice as long, in turns; lengthen it first until it can be measured."""
    while (first := seconds(work, run(atom, length, end))) < MEASURABLE and length < LONGEST:
        length *= 2
    if first == float("inf"):
        return Growth(subject, atom, length, first, first)
    # What takes seconds is measured as well by fewer characters.
    while first > 1 and length > 200:
        length //= 2
        first = seconds(work, run(atom, length, end))
    once, twice = run(atom, length, end), run(atom, 2 * length, end)
    pairs = [(seconds(work, once), seconds(work, twice)) for _ in range(ROUNDS)]
    base, more = (statistics.median(column) for column in zip(*pairs, strict=True))
    grown = Growth(subject, atom, length, round(base, 5), round(more / base, 2))
    # A disturbance of the machine is none of the pattern: what looks too fast once is measured again.
    return (
        min(grown, doubled(work, subject, atom, end, length, again=False), key=_ratio) if again and grown.is_too_fast else grown
    )


def _ratio(growth: Growth) -> float:
    return growth.ratio


def user(pattern: re.Pattern[str], methods: set[str]) -> list[Callable[[str], object]]:
    """Return what the package does with a pattern, once over a text each."""
    ways: dict[str, Callable[[str], object]] = {
        "match": pattern.match,
        "fullmatch": pattern.fullmatch,
        "search": pattern.search,
        "sub": lambda text: pattern.sub("", text),
    }
    # Whatever goes through the whole text (split, findall …) costs as much as finditer.
    others: Callable[[str], object] = lambda text: sum(1 for _ in pattern.finditer(text))  # noqa: E731
    return [ways.get(method, others) for method in sorted(methods) or ["search"]]


def worst_of(pattern: re.Pattern[str], methods: set[str], subject: str) -> Growth:
    """Return the worst growth of a pattern over all hostile texts."""
    looks = []
    for work in user(pattern, methods):
        for atom in atoms_for(pattern.pattern, pattern.flags):
            for end in ("", "\0"):
                taken = min(seconds(work, run(atom, FIRST_LOOK, end)) for _ in range(2))
                if taken >= HOPELESS:
                    return Growth(subject, atom, FIRST_LOOK, round(taken, 3), float("inf"))
                looks.append((taken, atom, end, work))
    looks.sort(key=lambda look: -look[0])
    found = [doubled(work, subject, atom, end, FIRST_LOOK) for _, atom, end, work in looks[:WORST]]
    return max(found, key=_ratio)


def patterns(only: str) -> list[Growth]:
    """Measure every pattern of the package."""
    listed = subprocess.run(
        [sys.executable, "-X", "utf8", Path(__file__).with_name("patterns.py")], capture_output=True, text=True, check=True
    )
    grown = []
    for row in json.loads(listed.stdout):
        subject = f"{row['name']} ({row['site']['file']}:{row['site']['line']})"
        if only in subject:
            grown.append(worst_of(re.compile(row["pattern"], row["flags"]), set(row["methods"]), subject))
            progress(len(grown), grown[-1])
    return grown


def progress(count: int, growth: Growth) -> None:
    """Show that something is going on, and what was found too fast."""
    mark = f"{growth.subject} {growth.atom!r} × {growth.ratio}" if growth.is_too_fast else ""
    print(f"{count:>4} {mark}" if mark else ".", end="\n" if mark else "", file=sys.stderr, flush=True)


def readings() -> Mapping[str, Callable[[str], object]]:
    """Return the ways of a whole text: one article, and one document with all that belongs to it."""
    from zhengjian_stats.parse.article import parse_article
    from zhengjian_stats.parse.issue import Job, parse_document
    from zhengjian_stats.parse.records import ArticleSpan
    from zhengjian_stats.readers.base import RawDocument

    job = Job("hostile.txt", "0" * 64, fields={"issued_on": "2024-03-08"})
    return {
        "article": lambda text: parse_article(text, ArticleSpan(None, 0, 0, 0, len(text)), issued_on=None, office=None),
        "document": lambda text: parse_document(RawDocument((f"召开会议\n\n{text}\n",), "txt"), job),
    }


#: A text as people write it, to compare with.
PLAIN: Final = (
    "3月5日，省方志馆召开工作会议。馆长周平主持会议并讲话。周平强调，要在8月底前完成年鉴编纂。各处室负责人参加会议。\n"
)

#: Where the run stands: by itself, among who took part, in what somebody said, in a post, in the name of an event.
FRAMES: Final[Mapping[str, str]] = {
    "alone": "{}",
    "present": "3月5日，省方志馆召开工作会议，馆长周平、{}出席会议并讲话。",
    "said": "馆长周平强调，{}要抓紧落实，8月底前完成。",
    "post": "党组书记{}馆长周平主持会议。",
    "name": "省方志馆召开{}会议",
}


def framed(work: Callable[[str], object], frame: str) -> Callable[[str], object]:
    """Return what reads a run inside a frame."""
    return lambda text: work(frame.format(text))


def texts(only: str) -> list[Growth]:
    """Measure whole texts, each made of one thing repeated; of the slowest, tell the seconds for one that is large, too."""
    looks = []
    for reading, work in readings().items():
        work("周平主持召开会议。")  # what is made once is made now
        for name, frame in FRAMES.items():
            for atom in (PLAIN, *ATOMS):
                subject = f"{reading}, {name}: {atom[:12]!r}"
                inside = framed(work, frame)
                if only in subject:
                    looks.append((seconds(inside, run(atom, 2 * ARTICLE)), subject, atom, inside))
                    progress(len(looks), Growth(subject, atom, 0, 0, 0))
    looks.sort(key=lambda look: -look[0])
    grown = []
    for _, subject, atom, work in looks[:WORST_TEXTS]:
        growth = doubled(work, subject, atom, "", ARTICLE)
        taken = seconds(work, run(atom, LARGE))
        large = f"{taken:.1f} s" if taken < PATIENCE else f"more than {PATIENCE:.0f} s"
        grown.append(Growth(subject, f"{large} for 200 kB", growth.characters, growth.seconds, growth.ratio))
        progress(len(looks) + len(grown), grown[-1])
    return grown


def table(title: str, grown: list[Growth], top: int) -> str:
    """Return the worst of what was measured as a table."""
    grown = sorted(grown, key=_ratio, reverse=True)
    bad = sum(growth.is_too_fast for growth in grown)
    lines = [f"{title}: {len(grown)} measured, {bad} take more than {LIMIT} × as long on a doubled text"]
    lines.append(f"{'ratio':>7}{'seconds':>10}{'chars':>9}  what")
    for growth in grown[: max(top, bad)]:
        lines.append(
            f"{growth.ratio:>7.2f}{growth.seconds:>10.4f}{growth.characters:>9}  {growth.subject}  {growth.atom[:24]!r}"
        )
    return "\n".join(lines)


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="NAME", help="only what has this in its name")
    parser.add_argument("--patterns", action="store_true", help="only the patterns")
    parser.add_argument("--texts", action="store_true", help="only whole texts")
    parser.add_argument("--top", type=int, default=10, metavar="N", help="show at least the N worst")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures there too")
    return parser.parse_args(arguments)


def main() -> int:
    """Measure, print the tables, and say whether anything grows too fast."""
    chosen = options()
    measured: dict[str, list[Growth]] = {}
    if not chosen.texts:
        measured["patterns"] = patterns(chosen.only)
    if not chosen.patterns:
        measured["texts"] = texts(chosen.only)
    for title, grown in measured.items():
        print(f"\n{table(title, grown, chosen.top)}")
    if chosen.json:
        rows: dict[str, Any] = {title: [asdict(growth) for growth in grown] for title, grown in measured.items()}
        chosen.json.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return int(any(growth.is_too_fast for grown in measured.values() for growth in grown))


if __name__ == "__main__":
    sys.exit(main())
