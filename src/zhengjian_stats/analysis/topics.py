"""Topics: named groups of terms, counted where they stand in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from zhengjian_stats.analysis.inputs import Corpus, frames_of, typed_frame
from zhengjian_stats.analysis.periods import DATED
from zhengjian_stats.analysis.rates import RATE_COLUMNS, rates_by_period, with_lengths
from zhengjian_stats.analysis.term_groups import TermGroup, Topics, finder, topics_of
from zhengjian_stats.analysis.timeline import make_timeline

if TYPE_CHECKING:
    import pandas as pd

_OCCURRENCE_COLUMNS: Final[Mapping[str, str]] = {
    "topic": "str",
    "term": "str",
    "issue_id": "str",
    "article_id": "str",
    "start": "Int64",
    "end": "Int64",
}
_LABEL_COLUMNS: Final[Mapping[str, str]] = {"topic": "str", "label": "str", "label_en": "str"}

#: What of the articles is needed to find words in them.
ARTICLE_TEXTS: Final = ("article_id", "issue_id", "text", "start?")
_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {**DATED, "articles": ARTICLE_TEXTS}


def topic_frequencies(corpus: Corpus, by: str = "month", topics: Topics = None, on: str = "issued") -> pd.DataFrame:
    r"""Count the terms of each topic in the bodies of the articles, by period.

    Parameters
    ----------
    corpus : Corpus or mapping of str to DataFrame
        A corpus, or frames ``issues``, ``articles`` (and ``meetings``).
    by : str
        ``month``, ``quarter``, ``half``, ``year``, ``issue``, ``all`` or a pandas period alias.
    topics : optional
        Names of usual topics, a mapping name → terms, ``Topic`` objects or ``Settings``; by default the topics of the
        corpus' settings, and where it has none the usual ones.
    on : {"issued", "held"}
        Go by the day of issue, or by the day of the article's (first) event.

    Returns
    -------
    DataFrame
        One row a topic and period of the span: ``topic, label, label_en, period, period_start, period_end, is_partial,
        n_issues``; ``n`` occurrences, ``n_chars`` characters (blanks not counted), ``per_10k`` occurrences per 10,000
        characters with ``per_10k_low, per_10k_high`` (exact Poisson, Garwood 1936); ``n_articles``, ``n_articles_with`` at
        least one occurrence, ``share_articles`` (0–1) with ``share_low, share_high`` (Wilson 1927); ``on``. A period without
        issues has missing values.

    Raises
    ------
    UsageError
        A topic is unknown or has no terms; ``on`` is unknown.
    PeriodError
        ``by`` is no period.
    FrameError
        A frame or column is missing.

    Notes
    -----
    Within a topic the longest term wins and none is counted twice; topics are counted independently of one another, so adding
    one changes no other. Terms cluster in documents, which the Poisson interval does not know: it is the narrowest that the
    truth can be; the share of articles is the steadier figure.

    Examples
    --------
    >>> import datetime as dt
    >>> from zhengjian_stats.schema import frame_of
    >>> issue = {"issue_id": "i1", "issued_on": dt.date(2025, 7, 1)}
    >>> article = {"article_id": "a1", "issue_id": "i1", "position": 1, "text": "抓好安全生产，抓好消防安全。"}
    >>> mine = {"issues": frame_of("issues", [issue]), "articles": frame_of("articles", [article])}
    >>> topic_frequencies(mine, topics=["safety"])[["topic", "period", "n", "n_chars", "n_articles_with"]].to_numpy().tolist()
    [['safety', '2025-07', 2, 14, 1]]
    """
    chosen = topics_of(corpus, topics)
    frames = frames_of(corpus, _NEEDS, optional=("meetings",))
    timeline = make_timeline(frames, by, on)
    found = occurrences_of(frames["articles"], chosen)[["topic", "article_id", "issue_id"]].rename(columns={"topic": "name"})
    rates = rates_by_period(found, with_lengths(frames["articles"]), [topic.name for topic in chosen], timeline)
    result = rates.rename(columns={"name": "topic"}).merge(_labels_of(chosen), on="topic", how="left").assign(on=on)
    columns = dict(_LABEL_COLUMNS) | timeline.dtypes | dict(RATE_COLUMNS) | {"on": "str"}
    return typed_frame(result, columns)


def topic_occurrences(corpus: Corpus, topics: Topics = None) -> pd.DataFrame:
    """Give each occurrence of a topic's term, so that every count leads to its sentences.

    Returns
    -------
    DataFrame
        One row an occurrence: ``topic, term, issue_id, article_id, start, end`` (offsets into the issue's cleaned text).

    Raises
    ------
    UsageError
        A topic is unknown or has no terms.
    FrameError
        A frame or column is missing.

    Examples
    --------
    >>> from zhengjian_stats.schema import frame_of
    >>> article = {"article_id": "a1", "issue_id": "i1", "position": 1, "text": "抓好消防安全。", "start": 100, "end": 107}
    >>> topic_occurrences({"articles": frame_of("articles", [article])}, ["safety"]).to_numpy().tolist()
    [['safety', '消防安全', 'i1', 'a1', 102, 106]]
    """
    chosen = topics_of(corpus, topics)
    return occurrences_of(frames_of(corpus, {"articles": _NEEDS["articles"]})["articles"], chosen)


def occurrences_of(articles: pd.DataFrame, groups: Sequence[TermGroup]) -> pd.DataFrame:
    """Return each occurrence of the groups' terms in the bodies of articles."""
    import pandas as pd

    find = finder(groups)
    columns = (articles[name].tolist() for name in ("article_id", "issue_id", "text", "start"))
    rows = [
        (topic, text[start:end], issue_id, article_id, base + start, base + end)
        for article_id, issue_id, text, base in zip(*columns, strict=True)
        for topic, start, end in find(text)
    ]
    return typed_frame(pd.DataFrame(rows, columns=list(_OCCURRENCE_COLUMNS)), _OCCURRENCE_COLUMNS)


def _labels_of(groups: Sequence[TermGroup]) -> pd.DataFrame:
    import pandas as pd

    rows = [(group.name, group.label, group.label_en) for group in groups]
    return typed_frame(pd.DataFrame(rows, columns=list(_LABEL_COLUMNS)), _LABEL_COLUMNS)
