"""The colophon (报尾、版记): disclosure, distribution lists, who printed it and when, how many copies, who edited it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from zhengjian_stats.parse.dates import find_dates, resolve
from zhengjian_stats.parse.layout_rules import find, has, table
from zhengjian_stats.parse.lines import Line, squeeze, without_markup
from zhengjian_stats.parse.numerals import parse_numeral
from zhengjian_stats.parse.records import Recipient

#: A line of the colophon is at most so far below the next one that is known for certain.
_REACH: Final = 3
_LONGEST_LOOSE: Final = 60

_BRACKETED: Final = re.compile(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]")
_OUTER: Final = re.compile(r"[，,；;。\n]+")
_PRINTED_WORDS: Final = re.compile(
    r"(?:印发|印制|编印|印刷|印)$|^印发(?:单位|机关|日期)[：:]|^承办单位[：:]|印发(?:日期)?[：:]?$"
)
_EDGES: Final = " 　，,。；;、（）()|—-：:"


@dataclass(slots=True)
class Tail:
    """What the colophon says; ``first`` is the place of its first line among the lines (their number: there is none)."""

    first: int
    recipients: list[Recipient] = field(default_factory=list)
    disclosure: str | None = None
    print_run: int | None = None
    prepared_by: str | None = None
    office: str | None = None
    printed_on: dt.date | None = None
    signed_on: dt.date | None = None


def read_colophon(lines: Sequence[Line]) -> Tail:
    r"""Read the colophon at the end of an issue.

    Examples
    --------
    >>> from zhengjian_stats.parse.lines import split_lines
    >>> tail = read_colophon(split_lines("会议结束。\n报：省委、省政府。\n某馆办公室  2024年5月6日印发\n（共印20份）"))
    >>> tail.first, [recipient.body for recipient in tail.recipients], tail.prepared_by, tail.print_run
    (1, ['省委', '省政府'], '某馆办公室', 20)
    """
    tail = Tail(_first_line(lines))
    previous: Line | None = None
    listed: list[tuple[str, str]] = []
    for line in lines[tail.first :]:
        labelled = list(_labelled(line))
        if labelled:
            listed += labelled
            _read_copies(tail, line.bare)
        elif listed and previous is not None and not _is_certain(line) and _continues(previous):
            listed[-1] = (listed[-1][0], f"{listed[-1][1]}{line.text}")
        else:
            _read_line(tail, line, previous)
        previous = line
    tail.recipients = list(_recipients(listed))
    return tail


def _first_line(lines: Sequence[Line]) -> int:
    """Find the first line of the colophon, going up from the end."""
    first = len(lines)
    place = first - 1
    while place >= 0 and first - place <= _REACH:
        if _is_certain(lines[place]):
            first = place
        elif not _is_loose(lines[place]) and not _is_list_tail(lines, place):
            break
        place -= 1
    if first == len(lines):
        return _signature(lines)
    # the office above the line 2024年5月6日印发 belongs to it
    if first and _is_printing_date(lines[first]) and _is_office(lines[first - 1].bare):
        first -= 1
    return first


def _is_certain(line: Line) -> bool:
    bare = line.bare
    if _label_of(bare):
        return True
    if len(bare) > _LONGEST_LOOSE:
        return False
    return any(has(rule, bare) for rule in ("disclosure", "colophon_other")) or _is_short_sign(bare)


def _is_short_sign(bare: str) -> bool:
    return "。" not in bare.rstrip("。") and any(
        has(rule, bare.strip("（）()。")) for rule in ("staff", "printed", "print_run")
    )


def _is_loose(line: Line) -> bool:
    """Tell whether a line may stand in a colophon (an office, a date, the rest of a list)."""
    return len(line.bare) <= _LONGEST_LOOSE and not line.is_paragraph and (_is_office(line.bare) or _is_date(line.bare))


def _is_list_tail(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line is the rest of a distribution list that begins shortly above."""
    above = lines[max(0, place - 2) : place]
    return any(_label_of(line.bare) and _continues(line) for line in above) or (
        len(lines[place].bare) <= _LONGEST_LOOSE and any(_label_of(line.bare) and _continues(above[-1]) for line in above)
    )


def _continues(line: Line) -> bool:
    return line.bare[-1] not in "。．.）)" or line.bare[-1] in "、，"


def _is_office(bare: str) -> bool:
    return 3 <= len(bare) <= 40 and has("office", bare) and not has("not_title", bare)


def _is_date(bare: str) -> bool:
    found = find_dates(bare)
    return len(found) == 1 and found[0].start == 0 and found[0].end == len(bare) and found[0].kind == "date"


def _is_printing_date(line: Line) -> bool:
    found = find_dates(line.bare)
    return bool(found) and found[0].start == 0 and has("printed", line.bare)


def _signature(lines: Sequence[Line]) -> int:
    """Find an office with its date under it at the very end: the signature of a notice."""
    if len(lines) > 3 and _is_date(lines[-1].bare) and _is_office(lines[-2].bare) and lines[-3].is_paragraph:
        return len(lines) - 2
    return len(lines)


