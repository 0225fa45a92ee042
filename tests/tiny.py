"""A tiny project for tests of the shell: three short invented issues, one of them with markup planted in it."""

from __future__ import annotations

from pathlib import Path

#: Stands in a demand, as a hostile or clumsy writer might put it there.
PLANTED = "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(2)>"

_FACE = """云岭史志工作简报

第{number}期（总第{whole}期）

云岭省史志馆

{day}

{headline}

{body}

信息公开选项：主动公开

报：省委宣传部。

云岭省史志馆办公室

{day}印发
"""

_BODY = """{held}，云岭省史志馆馆长林清源主持召开馆务会。副馆长周敏、办公室主任何川参加会议，副馆长陈放请假。

林清源强调，一要抓好消防安全，{planted}逐层检查库房；二要在2026年1月15日前完成库房搬迁；三要推进数字化，把旧卡片录入数据库。"""


def issue(number: int, day: str, held: str, headline: str, planted: str = "") -> str:
    """Return the text of an issue."""
    body = _BODY.format(held=held, planted=planted)
    return _FACE.format(number=number, whole=number + 40, day=day, headline=headline, body=body)


def write_issues(raw: Path) -> None:
    """Write numbers 1, 2 and 4 of 2025 (number 3 is missing) into a folder."""
    raw.mkdir(parents=True, exist_ok=True)
    texts = {
        "2025-01.txt": issue(1, "2025年8月15日", "8月13日", "馆务会部署下半年工作"),
        "2025-02.txt": issue(2, "2025年10月17日", "10月15日", "馆务会研究<b>库房</b>搬迁", f"（$x^2$ {PLANTED}）"),
        "2025-04.txt": issue(4, "2025年12月12日", "12月10日", "馆务会听取搬迁情况"),
    }
    for name, text in texts.items():
        (raw / name).write_text(text, encoding="utf-8")


def write_project(folder: Path, settings: str = "") -> Path:
    """Make a project of the issues, with a settings file, and return its folder."""
    write_issues(folder / "data" / "raw")
    (folder / "zhengjian.toml").write_text(settings, encoding="utf-8")
    return folder
