"""Where the real texts of others lie, if they are here; no sentence of them stands in this project."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def shared_folder() -> Path:
    """Return their folder: ``$ZHENGJIAN_SHARED``, else ``shared`` beside the project; it may be missing."""
    return Path(os.environ.get("ZHENGJIAN_SHARED") or ROOT.parent / "shared")
