"""A font with Chinese glyphs: the one that is asked for, else one that arrived with pip, else one of the system.

Nothing is registered before the first chart is drawn, and nothing global is set.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from typing import TYPE_CHECKING, Final

from zhengjian_stats.messages import checked_language, say

if TYPE_CHECKING:
    from matplotlib.font_manager import FontEntry

#: The file that arrives with pip; the package itself is never imported, since importing it changes matplotlib's settings.
_CARRIER: Final = "zhplot"
_SUFFIXES: Final = (".ttf", ".otf", ".ttc")
#: Families of usual systems, the plain ones first.
_SYSTEM_FAMILIES: Final = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC"),
    *("Hiragino Sans GB", "Heiti SC", "STHeiti", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "Songti SC", "AR PL UMing CN", "Noto Sans CJK JP"),
)
#: A character that a Chinese font has and others have not.
_PROBE: Final = "简"

_asked_for: ContextVar[str] = ContextVar("font", default="")


@dataclass(frozen=True, slots=True)
class Font:
    """A font by family name and file; both are empty where none has Chinese glyphs."""

    family: str
    path: str

    @property
    def families(self) -> list[str]:
        """Families in the order in which glyphs are looked for."""
        return [name for name in (self.family, "DejaVu Sans") if name]


@contextmanager
def using_font(font: str) -> Iterator[None]:
    """Draw with a font, by the path of its file or the name of its family (``font`` of ``zhengjian.toml``).

    Parameters
    ----------
    font : str
        Path or family; empty for the usual choice.

    Examples
    --------
    >>> with using_font(""):
    ...     chosen_font().family
    'Noto Sans SC'
    """
    token = _asked_for.set(font)
    try:
        yield
    finally:
        _asked_for.reset(token)


def chosen_font(lang: str = "zh") -> Font:
    """Return the font that charts are drawn with, registered with matplotlib.

    Warns
    -----
    UserWarning
        The font that was asked for was not found, or none has Chinese glyphs.

    Examples
    --------
    >>> chosen_font().path.endswith("NotoSansSC-Regular.ttf")
    True
    """
    asked, lang = _asked_for.get(), checked_language(lang)
    if asked:
        found = _from_file(asked) if asked.lower().endswith(_SUFFIXES) else _from_system((asked,))
        if found is not None:
            return found
        warnings.warn(say("plots.font_missing", checked_language(lang), font=asked), UserWarning, stacklevel=2)
    found = _usual()
    if found is None:
        warnings.warn(say("plots.no_font", checked_language(lang)), UserWarning, stacklevel=2)
        return Font("", "")
    return found


@lru_cache(maxsize=1)
def _usual() -> Font | None:
    carried = carried_path()
    return (_from_file(carried) if carried else None) or _from_system(_SYSTEM_FAMILIES)


def carried_path() -> str | None:
    """Return the file of the Chinese font that arrived with pip.

    Examples
    --------
    >>> str(carried_path()).endswith("NotoSansSC-Regular.ttf")
    True
    """
    try:
        files = distribution(_CARRIER).files or []
    except PackageNotFoundError:
        return None
    paths = [file.locate() for file in files if file.suffix in _SUFFIXES]
    return next((str(path) for path in paths if "SC" in str(path)), None)


@lru_cache(maxsize=8)
def _from_file(path: str) -> Font | None:
    """Register a font file; ``None`` where it cannot be read as one with Chinese glyphs."""
    from matplotlib.font_manager import FontProperties, fontManager
    from matplotlib.ft2font import FT2Font

    try:
        if ord(_PROBE) not in FT2Font(path).get_charmap():
            return None
        fontManager.addfont(path)
    except (OSError, RuntimeError):
        return None
    return Font(FontProperties(fname=path).get_name(), path)


def _from_system(families: tuple[str, ...]) -> Font | None:
    from matplotlib.font_manager import fontManager

    known: dict[str, FontEntry] = {entry.name: entry for entry in fontManager.ttflist}
    return next((Font(name, str(known[name].fname)) for name in families if name in known), None)
