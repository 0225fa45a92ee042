"""Single characters: invisible ones, full-width forms, look-alikes, and blanks that do not belong between two others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from zhengjian_stats.text.draft import Edit

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff〇"
#: Blanks other than the usual one: ideographic, no-break, of other widths.
_WIDE_BLANKS: Final = "\u3000\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
#: All of them as characters, for ``strip`` and for classes of patterns.
BLANKS: Final = f" \t{_WIDE_BLANKS}"

# \r\n, \u2028, vertical tab, next line: each is a line feed
_LINE_END: Final = re.compile("\r\n?|[\u2028\u2029\x0b\x85\x1c-\x1e]")
# zero-width blanks and joiners, soft hyphens, direction marks, byte order marks, variation selectors
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufff9-\ufffb]+"
)
# ２０２０年 ＧＤＰ; the full stop only between digits: ２０２０．７
_FULL_WIDTH: Final = re.compile(r"[０-９Ａ-Ｚａ-ｚ．]+")
_FULL_WIDTH_STOP: Final = re.compile("(?<![0-9])．|．(?![0-9])")
# ⼯作 with a Kangxi radical, 林 as a compatibility ideograph: what PDF fonts leave
_LOOKALIKE: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]+")
_WIDE_BLANK: Final = re.compile(f"[{_WIDE_BLANKS}]+")

_STRETCH: Final = 400

#: Full-width digits and letters to half-width ones, for ``str.translate``.
TO_HALF_BUT_STOP: Final = {full: full - 0xFEE0 for full in range(0xFF10, 0xFF5B) if chr(full).isalnum()}
_CJK_RADICALS: Final = str.maketrans(
    "⺠⻁⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰", "民虎见角贝车长门青韦页风飞食马鱼鸟麦黄齐齿龙"
)


def line_ends(text: str) -> list[Edit]:
    """Every mark of a line's end becomes a line feed (no row: nothing that is read changes)."""
    return [Edit(*match.span(), "\n") for match in _LINE_END.finditer(text)]


def invisible(text: str) -> list[Edit]:
    """Drop what nobody sees."""
    return [Edit(*match.span(), "", "control_character") for match in _INVISIBLE.finditer(text)]


def usual_forms(text: str) -> list[Edit]:
    """Make full-width letters, digits and blanks half-width, and look-alikes the usual character; punctuation stays."""
    edits = [*_half_width(text), *_wide_blanks(text)]
    for match in _LOOKALIKE.finditer(text):
        usual = unicodedata.normalize("NFKC", match[0]).translate(_CJK_RADICALS)
        if usual != match[0] and len(usual) == len(match[0]):
            edits.append(Edit(*match.span(), usual, "look_alike"))
    return sorted(edits, key=lambda edit: edit.start)


def _half_width(text: str) -> Iterator[Edit]:
    for match in _FULL_WIDTH.finditer(text):
        start, end = match.span()
        around = text[max(0, start - 1) : end + 1].translate(TO_HALF_BUT_STOP)
        first = start - max(0, start - 1)
        half = _FULL_WIDTH_STOP.sub("\0", around).replace("．", ".").replace("\0", "．")[first : first + end - start]
        if half != match[0]:
            yield Edit(start, end, half, "full_width")


def _wide_blanks(text: str) -> Iterator[Edit]:
    """Half-width blanks between words; at the ends of a line they are indentation, which is trimmed elsewhere."""
    for match in _WIDE_BLANK.finditer(text):
        start, end = match.span()
        line_start, line = _line(text, start)
        parts = line[: start - line_start].strip() and line[end - line_start :].strip()
        if parts and not _SPACED_NAME.match(text, start - 1):
            yield Edit(start, end, " " * (end - start), "full_width")


# 罗　翰 in a list: a name of two characters stays as it is written
_SPACED_NAME: Final = re.compile(f"[{HAN}]\u3000[{HAN}](?=[、，。；（）(\n{BLANKS}]|$)")

# 召开 2022届, 2022 年
_BY_DIGIT: Final = re.compile(f" (?:(?=[0-9])(?<=[{HAN}，。；：、（“] )(?<!摄 )|(?=[{HAN}，。；：、）”])(?<=[0-9] ))")
# 2020 年 7 月, 第 7 期, 总第 7 期: a blank before or after such a number never means anything
_COUNTED: Final = re.compile(
    r"(?<![0-9A-Za-z.])(?<=[第年月总至到]) (?=[0-9]{1,4} ?[年月日号期次届条页])|(?<=[0-9]) (?=[年月日号期次届条页])"
)
_SENTENCE_MARK: Final = re.compile("[，。]")
_MARKS: Final = "，。；：、！？“”‘’（）《》〈〉【】—…％%"
# Any single blank between two Chinese characters, marks or digits: what PDFs put in
_BY_HAN: Final = re.compile(f"(?<=[{HAN}{_MARKS}0-9]) (?=[{HAN}{_MARKS}0-9])")
_LISTED_NAME: Final = re.compile(f"(?:^|[、，：；（ ])[{HAN}] [{HAN}](?:$|[、，。；（） ])")
_SLOGAN: Final = re.compile(f"[“《][{HAN}]{{2,12}} [{HAN}]{{2,12}}[”》]")


def blanks_by_digits(text: str) -> list[Edit]:
    """Drop the blanks that typists put around digits in sentences and in dates."""
    edits = []
    for match in _BY_DIGIT.finditer(text):
        line_start, line = _line(text, match.start())
        place = match.start() - line_start
        counted = _COUNTED.match(text, match.start())
        listed = line[:place].isdigit() and not counted  # "1 抓好学习": the number of an item
        if counted or (_SENTENCE_MARK.search(line[:-1]) and not listed):
            edits.append(Edit(*match.span(), "", "pdf_space", 1, 1))
    return edits


def blanks_by_han(text: str) -> list[Edit]:
    """Drop the blanks that a PDF puts into Chinese.

    Blanks stay between the two phrases of a headline or slogan, inside a name of two characters, and where there are
    several in a row (they keep things apart).
    """
    edits = []
    for match in _BY_HAN.finditer(text):
        line_start, line = _line(text, match.start())
        place = match.start() - line_start
        if not _parts_phrases(line, place):
            edits.append(Edit(*match.span(), "", "pdf_space", 1, 1))
    return edits


def _line(text: str, place: int) -> tuple[int, str]:
    """Return the line around a place and where it begins; of an endless line a stretch is enough."""
    first, last = max(0, place - _STRETCH), min(len(text), place + _STRETCH)
    start = max(text.rfind("\n", first, place) + 1, first)
    end = text.find("\n", place, last)
    return start, text[start : end if end >= 0 else last]


def _parts_phrases(line: str, place: int) -> bool:
    """Tell whether a blank keeps two phrases, or the two characters of a name, apart."""
    if not line[:place].strip():
        return True
    if line[place - 1].isdigit() and line[place + 1].isdigit():
        return True
    around = line[max(0, place - 2) : place + 3]
    if _LISTED_NAME.search(f"{'' if place > 2 else ' '}{around}"):
        return True
    if any(m.start() < place < m.end() for m in _SLOGAN.finditer(line, max(0, place - 16), place + 16)):
        return True
    if _SENTENCE_MARK.search(line) or line.count(" ") > 3:
        return False
    first, last = line[:place].rsplit(" ", 1)[-1].strip(), line[place:].strip().split(" ", 1)[0]
    return len(first) >= 4 and len(last) >= 4
