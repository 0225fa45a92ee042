"""Candidates for new formulations (提法), for a person to accept: what recurs in the company of known ones."""

from __future__ import annotations

import bisect
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from zhengjian_stats.analysis.inputs import Corpus, frames_of, nearest, typed_frame
from zhengjian_stats.analysis.statistics import wilson
from zhengjian_stats.errors import UsageError
from zhengjian_stats.parse.candidates import KINDS, find_candidates
from zhengjian_stats.parse.formulations import FormulationRules, rules
from zhengjian_stats.parse.records import CandidateUse
from zhengjian_stats.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "issues": ("issue_id", "issued_on"),
    "articles": ("article_id", "issue_id", "text", "start?"),
    "directives": ("issue_id", "start", "end"),
}
_COLUMNS: Final[Mapping[str, str]] = {
    "candidate": "str",
    "kind": "str",
    "n": "Int64",
    "n_issues": "Int64",
    "n_articles": "Int64",
    "n_in_company": "Int64",
    "first_seen_on": "datetime64[us]",
    "last_seen_on": "datetime64[us]",
    "nearest": "str",
    "toml": "str",
    "issue_id": "str",
    "article_id": "str",
    "start": "Int64",
    "end": "Int64",
}

#: Words that go less than so many characters beyond a formulation are no formulation of their own: 推动高质量发展.
_NEW_CHARACTERS: Final = 5
#: A known formulation is named where it shares so much with the candidate (Dice's coefficient of their pairs of characters).
_LIKENESS: Final = 0.4

# 。 or the end of a line
_STOP: Final = re.compile(r"[。！？\n]")
_NO_LETTER: Final = re.compile(r"[^\w+]")


