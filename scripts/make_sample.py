"""Put the prose of the sample corpus into the files of ``data/raw``.

The prose in ``tests/sample/prose`` is written by hand; this script only puts it into formats, as
``tests/sample/manifest.toml`` says. The output is the same byte for byte on every run::

    python scripts/make_sample.py            # write data/raw
    python scripts/make_sample.py --check    # exit 1 where data/raw differs
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import io
import re
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "sample"
RAW = ROOT / "data" / "raw"
KEPT_BY_HAND = {"README.md", "metadata.csv", "roster.csv", "bodies.csv", "corrections.csv"}

FORM_FEED = "\f"
TWO_BLANKS = "\u3000\u3000"
FIXED = datetime(2026, 1, 1, tzinfo=UTC)
FONT = "NotoSansSC"
# What may not begin a line: it hangs at the end of the line before instead.
NO_START = "，。、；：？！）》”’…"

LABEL = re.compile(r"(?P<label>\S(?:\u3000|\S)\S?)：(?P<rest>.+)")  # 主　持：周既明
NUMBER = re.compile(r"（[一二三四五六七八九十]+）")  # （一）
SENTENCE_END = ("。", "；", "：", "”")
COLOPHON = ("信息公开选项", "报：", "送：", "发：", "主送：", "抄送：", "责任编辑：")


class SampleError(Exception):
    """The sample cannot be made; the message says what to do."""


@dataclass(frozen=True)
class Output:
    """One file to be made of an issue; the fields are those of ``manifest.toml``."""

    file: str
    format: Literal["txt", "docx", "pdf", "html"]
    encoding: str = "utf-8"
    bom: bool = False
    newline: Literal["lf", "crlf"] = "lf"
    indent: bool = False
    page_break: Literal["blank", "formfeed", "number"] = "blank"
    running_head: str = ""
    headline: Literal["lines", "break"] = "lines"
    table: bool = False
    numbering: bool = False
    declared: str = "utf-8"
    date: str = ""


@dataclass(frozen=True)
class Block:
    """Lines between two empty lines, and how they are set."""

    kind: Literal["title", "centred", "label", "body", "colophon", "page"]
    lines: list[str] = field(default_factory=list)


def read_manifest(path: Path) -> Iterator[tuple[str, Output]]:
    """Yield the stem of the prose and the file to be made of it."""
    with path.open("rb") as stream:
        manifest = tomllib.load(stream)
    for issue in manifest["issue"]:
        for output in issue["output"]:
            yield issue["stem"], Output(**output)


def split_blocks(text: str) -> list[Block]:
    """Cut the prose of an issue into blocks."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n{2,}", text.strip("\n")):
        lines = chunk.split("\n")
        before = blocks[-1].kind if blocks else None
        blocks.append(Block(kind_of(lines, before), lines))
    return blocks


def kind_of(lines: list[str], before: str | None) -> Literal["title", "centred", "label", "body", "colophon", "page"]:
    """Tell how a block is set from its form and the block before it."""
    first = lines[0]
    if first == FORM_FEED:
        return "page"
    if before is None:
        return "title"
    if before == "colophon" or first.startswith(COLOPHON):
        return "colophon"
    if LABEL.fullmatch(first) and not first.endswith("。"):
        return "label"
    return "body" if lines[-1].endswith(SENTENCE_END) or len(first) > 60 else "centred"


# ---------------------------------------------------------------- TXT


def to_txt(text: str, output: Output) -> bytes:
    r"""Set the prose as plain text in the encoding asked for.

    Examples
    --------
    >>> to_txt("甲\n\f\n乙\n", Output("a.txt", "txt", page_break="number")).decode()
    '甲\n\n— 1 —\n\n乙\n'
    """
    text = break_pages(indented(text) if output.indent else text, output)
    if output.newline == "crlf":
        text = text.replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if output.bom else b""
    return mark + text.encode(output.encoding)


def indented(text: str) -> str:
    """Begin body paragraphs with two full-width blanks and drop empty lines between them."""
    parts: list[str] = []
    for block in split_blocks(text):
        body = block.kind == "body"
        lead = "" if body and parts and parts[-1].startswith(TWO_BLANKS) else "\n"
        parts.append((TWO_BLANKS if body else lead) + "\n".join(block.lines))
    return "\n".join(parts).lstrip("\n") + "\n"


def break_pages(text: str, output: Output) -> str:
    """Replace the lines that mark a page break by what the output prints there."""
    pages = re.split(r"\n+\f\n+", text)
    if output.page_break == "formfeed":
        return text
    joined = pages[0]
    for number, page in enumerate(pages[1:], start=1):
        foot = [f"— {number} —", output.running_head] if output.page_break == "number" else []
        joined += "\n\n".join(["", *filter(None, foot), page])
    return joined


# ---------------------------------------------------------------- DOCX


