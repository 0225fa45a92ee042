"""Words, counted as they were segmented at the build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from zhengjian_stats import lexicon
from zhengjian_stats.analysis.inputs import Corpus, frames_of, typed_frame
from zhengjian_stats.analysis.rates import RATE_COLUMNS, with_lengths, with_rates
from zhengjian_stats.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

_TERMS: Final[Mapping[str, str]] = {"term": "str"} | dict(RATE_COLUMNS)


@cache
def stop_words() -> frozenset[str]:
    """Return the words of ``resources/stopwords.toml``.

    Examples
    --------
    >>> "的" in stop_words(), "三个" in stop_words(), "方志" in stop_words()
    (True, True, False)
    """
    rules = lexicon.load("stopwords")
    words = {word for table in rules.values() for word in table.get("words", ())}
    counted = {first + second for table in rules.values() for first in table.get("first", "") for second in table["second"]}
    return frozenset(words | counted)


def term_frequencies(
    corpus: Corpus,
    n: int | None = 200,
    min_length: int = 2,
    stop: Iterable[str] | None = None,
    names: bool = False,
) -> pd.DataFrame:
    """Give the most frequent words of the corpus, as segmented when it was built.

    Parameters
    ----------
    corpus : Corpus or mapping of str to DataFrame
        A corpus, or frames ``articles`` and ``terms``.
    n : int, optional
        How many words; ``None`` for all.
    min_length : int
        Shorter words are left out.
    stop : iterable of str, optional
        Words to leave out; by default those of ``resources/stopwords.toml``.
    names : bool
        Keep the names of participants. Else a word that is a name, or part of one, is left out where at least every second
        of its occurrences may come from a participant of that name.

    Returns
    -------
    DataFrame
        One row a word, the most frequent first (ties by the word): ``term``; ``n``, ``n_chars``, ``per_10k`` with its exact
        Poisson interval; ``n_articles``, ``n_articles_with``, ``share_articles`` with its Wilson interval, as in
        ``topic_frequencies``.

    Raises
    ------
    UsageError
        ``n`` or ``min_length`` is negative.
    FrameError
        A frame or column is missing.

    Examples
    --------
    >>> from zhengjian_stats.schema import frame_of
    >>> article = {"article_id": "a", "issue_id": "i", "position": 1, "text": "修志编鉴，修志用志的人"}
    >>> terms = [{"article_id": "a", "term": "修志", "n": 2}, {"article_id": "a", "term": "的", "n": 1}]
    >>> mine = {"articles": frame_of("articles", [article]), "terms": frame_of("terms", terms)}
    >>> term_frequencies(mine)[["term", "n", "n_articles_with"]].to_numpy().tolist()
    [['修志', 2, 1]]
    """
    if min_length < 0 or (n is not None and n < 0):
        raise UsageError(f"n and min_length are counts, found n={n!r} and min_length={min_length!r}")
    needs = {"articles": ("article_id", "issue_id", "text"), "terms": ("article_id", "term", "n")}
    frames = frames_of(corpus, needs | {"attendees": ("name", "is_group?")}, optional=("attendees",))
    articles, terms = with_lengths(frames["articles"]), frames["terms"]
    left_out = stop_words() if stop is None else frozenset(stop)
    kept = terms[~terms["term"].isin(left_out) & terms["term"].str.len().ge(min_length) & terms["n"].gt(0)]
    counts = kept.groupby("term", as_index=False).agg(n=("n", "sum"), n_articles_with=("article_id", "nunique"))
    if not names:
        mentioned = _named(frames["attendees"])
        is_name = [2 * mentioned[term] >= n_term for term, n_term in zip(counts["term"], counts["n"], strict=True)]
        counts = counts[~np.array(is_name, dtype=bool)]
    counts = counts.sort_values(["n", "term"], ascending=[False, True], kind="stable").head(len(counts) if n is None else n)
    counts = counts.assign(n_chars=articles["n_chars"].sum(), n_articles=len(articles))
    return typed_frame(with_rates(counts), _TERMS)


def _named(attendees: pd.DataFrame) -> Counter[str]:
    """Count how often each stretch of two characters or more stands in a participant's name."""
    people = attendees[~attendees["is_group"].fillna(False).astype(bool)]
    stretches: Counter[str] = Counter()
    for name, times in Counter(people["name"].dropna().tolist()).items():
        for part in {name[i:j] for i in range(len(name)) for j in range(i + 2, len(name) + 1)}:
            stretches[part] += times
    return stretches
