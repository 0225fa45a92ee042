"""Every pattern that the package compiles: where, out of which rule, and how it is laid against texts.

    python benchmarks/patterns.py

prints them as JSON. ``re.compile`` and its like are watched from before the package is imported; then every module is
imported, every example of the rule files is run, and the sample corpus is built. So the patterns are those that are really
used, however they were put together, and for each it is known whether it is searched for or only tried at one place.

What watches stands here and nowhere in the package: production runs pay nothing for it.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import pkgutil
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "src" / "zhengjian_stats"
RESOURCES: Final = PACKAGE / "resources"
CHECKS: Final = ROOT / "tests" / "rules"

#: Functions of ``re`` that take a pattern first, all of them methods of a compiled one.
METHODS: Final = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
#: Those of them that try a pattern at one place only.
AT_ONE_PLACE: Final = frozenset(("match", "fullmatch"))


@dataclass(frozen=True, slots=True)
class Site:
    """A call in the package that compiles a pattern, or uses one at once."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class Found:
    """A pattern: where it is compiled, how people find it (the rule, else the place), the methods that were called on it."""

    site: Site
    pattern: str
    flags: int
    name: str = ""
    methods: set[str] = field(default_factory=set)

    @property
    def is_searched(self) -> bool:
        """Whether it is tried at every place of a text; one that was never seen at work is taken to be."""
        return not self.methods or bool(self.methods - AT_ONE_PLACE)

    def compiled(self) -> re.Pattern[str]:
        """Compile it anew."""
        return re.compile(self.pattern, self.flags)


class Spy:
    """Stands where a compiled pattern would, tells who calls, and answers as the pattern does."""

    def __init__(self, real: re.Pattern[Any], found: Found, told: Callable[[Found, re.Match[Any]], None] | None) -> None:
        self.real = real
        self.found = found
        self.told = told

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS:
            return getattr(self.real, name)
        self.found.methods.add(name)
        return getattr(self.real, name) if self.told is None else self._telling(name)

    def _telling(self, name: str) -> Callable[..., Any]:
        """Return the method as one that tells of each match it finds."""
        method = getattr(self.real, name)

        def tell(match: re.Match[Any] | None) -> re.Match[Any] | None:
            if match is not None and self.told is not None:
                self.told(self.found, match)
            return match

        if name == "finditer":
            return lambda *args, **kwargs: (tell(match) for match in method(*args, **kwargs))
        if name in {"search", "match", "fullmatch"}:
            return lambda *args, **kwargs: tell(method(*args, **kwargs))

        def whole(*args: Any, **kwargs: Any) -> Any:
            text = args[1] if name in {"sub", "subn"} else args[0]
            for match in self.real.finditer(text):
                tell(match)
            return method(*args, **kwargs)

        return whole

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spy) and self.real == other.real

    def __hash__(self) -> int:
        return hash(self.real)


