"""The list of rules that are known never to fire: read, and brought up to date.

    python tests/dead_rules.py [FILE]

reads the corpora (or what ``firings.py --json FILE`` found in them), takes off ``tests/dead_rules.toml`` what fires by now or
is no rule any more, and puts what is new under an entry that still asks for its reason.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from typing import Final

PATH: Final = Path(__file__).resolve().parent / "dead_rules.toml"
#: What is written where nobody has given a reason yet; the test refuses it.
ASKING: Final = "new: give a reason, or take these out of the rule files"
HEAD: Final = """\
# Rules that fire nowhere in the sample, the annotated articles and the daily issues (tests/firings.py), and why they stay all
# the same. tests/test_dead_rules.py fails on one that is missing here, and on one that stands here and fires.
# `python tests/dead_rules.py` brings the list up to date; docs/rules.md says more.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """Dead rules that share a reason: place in the rule files → texts."""

    why: str
    rules: Mapping[str, list[str]]


def listed() -> list[Entry]:
    """Return the entries of the list."""
    return [Entry(**entry) for entry in tomllib.loads(PATH.read_text(encoding="utf-8"))["listed"]]


def pairs(rules: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    """Return places and texts of rules."""
    return {(place, text) for place, texts in rules.items() for text in texts}


def up_to_date(entries: Iterable[Entry], dead: Mapping[str, list[str]]) -> list[Entry]:
    """Return the entries without what is not dead, and with one more for what none of them has."""
    left = pairs(dead)
    kept = []
    for entry in entries:
        rules = {place: [text for text in texts if (place, text) in left] for place, texts in entry.rules.items()}
        left -= pairs(rules)
        kept.append(Entry(entry.why, {place: texts for place, texts in rules.items() if texts}))
    new = {place: [text for text in texts if (place, text) in left] for place, texts in dead.items()}
    kept.append(Entry(ASKING, {place: texts for place, texts in new.items() if texts}))
    return [entry for entry in kept if entry.rules]


def written(entries: Iterable[Entry]) -> str:
    """Write entries as TOML."""
    quoted = lambda text: json.dumps(text, ensure_ascii=False)  # noqa: E731
    lines = [HEAD.rstrip()]
    for entry in entries:
        lines += ["", "[[listed]]", f"why = {quoted(entry.why)}", "[listed.rules]"]
        lines += [f"{quoted(place)} = [{', '.join(map(quoted, texts))}]" for place, texts in sorted(entry.rules.items())]
    return "\n".join(lines) + "\n"


def dead_now() -> dict[str, list[str]]:
    """Read the corpora and return the rules that fire nowhere."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "dead.json"
        run([sys.executable, "-X", "utf8", PATH.with_name("firings.py"), "--json", record], check=True)
        found: dict[str, list[str]] = json.loads(record.read_text(encoding="utf-8"))
        return found


def main() -> None:
    """Bring the list up to date."""
    dead = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")) if len(sys.argv) > 1 else dead_now()
    PATH.write_text(written(up_to_date(listed(), dead)), encoding="utf-8")


if __name__ == "__main__":
    main()
