"""The commands, put together."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import typer

from zhengjian_stats.cli import build, candidates, check, evaluate, init, report, show
from zhengjian_stats.cli.console import STATE, line
from zhengjian_stats.cli.options import Lang, bilingual


@cache
def application() -> typer.Typer:
    """Return the application.

    Examples
    --------
    >>> sorted(command.name for command in application().registered_commands)
    ['build', 'candidates', 'check', 'evaluate', 'init', 'report', 'show']
    """
    app = typer.Typer(
        name="zhengjian",
        help=bilingual("help_zhengjian"),
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name, function in (
        ("init", init.init),
        ("build", build.build),
        ("report", report.report),
        ("check", check.check),
        ("show", show.show),
        ("evaluate", evaluate.evaluate),
        ("candidates", candidates.candidates),
    ):
        app.command(name, help=bilingual(f"help_{name}"))(function)
    return app


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        line(f"zhengjian {version('zhengjian-stats')}")
        raise typer.Exit


def _debug(asked: bool) -> None:
    STATE.debug = STATE.debug or asked


def _root(
    lang: Lang = "",
    version: Annotated[
        bool, typer.Option("--version", help=bilingual("help_version"), callback=_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help=bilingual("help_debug"), callback=_debug, is_eager=True)] = False,
) -> None:
    """Options that stand before the command."""
