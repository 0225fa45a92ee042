"""Make ``resources/not_names.txt`` and ``resources/name_characters.tsv`` from jieba's dictionary (MIT licence).

``not_names.txt``: words of two to four characters that read like a name and are none, with count and class (n, v, p). A
word reads like a name where it begins with a surname, or where its characters are those of transliteration.

``name_characters.tsv``: each character with how many names of that dictionary have it as their surname and in the given
name, and how often its words stand in running text. Run it when the surnames change: ``python scripts/make_name_data.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from zhengjian_stats import lexicon

RESOURCES = Path(__file__).resolve().parent.parent / "src" / "zhengjian_stats" / "resources"
MINIMUM = 8
#: Characters of running text are listed from this count on, though no name has them.
COMMON = 1000
#: Tags of names in Chinese characters that are no Chinese names (transliterations) or no names of people.
FOREIGN_TAGS = ("nrt", "nrfg")

#: Tags of places and other proper nouns: many of them are surnames of foreigners too.
PROPER_TAGS = ("ns", "nz", "nt")


def dictionary() -> Iterator[tuple[str, int, str]]:
    """Yield word, count and tag of each entry."""
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        yield word, int(count), tag


def word_class(tag: str) -> str:
    """Return p for a proper noun, v for verbs and words of grammar, n for any other word."""
    if tag in PROPER_TAGS:
        return "p"
    return "v" if tag[0] in "vdpcfur" or tag == "ad" else "n"


def not_names(surnames: frozenset[str], foreign: frozenset[str]) -> list[str]:
    """Return the words that begin like a name, or are written like a foreign one, and are none; sorted, with their counts."""
    return sorted(
        f"{word}\t{count}\t{word_class(tag)}"
        for word, count, tag in dictionary()
        if count >= MINIMUM
        and not tag.startswith("nr")
        and (
            (2 <= len(word) <= 3 and word[0] in surnames)
            or (2 <= len(word) <= 4 and foreign >= set(word) and tag not in PROPER_TAGS)
        )
    )


def characters(surnames: frozenset[str], double: frozenset[str]) -> list[str]:
    """Return each character with its counts: as a surname, in given names, in other words; sorted."""
    first: Counter[str] = Counter()
    given: Counter[str] = Counter()
    running: Counter[str] = Counter()
    for word, count, tag in dictionary():
        if not tag.startswith("nr"):
            running.update({character: count * word.count(character) for character in set(word)})
        elif tag not in FOREIGN_TAGS and 2 <= len(word) <= 4:
            size = 2 if word[:2] in double and len(word) > 2 else 1
            if size == 2 or word[0] in surnames:
                first.update([word[:size]])
                given.update(word[size:])
    listed = sorted(first.keys() | given.keys() | {character for character, n in running.items() if n >= COMMON})
    return [f"{character}\t{first[character]}\t{given[character]}\t{running[character]}" for character in listed]


def main() -> None:
    """Write both files."""
    table = lexicon.load("names")
    surnames = frozenset(table["surnames"]["common"] + table["surnames"]["other"])
    foreign = frozenset(table["foreign"]["characters"])
    double = frozenset(table["surnames"]["double"])
    (RESOURCES / "not_names.txt").write_text("\n".join(not_names(surnames, foreign)) + "\n", encoding="utf-8")
    (RESOURCES / "name_characters.tsv").write_text("\n".join(characters(surnames, double)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
