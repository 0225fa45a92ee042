"""The last evaluation of a project, kept beside what was built, so that a report can say how far its figures can be trusted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from zhengjian_stats.errors import StoreError
from zhengjian_stats.store.files import make_folder, write_whole

ACCURACY: Final = "accuracy.json"


def write_accuracy(folder: Path, record: Mapping[str, Any]) -> Path:
    """Keep the figures of an evaluation: the file is there whole, or as it was before. A build leaves it where it is.

    Raises
    ------
    StoreWriteError
        Disk full or not writable.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_accuracy(folder, {"n_articles": 63}).name, read_accuracy(folder)
    ('accuracy.json', {'n_articles': 63})
    """
    make_folder(folder)
    path = folder / ACCURACY
    write_whole(path, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
    return path


def read_accuracy(folder: Path) -> dict[str, Any] | None:
    """Return what was kept; ``None`` where nothing was evaluated.

    Raises
    ------
    StoreError
        The file is damaged.
    """
    path = folder / ACCURACY
    try:
        record = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); evaluate again (zhengjian evaluate)") from error
    if not isinstance(record, dict):
        raise StoreError(f"{path}: holds no figures; evaluate again (zhengjian evaluate)")
    return record
