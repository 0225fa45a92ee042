"""Check of resources/directives.toml."""

import datetime as dt

from zhengjian_stats.parse.deadlines import find_deadline
from zhengjian_stats.parse.directives import find_demands, responsible_body
from zhengjian_stats.parse.narrative import read_narrative


def demands(text):
    return [text[demand.start : demand.end] for demand in find_demands(text, read_narrative(text, 0, len(text)))]


def failures(table):
    lines = []
    for name in ("modal", "imperative", "not_a_demand", "cites", "quotes", "vow"):
        for example in table[name]["examples"]:
            if demands(example["text"]) != example["finds"]:
                lines.append(f"[{name}] {example['text']}: found {demands(example['text'])}")
        lines += [f"[{name}] {text}: found {demands(text)}" for text in table[name]["counter_examples"] if demands(text)]
    for example in table["responsible"]["examples"]:
        if responsible_body(example["text"]) != example["body"]:
            lines.append(f"{example['text']}: {responsible_body(example['text'])}")
    lines += [f"{t}: somebody's" for t in table["responsible"]["counter_examples"] if responsible_body(t)]
    told_on = dt.date(2024, 7, 3)
    for example in table["deadline"]["examples"]:
        found = find_deadline(example["text"], 0, len(example["text"]), told_on)
        if found is None or [found.text, str(found.day)] != example["finds"]:
            lines.append(f"{example['text']}: {found}")
    lines += [f"{t}: a deadline" for t in table["deadline"]["counter_examples"] if find_deadline(t, 0, len(t), told_on)]
    return lines
