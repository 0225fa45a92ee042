"""Running and rendering notebooks: what a page holds and does not, and what stays when a notebook fails."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import pytest

from zhengjian_stats.errors import ReportError, StoreWriteError, UsageError
from zhengjian_stats.report.execute import Limits, NotebookFailedError, execute, read_notebook, with_parameters
from zhengjian_stats.report.index import POLICY
from zhengjian_stats.report.publish import Order, make_report
from zhengjian_stats.report.render import TEMPLATE, render, template_folder

PLANTED = "<script>alert(1)</script> $x^2$ </title><img src=http://evil.example/x onerror=alert(2)>"

HELLO = f"""
from zhengjian_stats.report.markup import Fragment, element
Fragment(element("p", {PLANTED!r} + period), {{"lang": "zh", "title": {PLANTED!r}, "summary": {PLANTED!r}}}, "zh")
"""


def notebook(*sources: str) -> nbformat.NotebookNode:
    first = v4.new_code_cell("period = 'latest'", metadata={"tags": ["parameters"]})
    prose = v4.new_markdown_cell("## 出席\n\n谁到会。")
    english = v4.new_markdown_cell("## Attendance", metadata={"tags": ["lang-en"]})
    aside = v4.new_markdown_cell("给改这份 notebook 的人", metadata={"tags": ["notebook-only"]})
    return v4.new_notebook(cells=[aside, first, prose, english, *(v4.new_code_cell(source) for source in sources)])


def saved(folder: Path, *sources: str, name: str = "periodic_report") -> Path:
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook(*sources), path)
    return path


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a notebook that shows planted markup, an error stream, JavaScript, mathematics and a plain value."""
    folder = tmp_path_factory.mktemp("project")
    extra = "import sys; print('stdout <b>'); print('/x.py:1: UserWarning: stderr', file=sys.stderr)"
    script = "from IPython.display import Javascript, Math, display; display(Javascript('alert(3)'), Math('x^2'))"
    frame = "import pandas as pd; pd.DataFrame({'列': ['<i>格</i>']})"
    order = Order(saved(folder, HELLO, extra, script, frame), "2025Q4", folder / "reports", parameters={"period": "2025Q4"})
    made = make_report(order)
    assert made.warnings == ("stderr",)
    return made.page


def test_the_page_stands_in_the_folder_of_its_period(published: Path) -> None:
    assert published.parts[-3:] == ("reports", "2025Q4", "index.html")
    facts = json.loads(published.with_name("figures.json").read_text(encoding="utf-8"))
    assert (facts["period"], facts["lang"]) == ("2025Q4", "zh")


def test_parameters_reach_the_notebook(published: Path) -> None:
    assert "onerror=alert(2)&gt;2025Q4" in published.read_text(encoding="utf-8")


def test_what_was_planted_is_text_and_not_markup(published: Path) -> None:
    from lxml import html

    for page in (published, published.parent.parent / "index.html"):
        text = page.read_text(encoding="utf-8")
        tree = html.fromstring(text.encode())
        assert not tree.xpath("//script | //*[@onerror] | //img[not(starts-with(@src, 'data:'))] | //body//i")
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "alert(3)" not in published.read_text(encoding="utf-8")


def test_no_request_goes_to_any_host(published: Path) -> None:
    from lxml import html

    for page in (published, published.parent.parent / "index.html"):
        text = page.read_text(encoding="utf-8")
        tree = html.fromstring(text.encode())
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
        targets = [str(value) for value in tree.xpath("//@src | //@href | //@srcset | //@action | //@data")]
        assert [t for t in targets if not t.startswith(("#", "data:", "2025Q4/"))] == []
        bare = re.sub(r"<p>.*?</p>|url\(\"data:[^\"]*\"\)|\"data:[^\"]*\"", "", text)
        assert not re.search(r"@import|url\(|mathjax|require\.min|mermaid|cdn", bare, re.IGNORECASE)


def test_code_prompts_and_error_streams_are_not_shown(published: Path) -> None:
    text = published.read_text(encoding="utf-8")
    assert "import sys" not in text
    assert not re.search(r"In\s*\[|Out\s*\[|stderr", text)
    assert "stdout &lt;b&gt;" in text


def test_prose_is_shown_in_the_language_of_the_page(published: Path) -> None:
    text = published.read_text(encoding="utf-8")
    assert "谁到会。" in text
    assert "Attendance" not in text
    assert "给改这份" not in text
    assert '<html lang="zh-CN">' in text


def test_contents_lead_to_the_headings(published: Path) -> None:
    from lxml import html

    tree = html.fromstring(published.read_bytes())
    assert tree.xpath("//nav//a/text()") == ["出席"]
    assert tree.xpath("//nav//a/@href") == [f"#{name}" for name in tree.xpath("//h2/@id")]


def test_the_list_of_reports_names_the_period(published: Path) -> None:
    text = (published.parent.parent / "index.html").read_text(encoding="utf-8")
    assert '<a href="2025Q4/index.html">2025年第四季度</a>' in text


def test_nothing_appears_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR"):
        monkeypatch.delenv(name, raising=False)
    drawing = "import matplotlib.pyplot as plt; plt.figure()"
    make_report(Order(saved(tmp_path, drawing), "2025Q4", tmp_path / "reports"))
    assert list(home.rglob("*")) == []


