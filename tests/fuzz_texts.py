"""Texts that nobody would write: drawn from the genre's own alphabet, and real texts cut, spliced and damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Final

from hypothesis import strategies as st

from real_texts import ROOT, shared_folder

#: Nothing longer is made: what takes long on long texts is measured by benchmarks/hostile.py.
LONGEST: Final = 1_500

#: Single characters: Han, marks (many never closed), digits in every writing, rare Han, emoji with their joiners, halves of
#: characters, marks that turn the line round, blanks that are none and blanks that take no room, controls, private use.
CHARACTERS: Final = (
    "会议要求强调主持召开出席的和与及等在由了是人长县省市馆处中上下第期年月日周平吴安一二三十〇零"
    "，。；：！？、·…—－～“”‘’《》〈〉（）【】〔〕「」()[]<>\"'*#|>_-+=/\\&%@$^~`.,;:!?"
    "0123456789０１９①②⑳㈠⑴Ⅳ½²٣৭"
    "㛃䶮𬭎𠮷𪚥⺟⼈龘\ufa0e〆々カ千干己已"
    "😀🏽👨\u200d👩\u200d👧🇨🇳\ufe0f"
    "\ud800\udbff\udc00\udfff"
    "\u202e\u202d\u2066\u2069\u200f\u061cابא"
    " 　\t\n\r\f\v\x85\xa0\u2028\u2029\u200b\u200c\u2060\ufeff\xad\x00\x1b\x7f\ue000\ufffd\ufffe\u0301"
)

#: What an issue is made of: mastheads, labels, enumerators, names with posts, cues, dates, groups, demands, colophons;
#: ｜ parts them, ¶ is the end of a line and ⇥ a tab in one.
PIECES: Final = tuple(
    """
