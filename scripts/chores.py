"""What the scripts beside this file do, once they have found a Python: ``chores.py report|test|bench|docs|lock [options]``.

Standard library only, for nothing is installed yet when it starts. Each chore makes and fills ``.venv`` as far as that is
still to be done, so that any of them can be the first thing run in a fresh clone, with no rights but to this folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
CONSTRAINTS: Final = ROOT / "constraints.txt"
TEMPLATE: Final = ROOT / "src" / "zhengjian_stats" / "report" / "template"

USAGE: Final = 2
SET_ASIDE: Final = 3  # `zhengjian build`: built, some inputs could not be read
INTERRUPTED: Final = 130


class ChoreError(Exception):
    """A step of the set-up that cannot be done; its text says what to do, in both languages."""


def tell(chinese: str, english: str) -> None:
    """Say one thing in both languages, apart from what the chore itself prints."""
    print(f"{chinese}\n{english}", file=sys.stderr, flush=True)


def run(*command: str | Path) -> int:
    """Run a command in the project's folder and return its exit code as a shell would."""
    code = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment_variables(), check=False).returncode
    return code if code >= 0 else 128 - code


def environment_variables() -> dict[str, str]:
    """Return the variables for child processes, without those that would pull in another Python's packages."""
    foreign = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {"PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1", "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def python_of(folder: Path) -> Path:
    """Return where a virtual environment keeps its Python."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def quietly(*command: str | Path) -> tuple[bool, str]:
    """Run a command whose output matters only if it fails; return whether it worked, and the output."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            env=environment_variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return False, str(error)
    return done.returncode == 0, done.stdout.strip()


def is_usable(python: Path) -> bool:
    """Tell whether an environment is whole: an interrupted set-up or a removed Python leaves one that is not."""
    return quietly(python, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))")[0]


def make_environment(folder: Path) -> Path:
    """Make a virtual environment with pip in it and return its Python.

    Debian keeps ``ensurepip`` in a package of its own (python3-venv); without it, the pip of the Python that runs this
    is asked to install another into the environment, which needs no rights either.
    """
    python = python_of(folder)
    made, first = quietly(sys.executable, "-m", "venv", "--clear", folder)
    if made and is_usable(python):
        return python
    bare, second = quietly(sys.executable, "-m", "venv", "--clear", "--without-pip", folder)
    if bare:
        bare, second = quietly(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "pip")
    if bare and is_usable(python):
        return python
    shutil.rmtree(folder, ignore_errors=True)
    raise ChoreError(
        f"{first}\n{second}\n"
        f"无法在 {folder} 建立 Python 虚拟环境（{sys.executable}）。Debian、Ubuntu 请让管理员安装 python3-venv；"
        f"也请确认磁盘未满、该文件夹可写。\n"
        f"No virtual environment could be made in {folder} with {sys.executable}. On Debian and Ubuntu have python3-venv "
        f"installed; see also that the disk is not full and the folder writable."
    )


def fingerprint(extras: str) -> str:
    """Return what an installation depends on: pins, place of the checkout (an editable install names it), Python.

    The page template counts too: nbconvert finds it by name in the environment, where the installation puts a copy.
    """
    digest = hashlib.sha256("\0".join((extras, str(ROOT), sys.version)).encode())
    template = sorted(path for path in TEMPLATE.rglob("*") if path.is_file())
    for path in (ROOT / "pyproject.toml", CONSTRAINTS, *template):
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def install(python: Path, extras: str, *, pinned: bool = True) -> None:
    """Install the checkout, editable, with what it needs.

    A mirror may lack a version that is pinned, and a Python of tomorrow a build of it: then any version that
    ``pyproject.toml`` allows will do.
    """
    command: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--editable", f".[{extras}]" if extras else "."]
    if pinned and CONSTRAINTS.exists():
        if run(*command, "--constraint", CONSTRAINTS) == 0:
            return
        tell(
            "constraints.txt 中的版本未能全部装上（原因见上），改装 pyproject.toml 允许的其他版本……",
            "Not every version of constraints.txt could be installed (see above); trying others that pyproject.toml allows ...",
        )
    code = run(*command)
    if code:
        raise ChoreError(
            f"安装所需软件包失败（pip 退出码 {code}，原因见上）。"
            f"若因网络太慢或不通，请按 README.zh-CN.md“设置镜像”一节处理后重试。\n"
            f"What the project needs could not be installed (exit code {code} of pip, its reason above). If the network is "
            f'slow or closed, see "A mirror for pip" in README.md, then run this again.'
        )


