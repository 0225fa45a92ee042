"""A Word document gives what its printed page shows: each character once, in order."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_BREAK

from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers import read_bytes
from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.readers.counting import written

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def package(body: str, numbering: str = "", styles: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {NAMESPACES}>{styles}</w:styles>")
    return buffer.getvalue()


def read(data: bytes) -> RawDocument:
    (document,) = read_bytes(data, "a.docx")
    assert document.reader == "docx"
    return document


def lines(body: str, numbering: str = "", styles: str = "") -> list[str]:
    (page,) = read(package(body, numbering, styles)).pages
    return page.split("\n")


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{t(text)}</w:p>"


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_document_as_word_saves_it():
    document = docx.Document()
    document.add_heading("云岭省地方志办政工简讯", 0)
    document.add_paragraph("第7期")
    document.add_paragraph("")
    document.add_paragraph("张三主持").add_run("会议。").bold = True
    document.sections[0].header.paragraphs[0].text = "页眉不在正文里"
    document.sections[0].footer.paragraphs[0].text = "页脚不在正文里"
    assert read(saved(document)).pages == ("云岭省地方志办政工简讯\n第7期\n\n张三主持会议。",)


def test_pages_end_at_page_breaks():
    document = docx.Document()
    document.add_paragraph("第一页").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("第二页开头")
    document.add_page_break()
    document.add_paragraph("第三页").paragraph_format.page_break_before = False
    document.add_paragraph("第四页").paragraph_format.page_break_before = True
    document.add_section()
    document.add_paragraph("第五页")
    assert read(saved(document)).pages == ("第一页", "第二页开头", "第三页", "第四页", "第五页")


def test_where_word_last_broke_a_page_is_no_seam():
    assert lines(f"<w:p>{t('一')}<w:r><w:lastRenderedPageBreak/></w:r>{t('二')}</w:p>") == ["一二"]


def test_a_section_that_runs_on_is_no_seam():
    body = p("一", '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>') + p("二")
    assert lines(body + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>') == ["一", "二"]
    assert read(package(body + "<w:sectPr/>")).pages == ("一", "二")


def test_tracked_changes_are_read_as_accepted():
    body = (
        f"<w:p>{t('会议')}<w:ins>{t('由张三')}</w:ins><w:del><w:r><w:delText>由李四</w:delText></w:r></w:del>{t('主持')}"
        f"<w:moveFrom>{t('。会后')}</w:moveFrom><w:moveTo>{t('，')}</w:moveTo>{t('传达精神')}</w:p>"
    )
    assert lines(body) == ["会议由张三主持，传达精神"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    body = p("省人力资源和社会", "<w:rPr><w:del/></w:rPr>") + p("保障厅") + p("下一段")
    assert lines(body) == ["省人力资源和社会保障厅", "下一段"]


def test_deleted_rows_are_gone():
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
    table = row.format("", t("张三"), t("主任")) + row.format("<w:trPr><w:del/></w:trPr>", t("李四"), t("副主任"))
    assert lines(f"<w:tbl>{table}</w:tbl>") == ["张三\t主任"]


def box(text: str) -> str:
    return f"<w:txbxContent><w:p>{t(text)}</w:p></w:txbxContent>"


def test_a_text_box_is_read_once():
    both = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box('政工简讯')}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box('政工简讯')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(f"<w:p><w:r>{both}</w:r>{t('第7期')}</w:p>") == ["政工简讯", "第7期"]


def test_a_text_box_that_only_the_old_form_holds():
    old = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing/></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box('政工简讯')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(f"<w:p><w:r>{old}</w:r>{t('第7期')}</w:p>") == ["政工简讯", "第7期"]


def test_tables_row_by_row():
    document = docx.Document()
    table = document.add_table(2, 3)
    for row, texts in zip(table.rows, [("姓名", "职务", "单位"), ("张三", "主任", "")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    assert read(saved(document)).pages == ("姓名\t职务\t单位\n张三\t主任",)


def test_a_table_that_frames_a_page_is_running_text():
    long = "全体干部要认真学习领会，切实抓好落实。" * 8
    body = f"<w:tbl><w:tr><w:tc>{p('标题')}{p(long)}</w:tc><w:tc>{p('附注')}</w:tc></w:tr></w:tbl>"
    assert lines(body) == ["标题", long, "附注"]


def test_what_else_stands_in_a_line():
    body = (
        f"<w:p><w:r><w:t>报</w:t><w:tab/><w:t>送</w:t><w:br/><w:t>发</w:t><w:noBreakHyphen/></w:r>"
        f"<w:hyperlink>{t('链接')}</w:hyperlink><w:smartTag>{t('7月8日')}</w:smartTag>"
        f"<w:sdt><w:sdtContent>{t('控件')}</w:sdtContent></w:sdt>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r><w:r><w:sym w:font='x' w:char='zz'/></w:r>"
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"
    )
    assert lines(body) == ["报\t送", "发-链接7月8日控件☑x=1"]


def test_what_nobody_sees_is_not_read():
    body = (
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        f"<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>可见</w:t></w:r>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{t('单击此处输入文字')}</w:sdtContent></w:sdt>"
        f"<w:r><w:ruby><w:rt>{t('zhāng')}</w:rt><w:rubyBase>{t('张')}</w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert lines(body) == ["可见张"]


# --- automatic numbering


def level(index: int, how: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{how}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(*levels: str, nums: str = '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def n(text: str, index: int = 0, list_id: int = 5) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{list_id}"/></w:numPr>')


OFFICIAL = lists(
    level(0, "japaneseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)


def test_the_numbering_of_official_documents():
    body = n("总体要求") + n("提高认识", 1) + n("加强学习", 2) + n("抓好落实", 2) + n("压实责任", 1)
    body += n("重新计数", 2) + n("工作安排") + n("从头再来", 1)
    assert lines(body, OFFICIAL) == [
        "一、总体要求",
        "（一）提高认识",
        "1. 加强学习",
        "2. 抓好落实",
        "（二）压实责任",
        "1. 重新计数",
        "二、工作安排",
        "（一）从头再来",
    ]


def test_numbers_go_on_after_plain_paragraphs_and_in_tables():
    body = n("甲") + p("插入一段") + f"<w:tbl><w:tr><w:tc>{n('乙')}</w:tc></w:tr></w:tbl>" + n("丙")
    assert lines(body, OFFICIAL) == ["一、甲", "插入一段", "二、乙", "三、丙"]


def test_articles_of_a_regulation_and_levels_in_one_number():
    numbering = lists(level(0, "chineseCountingThousand", "第%1条　"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    body = "".join(n(f"条{i}") for i in range(1, 12)) + n("款", 1)
    assert lines(body, numbering)[-2:] == ["第十一条　 条11", "11.1 款"]


def test_a_second_list_starts_anew_where_it_says_so():
    nums = (
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = n("甲") + n("乙") + n("丙", list_id=6) + n("丁", list_id=7)
    assert lines(body, lists(level(0, "decimal", "%1、"), nums=nums)) == ["1、甲", "2、乙", "1、丙", "2、丁"]


def test_a_level_that_never_restarts():
    numbering = lists(level(0, "decimal", "%1、"), level(1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>'))
    assert lines(n("甲") + n("子", 1) + n("乙") + n("丑", 1), numbering) == ["1、甲", "（1）子", "2、乙", "（2）丑"]


def test_numbers_that_come_with_a_style():
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="a"/>'
        '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="2"/></w:style>'
    )
    numbering = lists(level(0, "decimal", "%1、"), level(1, "decimal", "（%2）", '<w:pStyle w:val="2"/>'))
    body = p("甲", '<w:pStyle w:val="2"/>') + p("乙", '<w:pStyle w:val="3"/>')
    out = p("丙", '<w:pStyle w:val="3"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + out + p("丁"), numbering, styles) == ["（1）甲", "（2）乙", "丙", "丁"]


def test_bullets_and_empty_items_show_no_number():
    numbering = lists(level(0, "bullet", "\uf06c"), level(1, "decimal", "%2."))
    assert lines(n("要点") + n("", 1) + n("第二", 1), numbering) == ["要点", "", "2. 第二"]


@pytest.mark.parametrize(
    ("number", "how", "text"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (12, "japaneseCounting", "十二"),
        (2, "ideographTraditional", "乙"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (28, "lowerLetter", "bb"),
        (1994, "upperRoman", "MCMXCIV"),
        (7, "decimalZero", "07"),
        (17, "decimalFullWidth", "１７"),
        (13, "chineseLegalSimplified", "壹拾叁"),
        (0, "chineseCounting", "0"),
        (5, "no such way", "5"),
    ],
)
def test_ways_of_counting(number, how, text):
    assert written(number, how) == text


def test_counting_in_chinese_as_another_library_does():
    import cn2an

    for number in [*range(1, 130), 999, 1010, 1100, 2024, 9999]:
        other = cn2an.an2cn(number)
        # 一十一, as it writes, is what nobody puts before a paragraph.
        assert written(number, "chineseCountingThousand") == (other.removeprefix("一") if 10 <= number < 20 else other)


# --- hostile and broken files


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.docx")
    return caught.value


def test_a_zip_bomb_is_left_alone():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", b" " * 101 * 1024 * 1024)
    assert len(buffer.getvalue()) < 2_000_000
    assert refused(buffer.getvalue()).code == "unreadable_file"


def test_a_file_of_too_many_parts_is_left_alone():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"word/{number}", "")
        archive.writestr("word/document.xml", "<a/>")
    assert refused(buffer.getvalue()).code == "unreadable_file"


def test_entities_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    for declared in (f'<!ENTITY e SYSTEM "{secret.as_uri()}">', '<!ENTITY e "aaaa">'):
        body = f"<!DOCTYPE d [{declared}]><w:document {NAMESPACES}><w:body>{p('&e;')}</w:body></w:document>"
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("word/document.xml", body)
        error = refused(buffer.getvalue())
        assert error.code == "unreadable_file"
        assert "document type" in str(error)


def test_a_document_of_pictures_only_is_empty():
    assert refused(package("<w:p><w:r><w:drawing/></w:r></w:p>")).code == "empty_file"


@pytest.mark.parametrize("body", ["<w:p>", "</w:body>", "&nbsp;", "\x01"])
def test_broken_xml(body):
    assert refused(package(body)).code == "unreadable_file"


def test_a_damaged_member():
    data = bytearray(package(p("会议召开。" * 200)))
    place = data.index(b"word/document.xml") + 60
    data[place : place + 8] = b"\xff" * 8
    assert refused(bytes(data)).code == "truncated_file"


def test_a_document_without_its_relations_and_in_the_strict_form():
    strict = NAMESPACES.replace("schemas.openxmlformats.org/wordprocessingml", "purl.oclc.org/ooxml/wordprocessingml")
    strict = strict.replace(
        "http://purl.oclc.org/ooxml/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {strict}><w:body>{p('第7期')}</w:body></w:document>")
    assert read(buffer.getvalue()).pages == ("第7期",)


@pytest.mark.shared
def test_real_documents(shared):
    for path in (shared / "files").glob("*.docx"):
        document = read(path.read_bytes())
        text = "\n".join(document.pages)
        paragraphs = [p.text for p in docx.Document(io.BytesIO(path.read_bytes())).paragraphs]
        assert all(paragraph.strip() in text for paragraph in paragraphs)
