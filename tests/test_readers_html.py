"""A saved web page gives its text, not its menus; a bulletin on a page is taken whole."""

from __future__ import annotations

import pytest

from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers import read_bytes
from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.readers.dates import iso_date

FIRST = "7月8日上午，云岭省地方志办召开半年工作会议，党组书记、主任张三主持会议并讲话。"
SECOND = "会议要求，各处室要对照年度目标任务，查漏补缺，确保按时完成全年工作。"
MENU = "".join(f'<li><a href="/{i}">栏目名称{i}</a></li>' for i in range(12))


def read(source: str, encoding: str = "utf-8") -> RawDocument:
    (document,) = read_bytes(source.encode(encoding), "a.html")
    assert document.reader == "html"
    return document


def lines(source: str) -> list[str]:
    (page,) = read(source).pages
    return page.split("\n")


def page(content: str, head: str = "<title>半年工作会议召开-云岭省地方志办</title>", around: str = "") -> str:
    return f"""<!DOCTYPE html><html><head>{head}<style>p {{}}</style></head><body>
    <div class="wp-navi"><ul>{MENU}</ul></div><div class="logo"><h1>云岭省地方志工作办公室</h1></div>
    <div class="main">{around}<div class="art">{content}</div></div>
    <div class="footer">版权所有：云岭省地方志工作办公室　地址：云岭市中山路一号　备案号：12345678</div>
    <script>var a = "会议";</script></body></html>"""


ARTICLE = f"<h2>半年工作会议召开</h2><p>发布时间：2024-07-09 浏览次数：15</p><p>{FIRST}</p><p>{SECOND}</p>"


def test_an_article_without_what_stands_around_it():
    document = read(page(ARTICLE))
    assert document.pages == (f"{FIRST}\n{SECOND}",)
    assert document.fields == {"issued_on": "2024-07-09", "headline": "半年工作会议召开"}
    assert document.notes == ()


def test_a_whole_bulletin_is_taken_whole():
    bulletin = (
        '<div class="header"><p>云岭省地方志办政工简讯</p><p>第7期（总第90期）</p><p>云岭省地方志办　2024年7月9日</p></div>'
        f'<div class="body"><h3>半年工作会议召开</h3><p>{FIRST}</p><p>{SECOND * 3}</p></div>'
        '<div class="footer"><p>报：省委办公厅。</p><p>发：各处室。</p><p>（共印12份）</p></div>'
    )
    document = read(page(bulletin, '<title>政工简讯</title><meta name="PubDate" content="2024-08-01">'))
    assert document.pages[0].split("\n") == [
        "云岭省地方志办政工简讯",
        "第7期（总第90期）",
        "云岭省地方志办　2024年7月9日",
        "半年工作会议召开",
        FIRST,
        SECOND * 3,
        "报：省委办公厅。",
        "发：各处室。",
        "（共印12份）",
    ]
    # The day when the page was put up is not the day of issue.
    assert document.fields == {}


def test_a_bulletin_without_a_day_takes_the_one_of_the_page():
    bulletin = f"<p>政工简讯</p><p>第7期</p><p>{FIRST}</p>"
    assert read(page(bulletin, '<meta name="PubDate" content="2024-07-10 09:00">')).fields == {"issued_on": "2024-07-10"}


def test_several_articles_on_one_page_all_stay():
    panels = "".join(f'<div class="panel" title="第{i}次学习会在云岭召开">\n<p>{FIRST}</p></div>' for i in "一二三四")
    assert lines(f"<body>{panels}</body>") == [line for i in "一二三四" for line in (f"第{i}次学习会在云岭召开", FIRST)]


def test_a_page_of_tables_inside_one_form():
    source = (
        f"<body class='nav-open'><form id='aspnetForm'><table><tr><td><ul>{MENU}</ul></td></tr><tr><td>"
        f"<p>{FIRST}</p><p>{SECOND}</p></td></tr></table></form></body>"
    )
    assert lines(source) == [FIRST, SECOND]


def test_a_table_of_participants():
    rows = [("姓名", "职务"), ("张三", "主任"), ("<p>李四</p>", "<p>副主任</p>")]
    table = "".join(f"<tr><td>{name}</td><td>{title}</td></tr>" for name, title in rows)
    assert lines(page(f"<p>{FIRST}</p><table>{table}</table><p>{SECOND}</p>")) == [
        FIRST,
        "姓名\t职务",
        "张三\t主任",
        "李四\t副主任",
        SECOND,
    ]


def test_blanks_as_a_browser_shows_them():
    source = (
        "<p>\n  &nbsp;&nbsp;会议由张\n三主持，\n <b>Zhang\n  San</b>　李四"
        f"<br>王五&ensp;参加&lt;学习&gt;。{SECOND}</p><pre>一\n  二</pre>"
    )
    assert lines(page(source)) == ["会议由张三主持， Zhang San　李四", f"王五\u2002参加<学习>。{SECOND}", "一", "二"]


@pytest.mark.parametrize("reference", ["&#1;", "&#x1f;", "&#xfffe;", "&#xD800;", "&#0;", "&#x110000;", "\x01", "\x0c"])
def test_characters_that_no_page_may_hold(reference):
    first, second = lines(f"<body><p>{FIRST}</p><div class='nav'>x</div>{SECOND}{reference}</body>")
    assert first == FIRST
    assert second.startswith(SECOND)


def test_items_of_a_numbered_list_keep_their_numbers():
    assert lines(page(f"<p>{FIRST}</p><ol start='3'><li>甲</li><li><p>乙</p></li></ol><ul><li>丙</li></ul>")) == [
        FIRST,
        "3.甲",
        "4.乙",
        "丙",
    ]


