"""The sentences behind a figure: unfolded on demand, the words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.messages import say
from zhengjian_stats.report.markup import element, join
from zhengjian_stats.report.values import is_missing, plain

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from zhengjian_stats.messages import Language

#: So many sentences stand under one figure; more would bury the report.
SENTENCES_SHOWN: Final = 8


def sentences(found: pd.DataFrame, lang: Language, limit: int = SENTENCES_SHOWN) -> Markup | None:
    """Return a frame of evidence (``Corpus.evidence``) as an unfolding list, each sentence once; ``None`` if it is empty."""
    once = found.drop_duplicates([column for column in ("source", "sentence", "mark_start") if column in found.columns])
    if once.empty:
        return None
    items = [element("li", _quote(row), element("cite", _cite(row, lang))) for _, row in once.head(limit).iterrows()]
    title = say("report.evidence", lang, n=len(once))
    cut = say("report.evidence_cut", lang, n=len(once) - limit) if len(once) > limit else None
    return element(
        "details",
        element("summary", title),
        element("ul", *items),
        element("p", cut, class_="note") if cut else None,
        class_="evidence",
    )


def _quote(row: Any) -> Markup:
    sentence = str(row["sentence"])
    start, end = row["mark_start"], row["mark_end"]
    if is_missing(start) or is_missing(end):
        return element("q", sentence)
    start, end = int(start), int(end)
    return element("q", join(sentence[:start], element("mark", sentence[start:end]), sentence[end:]))


def _cite(row: Any, lang: Language) -> str:
    number = "" if is_missing(row["issue_number"]) else say("report.cite_number", lang, n=int(row["issue_number"]))
    parts = [plain(row["bulletin"], ""), number, plain(row["issued_on"], ""), plain(row["headline"], "")]
    return " · ".join(part for part in parts if part)