# --- distribution lists ----------------------------------------------------------------------------------------------------


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {label: kind for kind, labels in table("recipients")["labels"].items() for label in labels}
    spaced = (r"\s*".join(label) for label in sorted(kinds, key=lambda label: (-len(label), label)))
    return re.compile(rf"(?:^|(?<=[\s。；;，,]))(?P<label>{'|'.join(spaced)})\s*[：:]"), kinds


def _label_of(bare: str) -> str | None:
    match = _labels()[0].match(bare)
    return _labels()[1][match["label"]] if match else None


def _labelled(line: Line) -> Iterator[tuple[str, str]]:
    """Give the lists of a line with their kinds: there may be several (报：…　送：…)."""
    if not _label_of(line.bare):
        return
    pattern, kinds = _labels()
    written = without_markup(line.text)  # >报：…, **报：…**
    matches = list(pattern.finditer(written))
    ends = [match.start() for match in matches[1:]] + [len(written)]
    for match, end in zip(matches, ends, strict=True):
        yield kinds[squeeze(match["label"])], written[match.end() : end]


def _recipients(listed: Sequence[tuple[str, str]]) -> Iterator[Recipient]:
    counts: dict[str, int] = {}
    for kind, text in listed:
        for body in split_bodies(text):
            counts[kind] = counts.get(kind, 0) + 1
            yield Recipient(kind, counts[kind], body)


def split_bodies(text: str) -> list[str]:
    """Split a distribution list into bodies; what stands in brackets stays together.

    A 、 parts two bodies where the words before it end as bodies do; in 各市、县史志馆 it stands inside one name.

    Examples
    --------
    >>> split_bodies("省委办公厅，各市（州）、县（市、区）史志馆。")
    ['省委办公厅', '各市（州）、县（市、区）史志馆']
    >>> split_bodies("省委宣传部、省政府办公厅")
    ['省委宣传部', '省政府办公厅']
    """
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\0{len(kept) - 1}\0"

    masked = _BRACKETED.sub(keep, text)
    bodies: list[str] = []
    for unit in _OUTER.split(masked):
        bodies += _split_unit(unit)
    restored = (re.sub(r"\0(\d+)\0", lambda match: kept[int(match[1])], body) for body in bodies)
    names = (squeeze(piece).strip("，。；、：:") for piece in restored)
    return [name for name in names if name and not has("print_run", name)]


def _split_unit(unit: str) -> list[str]:
    """Split at 、 and at blanks where a name is complete before them."""
    parts: list[str] = []
    for piece in re.split(r"、|\s+", unit.strip()):
        goes_on = len(piece) == 1 and f"、{piece}" in unit  # 本院各庭、室、队: no body is called by one character
        if parts and (goes_on or not has("recipient_end", re.sub(r"\0\d+\0$", "", parts[-1]))):
            parts[-1] += f"、{piece}" if f"{parts[-1]}、{piece}" in unit else piece
        else:
            parts.append(piece)
    return parts


# --- the other lines -------------------------------------------------------------------------------------------------------


def _read_line(tail: Tail, line: Line, previous: Line | None) -> None:
    bare = line.bare
    if match := find("disclosure", bare):
        tail.disclosure = tail.disclosure or _option(match["option"])
    copies = _read_copies(tail, bare)
    if has("printed", bare.strip("（）()。")) or (copies and find_dates(bare)):
        _read_printing(tail, line, previous)
    elif _is_date(bare):
        day = resolve(find_dates(bare)[0], issued_on=None)[0]
        tail.signed_on = tail.signed_on or day
    elif _is_office(bare):
        tail.office = tail.office or bare


def _read_copies(tail: Tail, bare: str) -> bool:
    match = find("print_run", bare)
    if match and tail.print_run is None:
        tail.print_run = parse_numeral(match["copies"] or match["number"])
    return match is not None


def _option(text: str) -> str | None:
    options = table("disclosure")["options"]
    known = ((word, kind) for kind, words in options.items() for word in words)
    for word, kind in sorted(known, key=lambda pair: -len(pair[0])):
        if text.startswith(word):
            return str(kind)
    return None


def _read_printing(tail: Tail, line: Line, previous: Line | None) -> None:
    """Read 某馆办公室 2024年5月6日印发; the body may stand on the line before."""
    text = line.bare
    if match := find("print_run", text):
        text = text[: match.start()] + text[match.end() :]
    mention = next((m for m in find_dates(text) if m.kind == "date"), None)
    rest = text
    if mention is not None:
        tail.printed_on = tail.printed_on or resolve(mention, issued_on=None)[0]
        rest = f"{text[: mention.start]} {text[mention.end :]}"
    body = next((name for part in rest.split() if (name := _PRINTED_WORDS.sub("", part.strip(_EDGES)).strip(_EDGES))), None)
    if body is None and previous is not None and _is_office(previous.bare):
        body = previous.bare
    if body is not None and _is_office(body):
        tail.prepared_by = tail.prepared_by or body
