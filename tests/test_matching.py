"""Matching many words at once: offsets are characters, whatever plane they come from."""

from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats.parse.matching import Matcher, matcher

# 𬭎 and 😀 lie outside the first plane: four bytes in UTF-8, two units in UTF-16, one character here.
LETTERS = st.sampled_from("两个维护会议a𬭎😀\n")
TEXTS = st.text(LETTERS, max_size=40)
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=6).map(tuple)


@given(WORDS, TEXTS)
def test_every_match_is_where_it_says_and_none_is_missed(words, text):
    found = set(Matcher(words).every(text))
    assert found == {(i, i + len(w), w) for w in words for i in range(len(text)) if text.startswith(w, i)}


@given(WORDS, TEXTS)
def test_longest_matches_are_leftmost_longest_and_apart(words, text):
    expected, place = [], 0
    while place < len(text):
        fitting = [word for word in words if text.startswith(word, place)]
        if fitting:
            word = max(fitting, key=len)
            expected.append((place, place + len(word), word))
        place += len(max(fitting, key=len)) if fitting else 1
    assert list(Matcher(words).longest(text)) == expected


@given(WORDS, TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_stretch_is_searched_as_a_text_of_its_own_with_offsets_of_the_whole(words, text, start, length):
    start, end = min(start, len(text)), min(start + length, len(text))
    inside = list(Matcher(words).longest(text[start:end]))
    assert list(Matcher(words).longest(text, start, end)) == [(a + start, b + start, word) for a, b, word in inside]


def test_no_words_find_nothing_and_empty_or_doubled_ones_do_no_harm():
    assert list(Matcher(()).longest("两个维护")) == list(Matcher(()).every("两个维护")) == []
    assert list(Matcher(("", "维护", "维护")).longest("两个维护")) == [(2, 4, "维护")]


def test_the_matcher_of_a_list_is_built_once():
    assert matcher(("年鉴", "志书")) is matcher(("年鉴", "志书"))
    assert matcher(("年鉴",)) is not matcher(("志书",))
