"""What the command line writes: results to stdout, everything else to stderr, in one language at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

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
    note(say(f"cli.{key}", language(), **values))


def note(text: str) -> None:
    """Write a line to stderr."""
    print(printable(text), file=sys.stderr, flush=True)


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


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that draws how far the work is (done, of all): on stderr, on a terminal only."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    with tqdm(desc=label, file=sys.stderr, disable=None, bar_format="{desc}  {bar:30}  {n_fmt}/{total_fmt}") as bar:

        def draw(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield draw
