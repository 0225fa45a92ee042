"""Zip containers and their XML, opened so that a hostile one does no harm: no bombs, no entities, nothing fetched."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from zhengjian_stats.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

#: More XML than this, unpacked, is thousands of pages, or a bomb. Pictures do not count: they are never unpacked.
_MOST_XML: Final = 100 * 1024 * 1024
_MOST_MEMBERS: Final = 10_000
_ENCRYPTED_FLAG: Final = 0x1
_TRUNCATED: Final = "the file breaks off or is damaged; copy or download it again"


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open a zip container after looking at its directory.

    Raises
    ------
    ReadError
        ``truncated_file``, ``encrypted_file``, or ``unreadable_file`` where it would unpack to more than anyone writes.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    # The directory of a damaged container makes zipfile stumble in many ways.
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise ReadError("truncated_file", _TRUNCATED) from error
    members = archive.infolist()
    xml = [member for member in members if member.filename.lower().endswith((".xml", ".rels"))]
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in xml) > _MOST_XML:
        limits = f"{_MOST_MEMBERS:,} parts or {_MOST_XML // 1024**2} MB of XML"
        raise ReadError("unreadable_file", f"the file unpacks to more than {limits}, which no bulletin does; it was left alone")
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in xml):
        raise ReadError("encrypted_file", "the file is protected by a password; save it without one")
    return archive


def read_member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return the bytes of a member, or ``None`` where there is none of that name.

    Raises
    ------
    ReadError
        ``truncated_file``: the member is damaged.
    """
    try:
        with archive.open(name) as member:
            data = member.read(_MOST_XML + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ReadError("truncated_file", f"{_TRUNCATED} ({name})", name) from error
    if len(data) > _MOST_XML:
        raise ReadError("unreadable_file", f"{name} unpacks to more than {_MOST_XML // 1024**2} MB; it was left alone", name)
    return data


def parse_xml(data: bytes, name: str) -> _Element:
    """Parse XML without entities, document types and network.

    Raises
    ------
    ReadError
        ``unreadable_file``: it is not well-formed, or brings a document type (where entities would be declared).

    Examples
    --------
    >>> parse_xml("<会><人>张三</人></会>".encode(), "a.xml").findtext("人")
    '张三'
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("unreadable_file", f"{name} in the file is not well-formed XML: {error}", name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError("unreadable_file", f"{name} in the file declares a document type, which Office files never do", name)
    return root
