"""Who does what: the sentences of an article read in order, as told events and as words quoted from somebody.

A sentence is *told* (its subjects act: 主持, 出席 …) or *quoted* (it stands in somebody's voice, opened by 强调 and the like and
going on over the following sentences and enumerated items). Acts are only read from what is told; demands only from words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Final

from zhengjian_stats import lexicon
from zhengjian_stats.parse.cues import Cue, Quote, find_cues, find_quote
from zhengjian_stats.parse.groups import Group, find_groups
from zhengjian_stats.parse.mentions import KnownPeople, Mention, find_people
from zhengjian_stats.parse.sentences import Sentence, split_sentences
from zhengjian_stats.parse.titles import head_pattern


@dataclass(frozen=True, slots=True)
class Act:
    """One participant in one role, with the words that give it."""

    who: Mention | Group
    role: str
    cue_start: int
    cue_end: int
    sentence: int
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch that stands in a voice: of a person (``speaker``), a body, or of nobody named."""

    start: int
    end: int
    speaker: str | None
    cue: str | None
    sentence: int
    opened: bool
    strong: bool


@dataclass(slots=True)
class Narrative:
    """What an article tells: sentences, people, acts and words."""

    sentences: list[Sentence]
    known: KnownPeople
    acts: list[Act] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    told: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """The voice that is open, and the subject a pronoun takes up."""

    speaker: str | None = None
    cue: str | None = None
    voice: bool = False
    strong: bool = False
    paragraph: int = -1
    last_person: Mention | None = None
    under_item: bool = False


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = lexicon.load("roles")
    return {
        "object": re.compile(table["objects"]["before"]),
        "led": re.compile(table["led"]["before"]),
        "heard": re.compile(table["objects"]["heard"]),
        "other": re.compile(table["other_subject"]["pattern"]),
        "pronoun": re.compile(table["pronoun"]["pattern"]),
    }


#: 一是, 二要, （三）, 第四, 首先 … at the head of a sentence.
ENUMERATOR: Final = re.compile(
    r"(?:[一二三四五六七八九十]+(?:是(?:要)?|要(?!求))|第[一二三四五六七八九十]+[，、是要]|[（(][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十]+、|[0-9]{1,2}[.、．](?![0-9])"
    r"|(?:首先|其次|再次|再者|最后|其一|其二|其三|其四)(?:是(?:要)?|要|，(?=要|必须)))"
)
#: A told sentence that opens without a person opens like this.
_TOLD: Final = re.compile(
    r"^(?:会上|会后|会前|随后|最后|会议(?!强调|指出|要求|认为|明确|号召)|座谈会|活动(?!要)|仪式|培训(?!要)|据悉|据了解|此次|本次|图为|当天|当日|同日|期间|与会|参会|大家|来自|[0-9]{1,4}[年月日](?![0-9日号]{0,3}(?:底|末)?之?前)|自[0-9]{4}|截至|近年来|近日|日前|为(?:深入|进一步|切实|贯彻|认真|全面)|目前|下午|上午|一行|双方|座谈中|交流中|调研中|[^，。]{2,20}(?:负责人|负责同志|代表|专家)(?:就|对|围绕|汇报|介绍|作))"
)


def read_narrative(text: str, start: int, end: int, known: KnownPeople | None = None) -> Narrative:
    """Read an article's body sentence by sentence; ``known`` are people already named above it.

    Examples
    --------
    >>> story = read_narrative("主任周平主持会议。周平强调，要抓紧落实。", 0, 20)
    >>> [(a.who.name, a.role) for a in story.acts], [(w.speaker, w.start) for w in story.words]
    ([('周平', 'chair'), ('周平', 'speech')], [('周平', 14)])
    """
    story = Narrative(split_sentences(text, start, end), known or KnownPeople())
    people = [find_people(text, s.start, s.end, story.known) for s in story.sentences]
    state = _State()
    for index, sentence in enumerate(story.sentences):
        _read_sentence(text, index, sentence, people[index], story, state)
    return story


