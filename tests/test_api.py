"""What ``import zhengjian_stats`` gives, and what it costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import zhengjian_stats as zj

HEAVY = (
    "jieba",
    "lxml",
    "matplotlib",
    "numpy",
    "pandas",
    "pandera",
    "psutil",
    "pyarrow",
    "pydantic",
    "rjieba",
    "scipy",
    "wordcloud",
)
PUBLIC = sorted(name for name in zj.__all__ if not name.startswith("__"))


def in_a_new_process(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, zhengjian_stats; print([name for name in {HEAVY} if name in sys.modules])"
    assert in_a_new_process(code) == "[]"


def test_importing_is_quick() -> None:
    code = "import time; begun = time.perf_counter(); import zhengjian_stats; print(time.perf_counter() - begun)"
    assert min(float(in_a_new_process(code)) for _ in range(3)) < 1


def test_reading_what_was_built_draws_nothing_in() -> None:
    drawn_in = "[name for name in ('matplotlib', 'scipy', 'lxml', 'rjieba') if name in sys.modules]"
    code = f"import sys, zhengjian_stats as zj; zj.read_corpus; print({drawn_in})"
    assert in_a_new_process(code) == "[]"


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_explains_itself(name: str) -> None:
    thing = getattr(zj, name)
    assert thing.__doc__
    if not (isinstance(thing, type) and issubclass(thing, Exception)):
        assert "Examples\n" in thing.__doc__
    assert name in dir(zj)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(zj.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.asname or alias.name for node in ast.walk(block) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen == set(PUBLIC) == set(zj._HOMES)
    assert list(zj.__all__) == sorted(zj.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="load_corpora"):
        zj.load_corpora  # noqa: B018


def test_rooms_are_reached_from_the_package() -> None:
    code = "import zhengjian_stats as zj; print(zj.plots.plot_word_cloud.__name__, zj.schema.SCHEMA_VERSION)"
    assert in_a_new_process(code) == "plot_word_cloud 1"


def test_a_star_import_gives_the_public_names() -> None:
    assert (
        in_a_new_process("from zhengjian_stats import *; print(load_corpus.__name__, Corpus.__name__)") == "load_corpus Corpus"
    )
