"""From a row back to the sentence that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.corpus.source import nearest
from zhengjian_stats.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from zhengjian_stats.corpus.model import Corpus

#: Where the rows of a key are: key → frame, the most particular first. The last two name several rows each.
HOMES: Final[Mapping[str, str]] = {
    "attendee_id": "attendees",
    "directive_id": "directives",
    "formulation_id": "formulations",
    "citation_id": "citations",
    "problem_id": "problems",
    "meeting_id": "meetings",
    "article_id": "articles",
    "event_id": "meetings",
    "person_id": "attendees",
    "issue_id": "issues",
}

#: Column in which a result may name the rows that it was counted from (a list, or ids parted by blanks or ``;``).
IDS_COLUMN: Final = "evidence_ids"

# 。 with the quotation mark that closes behind it, or the end of a line
_STOP: Final = re.compile(r"[。！？!?][”’」』）)]*|\n")

_TYPES: Final[Mapping[str, str]] = {
    "row_id": "str",
    "issue_id": "str",
    "source": "str",
    "bulletin": "str",
    "issue_number": "Int64",
    "issued_on": "datetime64[us]",
    "headline": "str",
    "sentence": "str",
    "sentence_start": "Int64",
    "mark_start": "Int64",
    "mark_end": "Int64",
}


def evidence_of(corpus: Corpus, rows: Any) -> pd.DataFrame:
    """Return a row of evidence for each of the rows (see ``Corpus.evidence``)."""
    import pandas as pd

    places = _places(corpus, rows)
    about = places[["issue_id"]].merge(corpus.issues, on="issue_id", how="left")
    headlines = _Headlines(corpus.articles)
    found = []
    for row_id, issue_id, start, end in places[["row_id", "issue_id", "start", "end"]].itertuples(index=False):
        line: dict[str, Any] = {"row_id": row_id, "issue_id": issue_id}
        if not (pd.isna(issue_id) or pd.isna(start)) and issue_id in corpus.texts:
            begin, stop = sentence_around(corpus.text(issue_id), int(start), int(end))
            line |= {
                "headline": headlines.at(issue_id, int(start)),
                "sentence": corpus.text(issue_id)[begin:stop],
                "sentence_start": begin,
                "mark_start": int(start) - begin,
                "mark_end": int(end) - begin,
            }
        found.append(line)
    frame = pd.DataFrame({name: pd.Series([line.get(name) for line in found], dtype=kind) for name, kind in _TYPES.items()})
    return frame.assign(**{name: about[name] for name in ("source", "bulletin", "issue_number", "issued_on")})


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence begins and ends that holds a stretch of text (or the sentences, if it goes over several).

    Examples
    --------
    >>> text = "会议召开。王岚讲话。散会。"
    >>> text[slice(*sentence_around(text, 5, 7))]
    '王岚讲话。'
    """
    begin = text.rfind("\n", 0, start) + 1
    for stop in _STOP.finditer(text, begin, start):
        begin = stop.end()
    after = _STOP.search(text, max(end - 1, start))
    finish = len(text) if after is None else after.start() if after.group() == "\n" else after.end()
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, max(finish, end)


class _Headlines:
    """The headline over a place in an issue."""

    def __init__(self, articles: pd.DataFrame) -> None:
        self.by_issue: dict[str, list[tuple[int, Any]]] = {}
        placed = articles[articles["end"].notna()]
        for issue_id, end, headline in zip(placed["issue_id"], placed["end"], placed["headline"], strict=True):
            self.by_issue.setdefault(issue_id, []).append((int(end), headline))

    def at(self, issue_id: str, offset: int) -> Any:
        return next((headline for end, headline in self.by_issue.get(issue_id, ()) if offset < end), None)


def _places(corpus: Corpus, rows: Any) -> pd.DataFrame:
    """Return ``row_id, issue_id, start, end`` of each row that is meant."""
    import pandas as pd

    if isinstance(rows, pd.Series) and IDS_COLUMN not in rows.index and not HOMES.keys() & set(rows.index):
        return _of_column(corpus, rows)
    if isinstance(rows, pd.Series):
        rows = rows.to_frame().T
    if isinstance(rows, pd.DataFrame):
        return _of_frame(corpus, rows)
    return _of_ids(corpus, [rows] if isinstance(rows, str) else list(rows))


