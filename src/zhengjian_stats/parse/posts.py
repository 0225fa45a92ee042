"""A post as an office writes it: its own name before the post is the body, not part of the title."""

from __future__ import annotations

from typing import Final

from zhengjian_stats.parse.organizations import split_title

#: An office calls itself by the end of its name (某某省史志档案馆 → 省史志档案馆); shorter ends would be anybody's.
_SHORTEST_NAME: Final = 4


def own_names(office: str) -> list[str]:
    """Return the ends of an office's name by which it calls itself, the longest first.

    Examples
    --------
    >>> own_names("县史志馆"), own_names("方志办")
    (['县史志馆'], [])
    """
    return [office[begin:] for begin in range(len(office) - _SHORTEST_NAME + 1)]


def written_post(title: str | None, office: str | None) -> tuple[str | None, str | None]:
    """Return body and title of a written post; the office's own name is taken off the title.

    Examples
    --------
    >>> written_post("省史志档案馆副馆长", "岚江省史志档案馆")
    ('省史志档案馆', '副馆长')
    >>> written_post(None, None)
    (None, None)
    """
    if not title:
        return None, None
    for own in own_names(office or ""):
        if title.startswith(own) and len(title) > len(own) + 1:
            return own, title[len(own) :]
    body = split_title(title)[0]
    if body and office and title.startswith(body) and (_abbreviates(body, office) or _names_place_of(body, office)):
        return body, title[len(body) :]
    return body, title


def _names_place_of(body: str, office: str) -> bool:
    """Say whether a body is the office with its place before it (县交通运输局 of 交通运输局)."""
    return len(office) >= _SHORTEST_NAME and body.endswith(office) and body.removesuffix(office)[-1:] in _PLACES


#: What the name of a place ends with before the name of its office.
_PLACES: Final = frozenset("省市县区州旗盟镇乡")


def _abbreviates(body: str, office: str) -> bool:
    """Say whether a body is the office's name cut short (省方志办 of 云岭省方志工作办公室): its characters in their order."""
    rest = iter(office)
    return len(body) >= _SHORTEST_NAME and all(character in rest for character in body)
