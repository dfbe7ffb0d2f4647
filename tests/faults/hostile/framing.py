"""Attacks on HTTP itself: lines, headers, lengths, chunks, sizes."""

from __future__ import annotations

import asyncio

from faults.hostile.case import Case, brings, either, fails
from faults.hostile.documents import GOOD, feed
from faults.hostile.server import drip, http, raw, silence

OK = b"HTTP/1.1 200 OK\r\n"
#: what is read of a feed of one good entry
READ = brings(GOOD)
BROKEN = fails("broke off or does not speak HTTP")
CHUNKED = OK + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"


def chunk(body: bytes, size: str = "") -> bytes:
    return f"{size or format(len(body), 'x')}\r\n".encode() + body + b"\r\n"


def sized(length: str, body: bytes) -> bytes:
    return OK + f"Content-Length: {length}\r\nConnection: close\r\n\r\n".encode() + body


async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


CASES = (
    Case(
        name="not http",
        does="greets as a mail or SSH server does",
        wanted="an error that says it does not speak HTTP",
        feed=raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
        check=BROKEN,
    ),
    Case(
        name="hang up",
        does="takes the connection and closes it",
        wanted="an error in words, tried again later",
        connection=hang_up,
        check=fails("broke off|was cut"),
    ),
    Case(
        name="reset",
        does="takes the connection and resets it",
        wanted="an error in words, tried again later",
        connection=reset,
        check=fails("broke off|was cut"),
    ),
    Case(
        name="no status",
        does="sends the feed without status line or headers (HTTP/0.9)",
        wanted="an error in words",
        feed=raw(feed()),
        check=BROKEN,
    ),
    Case(
        name="odd status line",
        does="has a status line without a number",
        wanted="an error in words",
        feed=raw(b"HTTP/1.1 fine thank you\r\n\r\n" + feed()),
        check=BROKEN,
    ),
    Case(
        name="status 999",
        does="answers with a status that nobody has defined",
        wanted="an error with that number",
        feed=http(feed(), "999 Request denied"),
        check=fails("answered 999"),
    ),
    Case(
        name="status 99999",
        does="answers with a status of five digits",
        wanted="an error in words",
        feed=raw(b"HTTP/1.1 99999 Oops\r\n\r\n"),
        check=BROKEN,
    ),
    Case(
        name="many headers",
        does="sends 50,000 headers",
        wanted="an error before they fill the memory",
        feed=raw(OK + b"X: y\r\n" * 50_000 + b"\r\n"),
        check=BROKEN,
    ),
    Case(
        name="endless headers",
        does="sends headers for ever",
        wanted="an error before they fill the memory",
        feed=drip(OK, b"X: y\r\n" * 1000, pause_s=0.0),
        waits=True,
        check=either(BROKEN, fails("did not answer within")),
    ),
    Case(
        name="long header",
        does="sends one header of 1 MB",
        wanted="an error before it fills the memory",
        feed=raw(OK + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n"),
        check=BROKEN,
    ),
    Case(
        name="header without colon",
        does="sends a header line that is none",
        wanted="an error in words",
        feed=raw(OK + b"this is no header\r\n\r\n" + feed()),
        check=BROKEN,
    ),
    Case(
        name="nul in header",
        does="has a NUL inside a header",
        wanted="an error in words",
        feed=raw(OK + b"Server: a\0b\r\n\r\n" + feed()),
        check=BROKEN,
    ),
    Case(
        name="latin header",
        does="has bytes in its headers that are no ASCII",
        wanted="the feed is read all the same",
        feed=raw(OK + b"Server: caf\xe9 \xff\r\nConnection: close\r\n\r\n" + feed()),
        check=READ,
    ),
    Case(
        name="folded header",
        does="folds a header over two lines, as was permitted in 1999",
        wanted="the feed is read all the same",
        feed=raw(OK + b"Server: old\r\n and proud\r\nConnection: close\r\n\r\n" + feed()),
        check=READ,
    ),
    Case(
        name="bare line feeds",
        does="ends its header lines with a line feed alone",
        wanted="the feed is read all the same",
        feed=raw(b"HTTP/1.1 200 OK\nConnection: close\n\n" + feed()),
        check=READ,
    ),
    Case(
        name="http 1.0",
        does="speaks HTTP/1.0 and ends the body by hanging up",
        wanted="the feed is read",
        feed=raw(b"HTTP/1.0 200 OK\r\n\r\n" + feed()),
        check=READ,
    ),
    Case(
        name="two lengths",
        does="gives two lengths that differ",
        wanted="an error: nobody knows where the answer ends",
        feed=raw(OK + b"Content-Length: 10\r\nContent-Length: 500\r\n\r\n" + feed()),
        check=BROKEN,
    ),
    Case(
        name="length and chunks",
        does="gives a length and sends chunks",
        wanted="the chunks count, as HTTP says",
        feed=raw(OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(feed()) + chunk(b"")),
        check=either(READ, BROKEN),
    ),
    Case(
        name="negative length",
        does="gives a negative length",
        wanted="an error in words",
        feed=raw(sized("-1", feed())),
        check=BROKEN,
    ),
    Case(
        name="huge length",
        does="announces 10^20 bytes",
        wanted="refused as too large, without reading",
        feed=raw(sized("99999999999999999999", feed())),
        check=fails("larger than 1 MB"),
    ),
    Case(
        name="length too long",
        does="announces more than it sends, and hangs up",
        wanted="an error: half a feed is no feed",
        feed=http(feed(), length=50_000),
        check=BROKEN,
    ),
    Case(
        name="length too short",
        does="announces less than it sends",
        wanted="what was announced is read; the entry that was cut is not made up",
        feed=http(feed(), length=60),
        check=either(brings(), fails("feed")),
    ),
    Case(
        name="odd chunk size",
        does="has a chunk size that is no number",
        wanted="an error in words",
        feed=raw(CHUNKED + chunk(feed(), "12 zebras")),
        check=BROKEN,
    ),
    Case(
        name="huge chunk",
        does="announces a chunk of 10^12 bytes and hangs up",
        wanted="an error in words",
        feed=raw(CHUNKED + chunk(feed(), "e8d4a51000")),
        check=BROKEN,
    ),
    Case(
        name="cut chunks",
        does="hangs up between two chunks",
        wanted="an error: half a feed is no feed",
        feed=raw(CHUNKED + chunk(feed())),
        check=BROKEN,
    ),
    Case(
        name="tiny chunks",
        does="sends its feed byte by byte in chunks",
        wanted="the feed is read",
        feed=raw(CHUNKED + b"".join(chunk(bytes([byte])) for byte in feed()) + chunk(b"")),
        check=READ,
    ),
    Case(
        name="long chunk extension",
        does="has a chunk extension of 1 MB",
        wanted="an error before it fills the memory",
        feed=raw(CHUNKED + b"5;x=" + b"y" * 1_000_000 + b"\r\nhello\r\n"),
        check=BROKEN,
    ),
    Case(
        name="endless trailers",
        does="sends trailers after the last chunk, for ever",
        wanted="an error before they fill the memory",
        feed=drip(CHUNKED + chunk(feed()) + b"0\r\n", b"X: y\r\n" * 1000, pause_s=0.0),
        waits=True,
        check=either(BROKEN, fails("did not answer within")),
    ),
    Case(
        name="early hints",
        does="sends 20 preliminary answers before the real one",
        wanted="the real one is read",
        feed=raw(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 20 + OK + b"Connection: close\r\n\r\n" + feed()),
        check=READ,
    ),
    Case(
        name="endless continue",
        does="says 100 Continue for ever",
        wanted="an error at the deadline",
        feed=drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 5),
        waits=True,
        check=fails("did not answer within"),
    ),
    Case(
        name="garbage behind",
        does="sends garbage behind a whole answer",
        wanted="the answer is read, now and the next time",
        feed=raw(OK + f"Content-Length: {len(feed())}\r\n\r\n".encode() + feed() + b"HTTP/1.1 666 Evil\r\n\r\n"),
        polls=2,
        check=READ,
    ),
    Case(
        name="announced too large",
        does="announces more than the cap",
        wanted="refused before a byte of the body is read",
        feed=http(b"", length=1_000_001),
        check=fails("larger than 1 MB"),
    ),
    Case(
        name="too large",
        does="sends more than the cap without a word about it",
        wanted="refused at the cap",
        feed=raw(OK + b"\r\n" + b"<rss>" * 250_000),
        check=fails("larger than 1 MB"),
    ),
    Case(
        name="endless",
        does="sends items for ever",
        wanted="refused at the cap",
        feed=drip(OK + b"\r\n", b"<item>" * 5_000, pause_s=0.0),
        check=fails("larger than 1 MB"),
    ),
    Case(
        name="exactly the cap",
        does="sends exactly as much as is permitted",
        wanted="the feed is read",
        feed=http(feed() + b" " * (1_000_000 - len(feed()))),
        check=READ,
    ),
    Case(
        name="empty",
        does="answers 200 with nothing",
        wanted="an error that says so",
        feed=http(b""),
        check=fails("answer is empty"),
    ),
    Case(
        name="blanks",
        does="answers 200 with blanks only",
        wanted="an error that says so",
        feed=http(b" \r\n\t" * 1000),
        check=fails("answer is empty"),
    ),
    Case(
        name="dripping body",
        does="sends a byte now and then, for ever",
        wanted="left at the deadline, whatever drips",
        feed=drip(OK + b"\r\n", b" "),
        waits=True,
        check=fails("did not answer within 4 s"),
    ),
    Case(
        name="dripping headers",
        does="sends its headers a byte now and then",
        wanted="left at the deadline",
        feed=drip(OK, b"X"),
        waits=True,
        check=fails("did not answer within 4 s"),
    ),
    Case(
        name="silence",
        does="takes the request and says nothing",
        wanted="left after the longest silence that is borne",
        feed=silence(),
        waits=True,
        check=fails("stopped answering"),
    ),
    Case(
        name="silence in the body",
        does="falls silent in the middle of the body",
        wanted="left after the longest silence; half a feed is no feed",
        feed=silence(OK + b"\r\n" + feed()[:80]),
        waits=True,
        check=fails("stopped answering"),
    ),
    Case(
        name="silence in the headers",
        does="falls silent in the middle of the headers",
        wanted="left after the longest silence",
        feed=silence(OK + b"Content-Type: text/"),
        waits=True,
        check=fails("stopped answering"),
    ),
)
