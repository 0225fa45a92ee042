"""Bytes to pages of text: one module a kind of file, and the registry that finds it.

A reader is a module of this package that declares ``SUFFIXES`` (suffix → what its files must be by their bytes, see
``sniff.kind_of``) and ``read(data, name) -> list[RawDocument]``. Putting such a file here is all that it takes to add one.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Final

from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers.base import Note, RawDocument, Reader
from zhengjian_stats.readers.sniff import advice_on, check_kind, is_reserved, suffix_of

__all__ = ["Note", "RawDocument", "Reader", "is_reserved", "known_suffixes", "read_bytes"]

# A byte order mark or a zero-width blank alone is no text either; str.strip does not take them.
_INVISIBLE: Final = "\ufeff\u200b\u200c\u200d\u2060"


def read_bytes(data: bytes, name: str) -> list[RawDocument]:
    r"""Read the bytes of a file into its documents: one, or one a row for a table.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        Its name; the suffix says which reader reads it.

    Raises
    ------
    ReadError
        Its ``code`` says what is wrong: ``unknown_type``, ``empty_file``, ``wrong_suffix``, ``truncated_file``,
        ``encrypted_file``, ``no_text_layer``, ``bad_row``, ``unreadable_file``; ``reader_failed`` is a fault of this package.

    Examples
    --------
    >>> read_bytes("第1期\n\n全体会议召开".encode("gbk"), "简报.txt")[0].pages
    ('第1期\n\n全体会议召开',)
    """
    suffix = suffix_of(name)
    module = _modules().get(suffix)
    if module is None:
        raise ReadError("unknown_type", _unknown(suffix))
    if not data.strip(b" \t\r\n\0"):
        raise ReadError("empty_file", "the file is empty")
    check_kind(data, suffix, module.SUFFIXES[suffix])
    documents = _run(module.read, data, name)
    if not any(_has_text(page) for document in documents for page in document.pages):
        raise ReadError("empty_file", "the file holds no text")
    return documents


def known_suffixes() -> tuple[str, ...]:
    """Return the suffixes that some reader reads, in order.

    Examples
    --------
    >>> ".docx" in known_suffixes()
    True
    """
    return tuple(sorted(_modules()))


@cache
def _modules() -> Mapping[str, ModuleType]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (import_module(f"{__name__}.{name}") for name in names)
    return {suffix: module for module in modules for suffix in getattr(module, "SUFFIXES", ())}


def _run(read: Reader, data: bytes, name: str) -> list[RawDocument]:
    try:
        return read(data, name)
    except ReadError:
        raise
    except RecursionError as error:
        raise ReadError("unreadable_file", "tables or boxes nest deeper than in any document; save it again") from error
    # One file, however odd, must not end a build of thousands; the cause is kept for whoever mends the reader.
    except Exception as error:
        raise ReadError("reader_failed", f"the reader failed on this file: {type(error).__name__}: {error}") from error


def _unknown(suffix: str) -> str:
    if not suffix:
        return f"the file has no suffix, so no reader knows it; known are {', '.join(known_suffixes())}"
    advice = advice_on(suffix) or f"known are {', '.join(known_suffixes())}"
    return f"no reader reads {suffix} files yet; {advice}"


def _has_text(page: str) -> bool:
    return bool(page.strip().strip(_INVISIBLE).strip())
