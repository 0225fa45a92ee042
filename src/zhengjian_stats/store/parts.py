"""Parts: one Parquet file for each frame and year of issue, named by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zhengjian_stats.errors import StoreError
from zhengjian_stats.frames import FOLLOWS, TEXTS
from zhengjian_stats.store.files import write_whole
from zhengjian_stats.store.manifest import Part

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FOLDER: Final = "parts"
#: Period of frames and rows that belong to no year.
UNDATED: Final = "undated"


def periods(frames: Mapping[str, pd.DataFrame], texts: pa.Table) -> dict[str, pd.Series[Any]]:
    """Return for each frame (and the texts) the year of issue of its rows, as text, so that a new issue rewrites little.

    ``people`` and ``posts`` belong to no year; nor does an issue without date and number.
    """
    import pandas as pd

    issues = frames["issues"]
    years = issues["issued_on"].dt.year.astype("Int64").fillna(issues["year"])
    by_issue = years.astype("str").where(years.notna(), UNDATED).set_axis(issues["issue_id"])
    found: dict[str, pd.Series[Any]] = {}
    for name, frame in frames.items():
        if "issue_id" in frame.columns:
            found[name] = _looked_up(frame["issue_id"], by_issue)
    for name, (leader, key) in FOLLOWS.items():
        if name in frames:
            found[name] = _looked_up(frames[name][key], found[leader].set_axis(frames[leader][key]))
    found[TEXTS] = _looked_up(pd.Series(texts.column("issue_id").to_pylist(), dtype="str"), by_issue)
    return found


def _looked_up(keys: pd.Series[Any], table: pd.Series[Any]) -> pd.Series[Any]:
    """Look the periods of keys up, each key once: the keys of a long frame are many and repeat."""
    import pandas as pd

    places, known = pd.factorize(keys)
    found = table.reindex(known).astype("object")
    periods = pd.Categorical([*found.where(found.notna(), UNDATED), UNDATED])  # a missing key takes the last
    return pd.Series(pd.Categorical.from_codes(periods.codes[places], periods.categories))


def split(table: pa.Table, period: pd.Series[Any] | None) -> Iterator[tuple[str, pa.Table]]:
    """Give the rows of each period, in the order of the table; a frame without rows is one part, so that it is there."""
    import pyarrow as pa

    if period is None or table.num_rows == 0:
        yield UNDATED, table
        return
    for place, name in enumerate(period.cat.categories):
        rows = (period.cat.codes == place).to_numpy()
        if rows.any():
            yield name, table.filter(pa.array(rows))


def parquet_of(table: pa.Table) -> bytes:
    """Return a table as the bytes of a Parquet file; the same table, the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table.combine_chunks(), sink, compression="zstd", version="2.6")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def write_part(folder: Path, stem: str, table: pa.Table) -> Part:
    """Write a part unless it is there already, sound.

    Raises
    ------
    StoreWriteError
        Disk full or not writable.
    """
    data = parquet_of(table)
    digest = hashlib.sha256(data).hexdigest()
    part = Part(f"{stem}-{digest[:16]}.parquet", table.num_rows, len(data), digest)
    if not is_sound(folder, part):
        write_whole(folder / part.name, data)
    return part


def is_sound(folder: Path, part: Part) -> bool:
    """Tell whether a part is there, every byte of it."""
    try:
        return hashlib.sha256((folder / part.name).read_bytes()).hexdigest() == part.sha256
    except OSError:
        return False


def read_part(folder: Path, part: Part) -> pa.Table:
    """Read a part.

    Raises
    ------
    StoreError
        It is missing, cannot be read or is not as it was written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / part.name
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise StoreError(f"{path}: this part of the store is missing; build again") from error
    except OSError as error:
        raise StoreError(f"{path}: this part of the store cannot be read: {error.strerror or error}") from error
    if hashlib.sha256(data).hexdigest() != part.sha256:
        raise StoreError(f"{path}: this part of the store is damaged; build again")
    return pq.ParquetFile(pa.BufferReader(data)).read()
