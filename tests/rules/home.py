"""Check of resources/home.toml."""

from zhengjian_stats.parse.home import home_body


def failures(table):
    rule = table["body"]
    lines = []
    for example in rule["examples"]:
        found = home_body(example["headline"], example["text"], 0, len(example["text"]))
        if found != example["body"]:
            lines.append(f"{example['headline']}: found {found}")
    lines += [f"{t}: found {home_body(t, t, 0, len(t))}" for t in rule["counter_examples"] if home_body(t, t, 0, len(t))]
    return lines
