"""Check of resources/candidates.toml."""

from zhengjian_stats.parse.candidates import KINDS, find_candidates


def failures(table):
    lines = []
    for kind in KINDS:
        for example in table[kind]["examples"]:
            found = [use.text for use in find_candidates(example["text"], 0, len(example["text"]))]
            if found != example["finds"]:
                lines.append(f"[{kind}] {example['text']}: found {found}")
        for text in table[kind]["counter_examples"]:
            found = [use.text for use in find_candidates(text, 0, len(text))]
            if found:
                lines.append(f"[{kind}] {text}: found {found}")
    return lines