def environment(extras: str = "") -> Path:
    """Return the Python of ``.venv``, made and filled as far as it is not up to date."""
    python = python_of(VENV)
    stamp = VENV / f".zhengjian-{extras or 'run'}"
    mark = fingerprint(extras)
    usable = is_usable(python)
    if usable and stamp.is_file() and stamp.read_text(encoding="utf-8") == mark:
        return python
    tell("正在安装所需软件包（首次约需几分钟）……", "Installing what is needed (a few minutes the first time) ...")
    if not usable:
        python = make_environment(VENV)
    install(python, extras)
    stamp.write_text(mark, encoding="utf-8")
    return python


def report(options: list[str]) -> int:
    """Build the corpus and write the report; inputs that were set aside do not stop it."""
    python = environment()
    code = run(python, "-m", "zhengjian_stats", "build")
    if code not in {0, SET_ASIDE}:
        return code
    return run(python, "-m", "zhengjian_stats", "report", *options)


def counts(junit: Path) -> str:
    """Return the closing line of the tests, from the record that pytest left; tests known to fail count as passed."""
    if not junit.is_file():
        return "0 passed, 1 failed, 0 skipped"
    suites = list(ET.parse(junit).getroot().iter("testsuite"))
    total, failed, errors, skipped = (
        sum(int(suite.get(key, "0")) for suite in suites) for key in ("tests", "failures", "errors", "skipped")
    )
    known = len([s for suite in suites for s in suite.iter("skipped") if s.get("type") == "pytest.xfail"])
    bad = failed + errors
    return f"{total - bad - skipped + known} passed, {bad} failed, {skipped - known} skipped"


def test(options: list[str]) -> int:
    """Run lint, types and tests, all of them even if one fails; the last line says how many tests did what."""
    python = environment("dev")
    began = time.monotonic()
    checks = {
        "lint": run(python, "-m", "ruff", "check", "--quiet"),
        "format": run(python, "-m", "ruff", "format", "--check", "--quiet"),
        "types": run(python, "-m", "mypy", "--no-error-summary"),
    }
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder) / "junit.xml"
        code = run(python, "-m", "pytest", f"--junit-xml={junit}", *options)
        closing = counts(junit)
    said = " · ".join(f"{name} {'FAILED' if failed else 'ok'}" for name, failed in checks.items())
    print(f"\n{said} · {time.monotonic() - began:.0f} s\n{closing}", flush=True)
    return code or (1 if any(checks.values()) else 0)


def bench(options: list[str]) -> int:
    """Measure the build beside the plain segmenter; ``hostile`` as the first option: what hostile texts cost."""
    hostile = options[:1] == ["hostile"]
    return run(environment("dev"), "benchmarks/hostile.py" if hostile else "benchmarks/run.py", *options[hostile:])


def docs(options: list[str]) -> int:
    """Build the documentation; a warning is an error."""
    return run(environment("docs"), "-m", "sphinx", "-W", "--keep-going", "-b", "html", *options, "docs", "docs/_build/html")


def lock(options: list[str]) -> int:
    """Write ``constraints.txt`` anew from an environment that holds nothing but the project with all its extras.

    It is made with the oldest Python supported, the older its patch level the better (a package may ask for 3.11.5):
    what runs there has wheels for the newer ones too, not the other way round.
    """
    if options or sys.version_info[:2] != (3, 11):
        tell("请用 Python 3.11 运行，不带选项：PYTHON=python3.11 scripts/lock", "Run it with Python 3.11 and without options.")
        return USAGE
    with tempfile.TemporaryDirectory() as folder:
        python = make_environment(Path(folder) / "venv")
        install(python, "all", pinned=False)
        worked, frozen = quietly(python, "-m", "pip", "freeze", "--exclude-editable")
    if not worked:
        raise ChoreError(frozen)
    pins = sorted((line for line in frozen.splitlines() if "==" in line and " " not in line), key=str.lower)
    head = "# Versions that were tried together; made by scripts/lock. Read by scripts/report and scripts/test.\n"
    CONSTRAINTS.write_text(head + "\n".join(pins) + "\n", encoding="utf-8")
    return 0


CHORES: Final[Mapping[str, Callable[[list[str]], int]]] = {
    "report": report,
    "test": test,
    "bench": bench,
    "docs": docs,
    "lock": lock,
}


def main(arguments: list[str]) -> int:
    """Run the chore that the first argument names and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if not arguments or arguments[0] not in CHORES:
        tell(f"用法：chores.py {'|'.join(CHORES)} [选项]", f"usage: chores.py {'|'.join(CHORES)} [options]")
        return USAGE
    try:
        return CHORES[arguments[0]](arguments[1:])
    except ChoreError as error:
        print(error, file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
