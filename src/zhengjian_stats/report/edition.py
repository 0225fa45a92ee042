"""One report: a corpus, a period, a language. The notebook asks it for the pieces of the page."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.errors import UsageError
from zhengjian_stats.messages import Language, say
from zhengjian_stats.periods import Period, latest_complete, parse_period
from zhengjian_stats.report import figures, masthead, tables
from zhengjian_stats.report.evidence import SENTENCES_SHOWN, sentences
from zhengjian_stats.report.markup import Fragment, element, join
from zhengjian_stats.report.problems import code_title, group_problems
from zhengjian_stats.report.project import Project, find_project
from zhengjian_stats.report.words import theme_label, word
from zhengjian_stats.settings import Settings
from zhengjian_stats.store import read_accuracy

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup
    from matplotlib.axes import Axes

    from zhengjian_stats.corpus import Corpus
    from zhengjian_stats.report.findings import Finding


LATEST: Final = "latest"


@dataclass(frozen=True)
class Edition:
    """The report of a period.

    ``part`` is what was issued in the period, ``previous`` and ``year_before`` in those to compare with, ``history`` all
    until its end; ``accuracy`` is the record of the project's last evaluation.
    """

    corpus: Corpus
    period: Period
    lang: Language = "zh"
    settings: Settings = field(default_factory=Settings)
    accuracy: Mapping[str, Any] | None = None

    @cached_property
    def part(self) -> Corpus:
        """What was issued in the period."""
        return self._issued_in(self.period)

    @cached_property
    def previous(self) -> Corpus:
        """What was issued in the period before."""
        return self._issued_in(self.period.previous)

    @cached_property
    def year_before(self) -> Corpus:
        """What was issued in the same period of the year before."""
        return self._issued_in(self.period.year_before)

    @cached_property
    def history(self) -> Corpus:
        """All that was issued until the end of the period."""
        return self.corpus.select(until=self.period.until)

    @property
    def by(self) -> str:
        """The unit of the period, as the analyses take it."""
        return self.period.unit

    def rows(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the period of a frame that an analysis gave by its unit."""
        return frame[frame["period"] == self.period.label].reset_index(drop=True)

    def recent(self, frame: pd.DataFrame, n: int = 8) -> pd.DataFrame:
        """Return the rows of the period and those just before it, ``n`` periods in all, of a frame that an analysis gave."""
        starts = frame.loc[frame["period_start"] <= self.period.since.isoformat(), "period_start"]
        return frame[frame["period_start"].isin(starts.drop_duplicates().nlargest(n))].reset_index(drop=True)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was issued in the period."""
        return self.part.issues.empty

    # -- pieces of the page ----------------------------------------------------------------------------------------------

    def head(self) -> Fragment:
        """Show office, bulletin, period, what it is built from, the headline figures."""
        return Fragment(masthead.head(self), masthead.facts(self), self.lang)

    def findings(self, found: Sequence[Finding]) -> Fragment:
        """Show the findings as a numbered list, each with its sentences."""
        if not found:
            return self.note("nothing_found")
        items = [
            element("li", element("p", one.text), self._sentences(one.rows) if one.rows is not None else None) for one in found
        ]
        return self._piece(element("ol", *items, class_="findings", id="findings"))

    def chart(self, name: str, frame: pd.DataFrame, plot: Callable[..., Axes], **options: Any) -> Fragment:
        """Show a chart with its title, its data and a text for those who do not see it; or say that there is nothing to draw.

        Parameters
        ----------
        name : str
            Name of the chart; its title is the message ``report.chart_<name>``, else the name itself.
        frame : DataFrame
            What the plot takes.
        plot : callable
            A function of ``zhengjian_stats.plots`` or one's own: takes the frame, returns Axes.
        **options
            Passed to the plot.
        """
        title = word("chart", name, self.lang)
        if len(frame) == 0:
            return self._piece(element("p", say("report.chart_empty", self.lang, title=title), class_="empty"))
        if "lang" in inspect.signature(plot).parameters:
            options.setdefault("lang", self.lang)
        drawn = figures.picture(plot(frame, **options), say("report.chart_alt", self.lang, title=title))
        note = word("chart_note", name, self.lang, "")
        return self._piece(figures.figure(drawn, title=title, data=frame, lang=self.lang, anchor=f"chart-{name}", note=note))

    def table(
        self,
        name: str,
        frame: pd.DataFrame,
        columns: Sequence[str] = (),
        limit: int = tables.ROWS_SHOWN,
        behind: Callable[[Corpus, pd.Series], pd.DataFrame] | None = None,
    ) -> Fragment:
        """Show a table with its title, or say that it has no rows.

        Parameters
        ----------
        name : str
            Name of the table; its title is the message ``report.table_<name>``, else the name itself.
        frame : DataFrame
            What it shows.
        columns : sequence of str
            Which columns are shown, by default all.
        limit : int
            At most so many rows are shown.
        behind : callable, optional
            Gives the rows of the corpus that a row was counted from (``analysis.rows_behind``); their sentences then unfold.
        """
        title = word("table", name, self.lang)
        if len(frame) == 0:
            return self._piece(element("p", say("report.table_empty", self.lang, title=title), class_="empty"))

        def unfolded(row: pd.Series) -> Markup | None:
            return self._sentences(behind(self.history, row), limit=4) if behind else None

        layout = tables.Layout(title, columns, limit, unfolded if behind else None)
        return self._piece(element("div", tables.table(frame, self.lang, layout), id=f"table-{name}"))

    def evidence(self, rows: pd.DataFrame) -> Fragment:
        """Show the sentences that rows come from."""
        return self._piece(join(self._sentences(rows)))

    def problems(self) -> Fragment:
        """Show what a person should look at in the issues of the period, and the files that could not be read."""
        groups = group_problems(self.part.problems, with_info=False)
        if not groups:
            return self.note("no_problems")
        parts = []
        for group in groups:
            codes = [code_title(code, self.lang) for code in group.rows["code"]]
            shown = group.rows[["code", "source", "message"]].assign(code=codes)
            title = f"{group.title(self.lang)}{say('report.in_brackets', self.lang, text=len(group.rows))}"
            parts.append(tables.table(shown, self.lang, tables.Layout(title, limit=30)))
        return self._piece(element("div", *parts, id="problems"))

    def method(self) -> Fragment:
        """Show how the figures are made, and with what."""
        return self._piece(masthead.method(self))

    def note(self, name: str) -> Fragment:
        """Show a sentence of the messages (``report.note_<name>``), else the text itself."""
        return self._piece(element("p", word("note", name, self.lang), class_="note"))

    # -- inside ----------------------------------------------------------------------------------------------------------

    def _issued_in(self, period: Period) -> Corpus:
        return self.corpus.select(since=period.since, until=period.until)

    def _sentences(self, rows: pd.DataFrame, limit: int = SENTENCES_SHOWN) -> Markup | None:
        return sentences(self.corpus.evidence(rows), self.lang, limit) if len(rows) else None

    def theme_label(self, theme: str) -> str:
        """Return what a theme is called in the language of the page."""
        return theme_label(theme, self.lang, self.settings.theme)

    def _piece(self, html: Any) -> Fragment:
        return Fragment(html, lang=self.lang)


def open_edition(corpus: Corpus, period: str = LATEST, project: Project | None = None, today: dt.date | None = None) -> Edition:
    """Return the report of a period of a corpus.

    Parameters
    ----------
    corpus : Corpus
        The whole corpus, also what was issued before and after.
    period : str
        ``2025Q4``, ``2025-10``, ``2025H2``, ``2025`` or ``latest``: the latest quarter that has issues and has ended.
    project : Project, optional
        Gives the language of the page and the names of themes; else that of the folder we are in.
    today : date, optional
        The day from which ``latest`` is seen.

    Raises
    ------
    PeriodError
        The period is not written as one.
    UsageError
        No issue has a date, so that none is the latest.
    StoreError
        The record of the last evaluation is damaged.

    Examples
    --------
    >>> from zhengjian_stats.corpus import Corpus
    >>> open_edition(Corpus.from_frames(), "2025Q4").period.since
    datetime.date(2025, 10, 1)
    """
    project = project or find_project()
    if period == LATEST:
        span = latest_complete(corpus.issues["issued_on"].dropna().dt.date, today or dt.date.today())
        if span is None:
            raise UsageError("no issue has a date, so there is no latest period; name one, such as 2025Q4")
    else:
        span = parse_period(period)
    return Edition(corpus, span, project.lang, project.settings, read_accuracy(project.processed))
