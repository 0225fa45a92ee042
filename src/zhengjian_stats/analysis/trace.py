"""From a figure back to the rows that it was counted from, and through them to the sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.analysis.events import ATTENDANCE_NEEDS, event_table, events_of
from zhengjian_stats.analysis.formulations import USES, formulation_uses
from zhengjian_stats.analysis.inputs import Corpus, frames_of, looked_up, nearest
from zhengjian_stats.analysis.periods import DATED
from zhengjian_stats.analysis.term_groups import TermGroup, Topics, topics_of
from zhengjian_stats.analysis.timeline import make_timeline
from zhengjian_stats.analysis.topics import ARTICLE_TEXTS, occurrences_of
from zhengjian_stats.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[Any, Any]

_ATTENDEES: Final = (
    *("attendee_id", "meeting_id", "issue_id", "person_id", "name", "title?", "organization?", "role", "list_position?"),
    *("start", "end", "cue_start?", "cue_end?"),
)
_DIRECTIVES: Final = (
    *("directive_id", "issue_id", "article_id?", "meeting_id?", "text", "speaker?", "voice?", "responsible_body?"),
    *("deadline?", "start", "end"),
)
_MEETINGS: Final = ("meeting_id", "event_id", "issue_id", "article_id?", "name?", "kind", "body?", "held_on", "start", "end")


def rows_behind(corpus: Corpus, result: pd.Series | pd.DataFrame | Row, topics: Topics = None) -> pd.DataFrame:
    """Return the rows from which a row of a result was counted.

    ``corpus.evidence(rows_behind(corpus, row))`` then gives their sentences.

    Parameters
    ----------
    corpus : Corpus or mapping of str to DataFrame
        The corpus that was analysed.
    result : Series, DataFrame or mapping
        A row (or several) of ``topic_frequencies``, ``leadership_attendance``, ``attendance_matrix``,
        ``directive_theme_trends``, ``formulation_counts``, ``term_frequencies`` or ``meeting_counts``.
    topics : optional
        The topics that were handed to ``topic_frequencies``, if they were.

    Returns
    -------
    DataFrame
        Attendees, directives (with ``theme``), formulations, meetings, or occurrences of terms; each row with ``issue_id,
        start, end`` in the issue's cleaned text, in the order of issues and places.

    Raises
    ------
    UsageError
        It is no row of such a result.
    FrameError
        A frame or column is missing.

    Examples
    --------
    >>> from zhengjian_stats.schema import frame_of
    >>> article = {"article_id": "a1", "issue_id": "i1", "position": 1, "text": "抓好消防安全。", "start": 9, "end": 16}
    >>> mine = {"issues": frame_of("issues", [{"issue_id": "i1"}]), "articles": frame_of("articles", [article])}
    >>> rows_behind(mine, {"topic": "safety"})[["term", "start", "end"]].to_numpy().tolist()
    [['消防安全', 11, 15]]
    """
    import pandas as pd

    if isinstance(result, pd.DataFrame):
        parts = [_of_row(corpus, row, topics) for row in result.to_dict("records")]
        if not parts:
            raise UsageError("there is no row to trace; hand in one row of a result or several")
        return pd.concat(parts).drop_duplicates(ignore_index=True)
    return _of_row(corpus, dict(result), topics)


def _of_row(corpus: Corpus, row: Row, topics: Topics) -> pd.DataFrame:
    found = next((trace(corpus, row, topics) for column, trace in _TRACES.items() if column in row), None)
    if found is None:
        raise UsageError(f"these are no rows of a result: none of {', '.join(_TRACES)} is among {', '.join(map(str, row))}")
    return found.sort_values(["issue_id", "start", "end"], kind="stable", ignore_index=True)


def _has(row: Row, column: str) -> bool:
    import pandas as pd

    return column in row and not pd.isna(row[column])


def _in_period(corpus: Corpus, rows: pd.DataFrame, row: Row) -> pd.DataFrame:
    """Keep the rows that fall into the period of a result's row, by the date that it goes by."""
    if _has(row, "issue_id"):
        return rows[rows["issue_id"].eq(row["issue_id"])]
    if not _has(row, "period_start"):
        return rows
    timeline = make_timeline(frames_of(corpus, DATED, optional=("meetings",)), "all", row.get("on", "issued"))
    return rows[timeline.day_of(rows).between(row["period_start"], row["period_end"])]


