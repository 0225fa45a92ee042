"""A PDF gives the text of its pages in reading order, or says which page has none."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers import read_bytes
from zhengjian_stats.readers.base import RawDocument

Drawn = tuple[float, float, str]


def made(*pages: list[Drawn], **options) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, **options)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        for x, y, text in page:
            canvas.drawString(x, y, text) if text else canvas.rect(x, y, 50, 50, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(*pages: list[Drawn]) -> RawDocument:
    (document,) = read_bytes(made(*pages), "a.pdf")
    assert document.reader == "pdf"
    return document


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.pdf")
    return caught.value


def test_a_line_a_line_and_a_page_a_page():
    document = read(
        [(60, 780, "政工简讯"), (60, 760, "第7期"), (60, 740, "7月8日上午，张镕主持2024年半年会议。")],
        [(60, 780, "会议要求，抓好落实。")],
    )
    assert document.pages == ("政工简讯\n第7期\n7月8日上午，张镕主持2024年半年会议。", "会议要求，抓好落实。")
    assert document.notes == ()


def test_what_is_drawn_out_of_order_is_read_in_order():
    document = read([(280, 30, "- 1 -"), (60, 760, "第一行"), (60, 740, "第二行"), (200, 820, "页眉")])
    assert document.pages == ("页眉\n第一行\n第二行\n- 1 -",)


def test_columns_keep_the_order_of_the_file():
    left = [(60, y, f"左{y}") for y in (700, 680, 660)]
    right = [(320, y, f"右{y}") for y in (700, 680, 660)]
    assert read(left + right).pages == ("左700\n左680\n左660\n右700\n右680\n右660",)


def test_cells_of_a_row_are_one_line():
    rows = [(60, 700, "姓名"), (260, 700, "职务"), (60, 680, "张三"), (260, 680, "主任")]
    (page,) = read(rows).pages
    assert [line.split() for line in page.split("\n")] == [["姓名", "职务"], ["张三", "主任"]]


def test_pages_that_are_images_are_named():
    document = read([(60, 700, "第一页")], [(60, 700, "")], [], [(60, 700, "第四页")])
    assert document.pages == ("第一页", "", "", "第四页")
    # An empty sheet is no image.
    assert [(note.code, note.place) for note in document.notes] == [("no_text_layer", "page 2")]


def test_a_file_of_images_is_refused():
    error = refused(made([(60, 700, "")], [(60, 700, "")]))
    assert error.code == "no_text_layer"
    assert "OCR" in str(error)


def test_a_file_under_a_password():
    encrypted = made([(60, 700, "text")], encrypt=StandardEncryption("secret", strength=128))
    assert refused(encrypted).code == "encrypted_file"


def test_a_file_that_only_forbids_printing_is_read():
    data = made([(60, 700, "text")], encrypt=StandardEncryption("", ownerPassword="o", canPrint=0, strength=128))
    assert read_bytes(data, "a.pdf")[0].pages == ("text",)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_file_that_breaks_off_is_refused_not_mended(share):
    data = made(*([(60, 700, f"第{n}页")] for n in range(10)))
    assert refused(data[: int(len(data) * share)]).code == "truncated_file"


def test_a_file_of_nothing_but_a_sign():
    assert refused(b"%PDF-1.7\n%%EOF").code == "truncated_file"


def test_bytes_before_and_after_do_no_harm():
    data = made([(60, 700, "text")])
    assert read_bytes(b"\n\n" + data + b"\r\n\0\0", "a.pdf")[0].pages == ("text",)
