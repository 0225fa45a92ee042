"""What single files gave becomes the frames of a corpus: put together, told apart, resolved, checked, counted."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhengjian_stats.build.duplicates import Tables, without_duplicates
from zhengjian_stats.check import a_handful, coverage_problems, known_words, misprint_problems
from zhengjian_stats.corrections import Desk
from zhengjian_stats.frames import TEXTS, Sheets, finished, frame_from, joined, table_of
from zhengjian_stats.resolve import Companions, resolve
from zhengjian_stats.resolve.columns import rows_of
from zhengjian_stats.schema import FRAMES, frame_of
from zhengjian_stats.settings import Settings

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Assembled:
    """The frames of a corpus, validated, and its texts."""

    frames: dict[str, pd.DataFrame]
    texts: pa.Table


def tables_of(sheets: Sheets) -> Tables:
    """Turn what a file gave into Arrow tables, a fraction of its size as Python lists."""
    return {name: table_of(name, columns) for name, columns in sheets.items()}


def assembled(
    results: Sequence[Tables],
    told: Iterable[dict[str, Any]],
    companions: Companions,
    settings: Settings | None = None,
    desk: Desk | None = None,
) -> Assembled:
    """Make the frames of a corpus.

    Parameters
    ----------
    results : sequence of tables
        What each file gave, in the order of their names; they are used up, for a large corpus should not be held twice.
    told : iterable of rows
        Rows of ``problems`` beside those of the files.
    companions : Companions
        Roster, bodies, and the language of the messages.
    settings : Settings, optional
        The project's formulations and its office, whose misprints are looked for.
    desk : Desk, optional
        Over which the corrections go.
    """
    desk = desk or Desk()
    language = companions.language
    kept, doubles = without_duplicates(results, language)
    whole = {name: _taken(name, kept) for name in (*FRAMES, TEXTS)}
    texts = whole.pop(TEXTS).sort_by("issue_id")
    terms = frame_from(whole.pop("terms"))  # nothing is resolved in them, and they are long
    frames = {name: frame_from(table) for name, table in whole.items()}
    corrected = desk.corrected(frames, _issues(frames, texts), companions.bodies)
    frames = {**resolve(corrected, companions), "terms": terms}
    misprints = _misprints(frames, texts, companions, settings or Settings())
    rows = [*told, *doubles, *coverage_problems(frames["issues"], language)]
    kept = [*desk.undismissed((*rows_of(frames["problems"]), *rows)), *a_handful(desk.undismissed(misprints))]
    frames["problems"] = _problems([*kept, *desk.stale()])
    frames["issues"] = _counted(frames["issues"], frames["problems"])
    return Assembled({name: finished(name, frames[name]) for name in FRAMES}, texts)


def _taken(name: str, results: Iterable[Tables]) -> pa.Table:
    """Take the tables of one frame out of the results and put them into one, in one piece."""
    return joined(name, [tables.pop(name) for tables in results if name in tables]).combine_chunks()


def _issues(frames: Mapping[str, pd.DataFrame], texts: pa.Table) -> Iterator[tuple[str, str, str]]:
    """Yield issue, source and text of each issue."""
    sources = dict(zip(frames["issues"]["issue_id"], frames["issues"]["source"], strict=True))
    for issue_id, text in zip(texts.column("issue_id"), texts.column("text"), strict=True):
        yield issue_id.as_py(), sources[issue_id.as_py()], text.as_py()


def _misprints(
    frames: Mapping[str, pd.DataFrame], texts: pa.Table, companions: Companions, settings: Settings
) -> Iterator[dict[str, Any]]:
    known = known_words(frames, companions.roster, companions.bodies, settings)
    return misprint_problems(_issues(frames, texts), known, companions.language)


def _problems(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Put all problems together and number them by what they say, so that a rebuild gives them the same keys."""
    names = [name for name in FRAMES["problems"].names if name != "problem_id"]
    every: list[dict[str, Any]] = [{name: row.get(name) for name in names} for row in rows]
    every.sort(key=_said)
    seen: Counter[str] = Counter()
    for row in every:
        said = _said(row)
        seen[said] += 1
        row["problem_id"] = "q" + hashlib.sha256(f"{said}:{seen[said]}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return frame_of("problems", every)


def _said(row: Mapping[str, Any]) -> str:
    return json.dumps([row[name] for name in ("source", "issue_id", "stage", "code", "start", "end", "message")], default=str)


def _counted(issues: pd.DataFrame, problems: pd.DataFrame) -> pd.DataFrame:
    counts = problems["issue_id"].value_counts()
    return issues.assign(n_problems=issues["issue_id"].map(counts).fillna(0).astype("Int64"))
