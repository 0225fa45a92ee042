"""What a file is by its bytes, whatever its name says; and what its name says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Final

from zhengjian_stats import lexicon
from zhengjian_stats.errors import ReadError

# A PDF may begin with other bytes, says its specification; the sign stands within the first kilobyte.
_PDF_SIGN: Final = b"%PDF-"
_HEAD: Final = 1024
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
#: The name of the stream that an encrypted Office file keeps its contents in, as OLE2 writes it.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def suffix_of(name: str) -> str:
    """Return the suffix of a file name, in small letters.

    Examples
    --------
    >>> suffix_of("2024/第7期.DOCX")
    '.docx'
    """
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def kind_of(data: bytes) -> str:
    r"""Return what the bytes are: ``pdf``, ``docx``, ``zip`` …; ``text`` where no sign says otherwise.

    ``damaged`` is a zip container that breaks off, ``encrypted`` an Office file under a password.

    Examples
    --------
    >>> kind_of(b"%PDF-1.7"), kind_of(b"PK\x03\x04"), kind_of("简报".encode())
    ('pdf', 'damaged', 'text')
    """
    sign = next((kind for kind, signs in _magic().items() if data.startswith(signs)), "")
    if sign == "zip":
        return _kind_of_zip(data)
    if sign == "ole2":
        return "encrypted" if _ENCRYPTED in data else sign
    return sign or _kind_of_text(data[:_HEAD])


def check_kind(data: bytes, suffix: str, expected: tuple[str, ...]) -> None:
    """Refuse a file whose bytes are not what its suffix says.

    Raises
    ------
    ReadError
        ``wrong_suffix``, ``encrypted_file`` or ``truncated_file``.

    Examples
    --------
    >>> check_kind(b"%PDF-1.7", ".pdf", ("pdf",))
    """
    kind = kind_of(data)
    if kind in expected:
        return
    if kind == "encrypted":
        raise ReadError("encrypted_file", "the file is protected by a password; save it without one")
    if kind == "damaged" and {"docx", "xlsx"} & set(expected):
        raise ReadError("truncated_file", "the file breaks off or is damaged; copy or download it again")
    words = _words(_plainly(kind, data))
    raise ReadError("wrong_suffix", f"the file is named {suffix} but is {words['name']}; {words['advice']}")


def advice_on(suffix: str) -> str:
    """Return what to do with a file that has no reader, or an empty string for a type that nothing is known of.

    Examples
    --------
    >>> advice_on(".wps")
    'convert it to DOCX or PDF'
    """
    unread = lexicon.load("readers/file_types")["unread"]
    return next((str(advice) for group, advice in unread["advice"].items() if suffix in unread[group]), "")


def is_reserved(name: str) -> bool:
    """Tell whether a file is never read as a bulletin: a person's companion file, a lock file, what a system left behind.

    Examples
    --------
    >>> is_reserved("2024/roster.csv"), is_reserved("2024/第7期.docx")
    (True, False)
    """
    rules = lexicon.load("readers/file_types")["reserved"]
    *folders, file = name.replace("\\", "/").casefold().split("/")
    prefixes = tuple(rules["prefixes"])
    return (
        file in rules["names"]
        or file.startswith((*prefixes, *rules["file_prefixes"]))
        or any(folder.startswith(prefixes) for folder in folders if folder.strip("."))
    )


def _kinds() -> Mapping[str, Any]:
    kinds: Mapping[str, Any] = lexicon.load("readers/file_types")["kinds"]
    return kinds


@cache
def _magic() -> Mapping[str, tuple[bytes, ...]]:
    magic: Mapping[str, list[str]] = _kinds()["magic"]
    return {kind: tuple(bytes.fromhex(sign) for sign in signs) for kind, signs in magic.items()}


def _words(kind: str) -> Mapping[str, str]:
    words: Mapping[str, Mapping[str, str]] = _kinds()["words"]
    return words[kind]


def _plainly(kind: str, data: bytes) -> str:
    if kind == "damaged":
        return "zip"
    return "unknown" if kind == "text" and not _is_text(data) else kind


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    # zipfile raises what its parsing of the directory happens to stumble over.
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return "damaged"
    members: Mapping[str, list[str]] = _kinds()["members"]
    return next((kind for kind, known in members.items() if names & set(known)), "zip")


def _kind_of_text(head: bytes) -> str:
    if _PDF_SIGN in head:
        return "pdf"
    # UTF-16 writes every ASCII letter with a zero byte.
    plain = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.search(plain):
        return "html"
    return "xml" if plain.startswith(b"<?xml") else "text"


def _is_text(data: bytes) -> bool:
    from zhengjian_stats.readers.decoding import decode

    try:
        decode(data)
    except ReadError:
        return False
    return True
