"""Fixed formulations (提法): their uses, also those inside of longer ones, and their counts by period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.analysis.inputs import Corpus, frames_of, nearest, typed_frame
from zhengjian_stats.analysis.periods import DATED
from zhengjian_stats.analysis.rates import RATE_COLUMNS, rates_by_period, with_lengths
from zhengjian_stats.analysis.timeline import make_timeline
from zhengjian_stats.errors import UsageError
from zhengjian_stats.parse.formulations import nested_formulations
from zhengjian_stats.schema import VOICES
from zhengjian_stats.settings import Formulation, Settings

if TYPE_CHECKING:
    import pandas as pd

#: What of a use is needed to find those that stand inside of it.
USES: Final = ("formulation_id", "issue_id", "article_id?", "formulation", "variant?", "voice?", "start", "end")
_COLUMNS: Final[Mapping[str, str]] = {
    "formulation_id": "str",
    "issue_id": "str",
    "article_id": "str",
    "formulation": "str",
    "variant": "str",
    "voice": "str",
    "start": "Int64",
    "end": "Int64",
    "within": "str",
}


def formulation_uses(corpus: Corpus, nested: bool = True) -> pd.DataFrame:
    r"""Give every use of a fixed formulation (提法), also those that stand inside of a longer one.

    The frame ``formulations`` holds the outermost uses: of two that overlap the longest. 中国特色社会主义 inside of
    习近平新时代中国特色社会主义思想 is no row of it; here it is one, and ``within`` says in which use it stands.

    Parameters
    ----------
    corpus : Corpus or mapping of str to DataFrame
        A corpus, or the frame ``formulations``. The lexicon is the installed one with what the corpus' settings add.
    nested : bool
        Also the uses inside of others; else the rows of the frame as they are.

    Returns
    -------
    DataFrame
        The columns of ``formulations`` and ``within``: the ``formulation_id`` of the use in which one stands, missing for the
        outermost. No formulation counts inside of a use of its own. ``corpus.evidence`` takes the rows.

    Raises
    ------
    FrameError
        A frame or column is missing.

    Examples
    --------
    >>> import zhengjian_stats as zj
    >>> corpus = zj.parse_text("学习会\n\n大家学习习近平新时代中国特色社会主义思想。")
    >>> uses = formulation_uses(corpus)
    >>> uses.loc[uses["within"].notna(), ["formulation", "variant"]].to_numpy().tolist()
    [['中国特色社会主义', '中国特色社会主义']]
    """
    import pandas as pd

    outer = frames_of(corpus, {"formulations": USES})["formulations"]
    if not nested or outer.empty:
        return typed_frame(outer, _COLUMNS)
    settings = getattr(corpus, "settings", None)
    inner = _inside(outer, settings.formulation if isinstance(settings, Settings) else ())
    every = pd.concat([typed_frame(outer, _COLUMNS), inner]).sort_values(
        ["issue_id", "start", "formulation_id"], kind="stable", ignore_index=True
    )
    return typed_frame(every, _COLUMNS)


def _inside(outer: pd.DataFrame, extra: tuple[Formulation, ...]) -> pd.DataFrame:
    import pandas as pd

    rows: list[dict[Any, Any]] = []
    for use in outer[outer["variant"].notna()].to_dict("records"):
        for number, found in enumerate(nested_formulations(use["variant"], extra), start=1):
            rows.append(
                use
                | {"formulation_id": f"{use['formulation_id']}.{number}", "within": use["formulation_id"]}
                | {"formulation": found.formulation, "variant": found.variant}
                | {"start": use["start"] + found.start, "end": use["start"] + found.end}
            )
    return typed_frame(pd.DataFrame(rows, columns=list(_COLUMNS)), _COLUMNS)


def formulation_counts(
    corpus: Corpus, by: str = "quarter", voice: str | None = None, on: str = "issued", nested: bool = False
) -> pd.DataFrame:
    """Count each fixed formulation (提法) by period.

    Parameters
    ----------
    corpus : Corpus or mapping of str to DataFrame
        A corpus, or frames ``issues``, ``articles``, ``formulations`` (and ``meetings``).
    by : str
        ``month``, ``quarter``, ``half``, ``year``, ``issue``, ``all`` or a pandas period alias.
    voice : {"own", "relayed", None}
        Only the office's own words, only those that it passes on, or both.
    on : {"issued", "held"}
        Go by the day of issue, or by the day of the article's (first) event.
    nested : bool
        Count those inside of longer formulations too (see ``formulation_uses``). Else a stretch of text counts for one
        formulation only, the longest.

    Returns
    -------
    DataFrame
        One row a formulation and period of the span, the most frequent first: ``formulation``, the columns of the period, and
        counts and rates as in ``topic_frequencies``; ``voice`` (missing for both), ``on``, ``nested``.

    Raises
    ------
    UsageError
        ``voice`` or ``on`` is unknown.
    PeriodError
        ``by`` is no period.
    FrameError
        A frame or column is missing.

    Examples
    --------
    >>> from zhengjian_stats.schema import FRAMES, empty_frame
    >>> formulation_counts({name: empty_frame(name) for name in FRAMES}).empty
    True
    """
    if voice is not None and voice not in VOICES:
        raise UsageError(f"no voice is called {voice!r}; {nearest(str(voice), VOICES)} (or None for both)")
    needs = {**DATED, "articles": ("article_id", "issue_id", "text")}
    frames = frames_of(corpus, needs, optional=("meetings",))
    timeline = make_timeline(frames, by, on)
    found = _counted(corpus, nested).rename(columns={"formulation": "name"})
    if voice is not None:
        found = found[found["voice"].eq(voice)]
    totals = found.groupby("name", as_index=False).agg(total=("article_id", "size"))
    names = totals.sort_values(["total", "name"], ascending=[False, True])["name"].tolist()
    rates = rates_by_period(found, with_lengths(frames["articles"]), names, timeline)
    result = rates.rename(columns={"name": "formulation"}).assign(voice=voice, on=on, nested=nested)
    last = {"voice": "str", "on": "str", "nested": "boolean"}
    return typed_frame(result, {"formulation": "str"} | timeline.dtypes | dict(RATE_COLUMNS) | last)


def _counted(corpus: Corpus, nested: bool) -> pd.DataFrame:
    columns = ("formulation", "issue_id", "article_id", "voice?")
    if nested:
        return formulation_uses(corpus)[[column.removesuffix("?") for column in columns]]
    return frames_of(corpus, {"formulations": columns})["formulations"]
