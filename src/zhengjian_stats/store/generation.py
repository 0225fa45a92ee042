"""Generations: writing one and swapping it in, reading the one that stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zhengjian_stats.errors import StoreError
from zhengjian_stats.frames import TEXTS, arrow_fields, finished, frame_from, joined, table_from
from zhengjian_stats.schema import FRAMES, SCHEMA_VERSION
from zhengjian_stats.store import parts
from zhengjian_stats.store.files import locked, make_folder, sweep, write_whole, writing
from zhengjian_stats.store.manifest import MANIFEST, PREVIOUS, Manifest, Part, known_parts, load_manifest

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Generation:
    """What stands in a store; a frame is read, and checked, when it is asked for."""

    folder: Path
    manifest: Manifest

    def n_rows(self, name: str) -> int:
        """Rows of a frame, without reading it."""
        return self.manifest.n_rows(name)

    def frame(self, name: str) -> pd.DataFrame:
        """Read a frame.

        Raises
        ------
        StoreError
            A part is missing or damaged (named), or does not hold what the contract says.
        """
        from zhengjian_stats.errors import FrameError

        try:
            return finished(name, frame_from(self._table(name)))
        except FrameError as error:
            raise StoreError(f"{self.folder}: {error}; build again") from error

    def texts(self) -> pa.Table:
        """Read the cleaned texts and their maps to the raw ones.

        Raises
        ------
        StoreError
            A part is missing or damaged (named).
        """
        return self._table(TEXTS).select(arrow_fields(TEXTS).names)

    def is_sound(self) -> bool:
        """Tell whether every part is there, every byte of it."""
        listed = (part for found in self.manifest.parts.values() for part in found)
        return all(parts.is_sound(self.folder / parts.FOLDER, part) for part in listed)

    def _table(self, name: str) -> pa.Table:
        listed = self.manifest.parts.get(name)
        if listed is None:
            raise StoreError(f"{self.folder}: the store has no frame {name!r}; build again")
        return joined(name, [parts.read_part(self.folder / parts.FOLDER, part) for part in listed])


def read_generation(folder: str | Path) -> Generation:
    """Return the generation that stands in a folder; its parts are read when they are asked for.

    Raises
    ------
    StoreMissingError
        Nothing was built there yet.
    StoreError
        The manifest is damaged.
    """
    return Generation(Path(folder), load_manifest(Path(folder)))


def write_generation(
    folder: str | Path,
    frames: Mapping[str, pd.DataFrame],
    texts: pa.Table,
    *,
    inputs: str | None = None,
    rules: str = "",
) -> Generation:
    """Write all frames and texts as a new generation and swap it in; the one before it is kept.

    Parameters
    ----------
    folder : path
        ``data/processed``; it is made where it is missing.
    frames : mapping
        Every frame of the contract, validated.
    texts : pyarrow.Table
        ``issue_id, text, clean, raw``.
    inputs, rules : str, optional
        Digests of what went in, and of the rules.

    Raises
    ------
    StoreLockedError
        Another run holds the store.
    StoreWriteError
        Disk full or not writable; the generation that stood still stands.
    """
    folder = Path(folder)
    with locked(folder):
        make_folder(folder / parts.FOLDER)
        written = _write_parts(folder / parts.FOLDER, frames, texts)
        manifest = Manifest(written, inputs, rules)
        _swap(folder, manifest)
        sweep(folder / parts.FOLDER, manifest.part_names() | known_parts(folder, PREVIOUS))
    return Generation(folder, manifest)


def _write_parts(folder: Path, frames: Mapping[str, pd.DataFrame], texts: pa.Table) -> dict[str, tuple[Part, ...]]:
    periods = parts.periods(frames)
    tables = {name: _labelled(name, table_from(name, frames[name])) for name in FRAMES}
    tables[TEXTS] = _labelled(TEXTS, texts)
    by_issue = periods[TEXTS]
    periods[TEXTS] = by_issue.loc[texts.column("issue_id").to_pylist()]
    return {
        name: tuple(
            parts.write_part(folder, f"{name}-{period}", rows) for period, rows in parts.split(table, periods.get(name))
        )
        for name, table in tables.items()
    }


def _labelled(name: str, table: pa.Table) -> pa.Table:
    return table.replace_schema_metadata({"zhengjian_schema": str(SCHEMA_VERSION), "frame": name})


def _swap(folder: Path, manifest: Manifest) -> None:
    """Make the manifest the one that is read, in one step; what stood becomes the previous one."""
    path, data = folder / MANIFEST, manifest.to_bytes()
    with writing(path):
        standing = path.read_bytes() if path.exists() else None
    if data == standing:
        return
    if standing is not None:
        write_whole(folder / PREVIOUS, standing)
    write_whole(path, data)
