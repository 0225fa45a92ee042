"""The list of reports: ``reports/index.html``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from markupsafe import Markup

from zhengjian_stats.errors import PeriodError
from zhengjian_stats.messages import say
from zhengjian_stats.periods import Period, parse_period
from zhengjian_stats.report.glyphs import font_face, typeface_of
from zhengjian_stats.report.markup import element, join
from zhengjian_stats.report.render import TEMPLATE, template_folder

if TYPE_CHECKING:
    from zhengjian_stats.messages import Language

#: The same as in the template (a test compares): no script, nothing from any host.
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "font-src data:",
        "script-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A report as the list shows it."""

    period: Period
    folder: str
    others: tuple[str, ...]
    has_main: bool
    failed: bool
    facts: dict[str, Any]


def index_page(reports: Path, lang: Language) -> str:
    """Return the page that lists the reports of a folder, the newest period first.

    Examples
    --------
    >>> "<h1>" in index_page(Path("/nowhere"), "zh")
    True
    """
    listed = sorted(_listed(reports), key=lambda one: (one.period.until, one.period.since), reverse=True)
    rows = [_row(one, lang) for one in listed]
    heads = [element("th", say(f"report.index_{name}", lang), scope="col") for name in ("period", "until", "holds", "state")]
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows))
    title = say("report.index_title", lang)
    body = element("div", table, class_="scroll") if rows else element("p", say("report.index_empty", lang), class_="empty")
    return _page(title, join(element("h1", title), body), lang)


def _listed(reports: Path) -> list[_Listed]:
    folders = [path for path in reports.iterdir() if path.is_dir()] if reports.is_dir() else []
    failed = {path.stem for path in (reports / "failed").glob("*.ipynb")}
    names = {path.name for path in folders} | failed
    return [found for name in names if (found := _one(reports / name, name in failed))]


def _one(folder: Path, failed: bool) -> _Listed | None:
    try:
        period = parse_period(folder.name)
    except PeriodError:
        return None
    pages = sorted(page.name for page in folder.glob("*.html"))
    if not pages and not failed:
        return None
    others = tuple(name for name in pages if name != "index.html")
    return _Listed(period, folder.name, others, "index.html" in pages, failed, _facts(folder / "figures.json"))


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _row(one: _Listed, lang: Language) -> Markup:
    name = one.period.title(lang)
    main = element("a", name, href=quote(f"{one.folder}/index.html")) if one.has_main else name
    others = [join(" · ", element("a", page.removesuffix(".html"), href=quote(f"{one.folder}/{page}"))) for page in one.others]
    state = say("report.index_failed" if one.failed else "report.index_good", lang, label=one.folder)
    return element(
        "tr",
        element("th", main, *others, scope="row"),
        element("td", one.facts.get("data_until"), class_="short"),
        element("td", one.facts.get("summary")),
        element("td", state, class_="failed" if one.failed else None),
    )


def _page(title: str, body: Markup, lang: Language) -> str:
    style = Markup((template_folder() / TEMPLATE / "static" / "report.css").read_text(encoding="utf-8"))
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", style),
        element("style", Markup(font_face(typeface_of([title, body])))),
    )
    sheet = element("div", element("main", body, id="report"), class_="sheet")
    page = element("html", head, element("body", sheet), lang="en" if lang == "en" else "zh-CN")
    return f"<!DOCTYPE html>\n{page}\n"
