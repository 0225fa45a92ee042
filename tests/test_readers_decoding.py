"""Bytes become the text that was written, or the loss is counted."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats import lexicon
from zhengjian_stats.errors import ReadError
from zhengjian_stats.readers.decoding import REPLACEMENT, decode, likelihood

RULES = lexicon.load("readers/decoding")
SIMPLIFIED = "".join(RULES["simplified"].split())
TRADITIONAL = "".join(RULES["traditional"].split())

WORDS = ["简报", "工作简报", "第七期", "通报", "会议纪要", "主持", "云岭省地方志办", "张镕", "罗翰", "一、", "报：省委办公厅。"]
OLD_WORDS = ["會議紀錄", "臺北市政府", "主席裁示", "各單位應依限辦理", "教育局", "報告事項", "縣長致詞", "決議：照案通過。"]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_short_texts_of_an_office(word, encoding):
    assert decode(word.encode(encoding)).text == word


@pytest.mark.parametrize("word", OLD_WORDS)
@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "big5hkscs", "gb18030"])
def test_traditional_texts(word, encoding):
    assert decode(word.encode(encoding)).text == word


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "x-gbk", "big5", "utf-8", "nonsense", None])
def test_a_character_beyond_gb2312_survives_whatever_is_declared(declared):
    text = "副主任张镕、李喆主持会议，并就贯彻落实作出安排。"
    assert decode(text.encode("gbk"), declared).text == text


def test_hong_kong_characters():
    text = "會議由主席主持，黃啟𠝹出席，各位委員備悉。"
    assert decode(text.encode("big5hkscs")) == decode(text.encode("big5hkscs"), "big5")
    assert decode(text.encode("big5hkscs")).text == text


def test_four_byte_characters_of_gb18030():
    text = "参加会议的有㑇同志、𠮷田同志和综合处负责同志。"
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030", "utf-8"])
def test_mixed_with_ascii(encoding):
    text = "2024年7月8日 Agenda\r\n张三（Zhang San）主持\r\nhttps://example.org/?a=1&b=2\r\n"
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(bom, encoding):
    decoded = decode(bom + "第7期".encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.n_lost) == ("第7期", encoding, 0)


@pytest.mark.parametrize("text", ["plain English\n", "A·B café 50°", "Müller", "½", "naïve façade", "±5"])
def test_western_texts_in_utf8_stay(text):
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_whole_file_is_looked_at(encoding):
    # A detector that stops after some kilobytes of ASCII would not see the name at the end.
    text = "x = 1\n" * 50_000 + "张镕主持会议"
    assert decode(text.encode(encoding)).text == text


def test_loss_is_counted_and_told():
    data = "第一行\n第二行省地方志办召开会议\n".encode("gb18030")
    broken = data[:13] + b"\xff" + data[13:]
    decoded = decode(broken)
    assert decoded.encoding == "gb18030"
    assert decoded.n_lost == decoded.text.count(REPLACEMENT) == 1
    (note,) = decoded.notes
    assert (note.code, note.place) == ("lossy_decoding", "line 2")


def test_a_broken_byte_does_not_change_the_encoding():
    data = ("省地方志办召开会议，张镕主持。" * 20).encode()
    for place in (0, 100, 333):
        decoded = decode(data[:place] + b"\xff" + data[place + 1 :])
        assert decoded.encoding == "utf-8"
        assert decoded.n_lost >= 1


def test_a_loss_that_the_file_brings_along_is_told_too():
    assert decode(f"张{REPLACEMENT}主持会议".encode()).notes[0].code == "lossy_decoding"


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 100, b"\xff" * 64])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert caught.value.code == "wrong_suffix"


def test_likelihood_prefers_what_people_write():
    assert likelihood("会议纪要") > likelihood("頗祜憮猁")
    assert likelihood("会议") > likelihood("会\ufffd")


@given(st.text(SIMPLIFIED[:800] + "，。、“”", min_size=5), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_simplified_round_trip(text, encoding):
    assert decode(text.encode(encoding)).text == text


@given(st.text(SIMPLIFIED[:800] + "，。、", min_size=1, max_size=40).map(lambda text: f"{text}镕主持会议。"))
def test_gbk_is_never_taken_for_big5(text):
    assert decode(text.encode("gbk")).encoding == "gb18030"


@given(st.text(TRADITIONAL[:400], min_size=6).map(lambda text: text + "，報告完畢。"))
def test_traditional_round_trip(text):
    assert decode(text.encode("cp950")).text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: REPLACEMENT not in text))
def test_utf8_with_a_mark_always_comes_back(text):
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text


@pytest.mark.shared
def test_real_texts_come_back_from_every_encoding(shared):
    texts = [(shared / "seed" / "zhengjian-2020-07.txt").read_text(encoding="utf-8")]
    texts += (shared / "corpora" / "local-news.jsonl").read_text(encoding="utf-8").splitlines()[:200]
    for text in texts:
        for encoding in ("gb18030", "utf-16-le", "utf-8"):
            assert decode(text.encode(encoding)).text == text
