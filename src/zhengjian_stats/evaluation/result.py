"""What an evaluation gives: figures with intervals, every error with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.analysis.statistics import wilson
from zhengjian_stats.errors import AccuracyError
from zhengjian_stats.evaluation.compare import MEASURES, Compared
from zhengjian_stats.evaluation.floors import Floor, parse_floors
from zhengjian_stats.evaluation.gold import GoldArticle, GoldFile
from zhengjian_stats.messages import Language, say
from zhengjian_stats.resolve.columns import rows_of

if TYPE_CHECKING:
    import pandas as pd

SCORES: Final[Mapping[str, str]] = {
    "measure": "str",
    "precision": "float64",
    "precision_low": "float64",
    "precision_high": "float64",
    "recall": "float64",
    "recall_low": "float64",
    "recall_high": "float64",
    "f1": "float64",
    "right": "int64",
    "gold": "int64",
    "found": "int64",
}

ERRORS: Final[Mapping[str, str]] = dict.fromkeys(
    ("measure", "doc_id", "kind", "about", "gold", "found", "sentence", "file"), "str"
) | {"line": "int64"}


@dataclass(frozen=True, repr=False)
class Evaluation:
    """How well annotated articles were read.

    Attributes
    ----------
    scores : DataFrame
        A row a measure: ``precision`` (right of those found), ``recall`` (right of those annotated), each with the bounds
        ``_low`` and ``_high`` of its 95 % Wilson interval, ``f1``, and the counts ``right``, ``gold`` (annotated), ``found``.
        Of nothing annotated or found the figure is 0 and its interval is missing.
    errors : DataFrame
        A row an error: ``measure``; ``doc_id`` of the article; ``kind`` (``missed``, ``invented``, ``wrong``: both at once);
        ``about`` whom (roles, titles) or which demand (speakers); what stands in ``gold`` and what was ``found``; the
        ``sentence``; ``file`` and ``line`` of the annotation.
    files : tuple of GoldFile
        The gold.
    notes : tuple of str
        Articles that could not be read, or that are the same as another.
    rules : str
        Digest of the rules they were read by; the same as that of a store which was built by them.
    language : str
        Language of the messages.

    Examples
    --------
    >>> from zhengjian_stats.evaluation.compare import Compared
    >>> scores = scores_of({"events": [Compared(8, 10, 9, ())]})
    >>> print(Evaluation(scores, errors_of({}, ()), ()).below(["events.recall=0.9"]))
    ['events.recall 为 0.8000，下限 0.9，差 0.1']
    """

    scores: pd.DataFrame
    errors: pd.DataFrame
    files: tuple[GoldFile, ...]
    notes: tuple[str, ...] = ()
    rules: str = ""
    language: Language = "zh"

    @property
    def articles(self) -> tuple[GoldArticle, ...]:
        """The annotated articles."""
        return tuple(article for file in self.files for article in file.articles)

    @property
    def span(self) -> tuple[str | None, str | None]:
        """The first and the last day on which one of the articles was issued, as far as known."""
        days = [article.issued_on for article in self.articles if article.issued_on]
        return min(days, default=None), max(days, default=None)

    def below(self, floors: Iterable[str]) -> list[str]:
        """Return a line for each floor (``"participants=0.95"``, ``"roles.precision=0.9"``) that is missed, with by how much.

        Raises
        ------
        UsageError
            A floor names no measure, or is no number from 0 to 1.
        """
        return [self._said(floor) for floor in parse_floors(floors, self.language) if self._value(floor) < floor.value]

    def require(self, floors: Iterable[str]) -> None:
        """Do nothing if all floors are reached.

        Raises
        ------
        AccuracyError
            Some are missed; it says which, and by how much.
        UsageError
            A floor names no measure, or is no number from 0 to 1.
        """
        missed = self.below(floors)
        if missed:
            raise AccuracyError(
                say("evaluation.below", self.language, missed=say("evaluation.and", self.language).join(missed))
            )

    def as_record(self) -> dict[str, Any]:
        """Return figures, counts, intervals and origin as plain values, the same for the same gold and rules."""
        since, until = self.span
        return {
            "n_articles": len(self.articles),
            "since": since,
            "until": until,
            "gold": [{"file": _name(f.path), "sha256": f.sha256, "n_articles": len(f.articles)} for f in self.files],
            "rules": self.rules,
            "confidence": 0.95,
            "scores": {row.pop("measure"): row for row in rows_of(self.scores)},
        }

    def error_records(self, most: int) -> list[dict[str, Any]]:
        """Return at most so many errors of each measure, as plain values."""
        return rows_of(self.errors.groupby("measure", sort=False).head(most))

    def __repr__(self) -> str:
        figures = " · ".join(f"{row['measure']} {row['f1']:.3f}" for row in rows_of(self.scores))
        return f"<Evaluation: {say('evaluation.n_articles', self.language, n=len(self.articles))}; F1 {figures}>"

    def _value(self, floor: Floor) -> float:
        value: Any = self.scores.set_index("measure").at[floor.measure, floor.part]
        return float(value)

    def _said(self, floor: Floor) -> str:
        value = self._value(floor)
        short = floor.value - value
        return say("evaluation.short", self.language, name=floor.name, value=value, floor=floor.value, by=short)


def scores_of(compared: Mapping[str, Sequence[Compared]]) -> pd.DataFrame:
    """Return the figures of each measure over all articles, from what was counted in each."""
    import pandas as pd

    counts = [
        {"measure": measure, **{part: sum(getattr(one, part) for one in parts) for part in ("right", "gold", "found")}}
        for measure, parts in compared.items()
    ]
    rows = [{**count, **_figures(count["right"], count["gold"], count["found"])} for count in counts]
    frame = pd.DataFrame(rows, columns=[*SCORES])
    for figure, base in (("precision", "found"), ("recall", "gold")):
        frame[f"{figure}_low"], frame[f"{figure}_high"] = wilson(frame["right"], frame[base])
    return frame.astype(dict(SCORES))


def _figures(right: int, gold: int, found: int) -> dict[str, float]:
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def errors_of(compared: Mapping[str, Sequence[Compared]], articles: Sequence[GoldArticle]) -> pd.DataFrame:
    """Return all errors: by measure, then in the order of the articles."""
    import pandas as pd

    rows = [
        {
            "measure": measure,
            "doc_id": article.doc_id,
            "kind": difference.kind,
            "about": difference.about,
            "gold": difference.gold,
            "found": difference.found,
            "sentence": difference.place.sentence(),
            "file": article.file,
            "line": article.line,
        }
        for measure in MEASURES
        for article, one in zip(articles, compared.get(measure, ()), strict=True)
        for difference in one.differences
    ]
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in ERRORS.items()})


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
