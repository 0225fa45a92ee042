"""Project settings: ``zhengjian.toml`` → frozen dataclasses.

A settings file may be partial; what it does not say keeps its default. An unknown key is an error that names the nearest
known one.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError, field_validator
from pydantic.dataclasses import dataclass

from zhengjian_stats import lexicon
from zhengjian_stats.errors import SettingsError

SETTINGS_NAME: Final = "zhengjian.toml"

_CONFIG = ConfigDict(extra="forbid")

# 2023, 2023-09
_SINCE: Final = re.compile(r"(?:1[89]|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")


def _checked_word(word: str) -> str:
    if not word or word != word.strip():
        raise ValueError(f"{word!r} is empty or has blanks around it; it is matched letter by letter")
    return word


def _checked_since(since: str) -> str:
    if since and not _SINCE.fullmatch(since):
        raise ValueError(f"{since!r} is no year or month; write 2023 or 2023-09")
    return since


#: What is matched letter by letter.
Word = Annotated[str, AfterValidator(_checked_word)]


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
    """A label on directives, given by any of its terms; ``unless`` are longer words that hold a term and do not count.

    A theme with the name of a built-in one stands in its place, or adds to its words where ``extend`` is true.
    """

    name: Word
    terms: Annotated[tuple[Word, ...], Field(min_length=1)]
    label: str = ""
    label_en: str = ""
    unless: tuple[Word, ...] = ()
    extend: bool = False


@dataclass(frozen=True, config=_CONFIG)
class Formulation:
    """A fixed formulation (提法) in its usual form, with its other forms.

    ``since`` is the year or month (``2023``, ``2023-09``) in which the usual form became current; ``quoted`` forms count only
    inside quotation marks; ``unless`` are longer words that hold a form and are no use of it (or forms that shall not count).
    One with the name of a built-in formulation adds to it.
    """

    name: Word
    variants: tuple[Word, ...] = ()
    since: Annotated[str, AfterValidator(_checked_since)] = ""
    quoted: bool = False
    unless: tuple[Word, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The usual form and the others."""
        return (self.name, *self.variants)


def _no_double(entries: Iterable[tuple[str, ...]]) -> None:
    """Refuse what two entries say: the second would silently take the place of the first."""
    places: dict[str, int] = {}
    for number, words in enumerate(entries, start=1):
        for word in words:
            if word in places:
                raise ValueError(f"{word!r} stands in [{places[word]}] and again in [{number}]; keep one of them")
            places[word] = number


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

    @field_validator("theme")
    @classmethod
    def _themes(cls, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        _no_double((theme.name,) for theme in themes)
        known = [row["name"] for row in lexicon.load("themes")["theme"]] if any(theme.extend for theme in themes) else []
        for theme in themes:
            if theme.extend and theme.name not in known:
                near = difflib.get_close_matches(theme.name, known, n=1) or known
                raise ValueError(f"{theme.name!r} extends no built-in theme; there is {', '.join(near)}")
        return themes

    @field_validator("formulation")
    @classmethod
    def _formulations(cls, formulations: tuple[Formulation, ...]) -> tuple[Formulation, ...]:
        _no_double(formulation.forms for formulation in formulations)
        return formulations


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
    if error["type"] == "value_error":  # one of ours, which says what it found
        return f"{where}: {error['msg'].removeprefix('Value error, ')}"
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
