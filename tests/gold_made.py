"""A gold file that is made for a test: an invented article with its annotation, and ways to change it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TEXT = (
    "3月5日上午，省史志馆党组书记、馆长王岚主持召开馆务会并讲话，传达全省工作会议精神。副馆长吴海安汇报年鉴编纂情况，各处室负责同志参加会议。\n"
    "王岚强调，一是要抓好消防安全，压实各处责任；二是要抓紧年鉴编纂，确保6月底前交稿。\n"
    "沈知行因事请假。\n"
)


def person(name: str, title: str | None, *roles: str) -> dict[str, Any]:
    """Return a participant."""
    return {"name": name, "title": title, "roles": list(roles)}


def article(**changes: Any) -> dict[str, Any]:
    """Return a record whose annotation is what the package reads; keywords change its fields."""
    meeting = {
        "held_on": "2024-03-05",
        "name": "馆务会",
        "participants": [
            person("王岚", "党组书记、馆长", "chair", "relay", "speech"),
            person("吴海安", "副馆长", "report"),
            person("沈知行", None, "apologies"),
        ],
        "groups": [{"text": "各处室负责同志", "role": "present"}],
    }
    directives = [
        {"text": "要抓好消防安全，压实各处责任", "speaker": "王岚"},
        {"text": "要抓紧年鉴编纂，确保6月底前交稿", "speaker": "王岚"},
    ]
    record = {"doc_id": "a1", "issued_on": "2024-03-08", "headline": "王岚主持召开馆务会", "text": TEXT}
    return copy.deepcopy(record | {"meetings": [meeting], "directives": directives} | changes)


def write_gold(path: Path, records: Iterable[Any]) -> Path:
    """Write records, a line each; a text is written as it is."""
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path
