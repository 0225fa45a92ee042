"""Themes of directives (``resources/themes.toml`` and the project's own)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from zhengjian_stats import lexicon
from zhengjian_stats.parse.matching import Matcher
from zhengjian_stats.parse.records import ThemeHit
from zhengjian_stats.settings import Settings, Theme


@dataclass(frozen=True, slots=True)
class ThemeRules:
    """The themes by name, and every term with the themes it stands for."""

    themes: Mapping[str, Theme]
    by_term: Mapping[str, tuple[str, ...]]
    terms: Matcher
    subject: re.Pattern[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any], extra: Iterable[Theme] = ()) -> ThemeRules:
        """Make the rules from the parsed file and what a project adds; a theme of the same name is replaced or extended."""
        themes = {row["name"]: _theme(row) for row in table["theme"]}
        themes |= {theme.name: _over(themes.get(theme.name), theme) for theme in extra}
        by_term: dict[str, tuple[str, ...]] = {}
        for theme in themes.values():
            for term in theme.terms:
                by_term[term] = (*by_term.get(term, ()), theme.name)
            for word in theme.unless:
                by_term.setdefault(word, ())
        return cls(themes, by_term, Matcher(tuple(by_term)), _subject(table["subject"]))

    def after_subject(self, text: str, start: int, end: int) -> int:
        """Return where the demand begins, after the bodies that are named first as those who shall act."""
        while found := self.subject.match(text, start, end):
            start = found.end()
        return start

    def find(self, text: str, start: int, end: int) -> list[ThemeHit]:
        """Return one hit a theme, the first of its terms in ``text[start:end]``."""
        hits: dict[str, ThemeHit] = {}
        for first, last, term in self.terms.longest(text, self.after_subject(text, start, end), end):
            for theme in self.by_term[term]:
                hits.setdefault(theme, ThemeHit(theme, term, first, last))
        return list(hits.values())


def _theme(row: Mapping[str, Any]) -> Theme:
    return Theme(row["name"], tuple(row["terms"]), row["label"], row["label_en"], tuple(row.get("unless", ())))


def _over(built_in: Theme | None, own: Theme) -> Theme:
    """Return a project's theme with what it leaves to the built-in one of its name."""
    if built_in is None:
        return own
    own = replace(own, label=own.label or built_in.label, label_en=own.label_en or own.label or built_in.label_en)
    if not own.extend:
        return own
    # What the project says stands over what is built in: a word of the one may be barred by the other.
    terms = tuple(term for term in built_in.terms if term not in own.unless)
    unless = tuple(word for word in built_in.unless if word not in own.terms)
    return replace(own, terms=(*terms, *own.terms), unless=(*unless, *own.unless))


def _subject(rule: Mapping[str, Any]) -> re.Pattern[str]:
    def one_of(key: str) -> str:
        return "|".join(map(re.escape, sorted(rule[key], key=len, reverse=True)))

    # 、办公室 before 要
    opener = rf"(?:{one_of('openers')}|{one_of('links')})?"
    letter = rf"(?![{rule['never']}])[\u3400-\u9fff]"
    return re.compile(rf"{opener}(?:{letter}){{0,14}}?(?:{one_of('ends')})(?={one_of('next')})")


@lru_cache(maxsize=16)
def rules(extra: tuple[Theme, ...] = ()) -> ThemeRules:
    """Return the rules of the installed ``themes.toml`` with what a project adds.

    Examples
    --------
    >>> rules((Theme("bridges", ("桥梁",)),)).themes["bridges"].terms
    ('桥梁',)
    """
    return ThemeRules.from_table(lexicon.load("themes"), extra)


def themes_of(settings: Settings) -> tuple[Theme, ...]:
    """Return the themes of a project, the built-in ones first, with their labels.

    Examples
    --------
    >>> themes_of(Settings())[0].label
    '党的建设'
    """
    return tuple(rules(settings.theme).themes.values())


def find_themes(text: str, start: int, end: int, settings: Settings) -> list[ThemeHit]:
    """Return the themes of ``text[start:end]``, one hit each, in the order of their first terms.

    Examples
    --------
    >>> text = "开展消防检查，修订年鉴凡例，补齐消防器材"
    >>> [(hit.theme, hit.term, hit.start) for hit in find_themes(text, 0, len(text), Settings())]
    [('safety', '消防', 2), ('gazetteers', '年鉴', 9)]
    """
    return rules(settings.theme).find(text, start, end)
