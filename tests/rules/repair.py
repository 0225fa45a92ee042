"""Check of resources/repair.toml."""

from zhengjian_stats.text import rules

#: How the package asks each group of rules.
ASKED = {
    "label": rules.is_label,
    "number": rules.begins_item,
    "mark": rules.begins_item,
    "date": rules.begins_paragraph,
    "sentence": rules.begins_paragraph,
    "dangling": rules.is_dangling,
    "clinging": rules.is_clinging,
    "closed": rules.is_closed,
    "credit": rules.is_credit,
    "anywhere": lambda line: rules.page_number_line().search(line),
    "at_edge": rules.is_bare_number,
}


def single(table):
    for name, value in table.items():
        if "pattern" in value:
            yield name, value
        else:
            yield from single(value)


def failures(table):
    lines = []
    for name, rule in single(table):
        holds = ASKED[name]
        lines += [f"[{name}] {text}: no match" for text in rule["examples"] if not holds(text.replace("\u3000", " "))]
        # Another rule of the same question may well match it.
        alone = name not in {"number", "mark", "date", "sentence"}
        lines += [f"[{name}] {text}: a match" for text in rule["counter_examples"] if alone and holds(text)]
    return lines
