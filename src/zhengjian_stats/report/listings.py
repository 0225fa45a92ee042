"""Frames laid out for reading: the events, demands and formulations of a period, a row each, no keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhengjian_stats.messages import say
from zhengjian_stats.report.values import is_missing
from zhengjian_stats.report.words import percent

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from zhengjian_stats.corpus import Corpus
    from zhengjian_stats.report.edition import Edition


def issues_listed(edition: Edition) -> pd.DataFrame:
    """Return the issues of the period: ``issued_on, bulletin, issue_number, issue_kind, n_articles, source``.

    The number is text: a joint issue (合刊) has several, ``6–7``.
    """
    import pandas as pd

    columns = ["issued_on", "bulletin", "issue_number", "issue_kind", "n_articles", "source"]
    issues = edition.part.issues.reset_index(drop=True)
    numbers = zip(issues["issue_number"], issues["issue_number_end"], strict=True)
    written = ["–".join(dict.fromkeys(str(one) for one in ends if not is_missing(one))) or None for ends in numbers]
    return issues.assign(issue_number=pd.Series(written, index=issues.index, dtype="str"))[columns]


def meetings_listed(edition: Edition) -> pd.DataFrame:
    """Return the events of the period, each once: ``held_on, name, kind, chair, n_present, venue, event_id``.

    ``n_present`` counts the persons who are named as present; groups are not counted in.

    Examples
    --------
    >>> from zhengjian_stats.corpus import Corpus
    >>> from zhengjian_stats.report import open_edition
    >>> list(meetings_listed(open_edition(Corpus.from_frames(), "2025Q4")).columns)
    ['held_on', 'name', 'kind', 'chair', 'n_present', 'venue', 'event_id']
    """
    part = edition.part
    people = part.attendees.merge(part.meetings[["meeting_id", "event_id"]], on="meeting_id")
    named = people[people["attended"].astype("bool") & ~people["is_group"].fillna(False).astype("bool")]
    mark = say("report.list_mark", edition.lang)
    chairs = people[people["role"] == "chair"].groupby("event_id")["name"].agg(lambda names: mark.join(dict.fromkeys(names)))
    events = _first_of_each(part)
    return events.assign(
        chair=events["event_id"].map(chairs).astype("str"),
        n_present=events["event_id"].map(named.groupby("event_id")["name"].nunique()).astype("Int64"),
    )[["held_on", "name", "kind", "chair", "n_present", "venue", "event_id"]]


def attendance_listed(edition: Edition, attendance: pd.DataFrame) -> pd.DataFrame:
    """Return who was present how often in the period, of a frame of ``leadership_attendance`` by the edition's unit.

    The columns of the frame are kept; ``of_expected`` is n/N, ``interval`` the 95 % interval of the rate. Both are missing for
    guests, who are expected nowhere.
    """
    import pandas as pd

    rows = edition.rows(attendance)
    rows = rows[(rows["n_present"].fillna(0) > 0) | (rows["n_expected"].fillna(0) > 0)]
    interval = [
        None if is_missing(low) else f"{percent(low)}–{percent(high)}"
        for low, high in zip(rows["rate_low"], rows["rate_high"], strict=True)
    ]
    of_expected = [
        f"{present}/{expected}" if expected else None
        for present, expected in zip(rows["n_present_expected"].fillna(0), rows["n_expected"].fillna(0), strict=True)
    ]
    texts = {"interval": interval, "of_expected": of_expected, "person": rows["name"].tolist()}
    return rows.assign(**{name: pd.Series(values, index=rows.index, dtype="str") for name, values in texts.items()})


def themes_listed(edition: Edition, themes: pd.DataFrame) -> pd.DataFrame:
    """Return the themes of the period, of a frame of ``directive_theme_trends``, beside their shares before.

    The columns of the frame are kept; ``label`` is in the language of the page, ``share_before`` the share in the previous
    period.
    """
    rows = edition.rows(themes)
    before = themes[themes["period"] == edition.period.previous.label].set_index("theme")["share"]
    rows = rows[rows["n"].fillna(0) > 0].sort_values(["n", "theme"], ascending=[False, True], ignore_index=True)
    label = rows["label_en" if edition.lang == "en" else "label"]
    return rows.assign(label=label, share_before=rows["theme"].map(before))


def speakers_listed(edition: Edition) -> pd.DataFrame:
    """Return who made the demands of the period: ``speaker, n, share``; those that nobody is named for in one row."""
    demands = edition.part.directives
    speakers = demands["speaker"].fillna(say("report.no_speaker", edition.lang))
    counts = speakers.value_counts().rename_axis("speaker").reset_index(name="n")
    return counts.assign(share=counts["n"] / max(len(demands), 1))


def deadlines_listed(edition: Edition) -> pd.DataFrame:
    """Return the demands of the period that have a deadline, the nearest first."""
    demands = edition.part.directives
    dated = demands[demands["deadline"].notna()].sort_values("deadline", kind="stable", ignore_index=True)
    return dated[["deadline", "text", "responsible_body", "speaker", "directive_id"]]


def formulations_listed(edition: Edition) -> pd.DataFrame:
    """Return the formulations of the period: ``formulation, n``, how often before (``n_before``), the most frequent first."""
    now = edition.part.formulations["formulation"].value_counts()
    before = edition.history.formulations["formulation"].value_counts()
    frame = now.rename_axis("formulation").reset_index(name="n")
    earlier = frame["formulation"].map(before).fillna(0).astype("Int64") - frame["n"].astype("Int64")
    return frame.assign(n_before=earlier).sort_values(["n", "formulation"], ascending=[False, True], ignore_index=True)


def presences(edition: Edition) -> Callable[[Corpus, pd.Series], pd.DataFrame]:
    """Return what finds the rows behind a person's line: where the issues of the period name the person as present."""
    attendees = edition.part.attendees
    attended = attendees[attendees["attended"].astype("bool")]

    def of_person(corpus: Corpus, row: pd.Series) -> pd.DataFrame:
        found: pd.DataFrame = attended[attended["person_id"] == row["person_id"]]
        return found

    return of_person


def itself(corpus: Corpus, row: pd.Series) -> pd.DataFrame:
    """Return a listed row as the rows behind it: its key leads to its sentences."""
    return row.to_frame().T


def _first_of_each(part: Corpus) -> pd.DataFrame:
    """Return the first report of each event, in order of their days."""
    once = part.meetings.drop_duplicates("event_id")
    return once.sort_values(["held_on", "name"], kind="stable", na_position="last", ignore_index=True)
