"""The page brings the Chinese characters that it shows, and only those."""

import base64
import io

import nbformat.v4 as v4
from fontTools.ttLib import TTFont

from zhengjian_stats.report.render import render


def carried(html):
    start = html.index("data:font/woff;base64,") + len("data:font/woff;base64,")
    return TTFont(io.BytesIO(base64.b64decode(html[start : html.index('"', start)])))


def page(text, lang="zh"):
    about = {"zhengjian": {"lang": lang}}
    output = v4.new_output("display_data", {"text/html": f"<p>{text}</p>"}, metadata=about)
    return render(v4.new_notebook(cells=[v4.new_markdown_cell("## 出席"), v4.new_code_cell(outputs=[output])])).html


def test_prose_and_outputs_have_their_characters():
    characters = carried(page("镕䶮")).getBestCmap()
    assert {ord(character) for character in "出席镕䶮跳到正文"} <= set(characters)
    assert ord("馆") not in characters


def test_english_has_its_quotation_marks_from_the_face_of_its_letters():
    assert {ord("“"), ord("志")} <= set(carried(page("“方志”")).getBestCmap())
    english = carried(page("formulations: “方志”, “镕”…", "en")).getBestCmap()
    assert {ord("方"), ord("镕")} <= set(english)
    assert not {ord(mark) for mark in "“”…"} & set(english)


def test_the_same_page_carries_the_same_bytes():
    assert page("方志馆") == page("方志馆")


def test_the_page_may_load_it_and_nothing_else():
    html = page("方志馆")
    assert "font-src data:;" in html
    assert "http:" not in html.replace("http://www.w3.org", "")
