"""``corrections.csv``: a person's word over the machine's. What it says is carried out at each build, or said not to apply."""

from __future__ import annotations

from zhengjian_stats.corrections.desk import Desk
from zhengjian_stats.corrections.entries import Entry, read_corrections, stale

__all__ = ["Desk", "Entry", "read_corrections", "stale"]
