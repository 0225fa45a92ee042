"""What is known of names as data: surnames, characters, dictionary words, and the odds that a string is a name."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from zhengjian_stats import lexicon

#: Chinese characters, the rare ones included.
HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
#: Count in the dictionary from which a word is so common that a post before it makes no name of it.
_COMMON_WORD: Final = 300


@dataclass(frozen=True, slots=True)
class CharacterOdds:
    """How much likelier a character is in a name than in running text: natural logarithms, as a surname and as a given name.

    Counts come from ``resources/name_characters.tsv``; what stands there nowhere gets ``unlisted``.
    """

    surname: Mapping[str, float]
    given: Mapping[str, float]
    unlisted: float

    @classmethod
    def of(cls, rows: Iterable[list[str]]) -> CharacterOdds:
        """Count from rows of characters, uses as a surname, in given names, in running text (add-constant smoothing)."""
        counts = {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}
        totals = [sum(column) for column in zip(*counts.values(), strict=True)]

        def odds(part: int, uses: int, running: int) -> float:
            smoothing = 0.1 if part == 0 else 0.3
            seen = math.log((uses + smoothing) / (totals[part] + smoothing * len(counts)))
            return seen - math.log((running + 20) / (totals[2] + 20 * len(counts)))

        return cls(
            {character: odds(0, uses, running) for character, (uses, _, running) in counts.items()},
            {character: odds(1, uses, running) for character, (_, uses, running) in counts.items()},
            odds(1, 0, 0),
        )


@dataclass(frozen=True, slots=True)
class NameModel:
    """Word lists of ``resources/names.toml`` in the form in which they are asked."""

    surnames: frozenset[str]
    common_surnames: frozenset[str]
    double_surnames: frozenset[str]
    function_surnames: frozenset[str]
    strict_surnames: frozenset[str]
    never: frozenset[str]
    rare: frozenset[str]
    light: frozenset[str]
    foreign: frozenset[str]
    after: tuple[frozenset[str], ...]
    words: dict[str, int]
    classes: dict[str, str]
    odds: CharacterOdds

    def is_word(self, name: str, *, common: bool = False) -> bool:
        """Say whether a string is a word of the dictionary (and a common one) rather than a name."""
        return self.words.get(name, 0) >= (_COMMON_WORD if common else 1)


@cache
def name_model() -> NameModel:
    """Return the name model, read once."""
    table = lexicon.load("names")
    words: list[str] = table["after"]["words"] + lexicon.load("titles")["after_name"]["words"]
    longest = max(map(len, words))
    never = frozenset(table["given"]["never"])
    rare = frozenset(table["given"]["rare"])
    return NameModel(
        surnames=frozenset(table["surnames"]["common"] + table["surnames"]["other"]),
        common_surnames=frozenset(table["surnames"]["common"]),
        double_surnames=frozenset(table["surnames"]["double"]),
        function_surnames=frozenset(table["surnames"]["function"]),
        strict_surnames=frozenset(table["surnames"]["strict"]),
        never=never - rare,
        rare=rare,
        light=frozenset(table["given"]["light"]),
        foreign=frozenset(table["foreign"]["characters"]),
        after=tuple(frozenset(w for w in words if len(w) == n) for n in range(1, longest + 1)),
        words={
            **{word: int(count) for word, count, _ in lexicon.rows("not_names.txt")},
            **dict.fromkeys(table["words"]["never_names"], _COMMON_WORD),
        },
        classes={
            **{word: kind for word, _, kind in lexicon.rows("not_names.txt")},
            **dict.fromkeys(table["words"]["never_names"], "v"),
        },
        odds=CharacterOdds.of(lexicon.rows("name_characters.tsv")),
    )


@lru_cache(maxsize=100_000)
def log_odds(name: str) -> float:
    """Return how much likelier a string is as a name than as running text (natural logarithm of the ratio).

    Naive Bayes over its characters: each is taken as independent of the others. Above 0 a name is the likelier reading; most
    real names stand above 3, most words that begin with a surname below 0.

    Examples
    --------
    >>> log_odds("周怀瑾") > 5, log_odds("党史") < 0, log_odds("简要") < 0
    (True, True, True)
    """
    model = name_model()
    size = next((n for n in (4, 3, 2) if len(name) > n and name[:n] in model.double_surnames), 1)
    if size > 1:
        return sum(max(model.odds.given.get(c, model.odds.unlisted), 0.0) for c in name[size:]) + 3.0
    first = model.odds.surname.get(name[0], model.odds.unlisted)
    return first + sum(model.odds.given.get(c, model.odds.unlisted) for c in name[1:])


_CLOSING: Final = frozenset("，。；：、！？）)（(”“’‘》《\n\t 　,;:!?/—…-|〕】")


def strength_after(text: str, position: int, limit: int) -> int:
    """Say how well a name may end here: 3 at a mark or the end, 2 before a long word, 1 before a short one, 0 not at all."""
    if position >= limit or text[position] in _CLOSING:
        return 3
    after = name_model().after
    if any(text[position : position + n] in after[n - 1] for n in range(len(after), 1, -1)):
        return 2
    character = text[position]
    if character in _OPENS_ACT and _act_ahead().match(text, position, limit):
        return 2
    return 1 if character in after[0] or character.isdigit() else 0


#: Words of one character that open what somebody does: the act itself stands some words behind.
_OPENS_ACT: Final = frozenset("作做就对因在受")


@cache
def _act_ahead() -> re.Pattern[str]:
    return re.compile(lexicon.load("names")["after"]["act_ahead"])
