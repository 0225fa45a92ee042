"""What describes a frame: its columns with kind and meaning, its key and its order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["str", "int", "date", "bool"]

#: The pandas dtype of each kind of column. Missing is ``<NA>``/``NaN``/``NaT``, never ``""`` or 0.
DTYPES: Final[Mapping[Kind, str]] = {"str": "str", "int": "Int64", "date": "datetime64[us]", "bool": "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a frame: name, kind, meaning, whether it may be missing, allowed values."""

    name: str
    kind: Kind
    doc: str
    nullable: bool = True
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameSpec:
    """One frame: its name, what a row is, its columns, its key (unique) and its order."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)
