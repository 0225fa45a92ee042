"""Check of resources/look_alikes.toml."""

from zhengjian_stats.parse.misprints import find_misprints


def found(text, bodies=()):
    return [[suspect.found, suspect.likely] for suspect in find_misprints(text, bodies)]


def failures(table):
    lines = []
    for part in [*table["group"], *(value for key, value in table.items() if key != "group")]:
        for example in part["examples"]:
            pairs = found(example["text"], tuple(example.get("bodies", ())))
            if pairs != example["finds"]:
                lines.append(f"{example['text']}: found {pairs}")
        lines += [f"{text}: found {found(text)}" for text in part["counter_examples"] if found(text)]
    return lines
