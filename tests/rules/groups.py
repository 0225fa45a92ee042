"""Check of resources/groups.toml."""

from zhengjian_stats.parse.groups import find_groups
from zhengjian_stats.parse.titles import is_group_text


def found(text):
    return [text[group.start : group.end] for group in find_groups(text, 0, len(text))]


def failures(table):
    lines = [f"{text}: found {found(text)}" for text in table["heads"]["examples"] if found(text) != [text]]
    lines += [f"{text}: a group" for text in table["heads"]["counter_examples"] if found(text)]
    lines += [f"{text}: marks not many" for text in table["marks"]["examples"] if not is_group_text(text)]
    lines += [f"{text}: marks many" for text in table["marks"]["counter_examples"] if is_group_text(text)]
    lines += [f"{text}: a group" for text in table["not_groups"]["examples"] if found(text)]
    lines += [f"{text}: no group" for text in table["not_groups"]["counter_examples"] if found(text) != [text]]
    for name in ("counts", "trim"):
        for example in table[name]["examples"]:
            if found(example["text"]) != example["finds"]:
                lines.append(f"[{name}] {example['text']}: found {found(example['text'])}")
        lines += [f"[{name}] {text}: found {found(text)}" for text in table[name]["counter_examples"] if found(text)]
    return lines
