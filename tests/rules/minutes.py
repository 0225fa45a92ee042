"""Check of resources/minutes.toml."""

from zhengjian_stats.parse.minutes import read_minutes
from zhengjian_stats.parse.minutes_headlines import is_announced, is_follow_up, meeting_name


def found(text):
    minutes = read_minutes(text, 0, len(text))
    return [[row.name, row.role, row.title] for row in minutes.attendances] if minutes else []


def failures(table):
    lines = []
    for name in ("labels", "value", "units", "posts", "announced"):
        for example in table[name]["examples"]:
            if found(example["text"]) != [[a, b, c or None] for a, b, c in example["finds"]]:
                lines.append(f"[{name}] {example['text']}: found {found(example['text'])}")
    for name in ("labels", "value", "units", "posts"):
        lines += [f"[{name}] {text}: found {found(text)}" for text in table[name]["counter_examples"] if found(text)]
    return lines + announcements(table["announced"]) + headlines(table["name"])


def announcements(rule):
    lines = [
        f"[announced] {text}: not seen"
        for text in rule["headlines"]
        if not (is_announced(text, "", 0, 0) or is_follow_up(text))
    ]
    lines += [f"[announced] {text}: not seen" for text in rule["texts"] if not is_announced(None, text, 0, len(text))]
    return lines + [
        f"[announced] {text}: seen"
        for text in rule["counter_examples"]
        if is_announced(text, "", 0, 0) or is_follow_up(text) or is_announced(None, text, 0, len(text))
    ]


def headlines(rule):
    lines = [
        f"[name] {example['headline']}: {meeting_name(example['headline'])}"
        for example in rule["examples"]
        if meeting_name(example["headline"]) != example["finds"]
    ]
    return lines + [f"[name] {text}: {meeting_name(text)}" for text in rule["counter_examples"] if meeting_name(text)]