def _topic(corpus: Corpus, row: Row, topics: Topics) -> pd.DataFrame:
    groups = topics_of(corpus, topics)
    meant = [group for group in groups if group.name == row["topic"]]
    if not meant:
        hint = nearest(str(row["topic"]), (group.name for group in groups))
        raise UsageError(f"no topic is called {row['topic']!r}; {hint}; or hand in the topics that were counted")
    articles = frames_of(corpus, {"articles": ARTICLE_TEXTS})["articles"]
    # Without the key of the article, whose opening would stand for the whole.
    return _in_period(corpus, occurrences_of(articles, meant), row).drop(columns="article_id")


def _person(corpus: Corpus, row: Row, topics: Topics) -> pd.DataFrame:
    attendees = frames_of(corpus, {"attendees": _ATTENDEES})["attendees"]
    if not _has(row, "person_id"):
        return attendees.iloc[:0]
    events = events_of(corpus, "all", row.get("on") or "held")
    table = _of_events(events.table, row)
    of_meeting = events.frames["meetings"].drop_duplicates("meeting_id").set_index("meeting_id")["event_id"]
    event_ids = looked_up(attendees["meeting_id"], of_meeting, "str")
    return attendees[attendees["person_id"].eq(row["person_id"]) & event_ids.isin(table["event_id"])]


def _theme(corpus: Corpus, row: Row, topics: Topics) -> pd.DataFrame:
    under = ("directive_id", "theme", "term?")
    frames = frames_of(corpus, {"directives": _DIRECTIVES, "directive_themes": under})
    themed = frames["directive_themes"]
    themed = themed[themed["theme"].eq(row["theme"])]
    rows = frames["directives"].merge(themed.drop_duplicates("directive_id"), on="directive_id")
    return _in_period(corpus, _in_voice(rows, row), row)


def _formulation(corpus: Corpus, row: Row, topics: Topics) -> pd.DataFrame:
    nested = _has(row, "nested") and bool(row["nested"])
    rows = formulation_uses(corpus) if nested else frames_of(corpus, {"formulations": USES})["formulations"]
    return _in_period(corpus, _in_voice(rows[rows["formulation"].eq(row["formulation"])], row), row)


def _kind(corpus: Corpus, row: Row, topics: Topics) -> pd.DataFrame:
    frames = frames_of(corpus, {name: ATTENDANCE_NEEDS[name] for name in ("issues", "meetings")})
    table = event_table(frames, make_timeline(frames, "all", row.get("on") or "held"))
    events = _of_events(table[table["kind"].eq(row["kind"])], row)
    meetings = frames_of(corpus, {"meetings": _MEETINGS})["meetings"]
    return meetings[meetings["event_id"].isin(events["event_id"])]


def _of_events(table: pd.DataFrame, row: Row) -> pd.DataFrame:
    """Keep the events that fall into the period of a result's row."""
    if _has(row, "issue_id"):
        return table[table["issue_id"].eq(row["issue_id"])]
    if _has(row, "period_start"):
        return table[table["goes_by"].between(row["period_start"], row["period_end"])]
    return table


def _in_voice(rows: pd.DataFrame, row: Row) -> pd.DataFrame:
    return rows[rows["voice"].eq(row["voice"])] if _has(row, "voice") else rows


def _term(corpus: Corpus, row: Row, topics: Topics) -> pd.DataFrame:
    """Find the letters of a word in the articles that have the word."""
    needs = {"terms": ("article_id", "term"), "articles": ARTICLE_TEXTS}
    frames = frames_of(corpus, needs)
    having = frames["terms"].loc[frames["terms"]["term"].eq(row["term"]), "article_id"]
    articles = frames["articles"][frames["articles"]["article_id"].isin(having)]
    word = str(row["term"])
    found = occurrences_of(articles, [TermGroup(word, (word,), word, word)])
    return found.drop(columns=["article_id", "topic"])


#: The column that tells a result → how its rows are traced; the first that is found counts.
_TRACES: Final[Mapping[str, Callable[[Corpus, Row, Topics], pd.DataFrame]]] = {
    "topic": _topic,
    "theme": _theme,
    "formulation": _formulation,
    "person_id": _person,
    "kind": _kind,
    "term": _term,
}
