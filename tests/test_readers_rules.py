"""The word lists of the readers agree with themselves and with the rest of the package; none of their patterns is idle."""

from __future__ import annotations

import re

import pytest

from zhengjian_stats import lexicon
from zhengjian_stats.readers import known_suffixes
from zhengjian_stats.schema import spec_of

TYPES = lexicon.load("readers/file_types")
PAGE = lexicon.load("readers/web_page")
DECODING = lexicon.load("readers/decoding")
COLUMNS = lexicon.load("readers/table_columns")


@pytest.mark.parametrize("table", ["lines", "bulletin", "published"])
def test_no_pattern_of_a_page_is_idle(table):
    rules = PAGE[table]
    idle = [p for p in rules["patterns"] if not any(re.match(p, text) for text in rules["examples"])]
    assert idle == []


def test_characters_stand_in_one_list_only():
    simplified, traditional = ("".join(DECODING[name].split()) for name in ("simplified", "traditional"))
    assert len(set(simplified)) == len(simplified)
    assert len(set(traditional)) == len(traditional)
    assert not set(simplified) & set(traditional)


def test_columns_are_those_of_issues():
    computed = {"issue_id", "source", "sha256", "reader", "n_pages", "n_chars", "n_articles", "n_problems"}
    assert set(COLUMNS["columns"]) - {"text", "headline"} == set(spec_of("issues").names) - computed


def test_a_type_is_either_read_or_advised_on():
    unread = {suffix for group in TYPES["unread"]["advice"] for suffix in TYPES["unread"][group]}
    assert not unread & set(known_suffixes())
