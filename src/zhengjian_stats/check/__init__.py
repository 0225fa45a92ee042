"""What a look over the whole corpus shows: gaps and doubles in the numbering, suspected misprints."""

from __future__ import annotations

from zhengjian_stats.check.misprints import a_handful, known_words, misprint_problems
from zhengjian_stats.check.numbering import coverage_problems

__all__ = ["a_handful", "coverage_problems", "known_words", "misprint_problems"]
