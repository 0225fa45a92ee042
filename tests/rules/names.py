"""Check of resources/names.toml."""

from zhengjian_stats.parse import names
from zhengjian_stats.parse.foreign_names import foreign_name_at
from zhengjian_stats.parse.mentions import KnownPeople, find_people
from zhengjian_stats.parse.name_model import name_model, strength_after


def people(text):
    return [mention.name for mention in find_people(text, 0, len(text), KnownPeople())]


def failures(table):
    model = name_model()
    lines = [f"{s}: no surname" for s in table["surnames"]["examples"] if not names.surname_length(s + "明", 0)]
    lines += [f"{s}: a surname" for s in table["surnames"]["counter_examples"] if names.surname_length(s + "明", 0)]
    lines += [f"{c}: may stand in a name" for c in table["given"]["examples"] if names.is_plausible_name(f"王{c}{c}")]
    lines += [f"{c}: stands in no name" for c in table["given"]["counter_examples"] if not names.is_plausible_name(f"王{c}")]
    lines += [f"{n}: no name" for n in table["foreign"]["examples"] if foreign_name_at(n, 0, len(n)) != len(n)]
    lines += [f"{n}: a name" for n in table["foreign"]["counter_examples"] if foreign_name_at(n, 0, len(n))]
    lines += [f"{w}: a name" for w in table["words"]["examples"] if not model.is_word(w, common=True)]
    lines += [f"{w}: no name" for w in table["words"]["counter_examples"] if model.is_word(w)]
    lines += [f"{w}: ends no name" for w in table["after"]["examples"] if not strength_after(w, 0, len(w))]
    lines += [f"{w}: ends a name" for w in table["after"]["counter_examples"] if strength_after(w, 0, len(w))]
    for example in table["context"]["examples"]:
        if people(example["text"]) != example["finds"]:
            lines.append(f"{example['text']}: found {people(example['text'])}")
    lines += [f"{text}: found {people(text)}" for text in table["context"]["counter_examples"] if people(text)]
    if not model.words:
        lines.append("not_names.txt is empty")
    return lines
