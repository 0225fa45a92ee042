"""The frames: a contract of names, types, meanings and closed vocabularies.

``FRAMES`` is the one place where a column is described; the pandera schema that validates a frame and the Arrow schema
that stores it are both made from it.
"""

from zhengjian_stats.schema.checks import arrow_schema, empty_frame, frame_of, pandera_schema, validate
from zhengjian_stats.schema.columns import DTYPES, Column, FrameSpec, Kind
from zhengjian_stats.schema.contract import FRAMES, SCHEMA_VERSION, spec_of
from zhengjian_stats.schema.vocabulary import (
    CITATION_KINDS,
    DATE_PRECISIONS,
    DISCLOSURES,
    ISSUE_KINDS,
    MEETING_KINDS,
    PROBLEM_CODES,
    RECIPIENT_KINDS,
    REPAIR_KINDS,
    ROLES,
    SEVERITIES,
    STAGES,
    VOICES,
)

__all__ = [
    "CITATION_KINDS",
    "DATE_PRECISIONS",
    "DISCLOSURES",
    "DTYPES",
    "FRAMES",
    "ISSUE_KINDS",
    "MEETING_KINDS",
    "PROBLEM_CODES",
    "RECIPIENT_KINDS",
    "REPAIR_KINDS",
    "ROLES",
    "SCHEMA_VERSION",
    "SEVERITIES",
    "STAGES",
    "VOICES",
    "Column",
    "FrameSpec",
    "Kind",
    "arrow_schema",
    "empty_frame",
    "frame_of",
    "pandera_schema",
    "spec_of",
    "validate",
]
