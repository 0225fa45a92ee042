"""Check of resources/stopwords.toml."""

from zhengjian_stats.analysis.terms import stop_words


def failures(table):
    lines = []
    for name, rule in table.items():
        lines += [f"[{name}] {word}: no stop word" for word in rule["examples"] if word not in stop_words()]
        lines += [f"[{name}] {word}: a stop word" for word in rule["counter_examples"] if word in stop_words()]
    return lines
