"""A demand at its place, and how its ends are found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand at a place: ``text[start:end]`` without marker and closing mark."""

    start: int
    end: int
    marker: str | None
    cue: str | None
    speaker: str | None
    sentence: int
    responsible_body: str | None


def shown(marker: str | None) -> str | None:
    """Return a mark of enumeration as it is told: 一是要 and 首先， are marked by 一是 and 首先.

    Examples
    --------
    >>> shown("一是要"), shown("首先，")
    ('一是', '首先')
    """
    if marker is None:
        return None
    bare = marker.rstrip("，、")
    return bare[:-1] if bare.endswith("是要") else bare


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks and marks at either end, but none that belongs to a pair inside.

    Examples
    --------
    >>> stripped("：抓紧定稿；", 0, 6)
    (1, 5)
    """
    while start < end and text[start] in " 　\n，,：:、；“‘":
        start += 1
    while end > start and text[end - 1] in " 　\n，,：:、；。”’":
        end -= 1
    return _balanced(text, start, end)


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Give back a mark that belongs to a pair inside (“双一流”… begins with one)."""
    part = text[start:end]
    if part.count("”") > part.count("“") and text[start - 1 : start] == "“":
        start -= 1
    elif part.count("“") > part.count("”") and text[end : end + 1] == "”":
        end += 1
    return start, end
