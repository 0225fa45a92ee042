"""Project settings: ``zhengjian.toml`` → frozen dataclasses.

A settings file may be partial; what it does not say keeps its default. An unknown key is an error that names the nearest
known one.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError, field_validator
from pydantic.dataclasses import dataclass

from zhengjian_stats.errors import SettingsError

SETTINGS_NAME: Final = "zhengjian.toml"

_CONFIG = ConfigDict(extra="forbid")


def _checked_pattern(pattern: str) -> str:
    try:
        re.compile(pattern, re.MULTILINE)
    except re.error as error:
        raise ValueError(f"not a regular expression: {pattern!r} ({error})") from error
    return pattern


@dataclass(frozen=True, config=_CONFIG)
class Paths:
    """Folders of a project, relative to the settings file."""

    raw: str = "data/raw"
    processed: str = "data/processed"
    reports: str = "reports"


@dataclass(frozen=True, config=_CONFIG)
class Layout:
    """How a serial with an unusual face is read. All patterns are multi-line regular expressions.

    ``detect`` is searched in the first 2,000 characters; the named groups ``title``, ``number``, ``whole_number``, ``year``,
    ``date`` of ``masthead`` give the issue's columns; ``article`` matches one heading line, its group ``headline`` is the
    headline; what stands before the first heading is no article, nor is what ``skip`` matches; ``drop`` is deleted from the
    text before anything else is read.
    """

    name: str
    detect: str
    article: str
    masthead: str = ""
    bulletin: str = ""
    issuing_office: str = ""
    skip: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    @field_validator("detect", "article", "masthead")
    @classmethod
    def _pattern(cls, value: str) -> str:
        return _checked_pattern(value)

    @field_validator("skip", "drop")
    @classmethod
    def _patterns(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_checked_pattern(value) for value in values)


@dataclass(frozen=True, config=_CONFIG)
class Topic:
    """A named group of terms that is counted in the text."""

    name: str
    terms: tuple[str, ...]
    label: str = ""
    label_en: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Theme:
    """A label on directives, given by any of its terms; ``unless`` are longer words that hold a term and do not count."""

    name: str
    terms: tuple[str, ...]
    label: str = ""
    label_en: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, config=_CONFIG)
class Formulation:
    """A fixed formulation (提法) in its usual form, with its other forms."""

    name: str
    variants: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True, config=_CONFIG)
class Settings:
    """Everything that a project can set.

    Examples
    --------
    >>> Settings().language
    'zh'
    """

    office: str = ""
    language: Literal["zh", "en"] = "zh"
    font: str = ""
    workers: int | None = None
    time_limit: float = 120.0
    user_words: tuple[str, ...] = ()
    paths: Paths = field(default_factory=Paths)
    layout: tuple[Layout, ...] = ()
    topic: tuple[Topic, ...] = ()
    theme: tuple[Theme, ...] = ()
    formulation: tuple[Formulation, ...] = ()


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Settings]:
    return TypeAdapter(Settings)


_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(cls.__dataclass_fields__)
    for name, cls in (
        ("", Settings),
        ("paths", Paths),
        ("layout", Layout),
        ("topic", Topic),
        ("theme", Theme),
        ("formulation", Formulation),
    )
}


def _reason(error: Mapping[str, Any]) -> str:
    place = [str(part) for part in error["loc"]]
    where = ".".join(f"[{int(part) + 1}]" if part.isdigit() else part for part in place).replace(".[", "[")
    if error["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        known = _KEYS.get(place[0] if len(place) > 1 else "", ())
        near = difflib.get_close_matches(place[-1], known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
        return f"unknown key {where!r}{hint}"
    return f"{where}: {error['msg']}, found {error.get('input')!r}"


def settings_from_dict(values: Mapping[str, Any], origin: str = SETTINGS_NAME) -> Settings:
    """Check a parsed settings table and make it ``Settings``.

    Raises
    ------
    SettingsError
        A key is unknown (the nearest known one is named) or a value is of the wrong kind.

    Examples
    --------
    >>> settings_from_dict({"office": "云岭省地方志办"}).office
    '云岭省地方志办'
    """
    try:
        return _adapter().validate_python(dict(values))
    except ValidationError as error:
        raise SettingsError(f"{origin}: {'; '.join(_reason(dict(item)) for item in error.errors())}") from error


def load_settings(path: str | Path) -> Settings:
    """Read a ``zhengjian.toml``.

    Raises
    ------
    SettingsError
        The file cannot be read, is not TOML, or says something that cannot be.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "zhengjian.toml"
    >>> _ = path.write_text('language = "en"', encoding="utf-8")
    >>> load_settings(path).language
    'en'
    """
    path = Path(path)
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    return settings_from_dict(values, str(path))


def find_settings(folder: str | Path) -> Path | None:
    """Return the ``zhengjian.toml`` in a folder or the nearest of two folders above it, or ``None``.

    (``data/raw`` lies two levels below the project's settings.)
    """
    folder = Path(folder).resolve()
    candidates = [folder, *list(folder.parents)[:2]]
    return next((c / SETTINGS_NAME for c in candidates if (c / SETTINGS_NAME).is_file()), None)
