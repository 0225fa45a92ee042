"""Check of resources/organizations.toml."""

from zhengjian_stats.parse.organizations import body_of, is_post_of, split_title


def failures(table):
    lines = []
    for name in ("heads", "modifiers", "party_units"):
        lines += [f"[{name}] {title}: no body" for title in table[name]["examples"] if split_title(title)[0] is None]
        lines += [f"[{name}] {title}: a body" for title in table[name]["counter_examples"] if split_title(title)[0] is not None]
    lines += [f"[bodies] {text}: no body" for text in table["bodies"]["examples"] if body_of(text) is None]
    lines += [f"[bodies] {text}: a body" for text in table["bodies"]["counter_examples"] if body_of(text) is not None]
    lines += [f"[own_head] {row}: not of it" for row in table["own_head"]["examples"] if not is_post_of(**row)]
    lines += [f"[own_head] {row}: of it" for row in table["own_head"]["counter_examples"] if is_post_of(**row)]
    return lines
