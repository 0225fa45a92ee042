"""Every rule of the readers is proved by examples of what it takes and what it leaves."""

from __future__ import annotations

import re

import pytest

from zhengjian_stats import lexicon
from zhengjian_stats.readers import is_reserved, known_suffixes
from zhengjian_stats.readers.columns import columns_of
from zhengjian_stats.readers.decoding import decode
from zhengjian_stats.readers.html import _is_placeholder
from zhengjian_stats.readers.html_block import is_bulletin_line, is_noise_name, is_page_line
from zhengjian_stats.readers.sniff import advice_on
from zhengjian_stats.schema import spec_of

TYPES = lexicon.load("readers/file_types")
PAGE = lexicon.load("readers/web_page")
DECODING = lexicon.load("readers/decoding")
COLUMNS = lexicon.load("readers/table_columns")


def is_published(line: str) -> bool:
    return any(re.search(pattern, line) for pattern in PAGE["published"]["patterns"])


CHECKS = [
    (TYPES["reserved"], is_reserved),
    (TYPES["unread"], lambda suffix: bool(advice_on(suffix))),
    (PAGE["noise"], is_noise_name),
    (PAGE["lines"], is_page_line),
    (PAGE["bulletin"], is_bulletin_line),
    (PAGE["published"], is_published),
    (PAGE["titles"], _is_placeholder),
]


@pytest.mark.parametrize(("text", "holds"), [(text, holds) for table, holds in CHECKS for text in table["examples"]])
def test_examples(text, holds):
    assert holds(text)


@pytest.mark.parametrize(("text", "holds"), [(text, holds) for table, holds in CHECKS for text in table["counter_examples"]])
def test_counter_examples(text, holds):
    assert not holds(text)


@pytest.mark.parametrize("table", ["lines", "bulletin"])
def test_no_pattern_of_a_page_is_idle(table):
    rules = PAGE[table]
    idle = [p for p in rules["patterns"] if not any(re.fullmatch(p, text) for text in rules["examples"])]
    assert idle == []


@pytest.mark.parametrize("example", DECODING["examples"], ids=lambda example: example["text"])
def test_texts_come_back_from_their_encodings(example):
    for encoding in example["encodings"]:
        assert decode(example["text"].encode(encoding)).text == example["text"]


@pytest.mark.parametrize("example", DECODING["counter_examples"], ids=lambda example: example["bytes"])
def test_bytes_are_not_taken_for_something_else(example):
    assert decode(bytes.fromhex(example["bytes"])).text != example["not"]


def test_characters_stand_in_one_list_only():
    simplified, traditional = ("".join(DECODING[name].split()) for name in ("simplified", "traditional"))
    assert len(set(simplified)) == len(simplified)
    assert len(set(traditional)) == len(traditional)
    assert not set(simplified) & set(traditional)


def test_column_names():
    for table in COLUMNS["tables"]:
        for example in table["examples"]:
            assert columns_of([example["heading"]]) == {example["column"]: example["heading"]}
        assert columns_of(table["counter_examples"]) == {}


def test_columns_are_those_of_issues():
    computed = {"issue_id", "source", "sha256", "reader", "n_pages", "n_chars", "n_articles", "n_problems"}
    assert set(COLUMNS["columns"]) - {"text", "headline"} == set(spec_of("issues").names) - computed


def test_a_type_is_either_read_or_advised_on():
    unread = {suffix for group in TYPES["unread"]["advice"] for suffix in TYPES["unread"][group]}
    assert not unread & set(known_suffixes())
