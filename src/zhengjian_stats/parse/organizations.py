"""The body inside a written post, and the posts inside a written title (``resources/organizations.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from zhengjian_stats import lexicon

# 党组书记、主任; 党委副书记兼副校长 (but 兼职)
_SEPARATOR: Final = re.compile(r"[、，,；;]|兼(?![职任])")
_BRACKET_END: Final = re.compile(r"[（(][^（()）]{1,20}[）)]$")
_RUN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff\dA-Za-z“”（）()·]{1,60}$")


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a title: the body it names, if it names one, the post without it, and both as written."""

    organization: str | None
    title: str
    written: str


@dataclass(frozen=True, slots=True)
class OrganizationRules:
    """Words of ``organizations.toml`` as the splitting needs them: tuples for ``endswith``, the longest first."""

    heads: tuple[str, ...]
    modifiers: tuple[str, ...]
    party_units: tuple[str, ...]
    ends: tuple[str, ...]
    never: frozenset[str]
    not_ends: tuple[str, ...]
    shared: frozenset[str]
    lead_in: re.Pattern[str]
    openers: tuple[str, ...]
    heads_of: tuple[tuple[str, str], ...]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> OrganizationRules:
        """Make the rules from the parsed file."""

        def longest_first(words: list[str]) -> tuple[str, ...]:
            return tuple(sorted(words, key=lambda word: (-len(word), word)))

        bodies = table["bodies"]
        lead_in = "|".join(map(re.escape, longest_first(bodies["lead_in"])))
        return cls(
            longest_first(table["heads"]["words"]),
            longest_first(table["modifiers"]["words"]),
            longest_first(table["party_units"]["words"]),
            longest_first(bodies["ends"]),
            frozenset(bodies["never"]),
            longest_first(bodies["not_ends"]),
            frozenset(bodies["shared"]),
            re.compile(f"^.*(?:{lead_in})" if lead_in else "(?!)"),
            longest_first(bodies["openers"]),
            tuple((end, row["post"]) for row in table["own_head"]["pairs"] for end in row["ends"]),
        )

    def is_body(self, text: str) -> bool:
        """Tell whether a string reads as the name of a body."""
        bare = _BRACKET_END.sub("", text)
        return len(bare) >= 2 and bare not in self.never and bare.endswith(self.ends) and not bare.endswith(self.not_ends)

    def post_of(self, written: str) -> Post | None:
        """Cut one post; ``None`` where the words end with no known post."""
        head = _ending(written, self.heads)
        if not head:
            return None
        body = written.removesuffix(head)
        modified = False
        while modifier := _ending(body, self.modifiers):
            body, modified = body.removesuffix(modifier), True
        if not modified and head[0] in self.shared and len(body) >= 2 and not self.is_body(body):
            return Post(body + head[0], head, written)
        unit = _ending(body, self.party_units)
        if unit and self.is_body(body.removesuffix(unit)):
            body = body.removesuffix(unit)
        return Post(body, written.removeprefix(body), written) if self.is_body(body) else Post(None, written, written)


def _ending(text: str, words: tuple[str, ...]) -> str:
    return next((word for word in words if text.endswith(word)), "") if text.endswith(words) else ""


@lru_cache(maxsize=1)
def rules() -> OrganizationRules:
    """Return the rules of the installed ``organizations.toml``.

    Examples
    --------
    >>> rules().is_body("省志工作处"), rules().is_body("党组")
    (True, False)
    """
    return OrganizationRules.from_table(lexicon.load("organizations"))


@lru_cache(maxsize=20_000)
def posts_of(title: str) -> tuple[Post, ...]:
    """Return the posts of a written title, one by one.

    The body of a party unit is the body of the next post too, where that names none.

    Examples
    --------
    >>> [(post.organization, post.title) for post in posts_of("雾山市史志馆党组书记、馆长")]
    [('雾山市史志馆', '党组书记'), ('雾山市史志馆', '馆长')]
    >>> [post.written for post in posts_of("县委组织部、宣传部部长")]
    ['县委组织部、宣传部部长']
    """
    posts: list[Post] = []
    pending = ""
    for part in filter(str.strip, _SEPARATOR.split(title)):
        written = f"{pending}、{part}" if pending else part.strip()
        post = rules().post_of(part.strip())
        if post is None:
            pending = written
        elif pending:
            posts.append(Post(None, written, written))
            pending = ""
        else:
            posts.append(_carried(posts, post))
    if pending:
        posts.append(Post(None, pending, pending))
    return tuple(posts)


def _carried(posts: list[Post], post: Post) -> Post:
    if post.organization is None and posts and posts[-1].title.startswith(rules().party_units):
        return Post(posts[-1].organization, post.title, post.written)
    return post


@lru_cache(maxsize=20_000)
def split_title(title: str) -> tuple[str | None, str]:
    """Cut a written title into the body inside it and the post; ``None`` and the whole where no one body is written.

    Examples
    --------
    >>> split_title("省志工作处副处长")
    ('省志工作处', '副处长')
    >>> split_title("雾山市史志馆党组成员、副馆长")
    ('雾山市史志馆', '党组成员、副馆长')
    >>> split_title("省委常委、常务副省长")
    (None, '省委常委、常务副省长')
    """
    posts = posts_of(title)
    bodies = {post.organization for post in posts}
    body = bodies.pop() if len(bodies) == 1 else None
    if body is None:
        return None, title
    if len(posts) == 1:
        return body, posts[0].title
    return body, title.removeprefix(body) if title.startswith(body) else title


def is_body(text: str) -> bool:
    """Tell whether a string reads as the name of a body, and not as a post.

    Examples
    --------
    >>> is_body("数字处"), is_body("省委常委")
    (True, False)
    """
    return rules().is_body(text) and rules().post_of(text) is None


def is_post_of(title: str, body: str) -> bool:
    """Tell whether a title without a body can only be one of a given body: its head, its deputies, its party unit.

    Examples
    --------
    >>> is_post_of("党组成员、副馆长", "雾山市史志馆"), is_post_of("副局长", "雾山市史志馆"), is_post_of("馆员", "雾山市史志馆")
    (True, False, False)
    """
    posts = posts_of(title)
    return all(post.organization is None for post in posts) and any(_heads(post.title, body) for post in posts)


def _heads(post: str, body: str) -> bool:
    known = rules()
    if post.startswith(known.party_units):
        return True
    return any(
        body.endswith(end) and _ending(post, (head,)) and _is_deputy(post.removesuffix(head)) for end, head in known.heads_of
    )


def _is_deputy(rest: str) -> bool:
    while rest and (modifier := _ending(rest, rules().modifiers)):
        rest = rest.removesuffix(modifier)
    return not rest


def body_of(prefix: str) -> str | None:
    """Return the body that the text before a post or a name ends with.

    Examples
    --------
    >>> body_of("会上，雾山市史志馆")
    '雾山市史志馆'
    >>> body_of("会议由省志工作处"), body_of("会上")
    ('省志工作处', None)
    """
    known = rules()
    run = _RUN.search(prefix[-60:])
    if run is None:
        return None
    body = known.lead_in.sub("", run.group())
    body = body.removeprefix(_beginning(body, known.openers))
    return body if known.is_body(body) else None


def _beginning(text: str, words: tuple[str, ...]) -> str:
    return next((word for word in words if text.startswith(word)), "")
