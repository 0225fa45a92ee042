from zhengjian_stats.resolve.headlines import is_shared, tell_apart


def failures(table):
    lines = []
    for name in ("acts", "framed", "talks", "ordinals"):
        lines += [f"[{name}] one: {pair}" for pair in table[name]["examples"] if not tell_apart(*pair)]
        lines += [f"[{name}] two: {pair}" for pair in table[name]["counter_examples"] if tell_apart(*pair)]
    lines += [f"[series] {name}: of none" for name in table["series"]["examples"] if not is_shared(name)]
    lines += [f"[series] {name}: of one" for name in table["series"]["counter_examples"] if is_shared(name)]
    return lines
