"""The options and arguments of the commands, described once, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhengjian_stats.cli.console import STATE
from zhengjian_stats.messages import checked_language, say


def bilingual(key: str) -> str:
    """Return a help text: Chinese, then English.

    Examples
    --------
    >>> bilingual("help_lang").split(" · ")[0]
    '说哪种语言：zh 或 en'
    """
    return f"{say(f'cli.{key}', 'zh')} · {say(f'cli.{key}', 'en')}"


def _speak(value: str) -> str:
    # Eager, so that also a complaint about the next option is in the language asked for.
    if value:
        STATE.lang = checked_language(value)
    return value


Lang = Annotated[
    str,
    typer.Option("--lang", help=bilingual("help_lang"), metavar="zh|en", callback=_speak, is_eager=True, show_default=False),
]
Raw = Annotated[Path | None, typer.Argument(help=bilingual("help_raw"), metavar="[RAW]", show_default=False)]
Built = Annotated[Path | None, typer.Option("--out", help=bilingual("help_built"), metavar="DIR")]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help=bilingual("help_settings"), metavar="FILE")]
Workers = Annotated[int | None, typer.Option("--workers", help=bilingual("help_workers"), metavar="N", min=0)]
Processed = Annotated[Path | None, typer.Option("--processed", help=bilingual("help_processed"), metavar="DIR")]
Period = Annotated[str, typer.Option("--period", help=bilingual("help_period"), metavar="2025Q4|latest")]
Notebook = Annotated[Path | None, typer.Option("--notebook", help=bilingual("help_notebook"), metavar="FILE")]
Reports = Annotated[Path | None, typer.Option("--out", help=bilingual("help_reports"), metavar="DIR")]
Target = Annotated[Path, typer.Argument(help=bilingual("help_target"), metavar="DIR", show_default=False)]
Sample = Annotated[bool, typer.Option("--sample", help=bilingual("help_sample"))]
Bulletin = Annotated[Path, typer.Argument(help=bilingual("help_bulletin"), metavar="FILE", show_default=False)]
Gold = Annotated[list[Path], typer.Argument(help=bilingual("help_gold"), metavar="GOLD.jsonl", show_default=False)]
Minimum = Annotated[
    list[str] | None, typer.Option("--min", help=bilingual("help_min"), metavar="MEASURE=F1", show_default=False)
]
Errors = Annotated[int, typer.Option("--errors", help=bilingual("help_errors"), metavar="N", min=0)]
AsJson = Annotated[bool, typer.Option("--json", help=bilingual("help_json"))]
Most = Annotated[int, typer.Option("--top", help=bilingual("help_top"), metavar="N", min=0)]
Least = Annotated[int, typer.Option("--min-articles", help=bilingual("help_least"), metavar="N", min=0)]
AsToml = Annotated[bool, typer.Option("--toml", help=bilingual("help_toml"))]
NoSave = Annotated[bool, typer.Option("--no-save", help=bilingual("help_no_save"))]
