"""The notebook of the periodic report: as a notebook, by the command line, and by nothing but Jupyter."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from tiny import PLANTED, issue, write_project
from zhengjian_stats.cli import run
from zhengjian_stats.report.execute import read_notebook

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "notebooks" / "periodic_report.ipynb"
SECTIONS = ("要点", "会议活动", "出席", "要求与主题", "话题与提法", "需要核对", "统计说明")


def built(folder: Path, raw: Path | None = None) -> Path:
    """Build a project there, of a folder of bulletins or of its own, and put the notebook into it."""
    if raw is not None:
        shutil.copytree(raw, folder / "data" / "raw")
        (folder / "zhengjian.toml").write_text("", encoding="utf-8")
    assert run(["build", str(folder / "data" / "raw"), "--workers", "0", "--out", str(folder / "data" / "processed")]) in {0, 3}
    (folder / "notebooks").mkdir()
    shutil.copy(NOTEBOOK, folder / "notebooks")
    return folder


def report(folder: Path, *options: str) -> Path:
    """Make a report in a project and return its page."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert run(["report", *options]) == 0
    finally:
        os.chdir(before)
    pages = sorted((folder / "reports").glob("*/index.html"), key=lambda page: page.stat().st_mtime_ns)
    return pages[-1]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three issues, with markup planted in them, built."""
    return built(write_project(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="module")
def tiny_page(tiny: Path) -> Path:
    return report(tiny, "--period", "2025Q4")


@pytest.fixture(scope="module")
def sample_page(tmp_path_factory: pytest.TempPathFactory, raw: Path) -> Path:
    """The latest report of the sample corpus."""
    return report(built(tmp_path_factory.mktemp("sample"), raw))


def code_cells() -> list[tuple[str, str]]:
    return [(cell.id, cell.source) for cell in read_notebook(NOTEBOOK).cells if cell.cell_type == "code"]


# -- as a notebook ----------------------------------------------------------------------------------------------------------


def test_outputs_are_stripped() -> None:
    for cell in read_notebook(NOTEBOOK).cells:
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None), cell.id


def test_the_parameters_can_be_injected() -> None:
    (tagged,) = [c for c in read_notebook(NOTEBOOK).cells if "parameters" in c.metadata.get("tags", [])]
    names = {n.id for n in ast.walk(ast.parse(tagged.source)) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    assert names == {"period", "processed", "settings", "lang"}


@pytest.mark.parametrize(("name", "source"), code_cells())
def test_cells_are_short_and_hold_no_logic(name: str, source: str) -> None:
    tree = ast.parse(source)
    logic = (ast.If, ast.For, ast.While, ast.FunctionDef, ast.Lambda, ast.Try, ast.With, ast.ListComp, ast.IfExp, ast.BinOp)
    assert [node for node in ast.walk(tree) if isinstance(node, logic)] == []
    assert len(tree.body) <= 6, name


def test_prose_stands_in_both_languages() -> None:
    cells = read_notebook(NOTEBOOK).cells
    tags = [tag for cell in cells if cell.cell_type == "markdown" for tag in cell.metadata.get("tags", [])]
    assert tags.count("lang-zh") == tags.count("lang-en") == len(SECTIONS)


# -- the page ---------------------------------------------------------------------------------------------------------------


def test_the_page_leads_with_the_findings(sample_page: Path) -> None:
    tree = html.fromstring(sample_page.read_bytes())
    assert tuple(str(h.text) for h in tree.xpath("//h2")) == SECTIONS
    findings = tree.xpath("//ol[@id='findings']/li")
    assert 5 <= len(findings) <= 8
    for finding in findings:
        assert re.search(r"\d", finding.findtext("p")), finding.findtext("p")
    first_figure, first_finding = tree.xpath("//figure")[0], findings[0]
    assert list(tree.iter()).index(first_finding) < list(tree.iter()).index(first_figure)


def test_the_latest_complete_period_is_the_default(sample_page: Path) -> None:
    assert sample_page.parent.name == "2025Q4"
    facts = json.loads(sample_page.with_name("figures.json").read_text(encoding="utf-8"))
    assert facts["title"] == html.fromstring(sample_page.read_bytes()).findtext(".//title")
    assert facts["figures"]["issues"] >= 3


def test_every_figure_has_a_text_and_its_data(sample_page: Path) -> None:
    tree = html.fromstring(sample_page.read_bytes())
    figures = tree.xpath("//figure")
    assert len(figures) >= 4
    for figure in figures:
        assert figure.xpath(".//img/@alt")[0]
        assert figure.xpath(".//img/@src")[0].startswith("data:image/")
        assert figure.xpath(".//details//tbody/tr")


def test_findings_lead_to_marked_sentences_of_the_bulletins(sample_page: Path) -> None:
    tree = html.fromstring(sample_page.read_bytes())
    quotes = tree.xpath("//ol[@id='findings']//details//q")
    assert len(quotes) > 10
    assert all(quote.xpath(".//mark") for quote in quotes)


def test_every_anchor_resolves(sample_page: Path) -> None:
    tree = html.fromstring(sample_page.read_bytes())
    names = set(tree.xpath("//@id"))
    assert [link for link in tree.xpath("//a/@href") if link.startswith("#") and link[1:] not in names] == []
    assert len(names) == len(tree.xpath("//@id"))


def test_the_page_is_small_enough_to_send(sample_page: Path) -> None:
    assert sample_page.stat().st_size <= 3_000_000


def test_the_page_is_offline_and_holds_no_script(sample_page: Path, tiny_page: Path) -> None:
    for page in (sample_page, tiny_page):
        tree = html.fromstring(page.read_bytes())
        assert not tree.xpath("//script | //link | //iframe | //object | //embed | //form | //base")
        assert not tree.xpath("//@*[starts-with(name(), 'on')]")
        targets = [str(value) for value in tree.xpath("//@src | //@href")]
        assert [t for t in targets if not t.startswith(("#", "data:image/"))] == []


def test_what_was_planted_in_a_bulletin_is_shown_as_text(tiny_page: Path) -> None:
    text = tiny_page.read_text(encoding="utf-8")
    assert PLANTED.replace("<", "&lt;").replace(">", "&gt;") in text
    assert "&lt;b&gt;库房&lt;/b&gt;" in text
    assert "$x^2$" in html.fromstring(text).text_content()


def test_the_report_speaks_english(tiny: Path) -> None:
    page = report(tiny, "--period", "2025Q3", "--lang", "en")
    tree = html.fromstring(page.read_bytes())
    assert tree.get("lang") == "en"
    said = [
        *tree.xpath("//h2/text()"),
        *tree.xpath("//th/text()"),
        *tree.xpath("//figcaption/text()"),
        *tree.xpath("//summary/text()"),
    ]
    assert len(said) > 20
    assert [text for text in said if re.search(r"[一-鿿]", text)] == []


# -- little or nothing to report --------------------------------------------------------------------------------------------


def test_a_period_without_issues_is_a_short_page(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = report(tiny, "--period", "2019Q1")
    assert "2019年第一季度没有简报" in capsys.readouterr().err
    tree = html.fromstring(page.read_bytes())
    assert "没有简报" in tree.xpath("string(//main)")
    assert not tree.xpath("//h2 | //figure | //table | //nav")


def test_a_corpus_of_one_issue_gives_a_whole_page(tmp_path: Path) -> None:
    raw = tmp_path / "one"
    raw.mkdir()
    (raw / "a.txt").write_text(issue(1, "2025年8月15日", "8月13日", "馆务会"), encoding="utf-8")
    page = report(built(tmp_path / "project", raw))
    tree = html.fromstring(page.read_bytes())
    assert page.parent.name == "2025Q3"
    assert tuple(str(h.text) for h in tree.xpath("//h2")) == SECTIONS
    assert all(figure.xpath(".//tbody/tr") for figure in tree.xpath("//figure"))


@pytest.mark.slow
@pytest.mark.shared
def test_the_real_issue_gives_a_whole_page(tmp_path: Path, shared: Path) -> None:
    raw = tmp_path / "seed"
    raw.mkdir()
    shutil.copy(next((shared / "seed").glob("*.txt")), raw)
    page = report(built(tmp_path / "project", raw))
    tree = html.fromstring(page.read_bytes())
    assert tuple(str(h.text) for h in tree.xpath("//h2")) == SECTIONS
    assert tree.xpath("//ol[@id='findings']/li")


# -- other ways to make it --------------------------------------------------------------------------------------------------


def test_a_failing_notebook_of_one_s_own_is_exit_code_4(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import nbformat

    notebook = read_notebook(NOTEBOOK)
    (opening,) = [cell for cell in notebook.cells if cell.id == "open"]
    opening.source += "\npage.no_such_piece()"
    nbformat.write(notebook, tmp_path / "mine.ipynb")
    command = ["report", "--period", "2025Q4", "--processed", str(tiny / "data" / "processed")]
    code = run([*command, "--notebook", str(tmp_path / "mine.ipynb"), "--out", str(tmp_path / "reports")])
    said = capsys.readouterr().err
    assert code == 4
    assert "no_such_piece" in said
    assert "Traceback" not in said
    assert (tmp_path / "reports" / "failed" / "2025Q4-mine.ipynb").is_file()


def test_nothing_but_jupyter_makes_the_same_report_to_the_byte(tiny: Path, tiny_page: Path) -> None:
    options = ["--execute", "--to", "html", "--template", "zhengjian", "--output-dir", "reports"]
    command = [sys.executable, "-m", "jupyter", "nbconvert", *options, "notebooks/periodic_report.ipynb"]
    elsewhere = {"ZHENGJIAN_PERIOD": "2025Q4", "TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    environment = {**os.environ, **elsewhere}
    done = subprocess.run(command, cwd=tiny, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert (tiny / "reports" / "periodic_report.html").read_text(encoding="utf-8").rstrip() == tiny_page.read_text(
        "utf-8"
    ).rstrip()
