"""The manifest: which parts make up a generation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from zhengjian_stats.errors import StoreError, StoreMissingError
from zhengjian_stats.schema import SCHEMA_VERSION

MANIFEST: Final = "manifest.json"
PREVIOUS: Final = "manifest.previous.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file: its name in ``parts/``, its rows, its size in bytes and its SHA-256."""

    name: str
    n_rows: int
    n_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation.

    ``parts`` are by frame (and ``texts``); ``inputs`` is the digest of everything that went in, missing where a file could
    not be read for a reason that may pass; ``rules`` is the digest of the rules it was read by, ``settings`` the settings.
    """

    parts: Mapping[str, tuple[Part, ...]]
    inputs: str | None = None
    rules: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    schema_version: int = SCHEMA_VERSION

    @property
    def fingerprint(self) -> str:
        """Digest of all that the generation holds: the same frames and texts, the same fingerprint."""
        names = sorted(part.sha256 for parts in self.parts.values() for part in parts)
        return hashlib.sha256("\n".join(names).encode()).hexdigest()

    def n_rows(self, name: str) -> int:
        """Rows of a frame."""
        return sum(part.n_rows for part in self.parts.get(name, ()))

    def part_names(self) -> set[str]:
        """Names of all parts."""
        return {part.name for parts in self.parts.values() for part in parts}

    def to_bytes(self) -> bytes:
        """Return the manifest as it is written: no times, keys in order, the same for the same content."""
        values = {
            "schema_version": self.schema_version,
            "fingerprint": self.fingerprint,
            "inputs": self.inputs,
            "rules": self.rules,
            "settings": self.settings,
            "rows": {name: self.n_rows(name) for name in self.parts},
            "parts": {name: [asdict(part) for part in parts] for name, parts in self.parts.items()},
        }
        return (json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def manifest_from(data: bytes, path: Path) -> Manifest:
    """Read a manifest.

    Raises
    ------
    StoreError
        It is damaged, or a newer version of the package wrote it.
    """
    try:
        values: dict[str, Any] = json.loads(data)
        parts = {name: tuple(Part(**part) for part in listed) for name, listed in values["parts"].items()}
        manifest = Manifest(parts, values["inputs"], values["rules"], values["settings"], values["schema_version"])
        sound = values["fingerprint"] == manifest.fingerprint
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{path}: the manifest is damaged ({error}); build again") from error
    if not sound:
        raise StoreError(f"{path}: the manifest is damaged (its fingerprint does not fit its parts); build again")
    if manifest.schema_version != SCHEMA_VERSION:
        found = f"schema version {manifest.schema_version}, this package reads {SCHEMA_VERSION}"
        raise StoreError(f"{path}: {found}; build again with this version of the package")
    return manifest


def load_manifest(folder: Path) -> Manifest:
    """Return the manifest of the generation that is to be read.

    Raises
    ------
    StoreMissingError
        Nothing was built there yet.
    StoreError
        The manifest is damaged or cannot be read.
    """
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreMissingError(f"{folder}: nothing was built here yet; run a build first (zhengjian build)") from error
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from error
    return manifest_from(data, path)


def known_parts(folder: Path, name: str) -> set[str]:
    """Return the parts that a manifest of the folder names; none where it is not there or damaged."""
    try:
        return manifest_from((folder / name).read_bytes(), folder / name).part_names()
    except (OSError, StoreError):
        return set()
