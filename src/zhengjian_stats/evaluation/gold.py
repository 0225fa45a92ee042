"""Gold files: articles with what a person has read in them, one a line (JSON Lines)."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhengjian_stats.errors import GoldError
from zhengjian_stats.evaluation.checks import Faults, check_record
from zhengjian_stats.messages import Language, say

GoldPath = str | os.PathLike[str]
GoldPaths = GoldPath | Iterable[GoldPath]


@dataclass(frozen=True, slots=True)
class GoldPerson:
    """A person who took part in an event, with post and roles."""

    name: str
    title: str | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldMeeting:
    """An event: its name and first day (ISO) where they are known, who took part, the groups as written."""

    name: str | None
    held_on: str | None
    participants: tuple[GoldPerson, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldDirective:
    """A demand and in whose voice it is."""

    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article, and the file and line it stands in."""

    doc_id: str
    issued_on: str | None
    headline: str
    text: str
    meetings: tuple[GoldMeeting, ...]
    directives: tuple[GoldDirective, ...]
    file: str
    line: int

    @property
    def whole(self) -> str:
        """The article as a file of its own would have it."""
        return f"{self.headline.strip()}\n\n{self.text.strip()}\n"


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A gold file: its path as it was named, the SHA-256 of its bytes, its articles."""

    path: str
    sha256: str
    articles: tuple[GoldArticle, ...]


def read_gold(paths: GoldPaths, language: Language = "zh") -> list[GoldFile]:
    """Read gold files and check every word of them.

    Raises
    ------
    GoldError
        A file cannot be read or a line is not what it should be; all that is wrong stands in ``faults``.

    Examples
    --------
    >>> read_gold("nowhere.jsonl", "en")
    Traceback (most recent call last):
    zhengjian_stats.errors.GoldError: 1 fault(s) in the gold; mend and run it again
    """
    faults = Faults(language)
    files = [_file(os.fspath(path), faults) for path in _listed(paths)]
    if not files:
        raise GoldError(say("evaluation.no_file", language))
    _check_ids(files, faults)
    if faults.told:
        raise GoldError(say("evaluation.faulty", language, n=len(faults.told)), faults.told)
    return files


def _listed(paths: GoldPaths) -> Sequence[GoldPath]:
    return [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)


def _file(path: str, faults: Faults) -> GoldFile:
    faults.at(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        faults.tell("unreadable", reason=error.strerror or error)
        return GoldFile(path, "", ())
    n_before = len(faults.told)
    articles = tuple(_articles(data, path, faults))
    if not articles and len(faults.told) == n_before:
        faults.at(path)
        faults.tell("no_article")
    return GoldFile(path, hashlib.sha256(data).hexdigest(), articles)


def _articles(data: bytes, path: str, faults: Faults) -> Iterator[GoldArticle]:
    """Give the articles whose lines are sound."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        faults.at(path, number)
        n_before = len(faults.told)
        record = _record(line, faults)
        if record is not None:
            check_record(record, faults)
        if record is not None and len(faults.told) == n_before:
            yield _article(record, path, number)


def _record(line: bytes, faults: Faults) -> dict[str, Any] | None:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        faults.tell("not_utf8")
    except json.JSONDecodeError as error:
        faults.tell("not_json", column=error.colno, reason=error.msg)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        faults.tell("not_json", column=1, reason=error)
    else:
        if isinstance(record, dict):
            return record
        faults.tell("not_object")
    return None


def _article(record: Mapping[str, Any], path: str, number: int) -> GoldArticle:
    return GoldArticle(
        doc_id=record["doc_id"],
        issued_on=record.get("issued_on"),
        headline=record["headline"],
        text=record["text"],
        meetings=tuple(_meeting(meeting) for meeting in record["meetings"]),
        directives=tuple(GoldDirective(one["text"], one.get("speaker")) for one in record["directives"]),
        file=path,
        line=number,
    )


def _meeting(meeting: Mapping[str, Any]) -> GoldMeeting:
    people = (GoldPerson(one["name"], one.get("title"), tuple(one["roles"])) for one in meeting["participants"])
    groups = (one if isinstance(one, str) else one["text"] for one in meeting.get("groups") or ())
    return GoldMeeting(meeting.get("name"), meeting.get("held_on"), tuple(people), tuple(groups))


def _check_ids(files: Iterable[GoldFile], faults: Faults) -> None:
    """Tell of ids that stand there twice: an error is named by its article's id."""
    seen: dict[str, GoldArticle] = {}
    for article in (article for file in files for article in file.articles):
        first = seen.setdefault(article.doc_id, article)
        if first is not article:
            faults.at(article.file, article.line)
            faults.tell("id_twice", doc_id=article.doc_id, file=first.file, other=first.line)
