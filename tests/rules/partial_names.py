from zhengjian_stats.parse.known_people import KnownPeople
from zhengjian_stats.parse.partial_names import find_partial_names
from zhengjian_stats.parse.sentences import split_sentences


def found(text):
    """Return part and post of everything found; the full names of an example are those written in it as 陈远舟."""
    known = KnownPeople({"陈远舟": None} if "陈远舟" in text else {})
    parts = [p for s in split_sentences(text, 0, len(text)) for p in find_partial_names(text, s.start, s.end, known)]
    return [[text[p.start : p.end], text[p.end : p.finish]] for p in parts]


def failures(table):
    lines = []
    for name, rule in table.items():
        for example in rule["examples"]:
            if found(example["text"]) != example["finds"]:
                lines.append(f"[{name}] {example['text']}: {found(example['text'])}")
        for text in rule["counter_examples"]:
            # What is doubtful forbids: its counter-examples are names that it must leave alone.
            if bool(found(text)) != (name == "doubtful"):
                lines.append(f"[{name}] {text}: {found(text)}")
    return lines
