"""Every error that the package raises on purpose.

::

    ZhengjianError
    ├── UsageError            a call that cannot be carried out as asked (exit code 2)
    │   ├── SettingsError     zhengjian.toml, roster.csv, metadata.csv … say something that cannot be
    │   ├── PeriodError       a period that is not written as one
    │   ├── FrameError        a frame that breaks its contract (a missing column, a wrong value)
    │   └── GoldError         a gold file that is not one; all its faults are told at once
    ├── ReadError             one input file cannot be read; the others still are (exit code 3)
    ├── ReportError           a notebook failed; the last good report stays (exit code 4)
    ├── AccuracyError         an evaluation stays below a floor (exit code 5)
    └── StoreError            the built store (exit code 10)
        ├── StoreMissingError nothing was built there yet (exit code 2)
        ├── StoreLockedError  another run holds it (exit code 11)
        └── StoreWriteError   disk full or not writable (exit code 12)

Messages name the file, the place in it, what was found and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar


class ZhengjianError(Exception):
    """Base of all errors of this package.

    Examples
    --------
    >>> issubclass(ReadError, ZhengjianError)
    True
    """

    exit_code: ClassVar[int] = 1


class UsageError(ZhengjianError):
    """A call or a command that cannot be carried out as asked."""

    exit_code = 2


class SettingsError(UsageError):
    """A settings or companion file says something that cannot be."""


class PeriodError(UsageError):
    """A period that is not written as one (``2025Q4``, ``2025-10``, ``2025``, ``2025H2``)."""


class FrameError(UsageError):
    """A frame that breaks its contract."""


class GoldError(UsageError):
    """A gold file that is not one.

    Parameters
    ----------
    message : str
        How many faults there are.
    faults : iterable of str
        Each of them: file, line, what was found.

    Examples
    --------
    >>> GoldError("1 fault(s)", ["a.jsonl, line 3: not JSON"]).faults
    ('a.jsonl, line 3: not JSON',)
    """

    def __init__(self, message: str, faults: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class ReadError(ZhengjianError):
    """One input file that cannot be read.

    Parameters
    ----------
    code : str
        One of ``schema.PROBLEM_CODES``: the kind of failure.
    message : str
        Cause and remedy, in one line.
    place : str, optional
        Where in the file (``row 17``, ``page 3``).

    Examples
    --------
    >>> str(ReadError("empty_file", "the file has no text"))
    'the file has no text'
    """

    exit_code = 3

    def __init__(self, code: str, message: str, place: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.place = place


class ReportError(ZhengjianError):
    """A notebook that failed while a report was made; the last good report stays."""

    exit_code = 4


class AccuracyError(ZhengjianError):
    """An evaluation stays below a floor."""

    exit_code = 5


class StoreError(ZhengjianError):
    """The built store is damaged."""

    exit_code = 10


class StoreMissingError(StoreError):
    """Nothing was built at that place yet."""

    exit_code = 2


class StoreLockedError(StoreError):
    """Another run holds the store."""

    exit_code = 11


class StoreWriteError(StoreError):
    """The store cannot be written: disk full or no permission."""

    exit_code = 12
