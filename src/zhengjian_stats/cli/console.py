"""What the command line writes: results to stdout, everything else to stderr, in one language at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from zhengjian_stats.messages import say

if TYPE_CHECKING:
    from zhengjian_stats.messages import Language

LANG_VARIABLE: Final = "ZHENGJIAN_LANG"
DEBUG_VARIABLE: Final = "ZHENGJIAN_DEBUG"


@dataclass(slots=True)
class _State:
    """What the errors need to know before the settings are read."""

    lang: Language | None = None
    debug: bool = False


STATE: Final = _State()


def steady_streams() -> None:
    """Make stdout and stderr take Chinese whatever the locale says: UTF-8 under ``LANG=C``, ``?`` on a Windows code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            ascii_only = (getattr(stream, "encoding", "") or "").lower() in {"ascii", "us-ascii", "ansi_x3.4-1968"}
            reconfigure(errors="replace", **({"encoding": "utf-8"} if ascii_only else {}))


def language() -> Language:
    """Return the language of this run: as asked, as set in the environment, else Chinese."""
    if STATE.lang:
        return STATE.lang
    return "en" if os.environ.get(LANG_VARIABLE) == "en" else "zh"


def tell(key: str, **values: object) -> None:
    """Write a message to stdout."""
    line(say(f"cli.{key}", language(), **values))


def line(text: str = "") -> None:
    """Write a line to stdout; control characters of file names and texts do not reach the terminal."""
    print(printable(text))


def warn(key: str, **values: object) -> None:
    """Write a message to stderr."""
    print(printable(say(f"cli.{key}", language(), **values)), file=sys.stderr, flush=True)


def printable(text: str) -> str:
    r"""Return a text without characters that steer a terminal.

    Examples
    --------
    >>> printable("a\x1b[31mb")
    'a�[31mb'
    """
    return "".join(c if c in "\n\t" or c.isprintable() or c == "\u3000" else "\ufffd" for c in text)


def shown(path: Path) -> str:
    """Return a path as a person would write it here: relative to the folder one stands in, if it is below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def progress_bar(label: str, stream: TextIO | None = None) -> Callable[..., Any]:
    """Return a plain tqdm class bound to stderr, drawn on a terminal only."""
    from functools import partial

    from tqdm import tqdm  # type: ignore[import-untyped]

    return partial(tqdm, desc=label, file=stream or sys.stderr, disable=None, ascii=None, leave=True)