def _read_sentence(text: str, index: int, sentence: Sentence, people: list[Mention], story: Narrative, state: _State) -> None:
    quote = find_quote(text, sentence.start, sentence.end)
    inline = _inline_items(text, sentence, quote)
    new_paragraph = sentence.paragraph != state.paragraph
    state.paragraph = sentence.paragraph
    enumerated = ENUMERATOR.match(text, sentence.start, sentence.end)
    where = (new_paragraph, enumerated is not None, state.under_item)
    if state.voice and _goes_on(text, sentence, people, quote, where):
        state.under_item = enumerated is not None or state.under_item
        _add_words(story, state, sentence.start, sentence.end, index, opened=False)
        return
    state.under_item = False
    told_end = inline if inline else quote.start if quote else sentence.end
    region = (sentence.start, told_end)
    subject = _read_acts(text, region, [p for p in people if p.begin < told_end], index, story, state)
    story.told.append(region)
    if inline:
        _set_voice(state, _after_body(text, region, subject), None, strong=_asks(text, region))
        _add_words(story, state, inline, sentence.end, index, opened=True)
        return
    if quote is None:
        if not (enumerated and state.voice):
            state.voice = _announces(text, sentence) and bool(subject or state.voice)
            _set_voice(state, subject, None, strong=True) if state.voice else None
        return
    speakers = [s for s in subject if isinstance(s, Mention)]
    _open_voice(text, sentence, quote, subject, state)
    if speakers and state.speaker:
        _quoting_role(text, story, speakers, quote, index)
    _add_words(story, state, quote.content, sentence.end, index, opened=True)


_INLINE: Final = re.compile(r"[：:，,]\s*(?=(?:一是|一要|（一）|第一[，、是]|1[.、．]|首先(?:是|要|，要)|其一))")
_ASKS: Final = re.compile(r"要求|部署|安排|强调|意见|任务|希望|明确|下一步|重点|做到|坚持|抓好|落实|谈话|指出")


def _inline_items(text: str, sentence: Sentence, quote: Quote | None) -> int | None:
    """Return where enumerated items begin inside a sentence (作出安排：一是…), before any verb of quoting."""
    if ENUMERATOR.match(text, sentence.start, sentence.end):
        return None
    match = _INLINE.search(text, sentence.start, sentence.end)
    if match is None or (quote is not None and quote.start < match.start() and quote.content != match.end()):
        return None
    return match.end()


def _asks(text: str, region: tuple[int, int]) -> bool:
    """Say whether what announces the items announces demands rather than achievements."""
    return _ASKS.search(text, max(region[0], region[1] - 60), region[1]) is not None


def _after_body(text: str, region: tuple[int, int], subject: list[Mention | Group]) -> list[Mention | Group]:
    """会议要求：一是… is nobody's voice though people stood before."""
    return [] if _BODY_SUBJECT_INLINE.search(text, *region) else subject


_BODY_SUBJECT_INLINE: Final = re.compile(
    r"(?:会议|大会|全会|党组|党委|座谈会|学校)(?:还|特别|同时|最后|进一步)?(?:强调|指出|要求|明确|提出|确定|决定|部署|安排)[^。]*$"
)


def _goes_on(text: str, sentence: Sentence, people: list[Mention], quote: Quote | None, where: tuple[bool, bool, bool]) -> bool:
    """Say whether an open voice goes on over this sentence.

    ``where`` tells whether it opens a paragraph, whether it is an enumerated item, and whether the paragraph before was a
    mere enumerated head (its explanation then follows in paragraphs of its own).
    """
    new_paragraph, enumerated, under_item = where
    if enumerated:
        return True
    part = text[sentence.start : sentence.end]
    if (new_paragraph and not under_item) or _is_told_by_form(part):
        return False
    if _patterns()["pronoun"].match(text[sentence.start : sentence.end]):
        return False
    if quote is not None and (_subject_near(people, quote) or _body_subject(text, sentence, quote)):
        return False
    if _MUST.search(part):
        return True
    return not any(_acts_at_once(text, p, sentence) for p in people)


