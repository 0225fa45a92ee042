"""Whether two names of bodies mean the same one."""

from __future__ import annotations

from collections.abc import Iterable


def same_body(first: str, second: str) -> bool:
    """Tell whether one name is the other, or its short form: the same letters in order, some left out, three at least.

    Examples
    --------
    >>> same_body("省地方志办", "云岭省地方志工作办公室")
    True
    >>> same_body("石泾市地方志办", "云岭省地方志工作办公室")
    False
    """
    short, long = sorted((first.strip(), second.strip()), key=len)
    if short == long:
        return True
    letters = iter(long)
    return len(short) >= 3 and all(letter in letters for letter in short)


def belongs_to(body: str, house: Iterable[str]) -> bool:
    """Tell whether a body is one of the names of a house, or a section of it.

    Examples
    --------
    >>> belongs_to("云岭省地方志办综合处", ["云岭省地方志办"])
    True
    """
    return any(same_body(body, name) or (len(name) >= 3 and body.startswith(name)) for name in house)
