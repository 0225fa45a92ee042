"""The known word that may be meant, as the end of a message."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from zhengjian_stats.messages import Language, say


def hint(word: str, known: Iterable[str], language: Language, cutoff: float = 0.6) -> str:
    """Return a hint at the known word that is nearest; empty where none is as near as ``cutoff``.

    Examples
    --------
    >>> hint("chiar", ["chair", "speech"], "en")
    '; did you mean chair?'
    """
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return say("evaluation.hint", language, near=near[0]) if near else ""
