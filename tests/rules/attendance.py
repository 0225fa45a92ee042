"""Check of resources/attendance.toml."""

from zhengjian_stats import lexicon
from zhengjian_stats.analysis.presence import is_house_group
from zhengjian_stats.schema import MEETING_KINDS


def failures(table):
    kinds = set(lexicon.load("attendance")["body_meetings"]["kinds"])
    lines = [f"{kind}: no kind of the schema" for kind in kinds - set(MEETING_KINDS)]
    lines += [f"{kind}: not a meeting of a body" for kind in table["body_meetings"]["examples"] if kind not in kinds]
    lines += [f"{kind}: a meeting of a body" for kind in table["body_meetings"]["counter_examples"] if kind in kinds]
    lines += [f"{text}: not of the house" for text in table["house_group"]["examples"] if not is_house_group(text)]
    lines += [f"{text}: of the house" for text in table["house_group"]["counter_examples"] if is_house_group(text)]
    return lines
