"""Examples of rules that only say yes or no: each predicate holds of its examples and of none of its counter-examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def disagreements(table: Mapping[str, Any], checks: Mapping[str, Callable[[str], object]]) -> list[str]:
    """Return a line for each example of a rule file that its predicate (by the name of its table) does not agree with."""
    return [
        f"{name}: {example!r} {'is not taken' if expected else 'is taken'}"
        for name, holds in checks.items()
        for examples, expected in (("examples", True), ("counter_examples", False))
        for example in table[name][examples]
        if bool(holds(example)) != expected
    ]
