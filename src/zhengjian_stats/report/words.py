"""Words of the report for what frames call things: columns, kinds, roles, codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhengjian_stats import lexicon
from zhengjian_stats.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhengjian_stats.messages import Language
    from zhengjian_stats.settings import Theme


def word(prefix: str, name: str, lang: Language, default: str | None = None) -> str:
    """Return the word for a name, else the name itself: frames and columns of an analyst's own have none.

    Examples
    --------
    >>> word("kind", "training", "zh"), word("column", "my_column", "zh")
    ('培训', 'my_column')
    """
    key = f"{prefix}_{name}"
    if key in lexicon.load("messages/report"):
        return say(f"report.{key}", lang)
    return name if default is None else default


def listed(names: list[str], lang: Language, limit: int = 6, cut: str = "list_cut") -> str:
    """Return names as a list in a sentence, cut after some; ``cut`` is the message that then counts them.

    Examples
    --------
    >>> listed(["甲", "乙", "丙"], "zh", limit=2)
    '甲、乙等3个'
    """
    mark = say("report.list_mark", lang)
    if len(names) <= limit:
        return mark.join(names)
    return say(f"report.{cut}", lang, names=mark.join(names[:limit]), n=len(names))


def percent(share: float) -> str:
    """Return a share as a percentage, with one decimal below 10 %.

    Examples
    --------
    >>> percent(0.314), percent(0.031)
    ('31%', '3.1%')
    """
    return f"{share:.1%}" if 0 < share < 0.1 else f"{share:.0%}"


def theme_label(theme: str, lang: Language, own: Iterable[Theme] = ()) -> str:
    """Return what a theme is called: as the project's settings say, else as the package does, else by its name.

    Examples
    --------
    >>> theme_label("party_building", "zh"), theme_label("unknown", "zh")
    ('党的建设', 'unknown')
    """
    known = {rule["name"]: (rule.get("label", ""), rule.get("label_en", "")) for rule in lexicon.load("themes")["theme"]}
    known |= {rule.name: (rule.label, rule.label_en) for rule in own}
    label, english = known.get(theme, ("", ""))
    return (english if lang == "en" else label) or label or theme
