"""Check of resources/events.toml."""

import datetime as dt

from zhengjian_stats.parse.article import parse_article
from zhengjian_stats.parse.records import ArticleSpan
from zhengjian_stats.parse.triggers import find_triggers, generic_names, is_opinion, tells_no_event, venue_of

ISSUED = dt.date(2024, 3, 20)


def rules_in(text):
    return [trigger.rule for trigger in find_triggers(text, 0, len(text))]


def names_in(text):
    return [text[trigger.name_start : trigger.name_end] for trigger in find_triggers(text, 0, len(text))]


def events(text):
    facts = parse_article(text, ArticleSpan(None, 0, 0, 0, len(text)), issued_on=ISSUED, office="云岭省方志馆")
    return [[meeting.name or "", str(meeting.held_on), meeting.is_own] for meeting in facts.meetings]


def failures(table):
    lines = []
    for rule in table["trigger"]:
        lines += [f"{text}: not {rule['name']}" for text in rule["examples"] if rule["name"] not in rules_in(text)]
        lines += [f"{text}: {rule['name']}" for text in rule["counter_examples"] if rule["name"] in rules_in(text)]
    lines += [f"{n}: no event" for n in table["heads"]["examples"] if names_in(f"召开{n}") != [n]]
    lines += [f"{n}: an event" for n in table["heads"]["counter_examples"] if names_in(f"召开{n}")]
    lines += [f"{n}: not generic" for n in table["generic"]["examples"] if n not in generic_names()]
    lines += [f"{n}: generic" for n in table["generic"]["counter_examples"] if n in generic_names()]
    for name in ("future", "cited", "strip", "extend"):
        for example in table[name]["examples"]:
            if names_in(example["text"]) != example["finds"]:
                lines.append(f"[{name}] {example['text']}: found {names_in(example['text'])}")
        lines += [f"[{name}] {text}: found {names_in(text)}" for text in table[name]["counter_examples"] if names_in(text)]
    lines += [f"{n}: one event" for n in table["plural"]["examples"] if names_in(f"召开{n}")]
    lines += [f"{n}: many events" for n in table["plural"]["counter_examples"] if not names_in(f"召开{n}")]
    lines += [f"{t}: no opinion" for t in table["opinion"]["examples"] if not is_opinion(t)]
    lines += [f"{t}: an opinion" for t in table["opinion"]["counter_examples"] if is_opinion(t)]
    lines += [f"{t}: an event" for t in table["reactions"]["examples"] if not tells_no_event(t)]
    lines += [f"{t}: no event" for t in table["reactions"]["counter_examples"] if tells_no_event(t)]
    for name in ("later", "made", "further", "higher", "dateline"):
        for example in table[name]["examples"]:
            if events(example["text"]) != example["finds"]:
                lines.append(f"[{name}] {example['text']}: found {events(example['text'])}")
        lines += [f"[{name}] {text}: found {events(text)}" for text in table[name]["counter_examples"] if events(text)]
    lines += [f"{t}: no venue" for t in table["venue"]["examples"] if venue_of(t, 0, len(t)) is None]
    lines += [f"{t}: a venue" for t in table["venue"]["counter_examples"] if venue_of(t, 0, len(t))]
    return lines
