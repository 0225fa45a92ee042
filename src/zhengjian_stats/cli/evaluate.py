"""``zhengjian evaluate``: how well annotated bulletins are read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.cli.columns import aligned
from zhengjian_stats.cli.console import line, note, shown
from zhengjian_stats.cli.options import AsJson, Errors, Gold, Lang, Minimum, NoSave, SettingsFile
from zhengjian_stats.cli.projects import project_here
from zhengjian_stats.messages import say

if TYPE_CHECKING:
    from zhengjian_stats.evaluation import Evaluation
    from zhengjian_stats.messages import Language
    from zhengjian_stats.report.project import Project

_HEADS: Final = ("measure", "precision", "interval", "recall", "interval", "f1", "right", "gold", "found")
#: The first column is of words, the others are of numbers.
_SIDES: Final = "<" + ">" * (len(_HEADS) - 1)


def evaluate(
    gold: Gold,
    minimum: Minimum = None,
    errors: Errors = 0,
    as_json: AsJson = False,
    no_save: NoSave = False,
    settings: SettingsFile = None,
    lang: Lang = "",
) -> None:
    """Compare what is read with annotations; keep the figures for the report of the project one stands in."""
    from zhengjian_stats.evaluation import evaluate as evaluated
    from zhengjian_stats.evaluation.floors import parse_floors

    project = project_here(settings=settings, lang=lang)
    floors = minimum or []
    parse_floors(floors, project.lang)  # a slip is told before anything is read
    result = evaluated(gold, settings=replace(project.settings, language=project.lang))
    if as_json:
        listed = {"errors": result.error_records(errors)} if errors else {}
        line(json.dumps({**result.as_record(), **listed, "below": result.below(floors)}, ensure_ascii=False))
    else:
        _show(result, errors, project.lang)
    for message in result.notes:
        note(message)
    if not no_save:
        _keep(result, project)
    result.require(floors)


def _keep(result: Evaluation, project: Project) -> None:
    """Keep the figures where there is a project to keep them in."""
    from zhengjian_stats.store import write_accuracy

    if project.settings_file or project.raw.is_dir() or project.processed.is_dir():
        path = write_accuracy(project.processed, result.as_record())
        note(say("evaluation.kept", project.lang, file=shown(path)))


def _show(result: Evaluation, n_errors: int, lang: Language) -> None:
    record = result.as_record()
    dates = say("evaluation.span", lang, **record) if record["since"] else ""
    line(" · ".join(filter(None, (say("evaluation.n_articles", lang, n=record["n_articles"]), dates))))
    line()
    rows = [[say(f"evaluation.head_{head}", lang) for head in _HEADS]]
    rows += [_row(measure, figures, lang) for measure, figures in record["scores"].items()]
    for text in aligned(rows, _SIDES):
        line(text)
    if n_errors:
        _show_errors(result, n_errors, lang)


def _row(measure: str, figures: dict[str, Any], lang: Language) -> list[str]:
    cells = [say(f"evaluation.measure_{measure}", lang)]
    for part, base in (("precision", "found"), ("recall", "gold")):
        low, high = figures[f"{part}_low"], figures[f"{part}_high"]
        is_known = figures[base] > 0
        cells.append(f"{figures[part]:.3f}" if is_known else "-")
        cells.append(say("evaluation.interval", lang, low=low, high=high) if is_known else "-")
    is_known = figures["gold"] > 0 or figures["found"] > 0
    return [*cells, f"{figures['f1']:.3f}" if is_known else "-", *(str(figures[name]) for name in ("right", "gold", "found"))]


def _show_errors(result: Evaluation, most: int, lang: Language) -> None:
    totals = result.errors["measure"].value_counts()
    measure = None
    for error in result.error_records(most):
        if error["measure"] != measure:
            measure = error["measure"]
            n = int(totals[measure])
            line()
            key = "errors_some" if n > most else "errors"
            line(say(f"evaluation.{key}", lang, measure=say(f"evaluation.measure_{measure}", lang), n=n, shown=most))
        kind = say(f"evaluation.kind_{error['kind']}", lang)
        line(f"  {error['doc_id']}  {kind}  {_in_a_line(_thing(error, lang))}")
        line(f"      {_in_a_line(error['sentence'])}")


def _in_a_line(text: str) -> str:
    return " ".join(text.split())


def _thing(error: dict[str, Any], lang: Language) -> str:
    """Say what was missed or invented, or is wrong, and of whom or what it is said."""
    one, other = (_word(error["measure"], error[side], lang) for side in ("gold", "found"))
    if error["kind"] == "wrong":
        thing = say("evaluation.thing_wrong", lang, gold=one, found=other)
    else:
        thing = one if error["kind"] == "missed" else other
    return say("evaluation.thing_about", lang, about=error["about"], thing=thing) if error["about"] else thing


def _word(measure: str, value: str | None, lang: Language) -> str:
    if value is None:
        return say("evaluation.unnamed", lang)
    return say(f"common.role_{value}", lang) if measure in {"roles", "rare_roles"} else value