def to_docx(text: str, output: Output) -> bytes:
    """Set the prose as a Word document with fixed dates."""
    document = docx.Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = "岚江省史志档案馆办公室"
    properties.title, properties.comments = "", ""
    properties.created = properties.modified = FIXED
    set_font(document)
    drop_unused(document)
    blocks = split_blocks(text)
    if output.table:
        blocks = add_until_labels(document, blocks, output)
    for block in blocks:
        add_block(document, block, output)
    if output.numbering:
        define_numbering(document)
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def set_font(document: Document) -> None:
    """Write Chinese in 仿宋, as offices do."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")


def drop_unused(document: Document) -> None:
    """Drop what the template brings along and no line uses: 800 KB of styles."""
    for style in list(document.styles.element.style_lst):
        if style.name_val not in {"Normal", "Default Paragraph Font", "Normal Table", "Table Grid", "No List"}:
            document.styles.element.remove(style)
    for relations, name in ((document.part.rels, "stylesWithEffects"), (document.part.package.rels, "thumbnail")):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(name)]:
            del relations[key]


def add_until_labels(document: Document, blocks: list[Block], output: Output) -> list[Block]:
    """Add what stands before the labelled lines, then those as a table; return the rest."""
    at = [i for i, block in enumerate(blocks) if block.kind == "label"]
    for block in blocks[: at[0]]:
        add_block(document, block, output)
    rows = [LABEL.fullmatch(blocks[i].lines[0]) for i in at]
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for row in filter(None, rows):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = row["label"], row["rest"]
    return blocks[at[-1] + 1 :]


def add_block(document: Document, block: Block, output: Output) -> None:
    """Add a block as one or more paragraphs."""
    if block.kind == "page":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    lines = ["\n".join(block.lines)] if output.headline == "break" else block.lines
    for line in lines:
        numbered = output.numbering and NUMBER.match(line) is not None
        paragraph = document.add_paragraph()
        run = paragraph.add_run(NUMBER.sub("", line, count=1) if numbered else line)
        run.bold = block.kind in {"title", "centred"} or None
        if numbered:
            number_paragraph(paragraph)
        elif block.kind == "body":
            paragraph.paragraph_format.first_line_indent = Pt(32)
        if block.kind in {"title", "centred"}:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def number_paragraph(paragraph: Paragraph) -> None:
    """Let Word count this paragraph: its number is then in no text."""
    numbering = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(numbering))


def define_numbering(document: Document) -> None:
    """Define the list that counts （一）（二）（三）."""
    part = document.part.numbering_part.element
    part.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>'
            '<w:lvlText w:val="（%1）"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        ),
    )
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def repacked(data: bytes) -> bytes:
    """Pack a zip anew, stored and dated alike: nothing depends on the day or the zlib."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return stream.getvalue()


# ---------------------------------------------------------------- PDF


def find_font() -> Path:
    """Find the CJK font that arrives with ``zhplot``, without importing the package."""
    spec = importlib.util.find_spec("zhplot")
    places = list(spec.submodule_search_locations or []) if spec else []
    fonts = sorted(path for place in places for path in Path(place).rglob("NotoSansSC-Regular.ttf"))
    if not fonts:
        raise SampleError("no NotoSansSC-Regular.ttf: install it with `pip install zhplot`")
    return fonts[0]


class Page:
    """A canvas that fills pages from the top and numbers them.

    Parameters
    ----------
    running_head
        Printed on top of every page, if any.
    """

    MARGIN, BOTTOM, LEADING = 74.0, 90.0, 27.0

    def __init__(self, running_head: str) -> None:
        self.stream = io.BytesIO()
        self.canvas = Canvas(self.stream, pagesize=A4, invariant=1, pageCompression=0)
        self.head = running_head
        self.number = 0
        self.start()

    def start(self) -> None:
        """Begin a page: its number below, its running head above."""
        self.number += 1
        self.y = A4[1] - 90.0
        self.canvas.setFont(FONT, 12)
        self.canvas.drawCentredString(A4[0] / 2, 50, f"— {self.number} —")
        if self.head:
            self.canvas.setFont(FONT, 10.5)
            self.canvas.drawCentredString(A4[0] / 2, A4[1] - 50, self.head)

    def turn(self) -> None:
        """End the page and begin the next."""
        self.canvas.showPage()
        self.start()

    def line(self, text: str, size: float, centred: bool) -> None:
        """Print one line, on the next page if this one is full."""
        if self.y < self.BOTTOM:
            self.turn()
        self.canvas.setFont(FONT, size)
        if centred:
            self.canvas.drawCentredString(A4[0] / 2, self.y, text)
        else:
            self.canvas.drawString(self.MARGIN, self.y, text)
        self.y -= self.LEADING

    def close(self) -> bytes:
        """End the document and return it."""
        self.canvas.showPage()
        self.canvas.save()
        return self.stream.getvalue()


