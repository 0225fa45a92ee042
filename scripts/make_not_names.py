"""Make ``resources/not_names.txt``: dictionary words that begin like a surname and are no names.

A line is a word and its count in that dictionary. The words are those of jieba's dictionary (MIT) of two or three characters
that begin with a surname and are not tagged as a person's name. Run it when the surnames change:
``python scripts/make_not_names.py``.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from zhengjian_stats import lexicon

TARGET = Path(__file__).resolve().parent.parent / "src" / "zhengjian_stats" / "resources" / "not_names.txt"
MINIMUM = 8


def dictionary_words() -> list[str]:
    """Return the words of jieba's dictionary that begin like a name and are none, sorted."""
    surnames = lexicon.load("names")["surnames"]
    first = set(surnames["common"] + surnames["other"])
    words = []
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        if 2 <= len(word) <= 3 and word[0] in first and int(count) >= MINIMUM and not tag.startswith("nr"):
            words.append(f"{word}\t{count}")
    return sorted(words)


def main() -> None:
    """Write the file."""
    TARGET.write_text("\n".join(dictionary_words()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
