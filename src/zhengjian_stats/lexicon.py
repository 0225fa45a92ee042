"""Word lists and patterns of ``resources/*.toml``, read once and checked.

A rule file is TOML; every table in it that holds rules carries ``examples`` and ``counter_examples`` that a test runs.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from zhengjian_stats.errors import SettingsError


@cache
def rows(name: str) -> tuple[list[str], ...]:
    """Return the lines of ``resources/<name>``, cut at tabs; callers must not change them.

    Raises
    ------
    SettingsError
        There is no such file.

    Examples
    --------
    >>> len(rows("name_characters.tsv")[0])
    4
    """
    path = files("zhengjian_stats") / "resources" / name
    try:
        return tuple(line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    except FileNotFoundError as error:
        raise SettingsError(f"resources/{name} is missing from the installation; install the package again") from error


@cache
def load(name: str) -> dict[str, Any]:
    """Return the rule file ``resources/<name>.toml`` as a table; callers must not change it.

    Raises
    ------
    SettingsError
        There is no such file, or it is not TOML.
    """
    path = files("zhengjian_stats") / "resources" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"resources/{name}.toml is missing from the installation; install the package again") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"resources/{name}.toml: {error}") from error
