import datetime as dt

from zhengjian_stats.parse.article import parse_article
from zhengjian_stats.parse.records import ArticleSpan


def failures(table):
    lines = []
    for name, rule in table.items():
        for example in rule["examples"] + rule["counter_examples"]:
            text, wanted = example["text"], (example.get("body"), example.get("own"))
            span = ArticleSpan(None, 0, 0, 0, len(text))
            facts = parse_article(text, span, issued_on=dt.date(2024, 3, 8), office=example.get("office"))
            found = [(meeting.body, meeting.is_own) for meeting in facts.meetings]
            if not any(body == wanted[0] and ("own" not in example or own == wanted[1]) for body, own in found):
                lines.append(f"[{name}] {text}: {found}")
    return lines