def _acts_at_once(text: str, person: Mention, sentence: Sentence) -> bool:
    """Say whether a person does something right there: then the sentence tells, it does not quote."""
    if _is_object(text, person, sentence.start):
        return False
    return bool(find_cues(text, person.finish, min(person.finish + 30, sentence.end)))


_ASIDE_FORM: Final = re.compile(r"会上|会后|会前|随后|据悉|据了解|图为|截至|下午|上午|一行")
_MUST: Final = re.compile(r"(?<![主重需])要(?![求点素])|必须|务必|[底末日]之?前(?!期)|[周月天日]内(?!容)")


def _is_told_by_form(part: str) -> bool:
    """Say whether a sentence opens like a told one; one that demands (此次会议之后，各处要…) still belongs to the words."""
    if _TOLD.match(part) is None:
        return False
    return _ASIDE_FORM.match(part) is not None or _MUST.search(part) is None


def _subject_near(people: list[Mention], quote: Quote) -> bool:
    return any(p.finish <= quote.start <= p.finish + 40 for p in people)


_BODY_SUBJECT: Final = re.compile(
    r"(?:会议|大会|全会|党组|党委|通知|意见|决定|文章|讲话|报告|规定|方案|负责人|负责同志|代表|座谈会|学校|省委|中央)(?:还|特别|同时|最后|进一步|明确|，)*$"
)


def _body_subject(text: str, sentence: Sentence, quote: Quote) -> bool:
    before = text[sentence.start : quote.start]
    return len(before) <= 40 and _BODY_SUBJECT.search(before) is not None


_ANNOUNCED: Final = re.compile(
    r"(?:提出|作出|作了|强调|明确|要求|部署|安排|从|讲|提)[^。；]{0,40}(?:[一二三四五六七八九十两几0-9]+(?:个)?(?:点|条|项|方面|个方面)[^。；]{0,12}|(?:要求|安排|部署|意见|任务))[：:]?$|安排[：:]|(?:如下|以下)[^。；]{0,10}[：:]?$|[：:]$"
)


def _announces(text: str, sentence: Sentence) -> bool:
    """A told sentence that ends by announcing points (提出三点要求：) opens a voice for the items that follow."""
    return _ANNOUNCED.search(text[sentence.start : sentence.end]) is not None


def _set_voice(state: _State, subject: list[Mention | Group], cue: str | None, *, strong: bool) -> None:
    person = next((s for s in subject if isinstance(s, Mention)), None)
    state.voice, state.cue, state.strong = True, cue, strong
    state.speaker = person.name if person else None


def _open_voice(text: str, sentence: Sentence, quote: Quote, subject: list[Mention | Group], state: _State) -> None:
    if _body_subject(text, sentence, quote):
        _set_voice(state, [], quote.verb, strong=quote.strong)
        return
    _set_voice(state, subject, quote.verb, strong=quote.strong)


def _add_words(story: Narrative, state: _State, start: int, end: int, index: int, *, opened: bool) -> None:
    story.words.append(Words(start, end, state.speaker, state.cue, index, opened, state.strong))


def _quoting_role(text: str, story: Narrative, speakers: list[Mention], quote: Quote, index: int) -> None:
    """A verb of quoting takes the role of its occasion; without one, of what the person is known to do."""
    for speaker in speakers[-1:] if len(speakers) > 1 else speakers:
        held = {a.role for a in story.acts if isinstance(a.who, Mention) and a.who.name == speaker.name}
        role = quote.occasion
        if role is None and quote.strong and ("remarks" not in held or _only_weak_remarks(text, story, speaker.name)):
            role = "speech"
        elif role is None and not quote.strong and not held & {"speech", "remarks", "chair", "report", "relay", "inspect"}:
            role = "remarks"
        if role == "speech" and quote.occasion is None:
            _withdraw_weak_remarks(story, speaker.name)
        if role and role not in held:
            story.acts.append(
                Act(speaker, role, quote.start, quote.end, index, weak=quote.occasion is None and not quote.strong)
            )


def _weak_remarks(story: Narrative, name: str) -> list[Act]:
    return [a for a in story.acts if a.weak and isinstance(a.who, Mention) and a.who.name == name]


