"""The store: the same content gives the same bytes, a generation is there whole or not at all, damage is named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from synthetic import serial
from zhengjian_stats import store
from zhengjian_stats.corpus.source import text_table
from zhengjian_stats.errors import StoreError, StoreLockedError, StoreMissingError, StoreWriteError
from zhengjian_stats.schema import FRAMES, arrow_schema
from zhengjian_stats.settings import Settings, Topic

Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def write(folder: Path, n_issues: int = 20, origin: store.Origin | None = None) -> store.Generation:
    builder = serial(n_issues)
    return store.write_generation(folder, builder.frames(), text_table(builder.texts), origin)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write(tmp_path)
    found = store.read_generation(tmp_path)
    for name, frame in serial(20).frames().items():
        pd.testing.assert_frame_equal(found.frame(name), frame)
        assert found.n_rows(name) == len(frame)
    texts = found.texts().to_pydict()
    assert dict(zip(texts["issue_id"], texts["text"], strict=True)) == serial(20).texts


def test_empty_frames_are_read_too(tmp_path: Path) -> None:
    write(tmp_path, 0)
    found = store.read_generation(tmp_path)
    assert {name: len(found.frame(name)) for name in FRAMES} == dict.fromkeys(FRAMES, 0)


def test_settings_and_roster_are_kept(tmp_path: Path) -> None:
    roster = pd.DataFrame({"name": ["林清源"], "title": ["主任"]}, dtype="str")
    settings = Settings(office="云岭省地方志办", topic=(Topic("water", ("水库",)),))
    write(tmp_path, origin=store.Origin(settings=settings, roster=roster))
    found = store.read_generation(tmp_path)
    assert found.settings() == settings
    pd.testing.assert_frame_equal(found.roster(), roster)


def test_two_stores_of_one_content_are_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_writing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, 19)
    write(tmp_path, 20)
    before = tree(tmp_path)
    write(tmp_path, 20)
    assert tree(tmp_path) == before


def test_parts_are_of_the_contract_without_a_pandas_index(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    generation = write(tmp_path)
    for name in FRAMES:
        for part in generation.manifest.parts[name]:
            file = pq.ParquetFile(tmp_path / "parts" / part.name)
            assert file.schema_arrow.equals(arrow_schema(name))
            assert file.schema_arrow.metadata == {b"zhengjian_schema": b"1", b"frame": name.encode()}
            assert file.metadata.num_row_groups == 0 or file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_new_issue_rewrites_only_its_year(tmp_path: Path) -> None:
    before = write(tmp_path, 20).manifest.part_names()
    new = write(tmp_path, 21).manifest.part_names() - before
    assert {name.split("-")[1] for name in new if not name.startswith(("people", "posts"))} == {"2024"}
    assert any("2023" in name for name in before)


def test_the_previous_generation_is_kept_and_older_parts_are_swept(tmp_path: Path) -> None:
    first, second, third = (write(tmp_path, n).manifest for n in (10, 11, 12))
    there = {path.name for path in (tmp_path / "parts").iterdir()}
    assert there == second.part_names() | third.part_names()
    assert first.part_names() - there
    assert json.loads((tmp_path / "manifest.previous.json").read_text(encoding="utf-8"))["fingerprint"] == second.fingerprint


def test_nothing_built(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="nothing was built"):
        store.read_generation(tmp_path / "nowhere")


def some_part(folder: Path) -> Path:
    return next((folder / "parts").glob("attendees-2023-*"))


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    part = some_part(tmp_path)
    part.unlink()
    found = store.read_generation(tmp_path)
    assert not found.is_sound()
    assert len(found.frame("issues")) == 20  # the others can still be read
    with pytest.raises(StoreError, match=f"{part.name}.*missing"):
        found.frame("attendees")


def test_a_damaged_part_is_named_and_mended_by_building_again(tmp_path: Path) -> None:
    write(tmp_path)
    part = some_part(tmp_path)
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    with pytest.raises(StoreError, match=f"{part.name}.*damaged"):
        store.read_generation(tmp_path).frame("attendees")
    write(tmp_path)
    assert len(store.read_generation(tmp_path).frame("attendees"))


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"parts": {}}'])
def test_a_damaged_manifest(tmp_path: Path, damage: str) -> None:
    write(tmp_path)
    (tmp_path / "manifest.json").write_text(damage, encoding="utf-8")
    with pytest.raises(StoreError, match="manifest is damaged"):
        store.read_generation(tmp_path)
    write(tmp_path)
    assert store.read_generation(tmp_path).n_rows("issues") == 20


def test_a_manifest_that_was_edited(tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / "manifest.json"
    values = json.loads(path.read_text(encoding="utf-8"))
    values["parts"]["terms"] = []
    path.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(StoreError, match="fingerprint"):
        store.read_generation(tmp_path)


def test_another_schema_version(tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"schema_version": 1', '"schema_version": 99'), encoding="utf-8")
    with pytest.raises(StoreError, match="schema version 99"):
        store.read_generation(tmp_path)


def test_another_run_holds_the_lock(tmp_path: Path) -> None:
    holder = (
        "import sys, pathlib; from zhengjian_stats.store import locked\n"
        "with locked(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreLockedError, match="another run"):
            write(tmp_path)
        other.communicate("")
    write(tmp_path)


def test_the_lock_may_be_held_twice_by_one_run(tmp_path: Path) -> None:
    with store.locked(tmp_path):
        write(tmp_path)
    assert store.read_generation(tmp_path).n_rows("issues") == 20


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreWriteError, match="cannot be written"):
        write(tmp_path / "file" / "processed")


def test_a_failed_write_leaves_the_generation_that_stood(tmp_path: Path) -> None:
    write(tmp_path, 20)
    (tmp_path / "manifest.previous.json.half").mkdir()  # what a full disk does at the worst moment, done by a folder in the way
    with pytest.raises(StoreWriteError):
        write(tmp_path, 21)
    assert store.read_generation(tmp_path).n_rows("issues") == 20


def test_a_full_disk(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    from zhengjian_stats.store.files import write_whole

    path = tmp_path / "part"
    path.with_name("part.half").symlink_to("/dev/full")
    with pytest.raises(StoreWriteError, match="No space left"):
        write_whole(path, b"x" * 10)
    assert not path.exists()


def test_a_half_written_part_of_a_killed_run_is_swept(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "terms-2023-0.parquet.half").write_bytes(b"PAR1")
    write(tmp_path)
    assert list((tmp_path / "parts").glob("*.half")) == []


def test_the_cache_forgets_what_nobody_asks_for_and_what_is_damaged(tmp_path: Path) -> None:
    first = store.Cache(tmp_path)
    first.put("ab01", {"n": 1})
    first.put("ab02", {"n": 2})
    second = store.Cache(tmp_path)
    assert second.get("ab01") == {"n": 1}
    second.sweep()
    third = store.Cache(tmp_path)
    assert third.get("ab02") is None
    next((tmp_path / "cache").rglob("*.z")).write_bytes(b"damaged")
    assert third.get("ab01") is None
