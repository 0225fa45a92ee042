"""What several tests share: where the real texts lie, and the sample corpus."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the slow tests too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--full"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the real texts of others; the test is skipped, saying so, where it is missing."""
    folder = Path(os.environ.get("ZHENGJIAN_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the real texts are not here ({folder}); set ZHENGJIAN_SHARED")
    return folder


@pytest.fixture(scope="session")
def raw() -> Path:
    """Folder of the sample corpus."""
    return RAW
