"""Check of resources/group_frames.toml: each frame reads the groups of its examples, and none in its counter-examples."""

from zhengjian_stats.parse.groups import Group
from zhengjian_stats.parse.narrative import read_narrative


def framed(text):
    """Return the groups of a sentence with their roles, as an article would have them."""
    acts = read_narrative(text, 0, len(text)).acts
    return [[text[act.who.start : act.who.end], act.role] for act in acts if isinstance(act.who, Group)]


def failures(table):
    lines = []
    for rule in [*table["frame"], table["cued"], table["listed"], table["not_who"]]:
        name = rule.get("name", rule["pattern"][:12])
        lines += [
            f"[{name}] {example['text']}: found {framed(example['text'])}"
            for example in rule["examples"]
            if framed(example["text"]) != example["finds"]
        ]
        got = [(text, framed(text)) for text in rule["counter_examples"]]
        lines += [f"[{name}] {text}: found {groups}" for text, groups in got if groups]
    return lines