def test_a_page_from_word_and_from_a_program():
    source = (
        "<%@ page contentType='text/html; charset=UTF-8' %><html xmlns:o='x' xmlns:st1='y'><body><p class=MsoNormal>"
        "<st1:chsdate Year='2024'>7<span lang=EN-US>月</span>8日</st1:chsdate>"
        "上午，云岭省地方志办召开半年工作会议。<o:p></o:p></p></body></html>"
    )
    assert lines(source) == ["7月8日上午，云岭省地方志办召开半年工作会议。"]


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "utf-8", "iso-8859-1"])
def test_a_declared_encoding_cuts_nothing_off(declared):
    source = page(
        f"<p>副主任张镕出席。{FIRST}</p>", f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    )
    assert read(source, "gbk").pages == (f"副主任张镕出席。{FIRST}",)


def test_xhtml_that_declares_another_encoding_than_it_has():
    assert read(f'<?xml version="1.0" encoding="gb2312"?><html><body><p>{FIRST}</p></body></html>').pages == (FIRST,)


@pytest.mark.parametrize(
    "stated",
    [
        '<meta name="PubDate" content="2024-07-09 10:20">',
        '<meta name="publishdate" content="2024/7/9">',
        '<meta property="article:published_time" content="2024-07-08T20:00:00Z">',
        "<p>发布日期：2024年7月9日</p>",
        "<div><span>2024-07-09 20:29:58</span> 来源： 综合处</div>",
    ],
)
def test_when_a_page_was_published(stated):
    assert read(page(f"{stated}<p>{FIRST}</p>")).fields["issued_on"] == "2024-07-09"


def test_a_page_that_contradicts_itself_says_nothing_and_gets_a_note():
    document = read(page(ARTICLE, '<meta name="PubDate" content="2024-07-11">'))
    assert "issued_on" not in document.fields
    (note,) = document.notes
    assert note.code == "masthead_conflict"
    assert "2024-07-09, 2024-07-11" in note.message


def test_a_date_in_the_text_is_not_the_day_of_publication():
    assert "issued_on" not in read(page(f"<p>时间：2024-07-08</p><p>2024年7月8日，{FIRST}</p>")).fields


@pytest.mark.parametrize(
    ("title", "content", "headline"),
    [
        ("半年会议召开-云岭网", "", "半年会议召开"),
        ("云岭网|半年会议召开", "<h3>半年会议召开</h3>", "半年会议召开"),
        ("半年会议召开_工作动态_云岭网", "<h1>半年会议召开</h1>", "半年会议召开"),
        ("会议召开——云岭推进修志", "", "会议召开——云岭推进修志"),
        ("Insert title here", "", None),
        ("", "<h1>半年会议召开</h1>", "半年会议召开"),
    ],
)
def test_headlines(title, content, headline):
    source = f"<html><head><title>{title}</title></head><body>{content}<p>{FIRST}</p></body></html>"
    document = read(source)
    assert document.fields.get("headline") == headline
    assert document.pages == (FIRST,)


def test_the_name_of_a_site_is_no_headline():
    assert read(page(f"<p>{FIRST}</p>")).fields["headline"] == "半年工作会议召开"


@pytest.mark.parametrize(
    "source", ["<html></html>", "<body><script>x</script></body>", "<!-- x --><p> &nbsp; </p>", "<frameset></frameset>"]
)
def test_a_page_without_text_is_empty(source):
    with pytest.raises(ReadError) as caught:
        read(source)
    assert caught.value.code == "empty_file"


@pytest.mark.parametrize("depth", [200, 300, 1500])
def test_tags_that_nobody_closed_cut_nothing_off(depth):
    assert lines(f"<body><p>{FIRST}</p>" + "<font>" * depth + f"<p>{SECOND}</p>") == [FIRST, SECOND]


@pytest.mark.parametrize("tag", ["<div>", "<table><tr><td>", "<ul><li>"])
def test_a_page_nested_beyond_measure_is_refused_not_cut(tag):
    with pytest.raises(ReadError) as caught:
        read(f"<body><p>{FIRST}</p>" + tag * 20_000 + f"<p>{SECOND}</p>")
    assert caught.value.code == "unreadable_file"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-9-3 10:20", "2021-09-03"),
        ("2021年9月3日（星期五）", "2021-09-03"),
        ("二○二四年十月二十一日", "2024-10-21"),
        ("二〇二四年十二月三十日", "2024-12-30"),
        ("20210903", "2021-09-03"),
        ("２０２１．９．３", "2021-09-03"),
        ("2021-09-02T20:00:00Z", "2021-09-03"),
        ("2021-09-03T00:10:00+08:00", "2021-09-03"),
        ("2021-02-30", None),
        ("2021-09", None),
        ("3/9/2021", None),
        ("21-9-3", None),
        ("2021-09-03至2021-09-05", None),
        ("44442", None),
        ("", None),
    ],
)
def test_dates(value, day):
    assert iso_date(value) == day


@pytest.mark.shared
def test_real_pages(shared):
    pages = {path.name: read_bytes(path.read_bytes(), path.name)[0] for path in (shared / "files").glob("*.html")}
    news = next(document for name, document in pages.items() if name.startswith("nju"))
    assert news.fields.keys() == {"issued_on", "headline"}
    assert len(news.pages[0].split("\n")) == 4
    panels = next(document for name, document in pages.items() if name.startswith("jining"))
    assert panels.fields == {"issued_on": "2016-04-05"}
    assert panels.pages[0].count("召开") > 5
    assert all("版权" not in page and "首页" not in page for document in pages.values() for page in document.pages)