def _of_column(corpus: Corpus, column: pd.Series[Any]) -> pd.DataFrame:
    if column.name in HOMES:
        return _of_key(corpus, str(column.name), list(column))
    return _of_ids(corpus, list(column.dropna()))


def _of_frame(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    if IDS_COLUMN in rows.columns:
        return _of_ids(corpus, [one for cell in rows[IDS_COLUMN] for one in _split(cell)])
    key = next((name for name in HOMES if name in rows.columns), None)
    if key is None:
        raise UsageError(f"these rows have none of the keys {', '.join(HOMES)}; keep one of them, or pass ids")
    placed = {"start", "end"} <= set(rows.columns) and _are_offsets(rows["start"])
    whole = key == "article_id" and "headline" in rows.columns  # an article stands for itself, a term in it for its place
    if placed and "issue_id" in rows.columns and not whole:
        return _laid_out(rows[key], rows["issue_id"], rows["start"], rows["end"])
    if key == "person_id" and {"organization", "title"} <= set(rows.columns):
        return _of_posts(corpus, rows)
    places = _of_key(corpus, key, list(rows[key]))
    if placed and len(places) == len(rows) and not whole:  # the term of a theme within its demand
        places = _laid_out(places["row_id"], places["issue_id"], rows["start"], rows["end"])
    return places


def _laid_out(row_id: Iterable[Any], issue_id: Iterable[Any], start: Iterable[Any], end: Iterable[Any]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({"row_id": list(row_id), "issue_id": list(issue_id), "start": list(start), "end": list(end)})


def _are_offsets(column: pd.Series[Any]) -> bool:
    """Tell offsets from the days with which a period starts."""
    import pandas as pd

    return all(isinstance(value, int) or hasattr(value, "__index__") for value in column if not pd.isna(value))


def _split(cell: Any) -> Iterable[str]:
    import pandas as pd

    if isinstance(cell, str):
        return re.split(r"[;\s]+", cell.strip(" ;"))
    return [str(one) for one in cell] if pd.api.types.is_list_like(cell) else ()


def _of_posts(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Give the mentions that show a person in a post; a mention may join several posts in one title."""
    found = rows[["person_id", "title"]].merge(corpus.attendees, on="person_id", suffixes=("_of_post", ""))
    pairs = zip(found["title_of_post"], found["title"], strict=True)
    found = found[[isinstance(title, str) and post in title for post, title in pairs]]
    return _laid_out(found["attendee_id"], found["issue_id"], found["start"], found["end"])


def _of_key(corpus: Corpus, key: str, ids: list[Any]) -> pd.DataFrame:
    """Look rows up by a key; a key that names several rows (a person, an event) gives them all."""
    import pandas as pd

    home = corpus.frame(HOMES[key])
    own = next(name for name, frame in HOMES.items() if frame == HOMES[key])
    if "start" not in home.columns:
        home = home.assign(start=None, end=None)
    wanted = pd.Series(ids, dtype="str").dropna()
    unknown = wanted[~wanted.isin(home[key])]
    if len(unknown):
        raise UsageError(f"there is no {key} {unknown.iloc[0]!r}{nearest(unknown.iloc[0], home[key].dropna())}")
    found = wanted.to_frame(key).merge(home.assign(row_id=home[own]), on=key, how="left")
    end = found["start" if key == "article_id" else "end"]  # the opening of an article stands for the whole
    return _laid_out(found["row_id"], found["issue_id"], found["start"], end).assign(asked=found[key])


def _of_ids(corpus: Corpus, ids: list[str]) -> pd.DataFrame:
    """Look rows up by ids of any kind, in the order given."""
    import pandas as pd

    homes: dict[str, str] = {}
    for key, frame in HOMES.items():
        left = set(ids) - homes.keys()
        if left and corpus.n_rows(frame):
            homes |= dict.fromkeys(left & set(corpus.frame(frame)[key].dropna()), key)
    for one in ids:
        if one not in homes:
            raise UsageError(f"there is no row {one!r} in this corpus{nearest(str(one), homes)}")
    if not ids:
        return _laid_out((), (), (), ())
    kinds = dict.fromkeys(homes.values())
    found = pd.concat([_of_key(corpus, kind, [one for one, key in homes.items() if key == kind]) for kind in kinds])
    by_id = found.groupby("asked", sort=False).indices
    return found.iloc[[place for one in ids for place in by_id[one]]].reset_index(drop=True)
