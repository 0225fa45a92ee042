"""Check of resources/organizations.toml."""

from zhengjian_stats.parse.organizations import body_of, split_title


def failures(table):
    lines = []
    for name in ("heads", "modifiers", "party_units"):
        lines += [f"[{name}] {title}: no body" for title in table[name]["examples"] if split_title(title)[0] is None]
        lines += [f"[{name}] {title}: a body" for title in table[name]["counter_examples"] if split_title(title)[0] is not None]
    lines += [f"[bodies] {text}: no body" for text in table["bodies"]["examples"] if body_of(text) is None]
    lines += [f"[bodies] {text}: a body" for text in table["bodies"]["counter_examples"] if body_of(text) is not None]
    return lines
