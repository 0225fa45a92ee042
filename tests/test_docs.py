"""The documentation: every example runs, every command and option exists, every public name is explained."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import zhengjian_stats as zj
from zhengjian_stats.settings import settings_from_dict

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])
REFERENCE = "docs/reference.md"


def fenced(page: str, language: str) -> str:
    """Return all blocks of a language on a page, one after the other."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return "\n".join(re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE))


def pages_with(language: str) -> list[str]:
    return [page for page in PAGES if fenced(page, language)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, raw: Path) -> Path:
    """A project with the sample, built."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(raw, folder / "data" / "raw")
    zj.load_corpus(folder / "data" / "raw", processed=folder / "data" / "processed")
    return folder


@pytest.mark.parametrize("page", pages_with("python"))
def test_python_examples_run(page: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    exec(compile(fenced(page, "python"), page, "exec"), {"__name__": "example"})


EXAMPLES = {page: fenced(page, "toml") for page in pages_with("toml")} | {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in ROOT.glob("docs/examples/*.toml")
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_settings_examples_are_settings(example: str) -> None:
    assert tomllib.loads(EXAMPLES[example])
    settings_from_dict(tomllib.loads(EXAMPLES[example]), example)


def known_options() -> dict[str, set[str]]:
    """Return the options of each command of the command line."""
    import typer

    from zhengjian_stats.cli.application import application

    group = typer.main.get_command(application())
    options = {name: {o for p in command.params for o in p.opts} for name, command in group.commands.items()}  # type: ignore[attr-defined]
    common = {o for p in group.params for o in p.opts}
    return {name: own | common | {"--help"} for name, own in options.items()}


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_options_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    shell = "\n".join(fenced(page, language) for language in ("sh", "bat"))
    inline = "\n".join(re.findall(r"`((?:[.\w/\\]*[/\\])?zhengjian [^`\n]*)`", text))
    options = known_options()
    for arguments in re.findall(r"(?<![\w-])zhengjian ((?:[a-z]+|--)[^\n#]*)", f"{shell}\n{inline}"):
        command, *rest = arguments.split()
        assert command in options, f"{page}: zhengjian {arguments}"
        used = {re.split(r"[= ]", word)[0] for word in rest if word.startswith("--")}
        assert used - options[command] == set(), f"{page}: zhengjian {arguments}"


def test_every_public_name_stands_in_the_reference() -> None:
    explained = re.findall(
        r"^\.\. auto\w+:: zhengjian_stats\.(\w+)$", (ROOT / REFERENCE).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(explained) == sorted(name for name in zj.__all__ if not name.startswith("__"))


@pytest.mark.parametrize("name", sorted(name for name in zj.__all__ if not name.startswith("__")))
def test_every_public_name_explains_itself(name: str) -> None:
    thing = getattr(zj, name)
    if not (isinstance(thing, type) or callable(thing)):
        return
    assert thing.__doc__
    if callable(thing) and not isinstance(thing, type):
        assert "Examples" in thing.__doc__


def test_pages_link_only_to_what_is_there() -> None:
    missing = []
    for page in [*PAGES, "CONTRIBUTING.md"]:
        text = re.sub(r"```.*?```", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            if not (ROOT / page).parent.joinpath(target).exists():
                missing.append(f"{page} → {target}")
    assert missing == []


@pytest.mark.slow
def test_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", ROOT / "docs", tmp_path],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "zhengjian_stats" in (tmp_path / "index.html").read_text(encoding="utf-8")
