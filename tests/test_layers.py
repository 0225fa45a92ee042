"""Layers: a module imports only what stands above it on the way of a bulletin, and the rooms between the shells are pure.

Every import counts, also those inside functions and under ``TYPE_CHECKING``: who names a later room knows it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = "zhengjian_stats"
SOURCE = Path(__file__).resolve().parent.parent / "src" / PACKAGE

#: Open to all rooms, themselves only knowing one another.
OPEN = frozenset({"errors", "schema", "lexicon", "settings", "messages", "periods"})

#: The rooms in the order of the way of a bulletin; those of one line may know one another.
WAY = (
    {"readers"},
    {"text"},
    {"parse"},
    {"companions"},
    {"resolve"},
    {"frames"},
    {"corrections"},
    {"check"},
    {"store"},
    {"corpus"},
    {"build", "worker"},
    {"analysis"},
    {"evaluation"},
    {"plots"},
    {"report"},
    {"cli"},
    {"__init__", "__main__"},
)
RANK = {room: rank for rank, rooms in enumerate(WAY) for room in rooms}

#: Notebooks do the analysing; the report only runs and renders them.
FORBIDDEN = {("report", "analysis")}

#: Rooms without disk, clock, locale or processes.
PURE = frozenset({"text", "parse", "resolve", "frames", "corpus", "analysis", "evaluation", "plots"})
IMPURE_MODULES = frozenset(
    [
        "os",
        "pathlib",
        "shutil",
        "tempfile",
        "glob",
        "subprocess",
        "multiprocessing",
        "socket",
        "urllib",
        "requests",
        "locale",
        "time",
        "random",
    ]
)
IMPURE_CALLS = frozenset(
    [
        "open",
        "now",
        "today",
        "utcnow",
        "read_text",
        "write_text",
        "read_bytes",
        "write_bytes",
        "read_csv",
        "read_parquet",
        "to_csv",
        "to_parquet",
        "savefig",
    ]
)

#: What a pure room may use all the same, and why.
EXCUSED = {
    ("text/segment.py", "pathlib"): "jieba keeps a cache of its dictionary, here in a folder of our own",
    ("evaluation/gold.py", "os"): "the kinds of paths that it takes",
    ("evaluation/gold.py", "pathlib"): "the gold files are read here",
    ("evaluation/gold.py", "read_bytes()"): "the gold files are read here",
}


def room_of(path: Path, source: Path) -> str:
    """Return the room of a file: the folder or module at the top of the package."""
    first = path.relative_to(source).parts[0]
    return first.removesuffix(".py")


def imported_rooms(path: Path, source: Path) -> Iterator[tuple[str, int]]:
    """Yield every room that a file imports, with the line."""
    package = [PACKAGE, *path.relative_to(source).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            names = [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == PACKAGE:
                known = len(parts) > 1 and (parts[1] in RANK or parts[1] in OPEN or (source / parts[1]).is_dir())
                yield parts[1] if known else "__init__", node.lineno


def layer_faults(source: Path) -> list[str]:
    """Return every import that goes against the way, as ``file:line room imports room``."""
    faults = []
    for path in sorted(source.rglob("*.py")):
        room = room_of(path, source)
        for other, line in imported_rooms(path, source):
            if room == other or (other in OPEN and (room in OPEN or room in RANK)):
                continue
            allowed = room in RANK and other in RANK and RANK[other] <= RANK[room] and (room, other) not in FORBIDDEN
            if not allowed:
                faults.append(f"{path.relative_to(source)}:{line} {room} imports {other}")
    return faults


def purity_faults(source: Path) -> list[tuple[str, int, str]]:
    """Return every use of disk, clock, locale or processes in a pure room: file, line, name."""
    faults = []
    for path in sorted(source.rglob("*.py")):
        place = path.relative_to(source).as_posix()
        if room_of(path, source) not in PURE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            used: list[str] = []
            if isinstance(node, ast.Import):
                used = [alias.name.split(".")[0] for alias in node.names if alias.name.split(".")[0] in IMPURE_MODULES]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                used = [name for name in [str(node.module).split(".")[0]] if name in IMPURE_MODULES]
            elif isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                used = [f"{called}()"] if called in IMPURE_CALLS else []
            faults += [(place, node.lineno, name) for name in used]
    return faults


def test_every_module_has_its_place() -> None:
    rooms = {room_of(path, SOURCE) for path in SOURCE.rglob("*.py")}
    assert rooms - RANK.keys() - OPEN == set(), "say in WAY where it stands"


def test_modules_import_only_what_stands_above_them() -> None:
    assert layer_faults(SOURCE) == []


def test_rooms_between_the_shells_are_pure() -> None:
    assert [fault for fault in purity_faults(SOURCE) if (fault[0], fault[2]) not in EXCUSED] == []


def test_excuses_are_needed() -> None:
    assert EXCUSED.keys() - {(place, name) for place, _, name in purity_faults(SOURCE)} == set()


@pytest.mark.parametrize(
    ("place", "code", "fault"),
    [
        ("text/segment.py", "import zhengjian_stats.parse.dates", "text/segment.py:1 text imports parse"),
        ("text/segment.py", "from zhengjian_stats import corpus", "text/segment.py:1 text imports corpus"),
        ("text/segment.py", "from ..parse import dates", "text/segment.py:1 text imports parse"),
        ("parse/issue.py", "def f():\n    from zhengjian_stats.cli import main", "parse/issue.py:2 parse imports cli"),
        (
            "parse/issue.py",
            "if TYPE_CHECKING:\n    from zhengjian_stats.store import x",
            "parse/issue.py:2 parse imports store",
        ),
        ("report/run.py", "from zhengjian_stats.analysis import trends", "report/run.py:1 report imports analysis"),
        ("plots/bars.py", "import zhengjian_stats as zj", "plots/bars.py:1 plots imports __init__"),
        ("plots/bars.py", "from zhengjian_stats import load_corpus", "plots/bars.py:1 plots imports __init__"),
        ("schema.py", "from zhengjian_stats.parse import records", "schema.py:1 schema imports parse"),
        ("newroom.py", "from zhengjian_stats.text import clean", "newroom.py:1 newroom imports text"),
    ],
)
def test_an_import_in_the_wrong_direction_is_noticed(tmp_path: Path, place: str, code: str, fault: str) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text(code, encoding="utf-8")
    assert layer_faults(tmp_path) == [fault]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("parse/issue.py", "from zhengjian_stats.text import clean\nfrom zhengjian_stats import schema"),
        ("parse/issue.py", "from . import dates\nfrom .dates import find\nimport re"),
        ("cli/__init__.py", "from zhengjian_stats.report import run\nfrom zhengjian_stats.analysis import trends"),
        ("settings.py", "from zhengjian_stats.errors import SettingsError"),
    ],
)
def test_an_import_in_the_right_direction_is_let_pass(tmp_path: Path, place: str, code: str) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text(code, encoding="utf-8")
    assert layer_faults(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os.path", "os"),
        ("def f():\n    from pathlib import Path", "pathlib"),
        ("import datetime as dt\nx = dt.date.today()", "today()"),
        ("open('x')", "open()"),
        ("frame.to_csv('x')", "to_csv()"),
    ],
)
def test_disk_and_clock_in_a_pure_room_are_noticed(tmp_path: Path, code: str, found: str) -> None:
    for room in ("parse", "store"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "module.py").write_text(code, encoding="utf-8")
    assert [(place, name) for place, _, name in purity_faults(tmp_path)] == [("parse/module.py", found)]
