"""What a word looks like once a character of it is misread (``resources/look_alikes.toml``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from zhengjian_stats import lexicon

Slip = Literal["alike", "foreign", "doubled", "dropped"]

#: A form with a character too many or too few is looked for from these lengths on: a shorter one may be something else.
_DOUBLED_FROM: Final = 4
_DROPPED_FROM: Final = 8
#: Without these a form says the same: 国家治理体系治理能力现代化.
_MAY_LACK: Final = frozenset("的和与及及其同之、，“”")


@dataclass(frozen=True, slots=True)
class Near:
    """A near miss: what would be found, the form it is likely to be, the place of the slip in what is found, and its kind."""

    found: str
    likely: str
    place: int
    slip: Slip


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Characters with those that are taken for them."""

    alike: Mapping[str, str]
    foreign: Mapping[str, str]
    before_posts: tuple[str, ...]
    alone: frozenset[str]
    misprinted: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> LookAlikes:
        """Make them of the parsed file."""
        alike: dict[str, dict[str, None]] = {}
        for characters in (characters for group in table["group"] for characters in group["sets"]):
            for character in characters:
                alike.setdefault(character, {}).update(dict.fromkeys(characters.replace(character, "")))
        joined = {character: "".join(others) for character, others in alike.items()}
        words = (frozenset(table[name]["words"]) for name in ("alone", "misprinted"))
        return cls(joined, table["foreign"]["signs"], tuple(table["posts"]["before"]), *words)

    def misread(self, form: str) -> Iterator[Near]:
        """Yield a form with one character taken for a look-alike.

        Examples
        --------
        >>> [near.found for near in look_alikes().misread("一干多支") if near.place == 1]
        ['一千多支', '一于多支', '一Ŧ多支']
        """
        for place, character in enumerate(form):
            for kind, others in (("alike", self.alike), ("foreign", self.foreign)):
                for other in others.get(character, ""):
                    slip: Slip = "alike" if kind == "alike" else "foreign"
                    yield Near(form[:place] + other + form[place + 1 :], form, place, slip)


def miscounted(form: str) -> Iterator[Near]:
    """Yield a form with one of its inner characters twice, or (a long form) left out.

    Examples
    --------
    >>> [near.found for near in miscounted("狠抓落实")]
    ['狠抓抓落实', '狠抓落落实']
    """
    for place in range(1, len(form) - 1):
        character = form[place]
        if not "\u3400" <= character <= "\u9fff":
            continue
        if len(form) >= _DOUBLED_FROM and character not in (form[place - 1], form[place + 1]):
            yield Near(form[:place] + character + form[place:], form, place, "doubled")
        if len(form) >= _DROPPED_FROM and character not in _MAY_LACK:
            yield Near(form[:place] + form[place + 1 :], form, place, "dropped")


@cache
def look_alikes() -> LookAlikes:
    """Return the look-alikes of the installed ``look_alikes.toml``.

    Examples
    --------
    >>> look_alikes().foreign["力"]
    'カ'
    """
    return LookAlikes.from_table(lexicon.load("look_alikes"))
