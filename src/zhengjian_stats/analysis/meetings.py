"""Events by kind and period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhengjian_stats.analysis.events import ATTENDANCE_NEEDS, event_table
from zhengjian_stats.analysis.inputs import Corpus, frames_of, typed_frame
from zhengjian_stats.analysis.rates import zeros_filled
from zhengjian_stats.analysis.timeline import make_timeline
from zhengjian_stats.schema import MEETING_KINDS

if TYPE_CHECKING:
    import pandas as pd


def meeting_counts(corpus: Corpus, by: str = "month", on: str = "held") -> pd.DataFrame:
    """Count the events of each kind by period; an event told twice counts once.

    Parameters
    ----------
    corpus : Corpus or mapping of str to DataFrame
        A corpus, or frames ``issues`` and ``meetings``.
    by : str
        ``month``, ``quarter``, ``half``, ``year``, ``issue``, ``all`` or a pandas period alias.
    on : {"held", "issued"}
        Go by the day of the event (where the text gives none: of the issue), or by the day of issue.

    Returns
    -------
    DataFrame
        One row a kind that occurs and a period of the span: ``kind``, the columns of the period, ``n`` distinct events,
        ``n_own`` of them the issuing office's own, ``n_undated`` that go by the day of issue; ``on``. In a period without
        issues counts are missing.

    Raises
    ------
    PeriodError
        ``by`` is no period.
    UsageError
        ``on`` is no date to go by.
    FrameError
        A frame or column is missing.

    Examples
    --------
    >>> import datetime as dt
    >>> from zhengjian_stats.schema import frame_of
    >>> report = {"event_id": "e1", "issue_id": "i1", "article_id": "a1", "position": 1, "kind": "talks"}
    >>> mine = {
    ...     "issues": frame_of("issues", [{"issue_id": "i1", "issued_on": dt.date(2025, 7, 9)}]),
    ...     "meetings": frame_of("meetings", [report | {"meeting_id": key} for key in ("m1", "m2")]),
    ... }
    >>> meeting_counts(mine)[["kind", "period", "n", "n_own"]].to_numpy().tolist()
    [['talks', '2025-07', 1, 0]]
    """
    import pandas as pd

    frames = frames_of(corpus, {name: ATTENDANCE_NEEDS[name] for name in ("issues", "meetings")})
    timeline = make_timeline(frames, by, on)
    events = event_table(frames, timeline)
    counts = events.groupby(["kind", "period"], as_index=False).agg(
        n=("event_id", "size"), n_own=("is_own", "sum"), n_undated=("is_borrowed", "sum")
    )
    kinds = [kind for kind in MEETING_KINDS if kind in set(events["kind"])]
    grid = pd.DataFrame({"kind": pd.Series(kinds, dtype="str")}).merge(timeline.table, how="cross")
    grid = zeros_filled(grid.merge(counts, on=["kind", "period"], how="left"), ("n", "n_own", "n_undated"))
    columns = {"kind": "str"} | timeline.dtypes | dict.fromkeys(("n", "n_own", "n_undated"), "Int64") | {"on": "str"}
    return typed_frame(grid.assign(on=on), columns)
