"""A corpus: frames, texts, and the way from a row to the sentence it comes from."""

from zhengjian_stats.corpus.model import Corpus

__all__ = ["Corpus"]
