"""Check of resources/topics.toml."""

from zhengjian_stats.analysis.term_groups import finder, usual_topics


def failures(table):
    lines = []
    for name, rule in table.items():
        found = finder([usual_topics()[name]])
        lines += [f"[{name}] {text}: not counted" for text in rule["examples"] if not list(found(text))]
        lines += [f"[{name}] {text}: counted" for text in rule["counter_examples"] if list(found(text))]
    return lines
