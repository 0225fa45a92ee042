"""The wheel, installed in a clean environment away from the repository, does the whole job."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command as somebody else's shell would, without the variables of this one; return what it says."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ZHENGJIAN", "JUPYTER", "VIRTUAL"))
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=kept, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a clean environment that holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("干净 的环境") / "venv"
    run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    pins = ROOT / "constraints.txt"
    run(commands / "python", "-m", "pip", "install", "--quiet", "--constraint", pins, wheel, cwd=folder.parent)
    return commands


def test_wheel_holds_what_a_project_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    resources = {
        f"zhengjian_stats/{p.relative_to(ROOT / 'src/zhengjian_stats').as_posix()}" for p in ROOT.glob("src/**/*.toml")
    }
    sample = {f"zhengjian_stats/_project/{p.relative_to(ROOT).as_posix()}" for p in ROOT.glob("data/raw/**/*") if p.is_file()}
    notebooks = {f"zhengjian_stats/_project/{p.relative_to(ROOT).as_posix()}" for p in ROOT.glob("notebooks/*.ipynb")}
    assert notebooks
    assert (resources | sample | notebooks | {"zhengjian_stats/py.typed"}) - names == set()


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.startswith("zhengjian_stats")} == set()


def test_source_archive_can_be_built_from(tmp_path: Path) -> None:
    code = "from hatchling.build import build_sdist; import sys; print(build_sdist(sys.argv[1]))"
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / ("Scripts/python" if os.name == "nt" else "bin/python")
    run(python, "-m", "pip", "install", "--quiet", "hatchling>=1.27", cwd=tmp_path)
    name = run(python, "-c", code, tmp_path, cwd=ROOT).splitlines()[-1]
    with tarfile.open(tmp_path / name) as archive:
        inside = {member.split("/", 1)[1] for member in archive.getnames() if "/" in member}
    assert {"pyproject.toml", "hatch_build.py", "LICENSE", "README.md", "tests/conftest.py", "scripts/report"} <= inside
    assert {
        path for path in inside if path.startswith((".venv", "data/processed/", "reports/")) or "__pycache__" in path
    } == set()


def test_a_new_project_goes_all_the_way(installed: Path, tmp_path: Path) -> None:
    project = tmp_path / "我的 项目"
    zhengjian = installed / "zhengjian"
    run(zhengjian, "init", "--sample", project, cwd=tmp_path)
    run(zhengjian, "build", cwd=project)
    said = run(zhengjian, "report", cwd=project)
    page = project / said.strip().splitlines()[-1]
    assert page.name == "index.html"
    html = page.read_text(encoding="utf-8")
    assert "<svg" in html or "data:image/" in html
    assert page.stat().st_size <= 3_000_000


def test_nbconvert_alone_makes_the_report(installed: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    run(installed / "zhengjian", "init", "--sample", project, cwd=tmp_path)
    run(installed / "zhengjian", "build", cwd=project)
    convert = ["nbconvert", "--execute", "--to", "html", "--template", "zhengjian", "--output-dir", "reports"]
    run(installed / "jupyter", *convert, "notebooks/periodic_report.ipynb", cwd=project)
    assert (project / "reports" / "periodic_report.html").stat().st_size <= 3_000_000


def test_the_library_works_away_from_the_repository(installed: Path, tmp_path: Path) -> None:
    text = "某局召开会议\\n\\n张三主持会议。"
    code = f"import zhengjian_stats as zj; print(zj.__file__); print(len(zj.parse_text('{text}').articles))"
    place, n_articles = run(installed / "python", "-c", code, cwd=tmp_path).splitlines()
    assert Path(place).is_relative_to(installed.parent)
    assert n_articles == "1"