def wrapped(text: str, size: float, width: float) -> Iterator[str]:
    """Cut a paragraph into lines no wider than ``width`` points."""
    line = ""
    for character in text:
        if line and pdfmetrics.stringWidth(line + character, FONT, size) > width and character not in NO_START:
            yield line
            line = ""
        line += character
    yield line


def to_pdf(text: str, output: Output) -> bytes:
    """Set the prose on A4 pages with numbers; sentences run on across pages."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(find_font())))
    page = Page(output.running_head)
    for block in split_blocks(text):
        if block.kind == "page":
            page.turn()
        size = {"title": 24.0, "centred": 16.0}.get(block.kind, 15.0)
        lead = TWO_BLANKS if block.kind == "body" else ""
        for line in block.lines if block.kind != "page" else []:
            for part in wrapped(lead + line, size, A4[0] - 2 * Page.MARGIN):
                page.line(part, size, centred=block.kind in {"title", "centred"})
        page.y -= 0 if block.kind == "body" else 6
    return page.close()


# ---------------------------------------------------------------- HTML

SITE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}_岚江省史志档案馆</title>
<meta name="SiteName" content="岚江省史志档案馆">
<meta name="ColumnName" content="工作简报">
{meta}<style>.nav li{{display:inline}} .TRS_Editor p{{text-indent:2em}}</style>
<script>var column = "gzjb"; function fontZoom(size) {{ document.body.style.fontSize = size + "px"; }}</script>
</head>
<body>
<div class="header"><h1>岚江省史志档案馆</h1>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/cdfw/">查档服务</a></li>
<li><a href="/nianjian/">年鉴在线</a></li></ul></div>
<div class="position">您的位置：<a href="/">首页</a> &gt; <a href="/gzjb/">工作简报</a> &gt; 正文</div>
<div class="article">
<div class="tools">字体：<a href="javascript:fontZoom(18)">大</a> <a href="javascript:fontZoom(14)">小</a></div>
<div class="content TRS_Editor" id="zoom">
{content}
</div>
<div class="related"><a href="/gzjb/">返回列表</a>　<a href="javascript:window.print()">打印本页</a></div></div>
<div class="footer"><p>主办：岚江省史志档案馆　承办：岚江省史志档案数据中心</p>
<p>网站标识码：9900000000　地址：望岚市江滨大道</p></div>
</body>
</html>
"""


def to_html(text: str, output: Output) -> bytes:
    """Set the prose as a page of the office's website."""
    blocks = split_blocks(text)
    content = "\n".join(filter(None, map(to_element, blocks)))
    title = next(block.lines[0] for block in blocks if "期" in block.lines[0])
    meta = f'<meta name="PubDate" content="{output.date}">\n' if output.date else ""
    page = SITE.format(charset=output.declared, title=html.escape(f"{blocks[0].lines[0]}{title}"), meta=meta, content=content)
    return page.encode(output.encoding)


def to_element(block: Block) -> str:
    """Write a block as an HTML element."""
    if block.kind == "page":
        return ""
    if block.kind in {"title", "centred"}:
        inner = "<br>".join(map(html.escape, block.lines))
        return f'<p style="text-align:center"><strong>{inner}</strong></p>'
    return "\n".join(f"<p>{html.escape(line)}</p>" for line in block.lines)


# ---------------------------------------------------------------- all of it

WRITERS: dict[str, Callable[[str, Output], bytes]] = {"txt": to_txt, "docx": to_docx, "pdf": to_pdf, "html": to_html}


def generate() -> dict[str, bytes]:
    """Make every file of the manifest; the keys are paths relative to ``data/raw``."""
    files: dict[str, bytes] = {}
    for stem, output in read_manifest(SAMPLE / "manifest.toml"):
        text = (SAMPLE / "prose" / f"{stem}.txt").read_bytes().decode("utf-8")
        files[output.file] = WRITERS[output.format](text, output)
    return files


def differences(files: dict[str, bytes], folder: Path) -> list[str]:
    """Name what is missing, what differs and what is not of the sample."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    lost = [f"missing: {name}" for name in files if name not in found]
    other = [f"differs: {name}" for name in files if name in found and found[name].read_bytes() != files[name]]
    stray = [f"not of the sample: {name}" for name in found if name not in files and not is_kept(name)]
    return sorted(lost + other + stray)


def is_kept(name: str) -> bool:
    """Tell a file that a person keeps from a generated one."""
    return name in KEPT_BY_HAND or Path(name).name.startswith(".")


def write(files: dict[str, bytes], folder: Path) -> None:
    """Write the files, with the folders they need."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def main(arguments: list[str] | None = None) -> int:
    """Write ``data/raw``, or with ``--check`` compare it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where data/raw differs")
    options: Any = parser.parse_args(arguments)
    try:
        files = generate()
    except SampleError as error:
        print(error, file=sys.stderr)
        return 2
    if not options.check:
        write(files, RAW)
        return 0
    found = differences(files, RAW)
    print("\n".join(found), file=sys.stderr) if found else None
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
