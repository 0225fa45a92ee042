"""Check of resources/dates.toml."""

from zhengjian_stats.parse.dates import find_dates


def failures(table):
    lines = []
    for example in table["tests"]["examples"]:
        found = [(date.start, date.end) for date in find_dates(f"据悉，{example}，会议召开。")]
        if found != [(3, 3 + len(example))]:
            lines.append(f"{example}: is no date as a whole, found {found}")
    lines += [f"{text}: dates something" for text in table["tests"]["counter_examples"] if find_dates(text)]
    return lines
