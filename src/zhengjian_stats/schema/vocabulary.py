"""Closed vocabularies: what a column may say, each value with a sentence where the word does not say it all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ISSUE_KINDS: Final = ("regular", "supplement", "joint")
DISCLOSURES: Final = ("proactive", "on_request", "withheld")
RECIPIENT_KINDS: Final = ("submitted_to", "sent_to", "issued_to", "addressed_to", "copied_to")
ROLES: Final = (
    "chair",
    "speech",
    "relay",
    "report",
    "remarks",
    "present",
    "in_attendance",
    "inspect",
    "accompany",
    "apologies",
)
VOICES: Final = ("own", "relayed")
DATE_PRECISIONS: Final = ("day", "inferred", "month", "period", "unknown")
SEVERITIES: Final = ("error", "warning", "info")
STAGES: Final = ("read", "clean", "layout", "extract", "resolve", "check")
CITATION_KINDS: Final = ("document", "speech")

#: Kinds of meetings (closed vocabulary): identifier → what it covers.
MEETING_KINDS: Final[Mapping[str, str]] = {
    "study_session": "学习会、专题学习、集体学习",
    "theory_study_group": "党组（党委）理论学习中心组学习会",
    "executive_meeting": "常务会议、常委会会议",
    "party_group_meeting": "党组会议、党委会议",
    "office_meeting": "办公会、局务会、主任办公会",
    "work_meeting": "工作会议、推进会、部署会、例会、调度会",
    "mobilization": "动员会、启动会、动员部署会",
    "symposium": "座谈会、交流会、协商会",
    "review_meeting": "评审会、审查会、验收会、论证会、评议会",
    "briefing": "通报会、汇报会、发布会、总结会",
    "congress": "代表大会、全会、党员大会",
    "party_life": "民主生活会、组织生活会、主题党日、党课",
    "training": "培训班、培训会、轮训",
    "lecture": "讲座、报告会、宣讲会",
    "forum": "论坛、研讨会、年会",
    "inspection": "调研、督导、检查、视察",
    "visit": "走访、慰问、考察、访问、参观",
    "ceremony": "仪式、典礼、颁奖",
    "talks": "会见、会谈、谈话",
    "other": "其他活动",
}

#: Kinds of repairs (closed vocabulary): identifier → what was done to the raw text.
REPAIR_KINDS: Final[Mapping[str, str]] = {
    "page_seam_duplicate": "characters repeated on both sides of a page seam were kept once",
    "page_seam_break": "a word or sentence cut by a page seam was joined",
    "line_wrap": "a line broken by the layout was joined to the next",
    "running_head": "a running head or foot repeated on the pages was dropped",
    "page_number": "a page number was dropped",
    "pdf_space": "blanks that a PDF or a typist put between Chinese characters or round digits were dropped",
    "full_width": "a full-width letter, digit or blank was made half-width",
    "look_alike": "a look-alike code point (a radical, a compatibility form) was made the usual character",
    "correction": "a person corrected it in corrections.csv",
    "control_character": "an invisible or control character was dropped",
}

#: Codes of problems (closed vocabulary): code → a sentence for the person who looks.
PROBLEM_CODES: Final[Mapping[str, str]] = {
    "empty_file": "The file holds no text.",
    "truncated_file": "The file breaks off or is damaged.",
    "encrypted_file": "The file is protected by a password.",
    "wrong_suffix": "The file is not what its suffix says.",
    "unknown_type": "No reader knows this type of file.",
    "unreadable_file": "The file could not be opened or read.",
    "reader_failed": "The reader crashed or ran out of time on this file.",
    "lossy_decoding": "Some bytes could not be decoded and stand as replacement characters.",
    "no_text_layer": "Pages of the file are images without text.",
    "bad_row": "A row of a table could not be used.",
    "no_issue_date": "The date of issue was not found.",
    "no_issue_number": "The issue has a masthead, but its number was not found.",
    "no_articles": "No article was found in the issue.",
    "masthead_conflict": "Masthead and colophon (or metadata) disagree.",
    "duplicate_issue": "The same issue was found twice; the richer text was kept.",
    "number_gap": "Numbers are missing between two issues of the serial.",
    "number_doubled": "Two different issues carry the same number.",
    "late_issue": "An issue carries a higher number but an earlier date than another.",
    "ambiguous_year": "A date without a year could not be placed.",
    "ambiguous_date": "The day of an event could not be told.",
    "unresolved_person": "A person is named only in part, and nothing tells who it is.",
    "ambiguous_person": "A name may belong to more than one person.",
    "uncertain_attendee": "A name stands among the participants, but its role or its being a name is unclear.",
    "early_formulation": "A formulation stands in an issue that is dated before it became current.",
    "suspected_misprint": "A word looks like a misprint of a known one.",
    "metadata_unmatched": "A row of metadata.csv names no file.",
    "ambiguous_body": "A short name stands for more than one body.",
    "post_conflict": "Two people are shown in one post at one time.",
    "roster_conflict": "The roster and the text disagree.",
    "correction_stale": "A correction no longer applies.",
}
