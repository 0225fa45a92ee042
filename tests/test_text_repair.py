"""Repair of raw text: what is joined, dropped and left alone, with rows and a way back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengjian_stats.readers.base import RawDocument
from zhengjian_stats.schema import REPAIR_KINDS
from zhengjian_stats.text.clean import CleanText
from zhengjian_stats.text.repair import clean_document


def clean(*pages: str, reader: str = "txt") -> CleanText:
    return clean_document(RawDocument(pages, reader))


def rows(cleaned: CleanText) -> list[tuple[str, str, str | None]]:
    return [(repair.kind, repair.before, repair.after) for repair in cleaned.repairs]


# --- seams -----------------------------------------------------------------------------------------------------------------


def test_a_word_that_stands_on_both_sides_of_a_seam_is_kept_once() -> None:
    found = clean("会议要求，各处室要加强同省档案馆和文物保护\n\n保护局的联系，定期互通目录。")
    assert found.text == "会议要求，各处室要加强同省档案馆和文物保护局的联系，定期互通目录。"
    assert rows(found) == [("page_seam_duplicate", "文物保护\n\n保护局", "文物保护局")]


def test_a_word_cut_by_a_seam_is_joined() -> None:
    found = clean("周平说，各处室要准确领会文件主\n\n题和具体要求，抓紧动手。")
    assert found.text == "周平说，各处室要准确领会文件主题和具体要求，抓紧动手。"
    assert rows(found) == [("page_seam_break", "领会文件主\n\n题和具体要求", "领会文件主题和具体要求")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("各处室要把经费管住，能在馆内办的会，", "不到馆外办。"),
        ("他要求随展人员记一本日志，县馆夜间至少两人值守，把", "雨情接进值班群。"),
        ("二期年底前完成过半，每周公布一次差错榜", "和进步榜，由数据中心牵头。"),
        ("会上宣读了《关于进一步加强", "史志工作的意见》，并作了部署。"),
        ("截至目前，全省建成村史馆10", "余个，另有在建的三处。"),
    ],
)
def test_what_cannot_end_or_begin_a_sentence_is_joined(before: str, after: str) -> None:
    assert clean(f"{before}\n\n{after}").text == before + after


@pytest.mark.parametrize(
    "text",
    [
        "省史志馆召开学习会，部署下半年工作\n\n7月8日，省史志馆召开学习会。",
        "省史志馆召开学习会\n\n学习会上，馆长作了讲话。",
        "会议要求，各处室要抓好落实，形成工作合力\n\n副馆长参加会议。",
        "报：省委办公厅，省政府办公厅\n\n发：各处室，各单位。",
        "办公室，2024年5月6日\n\n（共印20份）",
        "一要抓学习，二要抓落实\n\n三、其他事项，由办公室安排。",
        "姓名，职务\t备注，其他\n\n张某，馆长\t主持，讲话",
        "他表示，将全力以赴。”\n\n会议由某某主持。",
    ],
)
def test_headlines_signatures_labels_and_tables_are_never_joined(text: str) -> None:
    assert clean(text).text == text


def test_a_sentence_that_only_lacks_its_stop_is_joined_where_a_seam_is_beyond_doubt() -> None:
    plain = "会议指出，要深刻领会全会精神，结合实际谋划推动的举措，在强化资政辅治、做好教化\n\n育人上提质增效，提供精神支撑力。"
    assert clean(plain).text == plain
    sure = "会议要求，各处室要加强同省公务员局和社会保障\n\n保障厅的联系。\n\n" + plain
    assert "做好教化育人上提质增效" in clean(sure).text


def test_at_the_end_of_a_page_a_sentence_goes_on() -> None:
    found = clean("会议要求，各处室8月底前提出思路，能写一页的不写\n", "\n两页。\n\n副馆长参加会议。")
    assert found.text == "会议要求，各处室8月底前提出思路，能写一页的不写两页。\n\n副馆长参加会议。"
    assert rows(found) == [("page_seam_break", "不写\n\f\n两页", "不写两页")]


def test_paragraphs_on_both_sides_of_a_page_stay_apart() -> None:
    found = clean("会议要求抓好落实。", "省史志馆召开座谈会")
    assert found.text == "会议要求抓好落实。\n\n省史志馆召开座谈会"
    assert found.repairs == ()


# --- pages -----------------------------------------------------------------------------------------------------------------


def test_page_numbers_and_running_heads_are_dropped() -> None:
    head = "云岭史志简报　2024年第3期"
    found = clean(
        f"{head}\n云岭史志简报\n第3期\n会议要求，各处室认真落\n— 1 —",
        f"{head}\n实。会议强调，要抓紧。\n— 2 —",
        f"{head}\n会议还研究了其他事项。\n— 3 —",
    )
    assert found.text == "云岭史志简报\n第3期\n会议要求，各处室认真落实。会议强调，要抓紧。\n\n会议还研究了其他事项。"
    assert {kind for kind, _, _ in rows(found)} == {"page_number", "running_head", "page_seam_break"}
    assert ("page_number", "— 2 —", None) in rows(found)


def test_a_numbered_line_in_a_text_without_pages_is_a_seam() -> None:
    found = clean("能合开的会合开，发言不超过\n\n— 1 —\n\n五分钟；会风要改。")
    assert found.text == "能合开的会合开，发言不超过五分钟；会风要改。"


def test_bare_numbers_count_as_page_numbers_only_where_they_count_on() -> None:
    assert clean("甲处。\n1", "乙处。\n2").text == "甲处。\n\n乙处。"
    assert clean("甲票\n18", "乙票\n7").text.split() == ["甲票", "18", "乙票", "7"]


def test_the_titles_of_a_volume_are_no_running_heads() -> None:
    found = clean("云岭简报\n第1期\n会议召开。", "云岭简报\n第2期\n会议结束。")
    assert found.text.count("云岭简报") == 2


# --- lines of a layout -----------------------------------------------------------------------------------------------------

PARAGRAPHS = [
    "5月9日，省史志馆召开办公会，研究年鉴改版、省志收官和馆区停车管理三项议题，听取了编辑部关于改版设想的汇报，会议同意改版思路。",
    "会议要求，年鉴要让人愿意翻，空话套话一律删去，人名地名须三校，封面设计请美术学院师生参与，年底前一定要印出来送到读者手里。",
    "关于省志收官，会议听取编纂处汇报，水利志终审意见已经改完，交通志还差三章，会议要求九月底前交送审稿，不得再拖延到明年去。",
]


def wrapped(paragraph: str, width: int = 26, indent: str = "　　") -> str:
    text = indent + paragraph
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    return "\n".join(lines)


@pytest.mark.parametrize("reader", ["pdf", "txt"])
def test_wrapped_lines_become_paragraphs_again(reader: str) -> None:
    body = PARAGRAPHS * 3
    page = "年鉴改版\n" + "\n".join(map(wrapped, body)) + "\n信息公开选项：主动公开"
    found = clean(page, reader=reader)
    assert found.text.split("\n") == ["年鉴改版", *body, "信息公开选项：主动公开"]
    assert {repair.kind for repair in found.repairs} == {"line_wrap"}


def test_indents_that_a_pdf_lost_are_made_up_by_the_width() -> None:
    lines = [line.strip() for paragraph in PARAGRAPHS for line in wrapped(paragraph).split("\n")]
    assert clean("\n".join(lines), reader="pdf").text.split("\n") == PARAGRAPHS


def test_a_headline_as_wide_as_the_text_is_told_from_a_first_line_where_indents_are_lost() -> None:
    headline = "省史志馆党组理论学习中心组举行新年第一次集体学习"
    lines = [line.strip() for paragraph in PARAGRAPHS for line in wrapped(paragraph).split("\n")]
    lines[len(lines) // 3 * 2 : len(lines) // 3 * 2] = [headline]
    assert headline in clean("\n".join(lines), reader="pdf").text.split("\n")


def test_a_headline_after_a_full_last_line_stays_a_line_of_its_own() -> None:
    full = "会议要求各处室认真抓好本年度各项重点工作的收尾，不得拖到下一个年度再去做。"
    page = "\n".join([wrapped(PARAGRAPHS[0]), wrapped(full, 19), "馆长到县里调研", wrapped(PARAGRAPHS[1])])
    assert "馆长到县里调研" in clean(page, reader="pdf").text.split("\n")


def test_lines_of_different_length_are_left_alone() -> None:
    poem = "\n".join(["春风又绿江南岸，", "明月何时照我还。", "两岸猿声啼不住，", "轻舟已过万重山。"] * 4)
    assert clean(poem).text == poem


# --- characters ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("２０２０年第７期，ＧＤＰ增长", "2020年第7期，GDP增长"),
        ("时间：２０２０．７．１４。", "时间：2020.7.14。"),
        ("会议召开　传达精神", "会议召开 传达精神"),
        ("　　一、加强学习", "一、加强学习"),
        ("零\u200b宽\ufeff字符\u00ad", "零宽字符"),
        ("⼯作要点", "工作要点"),
        ("“双减”，１．抓紧；（二）抓实！", "“双减”，1．抓紧；（二）抓实！"),
        ("一行\r\n二行\r三行\u2028四行", "一行\n二行\n三行\n四行"),
    ],
)
def test_characters(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("会上，通过了召开 2022 届大会的决定。", "会上，通过了召开2022届大会的决定。"),
        ("2020 年 7 月 14 日", "2020年7月14日"),
        ("第 7 期（总第 18 期）", "第7期（总第18期）"),
        ("第7期 2020年7月14日", "第7期 2020年7月14日"),
        ("召开会议 2024年工作部署", "召开会议 2024年工作部署"),
        ("1 抓好学习，2 抓好落实。", "1 抓好学习，2抓好落实。"),
        ("张 三、李四参加会议。", "张 三、李四参加会议。"),
    ],
)
def test_blanks_of_typists_go_only_around_digits(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("会 议要求 ，各处室 要在 5 月底 前报送 。", "会议要求，各处室要在5月底前报送。"),
        ("省史志馆召开会议 传达学习全会精神", "省史志馆召开会议 传达学习全会精神"),
        ("参会的有：张 三、李四等人，会议由王五主持。", "参会的有：张 三、李四等人，会议由王五主持。"),
        ("办公室　　2024年5月6日印发", "办公室  2024年5月6日印发"),
        ("会上，开展了“不忘初心 牢记使命”活动。", "会上，开展了“不忘初心 牢记使命”活动。"),
    ],
)
def test_blanks_of_a_pdf_go_everywhere_but_between_phrases(raw: str, text: str) -> None:
    assert clean(raw, reader="pdf").text == text


# --- the seed, the sample and what holds for any text ----------------------------------------------------------------------


@pytest.mark.shared
def test_the_repairs_of_a_real_bulletin(shared: Path) -> None:
    text = (shared / "seed" / "zhengjian-2020-07.txt").read_text(encoding="utf-8")
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))["repairs"]
    assert rows(clean(text)) == [(row["kind"], row["before"], row["after"]) for row in expected]


SAMPLE = Path(__file__).parent / "sample"


@pytest.mark.parametrize("stem", sorted(path.stem for path in (SAMPLE / "truth").glob("20*.json")))
def test_the_seams_of_the_sample(stem: str) -> None:
    truth = json.loads((SAMPLE / "truth" / f"{stem}.json").read_text(encoding="utf-8"))["repairs"]
    found = clean(*(SAMPLE / "prose" / f"{stem}.txt").read_text(encoding="utf-8").split("\f"))
    seams = [repair for repair in found.repairs if repair.kind.startswith("page_seam")]
    assert [seam.kind for seam in seams] == [row["kind"] for row in truth if row["kind"].startswith("page_seam")]
    for seam, row in zip(seams, truth, strict=True):
        assert seam.after is not None
        assert seam.after in row["after"] or row["after"] in found.text[seam.start - 20 : seam.end + 20]


CHARACTERS = "会议要求，。；、：“”（）《》一是7月８日第期—-页\u3000\u200b\n\f\r\t aZ"
WORDS = ("\n\n", "\r\n", "社会保障", "保障厅", "报：", "— 3 —", "\n3\n", "会议指出，", "各处室要认真抓好落实")
PIECES = st.sampled_from([*CHARACTERS, *WORDS])
TEXTS = st.lists(PIECES, max_size=60).map("".join)
READERS = st.sampled_from(["txt", "pdf", "docx"])


@settings(max_examples=300, deadline=None)
@given(TEXTS, READERS)
def test_every_character_leads_back_to_the_raw_text(text: str, reader: str) -> None:
    raw = "\f".join(pages := text.split("\f"))
    found = clean(*pages, reader=reader)
    repaired = {place for repair in found.repairs for place in range(repair.start, repair.end)}
    for place, char in enumerate(found.text):
        origin = raw[found.to_raw(place)]
        assert place in repaired or char == origin or (char.isspace() and origin.isspace())


@settings(max_examples=300, deadline=None)
@given(TEXTS, READERS)
def test_rows_show_the_raw_and_the_cleaned_text(text: str, reader: str) -> None:
    raw = "\f".join(pages := text.split("\f"))
    for repair in (found := clean(*pages, reader=reader)).repairs:
        assert repair.kind in REPAIR_KINDS
        assert repair.before
        assert repair.before in raw
        assert 0 <= repair.start <= repair.end <= len(found.text)
        assert repair.after in (None, found.text[repair.start : repair.end])


@settings(max_examples=300, deadline=None)
@given(TEXTS, READERS)
def test_cleaning_what_is_clean_repairs_nothing(text: str, reader: str) -> None:
    once = clean(*text.split("\f"), reader=reader)
    again = clean(once.text, reader=reader)
    assert (again.text, again.repairs) == (once.text, ())


@given(st.text(max_size=200), READERS)
def test_never_raises(text: str, reader: str) -> None:
    assert clean(*text.split("\f"), reader=reader).text.strip("\n") is not None


@pytest.mark.slow
@pytest.mark.shared
def test_a_large_text_takes_seconds(shared: Path) -> None:
    text = (shared / "seed" / "zhengjian-2020-07.txt").read_text(encoding="utf-8") * 2000
    assert len(clean(text).repairs) == 6000
