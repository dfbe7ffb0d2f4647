"""Certificates and handshakes."""

from __future__ import annotations

import asyncio

from faults.hostile.case import Case, brings, either, fails
from faults.hostile.documents import GOOD, feed
from faults.hostile.server import http

UNREACHED = fails("could not be reached|broke off|was cut")


async def no_handshake(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


async def garbage(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x16\x03\x01" + b"\xff" * 4000)
    await writer.drain()


async def slow_handshake(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for byte in b"\x16\x03\x03\x40\x00\x02\x00" + bytes(4000):
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.05)


CASES = (
    Case(
        name="right certificate",
        does="has a certificate for its name",
        wanted="the feed is read: the others fail for what they do",
        certificate="right.pem",
        feed=http(feed()),
        check=brings(GOOD),
    ),
    Case(
        name="expired certificate",
        does="has a certificate that has expired",
        wanted="an error that says so",
        certificate="expired.pem",
        feed=http(feed()),
        check=fails(r"certificate is not valid \(certificate has expired\)"),
    ),
    Case(
        name="certificate of another",
        does="has a certificate for another name",
        wanted="an error that says so",
        certificate="wrong-name.pem",
        feed=http(feed()),
        check=fails(r"certificate is not valid \(Hostname mismatch"),
    ),
    Case(
        name="own certificate",
        does="has signed its certificate itself",
        wanted="an error that says so",
        certificate="self-signed.pem",
        feed=http(feed()),
        check=fails(r"certificate is not valid \(self-signed"),
    ),
    Case(
        name="no tls",
        does="speaks plain HTTP where TLS is expected",
        wanted="an error in words; the feed is not asked for without TLS",
        scheme="https",
        feed=http(feed()),
        waits=True,
        check=UNREACHED,
    ),
    Case(
        name="unexpected tls",
        does="speaks TLS where plain HTTP is expected",
        wanted="an error in words",
        scheme="http",
        certificate="right.pem",
        feed=http(feed()),
        check=UNREACHED,
    ),
    Case(
        name="no handshake",
        does="takes the connection and never begins the handshake",
        wanted="left after the longest silence that is borne",
        scheme="https",
        connection=no_handshake,
        waits=True,
        check=fails("could not be reached in time|did not answer"),
    ),
    Case(
        name="odd handshake",
        does="sends garbage for a handshake",
        wanted="an error in words",
        scheme="https",
        connection=garbage,
        check=UNREACHED,
    ),
    Case(
        name="slow handshake",
        does="sends its handshake a byte now and then",
        wanted="left at the deadline",
        scheme="https",
        connection=slow_handshake,
        waits=True,
        check=either(fails("in time"), fails("did not answer within"), UNREACHED),
    ),
)
