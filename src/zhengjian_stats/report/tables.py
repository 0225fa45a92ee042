"""Frames as HTML tables: escaped, with units, cut where they are long."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.messages import say
from zhengjian_stats.report.markup import element, join
from zhengjian_stats.report.values import is_missing, plain
from zhengjian_stats.report.words import percent, word

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from zhengjian_stats.messages import Language

#: Longer tables are cut, saying so: a page must not grow without bound.
ROWS_SHOWN: Final = 100

#: Columns whose values are identifiers that have a word in the messages.
_WORDED: Final[Mapping[str, str]] = {
    "kind": "kind",
    "role": "role",
    "voice": "voice",
    "severity": "severity",
    "code": "code",
    "issue_kind": "issue_kind",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is shown: its title, which columns (all), at most how many rows, and the sentences behind each row."""

    caption: str = ""
    columns: Sequence[str] = ()
    limit: int = ROWS_SHOWN
    behind: Callable[[pd.Series], Markup | None] | None = None


def table(frame: pd.DataFrame, lang: Language, layout: Layout = Layout()) -> Markup:
    r"""Return a frame as an HTML table.

    Keys (``…_id``) are not shown unless asked for. Columns called ``share…`` and ``rate…`` are shown as percentages, days
    without time, identifiers by their word; headings come from the messages (``report.column_…``), else the column's own name
    stands. A line below says how many rows are not shown.

    Examples
    --------
    >>> import pandas as pd
    >>> "<td class=\"number\">3</td>" in table(pd.DataFrame({"n": [3]}), "zh")
    True
    """
    columns = [str(column) for column in (layout.columns or [name for name in frame.columns if not _is_key(name)])]
    numeric = {column: is_number(frame[column]) for column in columns}
    heads = [
        element("th", word("column", column, lang), scope="col", class_="number" if numeric[column] else None)
        for column in columns
    ]
    rows = [
        join(element("tr", *(_cell(c, row[c], numeric[c], lang) for c in columns)), _behind(row, layout, len(columns)))
        for _, row in frame.head(layout.limit).iterrows()
    ]
    shown = element(
        "table",
        element("caption", layout.caption) if layout.caption else None,
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
    )
    cut = len(frame) - layout.limit
    note = element("p", say("report.table_cut", lang, n=cut), class_="note") if cut > 0 else None
    # Who moves by keyboard must be able to scroll a wide table.
    return join(element("div", shown, class_="scroll", tabindex="0", role="region", aria_label=layout.caption or None), note)


def _behind(row: pd.Series, layout: Layout, width: int) -> Markup | None:
    """Return a line of its own, as wide as the table, in which the sentences behind a row unfold."""
    found = layout.behind(row) if layout.behind else None
    return element("tr", element("td", found, colspan=width), class_="behind") if found else None


def _is_key(column: object) -> bool:
    return str(column).endswith("_id")


def is_number(values: pd.Series) -> bool:
    """Tell whether a column holds numbers."""
    import pandas as pd

    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _cell(column: str, value: Any, numeric: bool, lang: Language) -> Markup:
    if numeric:
        is_share = column.startswith(("share", "rate_low", "rate_high")) or column == "rate"
        shown = percent(float(value)) if is_share and not is_missing(value) else plain(value)
        return element("td", shown, class_="number")
    if isinstance(value, bool):
        return element("td", say("report.yes" if value else "report.no", lang))
    if column in _WORDED and not is_missing(value):
        return element("td", word(_WORDED[column], str(value), lang), class_="short")
    if isinstance(value, str) and len(value) > 20:
        return element("td", value, class_="words")
    return element("td", plain(value), class_="short")
