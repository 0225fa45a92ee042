"""Accuracy: what the package reads in annotated articles, against what a person has read in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhengjian_stats.evaluation.compare import MEASURES
from zhengjian_stats.evaluation.facts import found_facts, gold_facts
from zhengjian_stats.evaluation.gold import GoldArticle, GoldPath, GoldPaths, read_gold
from zhengjian_stats.evaluation.result import Evaluation, errors_of, scores_of
from zhengjian_stats.messages import Language, say
from zhengjian_stats.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhengjian_stats.corpus import Corpus

__all__ = ["MEASURES", "Evaluation", "evaluate"]


def evaluate(gold: GoldPaths, *, settings: GoldPath | Settings | None = None) -> Evaluation:
    r"""Read annotated articles and compare what is found with what was annotated. Nothing is written.

    Parameters
    ----------
    gold : path or list of paths
        Gold files: JSON Lines, an article a line (see *Accuracy* in the documentation).
    settings : path or Settings, optional
        A ``zhengjian.toml``, or settings; by default none.

    Returns
    -------
    Evaluation
        ``scores`` (a row a measure, with intervals) and ``errors`` (a row an error, with its sentence).

    Raises
    ------
    GoldError
        A gold file cannot be read or a line is not what it should be; all that is wrong stands in ``faults``.
    SettingsError
        The settings say something that cannot be.

    Examples
    --------
    >>> import json, pathlib, tempfile
    >>> person = {"name": "王岚", "title": None, "roles": ["chair"]}
    >>> meeting = {"held_on": "2024-03-05", "name": "馆务会", "participants": [person], "groups": []}
    >>> article = {"doc_id": "a", "issued_on": "2024-03-08", "headline": "召开馆务会", "text": "3月5日，王岚主持召开馆务会。"}
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "gold.jsonl"
    >>> _ = file.write_text(json.dumps(article | {"meetings": [meeting], "directives": []}), encoding="utf-8")
    >>> scores = evaluate(file).scores.set_index("measure")
    >>> float(scores.at["participants", "f1"]), int(scores.at["events", "right"])
    (1.0, 1)
    """
    chosen = settings if isinstance(settings, Settings) else load_settings(str(settings)) if settings else Settings()
    files = read_gold(gold, chosen.language)
    articles = [article for file in files for article in file.articles]
    corpus, names = _read(articles, chosen)
    found = found_facts(corpus, _owners(corpus, names), len(articles))
    pairs = list(zip(map(gold_facts, articles), found, strict=True))
    by_article = [{measure: compare(*pair) for measure, compare in MEASURES.items()} for pair in pairs]
    compared = {measure: [one[measure] for one in by_article] for measure in MEASURES}
    return Evaluation(
        scores=scores_of(compared),
        errors=errors_of(compared, articles),
        files=tuple(files),
        notes=tuple(_notes(corpus, articles, names, chosen.language)),
        rules=_rules(),
        language=chosen.language,
    )


def _read(articles: Sequence[GoldArticle], settings: Settings) -> tuple[Corpus, dict[str, int]]:
    """Read the articles as a folder of files would be, of which ``metadata.csv`` says when they were issued."""
    from zhengjian_stats.build.run import built_from_bytes

    names = {f"{number:05d}.txt": number for number in range(len(articles))}
    files = {name: articles[number].whole.encode() for name, number in names.items()}
    days = {name: articles[number].issued_on for name, number in names.items()}
    fields = {name: {"issued_on": day} for name, day in days.items() if day}
    return built_from_bytes(files, settings, fields), names


def _owners(corpus: Corpus, names: dict[str, int]) -> dict[str, int]:
    """Return the number of the article that each issue was read from."""
    issues = corpus.issues
    return {issue_id: names[source] for issue_id, source in zip(issues["issue_id"], issues["source"], strict=True)}


def _notes(corpus: Corpus, articles: Sequence[GoldArticle], names: dict[str, int], language: Language) -> Iterator[str]:
    """Say of which articles nothing could be read, for what was annotated in them counts as missed."""
    unread = names.keys() - set(corpus.issues["source"])
    problems = corpus.problems
    about = problems[problems["source"].isin(unread)]
    for source, reason in zip(about["source"], about["message"], strict=True):
        article = articles[names[source]]
        for name, number in names.items():  # files that only exist here
            reason = reason.replace(name, articles[number].doc_id)
        yield say("evaluation.unread", language, file=article.file, line=article.line, doc_id=article.doc_id, reason=reason)


def _rules() -> str:
    from zhengjian_stats.build.digests import rules_digest

    return rules_digest()
