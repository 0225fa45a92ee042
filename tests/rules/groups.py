"""Check of resources/groups.toml."""

from zhengjian_stats.parse.groups import find_groups
from zhengjian_stats.parse.titles import is_group_text


def found(text, *, bodies=False):
    return [text[group.start : group.end] for group in find_groups(text, 0, len(text), bodies=bodies)]


def failures(table):
    lines = [f"{text}: found {found(text)}" for text in table["heads"]["examples"] if found(text) != [text]]
    lines += [f"{text}: a group" for text in table["heads"]["counter_examples"] if found(text)]
    lines += [f"{text}: marks not many" for text in table["marks"]["examples"] if not is_group_text(text)]
    lines += [f"{text}: marks many" for text in table["marks"]["counter_examples"] if is_group_text(text)]
    lines += [f"{text}: a group" for text in table["not_groups"]["examples"] if found(text)]
    lines += [f"{text}: no group" for text in table["not_groups"]["counter_examples"] if found(text) != [text]]
    for name in ("counts", "trim", "leaning", "bodies"):
        bodies = name == "bodies"
        for example in table[name]["examples"]:
            if found(example["text"], bodies=bodies) != example["finds"]:
                lines.append(f"[{name}] {example['text']}: found {found(example['text'], bodies=bodies)}")
        got = [(text, found(text, bodies=bodies)) for text in table[name]["counter_examples"]]
        lines += [f"[{name}] {text}: found {names}" for text, names in got if names]
    return lines
