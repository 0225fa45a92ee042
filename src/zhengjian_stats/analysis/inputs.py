"""What an analysis takes: a corpus or plain frames, checked once at the door."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from zhengjian_stats.errors import FrameError
from zhengjian_stats.schema import DTYPES, empty_frame, spec_of

if TYPE_CHECKING:
    import pandas as pd


class CorpusLike(Protocol):
    """Anything with one attribute a frame, as a ``Corpus`` has."""

    @property
    def issues(self) -> pd.DataFrame:
        """Return the frame of issues."""
        ...


Corpus = CorpusLike | Mapping[str, "pd.DataFrame"]

Needs = Mapping[str, tuple[str, ...]]


def frames_of(corpus: Corpus, needs: Needs, optional: tuple[str, ...] = ()) -> dict[str, pd.DataFrame]:
    """Return the frames that an analysis needs, each with just the columns it needs, in their types; copies.

    Parameters
    ----------
    corpus : Corpus or mapping of str to DataFrame
        A corpus, or frames of one's own with the same columns.
    needs : mapping of str to tuple of str
        Name of each frame → its columns; one with ``?`` at its end may be missing and comes without values.
    optional : tuple of str
        Frames that may be missing; they come without rows.

    Raises
    ------
    FrameError
        A frame or a column is missing, or a column holds what its type cannot.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = {"terms": pd.DataFrame({"article_id": ["a"], "term": ["地方志"], "n": [2]})}
    >>> frames_of(mine, {"terms": ("term", "n")})["terms"].to_dict("list")
    {'term': ['地方志'], 'n': [2]}
    """
    return {name: _frame(corpus, name, columns, name in optional) for name, columns in needs.items()}


def _frame(corpus: Corpus, name: str, columns: tuple[str, ...], optional: bool) -> pd.DataFrame:
    import pandas as pd

    found = corpus.get(name) if isinstance(corpus, Mapping) else getattr(corpus, name, None)
    if found is None and optional:
        found = empty_frame(name)
    if not isinstance(found, pd.DataFrame):
        raise FrameError(f"the analysis needs the frame {name!r}; hand in a corpus, or frames by name: {{{name!r}: …}}")
    missing = [column for column in columns if not column.endswith("?") and column not in found.columns]
    if missing:
        raise FrameError(
            f"frame {name!r} lacks the column(s) {', '.join(missing)}; it has {', '.join(map(str, found.columns))}"
        )
    names = [column.removesuffix("?") for column in columns]
    return pd.DataFrame({column: _typed(found, name, column) for column in names}).reset_index(drop=True)


def _typed(frame: pd.DataFrame, name: str, column: str) -> pd.Series:
    import pandas as pd

    dtype: Any = next(DTYPES[c.kind] for c in spec_of(name).columns if c.name == column)
    if column not in frame.columns:
        return pd.Series([None] * len(frame), index=frame.index, dtype=dtype)
    values = frame[column]
    if str(values.dtype) == dtype:
        return values.copy()
    try:
        typed: pd.Series = (pd.to_datetime(values, format="ISO8601") if dtype.startswith("datetime") else values).astype(dtype)
    except (ValueError, TypeError) as error:
        raise FrameError(f"frame {name!r}: column {column!r} should hold {dtype}: {error}") from error
    return typed


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the end of a message: which known name is meant, or which there are.

    Examples
    --------
    >>> nearest("saftey", ["safety", "economy"])
    "did you mean 'safety'?"
    """
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"


def typed_frame(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Return a result with all its columns, in order and typed; missing ones come without values.

    Examples
    --------
    >>> import pandas as pd
    >>> typed_frame(pd.DataFrame({"n": [1]}), {"topic": "str", "n": "Int64"}).columns.tolist()
    ['topic', 'n']
    """
    typed: pd.DataFrame = frame.reindex(columns=list(columns)).astype(dict(columns)).reset_index(drop=True)
    return typed


def looked_up(keys: pd.Series, values: pd.Series, dtype: str) -> pd.Series:
    """Return the value of each key, missing where there is none, also where there are no keys at all.

    Examples
    --------
    >>> import pandas as pd
    >>> looked_up(pd.Series(["b", None]), pd.Series([1, 2], index=["a", "b"]), "Int64").tolist()
    [2, <NA>]
    """
    import pandas as pd

    found: Any = values.reindex(keys).to_numpy()
    kind: Any = dtype
    result: pd.Series = pd.Series(found, index=keys.index, dtype=kind)
    return result
