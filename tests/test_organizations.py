"""The body inside a written post, and the posts of a title. The examples of the rules are run by test_resources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengjian_stats import lexicon
from zhengjian_stats.parse.organizations import OrganizationRules, body_of, posts_of, split_title

PIECES = st.sampled_from(
    ["省委", "史志馆", "党组", "书记", "副", "馆长", "、", "，", "兼", "处", "长", "（筹）", "一级", "巡视员", "群众", " "]
)


@pytest.mark.parametrize(
    ("title", "body", "post"),
    [
        ("省志工作处副处长", "省志工作处", "副处长"),
        ("机关党委书记", "机关党委", "书记"),
        ("雾山市史志馆党组书记、馆长", "雾山市史志馆", "党组书记、馆长"),
        ("雾山大学党委副书记兼副校长", "雾山大学", "党委副书记兼副校长"),
        ("教务处长", "教务处", "处长"),
        ("史志馆（筹）馆长", "史志馆（筹）", "馆长"),
        ("雾山市委办公厅二级巡视员", "雾山市委办公厅", "二级巡视员"),
        ("史志馆原馆长", "史志馆", "原馆长"),
        ("省委常委、常务副省长", None, "省委常委、常务副省长"),
        ("省委常委、宣传部部长", None, "省委常委、宣传部部长"),
        ("党组书记、主任", None, "党组书记、主任"),
        ("离退休干部代表", None, "离退休干部代表"),
        ("驻村第一书记", None, "驻村第一书记"),
        ("副省长", None, "副省长"),
        ("老同志", None, "老同志"),
    ],
)
def test_the_body_is_cut_off_only_where_one_is_written(title, body, post):
    assert split_title(title) == (body, post)


def test_posts_are_told_apart_with_their_bodies():
    assert [(p.organization, p.title) for p in posts_of("省委常委、宣传部部长")] == [("省委", "常委"), ("宣传部", "部长")]
    assert [(p.organization, p.title) for p in posts_of("市志馆党组成员、副馆长")] == [
        ("市志馆", "党组成员"),
        ("市志馆", "副馆长"),
    ]
    assert [p.written for p in posts_of("办公室主任、机关党委书记")] == ["办公室主任", "机关党委书记"]


def test_bodies_that_share_a_post_stay_together():
    assert [p.written for p in posts_of("县委组织部、宣传部部长")] == ["县委组织部、宣传部部长"]


@given(st.lists(PIECES, min_size=1, max_size=8).map(lambda parts: "".join(parts).strip("、，兼 ")).filter(bool))
def test_nothing_of_a_title_is_lost(title):
    body, post = split_title(title)
    assert post
    if body is None:
        assert post == title
    else:
        assert title.startswith(body)
        assert title.endswith(post)


@given(st.text(st.sampled_from("省志工作处由请和，会上史馆（）A1"), max_size=20))
def test_a_body_ends_the_text_it_was_found_in(prefix):
    body = body_of(prefix)
    assert body is None or prefix.endswith(body)


def test_without_rules_every_title_is_left_whole():
    table = lexicon.load("organizations")
    bodies = {**table["bodies"], "ends": []}
    rules = OrganizationRules.from_table({**table, "bodies": bodies})
    assert rules.post_of("省志工作处副处长").organization is None
