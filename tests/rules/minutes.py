"""Check of resources/minutes.toml."""

from zhengjian_stats.parse.minutes import read_minutes


def found(text):
    minutes = read_minutes(text, 0, len(text))
    return [[row.name, row.role, row.title] for row in minutes.attendances] if minutes else []


def failures(table):
    lines = []
    for name in ("labels", "value"):
        for example in table[name]["examples"]:
            if found(example["text"]) != [[a, b, c or None] for a, b, c in example["finds"]]:
                lines.append(f"[{name}] {example['text']}: found {found(example['text'])}")
        lines += [f"[{name}] {text}: found {found(text)}" for text in table[name]["counter_examples"] if found(text)]
    return lines
