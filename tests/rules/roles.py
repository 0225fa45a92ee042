"""Check of resources/roles.toml."""

from zhengjian_stats.parse.cues import find_cues, find_quote
from zhengjian_stats.parse.narrative import read_narrative


def roles_in(text):
    return [cue.role for cue in find_cues(text, 0, len(text))]


def acts(text):
    story = read_narrative(text, 0, len(text))
    return [[text[act.who.start : act.who.end], act.role] for act in story.acts]


def failures(table):
    lines = []
    for rule in table["cue"]:
        lines += [f"{text}: not {rule['role']}" for text in rule["examples"] if rule["role"] not in roles_in(text)]
        lines += [f"{text}: {rule['role']}" for text in rule["counter_examples"] if rule["role"] in roles_in(text)]
    lines += [f"{t}: opens no words" for t in table["quote"]["examples"] if find_quote(t, 0, len(t)) is None]
    lines += [f"{t}: opens words" for t in table["quote"]["counter_examples"] if find_quote(t, 0, len(t))]
    clauses = ("attending", "before_event", "topic", "other_subject", "pronoun")
    for name in ("bare_subject", "occasion", "adjacent", "leading", "list", "led", "objects", *clauses):
        for example in table[name]["examples"]:
            if acts(example["text"]) != example["finds"]:
                lines.append(f"[{name}] {example['text']}: found {acts(example['text'])}")
        lines += [f"[{name}] {text}: found {acts(text)}" for text in table[name]["counter_examples"] if acts(text)]
    return lines
