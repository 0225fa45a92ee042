"""The main findings as sentences, made by rules from frames; each with the rows it comes from.

A rule looks at one matter and returns a ``Finding``, or nothing where there is nothing (or too little) to tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

from zhengjian_stats.messages import say
from zhengjian_stats.report.listings import presences
from zhengjian_stats.report.masthead import compared
from zhengjian_stats.report.problems import n_to_look_at
from zhengjian_stats.report.words import listed, percent, word

if TYPE_CHECKING:
    import pandas as pd

    from zhengjian_stats.report.edition import Edition

#: As many findings as a reader takes in.
MOST: Final = 8

#: Who was at fewer events is a guest, whose posts are nobody's news.
_OFTEN: Final = 3

#: Fewer demands under a theme, or fewer before, tell nothing of a rise.
_ENOUGH: Final = 5


@dataclass(frozen=True)
class Finding:
    """A sentence, and the rows of a frame that it counts."""

    text: str
    rows: pd.DataFrame | None = None


def main_findings(edition: Edition, attendance: pd.DataFrame | None = None) -> list[Finding]:
    """Return the findings of a period, at most eight, in the order of the report.

    Parameters
    ----------
    edition : Edition
        The report.
    attendance : DataFrame, optional
        ``leadership_attendance`` by the edition's unit, for who was present most.

    Examples
    --------
    >>> from zhengjian_stats.corpus import Corpus
    >>> from zhengjian_stats.report import open_edition
    >>> main_findings(open_edition(Corpus.from_frames(), "2025Q4"))
    []
    """
    if edition.is_empty:
        return []
    found = [rule(edition) for rule in _RULES]
    if attendance is not None:
        found.insert(_RULES.index(chairs) + 1, most_present(edition, attendance))
    told = [one for one in found if one is not None]
    # The last one says what to look at: it stays when there are more than a reader takes in.
    return told if len(told) <= MOST else [*told[: MOST - 1], told[-1]]


def meetings(edition: Edition) -> Finding | None:
    """How many events, whose, of which kind."""
    events = edition.part.meetings.drop_duplicates("event_id")
    if events.empty:
        return None
    lang = edition.lang
    kinds = events["kind"].value_counts()
    parts = [
        say("report.find_meetings", lang, n=len(events), compared=compared(edition, "meetings").in_words(lang)),
        say("report.find_meetings_own", lang, n=int(events["is_own"].fillna(False).sum())),
    ]
    if kinds.iloc[0] > 1:
        kind = word("kind", str(kinds.index[0]), lang)
        parts.append(say("report.find_meetings_kind", lang, kind=kind, n=int(kinds.iloc[0])))
    return Finding(say("report.list_clause", lang).join(parts) + say("report.stop", lang), events)


def chairs(edition: Edition) -> Finding | None:
    """Who chaired most."""
    attendees = edition.part.attendees
    chaired = attendees[(attendees["role"] == "chair") & attendees["person_id"].notna()].merge(
        edition.part.meetings[["meeting_id", "event_id"]], on="meeting_id"
    )
    once = chaired.drop_duplicates(["person_id", "event_id"])
    if once.empty:
        return None
    counts = once["person_id"].value_counts()
    if counts.iloc[0] < 2:
        return None
    first = counts.index[counts == counts.iloc[0]]
    rows = once[once["person_id"].isin(first)]
    names = listed(list(dict.fromkeys(rows["name"])), edition.lang)
    total = once["event_id"].nunique()
    text = say("report.find_chairs", edition.lang, names=names, n=int(counts.iloc[0]), total=total)
    return Finding(text, rows.drop(columns="event_id"))


def most_present(edition: Edition, attendance: pd.DataFrame) -> Finding | None:
    """Who was present most among those who are expected somewhere."""
    rows = edition.rows(attendance)
    rows = rows[rows["rate"].notna()].sort_values(["n_present", "rate"], ascending=False, kind="stable")
    if rows.empty or rows["n_present"].iloc[0] < 2:
        return None
    first = rows.iloc[0]
    text = say(
        "report.find_attendance",
        edition.lang,
        name=first["name"],
        n=first["n_present"],
        present=first["n_present_expected"],
        expected=first["n_expected"],
        rate=percent(first["rate"]),
        low=percent(first["rate_low"]),
        high=percent(first["rate_high"]),
    )
    return Finding(text, presences(edition)(edition.part, first))


def directives(edition: Edition) -> Finding | None:
    """How many demands, and whose."""
    rows, lang = edition.part.directives, edition.lang
    if rows.empty:
        return None
    parts = [say("report.find_directives", lang, n=len(rows), compared=compared(edition, "directives").in_words(lang))]
    relayed = int((rows["voice"] == "relayed").sum())
    parts += [say("report.find_directives_relayed", lang, n=relayed)] if relayed else []
    speakers = rows["speaker"].dropna().value_counts()
    behind = rows
    if len(speakers) and speakers.iloc[0] > 1:
        parts.append(say("report.find_directives_speaker", lang, name=speakers.index[0], n=int(speakers.iloc[0])))
        behind = rows[rows["speaker"] == speakers.index[0]]
    return Finding(say("report.list_clause", lang).join(parts) + say("report.stop", lang), behind)


def deadlines(edition: Edition) -> Finding | None:
    """Which demands have a deadline, and which of them are still ahead when the period ends."""
    import pandas as pd

    rows, lang = edition.part.directives, edition.lang
    dated = rows[rows["deadline"].notna()].sort_values("deadline", kind="stable")
    if dated.empty:
        return None
    ahead = dated[dated["deadline"] > pd.Timestamp(edition.period.until)]
    text = say("report.find_deadlines", lang, n=len(dated), total=len(rows), share=percent(len(dated) / len(rows)))
    if len(ahead):
        text += say("report.find_deadlines_ahead", lang, n=len(ahead), day=ahead["deadline"].iloc[0].date())
    return Finding(text + say("report.stop", lang), ahead if len(ahead) else dated)


def themes(edition: Edition) -> Finding | None:
    """Which themes the demands go to most."""
    rows = edition.part.directive_themes
    total = len(edition.part.directives)
    if rows.empty:
        return None
    counts = rows.drop_duplicates(["directive_id", "theme"])["theme"].value_counts()
    said = [
        say("report.find_theme", edition.lang, theme=edition.theme_label(str(theme)), n=int(n), share=percent(n / total))
        for theme, n in counts.head(3).items()
    ]
    text = say("report.find_themes", edition.lang, themes=say("report.list_clause", edition.lang).join(said))
    return Finding(text, rows[rows["theme"] == counts.index[0]])


def rising_theme(edition: Edition) -> Finding | None:
    """Which theme took the greatest rise in the demands over the previous period, if it is more than chance would do."""
    now, then = edition.part, edition.previous
    if len(then.directives) < _ENOUGH or len(now.directives) < _ENOUGH:
        return None
    counts = [c.directive_themes.drop_duplicates(["directive_id", "theme"])["theme"].value_counts() for c in (now, then)]
    scores = {
        str(theme): _two_shares(int(n), len(now.directives), int(counts[1].get(theme, 0)), len(then.directives))
        for theme, n in counts[0].items()
        if n >= _ENOUGH
    }
    theme = max(scores, key=lambda name: scores[name], default="")
    if not theme or scores[theme] < _sure(len(scores)):
        return None
    text = say(
        "report.find_rising",
        edition.lang,
        theme=edition.theme_label(theme),
        now=percent(counts[0][theme] / len(now.directives)),
        then=percent(counts[1].get(theme, 0) / len(then.directives)),
        when=say(f"report.before_{edition.period.unit}", edition.lang),
    )
    return Finding(text, now.directive_themes[now.directive_themes["theme"] == theme])


def _sure(n: int) -> float:
    """Return how many standard errors are needed for 5 % (two-sided) when the greatest of n is looked at (Bonferroni)."""
    return NormalDist().inv_cdf(1 - 0.025 / n)


def _two_shares(n: int, of: int, m: int, out_of: int) -> float:
    """Return how many standard errors n/of lies above m/out_of (two-proportion z with pooled share; Fleiss 1981)."""
    pooled = (n + m) / (of + out_of)
    error = (pooled * (1 - pooled) * (1 / of + 1 / out_of)) ** 0.5
    return (n / of - m / out_of) / error if error else 0.0


def new_formulations(edition: Edition) -> Finding | None:
    """Formulations that stand in the bulletins for the first time."""
    if len(edition.history.issues) == len(edition.part.issues):
        return None  # all are new in a corpus that begins here
    older = edition.history.select(until=edition.period.previous.until).formulations["formulation"]
    rows = edition.part.formulations
    fresh = rows[~rows["formulation"].isin(older)]
    if fresh.empty:
        return None
    names = [f"“{name}”" for name in fresh["formulation"].value_counts().index]
    text = say("report.find_formulations", edition.lang, n=len(names), names=listed(names, edition.lang))
    return Finding(text, fresh.drop_duplicates("formulation"))


def new_posts(edition: Edition) -> Finding | None:
    """Who is named with a post that they were not named with before, of those who are seen often."""
    import pandas as pd

    people = edition.history.people
    often = people.loc[people["n_events"] >= _OFTEN, "person_id"]
    posts = edition.history.posts.sort_values(["person_id", "last_seen_on"], kind="stable")
    posts = posts[posts["person_id"].isin(often)]
    since = pd.Timestamp(edition.period.since)
    older = posts[posts["first_seen_on"] < since].groupby("person_id")["title"].agg(list)
    inside = posts["first_seen_on"].between(since, pd.Timestamp(edition.period.until))
    fresh = posts[inside & posts["person_id"].isin(older.index)]
    changed = [_is_new(str(title), older[person]) for title, person in zip(fresh["title"], fresh["person_id"], strict=True)]
    fresh = fresh[changed].drop_duplicates("person_id", keep="last")
    if fresh.empty:
        return None
    names = people.set_index("person_id")["name"]
    said = [
        say("report.find_post", edition.lang, name=names.get(person, ""), old=older[person][-1], new=title)
        for person, title in zip(fresh["person_id"], fresh["title"], strict=True)
    ]
    named = edition.part.attendees
    named = named[named["person_id"].isin(fresh["person_id"]) & named["title"].notna()]
    text = say("report.find_posts", edition.lang, posts=listed(said, edition.lang, limit=3, cut="list_cut_people"))
    return Finding(text, named.drop_duplicates(["person_id", "title"]))


def _is_new(title: str, older: list[str]) -> bool:
    """Tell whether a title holds a post that none of the older ones names, be it longer or shorter (省史志馆馆长, 馆长).

    Examples
    --------
    >>> _is_new("党组书记、馆长", ["省史志馆馆长", "党组书记"]), _is_new("馆长", ["副馆长"])
    (False, True)
    """
    known = [post for one in older for post in one.split("、")]
    return any(not any(_is_same(post, other) for other in known) for post in title.split("、"))


def _is_same(post: str, other: str) -> bool:
    short, long = sorted((post, other), key=len)
    return long.endswith(short) and not long.removesuffix(short).endswith("副")


def to_look_at(edition: Edition) -> Finding | None:
    """How many things a person should look at."""
    n = n_to_look_at(edition.part.problems)
    return Finding(say("report.find_problems", edition.lang, n=n)) if n else None


_RULES: Final[tuple[Callable[[Edition], Finding | None], ...]] = (
    meetings,
    chairs,
    directives,
    themes,
    rising_theme,
    deadlines,
    new_posts,
    new_formulations,
    to_look_at,
)
