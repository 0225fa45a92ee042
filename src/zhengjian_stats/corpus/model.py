"""The corpus: one attribute a frame, the texts, selections, and the evidence of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zhengjian_stats.corpus import display
from zhengjian_stats.corpus.evidence import evidence_of
from zhengjian_stats.corpus.selection import Names, Selected, Wanted, day_of
from zhengjian_stats.corpus.source import Held, Source, Texts, nearest, text_table
from zhengjian_stats.errors import UsageError
from zhengjian_stats.frames import finished
from zhengjian_stats.messages import Language
from zhengjian_stats.schema import FRAMES, empty_frame
from zhengjian_stats.settings import Settings

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd


class Corpus:
    r"""Frames and texts of many issues.

    A frame is read (and checked) when it is first asked for; what is handed out can be changed without changing the corpus.
    Corpora are made by ``load_corpus``, ``read_corpus``, ``parse_text`` and ``Corpus.from_frames``.

    Parameters
    ----------
    source : Source
        Where the frames come from.
    settings : Settings, optional
        By which it was built: its topics are those that are counted, its language that in which the corpus shows itself.
    roster : DataFrame, optional
        What ``roster.csv`` said when it was built.

    Examples
    --------
    >>> import zhengjian_stats as zj
    >>> corpus = zj.parse_text("召开馆务会\n\n3月5日，王岚主持召开馆务会。", issued_on="2024-03-08")
    >>> corpus.attendees[["name", "role"]].to_dict("records")
    [{'name': '王岚', 'role': 'chair'}]
    """

    def __init__(self, source: Source, settings: Settings | None = None, roster: pd.DataFrame | None = None) -> None:
        self._source = source
        self._frames: dict[str, pd.DataFrame] = {}
        self.settings = settings or Settings()
        self.roster = roster

    @property
    def language(self) -> Language:
        """Language in which the corpus shows itself."""
        return self.settings.language

    @classmethod
    def from_frames(cls, *, texts: Mapping[str, str] | None = None, **frames: pd.DataFrame) -> Corpus:
        """Make a corpus of frames of one's own; a frame that is not given is empty.

        Parameters
        ----------
        texts : mapping, optional
            Text by issue id, for ``text`` and ``evidence``.
        **frames : DataFrame
            Frames by name. ``schema.frame_of(name, rows)`` makes one of rows, with every column in its type.

        Raises
        ------
        UsageError
            There is no frame of such a name; the nearest one is named.
        FrameError
            A frame breaks its contract.

        Examples
        --------
        >>> from zhengjian_stats.schema import frame_of
        >>> terms = frame_of("terms", [{"article_id": "a1", "term": "地方志", "n": 2}])
        >>> Corpus.from_frames(terms=terms).terms["n"].sum()
        np.int64(2)
        """
        for name in frames:
            if name not in FRAMES:
                raise UsageError(f"no frame is called {name!r}{nearest(name, FRAMES)} (there are {', '.join(FRAMES)})")
        held = {name: finished(name, frames[name]) if name in frames else empty_frame(name) for name in FRAMES}
        return cls(Held(held, text_table(texts or {})))

    # -- frames ----------------------------------------------------------------------------------------------------------

    @property
    def frames(self) -> Mapping[str, pd.DataFrame]:
        """All frames by name; each is read when it is asked for."""
        return _Frames(self)

    def frame(self, name: str) -> pd.DataFrame:
        """Return a frame by name.

        Raises
        ------
        UsageError
            There is no frame of such a name.
        """
        if name not in FRAMES:
            raise UsageError(f"no frame is called {name!r}{nearest(name, FRAMES)} (there are {', '.join(FRAMES)})")
        if name not in self._frames:
            self._frames[name] = self._source.frame(name)
        return self._frames[name].copy(deep=False)

    def n_rows(self, name: str) -> int:
        """Return the number of rows of a frame, without reading it where that can be."""
        return len(self._frames[name]) if name in self._frames else self._source.n_rows(name)

    @property
    def issues(self) -> pd.DataFrame:
        """Issues of bulletins."""
        return self.frame("issues")

    @property
    def recipients(self) -> pd.DataFrame:
        """Bodies on the distribution lists."""
        return self.frame("recipients")

    @property
    def articles(self) -> pd.DataFrame:
        """Items of the issues."""
        return self.frame("articles")

    @property
    def meetings(self) -> pd.DataFrame:
        """Events as single articles report them."""
        return self.frame("meetings")

    @property
    def attendees(self) -> pd.DataFrame:
        """Persons and groups in their roles at meetings."""
        return self.frame("attendees")

    @property
    def people(self) -> pd.DataFrame:
        """Persons."""
        return self.frame("people")

    @property
    def posts(self) -> pd.DataFrame:
        """Persons in posts, as far as the corpus shows it."""
        return self.frame("posts")

    @property
    def directives(self) -> pd.DataFrame:
        """Demands."""
        return self.frame("directives")

    @property
    def directive_themes(self) -> pd.DataFrame:
        """Demands under themes."""
        return self.frame("directive_themes")

    @property
    def formulations(self) -> pd.DataFrame:
        """Occurrences of fixed formulations (提法)."""
        return self.frame("formulations")

    @property
    def citations(self) -> pd.DataFrame:
        """Documents and speeches cited."""
        return self.frame("citations")

    @property
    def terms(self) -> pd.DataFrame:
        """Counts of words in articles."""
        return self.frame("terms")

    @property
    def repairs(self) -> pd.DataFrame:
        """Changes made to the raw texts."""
        return self.frame("repairs")

    @property
    def problems(self) -> pd.DataFrame:
        """What a person should look at."""
        return self.frame("problems")

    # -- texts -----------------------------------------------------------------------------------------------------------

    @cached_property
    def texts(self) -> Texts:
        """Cleaned texts by issue."""
        return Texts(self._source.texts())

    def text(self, issue_id: str) -> str:
        """Return the cleaned text of an issue, into which all ``start`` and ``end`` point.

        Raises
        ------
        UsageError
            There is no such issue; the nearest one is named.
        """
        return self.texts.text(issue_id)

    def raw_offset(self, issue_id: str, offset: int) -> int:
        """Return where a character of the cleaned text stands in the raw one (its pages joined by form feeds).

        Raises
        ------
        UsageError
            There is no such issue, or the offset lies outside of its text.
        """
        return self.texts.raw_offset(issue_id, offset)

    def evidence(self, rows: Any) -> pd.DataFrame:
        r"""Return the sentences that rows come from.

        Parameters
        ----------
        rows : DataFrame, Series, str or list of str
            Rows of any frame (or of a result that keeps their keys, or has their ids in a column ``evidence_ids``), one row,
            or ids: of issues, articles, meetings, events, attendees, persons, directives, formulations, citations, problems.

        Returns
        -------
        DataFrame
            ``row_id, issue_id, source, bulletin, issue_number, issued_on, headline, sentence``, where the sentence starts in
            the text (``sentence_start``) and where in it the words stand (``mark_start``, ``mark_end``), in the order given.

        Raises
        ------
        UsageError
            The rows have no key of a frame, or there is no row of such an id.

        Examples
        --------
        >>> import zhengjian_stats as zj
        >>> corpus = zj.parse_text("召开馆务会\n\n3月5日，王岚主持召开馆务会。会后合影。", issued_on="2024-03-08")
        >>> row = corpus.evidence(corpus.attendees).iloc[0]
        >>> row["sentence"], row["sentence"][row["mark_start"] : row["mark_end"]]
        ('3月5日，王岚主持召开馆务会。', '王岚')
        """
        return evidence_of(self, rows)

    def select(
        self,
        since: str | dt.date | None = None,
        until: str | dt.date | None = None,
        *,
        bulletin: Names = None,
        office: Names = None,
        kind: Names = None,
    ) -> Corpus:
        """Return the part of the corpus that some issues make up, cut alike in every frame.

        Parameters
        ----------
        since, until : str or date, optional
            First and last day of issue, both included: ``2024``, ``2024-07``, ``2024-07-15`` or a date. Issues without a date
            of issue are then left out.
        bulletin, office, kind : str or list of str, optional
            Names of serials, of issuing offices, kinds of issues (``regular``, ``supplement``, ``joint``).

        Returns
        -------
        Corpus
            ``people`` are those seen in these issues, their events counted and dated anew; ``posts`` are all posts of these
            people, as the whole corpus shows them; problems of files that gave no issue are kept.

        Raises
        ------
        UsageError
            A day is not written as one, or there is no such kind of issue.
        """
        wanted = Wanted(day_of(since), day_of(until, last=True), bulletin, office, kind)
        return Corpus(Selected(self._source, wanted), self.settings, self.roster)

    # -- showing itself --------------------------------------------------------------------------------------------------

    def __repr__(self) -> str:
        return display.in_a_line(self)

    def _repr_html_(self) -> str:
        return display.as_html(self)


class _Frames(Mapping[str, "pd.DataFrame"]):
    """The frames of a corpus as a mapping that reads only what is asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in FRAMES:
            raise KeyError(name)
        return self._corpus.frame(name)

    def __iter__(self) -> Iterator[str]:
        return iter(FRAMES)

    def __len__(self) -> int:
        return len(FRAMES)

    def __repr__(self) -> str:
        return f"<frames: {', '.join(FRAMES)}>"
