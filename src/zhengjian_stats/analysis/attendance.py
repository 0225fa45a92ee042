"""Attendance: n of N with its interval, and what is known of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from zhengjian_stats.analysis.events import Events, events_of
from zhengjian_stats.analysis.expectation import expectation_of
from zhengjian_stats.analysis.inputs import Corpus, typed_frame
from zhengjian_stats.analysis.presence import COUNTS, PERSON, presence_grid
from zhengjian_stats.analysis.statistics import wilson
from zhengjian_stats.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

Who = Literal["expected", "all"] | None

_RATES: Final = ("rate", "rate_low", "rate_high", "rate_upper")


def leadership_attendance(
    corpus: Corpus, by: str = "quarter", roster: pd.DataFrame | None = None, on: str = "held"
) -> pd.DataFrame:
    r"""Tell how often each person was present, of how many events at which they were expected.

    Parameters
    ----------
    corpus : Corpus or mapping of str to DataFrame
        A corpus, or frames ``issues``, ``meetings``, ``attendees`` (and ``people``, ``posts``).
    by : str
        ``month``, ``quarter``, ``half``, ``year``, ``issue``, ``all`` or a pandas period alias.
    roster : DataFrame, optional
        ``name``, and as far as known ``organization, title, since, until, expected_at`` (kinds of meetings, ``;`` between),
        ``aliases``. Who has nothing in ``expected_at`` is counted, but missed nowhere.
    on : {"held", "issued"}
        Go by the day of the event (where the text gives none: of the issue), or by the day of issue.

    Returns
    -------
    DataFrame
        One row a person and period. Persons with a ``basis`` have a row for every period of the span, guests for those in
        which they were seen.

        - ``person_id`` (missing for somebody of the roster who is never seen), ``name``, ``title`` (of the roster,
          else as written in the period or last before), ``basis``: ``roster`` (roster × tenure × kind of meeting),
          ``same_body`` (own meetings of the body between the first and last day on which the corpus shows the person in a
          post of it) or ``none`` (a guest: counts, no rate);
        - ``period, period_start, period_end, is_partial, n_issues``;
        - ``n_present`` distinct events attended, whether expected or not; ``n_expected`` = N; ``n_present_expected`` = k ≤ N;
          ``rate`` = k/N with ``rate_low, rate_high`` (Wilson 1927); missing where N is 0 or missing;
        - ``n_apologies`` events with apologies and not attended; ``n_not_mentioned`` expected events at which the person is
          neither named as present nor excused: it may be an absence or the report's silence;
        - ``n_present_upper, rate_upper``: as if the person had sat in every group (班子成员 …) of an expected event at which
          they are not mentioned; only where a roster tells who is expected. k and ``rate`` are the lower bound;
        - events by role: ``n_chair, n_speech, n_relay, n_report, n_remarks, n_listed`` (出席), ``n_in_attendance`` (列席),
          ``n_inspect, n_accompany``; ``n_undated``: events attended that go by the day of issue;
        - ``on``.

        In a period without issues all counts are missing.

    Raises
    ------
    FrameError
        A frame or column is missing, or the roster says what cannot be.
    PeriodError
        ``by`` is no period.
    UsageError
        ``on`` is no date to go by.

    Notes
    -----
    An event told twice counts once (``event_id``). Without a roster the first and the last event of a tenure are attended by
    construction, which raises the rate of short tenures.

    Examples
    --------
    >>> import datetime as dt
    >>> from zhengjian_stats.schema import frame_of
    >>> mine = {
    ...     "issues": frame_of("issues", [{"issue_id": "i1", "issued_on": dt.date(2025, 7, 9)}]),
    ...     "meetings": frame_of("meetings", [{"meeting_id": "m1", "event_id": "e1", "issue_id": "i1", "article_id": "a1",
    ...         "position": 1, "kind": "office_meeting", "is_own": True, "held_on": dt.date(2025, 7, 1)}]),
    ...     "attendees": frame_of("attendees", [{"attendee_id": "p1", "meeting_id": "m1", "issue_id": "i1", "person_id": "p",
    ...         "name": "林清源", "role": "chair", "attended": True}]),
    ... }
    >>> leadership_attendance(mine)[["name", "period", "n_present", "n_expected", "n_chair", "basis"]].to_numpy().tolist()
    [['林清源', '2025Q3', 1, 1, 1, 'same_body']]
    """
    events = events_of(corpus, by, on)
    grid = presence_grid(events, expectation_of(events, roster), guests="seen")
    result = _with_rates(grid).assign(on=on)
    return typed_frame(_sorted(result), _columns(events))


def attendance_matrix(
    corpus: Corpus, by: str = "month", roster: pd.DataFrame | None = None, on: str = "held", who: Who = None
) -> pd.DataFrame:
    """Give every person in every period, for a heat map.

    Parameters
    ----------
    corpus, by, roster, on
        As ``leadership_attendance``.
    who : {"expected", "all"}, optional
        Only persons who are expected somewhere, or also guests; by default the former, and where there are none, all.

    Returns
    -------
    DataFrame
        One row a person and period of the span: ``person_id, name, title, basis``, the columns of the period, ``n_present,
        n_expected, n_present_expected, n_apologies, n_not_mentioned``, ``is_expected``: expected at one event of the period at
        least; missing, as all counts, in a period without issues.

    Raises
    ------
    UsageError
        ``who`` is neither, or ``on`` is no date to go by.
    FrameError, PeriodError
        As ``leadership_attendance``.

    Examples
    --------
    >>> from zhengjian_stats.schema import FRAMES, empty_frame
    >>> attendance_matrix({name: empty_frame(name) for name in FRAMES}).empty
    True
    """
    if who not in (None, "expected", "all"):
        raise UsageError(f"who={who!r} is nobody; there are 'expected' and 'all'")
    events = events_of(corpus, by, on)
    grid = presence_grid(events, expectation_of(events, roster), guests="everywhere")
    with_basis = grid["basis"].ne("none")
    if who == "expected" or (who is None and with_basis.any()):
        grid = grid[with_basis]
    shown = ("n_present", "n_expected", "n_present_expected", "n_apologies", "n_not_mentioned")
    columns = dict(PERSON) | events.timeline.dtypes | dict.fromkeys(shown, "Int64") | {"is_expected": "boolean"}
    expected = grid["n_expected"].gt(0).astype("boolean").where(grid["n_expected"].notna())
    return typed_frame(_sorted(grid.assign(is_expected=expected)), columns)


def _columns(events: Events) -> dict[str, str]:
    first = ("n_present", "n_expected", "n_present_expected")
    counts = dict.fromkeys(first, "Int64") | dict.fromkeys(_RATES, "float64") | dict.fromkeys(COUNTS, "Int64")
    return dict(PERSON) | events.timeline.dtypes | counts | {"on": "str"}


def _with_rates(grid: pd.DataFrame) -> pd.DataFrame:
    k, n, upper = (grid[c].astype("Float64").astype("float64") for c in ("n_present_expected", "n_expected", "n_present_upper"))
    low, high = wilson(k, n)
    base = n.where(n > 0)
    return grid.assign(rate=k / base, rate_low=low, rate_high=high, rate_upper=upper / base)


def _sorted(result: pd.DataFrame) -> pd.DataFrame:
    """Put those who are expected first, then who was seen most, then names; periods in order."""
    import pandas as pd

    who = result["key"]
    total = result.groupby(who)["n_present"].transform("sum")
    expected = result.groupby(who)["n_expected"].transform("sum")
    keys = {"a": -expected, "b": -total, "c": result["name"], "d": who, "e": result["period_start"], "f": result["period"]}
    order = pd.DataFrame(keys).sort_values(list(keys), kind="stable").index
    return result.loc[order]