class Watch:
    """Watches what the package compiles, from ``start`` on.

    Parameters
    ----------
    told : callable, optional
        Is told of every match that is found.
    """

    def __init__(self, told: Callable[[Found, re.Match[Any]], None] | None = None) -> None:
        self.told = told
        self.found: dict[tuple[Site, str, int], Found] = {}

    def start(self) -> None:
        """Put spies in the place of the functions of ``re``; the package must not have been imported yet."""
        if any(name.partition(".")[0] == "zhengjian_stats" for name in sys.modules):
            raise RuntimeError("zhengjian_stats is imported already; its patterns would go unseen")
        compile_ = re.compile
        self._compile = compile_
        re.compile = self._spying(compile_)
        for name in METHODS:
            setattr(re, name, self._direct(name, getattr(re, name)))

    def _site(self) -> Site | None:
        """Return the calling place, where it is in the package."""
        frame = sys._getframe(2)
        path = Path(frame.f_code.co_filename)
        return Site(path.relative_to(PACKAGE).as_posix(), frame.f_lineno) if path.is_relative_to(PACKAGE) else None

    def _spy(self, site: Site, pattern: Any, flags: int) -> Spy:
        real = self._compile(pattern, flags)
        # A pattern over bytes is kept as the same one over characters.
        written = real.pattern if isinstance(real.pattern, str) else real.pattern.decode("latin-1")
        key = (site, written, int(real.flags))
        return Spy(real, self.found.setdefault(key, Found(*key)), self.told if isinstance(real.pattern, str) else None)

    def _spying(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def spying(pattern: Any, flags: int = 0) -> Any:
            site = self._site()
            return real(pattern, flags) if site is None else self._spy(site, pattern, int(flags))

        return spying

    def _direct(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def direct(pattern: Any, *args: Any, **kwargs: Any) -> Any:
            site = self._site()
            if site is None or isinstance(pattern, Spy):
                return real(pattern, *args, **kwargs)
            return getattr(self._spy(site, pattern, int(kwargs.pop("flags", 0))), name)(*args, **kwargs)

        return direct


def import_everything() -> None:
    """Import every module of the package."""
    import zhengjian_stats

    for module in pkgutil.walk_packages(zhengjian_stats.__path__, "zhengjian_stats."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def run_examples() -> None:
    """Run the examples of every rule file (tests/rules)."""
    if str(CHECKS.parent) not in sys.path:
        sys.path.append(str(CHECKS.parent))  # what the checks share
    for path in sorted(CHECKS.rglob("*.py")):
        name = path.relative_to(CHECKS).with_suffix("")
        spec = importlib.util.spec_from_file_location(f"check_{'_'.join(name.parts)}", path)
        if spec is None or spec.loader is None:
            raise ImportError(f"{path} cannot be imported")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.failures(tomllib.loads((RESOURCES / f"{name.as_posix()}.toml").read_text(encoding="utf-8")))


#: An issue of a serial whose layout is the project's own, a web page, a table: what the sample corpus lacks.
MORE: Final = {
    "daily.md": "# 《新闻联播》 (20240506)\n\n### 某县召开会议\n\n5月6日，某县召开会议。\n\n查看原文\n",
    "page.html": "<html><head><title>某馆召开会议_某馆</title></head><body><div style='display:none'>x</div><p>2024年5月6日</p>"
    "<div title='某馆召开工作会议动态'><p>5月6日，某馆召开会议，\n部署工作。</p></div></body></html>",
    "table.csv": "标题,日期,正文\n某馆召开会议,2024-05-06 10:00:00,5月6日，某馆召开会议。\n",
    "marked.md": "# 某馆召开会议\n\n**5月6日**，某馆[召开](http://example.org)会议。<br/>&nbsp;![图](a.png)\\*\n<!-- x -->\n",
}


def build_sample() -> None:
    """Build the sample corpus and some texts of other kinds; look for words that a person quoted."""
    import zhengjian_stats as zj
    from zhengjian_stats.build.run import built_from_bytes
    from zhengjian_stats.text.correct import places

    zj.load_corpus(ROOT / "data" / "raw", workers=0)
    layout = zj.load_settings(ROOT / "docs" / "examples" / "xinwenlianbo.toml")
    built_from_bytes({name: text.encode() for name, text in MORE.items()}, layout)
    list(places("周 平主持", "周平"))


def strings(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield place and text of every string of a rule file that is no example."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from strings(item, f"{path}[{number}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in {"examples", "counter_examples"}:
                yield from strings(item, f"{path}.{key}")


def rule_files() -> Mapping[str, dict[str, Any]]:
    """Return the rule files by name, as tables."""
    files = {path.relative_to(RESOURCES).with_suffix("").as_posix(): path for path in sorted(RESOURCES.rglob("*.toml"))}
    return {
        name: tomllib.loads(path.read_text(encoding="utf-8"))
        for name, path in files.items()
        if name.partition("/")[0] not in {"messages", "project"}
    }


def origins() -> list[tuple[str, str]]:
    """Return the places and texts of all patterns of the rule files, longest first: strings in which something is no letter."""
    every = (found for name, table in rule_files().items() for found in strings(table, name))
    return sorted((pair for pair in every if set("|([\\?*+.^$") & set(pair[1])), key=lambda pair: -len(pair[1]))


def named(found: list[Found]) -> list[Found]:
    """Name each pattern: by the rule of which most of it is made, else by the place in the code."""
    # Placeholders (@N) are filled in before a pattern is compiled.
    parts = [(place, re.split(r"@[A-Z]|\{[a-z]+\}", text)) for place, text in origins()]
    places = {site: place for site, (place, _) in call_sites().items()}
    for one in found:
        held = (
            place
            for place, pieces in parts
            if 2 * sum(map(len, pieces)) > len(one.pattern) and all(piece in one.pattern for piece in pieces)
        )
        one.name = next(held, f"{one.site.file} {places.get(one.site, one.site.line)}")
    return found


def is_plain(pattern: str) -> bool:
    """Say whether a pattern is but a list of words."""
    return not re.search(r"[\[\](){}.^$*+?]", re.sub(r"\\.", "", pattern))


def representatives(found: list[Found]) -> list[Found]:
    """Keep one of the mere word lists that one place makes by the hundred (the names of an article)."""
    plain: dict[Site, Found] = {}
    for one in found:
        if is_plain(one.pattern) and len(one.pattern) > len(plain.get(one.site, one).pattern if one.site in plain else ""):
            plain[one.site] = one
    return [one for one in found if not is_plain(one.pattern) or plain[one.site] is one]


def call_sites() -> dict[Site, tuple[str, ast.Call]]:
    """Return every place of the package's code that calls a function of ``re`` that takes a pattern, with its name."""
    sites = {}
    for path in PACKAGE.rglob("*.py"):
        file = path.relative_to(PACKAGE).as_posix()
        for place, node in _named_nodes(ast.parse(path.read_text(encoding="utf-8")), ""):
            called = node.func if isinstance(node, ast.Call) else None
            if (
                isinstance(node, ast.Call)
                and isinstance(called, ast.Attribute)
                and isinstance(called.value, ast.Name)
                and called.value.id == "re"
                and called.attr in {"compile", *METHODS}
            ):
                sites[Site(file, called.lineno)] = (place, node)
    return sites


def _named_nodes(node: ast.AST, place: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield every node below one, with the name of the function or variable that it stands in."""
    for child in ast.iter_child_nodes(node):
        inside = place
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            inside = child.name
        elif isinstance(child, ast.Assign | ast.AnnAssign) and not place:
            target = child.target if isinstance(child, ast.AnnAssign) else child.targets[0]
            inside = ast.unparse(target)
        yield inside, child
        yield from _named_nodes(child, inside)


def written_out(seen: set[Site]) -> Iterator[Found]:
    """Yield the patterns of calls that were not seen at work, but stand in the code as they are."""
    for site, (_, call) in call_sites().items():
        first = call.args[0] if call.args else None
        written = first.value if isinstance(first, ast.Constant) else None
        if site not in seen and isinstance(written, str):
            yield Found(site, written, int(re.UNICODE))


def watched() -> list[Found]:
    """Run all of it and return what was found, in order."""
    watch = Watch()
    watch.start()
    import_everything()
    run_examples()
    build_sample()
    every = [*watch.found.values(), *written_out({one.site for one in watch.found.values()})]
    found = sorted(every, key=lambda one: (one.site.file, one.site.line, one.pattern))
    return named(representatives(found))


def main() -> None:
    """Print the patterns as JSON."""
    rows = [asdict(one) | {"methods": sorted(one.methods)} for one in watched()]
    print(json.dumps(rows))  # some hold halves of characters: escaped, they get through


if __name__ == "__main__":
    main()
