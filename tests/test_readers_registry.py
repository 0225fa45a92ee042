"""The registry finds readers by their files alone, and refuses what is not what its name says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from zhengjian_stats import readers
from zhengjian_stats.errors import ReadError
from zhengjian_stats.schema import PROBLEM_CODES

TEXT = "第1期\n\n云岭省地方志办召开全体会议，张三主持。".encode()


def refused(data: bytes, name: str) -> ReadError:
    with pytest.raises(ReadError) as caught:
        readers.read_bytes(data, name)
    assert caught.value.code in PROBLEM_CODES
    assert "\n" not in str(caught.value)
    return caught.value


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


@pytest.fixture
def new_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Put a file into the package's folder (a second one that it looks into), and nothing else."""

    def put(name: str, source: str) -> None:
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path)])
        readers._modules.cache_clear()

    yield put
    readers._modules.cache_clear()


def test_a_new_reader_is_a_single_file(new_reader):
    assert refused(b"\x01\x02 shouted", "a.shout").code == "unknown_type"
    new_reader(
        "shout_reader",
        "from zhengjian_stats.readers.base import RawDocument\n"
        "SUFFIXES = {'.shout': ('text',)}\n"
        "def read(data, name):\n"
        "    return [RawDocument((data.decode().upper(),), 'shout')]\n",
    )
    assert ".shout" in readers.known_suffixes()
    assert readers.read_bytes(b"hear hear", "a.SHOUT")[0].pages == ("HEAR HEAR",)


def test_a_reader_that_crashes_sets_its_file_aside(new_reader):
    new_reader(
        "crashing_reader",
        "SUFFIXES = {'.crash': ('text',)}\ndef read(data, name):\n    return [][3]\n",
    )
    error = refused(b"text", "a.crash")
    assert error.code == "reader_failed"
    assert "IndexError" in str(error)


def test_every_promised_suffix_is_read():
    promised = {".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".csv", ".jsonl", ".xlsx"}
    assert promised <= set(readers.known_suffixes())


@pytest.mark.parametrize("name", ["第7期.txt", "2024/第7期.TXT", "2024\\第7期.Txt"])
def test_suffixes_in_any_case_and_folder(name):
    assert readers.read_bytes(TEXT, name)[0].reader == "txt"


@pytest.mark.parametrize(
    "data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xe3\x80\x80\n", "\u200b\ufeff".encode(), b"\xff\xfe\n\0"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_nothing_but_blanks_is_an_empty_file(data, name):
    assert refused(data, name).code == "empty_file"


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx", "html", "csv", "jsonl"])
def test_an_empty_file_of_every_kind(suffix):
    assert refused(b"", f"a.{suffix}").code == "empty_file"


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.doc", "DOCX or PDF"),
        ("a.wps", "DOCX or PDF"),
        ("a.rtf", "DOCX or PDF"),
        ("a.ofd", "DOCX or PDF"),
        ("a.JPG", "PDF"),
        ("a.xls", "XLSX"),
        ("a.zip", "unpack"),
        ("a.exe", ".docx"),
        ("简报", ".docx"),
    ],
)
def test_an_unknown_type_says_what_to_do(name, advice):
    error = refused(b"\xd0\xcf\x11\xe0 whatever", name)
    assert error.code == "unknown_type"
    assert advice in str(error)


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"%PDF-1.7\n1 0 obj", "a.docx", "a PDF"),
        (b"%PDF-1.7\n1 0 obj", "a.txt", "a PDF"),
        (OLE2, "a.docx", "old Office"),
        (OLE2, "a.txt", "old Office"),
        (zipped(x="1"), "a.txt", "zip"),
        (zipped(x="1"), "a.docx", "zip"),
        (zipped(word__document2="", word__x="", **{"xl/workbook.xml": "<a/>"}), "a.docx", "Excel"),
        (zipped(**{"word/document.xml": "<a/>"}), "a.xlsx", "Word"),
        (zipped(**{"word/document.xml": "<a/>"}), "a.pdf", "Word"),
        (zipped(**{"OFD.xml": "<a/>"}), "a.docx", "OFD"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "a.txt", "web page"),
        ("<html><body>会议</body></html>".encode("utf-16"), "a.md", "web page"),
        (rb"{\rtf1\ansi x}", "a.txt", "RTF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.pdf", "an image"),
        (TEXT, "a.docx", "plain text"),
        (TEXT, "a.pdf", "plain text"),
        (TEXT, "a.html", "no HTML"),
        (bytes(range(256)) * 8, "a.docx", "no known type"),
        (bytes(range(256)) * 8, "a.txt", "not a text file"),
        (b"\x1f\x8b\x08 packed", "a.csv", "archive"),
    ],
)
def test_a_file_that_is_not_what_its_suffix_says(data, name, what):
    error = refused(data, name)
    assert error.code == "wrong_suffix"
    assert what in str(error)


def test_an_encrypted_office_file_is_named_as_such():
    encrypted = OLE2 + "EncryptedPackage".encode("utf-16-le")
    assert refused(encrypted, "a.docx").code == "encrypted_file"
    assert refused(encrypted, "a.xlsx").code == "encrypted_file"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_a_truncated_container(share, suffix):
    whole = zipped(**{"word/document.xml": "<a/>" * 100, "xl/workbook.xml": "<a/>" * 100})
    assert refused(whole[: int(len(whole) * share)], f"a.{suffix}").code == "truncated_file"
