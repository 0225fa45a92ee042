"""Carrying a plan out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from zhengjian_stats import worker
from zhengjian_stats.build.assemble import assembled, tables_of
from zhengjian_stats.build.child import Work
from zhengjian_stats.build.digests import inputs_digest, result_key, rules_digest
from zhengjian_stats.build.duplicates import Tables
from zhengjian_stats.build.plan import Plan
from zhengjian_stats.build.pool import read_all
from zhengjian_stats.corpus import Corpus
from zhengjian_stats.corpus.source import Held
from zhengjian_stats.corrections import Desk
from zhengjian_stats.errors import ReadError, StoreError
from zhengjian_stats.frames import TEXTS, Sheets, sheets_of
from zhengjian_stats.messages import say
from zhengjian_stats.parse.issue import Job, parse_document
from zhengjian_stats.readers import RawDocument
from zhengjian_stats.resolve import Companions
from zhengjian_stats.settings import Settings
from zhengjian_stats.store import Cache, Generation, Origin, read_generation, write_generation


def built(plan: Plan, progress: Callable[[int, int], object]) -> Corpus:
    """Read what has to be read, put everything together, keep it if it is to be kept."""
    keys = [result_key(work, plan.settings) for work in plan.works] if plan.processed else []
    inputs = _inputs(plan, keys)
    standing = _standing(plan, inputs)
    if standing is not None:
        progress(len(plan.works), len(plan.works))
        return Corpus(standing, plan.settings, plan.companions.roster)
    desk = plan.desk()
    reading = _Reading(plan, keys, desk, progress)
    beside = Companions(plan.companions.roster, plan.companions.bodies, plan.settings.language)
    made = assembled(reading.results(), plan.told, beside, plan.settings, desk)
    if plan.processed:
        lasting = None if reading.n_passing else inputs
        origin = Origin(lasting, rules_digest(), plan.settings, plan.companions.roster)
        write_generation(plan.processed, made.frames, made.texts, origin)
        reading.sweep()
    return Corpus(Held(made.frames, made.texts), plan.settings, plan.companions.roster)


def _inputs(plan: Plan, keys: Sequence[str]) -> str | None:
    """Return the digest of all that goes in; ``None`` where that cannot be told, for a file could not be opened."""
    if not plan.processed or plan.n_unreadable:
        return None
    beside: dict[str, Any] = {"roster": plan.companions.roster, "bodies": plan.companions.bodies, "told": list(plan.told)}
    if plan.corrections:
        beside["corrections"] = [plan.is_whole, *(entry.record() for entry in plan.corrections)]
    return inputs_digest(keys, plan.settings, beside)


def _standing(plan: Plan, inputs: str | None) -> Generation | None:
    """Return what was built before, where it is of the very same inputs and every byte of it is there."""
    if plan.processed is None or inputs is None:
        return None
    try:
        standing = read_generation(plan.processed)
    except StoreError:
        return None
    return standing if standing.manifest.inputs == inputs and standing.is_sound() else None


class _Reading:
    """Gives what each file holds: from the cache, or by reading it."""

    def __init__(self, plan: Plan, keys: Sequence[str], desk: Desk, progress: Callable[[int, int], object]) -> None:
        self.plan = plan
        self.keys = {work.place: key for work, key in zip(plan.works, keys, strict=bool(keys))}
        self.desk = desk
        self.progress = progress
        self.cache = Cache(plan.processed) if plan.processed else None
        self.n_passing = 0

    def results(self) -> list[Tables]:
        """Return what the files give, in the order of their names."""
        found: dict[int, Tables] = {}
        total = len(self.plan.works)
        self.progress(0, total)
        for work, sheets in self._each():
            found[work.place] = self._tables(work, sheets)
            self.progress(len(found), total)
        return [found[place] for place in sorted(found)]

    def _tables(self, work: Work, sheets: Sheets) -> Tables:
        """Turn what a file gave into tables; what no table can hold must not end a build of thousands."""
        try:
            return tables_of(sheets)
        except (ValueError, OverflowError, TypeError, KeyError) as error:  # Arrow's own errors are ValueErrors
            message = say("corpus.parser_failed", self.plan.settings.language, cause=f"{type(error).__name__}: {error}")
            self.n_passing += 1
            return tables_of(sheets_of((), [worker.failure(work.file.source, ReadError("reader_failed", message))]))

    def _each(self) -> Iterator[tuple[Work, Sheets]]:
        """Read every file as it is; those whose text somebody corrected once more, with the corrections."""
        again = []
        for work, sheets in self._read(self.plan.works):
            corrections = self.desk.texts.touching(work.file.source, sheets.get(TEXTS, {}).get("text", ()))
            if corrections:
                again.append(replace(work, corrections=corrections))
            else:
                yield work, sheets
        if again:
            self.keys = {work.place: result_key(work, self.plan.settings) for work in again if self.cache}
            yield from self._read(again)

    def _read(self, works: Sequence[Work]) -> Iterator[tuple[Work, Sheets]]:
        left = []
        for work in works:
            sheets = self.cache.get(self.keys[work.place]) if self.cache else None
            if sheets is None:
                left.append(work)
            else:
                yield work, sheets
        with closing(read_all(left, self.plan.settings, self.plan.crew(left))) as answers:
            for work, sheets, lasts in answers:
                if not lasts:
                    self.n_passing += 1
                elif self.cache:
                    self.cache.put(self.keys[work.place], sheets)
                yield work, sheets

    def sweep(self) -> None:
        """Forget the files that are no longer there."""
        if self.cache:
            self.cache.sweep()


def built_from_text(text: str, settings: Settings, fields: Mapping[str, Any]) -> Corpus:
    """Make a corpus of one text, in this process and without a disk."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    issues = parse_document(RawDocument((text,), "txt"), Job("text", digest, settings, fields))
    return _held([tables_of(sheets_of(issues))], settings)


def built_from_bytes(
    files: Mapping[str, bytes], settings: Settings, fields: Mapping[str, Mapping[str, str]] | None = None
) -> Corpus:
    """Make a corpus of files that lie nowhere, in this process: the same that a folder with them would give.

    Parameters
    ----------
    files : mapping
        Bytes by name.
    settings : Settings
        By which they are read.
    fields : mapping, optional
        What ``metadata.csv`` would say, by name.
    """
    fields = fields or {}
    results = []
    for source in sorted(files):
        job = Job(source, hashlib.sha256(files[source]).hexdigest(), settings, fields.get(source, {}))
        results.append(tables_of(worker.harvest(files[source], job)))
    return _held(results, settings)


def _held(results: list[Tables], settings: Settings) -> Corpus:
    made = assembled(results, (), Companions(language=settings.language), settings)
    return Corpus(Held(made.frames, made.texts), settings)
