"""Check of resources/themes.toml."""

from zhengjian_stats.parse.themes import find_themes, rules
from zhengjian_stats.settings import Settings


def themes(text):
    return {hit.theme for hit in find_themes(text, 0, len(text), Settings())}


def failures(table):
    lines = []
    for theme in table["theme"]:
        name = theme["name"]
        lines += [f"{text}: not under {name}" for text in theme["examples"] if name not in themes(text)]
        lines += [f"{text}: under {name}" for text in theme["counter_examples"] if name in themes(text)]
        lines += [f"{term}: never puts anything under {name}" for term in theme["terms"] if name not in themes(term)]
        for word in theme.get("unless", ()):
            if not any(term in word for term in theme["terms"]) or themes(word):
                lines.append(f"{word}: keeps nothing from {name}, or stands for a theme")
    for example in table["subject"]["examples"]:
        text = example["text"]
        if text[: rules().after_subject(text, 0, len(text))] != example["skips"]:
            lines.append(f"{text}: skips not {example['skips']}")
    for text in table["subject"]["counter_examples"]:
        if rules().after_subject(text, 0, len(text)):
            lines.append(f"{text}: skips something")
    return lines
