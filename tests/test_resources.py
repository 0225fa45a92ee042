"""Every rule file does what its examples say, and none of it is idle: emptying any one file makes its examples fail.

The checks of ``resources/<name>.toml`` stand in ``tests/rules/<name>.py``: a function ``failures(table)`` that gives one line
for each example or counter-example of the table that does not hold, by asking the package itself (docs/rules.md).
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import zhengjian_stats

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(zhengjian_stats.__file__).resolve().parent
RESOURCES = PACKAGE / "resources"
CHECKS = Path(__file__).resolve().parent / "rules"

#: Folders of resources/ that hold no rules: what the package says to people, and the settings of a new project.
NO_RULES = ("messages", "project")

NAMES = sorted(
    path.relative_to(RESOURCES).with_suffix("").as_posix()
    for path in RESOURCES.rglob("*.toml")
    if path.relative_to(RESOURCES).parts[0] not in NO_RULES
)


def table_of(name):
    return tomllib.loads((RESOURCES / f"{name}.toml").read_text(encoding="utf-8"))


def check_of(name):
    path = CHECKS / f"{name}.py"
    if not path.is_file():
        pytest.fail(f"resources/{name}.toml has no check: write tests/rules/{name}.py (docs/rules.md shows how)")
    spec = importlib.util.spec_from_file_location(f"check_{name.replace('/', '_')}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.failures


#: Keys under which rules stand; a table with one of them says what it should and should not find.
RULES = frozenset(
    (
        "pattern",
        "patterns",
        "words",
        "terms",
        "heads",
        "formulations",
        "prefixes",
        "suffixes",
        "shapes",
        "sets",
        "signs",
        "before",
    )
)


def rule_tables(table, path=()):
    """Yield place and table of everything that holds rules."""
    if RULES & table.keys():
        yield path, table
    for key, value in table.items():
        rows = value if isinstance(value, list) and key not in RULES else [value]
        for number, row in enumerate(rows, start=1):
            if isinstance(row, dict):
                yield from rule_tables(row, (*path, f"{key}[{number}]" if rows is value else key))


def has_within(table, key):
    return bool(table.get(key)) or any(isinstance(value, dict) and has_within(value, key) for value in table.values())


def emptied(value):
    """Return a value with the same keys and nothing in them; yes, no and numbers stay."""
    if isinstance(value, dict):
        return {key: emptied(item) for key, item in value.items()}
    return type(value)() if isinstance(value, list | str) else value


def as_toml(table, path=()):
    """Write an emptied table as TOML."""
    lines = [
        f"{json.dumps(key, ensure_ascii=False)} = {json.dumps(item)}"
        for key, item in table.items()
        if not isinstance(item, dict)
    ]
    for key, item in table.items():
        if isinstance(item, dict):
            place = (*path, json.dumps(key, ensure_ascii=False))
            lines += [f"[{'.'.join(place)}]", as_toml(item, place)]
    return "\n".join(lines)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_rules_has_examples_and_counter_examples(name):
    whole = table_of(name)
    for path, table in rule_tables(whole):
        for key in ("examples", "counter_examples"):
            # Rules that only work together may share them: [tests] of the file, or the table they stand in.
            shared = whole.get("tests", {}).get(key) or (len(path) > 1 and whole.get(path[0].partition("[")[0], {}).get(key))
            assert has_within(table, key) or shared, f"resources/{name}.toml [{'.'.join(path)}] has no {key}"


@pytest.mark.parametrize("name", NAMES)
def test_examples_hold(name):
    assert check_of(name)(table_of(name)) == []


def test_no_check_stands_without_its_rule_file():
    assert {path.relative_to(CHECKS).with_suffix("").as_posix() for path in CHECKS.rglob("*.py")} <= set(NAMES)


#: Run in a copy of the package whose file ``name`` is empty: print how many of the real file's examples fail.
PROGRAM = """
import importlib.util, sys, tomllib
copy, check, original = sys.argv[1:]
sys.meta_path[:] = [finder for finder in sys.meta_path if "Redirect" not in getattr(finder, "__name__", type(finder).__name__)]
sys.path.insert(0, copy)
import zhengjian_stats
assert zhengjian_stats.__file__.startswith(copy), zhengjian_stats.__file__
spec = importlib.util.spec_from_file_location("check", check)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print("failures", len(module.failures(tomllib.load(open(original, "rb")))))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, folder / "zhengjian_stats", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_rule_file_makes_its_examples_fail(name, copy):
    check_of(name)
    original, file = RESOURCES / f"{name}.toml", copy / "zhengjian_stats" / "resources" / f"{name}.toml"
    file.write_text(as_toml(emptied(table_of(name))), encoding="utf-8")
    command = [
        sys.executable,
        "-X",
        "utf8",
        "-W",
        "ignore",
        "-c",
        PROGRAM,
        str(copy),
        str(CHECKS / f"{name}.py"),
        str(original),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=copy)
    finally:
        shutil.copy(original, file)
    # A package that stops with an error of its own or of Python shows the loss as well as a failed example does.
    assert done.returncode != 0 or int(done.stdout.split()[-1]) > 0
    assert "assert zhengjian_stats" not in done.stderr, done.stderr
