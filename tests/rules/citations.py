"""Check of resources/citations.toml."""

from zhengjian_stats.parse.citations import find_citations


def failures(table):
    lines = []
    for name, rule in table.items():
        for example in rule["examples"]:
            found = [citation.title for citation in find_citations(example["text"])]
            if found != example["finds"]:
                lines.append(f"[{name}] {example['text']}: found {found}")
        lines += [f"[{name}] {text}: found something" for text in rule["counter_examples"] if find_citations(text)]
    return lines
