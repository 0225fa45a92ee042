"""Which rules ever fire: every word and every alternative of every pattern of ``resources/``, over whole corpora.

    python tests/firings.py [--issues N] [--local] [--json FILE]

reads the sample corpus, the annotated articles and the daily issues (those of others lie in ``$ZHENGJIAN_SHARED``), and prints
the rules that fired nowhere. ``--issues`` takes only the first so many daily issues; ``--local`` takes the local news too, to
tell what is true of the genre and only missing in the other texts.

Of a pattern, each alternative (``a`` and ``b`` of ``(?:a|b)``) is a rule: for each match a twin of the pattern, in which every
alternative is a group, is laid against the same place and says by which of them it matched. A word that is looked up rather
than matched fires where it stands in a text. What a pattern only forbids (``(?!…)``) is not followed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from real_texts import ROOT, shared_folder

sys.path.insert(0, str(ROOT / "benchmarks"))

import patterns
from twins import Grouped, Twin

#: Rule files that no text of a bulletin is read by: those of readers are tried on files of every kind elsewhere, candidates
#: are mined when somebody asks for them, attendance is counted in frames.
LEFT_OUT: Final = ("readers/", "attendance", "candidates")
#: Keys under which no rule stands.
NO_RULES: Final = frozenset(
    ("examples", "counter_examples", "tests", "match", "role", "kind", "since", "until", "label", "label_en")
)
#: Lists of pairs and of look-alikes: none of them stands in a text as it is written there.
NO_WORDS: Final = frozenset(
    ("formulations.quoted.marks", "look_alikes.group.strokes.sets", "look_alikes.group.parts.sets", "themes.subject.never")
)
#: What is filled in before a pattern is compiled.
PLACEHOLDER: Final = re.compile(r"@[A-Z]|HEADS|NOT_AFTER|\{n\}|\{h\}|\{numerals\}")


@dataclass(slots=True)
class Fired:
    """What fired so far: patterns at all, their alternatives, the words of automata."""

    twins: dict[tuple[str, int], Twin] = field(default_factory=dict)
    patterns: set[str] = field(default_factory=set)
    alternatives: dict[str, set[str]] = field(default_factory=dict)
    matchers: dict[tuple[str, ...], set[str]] = field(default_factory=dict)

    def told(self, found: patterns.Found, match: re.Match[Any]) -> None:
        """Note a match."""
        key = (found.pattern, found.flags)
        if key not in self.twins:
            self.twins[key] = Twin(*key)
        self.patterns.add(found.pattern)
        if new := self.twins[key].told(match):
            self.alternatives.setdefault(found.pattern, set()).update(new)

    def watch_matchers(self) -> None:
        """Note every word that an automaton finds."""
        from zhengjian_stats.parse.matching import Matcher

        shifted = Matcher._shifted

        def telling(matcher: Matcher, found: list[tuple[int, int, int]], by: int) -> Iterator[tuple[int, int, str]]:
            seen = self.matchers.setdefault(matcher.words, set())
            seen.update(matcher.words[index] for _, _, index in found)
            return shifted(matcher, found, by)

        Matcher._shifted = telling  # type: ignore[method-assign]


# --- corpora ---------------------------------------------------------------------------------------------------------------


def daily(issues: int | None) -> Iterator[tuple[str, bytes]]:
    """Yield the daily issues, all or the first so many of the archive."""
    with tarfile.open(shared_folder() / "corpora" / "xinwenlianbo.tar.xz") as tar:
        for number, member in enumerate(m for m in tar if m.name.endswith(".md")):
            if number == issues:
                return
            data = tar.extractfile(member)
            assert data is not None
            yield f"daily-{number}.md", data.read()


def files(issues: int | None, *, local: bool) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of everything that is read."""
    from zhengjian_stats.build.sources import find_sources

    for source in find_sources(ROOT / "data" / "raw").files:
        yield source.source, source.path.read_bytes()
    for folder in (ROOT / "tests" / "gold", shared_folder() / "gold"):
        for path in sorted(folder.glob("*.jsonl")):
            yield path.name, path.read_bytes()
    if local:
        yield "local.jsonl", (shared_folder() / "corpora" / "local-news.jsonl").read_bytes()
    yield from daily(issues)


def read(issues: int | None, *, local: bool) -> str:
    """Build corpora of everything, as from folders, and return all texts in one."""
    import zhengjian_stats as zj
    from zhengjian_stats.build.run import built_from_bytes

    serial = zj.load_settings(ROOT / "docs" / "examples" / "xinwenlianbo.toml")
    found = list(files(issues, local=local))
    texts: list[str] = []
    for settings, is_daily in ((zj.Settings(), False), (serial, True)):
        corpus = built_from_bytes({name: data for name, data in found if name.startswith("daily-") == is_daily}, settings)
        texts += [corpus.text(issue_id) for issue_id in corpus.issues["issue_id"]]
    return "\n\n".join(texts)


# --- rules -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the table and key under which it stands, its text; of an alternative also the whole pattern."""

    place: str
    text: str
    whole: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def rules() -> Iterator[Rule]:
    """Yield every rule of the rule files that texts are read by."""
    for name, table in patterns.rule_files().items():
        if not name.startswith(LEFT_OUT):
            yield from (rule for rule in _rules_in(table, name) if rule.place not in NO_WORDS)


