"""The sentences behind a figure: unfolded on demand, the words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.messages import say
from zhengjian_stats.report.markup import element
from zhengjian_stats.report.values import is_missing, plain

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from zhengjian_stats.messages import Language

#: So many sentences stand under one figure; more would bury the report.
SENTENCES_SHOWN: Final = 8


def sentences(found: pd.DataFrame, lang: Language, limit: int = SENTENCES_SHOWN) -> Markup | None:
    """Return a frame of evidence (``Corpus.evidence``) as an unfolding list, each sentence once; ``None`` if it is empty."""
    quoted = found[found["sentence"].notna()]
    if quoted.empty:
        return None
    once = [rows for _, rows in quoted.groupby(["issue_id", "sentence_start"], sort=False)]
    items = [element("li", _quote(rows), element("cite", _cite(rows.iloc[0], lang))) for rows in once[:limit]]
    cut = say("report.evidence_cut", lang, n=len(once) - limit) if len(once) > limit else None
    return element(
        "details",
        element("summary", say("report.evidence", lang, n=len(once))),
        element("ul", *items),
        element("p", cut, class_="note") if cut else None,
        class_="evidence",
    )


def _quote(rows: pd.DataFrame) -> Markup:
    """Return the sentence that some rows share, with the words of each marked."""
    sentence = str(rows["sentence"].iloc[0])
    spans = sorted({(int(a), int(b)) for a, b in zip(rows["mark_start"], rows["mark_end"], strict=True) if not is_missing(a)})
    parts: list[object] = []
    done = 0
    for start, end in spans:
        start = max(start, done)
        if start < end:
            parts += [sentence[done:start], element("mark", sentence[start:end])]
            done = end
    return element("q", *parts, sentence[done:])


def _cite(row: Any, lang: Language) -> str:
    number = "" if is_missing(row["issue_number"]) else say("report.cite_number", lang, n=int(row["issue_number"]))
    parts = [plain(row["bulletin"], ""), number, plain(row["issued_on"], ""), plain(row["headline"], "")]
    return " · ".join(part for part in parts if part)
