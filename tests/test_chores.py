"""The chores behind the scripts: what they make of an interrupted, moved or outdated set-up."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def chores(tmp_path: Path) -> ModuleType:
    """The chores of a checkout that holds nothing else, in a folder with blanks and Chinese characters."""
    scripts = tmp_path / "我的 简报" / "scripts"
    scripts.mkdir(parents=True)
    (scripts / "chores.py").write_bytes((ROOT / "scripts" / "chores.py").read_bytes())
    spec = importlib.util.spec_from_file_location("chores_of_a_checkout", scripts / "chores.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("pyproject.toml", "constraints.txt"):
        (module.ROOT / name).write_text(f"# {name}\n", encoding="utf-8")
    return module


def test_a_set_up_is_out_of_date_when_the_pins_change(chores: ModuleType) -> None:
    before = chores.fingerprint("dev")
    assert chores.fingerprint("dev") == before
    assert chores.fingerprint("") != before
    for name in ("pyproject.toml", "constraints.txt"):
        (chores.ROOT / name).write_text("# other\n", encoding="utf-8")
        assert chores.fingerprint("dev") != before
        before = chores.fingerprint("dev")


def test_an_environment_is_usable_only_when_it_is_whole(chores: ModuleType, tmp_path: Path) -> None:
    assert chores.is_usable(Path(sys.executable))
    assert not chores.is_usable(tmp_path / "nothing" / "python")
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", bare], check=True)
    assert not chores.is_usable(chores.python_of(bare))


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for Python is a shell script")
def test_where_no_environment_can_be_made_it_says_what_to_do(
    chores: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "python-without-venv"
    broken.write_text("#!/bin/sh\necho No module named venv\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(chores.ChoreError, match="No module named venv") as caught:
        chores.make_environment(chores.VENV)
    assert "python3-venv" in str(caught.value)
    assert not chores.VENV.exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="the stand-in for Python is a shell script")
def test_without_ensurepip_the_outer_pip_fills_the_environment(
    chores: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    debian = tmp_path / "python-without-ensurepip"
    debian.write_text(
        "#!/bin/sh\n"
        'case "$*" in *--without-pip*) ;; "-m venv"*) echo ensurepip is not available; exit 1 ;; esac\n'
        f'exec "{sys.executable}" "$@"\n',
        encoding="utf-8",
    )
    debian.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(debian))
    assert chores.is_usable(chores.make_environment(chores.VENV))


def test_variables_of_another_python_do_not_reach_the_environment(chores: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    variables = chores.environment_variables()
    assert {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET"} & variables.keys() == set()
    assert variables["PIP_USER"] == "0"


@pytest.mark.parametrize(
    ("numbers", "kind", "closing"),
    [
        ((5, 0, 0, 0), "", "5 passed, 0 failed, 0 skipped"),
        ((5, 1, 1, 1), "pytest.skip", "2 passed, 2 failed, 1 skipped"),
        ((5, 0, 0, 1), "pytest.xfail", "5 passed, 0 failed, 0 skipped"),
    ],
)
def test_the_last_line_counts_what_the_tests_did(
    chores: ModuleType, tmp_path: Path, numbers: tuple[int, int, int, int], kind: str, closing: str
) -> None:
    total, failures, errors, skipped = numbers
    case = f'<testcase><skipped type="{kind}"/></testcase>' if kind else ""
    suite = f'<testsuite tests="{total}" failures="{failures}" errors="{errors}" skipped="{skipped}">{case}</testsuite>'
    junit = tmp_path / "junit.xml"
    junit.write_text(f"<testsuites>{suite}</testsuites>", encoding="utf-8")
    assert chores.counts(junit) == closing


def test_tests_that_never_ran_did_not_pass(chores: ModuleType, tmp_path: Path) -> None:
    assert chores.counts(tmp_path / "nothing.xml") == "0 passed, 1 failed, 0 skipped"


def test_exit_codes_are_those_of_a_shell(chores: ModuleType) -> None:
    assert chores.run(sys.executable, "-c", "import sys; sys.exit(3)") == 3
    if os.name == "posix":
        assert chores.run(sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)") == 143
