"""The one place where text becomes HTML.

Whatever comes from a bulletin is a plain ``str`` and is escaped here when it is put into an element; only what
``element`` returned is taken for markup. Nothing else in the package writes a ``<``.
"""

from __future__ import annotations

import re
from typing import Any, Final

from markupsafe import Markup, escape

from zhengjian_stats.messages import Language

#: What no HTML page may hold: control characters other than tab and line feed, and halves of surrogate pairs.
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_VOID: Final = frozenset({"br", "col", "hr", "img", "meta"})


def text(value: object) -> Markup:
    """Return a value as escaped text; markup passes as it is, ``None`` is nothing.

    Examples
    --------
    >>> text("<script>alert(1)</script>")
    Markup('&lt;script&gt;alert(1)&lt;/script&gt;')
    >>> text(text("a < b"))
    Markup('a &lt; b')
    """
    if isinstance(value, Markup):
        return value
    return escape(_UNPRINTABLE.sub("�", "" if value is None else str(value)))


def element(name: str, /, *children: object, **attributes: object) -> Markup:
    """Return an HTML element; children and attributes are escaped unless they are markup.

    An attribute that is ``None`` or ``False`` is left out, ``True`` stands without a value; ``class_`` is ``class``, and
    ``data_sort`` is ``data-sort``.

    Examples
    --------
    >>> element("td", "3 < 4", class_="number")
    Markup('<td class="number">3 &lt; 4</td>')
    >>> element("img", alt='"图"')
    Markup('<img alt="&#34;图&#34;">')
    """
    opening = Markup("").join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{opening}>")
    return Markup(f"<{name}{opening}>") + join(*children) + Markup(f"</{name}>")


def join(*parts: object) -> Markup:
    """Return parts one after the other, escaped unless they are markup.

    Examples
    --------
    >>> join("A&B", element("br"), None)
    Markup('A&amp;B<br>')
    """
    return Markup("").join(text(part) for part in parts)


def _attribute(name: str, value: object) -> Markup:
    if value is None or value is False:
        return Markup("")
    name = name.rstrip("_").replace("_", "-")
    return Markup(f" {name}") if value is True else Markup(f' {name}="') + text(value) + Markup('"')


class Fragment:
    """A piece of a report: shows itself as HTML in a notebook, and tells the template about the page.

    ``facts`` (language, title, period, headline figures) travel in the metadata of the cell's output, so that the page
    has them whoever converts the notebook.

    Examples
    --------
    >>> Fragment(element("p", "出席 3 < 4")).html
    Markup('<p>出席 3 &lt; 4</p>')
    """

    def __init__(self, html: Markup, facts: dict[str, Any] | None = None, lang: Language | None = None) -> None:
        self.html = html
        self.facts = facts or {}
        self.lang = lang

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        # The class keeps JupyterLab from setting $…$ as mathematics.
        shown = element("div", self.html, class_="zj tex2jax_ignore", lang=self.lang and _LANG_TAGS[self.lang])
        return {"text/html": str(shown)}, {"zhengjian": self.facts} if self.facts else {}

    def __repr__(self) -> str:
        plain = " ".join(str(self.html.striptags()).split())
        return f"Fragment({plain[:60]!r})"


_LANG_TAGS: Final = {"zh": "zh-CN", "en": "en"}
