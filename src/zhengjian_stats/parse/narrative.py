"""Who does what: the sentences of an article read in order, as told events and as words quoted from somebody.

A sentence is *told* (its subjects act: 主持, 出席 …) or *quoted* (it stands in somebody's voice, opened by 强调 and the like,
which goes on over the following sentences and enumerated items). Acts are only read from what is told; demands only from words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from zhengjian_stats.parse import subjects, voices
from zhengjian_stats.parse.cues import Cue, Quote, find_adjacent, find_cues, find_quote, find_tail
from zhengjian_stats.parse.group_frames import framed_groups
from zhengjian_stats.parse.groups import Group
from zhengjian_stats.parse.leading import leads, role_of_saying
from zhengjian_stats.parse.mentions import KnownPeople, Mention, find_people, settle
from zhengjian_stats.parse.sentences import Sentence, split_sentences
from zhengjian_stats.parse.subjects import Participant

__all__ = ["Act", "Group", "Mention", "Narrative", "Words", "read_narrative"]


@dataclass(frozen=True, slots=True)
class Act:
    """One participant in one role, with the words that give it; ``weak`` where only 表示 and the like do."""

    who: Participant
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
    """What an article tells: sentences, people, acts and words; ``told`` are the stretches that tell."""

    sentences: list[Sentence]
    known: KnownPeople
    acts: list[Act] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    told: list[tuple[int, int]] = field(default_factory=list)
    chairs: set[str] = field(default_factory=set)


def read_narrative(
    text: str, start: int, end: int, known: KnownPeople | None = None, chairs: set[str] | None = None
) -> Narrative:
    """Read an article's body sentence by sentence; ``known`` are people already named above it, ``chairs`` lead.

    Examples
    --------
    >>> story = read_narrative("主任周平主持会议。周平强调，要抓紧落实。", 0, 20)
    >>> [(a.who.name, a.role) for a in story.acts], [(w.speaker, w.start) for w in story.words]
    ([('周平', 'chair'), ('周平', 'speech')], [('周平', 14)])
    """
    story = Narrative(split_sentences(text, start, end), known or KnownPeople(), chairs=chairs or set())
    people = settle([find_people(text, s.start, s.end, story.known) for s in story.sentences], story.known)
    reader = _Reader(text, story)
    for index, sentence in enumerate(story.sentences):
        reader.read(index, sentence, people[index])
    story.acts = _without_courtesies(text, story)
    # Who is taught is told of where those present are not.
    if not any(isinstance(a.who, Group) and a.role == "present" and not a.weak for a in story.acts):
        story.acts += reader.audiences
    return story


def _without_courtesies(text: str, story: Narrative) -> list[Act]:
    """Leave out the thanks (表示感谢) of those who speak in another way, and the 会见 of those who are told to do more.

    The thanks of who leads are a speech.
    """
    named = [a for a in story.acts if isinstance(a.who, Mention)]
    busy = {_who(a) for a in named if a.role in _FLOOR and not _is_courtesy(text, a)}
    kept = [a for a in story.acts if not ((_is_courtesy(text, a) and isinstance(a.who, Group)) or _adds_nothing(text, a, busy))]
    return [replace(a, role="speech") if _is_courtesy(text, a) and _is_leader(text, a, story) else a for a in kept]


def _is_leader(text: str, act: Act, story: Narrative) -> bool:
    return isinstance(act.who, Mention) and leads(text, act.who, story.acts, story.known.posts.get(act.who.name))


def _who(act: Act) -> str | None:
    return act.who.name if isinstance(act.who, Mention) else None


def _adds_nothing(text: str, act: Act, busy: set[str | None]) -> bool:
    if _who(act) not in busy or isinstance(act.who, Group):
        return False
    return _is_courtesy(text, act) or text[act.cue_start : act.cue_end] in {"会见", "接见"}


def _is_courtesy(text: str, act: Act) -> bool:
    cue = text[act.cue_start : act.cue_end]
    return act.role == "remarks" and cue != "表示" and cue.startswith(_THANKING)


#: Verbs of courtesy: thanks, greetings and praise.
_THANKING = ("表示", "感谢", "高度评价", "充分肯定", "赞赏")


_FLOOR = frozenset({"speech", "remarks", "report", "relay"})


@dataclass(slots=True)
class _Voice:
    """The voice that is open: whose, by which verb, and whether it demands (strong) or just says."""

    speaker: str | None
    cue: str | None
    strong: bool


class _Reader:
    """Reads the sentences of one article in order; keeps the open voice and the person that a pronoun takes up."""

    def __init__(self, text: str, story: Narrative) -> None:
        self.text = text
        self.story = story
        self.voice: _Voice | None = None
        self.topic: Mention | None = None
        self.paragraph = -1
        self.under_item = False
        self.audiences: list[Act] = []

    def read(self, index: int, sentence: Sentence, people: list[Mention]) -> None:
        """Read one sentence: as words that go on, or as told, with the words that it opens; a heading is neither."""
        if voices.is_heading(self.text, sentence):
            self.paragraph = sentence.paragraph
            return
        if people and self._read_turn(index, sentence, people[0]):
            return
        if self._read_label(index, sentence, people):
            return
        quote = find_quote(self.text, sentence.start, sentence.end, frozenset(p.finish for p in people))
        is_item = voices.enumerator_at(self.text, sentence.start, sentence.end) is not None
        behind_semicolon = index > 0 and self.story.sentences[index - 1].closed_by in {"；", ";"}
        place = voices.Place(sentence.paragraph != self.paragraph, is_item, self.under_item, behind_semicolon)
        self.paragraph = sentence.paragraph
        tail = find_tail(self.text, sentence.start, sentence.end) if people and quote is None else None
        if self.voice and tail is None and voices.goes_on(self.text, sentence, people, quote, place):
            if place.opens_paragraph:
                self.under_item = is_item or self.under_item
            self._add_words(sentence.start, sentence.end, index, opened=False)
            return
        items = voices.inline_items(self.text, sentence, quote)
        self.under_item = items is not None and voices.explains_item(self.text, sentence)
        told = (sentence.start, items or (quote.start if quote else sentence.end))
        self.story.told.append(told)
        subject = self._read_acts(told, [p for p in people if p.begin < told[1]], index)
        self._read_frames(told, people, index)
        if items:
            self._open_items(self._announcing(told, subject), told, strong=voices.asks(self.text, *told))
            if quote and quote.start < items and self.voice and self.voice.speaker and subject:
                self._quoting_role(next(s for s in reversed(subject) if isinstance(s, Mention)), quote, index)
            self._add_words(items, sentence.end, index, opened=True)
        elif quote:
            self._read_quote(quote, sentence, subject, index)
        elif not (is_item and self.voice):
            self._announce(sentence, subject)
        before = [p for p in people if tail and p.finish <= tail.start and not subjects.is_object(self.text, p, sentence.start)]
        if tail and before:
            self._quoting_role(before[-1], tail, index)

    def _read_turn(self, index: int, sentence: Sentence, person: Mention) -> bool:
        """Read a turn of a record (【讨论发言】周平（馆长）：…); return whether it is one."""
        colon = _COLON.match(self.text, person.end, sentence.end - 1)
        opens = _TURN.fullmatch(self.text, sentence.start, person.begin) is not None
        if not opens or colon is None or person.name not in self.story.known.posts:
            return False
        self.paragraph, self.under_item = sentence.paragraph, False
        self.story.told.append((sentence.start, colon.start()))
        self._act([person], Cue("remarks", colon.end() - 1, colon.end()), index)
        self.voice = _Voice(person.name, None, strong=False)
        self._add_words(colon.end(), sentence.end, index, opened=True)
        return True

    def _read_label(self, index: int, sentence: Sentence, people: list[Mention]) -> bool:
        """Read what stands under a label of a record (【周平小结】…); return whether there is one."""
        label = voices.label_at(self.text, sentence)
        if label is None:
            return False
        self.paragraph, self.under_item = sentence.paragraph, False
        self._open([p for p in people if p.end <= label.end()], None, strong=True)
        self._add_words(label.end(), sentence.end, index, opened=True)
        return True

    def _announce(self, sentence: Sentence, subject: list[Participant]) -> None:
        """Open a voice for the items that a told sentence announces; any other told sentence closes it."""
        if voices.announces(self.text, sentence) and (subject or self.voice or voices.is_meeting(self.text, sentence)):
            told = (sentence.start, sentence.end)
            self._open_items(voices.speaking(self.text, told, subject), told, strong=True)
        else:
            self.voice = None

    def _announcing(self, told: tuple[int, int], subject: list[Participant]) -> list[Participant]:
        """Return whose points follow: the subject's, or of whoever spoke before (报告对下半年工作作出安排：)."""
        if not subject and self.topic and voices.resumes(self.text[slice(*told)]):
            return [self.topic]
        return voices.speaking(self.text, told, subject)

    def _open_items(self, subject: list[Participant], told: tuple[int, int], *, strong: bool) -> None:
        self._open(subject, voices.announcing_verb(self.text[slice(*told)]), strong=strong)

    def _open(self, subject: list[Participant], cue: str | None, *, strong: bool) -> None:
        person = next((s for s in subject if isinstance(s, Mention)), None)
        self.voice = _Voice(person.name if person else None, cue, strong)

    def _add_words(self, start: int, end: int, index: int, *, opened: bool) -> None:
        voice = self.voice
        if voice:
            self.story.words.append(Words(start, end, voice.speaker, voice.cue, index, opened, voice.strong))

    def _read_quote(self, quote: Quote, sentence: Sentence, subject: list[Participant], index: int) -> None:
        speakers = [s for s in subject if isinstance(s, Mention)]
        is_body = voices.is_body_voice(self.text, sentence, quote)
        self._open([] if is_body else subject, quote.verb, strong=quote.strong)
        if self.voice and not is_body and not speakers:
            topic = self.topic.name if self.topic else None
            self.voice.speaker = voices.unnamed_speaker(self.text, sentence, quote, [*self.story.known.posts], topic)
        if speakers and not is_body:
            self._quoting_role(speakers[-1], quote, index)
        self._add_words(quote.content, sentence.end, index, opened=True)

    def _quoting_role(self, speaker: Mention, quote: Quote, index: int) -> None:
        """Give a verb of quoting the role of its occasion; without one, of what the person is known to do."""
        earlier = [a for a in self.story.acts if isinstance(a.who, Mention) and a.who.name == speaker.name]
        held = {a.role for a in earlier if not a.weak}
        role = quote.occasion
        if quote.verb in _DECIDING and role is None:
            return
        in_turn = any(a.role == "remarks" and not a.weak and not self._is_of_leader(a, held) for a in earlier)
        if role is None and quote.strong and (not in_turn or quote.verb in _DEMANDING):
            role = "speech"
            # 表示 before it was but the beginning of the speech.
            self.story.acts = [a for a in self.story.acts if not (a.weak and a in earlier)]
        elif role is None and quote.verb.startswith("介绍"):
            role = "report" if "report" not in held else None
        elif role is None and not quote.strong:
            post = self.story.known.posts.get(speaker.name)
            role = role_of_saying(self.text, speaker, self.story.acts, post)
            role = "speech" if role and speaker.name in self.story.chairs else role
        if role and role not in held:
            weak = quote.occasion is None and not quote.strong
            self.story.acts.append(Act(speaker, role, quote.start, quote.end, index, weak))

    def _is_of_leader(self, act: Act, held: set[str]) -> bool:
        """Say whether remarks are such as a leader makes too (a lecture, 点评 in the chair): no turn of those who 发言."""
        cue = self.text[act.cue_start : act.cue_end]
        return cue.endswith("课") or ("chair" in held and cue.endswith("点评"))

    def _read_acts(self, told: tuple[int, int], people: list[Mention], index: int) -> list[Participant]:
        """Read the acts of a told stretch; return the subject that is left standing at its end."""
        start, end = told
        actors = [p for p in people if not subjects.is_object(self.text, p, start)]
        self._act([p for p in people if subjects.is_led(self.text, p, start)], Cue("accompany", start, start), index)
        self._act([p for p in people if subjects.is_of_party(self.text, p, start)], Cue("inspect", start, start), index)
        subject: list[Participant] = []
        if self.topic and (subjects.takes_up_subject(self.text, start) or self.text.startswith(("并", "还"), start)):
            subject = [self.topic]
        reached = start
        if subjects.is_before_event(self.text, start, end):
            return []
        for cue in self._cues(start, end, people):
            if subjects.is_topic(self.text, start, cue):
                continue
            if subjects.is_ahead(self.text, start, cue) or subjects.is_of_nobody(self.text, cue, people, start):
                continue
            if self._is_description(cue, people, start):
                continue
            attending = subjects.attending_behind(self.text, cue, people, start)
            if attending:
                self._act(attending, cue, index)
                reached = cue.end
                continue
            heard = subjects.heard_by(self.text, reached, cue, people)
            escorted = subjects.escorted_by(self.text, reached, cue, people)
            if heard:
                self._act(heard, cue, index)
            elif escorted is not None:
                self._act(escorted.escort, cue, index)
                subject = [*escorted.leaders] or subject
            else:
                subject = self._subject(told, reached, cue, people, subject)
                if not subjects.is_heard(self.text, subjects.floor(subject, reached), cue):
                    self._act(subject, cue, index)
            brought = subjects.brought_by(self.text, cue, end, people)
            self._act(brought, Cue("present", cue.start, cue.end), index)
            reached = brought[-1].end if brought else cue.end
        tail = [p for p in actors if p.start >= reached]
        if tail:
            subject = list(tail) if subjects.is_list(self.text, tail) else [tail[-1]]
        elif reached > start and subjects.has_other_subject(self.text, reached, end, start):
            subject = []
        persons = [s for s in subject if isinstance(s, Mention)]
        self.topic = self._taken_up(actors or persons)
        return subject

    def _cues(self, start: int, end: int, people: list[Mention]) -> list[Cue]:
        """Return the cues of a stretch, with those that count only right behind a name."""
        cues = find_cues(self.text, start, end)
        taken = {place for cue in cues for place in range(cue.start, cue.end)}
        behind = [
            c for c in find_adjacent(self.text, [p.finish for p in people if p.finish < end], end) if c.start not in taken
        ]
        return sorted([*cues, *behind], key=lambda cue: cue.start)

    def _read_frames(self, told: tuple[int, int], people: list[Mention], index: int) -> None:
        """Read the groups that take part without a verb of roles."""
        taken = [(p.begin, p.finish) for p in people]
        taken += [(a.who.start, a.who.end) for a in self.story.acts if a.sentence == index and isinstance(a.who, Group)]
        framed = framed_groups(self.text, told, self.story.sentences[index].end, taken)
        for one in framed:
            into = self.audiences if one.audience else self.story.acts
            into.append(Act(one.who, one.role, one.cue_start, one.cue_end, index, weak=True))

    def _taken_up(self, people: list[Mention]) -> Mention | None:
        """Return whom 他 in the next sentence means: of those named, one who leads, else the first."""
        leading = {_who(a) for a in self.story.acts if a.role in _LEADING}
        return next((p for p in people if p.name in leading), next(iter(people), self.topic))

    def _is_description(self, cue: Cue, people: list[Mention], start: int) -> bool:
        """Say whether a cue is part of a post (督导组组长周平) or only describes a person (列席全会的馆长周平)."""
        behind = next((p for p in people if p.start > cue.start), None)
        if behind is None:
            return False
        return behind.begin <= cue.start or subjects.only_describes(self.text, cue, behind, start)

    def _subject(
        self, told: tuple[int, int], reached: int, cue: Cue, people: list[Mention], before: list[Participant]
    ) -> list[Participant]:
        """Return the subject of a cue: its own, or the one before that it takes up."""
        start, end = told
        if cue.after:
            return subjects.listed_behind(self.text, cue, end, people)
        fresh = subjects.talking(self.text, reached, cue, people) or subjects.subject_of(self.text, start, reached, cue, people)
        if fresh:
            return fresh
        return [] if subjects.has_other_subject(self.text, reached, cue.start, start) else before

    def _act(self, who: list[Participant] | list[Mention], cue: Cue, index: int) -> None:
        acts = [Act(one, cue.role, cue.start, cue.end, index) for one in who]
        self.story.acts.extend(replace(act, weak=_is_courtesy(self.text, act)) for act in acts)


_LEADING = frozenset({"chair", "speech", "inspect"})
#: To announce or decide something is no speech.
_DECIDING = frozenset({"宣布", "议定", "决定", "确定"})
#: What may stand before a turn in a record.
_TURN = re.compile("(?:【[^【】]{1,12}】)?[ 　]*")
_COLON = re.compile("(?:（[^（）]{1,20}）)?[：:]")
#: Who demands leads, though they also took the floor in turn.
_DEMANDING = frozenset({"强调", "要求"})
