r"""Tidy frames and reports from folders of Chinese official bulletins.

Importing this loads nothing; each name is fetched when it is first used.

Examples
--------
>>> import zhengjian_stats as zj
>>> zj.parse_text("馆务会\n\n3月5日，王岚主持召开馆务会。", issued_on="2024-03-08")  # doctest: +ELLIPSIS
<Corpus: 1 期 · 1 篇 · 1 次会议活动 · 1 人次 · ...>
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from zhengjian_stats.analysis import (
        directive_theme_trends,
        formulation_candidates,
        leadership_attendance,
        topic_frequencies,
    )
    from zhengjian_stats.build import load_corpus, parse_text, read_corpus
    from zhengjian_stats.corpus import Corpus
    from zhengjian_stats.errors import ZhengjianError
    from zhengjian_stats.evaluation import Evaluation, evaluate
    from zhengjian_stats.settings import Settings, load_settings

__version__ = "0.1.0"

__all__ = [
    "Corpus",
    "Evaluation",
    "Settings",
    "ZhengjianError",
    "__version__",
    "directive_theme_trends",
    "evaluate",
    "formulation_candidates",
    "leadership_attendance",
    "load_corpus",
    "load_settings",
    "parse_text",
    "read_corpus",
    "topic_frequencies",
]

#: Where each public name lives.
_HOMES: Final = {
    "Corpus": "corpus",
    "Evaluation": "evaluation",
    "Settings": "settings",
    "ZhengjianError": "errors",
    "directive_theme_trends": "analysis",
    "evaluate": "evaluation",
    "formulation_candidates": "analysis",
    "leadership_attendance": "analysis",
    "load_corpus": "build",
    "load_settings": "settings",
    "parse_text": "build",
    "read_corpus": "build",
    "topic_frequencies": "analysis",
}

#: Rooms that are reached from here: ``zj.plots.plot_word_cloud``.
_ROOMS: Final = ("analysis", "errors", "plots", "schema")


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value  # fetched once
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_ROOMS})
