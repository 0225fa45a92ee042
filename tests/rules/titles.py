"""Check of resources/titles.toml."""

from zhengjian_stats.parse import titles
from zhengjian_stats.parse.mentions import KnownPeople, find_people


def ends_as_post(text):
    return any(match.end() == len(text) for match in titles.head_pattern().finditer(text))


def found(text):
    return [[mention.name, mention.title] for mention in find_people(text, 0, len(text), KnownPeople())]


def failures(table):
    lines = [f"{t}: no post" for t in table["heads"]["examples"] if not ends_as_post(t)]
    lines += [f"{t}: a post" for t in table["heads"]["counter_examples"] if ends_as_post(t)]
    lines += [f"{t}: not one person's" for t in table["person_only"]["examples"] if not titles.is_person_post(t)]
    lines += [f"{t}: one person's" for t in table["person_only"]["counter_examples"] if titles.is_person_post(t)]
    lines += [f"{t}: not specific" for t in table["specific"]["examples"] if not titles.is_specific(t)]
    lines += [f"{t}: specific" for t in table["specific"]["counter_examples"] if titles.is_specific(t)]
    for name in ("after_name", "honorific", "lead_in"):
        for example in table[name]["examples"]:
            if found(example["text"]) != example["finds"]:
                lines.append(f"[{name}] {example['text']}: found {found(example['text'])}")
        lines += [f"[{name}] {text}: found {found(text)}" for text in table[name]["counter_examples"] if found(text)]
    return lines
