"""Check of resources/meeting_kinds.toml."""

from zhengjian_stats.parse.meeting_kinds import kind_of, rules


def failures(table):
    lines = []
    for row in table["kind"]:
        kind = row["kind"]
        lines += [f"{name}: not {kind}" for name in row["examples"] if kind_of(name) != kind]
        lines += [f"{name}: {kind}" for name in row["counter_examples"] if kind_of(name) == kind]
        lines += [f"{text}: not {kind}" for text in row.get("text_examples", ()) if kind_of("", text) != kind]
    dropped = table["modifiers"]
    lines += [f"{name}: nothing dropped" for name in dropped["examples"] if rules().core(name) == name]
    lines += [f"{name}: something dropped" for name in dropped["counter_examples"] if rules().core(name) != name]
    return lines
