"""The one place where errors become one line and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final

from zhengjian_stats.cli.console import DEBUG_VARIABLE, STATE, language, note, printable, steady_streams, warn
from zhengjian_stats.errors import StoreWriteError, UsageError, ZhengjianError

BUG: Final = 1
#: So many faults of a file are listed.
_MOST_FAULTS: Final = 20
INTERRUPTED: Final = 130


def guarded(arguments: list[str]) -> int:
    """Carry out a command line; never a traceback for what a user did."""
    from zhengjian_stats.cli.application import application

    steady_streams()
    STATE.lang, STATE.debug = None, bool(os.environ.get(DEBUG_VARIABLE))
    try:
        code = int(application()(args=arguments, prog_name="zhengjian", standalone_mode=False) or 0)
        sys.stdout.flush()  # a reader that has gone is noticed here, not when Python ends
    except KeyboardInterrupt:
        return INTERRUPTED
    except ZhengjianError as error:
        _show_error(str(error))
        _show_faults(getattr(error, "faults", ()))
        return error.exit_code
    except BrokenPipeError:
        # Who reads (`| head`) has gone; Python must not complain of it when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _disk(error)
    except Exception as error:
        return _other(error)
    return code


def _disk(error: OSError) -> int:
    place = error.filename if error.filename is not None else ""
    _show_error(f"{place}: {error.strerror or error}" if place else str(error))
    return StoreWriteError.exit_code


def _other(error: Exception) -> int:
    # Typer's own complaints: with a message to show and a code. Where the class lives differs from version to version.
    message = getattr(error, "format_message", None)
    if message is not None:
        _show_error(message())
        context = getattr(error, "ctx", None)
        warn("see_help", command=context.command_path if context else "zhengjian")
        return int(getattr(error, "exit_code", UsageError.exit_code))
    if type(error).__name__ == "Abort":
        return INTERRUPTED
    if STATE.debug:
        traceback.print_exc()
    else:
        warn("bug", kind=type(error).__name__, message=" ".join(str(error).split())[:300])
    return BUG


def _show_faults(faults: Sequence[str]) -> None:
    for fault in faults[:_MOST_FAULTS]:
        note("  " + " ".join(fault.split()))
    if len(faults) > _MOST_FAULTS:
        warn("more_faults", n=len(faults) - _MOST_FAULTS)


def _show_error(message: str) -> None:
    label = {"zh": "错误：", "en": "error: "}[language()]
    print(printable(label + " ".join(message.split())), file=sys.stderr, flush=True)
    if STATE.debug:
        traceback.print_exc()
