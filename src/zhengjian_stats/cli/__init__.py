"""The command line: ``zhengjian init | build | report | check | show | evaluate | candidates``. It only wraps the library."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code.

    Examples
    --------
    >>> run(["--version"])
    zhengjian ...
    0
    """
    from zhengjian_stats.cli.guard import guarded

    return guarded(list(arguments))


def main() -> NoReturn:
    """Carry out the command line of this process (the command ``zhengjian``)."""
    sys.exit(run(sys.argv[1:]))