def test_the_same_notebook_gives_the_same_bytes(tmp_path: Path) -> None:
    drawing = """
from matplotlib.figure import Figure
from zhengjian_stats.report.figures import picture
from zhengjian_stats.report.markup import Fragment
axes = Figure().add_subplot()
axes.bar(["a", "b"], [1, 2], label="x")
axes.legend()
Fragment(picture(axes, "图"))
"""
    notebook_file = saved(tmp_path, drawing)
    pages = [make_report(Order(notebook_file, "2025Q4", tmp_path / name)).page.read_bytes() for name in ("one", "two")]
    assert pages[0] == pages[1]
    assert b"data:image/svg+xml;base64," in pages[0]


def test_a_failing_cell_keeps_evidence_and_the_old_report(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    page = make_report(Order(saved(tmp_path, "1 + 1"), "2025Q4", reports)).page
    before = page.read_bytes()
    said = r"periodic_report\.ipynb, cell 7: ValueError: 数目不对.*failed/2025Q4\.ipynb"
    with pytest.raises(ReportError, match=said) as error:
        make_report(Order(saved(tmp_path, "print('到这里')", "raise ValueError('数目不对')"), "2025Q4", reports))
    assert error.value.exit_code == 4
    assert page.read_bytes() == before
    kept = read_notebook(reports / "failed" / "2025Q4.ipynb")
    assert kept.cells[5].outputs[0]["text"] == "到这里\n"
    assert "failed/2025Q4.ipynb" in (reports / "index.html").read_text(encoding="utf-8")
    make_report(Order(saved(tmp_path, "1 + 1"), "2025Q4", reports))
    assert not (reports / "failed" / "2025Q4.ipynb").exists()


def test_a_report_that_never_worked_is_listed_as_failed(tmp_path: Path) -> None:
    with pytest.raises(ReportError):
        make_report(Order(saved(tmp_path, "1 / 0"), "2025Q4", tmp_path / "reports"))
    text = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert "2025年第四季度" in text
    assert "2025Q4/index.html" not in text


def test_a_cell_that_takes_too_long_fails(tmp_path: Path) -> None:
    with pytest.raises(NotebookFailedError, match="timed out"):
        execute(notebook("import time; time.sleep(60)"), tmp_path, Limits(cell=1))


def test_a_kernel_that_dies_is_a_failed_report(tmp_path: Path) -> None:
    with pytest.raises(NotebookFailedError, match="Kernel died"):
        execute(notebook("import os; os._exit(1)"), tmp_path)


def test_an_office_s_own_notebook_stands_beside_the_report(tmp_path: Path) -> None:
    order = Order(saved(tmp_path, HELLO, name="我的报告 #1"), "2025Q4", tmp_path / "reports", parameters={"period": "x"})
    make_report(order)
    assert (tmp_path / "reports" / "2025Q4" / "我的报告 #1.html").is_file()
    text = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert 'href="2025Q4/%E6%88%91%E7%9A%84%E6%8A%A5%E5%91%8A%20%231.html"' in text


def test_a_notebook_does_not_take_the_place_of_the_report() -> None:
    names = [Order(Path(f"{name}.ipynb"), "2025Q4", Path("reports")).page.name for name in ("periodic_report", "index", "mine")]
    assert names == ["index.html", "index-notebook.html", "mine.html"]


def test_injected_parameters_replace_those_of_an_earlier_run() -> None:
    twice = with_parameters(with_parameters(notebook(), {"period": "2025Q3"}), {"period": "2025Q4", "note": "a'b\\"})
    sources = [cell.source for cell in twice.cells if cell.cell_type == "code"]
    assert sources == ["period = 'latest'", "period = '2025Q4'\nnote = \"a'b\\\\\""]


@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b"\xff\xfe"])
def test_what_is_no_notebook_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"x\.ipynb"):
        read_notebook(path)


def test_a_missing_notebook_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such notebook"):
        read_notebook(tmp_path / "x.ipynb")


def test_a_file_in_the_place_of_the_reports_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("")
    with pytest.raises(StoreWriteError, match="reports"):
        make_report(Order(saved(tmp_path, "1"), "2025Q4", tmp_path / "reports"))


def test_template_and_list_forbid_the_same() -> None:
    assert POLICY in (template_folder() / TEMPLATE / "index.html.j2").read_text(encoding="utf-8")


def test_the_template_that_jupyter_finds_by_name_is_the_one_of_the_package() -> None:
    from jupyter_core.paths import jupyter_path

    found = [folder for base in jupyter_path("nbconvert", "templates") if (folder := Path(base) / TEMPLATE).is_dir()]
    assert found, "install the package (pip install -e .): the template zhengjian is not where Jupyter looks for it"
    source = template_folder() / TEMPLATE
    for path in (path for path in source.rglob("*") if path.is_file()):
        copy = found[0] / path.relative_to(source)
        assert copy.read_bytes() == path.read_bytes(), f"{copy} is out of date: pip install -e . again"


def test_what_follows_the_end_of_an_empty_page_is_left_out() -> None:
    shown = v4.new_output(
        "execute_result", {"text/html": "<p>没有简报</p>"}, metadata={"zhengjian": {"ends_here": True}}, execution_count=1
    )
    after = v4.new_output("execute_result", {"text/html": "<p>后面</p>"}, execution_count=2)
    cells = [v4.new_code_cell("", outputs=[shown]), v4.new_markdown_cell("## 出席"), v4.new_code_cell("", outputs=[after])]
    text = render(v4.new_notebook(cells=cells)).html
    assert "没有简报" in text
    assert "出席" not in text
    assert "后面" not in text
