"""Frame in, new frame out.

Each analysis takes a corpus, or plain frames of the same columns, and gives a tidy frame; ``rows_behind`` leads from a row of
it back to the rows, and so to the sentences, that it was counted from.
"""

from __future__ import annotations

from zhengjian_stats.analysis.attendance import attendance_matrix, leadership_attendance
from zhengjian_stats.analysis.candidates import formulation_candidates
from zhengjian_stats.analysis.directives import directive_theme_trends
from zhengjian_stats.analysis.formulations import formulation_counts, formulation_uses
from zhengjian_stats.analysis.meetings import meeting_counts
from zhengjian_stats.analysis.terms import term_frequencies
from zhengjian_stats.analysis.topics import topic_frequencies, topic_occurrences
from zhengjian_stats.analysis.trace import rows_behind
from zhengjian_stats.periods import Period, parse_period

__all__ = [
    "Period",
    "attendance_matrix",
    "directive_theme_trends",
    "formulation_candidates",
    "formulation_counts",
    "formulation_uses",
    "leadership_attendance",
    "meeting_counts",
    "parse_period",
    "rows_behind",
    "term_frequencies",
    "topic_frequencies",
    "topic_occurrences",
]
