"""Check of resources/voices.toml."""

from zhengjian_stats.parse.voices import voice_pattern


def failures(table):
    lines = []
    for name, rule in table.items():
        pattern = voice_pattern(name)
        lines += [f"[{name}] {text}: no match" for text in rule["examples"] if not matches(pattern, text)]
        lines += [f"[{name}] {text}: a match" for text in rule["counter_examples"] if matches(pattern, text)]
    return lines


def matches(pattern, text):
    """Say whether a pattern finds something (an empty one finds nothing), at the head where it is an enumerator."""
    found = pattern.match(text) if pattern is voice_pattern("enumerator") else pattern.search(text)
    return bool(found and found.group())
