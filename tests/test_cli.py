"""The command line: what each command says, its exit codes, its help in both languages."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tiny import write_project
from zhengjian_stats import lexicon
from zhengjian_stats.cli import run
from zhengjian_stats.cli.application import application
from zhengjian_stats.settings import load_settings

COMMANDS = ("init", "build", "report", "check", "show", "evaluate", "candidates")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZHENGJIAN_LANG", "ZHENGJIAN_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "300")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three issues; we stand in its folder."""
    monkeypatch.chdir(write_project(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_project(tmp_path_factory.mktemp("built"))
    assert run(["build", str(folder / "data" / "raw"), "--out", str(folder / "data" / "processed"), "--workers", "0"]) == 0
    return folder


@pytest.fixture
def built(built_once: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, built; we stand in its folder."""
    monkeypatch.chdir(built_once)
    return built_once


class Said:
    """What a command said."""

    def __init__(self, code: int, captured: object) -> None:
        self.code, self.out, self.err = code, captured.out, captured.err  # type: ignore[attr-defined]


@pytest.fixture
def zhengjian(capsys: pytest.CaptureFixture[str]):
    def call(*arguments: str | Path) -> Said:
        capsys.readouterr()
        return Said(run([str(argument) for argument in arguments]), capsys.readouterr())

    return call


# -- help -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_speaks_both_languages(zhengjian, command: str) -> None:
    said = zhengjian(command, "--help")
    assert said.code == 0
    message = lexicon.load("messages/cli")[f"help_{command}"]
    assert message["zh"] in said.out
    assert message["en"] in said.out


def test_every_option_explains_itself_in_both_languages() -> None:
    import typer

    group = typer.main.get_command(application())
    helps = {
        f"{name} {parameter.name}": getattr(parameter, "help", None)
        for name, command in {"zhengjian": group, **group.commands}.items()  # type: ignore[attr-defined]
        for parameter in command.params
        if parameter.name != "help"
    }
    assert len(helps) > 15
    for place, text in helps.items():
        assert text, place
        chinese, _, english = text.partition(" · ")
        assert re.search(r"[一-鿿]", chinese), place
        assert re.match(r"[A-Z]", english), place


def test_every_message_is_there_in_both_languages_with_the_same_places() -> None:
    for room in ("cli", "evaluation", "report"):
        for name, message in lexicon.load(f"messages/{room}").items():
            assert set(message) == {"zh", "en"}, name
            assert message["zh"], name
            assert message["en"], name


def test_without_a_command_help_is_shown(zhengjian) -> None:
    assert "show" in zhengjian("--help").out


def test_version(zhengjian) -> None:
    assert re.fullmatch(r"zhengjian \d+\.\d+\.\d+\n", zhengjian("--version").out)


# -- what users get wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nonsense"], "nonsense"),
        (["build", "--nonsense"], "--nonsense"),
        (["build", "nowhere"], "nowhere"),
        (["build", "--workers", "-1"], "--workers"),
        (["build", "--settings", "nowhere.toml"], "nowhere.toml"),
        (["report"], "zhengjian build"),
        (["report", "--period", "2025Q5"], "2025Q5"),
        (["report", "--period", "2025-13"], "2025-13"),
        (["check"], "zhengjian build"),
        (["check", "--lang", "fr"], "fr"),
        (["show", "nowhere.txt"], "nowhere.txt"),
    ],
)
def test_a_slip_is_one_line_and_exit_code_2(zhengjian, project: Path, arguments: list[str], told: str) -> None:
    said = zhengjian(*arguments)
    assert said.code == 2
    assert told in said.err
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) <= 2


def test_an_error_is_called_so_in_the_language_asked_for(zhengjian, project: Path) -> None:
    assert zhengjian("show", "nowhere.txt").err.startswith("错误：")
    assert zhengjian("show", "nowhere.txt", "--lang", "en").err.startswith("error: ")
    assert zhengjian("--lang", "en", "show", "nowhere.txt").err.startswith("error: ")


def test_the_language_is_that_of_the_settings(zhengjian, project: Path) -> None:
    (project / "zhengjian.toml").write_text('language = "en"', encoding="utf-8")
    assert " issues · " in zhengjian("build", "--workers", "0").out
    assert " 期 · " in zhengjian("build", "--workers", "0", "--lang", "zh").out


def test_an_unknown_setting_is_named_with_the_nearest_known_one(zhengjian, project: Path) -> None:
    (project / "zhengjian.toml").write_text('languge = "en"', encoding="utf-8")
    said = zhengjian("build")
    assert (said.code, "language" in said.err) == (2, True)


def test_an_empty_folder_is_named(zhengjian, project: Path) -> None:
    (project / "empty").mkdir()
    said = zhengjian("build", "empty")
    assert said.code == 2
    assert "empty" in said.err


def test_a_bug_is_one_line_unless_asked_for(zhengjian, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A bug of ours, made: something that no user can cause.
    monkeypatch.setattr("zhengjian_stats.cli.check.group_problems", lambda problems: 1 / 0)
    said = zhengjian("check")
    assert (said.code, "ZeroDivisionError" in said.err, "Traceback" in said.err) == (1, True, False)
    assert "ZHENGJIAN_DEBUG" in said.err
    said = zhengjian("--debug", "check")
    assert (said.code, "Traceback" in said.err) == (1, True)


def test_an_interrupted_command_says_130(zhengjian, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(problems: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zhengjian_stats.cli.check.group_problems", interrupted)
    assert zhengjian("check").code == 130


# -- init -------------------------------------------------------------------------------------------------------------------


def test_init_makes_a_project_that_can_be_built(zhengjian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = zhengjian("init", "我的 项目", "--sample")
    assert said.code == 0
    assert said.out.splitlines()[-1] == "我的 项目"
    made = tmp_path / "我的 项目"
    assert {p.name for p in made.iterdir()} == {"zhengjian.toml", "README.md", "notebooks", "data", "reports"}
    assert (made / "notebooks" / "periodic_report.ipynb").is_file()
    assert len([p for p in (made / "data" / "raw").rglob("*") if p.is_file()]) >= 24


def test_init_without_the_sample_leaves_raw_empty(zhengjian, tmp_path: Path) -> None:
    assert zhengjian("init", tmp_path / "new").code == 0
    assert list((tmp_path / "new" / "data" / "raw").iterdir()) == []


def test_init_overwrites_nothing(zhengjian, tmp_path: Path) -> None:
    assert zhengjian("init", tmp_path / "new").code == 0
    (tmp_path / "new" / "zhengjian.toml").write_text("office = '我的'", encoding="utf-8")
    said = zhengjian("init", tmp_path / "new", "--sample")
    assert said.code == 2
    assert "zhengjian.toml" in said.err
    assert (tmp_path / "new" / "zhengjian.toml").read_text(encoding="utf-8") == "office = '我的'"
    assert list((tmp_path / "new" / "data" / "raw").iterdir()) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_settings_of_a_new_project_are_valid_and_tell_all_there_is(zhengjian, tmp_path: Path, lang: str) -> None:
    zhengjian("init", tmp_path / "new", "--lang", lang)
    file = tmp_path / "new" / "zhengjian.toml"
    assert load_settings(file).language == lang
    text = file.read_text(encoding="utf-8")
    open_ = tomllib.loads(re.sub(r"^# (?=\[\[|\w+ = )", "", text, flags=re.MULTILINE))
    whole = tmp_path / "whole.toml"
    whole.write_text(re.sub(r"^# (?=\[\[|\w+ = )", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert load_settings(whole).topic
    assert set(open_) == set(load_settings(whole).__dataclass_fields__)


# -- build, check, show -----------------------------------------------------------------------------------------------------


def test_build_tells_where_and_how_much(zhengjian, project: Path) -> None:
    said = zhengjian("build", "--workers", "0")
    assert said.code == 0
    last = said.out.splitlines()[-1]
    assert re.match(
        r"data/processed   3 期 · 3 篇 · 3 次会议活动 · \d+ 人次 · \d+ 条要求 · \d+ 处待查看（zhengjian check）$", last
    )
    assert said.err == ""


def test_build_says_3_when_something_is_set_aside(zhengjian, project: Path) -> None:
    (project / "data" / "raw" / "broken.docx").write_bytes(b"PK\x03\x04 not a document")
    said = zhengjian("build", "--workers", "0")
    assert said.code == 3
    assert "3 期" in said.out
    said = zhengjian("check")
    assert said.code == 0
    assert "broken.docx" in said.out


def test_build_takes_another_folder_and_place(zhengjian, project: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(project / "data" / "raw", other / "raw")
    assert zhengjian("build", other / "raw", "--out", other / "built", "--workers", "0").code == 0
    assert (other / "built").is_dir()
    assert not (project / "data" / "processed").exists()


def test_check_names_the_gap_in_the_numbering(zhengjian, built: Path) -> None:
    said = zhengjian("check")
    assert said.code == 0
    assert "期号有缺" in said.out
    assert "第3期" in said.out
    assert "Numbering" in zhengjian("check", "--lang", "en").out


def test_candidates_come_with_a_sentence_or_as_settings(zhengjian, built: Path) -> None:
    assert zhengjian("candidates").out == "没有找到候选提法。\n"
    raw = built / "more"
    raw.mkdir()
    for number in (1, 2, 3):
        text = f"召开第{number}次馆务会\n\n3月{number}日，召开馆务会。林清源强调，要落实“三审一听”，增强“四个意识”。"
        (raw / f"{number}.txt").write_text(text, encoding="utf-8")
    assert zhengjian("build", raw, "--out", built / "other", "--workers", "0").code == 0
    said = zhengjian("candidates", "--processed", built / "other", "--lang", "en")
    assert said.out.splitlines()[0] == ("三审一听  counted  3 articles (3 beside known formulations or in demands)  - to -")
    assert "要落实“三审一听”，增强“四个意识”。" in said.out
    settings = zhengjian("candidates", "--processed", built / "other", "--toml").out
    assert tomllib.loads(settings) == {"formulation": [{"name": "三审一听"}]}
    (built / "accepted.toml").write_text(settings, encoding="utf-8")
    accepted = ("--settings", built / "accepted.toml")
    assert "三审一听" not in zhengjian("candidates", "--processed", built / "other", *accepted).out
    assert zhengjian("candidates", "--processed", built / "other", "--top", "0").out == "没有找到候选提法。\n"


def test_show_tells_what_was_read_from_a_file(zhengjian, project: Path) -> None:
    said = zhengjian("show", project / "data" / "raw" / "2025-01.txt")
    assert said.code == 0
    for expected in (
        "云岭史志工作简报",
        "2025-08-15",
        "主动公开",
        "馆务会部署下半年工作",
        "林清源",
        "主持",
        "陈放",
        "请假",
        "抓好消防安全",
        "2026-01-15",
    ):
        assert expected in said.out, expected


def test_show_takes_the_tables_and_settings_of_the_project_however_deep_the_file_lies(
    zhengjian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = write_project(tmp_path / "project", 'language = "en"\n') / "data" / "raw"
    deep = raw / "2025" / "autumn" / "2025-01.txt"
    deep.parent.mkdir(parents=True)
    (raw / "2025-01.txt").rename(deep)
    (raw / "metadata.csv").write_text("path,print_run\n2025/autumn/2025-01.txt,61\n", encoding="utf-8")
    head, row = "source,words,field,was,is", "2025/autumn/2025-01.txt,副馆长周敏,title,副馆长,一级巡视员"
    (raw / "corrections.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    said = zhengjian("show", deep)
    assert (said.code, said.err) == (0, "")
    assert "print run       61\n" in said.out
    assert "一级巡视员 周敏" in said.out
    assert "corrections.csv" not in said.out


def test_show_reads_a_file_of_no_project_with_what_lies_beside_it(zhengjian, tmp_path: Path, monkeypatch) -> None:
    file = write_project(tmp_path / "project") / "data" / "raw" / "2025-01.txt"
    alone = tmp_path / "alone" / "a.txt"
    alone.parent.mkdir()
    alone.write_bytes(file.read_bytes())
    (alone.parent / "metadata.csv").write_text("path,print_run\na.txt,61\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "project")
    assert "印数　　  61\n" in zhengjian("show", alone).out


def test_show_knows_a_raw_folder_elsewhere_from_the_project_one_is_in(
    zhengjian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write_project(tmp_path / "project", '[paths]\nraw = "../bulletins"\n')
    (project / "data" / "raw").rename(tmp_path / "bulletins")
    (tmp_path / "bulletins" / "2025").mkdir()
    file = tmp_path / "bulletins" / "2025" / "2025-01.txt"
    (tmp_path / "bulletins" / "2025-01.txt").rename(file)
    (tmp_path / "bulletins" / "metadata.csv").write_text("path,print_run\n2025/2025-01.txt,61\n", encoding="utf-8")
    monkeypatch.chdir(project)
    assert "印数　　  61\n" in zhengjian("show", file).out


def test_show_lets_no_control_characters_through(zhengjian, project: Path) -> None:
    path = project / "data" / "raw" / "2025-01.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("消防安全", "消防\x1b[31m安全"), encoding="utf-8")
    assert "\x1b" not in zhengjian("show", path).out


def test_check_shows_misprints_with_what_to_do_and_stale_corrections_in_order(zhengjian, project: Path) -> None:
    raw = project / "data" / "raw"
    path = raw / "2025-01.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("数字化", "高质量友展"), encoding="utf-8")
    # Row 5 names a file that is not there, which is known before anything is read.
    rows = "".join(f"{'别处.txt' if number == 5 else ''},没有这话{number},title,甲,乙\n" for number in range(2, 13))
    (raw / "corrections.csv").write_text(f"source,words,field,was,is\n{rows}", encoding="utf-8-sig")
    assert zhengjian("build", "--workers", "0").code == 0
    said = zhengjian("check", "--lang", "zh").out
    assert "2025-01.txt: “高质量友展”疑为“高质量发展”" in said
    assert "→ 确是错字：在 corrections.csv 添一行" in said
    assert re.findall(r"corrections\.csv 第(\d+)行", said) == [str(number) for number in range(2, 13)]
    assert "→ if it is one, add a row to corrections.csv" in zhengjian("check", "--lang", "en").out


# -- as a process -----------------------------------------------------------------------------------------------------------


def process(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    command = [sys.executable, "-m", "zhengjian_stats", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.skipif(not sys.executable.isascii(), reason="a Python without UTF-8 cannot import from a Chinese folder")
def test_chinese_comes_out_under_any_locale(built: Path) -> None:
    done = process("check", LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0, done.stderr
    assert "期号" in done.stdout


def test_a_code_page_without_some_character_breaks_nothing(built: Path) -> None:
    done = process("check", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(built: Path) -> None:
    script = f"{shlex.quote(sys.executable)} -m zhengjian_stats check | true; echo done"
    done = subprocess.run(["sh", "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
