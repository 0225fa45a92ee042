"""Reserved names, unread types and signs of kinds are told, and nothing else is."""

from zhengjian_stats.readers.sniff import advice_on, is_reserved, kind_of


def is_kind(example):
    data, kind = example.split(" ")
    return kind_of(bytes.fromhex(data)) == kind


CHECKS = {"reserved": is_reserved, "unread": advice_on, "kinds": is_kind}


def failures(table):
    return [
        f"{name}: {example!r} {'is not taken' if expected else 'is taken'}"
        for name, holds in CHECKS.items()
        for examples, expected in (("examples", True), ("counter_examples", False))
        for example in table[name][examples]
        if bool(holds(example)) != expected
    ]
