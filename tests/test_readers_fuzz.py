"""Whatever the bytes: a reader gives documents or says by a ReadError why not; it never fails in a way of its own."""

from __future__ import annotations

import io
import json
import random
import time

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers import known_suffixes, read_bytes
from zhengjian_stats.schema import PROBLEM_CODES

TEXT = "云岭省地方志办政工简讯\n第7期（总第90期）\n2024年7月9日\n\n7月8日上午，张镕主持会议，李四、王五参加。\n" * 3
ROWS = [["标题", "正文", "日期"], ["会议召开", TEXT, "2024-07-09"], ["二", "张三主持。", "3/9/2024"]]


def whole_docx() -> bytes:
    document = docx.Document()
    document.add_heading("政工简讯", 0)
    for line in TEXT.split("\n"):
        document.add_paragraph(line, style="List Number")
    document.add_table(2, 2).cell(0, 0).text = "姓名"
    return saved(document)


def whole_pdf() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(2):
        canvas.setFont("STSong-Light", 12)
        for number, line in enumerate(TEXT.split("\n")):
            canvas.drawString(60, 780 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def whole_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    return saved(book)


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def whole(suffix: str) -> bytes:
    """A file of the kind, as a program would save it."""
    if suffix in {".docx", ".pdf", ".xlsx"}:
        return {".docx": whole_docx, ".pdf": whole_pdf, ".xlsx": whole_xlsx}[suffix]()
    if suffix in {".jsonl", ".ndjson"}:
        return "\n".join(json.dumps(dict(zip(ROWS[0], row, strict=True)), ensure_ascii=False) for row in ROWS[1:]).encode()
    if suffix in {".csv", ".tsv"}:
        return "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode("gb18030")
    if suffix in {".html", ".htm", ".xhtml"}:
        lines = "".join(f"<p class='x'>{line}</p><table><tr><td>{line}</td></tr></table>" for line in TEXT.split("\n"))
        return f"<!DOCTYPE html><html><head><title>会议-网</title></head><body>{lines}</body></html>".encode()
    return f"# 标题\n\n{TEXT}<p><b>{TEXT}</b></p>&nbsp;[a](b)".encode("gb18030")


def check(data: bytes, suffix: str) -> bool:
    """Read the bytes; tell whether they could be read, and check whatever came of it."""
    try:
        documents = read_bytes(data, f"a{suffix}")
    except ReadError as error:
        refusal = error
    else:
        assert len({document.place for document in documents}) == len(documents) > 0
        for document in documents:
            "".join((*document.pages, *document.fields.values())).encode()
            assert {note.code for note in document.notes} <= PROBLEM_CODES.keys()
        return True
    assert refusal.code in PROBLEM_CODES
    # The net under the readers is for what nobody thought of; nothing here may need it.
    assert refusal.code != "reader_failed", str(refusal)
    assert str(refusal).strip()
    return False


def mutants(data: bytes, count: int, seed: int):
    """Copies with bytes changed, cut out, doubled, or the end cut off."""
    chance = random.Random(seed)
    for _ in range(count):
        copy = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 8, 64))):
            start = chance.randrange(len(copy) or 1)
            end = min(len(copy), start + chance.choice((1, 2, 16, 200)))
            copy[start:end] = chance.choice((chance.randbytes(end - start), b"", copy[start:end] * 2, b"\0" * (end - start)))
        yield bytes(copy[: chance.randrange(len(copy) + 1)] if chance.random() < 0.2 else copy)


@pytest.mark.parametrize("suffix", known_suffixes())
def test_a_whole_file_is_read(suffix):
    assert check(whole(suffix), suffix)


@pytest.mark.parametrize("suffix", known_suffixes())
def test_damaged_files(suffix):
    read = [check(data, suffix) for data in mutants(whole(suffix), 60, seed=7)]
    # Were all refused, nothing would have been tried.
    assert any(read) or suffix in {".docx", ".xlsx"}


@pytest.mark.parametrize("suffix", known_suffixes())
def test_truncated_files(suffix):
    data = whole(suffix)
    for end in range(1, len(data), max(1, len(data) // 25)):
        check(data[:end], suffix)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_damaged_parts_of_a_container(suffix):
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(whole(suffix)))
    parts = {name: source.read(name) for name in source.namelist()}
    targets = [name for name in parts if name.endswith((".xml", ".rels")) and "theme" not in name]
    for number, name in enumerate(targets * 2):
        (mutant,) = mutants(parts[name], 1, seed=number)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for other, data in parts.items():
                archive.writestr(other, mutant if other == name else data)
        check(buffer.getvalue(), suffix)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from(known_suffixes()))
def test_random_bytes(data, suffix):
    check(data, suffix)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("<>/&;#\"',\t\n{}[]():=*\\!-pbrtd0会议第期"), max_size=120), st.sampled_from(known_suffixes()))
def test_random_marks(text, suffix):
    check(text.encode(), suffix)


SIGNS = [b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b'{"text":"', b"text\n", b"\xff\xfe"]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(SIGNS))
def test_random_bytes_behind_a_sign(data, sign):
    for suffix in known_suffixes():
        check(sign + data + b"\n%%EOF", suffix)


#: Small files that a pattern tried in every division, or a search begun anew from every mark, would take hours for.
ENDLESS = [
    ("<!--" * 20_000, ".md"),
    ("<script>" * 20_000, ".md"),
    ("<p>会议" + "<%" * 20_000, ".html"),
    ("<p>" + "返回顶部 " * 20_000 + "x", ".html"),
    ("<div class='nav'>" * 250 + "<p>会议召开</p>" * 10_000, ".html"),
    ("<ol>" + "<li>会议</li>" * 10_000, ".html"),
    ("会议" + " " * 300_000 + "x", ".md"),
    ("[" * 100_000, ".jsonl"),
    ('text\n"' + '""' * 50_000, ".csv"),
]


@pytest.mark.parametrize(("source", "suffix"), ENDLESS, ids=[source[:12] for source, _ in ENDLESS])
def test_no_file_takes_for_ever(source, suffix):
    begun = time.process_time()
    check(source.encode(), suffix)
    assert time.process_time() - begun < 5