def _only_weak_remarks(text: str, story: Narrative, name: str) -> bool:
    """Say whether somebody's remarks rest on 表示 and the like alone; 强调 then makes them a speech."""
    acts = [a for a in story.acts if a.role == "remarks" and isinstance(a.who, Mention) and a.who.name == name]
    return bool(acts) and all(a.weak for a in acts)


def _withdraw_weak_remarks(story: Narrative, name: str) -> None:
    for act in _weak_remarks(story, name):
        story.acts.remove(act)


def _read_acts(
    text: str, region: tuple[int, int], people: list[Mention], index: int, story: Narrative, state: _State
) -> list[Mention | Group]:
    """Read the acts of a told stretch; return the subject that is left standing at its end."""
    start, end = region
    cues = find_cues(text, start, end)
    story.acts.extend(Act(p, "accompany", max(start, p.begin - 2), p.begin, index) for p in people if _is_led(text, p, start))
    subject: list[Mention | Group] = []
    if _patterns()["pronoun"].match(text[start : start + 24]) or text.startswith(("并", "还"), start):
        subject = [state.last_person] if state.last_person else []
    reached = start
    for cue in cues:
        if cue.after:
            subject = _listed_behind(text, cue, end, people)
            story.acts.extend(Act(who, cue.role, cue.start, cue.end, index) for who in subject)
            reached = cue.end
            continue
        fresh = _subject_of(text, start, reached, cue, people)
        if fresh and _is_heard(text, fresh[-1].end, cue):
            reached = cue.end
            continue
        if fresh:
            subject = fresh
        elif _is_heard(text, reached, cue):
            reached = cue.end
            continue
        elif _has_other_subject(text, reached, cue.start, start):
            subject = []
        story.acts.extend(Act(who, cue.role, cue.start, cue.end, index) for who in subject)
        if text[cue.start : cue.end] in {"会见", "接见"}:
            met = [p for p in people if p.begin >= cue.end and len(_clause_between(text, cue.end, p.begin)) <= 2]
            story.acts.extend(Act(p, "present", cue.start, cue.end, index) for p in met[:1])
        reached = cue.end
    tail = [p for p in people if p.start >= reached and not _is_object(text, p, start)]
    if tail:
        subject = [tail[-1]] if not _is_list(text, tail) else list(tail)
    elif cues and _has_other_subject(text, reached, end, start):
        subject = []
    topic = next((p for p in people if not _is_object(text, p, start)), None)
    persons = [s for s in subject if isinstance(s, Mention)]
    if topic or persons:
        state.last_person = topic or persons[0]
    return subject


def _clause_between(text: str, start: int, end: int) -> str:
    return text[start:end].replace("来访的", "").replace("来馆交流的", "").replace("了", "")


def _is_list(text: str, people: list[Mention]) -> bool:
    return all(_LIST.fullmatch(text[a.finish : b.begin]) for a, b in pairwise(people))


_LIST: Final = re.compile(r"\s*(?:、|和|与|及|以及|，|,)+\s*")


def _has_other_subject(text: str, reached: int, position: int, start: int) -> bool:
    """Say whether the clause of the cue has a subject of its own that is no listed participant."""
    between = text[reached:position]
    clause = max((between.rfind(mark) + 1 for mark in "，,：:"), default=0)
    if clause == 0 and reached > start:
        return False
    part = between[clause:]
    return _patterns()["other"].match(part) is not None or head_pattern().search(part) is not None


def _is_object(text: str, mention: Mention, start: int) -> bool:
    before = text[max(start, mention.begin - 8) : mention.begin]
    return _patterns()["object"].search(before) is not None or _is_led(text, mention, start)


def _is_led(text: str, mention: Mention, start: int) -> bool:
    """Say whether somebody comes along with the one who leads (带领某人, 率某人)."""
    return _patterns()["led"].search(text[max(start, mention.begin - 4) : mention.begin]) is not None


