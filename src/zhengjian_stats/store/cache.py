"""What each file gave, kept so that an unchanged one is not read again."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from zhengjian_stats.store.files import make_folder, sweep, write_whole

FOLDER: Final = "cache"


@dataclass(slots=True)
class Cache:
    """Results by key, a file each; the key says everything that the result depends on.

    Examples
    --------
    >>> import tempfile
    >>> cache = Cache(Path(tempfile.mkdtemp()))
    >>> cache.put("ab12", {"frames": {}})
    >>> cache.get("ab12"), cache.get("cd34")
    ({'frames': {}}, None)
    """

    folder: Path
    _used: set[str] = field(default_factory=set)

    def get(self, key: str) -> dict[str, Any] | None:
        """Return what was kept under a key; ``None`` where nothing was, or where it is damaged (it is made again)."""
        self._used.add(key)
        try:
            found: dict[str, Any] = json.loads(zlib.decompress(self._path(key).read_bytes()))
        except (OSError, zlib.error, ValueError):
            return None
        return found

    def put(self, key: str, result: dict[str, Any]) -> None:
        """Keep a result.

        Raises
        ------
        StoreWriteError
            Disk full or not writable.
        """
        self._used.add(key)
        path = self._path(key)
        make_folder(path.parent)
        data = json.dumps(result, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        write_whole(path, zlib.compress(data, 6), durable=False)  # a lost one is made again

    def sweep(self) -> None:
        """Delete what nobody asked for since the cache was opened."""
        kept: dict[str, set[str]] = {}
        for path in map(self._path, self._used):
            kept.setdefault(path.parent.name, set()).add(path.name)
        root = self.folder / FOLDER
        for shelf in sorted(root.iterdir()) if root.is_dir() else ():
            sweep(shelf, kept.get(shelf.name, set()))

    def _path(self, key: str) -> Path:
        return self.folder / FOLDER / key[:2] / f"{key[2:]}.json.z"
