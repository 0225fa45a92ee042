"""Frames for the tests of resolve: attendees, meetings and issues, keys by their place."""

import datetime as dt

import pandas as pd

from zhengjian_stats.schema import FRAMES, frame_of

DAY = dt.date(2031, 3, 5)


def attendee(name, title=None, role="present", **more):
    return {"name": name, "title": title, "role": role, "attended": role != "apologies", "is_group": False} | more


def meeting(*attendees, day=DAY, name=None, kind="work_meeting", **more):
    return {
        "held_on": day,
        "name": name,
        "kind": kind,
        "date_precision": "day" if day else "unknown",
        "people": attendees,
    } | more


def issue(*meetings, issued_on=DAY, directives=(), **more):
    """One issue, each meeting in an article of its own unless it says which."""
    return {"issued_on": issued_on, "meetings": meetings, "directives": directives} | more


def corpus(*issues):
    """Frames of issues, keys by their place."""
    rows = {name: [] for name in FRAMES}
    for number, one in enumerate(issues, start=1):
        key = one.get("key", f"i{number}")
        rows["issues"].append(
            {
                "issue_id": key,
                "issuing_office": one.get("office"),
                "issued_on": one["issued_on"],
                "source": f"{key}.txt",
                "bulletin": one.get("bulletin", "简报"),
            }
        )
        for place, met in enumerate(one["meetings"], start=1):
            article = f"{key}-a{met.get('article', place):02d}"
            meeting_id = f"{article}-m{place}"
            told = {k: v for k, v in met.items() if k not in {"people", "article"}}
            rows["meetings"].append(
                {"meeting_id": meeting_id, "issue_id": key, "article_id": article, "position": place} | told
            )
            for position, person in enumerate(met["people"], start=1):
                keys = {"attendee_id": f"{meeting_id}-p{position:02d}", "meeting_id": meeting_id, "issue_id": key}
                spans = {"list_position": position, "start": 100 * place + position, "end": 100 * place + position + 1}
                rows["attendees"].append(keys | spans | person)
        rows["articles"] += [{"issue_id": key} | told for told in one.get("articles", ())]
        for place, told in enumerate(one["directives"], start=1):
            article = f"{key}-a{told.get('article', 1):02d}"
            row = {"directive_id": f"{article}-d{place}", "issue_id": key, "article_id": article, "position": place}
            rows["directives"].append(row | {"text": "要修好志书", "voice": "own"} | told)
    return {name: frame_of(name, found) for name, found in rows.items()}


def roster(*rows):
    columns = ("name", "organization", "title", "since", "until", "aliases")
    table = pd.DataFrame([dict(zip(columns, row, strict=False)) for row in rows], columns=columns)
    return table.astype({"since": "datetime64[us]", "until": "datetime64[us]"})


def ids(frames):
    """``name`` → set of the persons it means."""
    found = {}
    for row in frames["attendees"].itertuples():
        found.setdefault(row.name, set()).add(row.person_id if pd.notna(row.person_id) else None)
    return found


def codes(frames):
    return sorted(frames["problems"]["code"])