@dataclass(slots=True)
class _Found:
    """What was seen of a candidate; forms that differ in marks and blanks only are one."""

    forms: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    issues: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    in_company: set[str] = field(default_factory=set)
    example: tuple[str, str, int, int] = ("", "", 0, 0)

    @property
    def name(self) -> str:
        """The usual form."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))

    @property
    def kind(self) -> str:
        """The kind that it is most often."""
        return min(self.kinds, key=lambda kind: (-self.kinds[kind], KINDS.index(kind)))

    def add(self, use: CandidateUse, place: tuple[str, str, int], in_company: bool) -> None:
        """Note a use; the first one, or the first in company, is the example."""
        issue_id, article_id, base = place
        if not self.articles or (in_company and not self.in_company):
            self.example = (issue_id, article_id, base + use.start, base + use.end)
        self.forms[use.text] += 1
        self.kinds[use.kind] += 1
        self.issues.add(issue_id)
        self.articles.add(article_id)
        if in_company:
            self.in_company.add(article_id)


def formulation_candidates(
    corpus: Corpus,
    n: int | None = 100,
    min_articles: int = 3,
    kinds: Iterable[str] = KINDS,
    settings: Settings | None = None,
) -> pd.DataFrame:
    r"""Propose new formulations (提法): words that recur where the known ones stand.

    Parameters
    ----------
    corpus : Corpus or mapping of str to DataFrame
        A corpus, or frames ``issues``, ``articles`` (and ``directives``).
    n : int, optional
        How many at most; ``None`` for all.
    min_articles : int
        In so many articles a candidate must stand.
    kinds : iterable of str
        ``quoted`` (in quotation marks), ``numeral`` (三个…, 四大…, 1+N), ``parallel`` (members of one length: …、…、…),
        ``phrase`` (behind a verb of the genre, before a head noun: 弘扬…精神).
    settings : Settings, optional
        By default those of the corpus. What they list is known, and no candidate.

    Returns
    -------
    DataFrame
        One row a candidate, the likeliest first: ``candidate``, ``kind``, ``n`` uses, ``n_issues``, ``n_articles``;
        ``n_in_company``, in how many of these articles it stands in a demand, or in one sentence with a known formulation;
        ``first_seen_on``, ``last_seen_on``; ``nearest``, the known formulation that is most like it (missing where none is);
        ``toml``, what to paste into ``zhengjian.toml`` to accept it; ``issue_id, article_id, start, end`` of one use, so that
        ``corpus.evidence(candidates)`` gives a sentence for each.

    Raises
    ------
    UsageError
        A count is negative, or a kind is unknown.
    FrameError
        A frame or column is missing.

    Notes
    -----
    The order is by the articles in company that can be relied on: ``n_articles`` times the lower end of the Wilson interval
    (95 %) of ``n_in_company / n_articles``. Names of ships and storms recur as well, but not beside formulations.

    Examples
    --------
    >>> import zhengjian_stats as zj
    >>> said = "馆长王岚强调，要落实“三审一听”，增强“四个意识”。"
    >>> corpus = zj.parse_text("\n\n".join(f"召开第{n}次馆务会\n\n3月{n}日，召开馆务会。{said}" for n in (1, 2, 3)))
    >>> found = formulation_candidates(corpus, min_articles=1)
    >>> found["candidate"].tolist(), found["toml"][0].splitlines()
    (['三审一听'], ['[[formulation]]', 'name = "三审一听"'])
    """
    wanted = _checked(n, min_articles, kinds)
    frames = frames_of(corpus, _NEEDS, optional=("directives",))
    own = getattr(corpus, "settings", None)
    settings = settings or (own if isinstance(own, Settings) else Settings())
    lexicon = rules(settings.formulation)
    usual = (one for one in _gathered(frames, lexicon).values() if len(one.articles) >= min_articles)
    likely = (one for one in _without_echoes(_ranked(usual), lexicon) if one.kind in wanted)
    return _laid_out(islice(likely, n), frames["issues"], lexicon)


def _checked(n: int | None, min_articles: int, kinds: Iterable[str]) -> frozenset[str]:
    if min_articles < 0 or (n is not None and n < 0):
        raise UsageError(f"n and min_articles are counts, found n={n!r} and min_articles={min_articles!r}")
    wanted = frozenset([kinds] if isinstance(kinds, str) else kinds)
    for kind in sorted(wanted.difference(KINDS)):
        raise UsageError(f"no kind of candidate is called {kind!r}; {nearest(kind, KINDS)}")
    return wanted


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)


def _gathered(frames: Mapping[str, pd.DataFrame], lexicon: FormulationRules) -> dict[str, _Found]:
    """Collect the candidates of all articles by their letters, those in the lexicon left out."""
    known = {_letters(form) for form in (*lexicon.names, *lexicon.unless)}
    demands: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for issue_id, *span in frames["directives"].dropna().itertuples(index=False):
        demands[issue_id].append((int(span[0]), int(span[1])))
    found: defaultdict[str, _Found] = defaultdict(_Found)
    dated = frames["articles"].merge(frames["issues"].drop_duplicates("issue_id"), on="issue_id", how="left")
    ordered = dated.sort_values(["issued_on", "issue_id", "article_id"], kind="stable")
    columns = (ordered[name].tolist() for name in ("article_id", "issue_id", "text", "start"))
    for article_id, issue_id, text, start in zip(*columns, strict=True):
        base = int(start) if isinstance(start, int) else 0
        company = _Company.of(text, lexicon, [(first - base, last - base) for first, last in demands[issue_id]])
        for use in find_candidates(text, 0, len(text)):
            letters = _letters(use.text)
            if letters not in known and not company.is_known(use):
                found[letters].add(use, (issue_id, article_id, base), company.has(use))
    return found


@dataclass(frozen=True, slots=True)
class _Company:
    """What stands in an article: known formulations, the sentences that have one, demands."""

    known: list[tuple[int, int]]
    stops: list[int]
    sentences: frozenset[int]
    demands: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str, lexicon: FormulationRules, demands: list[tuple[int, int]]) -> _Company:
        uses = lexicon.find(text, 0, len(text))
        known = [(use.start, use.end) for use in uses if use.variant in lexicon.names]
        stops = [match.start() for match in _STOP.finditer(text)]
        return cls(known, stops, frozenset(bisect.bisect(stops, start) for start, _ in known), demands)

    def is_known(self, use: CandidateUse) -> bool:
        """Tell whether the words are those of a known formulation, or some of them."""
        return any(start <= use.start and use.end <= end for start, end in self.known)

    def has(self, use: CandidateUse) -> bool:
        """Tell whether a known formulation stands in the sentence, or the words stand in a demand."""
        in_demand = any(start <= use.start < end for start, end in self.demands)
        return in_demand or bisect.bisect(self.stops, use.start) in self.sentences


def _ranked(found: Iterable[_Found]) -> list[_Found]:
    """Put the candidates in order: by the articles in company that can be relied on, then by articles, then by name."""
    listed = sorted(found, key=lambda one: one.name)
    n = np.array([len(one.articles) for one in listed], dtype=float)
    low, _ = wilson(np.array([len(one.in_company) for one in listed], dtype=float), n)
    places = np.lexsort((-n, -(low * n)))
    return [listed[place] for place in places]


def _without_echoes(ranked: Iterable[_Found], lexicon: FormulationRules) -> Iterator[_Found]:
    """Leave out what is part of a better candidate, or goes hardly beyond one or beyond what is known."""
    better: list[str] = []
    for one in ranked:
        letters = _letters(one.name)
        rest = _letters("".join(_between(one.name, lexicon)))
        is_echo = len(rest) < _NEW_CHARACTERS and len(rest) < len(letters)
        for other in better:
            is_echo = is_echo or letters in other or (other in letters and len(letters) - len(other) < _NEW_CHARACTERS)
        if not is_echo:
            better.append(letters)
            yield one


def _between(name: str, lexicon: FormulationRules) -> Iterator[str]:
    """Yield what of the words is no known formulation."""
    free = 0
    for use in lexicon.find(name, 0, len(name)):
        yield name[free : use.start]
        free = use.end
    yield name[free:]


def _laid_out(chosen: Iterable[_Found], issues: pd.DataFrame, lexicon: FormulationRules) -> pd.DataFrame:
    import pandas as pd

    days = issues.drop_duplicates("issue_id").set_index("issue_id")["issued_on"]
    known = [(_pairs(form), name) for form, name in lexicon.names.items()]
    rows: list[dict[str, Any]] = []
    for one in chosen:
        seen = days.reindex(sorted(one.issues))
        row = {"candidate": one.name, "kind": one.kind, "n": one.forms.total(), "n_issues": len(one.issues)}
        row |= {"n_articles": len(one.articles), "n_in_company": len(one.in_company), "toml": _as_toml(one)}
        row |= {"first_seen_on": seen.min(), "last_seen_on": seen.max(), "nearest": _most_like(_pairs(one.name), known)}
        rows.append(row | dict(zip(("issue_id", "article_id", "start", "end"), one.example, strict=True)))
    return typed_frame(pd.DataFrame(rows, columns=list(_COLUMNS)), _COLUMNS)


def _as_toml(one: _Found) -> str:
    others = [form for form in sorted(one.forms) if form != one.name]
    variants = f"\nvariants = {json.dumps(others, ensure_ascii=False)}" if others else ""
    return f"[[formulation]]\nname = {json.dumps(one.name, ensure_ascii=False)}{variants}"


def _pairs(text: str) -> frozenset[str]:
    letters = _letters(text)
    return frozenset(map("".join, pairwise(letters)))


def _most_like(pairs: frozenset[str], known: Iterable[tuple[frozenset[str], str]]) -> str | None:
    """Return the known formulation that shares most pairs of characters, if it shares enough."""
    best, name = max(((2 * len(pairs & own) / max(len(pairs) + len(own), 1), name) for own, name in known), default=(0.0, ""))
    return name if best >= _LIKENESS else None
