"""Headings of tables stand for the column they are said to, or for none."""

from zhengjian_stats.readers.columns import columns_of


def failures(table):
    pairs = [example.split(" ") for example in table["examples"]]
    wrong = [f"{heading}: {columns_of([heading])}" for heading, column in pairs if columns_of([heading]) != {column: heading}]
    return wrong + [f"{heading} is taken" for heading in table["counter_examples"] if columns_of([heading])]
