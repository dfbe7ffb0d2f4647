"""`--since 30d`: how far back a command looks."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, date, datetime, time, timedelta

from monitor.cli.context import now
from monitor.settings.runtime import Runtime

#: how far back where nobody says it
USUAL = "30d"
#: of up to four digits, so that no span ends before the first year
_SPAN = re.compile(r"([0-9]{1,4})\s*([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


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


def instant_of(text: str, at: datetime) -> datetime:
    """The instant that is meant by a span before `at` ("12h", "30d", "2w") or by a date, its midnight in UTC.

    Raises ValueError for anything else.
    """
    if span := _SPAN.fullmatch(text.strip()):
        return at - int(span[1]) * _UNITS[span[2]]
    return datetime.combine(date.fromisoformat(text.strip()), time(), UTC)


def instant(text: str) -> datetime:
    """The type of such an argument."""
    try:
        return instant_of(text, now())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no span and no date (12h, 30d, 2w, 2026-11-01)") from None
