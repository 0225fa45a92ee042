from zhengjian_stats.parse.abbreviations import find_abbreviations, is_general


def failures(table):
    lines = []
    for name in ("introduced", "before"):
        for example in table[name]["examples"]:
            found = [[a.short, a.body] for a in find_abbreviations(example["text"])]
            if found != example["finds"]:
                lines.append(f"[{name}] {example['text']}: {found}")
        lines += [f"[{name}] {text}: found" for text in table[name]["counter_examples"] if list(find_abbreviations(text))]
    for example in table["events"]["examples"] + table["events"]["counter_examples"]:
        found = [[a.short, a.body] for a in find_abbreviations(example["text"])]
        if found != example["finds"]:
            lines.append(f"[events] {example['text']}: {found}")
    lines += [f"[general] {short}: not general" for short in table["general"]["examples"] if not is_general(short)]
    lines += [f"[general] {short}: general" for short in table["general"]["counter_examples"] if is_general(short)]
    return lines
