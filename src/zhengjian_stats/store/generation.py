"""Generations: writing one and swapping it in, reading the one that stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.errors import FrameError, StoreError
from zhengjian_stats.frames import TEXTS, arrow_fields, finished, frame_from, joined, table_from
from zhengjian_stats.schema import FRAMES, SCHEMA_VERSION
from zhengjian_stats.settings import Settings, settings_from_dict
from zhengjian_stats.store import parts
from zhengjian_stats.store.files import locked, make_folder, sweep, write_whole, writing
from zhengjian_stats.store.manifest import MANIFEST, PREVIOUS, Manifest, Part, known_parts, load_manifest

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

#: Name of the part that holds the roster.
_ROSTER: Final = "roster"


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

    def settings(self) -> Settings:
        """Return the settings by which it was built."""
        return settings_from_dict(self.manifest.settings, f"{self.folder / MANIFEST}, settings")

    def roster(self) -> pd.DataFrame | None:
        """Read the roster that was there when it was built.

        Raises
        ------
        StoreError
            The part is missing or damaged.
        """
        return frame_from(self._table(_ROSTER)) if _ROSTER in self.manifest.parts else None

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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a generation comes from: digests of what went in and of the rules, the settings, the roster."""

    inputs: str | None = None
    rules: str = ""
    settings: Settings = field(default_factory=Settings)
    roster: pd.DataFrame | None = None


def write_generation(
    folder: str | Path, frames: Mapping[str, pd.DataFrame], texts: pa.Table, origin: Origin | None = None
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
    origin : Origin, optional
        What is kept beside them.

    Raises
    ------
    StoreLockedError
        Another run holds the store.
    StoreWriteError
        Disk full or not writable; the generation that stood still stands.
    """
    folder, origin = Path(folder), origin or Origin()
    with locked(folder):
        make_folder(folder / parts.FOLDER)
        written = _write_parts(folder / parts.FOLDER, _tables(frames, texts, origin), parts.periods(frames, texts))
        manifest = Manifest(written, origin.inputs, origin.rules, _plain(origin.settings))
        _swap(folder, manifest)
        sweep(folder / parts.FOLDER, manifest.part_names() | known_parts(folder, PREVIOUS))
    return Generation(folder, manifest)


def _plain(settings: Settings) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(asdict(settings)))
    return plain


def _tables(frames: Mapping[str, pd.DataFrame], texts: pa.Table, origin: Origin) -> dict[str, pa.Table]:
    import pyarrow as pa

    tables = {name: table_from(name, frames[name]) for name in FRAMES} | {TEXTS: texts}
    if origin.roster is not None:
        tables[_ROSTER] = pa.Table.from_pandas(origin.roster, preserve_index=False)
    return {name: _labelled(name, table) for name, table in tables.items()}


def _write_parts(
    folder: Path, tables: Mapping[str, pa.Table], periods: Mapping[str, pd.Series[Any]]
) -> dict[str, tuple[Part, ...]]:
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
