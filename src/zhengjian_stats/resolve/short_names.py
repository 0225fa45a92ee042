"""Short names of bodies that the bulletins introduce themselves, and how far each of them reaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhengjian_stats.parse.abbreviations import find_abbreviations, is_general
from zhengjian_stats.resolve.columns import records_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Introduction:
    """One place where a text says which body a short name means."""

    short: str
    body: str
    issue_id: str
    serial: str | None
    issued_on: dt.date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A short name that stands for several bodies, noticed at one place."""

    place: Introduction
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortNames:
    """What short names mean, within an issue and within a serial."""

    by_issue: Mapping[tuple[str, str], str] = field(default_factory=dict)
    by_serial: Mapping[tuple[str, str], str] = field(default_factory=dict)
    serials: Mapping[str, str] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Introduction], related: Callable[[str, str], bool]) -> ShortNames:
        """Make it of what the texts introduce; ``related`` tells whether two names may mean one body.

        Within its issue a short name means what the issue says; elsewhere in the serial, where all issues that introduce it
        agree and it is no general one (学校, 领导小组).
        """
        in_issue: dict[tuple[str, str], list[Introduction]] = {}
        in_serial: dict[tuple[str, str], list[Introduction]] = {}
        for one in sorted(found, key=lambda i: (i.issued_on or dt.date.max, i.issue_id, i.start, i.body)):
            in_issue.setdefault((one.issue_id, one.short), []).append(one)
            if one.serial is not None and not is_general(one.short):
                in_serial.setdefault((one.serial, one.short), []).append(one)
        serials = {one.issue_id: one.serial for places in in_issue.values() for one in places if one.serial is not None}
        by_issue, apart = _settled(in_issue, related)
        by_serial, apart_elsewhere = _settled(in_serial, related)
        told = {(clash.place.issue_id, clash.place.short) for clash in apart}
        more = [clash for clash in apart_elsewhere if (clash.place.issue_id, clash.place.short) not in told]
        return cls(by_issue, by_serial, serials, (*apart, *more))

    def meant(self, short: str, issue_id: str, serial: str | None) -> str | None:
        """Return the body that a short name means in an issue, where that is said and clear.

        Examples
        --------
        >>> here = Introduction("省志办", "云岭省史志工作办公室", "i1", "简报", None, 0, 3)
        >>> names = ShortNames.of([here], lambda one, other: one == other)
        >>> names.meant("省志办", "i1", "简报"), names.meant("省志办", "i2", "简报"), names.meant("省志办", "i2", "通报")
        ('云岭省史志工作办公室', '云岭省史志工作办公室', None)
        """
        if any(clash.place.issue_id == issue_id and clash.place.short == short for clash in self.clashes):
            return self.by_issue.get((issue_id, short))
        return self.by_issue.get((issue_id, short)) or (self.by_serial.get((serial, short)) if serial else None)


def _settled(
    places: Mapping[tuple[str, str], list[Introduction]], related: Callable[[str, str], bool]
) -> tuple[dict[tuple[str, str], str], list[Clash]]:
    """Return what is clear, the fullest name of a body standing for it, and what is not."""
    clear: dict[tuple[str, str], str] = {}
    clashes = []
    for key, introductions in places.items():
        names = sorted({one.body for one in introductions}, key=lambda name: (-len(name), name))
        if all(related(names[0], name) for name in names):
            clear[key] = names[0]
        else:
            last = next(one for one in reversed(introductions) if not related(one.body, introductions[0].body))
            clashes.append(Clash(last, tuple(sorted(names))))
    return clear, clashes


def introductions_of(frames: Mapping[str, pd.DataFrame]) -> list[Introduction]:
    """Return the short names that the articles introduce."""
    serials = {row["issue_id"]: row for row in records_of(frames["issues"], ("issue_id", "bulletin"), ("issued_on",))}
    found = []
    for row in records_of(frames["articles"], ("issue_id", "text", "start")):
        if row["text"] is None or "称" not in row["text"]:
            continue
        issue = serials.get(row["issue_id"], {})
        for one in find_abbreviations(row["text"]):
            begin = row["start"] or 0
            place = (begin + one.start, begin + one.end)
            serial, day = issue.get("bulletin"), issue.get("issued_on")
            found.append(Introduction(one.short, one.body, row["issue_id"], serial, day, *place))
    return found