def _rules_in(value: Any, place: str) -> Iterator[Rule]:
    if isinstance(value, str):
        # A rule that is spelled out as one pattern is as many rules as it has alternatives.
        alternatives = _alternatives(value)
        yield from (Rule(place, text, value) for text in alternatives or [value] if text)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, str):
                is_pattern = place.endswith(("shapes", "patterns"))
                yield from _rules_in(item, place) if is_pattern else [Rule(place, item)]
            else:
                yield from _rules_in(item, place if "variants" in item else f"{place}.{_label(item, number)}")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not key.isascii() and _is_number(item):
                yield Rule(place, key)
            elif key == "name" and place.endswith(".formulations"):
                yield Rule(place, item)
            elif key not in NO_RULES and key != "name":
                yield from _rules_in(item, f"{place}.{key}")


def _is_number(value: Any) -> bool:
    """Say whether a word stands for a number, or for several (去年 = -1)."""
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, int) and not isinstance(first, bool)


def _label(item: Any, number: int) -> str:
    """Name an entry of a list of tables: by its name, where it has one that is not the rule itself."""
    name = item.get("name") or item.get("role") if isinstance(item, dict) else None
    return str(name) if name else str(number + 1)


def _alternatives(pattern: str) -> list[str]:
    """Return the alternatives of a pattern, each once; none where it has none."""
    return list(dict.fromkeys(Grouped(pattern).alternatives)) if "|" in pattern else []


def unescaped(text: str) -> str:
    """Return what a pattern without anything special stands for."""
    return re.sub(r"\\(.)", r"\1", text)


class Verdicts:
    """Says of each rule whether it fired.

    A list whose words are the alternatives of a pattern fires by that pattern; one whose words an automaton looks for, by the
    automaton; any other word, where it stands in a text. An alternative of a pattern fires by any pattern that was compiled
    from it.
    """

    def __init__(self, fired: Fired, watch: patterns.Watch, text: str) -> None:
        self.fired = fired
        self.compiled = {one.pattern for one in watch.found.values()}
        self.spelled = {pattern: frozenset(map(unescaped, Grouped(pattern).alternatives)) for pattern in self.compiled}
        self.text = text

    def dead(self, every: Iterable[Rule]) -> Iterator[Rule]:
        """Yield the rules that never fired; what no pattern, automaton or text can tell of is left out."""
        tables: dict[str, list[Rule]] = {}
        for rule in every:
            tables.setdefault(rule.place, []).append(rule)
        for rules_there in tables.values():
            words = frozenset(rule.text for rule in rules_there if rule.whole is None)
            alive = self._alive_words(words)
            for rule in rules_there:
                lives = rule.text in alive if rule.whole is None else self._pattern_lives(rule.whole, rule.text)
                if lives is False:
                    yield rule

    def _alive_words(self, words: frozenset[str]) -> set[str]:
        """Return the words of a list that fired."""
        alive: set[str] = set()
        asked = False
        for pattern, spelled in self.spelled.items():
            if words and len(words & spelled) >= 0.8 * len(words):
                asked = True
                alive |= words & set(map(unescaped, self.fired.alternatives.get(pattern, ())))
        for listed, found in self.fired.matchers.items():
            if words and len(words & frozenset(listed)) >= 0.8 * len(words):
                asked = True
                alive |= words & found
        return alive if asked else {word for word in words if word in self.text}

    def _pattern_lives(self, whole: str, text: str) -> bool | None:
        """Say whether an alternative (or a pattern without any) fired; ``None`` where nothing was compiled from it."""
        holders = [p for p in self.compiled if all(piece in p for piece in PLACEHOLDER.split(whole))]
        if not holders:
            return None
        shape = re.compile(".*".join(map(re.escape, PLACEHOLDER.split(text))), re.DOTALL)
        if text == whole:
            alone = any(pattern in self.fired.patterns for pattern in holders if 2 * len(whole) > len(pattern))
            return alone or any(shape.search(a) for p in holders for a in self.fired.alternatives.get(p, ()))
        return any(shape.fullmatch(a) for p in holders for a in self.fired.alternatives.get(p, ()))


def dead_rules(issues: int | None, *, local: bool) -> list[Rule]:
    """Read the corpora and return the rules that never fired, in the order of the rule files."""
    fired = Fired()
    watch = patterns.Watch(fired.told)
    watch.start()
    patterns.import_everything()
    fired.watch_matchers()
    text = read(issues, local=local)
    return list(Verdicts(fired, watch, text).dead(rules()))


def main() -> None:
    """Print the rules that never fired, by place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--issues", type=int, metavar="N", help="only the first N daily issues")
    parser.add_argument("--local", action="store_true", help="the local news too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write them there instead")
    chosen = parser.parse_args()
    found: dict[str, list[str]] = {}
    for rule in dead_rules(chosen.issues, local=chosen.local):
        found.setdefault(rule.place, []).append(rule.text)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    for place, texts in found.items():
        print(place, *(f"    {text}" for text in texts), sep="\n")


if __name__ == "__main__":
    main()
