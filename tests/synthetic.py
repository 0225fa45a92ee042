"""Corpora made up for tests: a small builder of frames, and a whole invented serial of any length."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from zhengjian_stats.schema import FRAMES, frame_of

OFFICE = "云岭省地方志办"


class Builder:
    """Puts rows together in the order of a bulletin; ``frames()`` gives them in the types of the schema."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in FRAMES}
        self.texts: dict[str, str] = {}
        self._placed: Counter[tuple[str, str]] = Counter()

    def _next(self, what: str, inside: str) -> int:
        self._placed[what, inside] += 1
        return self._placed[what, inside]

    def issue(self, issued_on: str | None, **columns: Any) -> str:
        number = len(self.rows["issues"]) + 1
        day = dt.date.fromisoformat(issued_on) if issued_on else None
        row = {
            "issue_id": f"i{number:04}",
            "bulletin": "云岭方志简报",
            "issuing_office": OFFICE,
            "year": day.year if day else None,
            "issue_number": number,
            "issue_kind": "regular",
            "issued_on": day,
            "source": f"{number:04}.txt",
            "sha256": "0" * 64,
            "reader": "txt",
            "n_pages": 1,
            "n_chars": 0,
            "n_articles": 0,
            "n_problems": 0,
        } | columns
        self.rows["issues"].append(row)
        self.texts[row["issue_id"]] = ""
        return row["issue_id"]

    def article(self, issue_id: str, text: str, headline: str = "简讯") -> str:
        before = self.texts[issue_id]
        position = self._next("articles", issue_id)
        start = len(before) + len(headline) + 1
        self.texts[issue_id] = f"{before}{headline}\n{text}\n"
        key = f"{issue_id}-a{position:02}"
        self.rows["articles"].append(
            {"article_id": key, "issue_id": issue_id, "position": position, "headline": headline, "text": text}
            | {"start": start, "end": start + len(text)}
        )
        return key

    def meeting(self, article_id: str, held_on: str | None = None, kind: str = "office_meeting", **columns: Any) -> str:
        position = self._next("meetings", article_id)
        key = f"{article_id}-m{position}"
        row = {
            "meeting_id": key,
            "event_id": f"e-{key}",
            "issue_id": article_id.split("-")[0],
            "article_id": article_id,
            "position": position,
            "kind": kind,
            "body": OFFICE,
            "is_own": True,
            "held_on": dt.date.fromisoformat(held_on) if held_on else None,
            "date_precision": "day" if held_on else "unknown",
            "start": 0,
            "end": 1,
        } | columns
        self.rows["meetings"].append(row)
        return key

    def attend(self, meeting_id: str, name: str, role: str = "present", title: str | None = "副主任", **columns: Any) -> str:
        position = self._next("attendees", meeting_id)
        is_group = columns.get("is_group", False)
        row = {
            "attendee_id": f"{meeting_id}-p{position:02}",
            "meeting_id": meeting_id,
            "issue_id": meeting_id.split("-")[0],
            "person_id": None if is_group else f"p-{name}",
            "name": name,
            "title": title,
            "organization": OFFICE,
            "role": role,
            "attended": role != "apologies",
            "list_position": position,
            "is_group": False,
            "start": position,
            "end": position + 1,
        } | columns
        self.rows["attendees"].append(row)
        return row["attendee_id"]

    def group(self, meeting_id: str, text: str = "班子成员", role: str = "present") -> str:
        return self.attend(meeting_id, text, role, None, is_group=True)

    def directive(self, article_id: str, text: str = "抓紧落实", themes: Iterable[str] = (), **columns: Any) -> str:
        position = self._next("directives", article_id)
        key = f"{article_id}-d{position:02}"
        row = {
            "directive_id": key,
            "issue_id": article_id.split("-")[0],
            "article_id": article_id,
            "position": position,
            "text": text,
            "voice": "own",
            "start": 0,
            "end": len(text),
        } | columns
        self.rows["directives"].append(row)
        for theme in themes:
            self.rows["directive_themes"].append(
                {"directive_id": key, "theme": theme, "term": theme, "start": row["start"], "end": row["end"]}
            )
        return key

    def term(self, article_id: str, term: str, n: int) -> None:
        self.rows["terms"].append({"article_id": article_id, "term": term, "n": n})

    def formulation(self, article_id: str, formulation: str, **columns: Any) -> None:
        number = 1 + len(self.rows["formulations"])
        self.rows["formulations"].append(
            {
                "formulation_id": f"{article_id}-f{number:03}",
                "issue_id": article_id.split("-")[0],
                "article_id": article_id,
                "formulation": formulation,
                "variant": formulation,
                "voice": "own",
                "start": 0,
                "end": len(formulation),
            }
            | columns
        )

    def frames(self) -> dict[str, pd.DataFrame]:
        """Give all frames; people and posts follow from the attendees unless they were given."""
        people, posts = self._people_and_posts()
        rows = self.rows | {"people": self.rows["people"] or people, "posts": self.rows["posts"] or posts}
        return {name: frame_of(name, rows[name]) for name in FRAMES}

    def _people_and_posts(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        issued = {row["issue_id"]: row["issued_on"] for row in self.rows["issues"]}
        day = {row["meeting_id"]: row["held_on"] or issued[row["issue_id"]] for row in self.rows["meetings"]}
        event = {row["meeting_id"]: row["event_id"] for row in self.rows["meetings"]}
        people: dict[str, dict[str, Any]] = {}
        posts: dict[tuple[str, str, str], dict[str, Any]] = {}
        events: dict[str, set[str]] = {}
        for row in self.rows["attendees"]:
            if row["person_id"] is None:
                continue
            seen = day[row["meeting_id"]]
            events.setdefault(row["person_id"], set()).update([event[row["meeting_id"]]] if row["attended"] else [])
            person = {"person_id": row["person_id"], "name": row["name"]}
            _widen(people.setdefault(row["person_id"], person), seen)
            if row["title"]:
                post = {k: row[k] for k in ("person_id", "organization", "title")}
                known = posts.setdefault((row["person_id"], row["organization"], row["title"]), post)
                known["n_mentions"] = known.get("n_mentions", 0) + 1
                _widen(known, seen)
        for key, person in people.items():
            person["n_events"] = len(events[key])
        return list(people.values()), list(posts.values())


def _widen(row: dict[str, Any], day: dt.date | None) -> None:
    if day is not None:
        row["first_seen_on"] = min(row.get("first_seen_on") or day, day)
        row["last_seen_on"] = max(row.get("last_seen_on") or day, day)


FAMILY = "林周沈顾陆韩唐冯邓曹彭曾"
GIVEN = ("清源", "远山", "若溪", "知行", "明哲", "雪", "思远", "建", "书瑶", "承志")
TITLES = (
    "党组书记、主任",
    "党组成员、副主任",
    "党组成员、副主任",
    "机关党委专职副书记",
    "综合处处长",
    "省志工作处处长",
    "市县志工作处副处长",
)
THEMES = ("rural_revitalisation", "safety", "party_discipline", "chronicle_quality", "digital")
PHRASES = (
    "会议传达学习有关会议精神，强调要加强党的建设，压实主体责任。",
    "要抓好安全生产和消防安全，开展隐患排查。",
    "要服务乡村振兴，做好村志编纂工作。",
    "要推进数字方志建设，加快数据库和信息化工作。",
    "要落实全面从严治党要求，加强党风廉政建设，力戒形式主义。",
    "要提高志书质量，严把政治关、史实关、文字关。",
)
KINDS = ("office_meeting", "party_group_meeting", "theory_study_group", "work_meeting", "inspection", "symposium")


def person(number: int) -> str:
    """Return an invented name; the first 120 differ."""
    return FAMILY[number % len(FAMILY)] + GIVEN[number // len(FAMILY) % len(GIVEN)]


def serial(
    n_issues: int, n_people: int = 8, every: int = 30, seed: int = 7, missing: Iterable[int] = (), begin: str = "2023-01-20"
) -> Builder:
    """Make up a serial with an issue every so many days; issues of the numbers in ``missing`` are not there."""
    chance = random.Random(seed)
    builder = Builder()
    first = dt.date.fromisoformat(begin)
    absent = set(missing)
    for number in range(n_issues):
        if number in absent:
            continue
        day = first + dt.timedelta(days=number * every)
        issue_id = builder.issue(day.isoformat())
        for _ in range(chance.randint(1, 3)):
            _article(builder, issue_id, day, chance, n_people, number / max(n_issues - 1, 1))
    return builder


def _article(builder: Builder, issue_id: str, day: dt.date, chance: random.Random, n_people: int, progress: float) -> None:
    phrases = [chance.choice(PHRASES) for _ in range(chance.randint(2, 6))]
    article_id = builder.article(issue_id, "".join(phrases))
    held = day - dt.timedelta(days=chance.randint(1, 12))
    meeting_id = builder.meeting(article_id, held.isoformat(), chance.choice(KINDS))
    in_office = [p for p in range(n_people) if p / n_people <= 0.5 + progress / 2]
    for place, number in enumerate(in_office):
        if chance.random() < 0.85 - 0.5 * number / max(n_people, 1):
            title = TITLES[min(number, len(TITLES) - 1)]
            builder.attend(
                meeting_id, person(number), "chair" if place == 0 else chance.choice(("present", "speech", "remarks")), title
            )
        elif chance.random() < 0.3:
            builder.attend(meeting_id, person(number), "apologies", TITLES[min(number, len(TITLES) - 1)])
    if chance.random() < 0.4:
        builder.group(meeting_id)
    for number in range(chance.randint(0, 6)):
        weights = [1 + 4 * progress, 2, 3 - 2 * progress, 1, 1]
        themes = set(chance.choices(THEMES, weights, k=chance.randint(0, 2)))
        builder.directive(article_id, f"抓紧落实第{number}项", sorted(themes), voice=chance.choice(("own", "own", "relayed")))
    words = [word for phrase in phrases for word in ("会议", "安全", "党风", "乡村振兴", "志书") if word in phrase]
    for term, count in Counter(words).items():
        builder.term(article_id, term, count)
    for formulation in ("全面从严治党", "乡村振兴"):
        if any(formulation in phrase for phrase in phrases):
            builder.formulation(article_id, formulation)
