"""`--since 30d`: how far back a command looks."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timedelta

from monitor.cli.context import now
from monitor.settings.runtime import Runtime
from monitor.settings.since import instant_of

#: how far back where nobody says it
USUAL = "30d"


def add_since(parser: argparse.ArgumentParser) -> None:
    """The argument of a command that looks back."""
    parser.add_argument(
        "--since",
        metavar="WHEN",
        type=instant,
        default=USUAL,
        help=f"how far back: 12h, 30d, 2w or a date such as 2026-11-01 (UTC) (default: {USUAL})",
    )


def tell_end(since: datetime, runtime: Runtime) -> None:
    """Say on standard error where somebody looks back further than anything is kept."""
    if runtime.keep_s is not None and since < now() - timedelta(seconds=runtime.keep_s):
        print(f"monitor: {runtime.kept}; what came before is gone", file=sys.stderr)


def instant(text: str) -> datetime:
    """The type of such an argument."""
    try:
        return instant_of(text, now())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no span and no date (12h, 30d, 2w, 2026-11-01)") from None
