"""Which files are found, and under what names."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from zhengjian_stats.build.sources import digest_of, find_sources, read_source
from zhengjian_stats.errors import ReadError, UsageError


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def found(where: object, **options: Path) -> list[str]:
    return [file.source for file in find_sources(where, **options).files]  # type: ignore[arg-type]


def test_a_folder_and_those_in_it_in_order(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "2024/第1期.txt", "2024/旧/a.txt", "a.txt")
    assert found(tmp_path) == ["2024/旧/a.txt", "2024/第1期.txt", "a.txt", "b.txt"]
    assert found(str(tmp_path)) == found(tmp_path)


def test_what_is_never_a_bulletin(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "metadata.csv", "roster.csv", ".hidden/b.txt", ".c.txt", "README.md", "~$a.docx", "Thumbs.db")
    assert found(tmp_path) == ["a.txt"]


def test_the_built_store_is_not_looked_into(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "processed/parts/x.parquet")
    assert found(tmp_path, leave_out=tmp_path / "processed") == ["a.txt"]


def test_one_file_and_a_list_of_files(tmp_path: Path) -> None:
    put(tmp_path, "x/a.txt", "y/b.txt")
    assert found(tmp_path / "x" / "a.txt") == ["a.txt"]
    paths = [tmp_path / "y" / "b.txt", str(tmp_path / "x" / "a.txt")]
    assert found(paths) == found(paths[::-1]) == found([*paths, *paths]) == ["x/a.txt", "y/b.txt"]
    assert find_sources(paths).base == tmp_path


def test_links_that_go_round_are_gone_once(tmp_path: Path) -> None:
    put(tmp_path, "x/a.txt")
    try:
        (tmp_path / "x" / "round").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    assert found(tmp_path) == ["x/a.txt"]


def test_a_link_to_nothing_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    try:
        (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    except OSError:
        pytest.skip("links cannot be made here")
    (file,) = find_sources(tmp_path).files
    with pytest.raises(ReadError) as error:
        read_source(file)
    assert error.value.code == "unreadable_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (file,) = find_sources(tmp_path).files
    assert "not a regular file" in file.fault


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names as they are given")
def test_names_are_the_same_on_every_system(tmp_path: Path) -> None:
    put(tmp_path, unicodedata.normalize("NFD", "é.txt"))
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "简报.txt".encode("gb18030")))).write_text("a", encoding="utf-8")
    assert sorted(found(tmp_path)) == ["é.txt", "简报.txt"]


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (file,) = find_sources(tmp_path).files
    sha256, size = digest_of(file)
    assert (read_source(file, sha256), size) == (b"a.txt", 5)
    (tmp_path / "a.txt").write_text("other", encoding="utf-8")
    with pytest.raises(ReadError, match="changed"):
        read_source(file, sha256)


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        find_sources(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="no file here that could be a bulletin"):
        find_sources(tmp_path)
    put(tmp_path, "metadata.csv")
    with pytest.raises(UsageError, match="no file here that could be a bulletin"):
        find_sources(tmp_path)
    with pytest.raises(UsageError, match="list of files is empty"):
        find_sources([])
    with pytest.raises(UsageError, match="a folder stands in a list"):
        find_sources([tmp_path])
