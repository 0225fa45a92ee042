"""Check of resources/layout.toml."""

from zhengjian_stats.parse import layout_rules
from zhengjian_stats.parse.issue_numbers import read_issue_number
from zhengjian_stats.parse.lines import squeeze


def failures(table):
    lines = []
    for name, rule in table.items():
        if "pattern" in rule:
            lines += [f"[{name}] {text}: no match" for text in rule["examples"] if not layout_rules.has(name, squeeze(text))]
            lines += [f"[{name}] {text}: a match" for text in rule["counter_examples"] if layout_rules.has(name, squeeze(text))]
    for form in table["number"]["form"]:
        for example in form["examples"]:
            number, rest = read_issue_number(example["text"])
            if number is None or rest or (number.number, number.number_end) != (example.get("from"), example.get("to")):
                lines.append(f"[number] {example['text']}: read as {number}")
    lines += [
        f"[number] {text}: a number" for text in table["number"].get("counter_examples", ()) if read_issue_number(text)[0]
    ]
    return lines
