"""The house: what README and scripts promise is there, and nothing stands in the repository that has no place in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zhengjian_stats import errors
from zhengjian_stats.schema import FRAMES

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
LAYOUT = {"README.md": "What lies where", "README.zh-CN.md": "文件夹说明"}
CHORES = ("report", "test", "bench", "docs", "lock")

#: Parts of places that exist on one machine only. Put together here, so that this file does not find itself.
MACHINE_PATH = re.compile(
    r"(?<![\w.~<>])/(?:" + "|".join(("work", "root", "farm", "tmp/bash_" + "jobs", "opt/py" + "pi")) + r")(?:/|\b)"
)
REGISTRY = re.compile(
    "|".join((r"pypi\.", r"\btuna\b", r"mirrors?\.", r"index-" + r"url\s*[= ]", r"anaconda\.org")), re.IGNORECASE
)


def tracked() -> list[str]:
    """Return the paths of the repository, or all files of an unpacked archive."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
        )
        return [path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()]
    apart = {".venv", "build", "dist"}
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [path.as_posix() for path in found if path.parts[0] not in apart and "__pycache__" not in path.parts]


def text_files() -> list[tuple[str, str]]:
    """Return path and text of everything that is text."""
    texts = []
    for path in tracked():
        data = (ROOT / path).read_bytes()
        if b"\0" not in data and not path.startswith("data/raw/"):
            texts.append((path, data.decode("utf-8")))
    return texts


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return re.findall(r"^(#+) .+$", outside, flags=re.MULTILINE)


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """Return language and lines of each fenced block, without comments and with one name for what a reader fills in."""
    found = re.findall(r"^```(\w*)\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    return [
        (language, [re.sub(r"<[^>]+>", "<…>", re.sub(r"\s+#.*$", "", line)) for line in body.splitlines()])
        for language, body in found
    ]


def commands(text: str) -> list[str]:
    """Return the lines of the shell blocks."""
    return [line for language, lines in blocks(text) if language in {"sh", "bat"} for line in lines if line.strip()]


def table_of(text: str, heading: str) -> list[str]:
    """Return the first cell of each row of the table under a heading."""
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `([^`]+)` \|", section, flags=re.MULTILINE)


@pytest.mark.parametrize("name", READMES)
def test_first_screen_shows_what_it_does(name: str) -> None:
    screen = read(name).splitlines()[:36]
    image = re.search(r"!\[[^\]]+\]\(([^)]+)\)", "\n".join(screen))
    assert image is not None
    assert (ROOT / image[1]).read_bytes().startswith(b"\x89PNG")
    assert any(line.startswith("scripts/report") for line in screen)
    assert any(line.startswith("scripts/test") for line in screen)
    assert "import zhengjian_stats as zj" in screen


@pytest.mark.parametrize("name", READMES)
def test_scripts_that_readme_names_exist(name: str) -> None:
    named = re.findall(r"(?<![\w.])scripts[/\\][\w.]+", "\n".join(commands(read(name))))
    assert named
    assert [path for path in named if not (ROOT / path.replace("\\", "/")).is_file()] == []


def test_readmes_are_in_step() -> None:
    english, chinese = (read(name) for name in READMES)
    assert headings(english) == headings(chinese)
    assert blocks(english) == blocks(chinese)
    first_cells = [re.findall(r"^\| (`[^`]+`|\d+) \|", text, flags=re.MULTILINE) for text in (english, chinese)]
    assert first_cells[0] == first_cells[1]
    assert re.findall(r"\]\((docs/[^)]+)\)", english) == re.findall(r"\]\((docs/[^)]+)\)", chinese)


@pytest.mark.parametrize("name", READMES)
def test_frames_in_readme_are_the_frames(name: str) -> None:
    listed = re.findall(r"^\| `(\w+)` \|", read(name), flags=re.MULTILINE)
    assert [frame for frame in listed if frame in FRAMES] == list(FRAMES)


@pytest.mark.parametrize("name", READMES)
def test_exit_codes_in_readme_are_those_of_the_errors(name: str) -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", read(name), flags=re.MULTILINE)}
    raised = {
        kind.exit_code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ZhengjianError)
    }
    assert raised - listed == set()


@pytest.mark.parametrize("name", READMES)
def test_layout_in_readme_is_true(name: str) -> None:
    listed = {path.rstrip("/") for path in table_of(read(name), LAYOUT[name])}
    hidden = {".gitignore", ".gitattributes", ".editorconfig"}
    assert listed == {path.split("/")[0] for path in tracked()} - hidden


