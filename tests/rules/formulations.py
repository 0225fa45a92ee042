"""Check of resources/formulations.toml."""

from zhengjian_stats.parse.formulations import find_formulations
from zhengjian_stats.settings import Settings


def found(text):
    return [use.formulation for use in find_formulations(text, 0, len(text), Settings())]


def failures(table):
    lines = []
    for group in [*table["group"], table["quoted"]]:
        names = {entry["name"] for entry in group.get("formulations", ())}
        for example in group["examples"]:
            if found(example["text"]) != example["finds"]:
                lines.append(f"{example['text']}: found {found(example['text'])}")
        for text in group["counter_examples"]:
            if [name for name in found(text) if not names or name in names]:
                lines.append(f"{text}: found {found(text)}")
        forms = [form for entry in group.get("formulations", ()) for form in (entry["name"], *entry.get("variants", ()))]
        for word in group.get("unless", ()):
            if found(word) or not any(form in word for form in forms):
                lines.append(f"{word}: keeps nothing from its group, or is a formulation")
        # No form may hide behind another: a list with entries that can never match rots.
        for entry in group.get("formulations", ()):
            for form in (entry["name"], *entry.get("variants", ())):
                if found(f"“{form}”" if entry.get("quoted") else form) != [entry["name"]]:
                    lines.append(f"{form}: never matches as {entry['name']}")
    return lines
