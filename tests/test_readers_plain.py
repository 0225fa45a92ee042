"""Plain text and Markdown keep what is written, and lose the markup."""

from __future__ import annotations

import pytest

from zhengjian_stats.readers import read_bytes


def text_of(source: str, name: str = "a.md", encoding: str = "utf-8") -> str:
    (document,) = read_bytes(source.encode(encoding), name)
    assert document.reader == "txt"
    (page,) = document.pages
    return page


def test_a_text_is_taken_as_it_stands():
    source = "　　第1期\n\n张三　主持\t会议<加急>&amp; **重要**\n"
    assert text_of(source, "a.txt") == source


def test_line_ends_of_all_systems():
    assert text_of("一\r\n二\r三\n四", "a.txt") == "一\n二\n三\n四"


def test_form_feeds_are_page_seams():
    (document,) = read_bytes("第一页\f第二页\f\f第四页\f".encode("gbk"), "a.txt")
    assert document.pages == ("第一页", "第二页", "", "第四页")


def test_lossy_bytes_are_noted():
    (document,) = read_bytes("省地方志办召开全体会议".encode("gbk") + b"\xff", "a.txt")
    assert [note.code for note in document.notes] == ["lossy_decoding"]


def test_markdown_with_paragraphs_in_html():
    source = (
        "# 简报 (20240708)\n\n### 会议召开\n\n"
        "<p><strong>本刊讯</strong>：张三主持会议。</p><p>李四参加。</p>\n\n### 第二篇\n\n<p>正文</p>\n"
    )
    assert text_of(source) == (
        "# 简报 (20240708)\n\n### 会议召开\n\n本刊讯：张三主持会议。\n李四参加。\n\n### 第二篇\n\n正文\n"
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("张三<br>李四<br/>王五", "张三\n李四\n王五"),
        ('<p class="x" style="a:b">一</p>\n<p>二</p>', "\n一\n二\n"),
        ("<span style='color:red'>张</span><b>三</b>", "张三"),
        (
            "<table><tr><td>姓名</td><td>职务</td></tr><tr><td>张三</td>\n<td>主任</td></tr></table>",
            "\n姓名\t职务\n张三\t主任\n",
        ),
        ("一<!-- 备注 -->二<script>alert(1)</script>三<style>p {}</style>", "一二三"),
        ("A&amp;B&nbsp;&lt;目录&gt;&#12288;&#x4e00;", "A&B\xa0<目录>\u3000一"),
        ("AT&T R&D &unknown; 5 < 6 > 4 a<b", "AT&T R&D &unknown; 5 < 6 > 4 a<b"),
        ("修订<中国地方志条例>的通知", "修订<中国地方志条例>的通知"),
        ("**张三**主持，__落款__、2**3**4", "张三主持，__落款__、234"),
        ("** 不是强调 **", "** 不是强调 **"),
        ("见[全文](https://example.org/a_(1))", "见[全文](https://example.org/a_(1))"),
        ("见[全文](https://example.org/a)。![图](a.png)", "见全文。"),
        ("〔2024〕[一](二)", "〔2024〕[一](二)"),
        (r"1\. 张三 \- 李四 C:\目录", r"1. 张三 - 李四 C:\目录"),
        ("### 一、加强领导 #2", "### 一、加强领导 #2"),
        ("- 张三\n- 李四\n1. 王五", "- 张三\n- 李四\n1. 王五"),
    ],
)
def test_markup_goes_and_content_stays(source, text):
    assert text_of(source) == text


@pytest.mark.parametrize("tail", ["<", "<p", "</", "&#", "&#1114112;", "&#xD800;", "**", "[", "![](", "\\", "<!--"])
def test_unfinished_markup(tail):
    assert text_of(f"会议召开{tail}").startswith("会议召开")


@pytest.mark.shared
def test_the_shared_bulletin_is_taken_as_it_stands(shared):
    path = shared / "seed" / "zhengjian-2020-07.txt"
    assert text_of(path.read_bytes().decode(), path.name) == path.read_text(encoding="utf-8")


@pytest.mark.shared
def test_real_minutes(shared):
    for path in (shared / "files").glob("*.txt"):
        (document,) = read_bytes(path.read_bytes(), path.name)
        assert not document.notes
        assert "会议强调" in document.pages[0]
