"""Counts of things in articles, by period: raw, per 10,000 characters, and as the share of articles, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from zhengjian_stats.analysis.inputs import typed_frame
from zhengjian_stats.analysis.statistics import garwood, wilson

if TYPE_CHECKING:
    import pandas as pd

    from zhengjian_stats.analysis.timeline import Timeline

#: The columns of a rate, with their dtypes.
RATE_COLUMNS: Final[Mapping[str, str]] = {
    "n": "Int64",
    "n_chars": "Int64",
    "per_10k": "float64",
    "per_10k_low": "float64",
    "per_10k_high": "float64",
    "n_articles": "Int64",
    "n_articles_with": "Int64",
    "share_articles": "float64",
    "share_low": "float64",
    "share_high": "float64",
}

_COUNTS: Final = ("n", "n_chars", "n_articles", "n_articles_with")


def with_lengths(articles: pd.DataFrame) -> pd.DataFrame:
    """Return articles with ``n_chars``, the characters of their body, blanks not counted, instead of the text.

    Examples
    --------
    >>> import pandas as pd
    >>> with_lengths(pd.DataFrame({"article_id": ["a"], "text": ["一 二"]})).to_dict("list")
    {'article_id': ['a'], 'n_chars': [2]}
    """
    lengths = [sum(map(len, text.split())) for text in articles["text"].tolist()]
    return articles.drop(columns="text").assign(n_chars=lengths)


def rates_by_period(hits: pd.DataFrame, articles: pd.DataFrame, names: Sequence[str], timeline: Timeline) -> pd.DataFrame:
    """Count hits by name and period.

    Parameters
    ----------
    hits : DataFrame
        One row a hit: ``name, article_id, issue_id``.
    articles : DataFrame
        All articles: ``article_id, issue_id, n_chars``; the base of the rates.
    names : sequence of str
        Names that get rows, in order, also where nothing was hit.
    timeline : Timeline
        The periods.

    Returns
    -------
    DataFrame
        ``name``, the columns of a period, those of a rate; in a gap all counts are missing.
    """
    import pandas as pd

    columns = {"name": "str"} | timeline.dtypes | dict(RATE_COLUMNS)
    base = articles.assign(period=timeline.label(articles))
    totals = base.groupby("period").agg(n_chars=("n_chars", "sum"), n_articles=("article_id", "nunique"))
    found = hits.assign(period=timeline.label(hits)).groupby(["name", "period"])
    counts = found.agg(n=("article_id", "size"), n_articles_with=("article_id", "nunique"))
    grid = pd.DataFrame({"name": list(names)}, dtype="str").merge(timeline.table, how="cross")
    grid = grid.merge(totals.reset_index(), on="period", how="left").merge(
        counts.reset_index(), on=["name", "period"], how="left"
    )
    return typed_frame(with_rates(zeros_filled(grid, _COUNTS)), columns)


def zeros_filled(grid: pd.DataFrame, counts: Sequence[str]) -> pd.DataFrame:
    """Make missing counts 0 where the period has issues, and all counts missing where it has none.

    Examples
    --------
    >>> import pandas as pd
    >>> zeros_filled(pd.DataFrame({"n_issues": [2, 0], "n": [None, None]}), ["n"])["n"].tolist()
    [0, <NA>]
    """
    covered = grid["n_issues"].gt(0)
    return grid.assign(**{column: grid[column].astype("Int64").fillna(0).where(covered) for column in counts})


def with_rates(frame: pd.DataFrame) -> pd.DataFrame:
    """Return counts with the rates and intervals that follow from them.

    Examples
    --------
    >>> import pandas as pd
    >>> counts = pd.DataFrame({"n": [5], "n_chars": [20000], "n_articles": [10], "n_articles_with": [4]})
    >>> with_rates(counts)[["per_10k", "share_articles"]].to_numpy().tolist()
    [[2.5, 0.4]]
    """
    n, chars = _float(frame["n"]), _float(frame["n_chars"])
    articles, articles_with = _float(frame["n_articles"]), _float(frame["n_articles_with"])
    low, high = garwood(n, chars / 10_000)
    share_low, share_high = wilson(articles_with, articles)
    return frame.assign(
        per_10k=n / chars.where(chars > 0) * 10_000,
        per_10k_low=low,
        per_10k_high=high,
        share_articles=articles_with / articles.where(articles > 0),
        share_low=share_low,
        share_high=share_high,
    )


def _float(values: pd.Series) -> pd.Series:
    return values.astype("Float64").astype("float64")
