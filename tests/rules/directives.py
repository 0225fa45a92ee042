"""Check of resources/directives.toml."""

import datetime as dt

from zhengjian_stats.parse.deadlines import find_deadline
from zhengjian_stats.parse.directives import find_demands, responsible_body
from zhengjian_stats.parse.narrative import read_narrative


def demands(text):
    return [text[demand.start : demand.end] for demand in find_demands(text, read_narrative(text, 0, len(text)))]


def deadline(text, told_on):
    found = find_deadline(text, 0, len(text), told_on)
    return [found.text, str(found.day)] if found else None


#: Tables whose examples are whole sentences, with the demands that are found in them.
DEMANDS = (
    "modal",
    "imperative",
    "addressed",
    "defused",
    "describes",
    "inner",
    "announces",
    "leads",
    "turns",
    "quoted_before",
    "audience",
    "settles",
    "hope",
    "wish",
    "cites",
    "quotes",
    "mild",
    "standing",
    "vow",
)


def failures(table):
    lines = []
    for name in DEMANDS:
        for example in table[name]["examples"]:
            if demands(example["text"]) != example["finds"]:
                lines.append(f"[{name}] {example['text']}: found {demands(example['text'])}")
        lines += [f"[{name}] {text}: found {demands(text)}" for text in table[name]["counter_examples"] if demands(text)]
    for example in table["responsible"]["examples"]:
        if responsible_body(example["text"]) != example["body"]:
            lines.append(f"{example['text']}: {responsible_body(example['text'])}")
    lines += [f"{t}: somebody's" for t in table["responsible"]["counter_examples"] if responsible_body(t)]
    told_on = dt.date(2024, 7, 3)
    for kind in table["deadline"]["kind"]:
        for example in kind["examples"]:
            if deadline(example["text"], told_on) != example["finds"]:
                lines.append(f"[{kind['name']}] {example['text']}: {deadline(example['text'], told_on)}")
        lines += [f"[{kind['name']}] {t}: a deadline" for t in kind["counter_examples"] if deadline(t, told_on)]
    return lines
