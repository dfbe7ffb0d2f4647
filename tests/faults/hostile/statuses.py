"""Status codes, and what servers say about coming back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from faults.hostile.case import Case, Check, Seen, both, brings, fails, holds
from faults.hostile.documents import GOOD, feed
from faults.hostile.server import Request, http, in_turn

READ = brings(GOOD)


def waits(least: timedelta, most: timedelta) -> Check:
    """The next poll comes no earlier and no later than that after this one."""

    def check(seen: Seen) -> None:
        wait = seen.states[-1].next_check_at - seen.began
        assert least <= wait <= most, f"it comes back after {wait}"

    return check


async def in_three_hours(request: Request, writer: asyncio.StreamWriter) -> None:
    """By the clock of the moment in which it is asked."""
    date = format_datetime(datetime.now(UTC) + timedelta(hours=3))
    await http(b"", "503 Service Unavailable", headers={"Retry-After": date})(request, writer)


def answered(status: str) -> Check:
    return fails(f"answered {status}")


SOON = waits(timedelta(minutes=13), timedelta(hours=2))

CASES = (
    *(
        Case(
            name=f"status {status.split()[0]}",
            does=f"answers {status}",
            wanted="an error with that status; what came with it is not read, and it is tried again later",
            feed=http(feed(), status),
            check=both(answered(status.split()[0]), SOON),
        )
        for status in (
            "201 Created",
            "203 Non-Authoritative Information",
            "206 Partial Content",
            "226 IM Used",
            "400 Bad Request",
            "401 Unauthorized",
            "402 Payment Required",
            "403 Forbidden",
            "404 Not Found",
            "406 Not Acceptable",
            "418 I'm a teapot",
            "451 Unavailable For Legal Reasons",
            "500 Internal Server Error",
            "502 Bad Gateway",
            "504 Gateway Timeout",
            "521 Web Server Is Down",
        )
    ),
    Case(
        name="status 204",
        does="answers 204 No Content",
        wanted="an error with that status",
        feed=http(b"", "204 No Content"),
        check=answered("204"),
    ),
    Case(
        name="status 304",
        does="answers 304 Not Modified although nobody asked whether it was",
        wanted="an error: there is nothing that it could mean",
        feed=http(b"", "304 Not Modified"),
        check=answered("304"),
    ),
    Case(
        name="gone once",
        does="answers 410 Gone once, and then the feed",
        wanted="one 410 stops nothing: the feed is read the next time",
        feed=in_turn(http(b"", "410 Gone"), http(feed())),
        polls=2,
        check=READ,
    ),
    Case(
        name="gone for good",
        does="answers 410 Gone again and again",
        wanted="believed the second time: asked no more, and status says so",
        feed=http(b"", "410 Gone"),
        polls=2,
        check=both(answered("410"), holds("it has stopped", lambda seen: seen.states[-1].stopped)),
    ),
    Case(
        name="later in seconds",
        does="answers 429 with Retry-After: 7200",
        wanted="asked again after two hours, not before",
        feed=http(b"", "429 Too Many Requests", headers={"Retry-After": "7200"}),
        check=both(answered("429"), waits(timedelta(hours=2), timedelta(hours=3))),
    ),
    Case(
        name="later by date",
        does="answers 503 with a Retry-After three hours ahead",
        wanted="asked again then, not before",
        feed=in_three_hours,
        check=both(answered("503"), waits(timedelta(hours=3) - timedelta(minutes=5), timedelta(hours=4))),
    ),
    *(
        Case(
            name=f"retry after {name}",
            does=f"answers 429 with Retry-After: {value[:40]}",
            wanted="what it cannot mean is not believed: it is tried again in the usual time",
            feed=http(b"", "429 Too Many Requests", headers={"Retry-After": value}),
            check=both(answered("429"), SOON),
        )
        for name, value in (
            ("nothing", ""),
            ("minus one", "-1"),
            ("words", "when the moon is full"),
            ("a fraction", "1.5"),
            ("persian digits", "\u06f1\u06f2\u06f0".encode().decode("latin-1")),
            ("1969", "Wed, 31 Dec 1969 23:59:59 GMT"),
            ("the 45th", "Fri, 45 Foo 2026 99:99:99 GMT"),
        )
    ),
    *(
        Case(
            name=f"retry after {name}",
            does=f"answers 503 with Retry-After: {value[:40]}",
            wanted="believed up to a month, and no further: it is not given up for ever",
            feed=http(b"", "503 Service Unavailable", headers={"Retry-After": value}),
            check=both(answered("503"), waits(timedelta(hours=23), timedelta(days=34))),
        )
        for name, value in (
            ("10 to the 30", "1" + "0" * 30),
            ("the year 9999", "Fri, 31 Dec 9999 23:59:59 GMT"),
        )
    ),
)
