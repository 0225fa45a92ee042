"""The head of a report and its closing note: whose it is, what it covers, how much there was, how it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.check import coverage_problems
from zhengjian_stats.messages import say
from zhengjian_stats.report.comparison import Comparison
from zhengjian_stats.report.markup import element, join
from zhengjian_stats.report.values import is_missing, plain
from zhengjian_stats.report.words import listed

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from zhengjian_stats.corpus import Corpus
    from zhengjian_stats.messages import Language
    from zhengjian_stats.report.edition import Edition

#: The headline figures, in order: the message of each is ``report.figure_<name>``.
HEADLINES: Final = ("issues", "articles", "meetings", "people", "directives")

#: What the closing note explains, in order: the messages ``report.method_<name>``.
_METHODS: Final = ("evidence", "meetings", "attendance", "directives", "gaps")


def counts(corpus: Corpus) -> dict[str, int]:
    """Return how much there is: issues, articles, distinct events, distinct persons who attended, demands."""
    attended = corpus.attendees[corpus.attendees["attended"].astype("bool")]
    return {
        "issues": len(corpus.issues),
        "articles": len(corpus.articles),
        "meetings": corpus.meetings["event_id"].nunique(),
        "people": attended["person_id"].nunique(),
        "directives": len(corpus.directives),
    }


def compared(edition: Edition, name: str) -> Comparison:
    """Return a headline figure beside those of the periods to compare with."""
    now, previous, before = (counts(part)[name] for part in (edition.part, edition.previous, edition.year_before))
    return Comparison(
        now,
        None if edition.previous.issues.empty else previous,
        None if edition.year_before.issues.empty else before,
        edition.period.unit,
    )


def title(edition: Edition) -> str:
    """Return the title of the report: of one bulletin by its name, else of the office, else without."""
    bulletins = names(edition.corpus.issues["bulletin"])
    name = bulletins[0] if len(bulletins) == 1 else ""
    key = "report.title_of" if name else "report.title"
    return say(key, edition.lang, name=name, period=edition.period.title(edition.lang))


def names(column: pd.Series) -> list[str]:
    """Return the distinct values of a column, the most frequent first."""
    return [str(name) for name in column.dropna().value_counts(sort=True).index]


def head(edition: Edition) -> Markup:
    """Return the head of the report."""
    lang = edition.lang
    offices = listed(names(edition.part.issues["issuing_office"]), lang)
    above = element("p", offices, class_="kicker") if offices else None
    heading = element("h1", title(edition))
    if edition.is_empty:
        text = say("report.no_issues", lang, period=edition.period.title(lang))
        return join(above, heading, element("p", text, class_="empty"), element("p", _built_from(edition), class_="note"))
    figures = element("dl", *(_figure(edition, name) for name in HEADLINES), class_="facts")
    lines = [element("p", line, class_="note") for line in (*coverage(edition), _built_from(edition))]
    return join(above, heading, figures, *lines)


def _figure(edition: Edition, name: str) -> Markup:
    beside = compared(edition, name)
    before = say(f"report.before_{edition.period.unit}", edition.lang)
    change = say("report.figure_before", edition.lang, when=before, n=beside.previous) if beside.previous is not None else ""
    term = element("dt", say(f"report.figure_{name}", edition.lang))
    return element("div", term, element("dd", beside.now), element("dd", change, class_="change") if change else None)


def coverage(edition: Edition) -> list[str]:
    """Return which numbers of each serial the period holds, and which are missing."""
    issues, lang = edition.part.issues, edition.lang
    lines = []
    for name in names(issues["bulletin"]):
        serial = issues[issues["bulletin"] == name]
        regular = serial[(serial["issue_kind"] != "supplement") & serial["issue_number"].notna()]
        years = regular.groupby("year")
        parts = [_range(held["issue_number"], held["issue_number_end"], year, lang) for year, held in years]
        extra = int((serial["issue_kind"] == "supplement").sum())
        parts += [say("report.coverage_extra", lang, n=extra)] if extra else []
        said = say("report.list_mark", lang).join(parts)
        lines.append(say("report.coverage", lang, name=name, parts=said or _days(serial, lang)))
    return [*lines, *_gaps(edition)]


def _gaps(edition: Edition) -> list[str]:
    # Looked for in all that was issued until then: the first issue of the period may come after a gap.
    inside = set(edition.part.issues["issue_id"])
    rows = coverage_problems(edition.history.issues, edition.lang)
    return [str(row["message"]) for row in rows if row["code"] == "number_gap" and row["issue_id"] in inside]


def _days(serial: pd.DataFrame, lang: Language) -> str:
    days = serial["issued_on"].dropna()
    return say("report.coverage_days", lang, first=days.min().date(), last=days.max().date(), n=len(serial))


def _range(first: pd.Series, last: pd.Series, year: Any, lang: Language) -> str:
    low, high = int(first.min()), int(last.fillna(first).max())
    number = str(low) if low == high else f"{low}–{high}"
    return say("report.coverage_range", lang, year=int(year), number=number)


def data_until(corpus: Corpus) -> str:
    """Return the day of the last issue, empty if no issue is dated."""
    last = corpus.issues["issued_on"].max()
    return "" if is_missing(last) else str(last.date())


def _built_from(edition: Edition) -> str:
    last = data_until(edition.corpus)
    key = "report.built_from" if last else "report.built_from_undated"
    return say(key, edition.lang, n=len(edition.corpus.issues), last=last)


def facts(edition: Edition) -> dict[str, Any]:
    """Return what the page says of itself to the template and to the list of reports."""
    figures = counts(edition.part)
    said = [say(f"report.count_{name}", edition.lang, n=figures[name]) for name in HEADLINES]
    period = edition.period
    return {
        "lang": edition.lang,
        "title": title(edition),
        "period": period.label,
        "since": str(period.since),
        "until": str(period.until),
        "data_until": data_until(edition.corpus),
        "figures": figures,
        "summary": " · ".join(said) if not edition.is_empty else say("report.no_issues_short", edition.lang),
        "ends_here": edition.is_empty,
    }


def method(edition: Edition) -> Markup:
    """Return how the figures are made."""
    from importlib.metadata import version

    lang = edition.lang
    lines = [*(say(f"report.method_{name}", lang) for name in _METHODS), _accuracy(edition)]
    readers = ", ".join(names(edition.part.issues["reader"]))
    made = say("report.method_made", lang, version=version("zhengjian-stats"), period=edition.period.label, readers=readers)
    return join(element("ul", *(element("li", line) for line in lines)), element("p", made, class_="note"))


def _accuracy(edition: Edition) -> str:
    """Say how far the figures can be trusted: by the last evaluation of the project, if there was one."""
    record = edition.accuracy
    if record is None:
        return say("report.method_accuracy", edition.lang)
    scores = {
        name: f"{score['f1']:.2f}" if score["gold"] or score["found"] else plain(None)
        for name, score in record["scores"].items()
    }
    return say("report.method_accuracy_measured", edition.lang, n=record["n_articles"], **scores)