def _subject_of(text: str, start: int, reached: int, cue: Cue, people: list[Mention]) -> list[Mention | Group]:
    """Return the participants between the last cue and this one that are its subject."""
    inside = [p for p in people if p.begin >= reached and p.finish <= cue.start]
    if cue.role != "report" or not _heard(text, inside):
        inside = [p for p in inside if not _is_object(text, p, reached)]
    run = _last_run(text, inside)
    begin = _run_begin(reached, run, cue)
    others = [p for p in people if begin <= p.begin < cue.start and p not in run]
    groups = [
        g for g in _groups_around(text, begin, start, cue, run) if all(g.end <= p.begin or p.finish <= g.start for p in others)
    ]
    return sorted([*run, *groups], key=lambda who: who.start)


def _listed_behind(text: str, cue: Cue, end: int, people: list[Mention]) -> list[Mention | Group]:
    """Return the people and groups that are listed behind 出席会议的有."""
    run = [p for p in people if p.begin >= cue.end]
    groups = find_groups(text, run[-1].finish if run else cue.end, end)
    return [*run, *groups]


_HEARING: Final = re.compile(r"听取|审议|审阅|观看|收听")


def _is_heard(text: str, reached: int, cue: Cue) -> bool:
    """听取关于…的汇报: who listens does not report."""
    return cue.role in {"report", "remarks"} and _HEARING.search(text, reached, cue.start) is not None


def _heard(text: str, inside: list[Mention]) -> bool:
    return bool(inside) and _patterns()["heard"].search(text[: inside[0].begin][-4:]) is not None


def _last_run(text: str, inside: list[Mention]) -> list[Mention]:
    """Return the people of the last list before a cue: those joined to the last by list marks or by groups."""
    if not inside:
        return []
    run = [inside[-1]]
    for person in reversed(inside[:-1]):
        gap = text[person.finish : run[0].begin]
        if not _joins(gap):
            break
        run.insert(0, person)
    return run


_JOINT: Final = re.compile(r"(?:等|一行|（[^（）]*）)*(?:、|，|,|和|与|及|以及|（[^（）]*）)")
_BREAKS: Final = re.compile(r"[为对就将被把]|召开|举行|关于|围绕|代表(?=[^，、]{2,10}(?:向|对|致))|率|带领|一行")


def _joins(gap: str) -> bool:
    return _JOINT.match(gap) is not None and len(gap) <= 160 and not _BREAKS.search(gap)


def _run_begin(reached: int, run: list[Mention], cue: Cue) -> int:
    limit = run[0].begin if run else cue.start
    return max(reached, limit - 200)


def _groups_around(text: str, begin: int, start: int, cue: Cue, run: list[Mention]) -> list[Group]:
    """Read the groups that stand in the list before, between and behind the people."""
    if cue.role not in {"present", "in_attendance", "report", "remarks", "accompany", "speech", "chair", "inspect", "relay"}:
        return []
    spans = []
    position = begin
    for person in run:
        spans.append((position, person.begin))
        position = person.finish
    spans.append((position, cue.start))
    found: list[Group] = []
    for number, (left, right) in enumerate(spans):
        first, last = number == 0, number == len(spans) - 1
        left = _list_edge(text, left, right, after_cue=begin > start) if first else left
        if last and run and not _JOINT.match(text[left:right]):
            continue
        if left < right:
            found.extend(find_groups(text, left, right, bodies=not run and cue.role in {"report", "present"}))
    return found


_EDGE: Final = re.compile(
    r"[。；：:]|(?<=会)由|(?<=会议)由|(?<=活动)由|(?<=仪式)由|听取(?:了)?|立即召集|召集|(?:召开|举行|举办|组织|在[^，。]{1,30}(?:举行|召开))[^，。；]*[，,]?|[^，。；]{0,30}(?:日|上午|下午|晚|近日|会上|会后|随后|最后|期间|同时|其中)[，,]"
)


def _list_edge(text: str, left: int, right: int, *, after_cue: bool) -> int:
    """Return where the list begins: behind what only sets the scene."""
    part = text[left:right]
    cut = part.find("，") + 1 if after_cue else 0
    for match in _EDGE.finditer(part):
        if match.end() < len(part):
            cut = match.end()
    return left + cut
