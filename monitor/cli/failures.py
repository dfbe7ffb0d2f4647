"""Errors as a person sees them: one line on standard error that says what, where, and what to do."""

from __future__ import annotations

import argparse
import os
import sys

from monitor.cli.parser import execute
from monitor.errors import ConfigError, MonitorError

FAILED, WRONG, INTERRUPTED = 1, 2, 130


def reported(options: argparse.Namespace) -> int:
    """Execute a command; known errors become a line and an exit status, unknown ones keep their traceback."""
    try:
        return execute(options)
    except ConfigError as error:
        for fault in error.faults:
            print(f"monitor: {fault}", file=sys.stderr)
        return WRONG
    except MonitorError as error:
        print(f"monitor: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("monitor: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # the reader has gone (`| head`): nothing more can be said, and the exit must not try to flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
