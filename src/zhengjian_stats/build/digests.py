"""Digests of all that a result depends on: the rules, the settings, the companion files, the files themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.build.child import Work
from zhengjian_stats.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

#: Rooms after the frames are made: what changes there changes no frame.
_LATER: Final = frozenset(
    {"analysis", "evaluation", "plots", "report", "cli", "corpus", "notebooks", "templates", "sample", "__pycache__"}
)
#: This package, and those by whose word a text is read or cut.
_READ_BY: Final = ("zhengjian-stats", "jieba", "lxml", "openpyxl", "pypdfium2", "python-docx", "rjieba")
#: Settings that change no frame.
_WITHOUT_EFFECT: Final = frozenset({"font", "paths", "time_limit", "topic", "workers"})


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


@cache
def rules_digest() -> str:
    """Return the digest of everything by which a file is read: code, rules, versions of the packages that read."""
    found = (part for name, data in _rule_files(files("zhengjian_stats"), "") for part in (name, data))
    return _digest(*map(_version, _READ_BY), *found)


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} -"


def _rule_files(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{above}/{entry.name}"
        if entry.is_dir() and entry.name not in _LATER:
            yield from _rule_files(entry, name)
        elif entry.is_file() and entry.name.endswith((".py", ".toml", ".txt")):
            yield name, entry.read_bytes()


def settings_digest(settings: Settings) -> str:
    """Return the digest of the settings that change a frame.

    Examples
    --------
    >>> settings_digest(Settings(workers=3)) == settings_digest(Settings())
    True
    """
    return _digest(_as_json({name: value for name, value in asdict(settings).items() if name not in _WITHOUT_EFFECT}))


def result_key(work: Work, settings: Settings) -> str:
    """Return the key under which the result of a file is kept: all that it depends on."""
    return _digest(rules_digest(), settings_digest(settings), _as_json(work.record()))


def inputs_digest(keys: Iterable[str], settings: Settings, others: Mapping[str, Any]) -> str:
    """Return the digest of all that goes into a generation: the files and what stands beside them."""
    beside = [f"{name}: {_table(value)}" for name, value in sorted(others.items())]
    return _digest(rules_digest(), _as_json(asdict(settings)), *sorted(keys), *beside)


def _table(value: pd.DataFrame | Any) -> str:
    return value.to_csv(index=False) if hasattr(value, "to_csv") else _as_json(value)
