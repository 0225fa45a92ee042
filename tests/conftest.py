"""What several tests share: where the real texts lie, and the sample corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from real_texts import ROOT, shared_folder

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
    folder = shared_folder()
    if not folder.is_dir():
        pytest.skip(f"the real texts are not here ({folder}); set ZHENGJIAN_SHARED")
    return folder


@pytest.fixture(scope="session")
def raw() -> Path:
    """Folder of the sample corpus."""
    return RAW
