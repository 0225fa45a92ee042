"""Values of a frame as people write them."""

from __future__ import annotations

from typing import Any


def is_missing(value: Any) -> bool:
    """Tell whether a value of a frame is missing.

    Examples
    --------
    >>> is_missing(None), is_missing(float("nan")), is_missing("")
    (True, True, False)
    """
    import pandas as pd

    return bool(pd.isna(value))


def plain(value: Any, missing: str = "—") -> str:
    """Return a value as text: a day without time, a whole number without ``.0``, a dash where there is none.

    Examples
    --------
    >>> import pandas as pd
    >>> plain(pd.Timestamp("2025-10-08")), plain(3.0), plain(0.25), plain(pd.NA)
    ('2025-10-08', '3', '0.25', '—')
    """
    if is_missing(value):
        return missing
    if hasattr(value, "date"):
        return str(value.date())
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.2f}"
    return str(value)