云岭方志简报¶｜第3期（总第18期）¶｜〔2024〕第5期｜No.12｜云岭省地方志办公室编　2024年3月8日¶｜2024年第6—7期合刊¶｜
本期目录¶1.某县召开会议……2¶｜【工作动态】¶｜编者按：｜# 标题¶｜**会议纪要**¶｜标题：某馆召开会议¶来源：某馆¶｜
时　间：3月5日¶｜主　持：周平¶｜出　席：罗　翰　吴海安（副馆长，出差）¶｜列席：｜请假：郑小川（病假）、｜记录：王岚¶｜
主持人：｜参加人员：⇥周平⇥吴海安¶｜姓名⇥职务⇥单位¶周平⇥馆长⇥省方志馆¶｜会议地点：｜议题：｜应到12人，实到9人。｜一是｜
二要｜第三，｜（四）｜5.｜六、｜⑦｜首先，｜其次是｜一方面｜（一）一是1.①｜8）｜馆长周平｜副馆长吴海安、郑小川｜
党组书记、馆长周平，｜王岚同志｜欧阳明远｜艾力·买买提｜阿卜杜·｜扎西顿珠｜周平院长｜张 三｜李　四｜㛃𬭎｜
校领导周平、吴海安、郑小川｜综合处处长｜党委副书记、纪委书记、｜代省长｜一级巡视员｜等 ｜等12人｜主持召开｜召开｜
召开会议｜主持会议并讲话｜出席｜列席｜陪同｜在周平陪同下，｜由吴海安主持｜传达学习了｜宣读｜汇报了｜先后发言｜
分别作交流发言｜因病请假｜到桃溪县调研｜受馆长周平委托，｜会见了｜听取了｜关于｜的汇报｜审议｜会上，｜会后，｜强调，｜
指出，“｜要求：｜会议认为，｜他希望｜提出三点要求：｜周平强调，要｜会议强调，｜《通知》指出，｜多次强调，｜要抓紧落实｜
必须｜不得｜8月底前完成；｜一周内报综合处｜年底前｜各处室要｜三季度末｜春节放假前｜加强安全生产，｜取得了成效。｜
3月5日，｜2024年3月5日至7日｜2月30日｜13月45日｜18-19日｜当天下午｜次日｜近日，｜去年12月31日｜99999年1月1日｜0月0日｜
二〇二四年三月五日｜1月至6月｜７月８日｜9999999999999人｜第九百九十九亿期｜为期5日｜7月中旬｜今年第三季度｜昨天｜
各处室负责人｜班子成员｜机关全体干部职工｜桃溪县、清河县方志办主任｜专家学者代表12人｜“三会一课”｜两个维护｜
“十五五”规划｜《关于〈某志〉的通知》｜《｜》｜（｜）｜“｜”｜在全省工作会议上的讲话｜习近平总书记｜雷锋精神｜高度重视｜
王府井｜报：省委办公厅，省政府办公厅。¶｜送：各市（州）、县（市、区）史志馆。¶｜抄送：｜省馆办公室　2024年3月8日印发¶｜
（共印20份）¶｜**报：省委**¶｜
>送：省馆¶｜信息公开选项：主动公开¶｜责任编辑：王岚｜<p>｜</td><td>｜&nbsp;｜&#55296;｜![图](a.png)｜
[链接](http://example.org)｜<!--｜\\*｜```｜---¶｜| a | b |¶
""".replace("\n", "")
    .replace("¶", "\n")
    .replace("⇥", "\t")
    .split("｜")
)

#: Runs of one thing: what makes a search begin anew at every place, or a bracket never close.
RUNS: Final = (
    "、",
    "，",
    "的",
    "（",
    "《",
    "“",
    "1",
    "一",
    " ",
    "\n",
    "　",
    "周平、",
    "副馆长",
    "一是",
    "召开",
    "要",
    "·",
    "和",
    "\t",
    "：",
    "—",
    "第",
)


@cache
def real_texts() -> tuple[str, ...]:
    """Return texts to be damaged: those of the sample, the annotated and the local ones where they are at hand."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "sample" / "prose").glob("*.txt"))]
    shared = shared_folder()
    for name in ("gold/dev.jsonl", "gold/dev_none.jsonl", "corpora/local-news.jsonl"):
        lines = (shared / name).read_text(encoding="utf-8").splitlines() if (shared / name).is_file() else []
        rows = list(map(json.loads, lines))
        texts += [f"{row.get('headline') or ''}\n{row['text']}" for row in rows]
    minutes = shared / "files" / "qianjiang_住建局党组会议纪要_20240403.txt"
    texts += [minutes.read_text(encoding="utf-8")] if minutes.is_file() else []
    return tuple(text for text in texts if text.strip())


#: Whole sentences, so that what stands around them is read as belonging to an event.
SENTENCES: Final = (
    "3月5日，省方志馆召开工作会议。馆长周平主持会议并讲话。",
    "3月5日，馆长吴海安到桃溪县调研，副馆长周平、秘书处处长郑小川陪同。",
    "周平强调，一要加强安全生产；二要在8月底前完成年鉴编纂，各处室要压实责任。",
    "会议传达学习了全省工作会议精神，听取了处长郑小川关于《云岭年鉴》进度的汇报。",
    "党组书记、馆长吴海安，副馆长周平、罗翰及各处室负责人参加会议，王岚因病请假。",
)

#: Head and foot of what the rest is put between.
HEADS: Final = (
    "",
    "",
    "省方志馆召开会议\n\n",
    "云岭方志简报\n第3期（总第18期）\n云岭省方志馆编　2024年3月8日\n省方志馆召开会议\n",
    "党组会议纪要\n〔2024〕第5期\n时间：3月5日\n主持：周平\n出席：吴海安、郑小川\n",
)
FEET: Final = ("", "", "\n报：省委办公厅。\n送：各市史志馆。\n省方志馆办公室　2024年3月8日印发\n（共印20份）\n")

CHARACTER = st.one_of(st.sampled_from(CHARACTERS), st.characters(exclude_categories=()))
PIECE = st.one_of(
    st.sampled_from(PIECES),
    st.sampled_from(PIECES),
    st.sampled_from(SENTENCES),
    st.text(CHARACTER, max_size=6),
    st.tuples(st.sampled_from(RUNS), st.integers(1, 60)).map(lambda run: run[0] * run[1]),
)
PLACE = st.just(0) | st.integers(0, 4_000)
SHAPELESS = st.text(CHARACTER, max_size=60) | st.binary(max_size=120).map(lambda data: data.decode("gb18030", "replace"))


def random_texts() -> st.SearchStrategy[str]:
    """Texts of the genre's pieces in no order, with runs and characters of every kind between them; some of no shape at all."""
    body = st.lists(PIECE, min_size=1, max_size=40).map("".join)
    issues = st.tuples(st.sampled_from(HEADS), body, st.sampled_from(FEET)).map("".join)
    return st.one_of(issues, issues, issues, SHAPELESS)


def _window(text: str, place: int, size: int) -> str:
    start = place % len(text)
    return text[start : start + size]


def _swapped(text: str, place: int, size: int, _: str) -> str:
    """Exchange two neighbouring stretches."""
    a, b, c = place, place + size, place + 2 * size
    return text[:a] + text[b:c] + text[a:b] + text[c:]


#: What is done to a text at a place, over so many characters, with a piece at hand.
MUTATIONS: Final[tuple[Callable[[str, int, int, str], str], ...]] = (
    lambda text, place, size, piece: text[:place] + piece + text[place:],
    lambda text, place, size, piece: text[:place] + piece + text[place + size :],
    lambda text, place, size, piece: text[:place] + text[place + size :],
    lambda text, place, size, piece: text[: place + size] + text[place:],
    lambda text, place, size, piece: text[:place] + text[place : place + size][::-1] + text[place + size :],
    lambda text, place, size, piece: text.replace(text[place : place + 1] or "，", piece[:1]),
    lambda text, place, size, piece: text.replace("\n", piece[:1]),
    lambda text, place, size, piece: text[:place] + piece.join(text[place : place + size]) + text[place + size :],
    lambda text, place, size, piece: text[place:],
    _swapped,
)


@st.composite
def mutated_texts(draw: st.DrawFn) -> str:
    """One real text, or the ends of two, damaged in some places."""
    real = st.sampled_from(real_texts())
    text = _window(draw(real), draw(PLACE), draw(st.integers(1, 900)))
    if draw(st.booleans()):
        text += _window(draw(real), draw(PLACE), draw(st.integers(1, 500)))
    steps = st.tuples(st.sampled_from(MUTATIONS), st.integers(0, 4_000), st.integers(0, 40), PIECE)
    for change, place, size, piece in draw(st.lists(steps, max_size=8)):
        text = change(text, place % (len(text) + 1), size, piece)[:LONGEST]
    return text


def odd_texts() -> st.SearchStrategy[str]:
    """Random and mutated texts, half and half."""
    return st.one_of(random_texts().map(lambda text: text[:LONGEST]), mutated_texts())
