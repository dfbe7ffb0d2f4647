"""Errors as a person sees them: one line on standard error that says what, where, and what to do."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path

from monitor.cli.parser import execute
from monitor.errors import ConfigError, MonitorError
from monitor.settings.wording import visible

FAILED, WRONG = 1, 2
_NOWHERE = Path(os.devnull)


def reported(options: argparse.Namespace) -> int:
    """Execute a command; known errors become a line and an exit status, unknown ones keep their traceback."""
    _prepare_output(as_json=getattr(options, "json", False) or getattr(options, "jsonl", False))
    try:
        return execute(options)
    except MonitorError as error:
        return tell(error)
    except BrokenPipeError:
        # the reader has gone (`| head`): nothing more can be said, and the exit must not try to flush
        _give_up_output()
        return FAILED
    except OSError as error:
        if error.filename is None:  # a write that failed: most often standard output, on a full disk
            _give_up_output()
        where = f"{visible(str(error.filename))}: " if error.filename is not None else ""
        print(f"monitor: {where}{error.strerror or error}", file=sys.stderr)
        return FAILED


def tell(error: MonitorError) -> int:
    """Say on standard error what is wrong, a fault a line; the exit status that it leads to."""
    for line in error.faults if isinstance(error, ConfigError) else (error,):
        print(f"monitor: {visible(str(line))}", file=sys.stderr)
    return WRONG if isinstance(error, ConfigError) else FAILED


def _prepare_output(*, as_json: bool) -> None:
    """JSON is UTF-8 whatever the locale says (RFC 8259, 8.1). What cannot be written is escaped: in JSON, a lone
    surrogate becomes the escape sequence that it came as. A closed stream swallows what is said."""
    sys.stdout = sys.stdout or _NOWHERE.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or _NOWHERE.open("w", encoding="utf-8")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8" if as_json else None, errors="backslashreplace")


def _give_up_output() -> None:
    """Nothing more can be said there, and the exit must not try to flush what is left."""
    os.dup2(os.open(_NOWHERE, os.O_WRONLY), sys.stdout.fileno())
