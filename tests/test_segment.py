"""Either engine gives jieba's tokens."""

from __future__ import annotations

import io
import logging
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengjian_stats.errors import UsageError
from zhengjian_stats.text.segment import Segmenter, _quiet_import

TEXTS = (
    "",
    "云岭省地方志办召开2025年第3次主任办公会，传达学习有关会议精神。",
    "F-16战机、v1.2.3版、1.2.3、3.5.6%、100%%、... a_b-c 第1-3期",
    "T恤衫、AA制、AT&T公司、c++语言C++、B超、X光线、4S店、C#",
    "PM2.5浓度降至23.5微克/立方米，同比下降12.3%；见http://a.b-c.cn/x.html?y=1&z=2",
    "𠮷林先生、㐀、鿿、〇二五、二〇二五年",
    "一是提高站位。\r\n二要压实责任，\u3000三要\t强化督查。\n",
    "９月３０日前，各处（室）报送Ａ类表格。γ射线",
)

ALPHABET = "的大小人地方志会议工作同志鉴编纂江南云岭年月日两个确立𠮷㐀鿿〇abXPMC2591.5-+#&%_ \r\n\t，。“”·９Ａγ"
MIXED = st.lists(
    st.one_of(st.text(ALPHABET, max_size=8), st.sampled_from(["AT&T", "c++", "C#", "T恤", "AA制", "AA", "PM2.5", "志鉴编纂"])),
    max_size=8,
).map("".join)
USER_WORDS = ("志鉴编纂", "PM2.5", "C919", "两个 确立", "云岭 3 ns", "的", "2025年", "江南x", "-x-", "𠮷人", "方志馆 80")


@pytest.fixture(scope="module")
def tokenizer():
    """jieba itself, private, with nothing of ours between."""
    jieba = _quiet_import()
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    return jieba.Tokenizer()


@pytest.fixture(scope="module")
def rust():
    return Segmenter(engine="rjieba")


def test_both_engines_give_the_tokens_of_jieba(tokenizer, rust):
    expected = [tokenizer.lcut(text) for text in TEXTS]
    python = Segmenter(engine="jieba")
    assert [rust.tokens(text) for text in TEXTS] == expected
    assert [python.tokens(text) for text in TEXTS] == expected


@settings(max_examples=400, deadline=None)
@given(text=st.one_of(MIXED, st.text(max_size=40)))
def test_any_text_is_cut_as_jieba_cuts_it(tokenizer, rust, text):
    tokens = rust.tokens(text)
    assert tokens == tokenizer.lcut(text)
    assert "".join(tokens) == text


@pytest.fixture(scope="module")
def with_words():
    return Segmenter(USER_WORDS, engine="jieba"), Segmenter(USER_WORDS, engine="rjieba")


@settings(max_examples=400, deadline=None)
@given(text=MIXED)
def test_user_words_weigh_the_same_in_both(with_words, text):
    python, rust = with_words
    assert python.tokens(text) == rust.tokens(text)


def test_user_words_are_kept_whole_and_stay_private(rust):
    text = "推进志鉴编纂和地情馆藏工作"
    assert {"志鉴编纂", "地情馆藏"} <= set(Segmenter(["志鉴编纂", "地情馆藏"]).tokens(text))
    assert "志鉴编纂" not in rust.tokens(text)
    python = Segmenter(["地情馆藏 100 n"], engine="jieba")
    assert "地情馆藏" in python.tokens(text)
    assert "地情馆藏" not in _quiet_import().Tokenizer().lcut(text)


def test_both_know_the_same_words(with_words):
    words = ["规律", "展规", "一千多", "志鉴", "", "，", *(word.split()[0] for word in USER_WORDS if word.strip())]
    python, rust = with_words
    assert [python.knows(word) for word in words] == [rust.knows(word) for word in words]


def test_terms_have_letters(rust):
    counts = rust.term_counts("会议强调，2025年要办好C919项目，会议要求：增长3.5%。\n１２")
    assert counts["会议"] == 2
    assert counts["C919"] == 1
    assert not {"，", "2025", "3.5%", "。", "\n", "１２"} & set(counts)


def test_an_unwritable_cache_is_no_hindrance(monkeypatch, tmp_path, caplog):
    blocker = tmp_path / "file"
    blocker.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocker))
    monkeypatch.setenv("HOME", str(blocker))
    assert Segmenter(engine="jieba").tokens("地方志工作") == ["地方志", "工作"]
    assert not caplog.records


def test_the_cache_lies_in_our_own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path / "ours"))
    Segmenter(engine="jieba").tokens("地方志")
    assert [path.suffix for path in (tmp_path / "ours").iterdir()] == [".cache"]


def test_unknown_engine_is_named():
    with pytest.raises(UsageError, match="hanlp"):
        Segmenter(engine="hanlp")  # type: ignore[arg-type]


def _daily(shared: Path, every: int) -> list[str]:
    with tarfile.open(shared / "corpora" / "xinwenlianbo.tar.xz") as archive:
        members = sorted((m for m in archive if m.isfile() and m.name.endswith(".md")), key=lambda m: m.name)
        return [io.TextIOWrapper(archive.extractfile(m), encoding="utf-8").read() for m in members[::every]]


@pytest.mark.shared
@pytest.mark.parametrize("every", [60, pytest.param(1, marks=pytest.mark.slow)])
def test_real_issues_are_cut_as_jieba_cuts_them(shared, tokenizer, rust, every):
    texts = _daily(shared, every)
    assert len(texts) > 20
    assert [rust.tokens(text) for text in texts] == [tokenizer.lcut(text) for text in texts]
