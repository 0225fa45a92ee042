"""Reserved names, unread types and signs of kinds are told, and nothing else is."""

from yes_or_no import disagreements
from zhengjian_stats.readers.sniff import advice_on, is_reserved, kind_of


def is_kind(example):
    data, kind = example.split(" ")
    return kind_of(bytes.fromhex(data)) == kind


CHECKS = {"reserved": is_reserved, "unread": advice_on, "kinds": is_kind}


def failures(table):
    return disagreements(table, CHECKS)