def test_changelog_has_a_place_for_what_comes() -> None:
    changelog = read("CHANGELOG.md")
    sections = re.findall(r"^## \[([^\]]+)\]", changelog, flags=re.MULTILINE)
    kinds = set(re.findall(r"^### (\w+)", changelog, flags=re.MULTILINE))
    assert sections[0] == "Unreleased"
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_no_place_of_one_machine_and_no_registry_is_named() -> None:
    found = [
        f"{path}: {match[0]}"
        for path, text in text_files()
        for pattern in (MACHINE_PATH, REGISTRY)
        for match in pattern.finditer(text)
        if path != "tests/test_house.py"
    ]
    assert found == []


def test_notebooks_are_stored_without_outputs() -> None:
    notebooks = [path for path in tracked() if path.endswith(".ipynb")]
    assert notebooks
    for path in notebooks:
        cells = json.loads(read(path))["cells"]
        assert [cell["id"] for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_text_files_end_lines_as_git_stores_them() -> None:
    mixed = [
        path for path, text in text_files() if "\r" in text.replace("\r\n", "\n") or (path.endswith(".cmd") != ("\r\n" in text))
    ]
    assert mixed == []


@pytest.mark.parametrize("chore", CHORES)
def test_scripts_are_runnable_and_portable(chore: str) -> None:
    script = ROOT / "scripts" / chore
    assert script.read_bytes().startswith(b"#!/bin/sh\n")
    if os.name == "posix":
        assert os.access(script, os.X_OK)
        shell = shutil.which("dash") or "/bin/sh"
        assert subprocess.run([shell, "-n", script], check=False).returncode == 0


def test_ci_runs_the_tests_that_everybody_runs() -> None:
    assert "scripts/test" in read(".ci/run")


@pytest.mark.skipif(os.name != "posix", reason="a posix shell is needed")
def test_without_a_new_enough_python_the_scripts_say_what_to_do(tmp_path: Path) -> None:
    for name in ("python3.13", "python3.12", "python3.11", "python3", "python"):
        fake = tmp_path / name
        fake.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        fake.chmod(0o755)
    for tool in ("dirname", "cat"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    done = subprocess.run(
        ["/bin/sh", ROOT / "scripts" / "report"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "没有找到 Python 3.11" in done.stderr
    assert "No Python 3.11 or newer was found" in done.stderr


def test_an_unknown_chore_is_a_wrong_usage() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "chores.py", "cook"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "usage: chores.py report|test|bench|docs|lock" in done.stderr


def test_constraints_pin_and_nothing_else() -> None:
    pins = [line for line in read("constraints.txt").splitlines() if not line.startswith("#")]
    assert pins == sorted(pins, key=str.lower)
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.!+]+", pin)] == []


def test_constraints_pin_every_dependency() -> None:
    import tomllib

    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"], *project["optional-dependencies"]["docs"]]
    names = {re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-") for requirement in wanted} - {"zhengjian-stats"}
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in read("constraints.txt").splitlines() if "==" in line}
    assert names - pinned == set()


def test_constraints_are_for_every_python_that_the_project_is_for() -> None:
    from importlib import metadata

    from packaging.specifiers import SpecifierSet

    pins = dict(line.split("==") for line in read("constraints.txt").splitlines() if "==" in line)
    here = {name: dist.metadata for name in pins for dist in metadata.distributions(name=name) if dist.version == pins[name]}
    # Debian 12 has Python 3.11.2: a package that asks for 3.11.5 would stop everything there.
    asked = {name: about["Requires-Python"] for name, about in here.items() if about["Requires-Python"]}
    assert {name: python for name, python in asked.items() if not SpecifierSet(python).contains("3.11.0")} == {}


def test_every_dependency_has_a_floor() -> None:
    import tomllib

    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    assert [r for r in wanted if not r.startswith("zhengjian-stats[") and ">=" not in r] == []


def test_importing_the_package_does_nothing() -> None:
    code = "import sys, zhengjian_stats; print([m for m in %r if m in sys.modules])"
    heavy = ["jieba", "rjieba", "matplotlib.pyplot", "pandera", "pyarrow", "nbconvert", "lxml.html", "wordcloud"]
    done = subprocess.run([sys.executable, "-c", code % heavy], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
