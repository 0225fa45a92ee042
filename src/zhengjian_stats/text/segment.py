"""Segmentation into words: jieba's results at the speed of its Rust twin.

``jieba`` is the reference. ``rjieba`` holds the same dictionary and the same model and does the work; the two part only on
runs of Latin letters, digits and the signs between them (``F-16`` is three tokens for jieba and one for rjieba) and on rare
characters, which jieba takes one by one. Both are mended here, so that either engine gives the same tokens.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal, NamedTuple

from zhengjian_stats.errors import UsageError

Engine = Literal["rjieba", "jieba"]

#: jieba's ``re_han_default``: only inside such a stretch are words looked for, all else is taken by the character: “， ”.
_WORDY: Final = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+)")
#: A stretch without Chinese inside: ``F-16``, ``PM2.5``.
_LATIN: Final = re.compile(r"[a-zA-Z0-9+#&\._%\-]+")
#: jieba's ``finalseg.re_skip``, by which it cuts a Latin stretch: ``v1.2.3`` → ``v1.2``, ``.``, ``3``.
_LATIN_WORD: Final = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
#: Characters that rjieba counts among the wordy ones and jieba does not: 㐀, 𠮷, 鿿.
_RARE: Final = re.compile(r"[\u3007\u3400-\u4DBF\u9FD6-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]")
#: jieba's user dictionary format: ``word``, ``word frequency``, ``word frequency tag``.
_USER_WORD: Final = re.compile(r"^(.+?)(?: ([0-9]+))?(?: ([a-z]+))?$")
#: A term worth counting has a letter or an ideograph in it.
_CONTENT: Final = re.compile(r"[^\W\d_]")


class Segmenter:
    """Cuts text into words.

    Nothing is loaded before the first text. Each segmenter has a dictionary of its own, so user words stay where they were
    given.

    Parameters
    ----------
    user_words : iterable of str
        Words to keep whole, in jieba's user dictionary format (``word``, optionally ``frequency`` and ``tag``).
    engine : {"rjieba", "jieba"}, optional
        Which engine cuts; by default rjieba where it is installed. Both give the same tokens.

    Raises
    ------
    UsageError
        There is no such engine.

    Examples
    --------
    >>> Segmenter().tokens("全省地方志工作会议7月1日召开")
    ['全省', '地方志', '工作', '会议', '7', '月', '1', '日', '召开']
    >>> "志鉴编纂" in Segmenter(["志鉴编纂"]).tokens("推进志鉴编纂工作")
    True
    """

    def __init__(self, user_words: Iterable[str] = (), engine: Engine | None = None) -> None:
        if engine not in (None, "rjieba", "jieba"):
            raise UsageError(f"no segmentation engine is called {engine!r}; there are 'rjieba' and 'jieba'")
        # The order decides the frequencies that are suggested, so the first naming of a word stands.
        self.user_words = tuple(dict.fromkeys(word.strip() for word in user_words if word.strip()))
        self._wanted = engine

    @cached_property
    def _engine(self) -> _Engine:
        wanted = self._wanted or ("rjieba" if find_spec("rjieba") else "jieba")
        return _rust_engine(self.user_words) if wanted == "rjieba" else _python_engine(self.user_words)

    def tokens(self, text: str) -> list[str]:
        """Return the words of a text in order; joined together they are the text.

        Examples
        --------
        >>> Segmenter().tokens("")
        []
        """
        return self._engine.cut(text)

    def knows(self, word: str) -> bool:
        """Tell whether the dictionary has a word.

        Examples
        --------
        >>> Segmenter().knows("规律"), Segmenter().knows("展规")
        (True, False)
        """
        return self._engine.has_word(word)

    def term_counts(self, text: str) -> Counter[str]:
        """Count the terms of a text: tokens with a letter or an ideograph; no punctuation, blanks or bare numbers.

        Examples
        --------
        >>> Segmenter().term_counts("会议，会议 2020")
        Counter({'会议': 2})
        """
        return Counter(token for token in self.tokens(text) if _CONTENT.search(token))


class _Engine(NamedTuple):
    """What cuts a text, and what tells whether the dictionary has a word."""

    cut: Callable[[str], list[str]]
    has_word: Callable[[str], bool]


def _parsed(entry: str) -> tuple[str, int | None, str | None]:
    match = _USER_WORD.match(entry)
    if match is None:  # a line break inside a word: no text holds such a word
        return entry, None, None
    word, frequency, tag = match.groups()
    return word, int(frequency) if frequency else None, tag


def _rust_engine(user_words: tuple[str, ...]) -> _Engine:
    import rjieba

    jieba = rjieba.Jieba()
    for entry in user_words:
        word, frequency, tag = _parsed(entry)
        jieba.add_word(word, frequency if frequency is not None else jieba.suggest_freq(word), tag)

    def cut(text: str) -> list[str]:
        if not _RARE.search(text):
            return _recut_latin(jieba.cut(text), jieba.has_word)
        # The stretches at odd places are the wordy ones; what lies between is taken by the character.
        tokens: list[str] = []
        for place, stretch in enumerate(_WORDY.split(text)):
            tokens.extend(_recut_latin(jieba.cut(stretch), jieba.has_word) if place % 2 else _characters(stretch))
        return tokens

    return _Engine(cut, jieba.has_word)


def _characters(stretch: str) -> Iterator[str]:
    """Give the characters one by one, but a line end of two characters as one, as jieba does."""
    return (match.group() for match in re.finditer(r"\r\n|.", stretch, re.DOTALL))


def _recut_latin(tokens: Iterable[str], is_word: Callable[[str], bool]) -> list[str]:
    """Cut runs of Latin tokens anew as jieba cuts them; words of the dictionary (``AT&T``) stay whole."""
    result: list[str] = []
    run = ""
    for token in tokens:
        if token[0] < "\x80" and _LATIN.fullmatch(token) and (len(token) == 1 or not is_word(token)):
            run += token
            continue
        if run:
            result.extend(part for part in _LATIN_WORD.split(run) if part)
            run = ""
        result.append(token)
    if run:
        result.extend(part for part in _LATIN_WORD.split(run) if part)
    return result


def _python_engine(user_words: tuple[str, ...]) -> _Engine:
    jieba = _quiet_import()
    tokenizer: Any = jieba.Tokenizer()
    folder = _cache_folder()
    # Where no folder can be made, jieba is pointed at one that does not exist, and goes without.
    tokenizer.tmp_dir = str(folder or Path(__file__) / "no-cache")
    tokenizer.cache_file = f"jieba-{jieba.__version__}.cache"
    with _silenced():
        tokenizer.initialize()
        for entry in user_words:
            tokenizer.add_word(*_parsed(entry))
    # Beginnings of words stand in the table, too, with 0.
    return _Engine(lambda text: list(tokenizer.lcut(text)), lambda word: tokenizer.FREQ.get(word, 0) > 0)


def _quiet_import() -> ModuleType:
    """Import jieba without the warnings of its old code (escapes, ``pkg_resources``)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    return jieba  # type: ignore[no-any-return]


def _cache_folder() -> Path | None:
    """Return a folder of our own for jieba's cache: the default one is shared with every user of the machine."""
    from platformdirs import user_cache_dir

    try:
        folder = Path(user_cache_dir("zhengjian_stats", appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder


@contextmanager
def _silenced() -> Iterator[None]:
    logger = logging.getLogger("jieba")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
