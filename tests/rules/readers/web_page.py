"""What stands around the text of a page is told from the text, and a masthead from a headline."""

import re

from yes_or_no import disagreements
from zhengjian_stats import lexicon
from zhengjian_stats.readers.html import is_placeholder
from zhengjian_stats.readers.html_block import is_bulletin_line, is_noise_name, is_page_line
from zhengjian_stats.readers.html_lines import tags


def is_published(line):
    return any(re.search(pattern, line) for pattern in lexicon.load("readers/web_page")["published"]["patterns"])


def is_in_group(example):
    group, tag = example.split(" ")
    return tag in tags(group)


CHECKS = {
    "tags": is_in_group,
    "noise": is_noise_name,
    "lines": is_page_line,
    "bulletin": is_bulletin_line,
    "published": is_published,
    "titles": is_placeholder,
}


def failures(table):
    return disagreements(table, CHECKS)
