"""Frame to Axes: each chart takes the frame that its analysis returns."""

from __future__ import annotations

from zhengjian_stats.plots.attendance import plot_attendance_rates, plot_leadership_attendance
from zhengjian_stats.plots.cloud import plot_word_cloud
from zhengjian_stats.plots.counts import plot_formulation_counts, plot_meeting_calendar
from zhengjian_stats.plots.fonts import using_font
from zhengjian_stats.plots.trends import plot_directive_theme_trends, plot_topic_frequencies

__all__ = [
    "plot_attendance_rates",
    "plot_directive_theme_trends",
    "plot_formulation_counts",
    "plot_leadership_attendance",
    "plot_meeting_calendar",
    "plot_topic_frequencies",
    "plot_word_cloud",
    "using_font",
]
