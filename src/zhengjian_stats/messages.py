"""What the package says to people, in both languages, in one place: ``resources/messages/<room>.toml``.

A key is ``room.name``; the file of the room has a table ``[name]`` with ``zh`` and ``en``.
"""

from __future__ import annotations

from typing import Final, Literal

from zhengjian_stats import lexicon
from zhengjian_stats.errors import UsageError

Language = Literal["zh", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


def checked_language(language: str) -> Language:
    """Return a language that the package speaks.

    Raises
    ------
    UsageError
        It is neither ``zh`` nor ``en``.

    Examples
    --------
    >>> checked_language("zh")
    'zh'
    """
    for known in LANGUAGES:
        if language == known:
            return known
    raise UsageError(f"language {language!r} is not spoken here; there are {' and '.join(LANGUAGES)}")


def say(key: str, language: Language = "zh", **values: object) -> str:
    """Return a message in a language, its ``{placeholders}`` filled.

    Examples
    --------
    >>> say("common.issue", "en")
    'issue'
    """
    room, _, name = key.partition(".")
    template: str = lexicon.load(f"messages/{room}")[name][language]
    return template.format(**values) if values else template
