"""Compressed answers: bombs, stacks, lies, cuts."""

from __future__ import annotations

import gzip
import struct
import zlib

from faults.hostile.case import Case, both, brings, fails, holds
from faults.hostile.documents import GOOD, feed
from faults.hostile.server import Answer, drip, http

READ = brings(GOOD)
TOO_LARGE = fails("larger than 1 MB")
DAMAGED = fails("compressed answer is damaged")


def encoded(encoding: str, body: bytes) -> Answer:
    return http(body, headers={"Content-Encoding": encoding})


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def bomb(size: int) -> bytes:
    """Zeros, a thousandth of their size."""
    packer = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()


def wrong_sum(packed: bytes) -> bytes:
    return packed[:-8] + struct.pack("<LL", 0xDEADBEEF, len(feed()))


CASES = (
    Case(
        name="gzip bomb",
        does="sends 50 kB of gzip that become 50 MB",
        wanted="refused at the cap, whatever would still come out",
        feed=encoded("gzip", bomb(50_000_000)),
        check=TOO_LARGE,
    ),
    Case(
        name="gzip bomb behind a feed",
        does="sends a good feed and 50 MB of blanks behind it, compressed",
        wanted="refused at the cap",
        feed=encoded("gzip", gzip.compress(feed() + b" " * 50_000_000)),
        check=TOO_LARGE,
    ),
    Case(
        name="deflate bomb",
        does="sends 50 kB of deflate that become 50 MB",
        wanted="refused at the cap",
        feed=encoded("deflate", zlib.compress(bytes(50_000_000), 9)),
        check=TOO_LARGE,
    ),
    Case(
        name="bomb of members",
        does="sends 60 gzip members in a row, each of 1 MB unpacked",
        wanted="refused at the cap, which counts them together",
        feed=encoded("gzip", gzip.compress(bytes(999_999)) * 60),
        check=TOO_LARGE,
    ),
    Case(
        name="empty members",
        does="sends 20,000 empty gzip members",
        wanted="an error: no honest server does that",
        feed=encoded("gzip", gzip.compress(b"") * 20_000),
        check=fails("data after its end"),
    ),
    Case(
        name="two members",
        does="sends its feed as two gzip members, as the format permits",
        wanted="the feed is read",
        feed=encoded("gzip", gzip.compress(feed()[:70]) + gzip.compress(feed()[70:])),
        check=READ,
    ),
    Case(
        name="quine",
        does="drips gzip headers for ever, with nothing in them",
        wanted="an error before the deadline or at it",
        feed=drip(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"") * 50, pause_s=0.01),
        check=fails("data after its end"),
    ),
    Case(
        name="stacked",
        does="compresses twice",
        wanted="refused: it was not asked for, and hides bombs",
        feed=encoded("gzip, gzip", gzip.compress(gzip.compress(feed()))),
        check=fails("which was not asked for"),
    ),
    Case(
        name="stacked deep",
        does="says gzip a thousand times",
        wanted="refused, with the beginning of what it says",
        feed=encoded(", ".join(["gzip"] * 1000), gzip.compress(feed())),
        check=both(fails("which was not asked for"), holds("it is short", lambda seen: len(seen.error) < 200)),
    ),
    Case(
        name="brotli",
        does="sends brotli, which was not asked for",
        wanted="refused, with the name of the encoding",
        feed=encoded("br", b"\x1b\x03\x00\xf8\x15"),
        check=fails("encoded as 'br'"),
    ),
    Case(
        name="zstd",
        does="sends zstandard, which was not asked for",
        wanted="refused, with the name of the encoding",
        feed=encoded("zstd", b"\x28\xb5\x2f\xfd\x00"),
        check=fails("encoded as 'zstd'"),
    ),
    Case(
        name="odd encoding",
        does="names an encoding with control characters in it",
        wanted="refused; nothing of it reaches a terminal as it is",
        feed=encoded("\x1b[31mred", feed()),
        check=fails("broke off|not asked for"),
    ),
    Case(
        name="said gzip sent plain",
        does="says gzip and sends the feed as it is",
        wanted="an error that says the compressed answer is damaged",
        feed=encoded("gzip", feed()),
        check=DAMAGED,
    ),
    Case(
        name="said plain sent gzip",
        does="sends gzip without a word about it",
        wanted="the feed is read, or an error that says it is no feed",
        feed=http(gzip.compress(feed())),
        check=fails("not a feed|cannot be read|gzip"),
    ),
    Case(
        name="cut gzip",
        does="breaks the gzip off in the middle",
        wanted="an error: half a feed is no feed",
        feed=encoded("gzip", gzip.compress(feed())[:-20]),
        check=fails("cut short"),
    ),
    Case(
        name="gzip without end",
        does="leaves out the check sum",
        wanted="an error: it may be cut",
        feed=encoded("gzip", gzip.compress(feed())[:-8]),
        check=fails("cut short"),
    ),
    Case(
        name="wrong check sum",
        does="has a wrong check sum",
        wanted="an error: it is damaged",
        feed=encoded("gzip", wrong_sum(gzip.compress(feed()))),
        check=DAMAGED,
    ),
    Case(
        name="garbage behind gzip",
        does="sends garbage behind its gzip",
        wanted="an error: nobody knows what was meant",
        feed=encoded("gzip", gzip.compress(feed()) + b"garbage" * 10),
        check=fails("damaged|data after its end"),
    ),
    Case(
        name="garbage behind deflate",
        does="sends garbage behind its deflate",
        wanted="an error: nobody knows what was meant",
        feed=encoded("deflate", zlib.compress(feed()) + b"garbage"),
        check=fails("data after its end"),
    ),
    Case(
        name="deflate with header",
        does="sends zlib data and calls it deflate, as HTTP says",
        wanted="the feed is read",
        feed=encoded("deflate", zlib.compress(feed())),
        check=READ,
    ),
    Case(
        name="deflate without header",
        does="sends raw deflate, as old servers do",
        wanted="the feed is read",
        feed=encoded("deflate", raw_deflate(feed())),
        check=READ,
    ),
    Case(
        name="x-gzip in capitals",
        does="calls gzip X-GZIP",
        wanted="the feed is read",
        feed=encoded(" X-GZIP ", gzip.compress(feed())),
        check=READ,
    ),
    Case(
        name="identity",
        does="says that it is not encoded",
        wanted="the feed is read",
        feed=encoded("identity", feed()),
        check=READ,
    ),
    Case(
        name="empty gzip",
        does="says gzip and sends nothing",
        wanted="an error that says it is empty",
        feed=encoded("gzip", b""),
        check=fails("answer is empty"),
    ),
)
