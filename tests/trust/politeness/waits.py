"""What a reply asks for, by the documents: RFC 9110 (Retry-After), RFC 9111 (how long an answer is fresh)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

from trust.politeness.exchange import EPOCH, Reply


def pause_until(reply: Reply, at: float) -> float | None:
    """Retry-After (RFC 9110, 10.2.3): seconds, or a date by the server's own clock; None where it says nothing."""
    said = (reply.header("retry-after") or "").strip()
    if said.isascii() and said.isdigit():
        return at + int(said)
    try:
        return (parsedate_to_datetime(said) - EPOCH).total_seconds()
    except (ValueError, TypeError):
        return None


def fresh_for(headers: Mapping[str, str], at: float) -> tuple[float, str]:
    """Seconds for which a private cache takes an answer as fresh (RFC 9111, 4.2.1), and by which field.

    `at` is when the reader had it, on its own clock: for an answer without a date.
    """
    directives = [part.strip().lower() for part in headers.get("cache-control", "").split(",")]
    if {"no-cache", "no-store"} & set(directives):
        return 0.0, "max-age"
    ages = {
        one.partition("=")[2].strip().strip('"') for one in directives if one.partition("=")[0].strip() == "max-age"
    }
    age = headers.get("age", "0")
    spent_s = float(age) if age.isdigit() else 0.0
    if ages:  # different ones, or one that is no number: stale (RFC 9111, 4.2.1)
        (only,) = ages if len(ages) == 1 else ("",)
        return (float(only) - spent_s if only.isdigit() else 0.0), "max-age"
    try:
        until = parsedate_to_datetime(headers.get("expires", ""))
        dated = parsedate_to_datetime(headers["date"]) if "date" in headers else EPOCH + timedelta(seconds=at)
        return (until - dated).total_seconds() - spent_s, "Expires"
    except (ValueError, TypeError):
        return 0.0, "Expires"
