"""One HTTP request and its answer on a connection, which ends then. The protocol is h11's."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from http import HTTPStatus
from typing import Final

import h11

#: bytes of a body: what nginx lets through unless told otherwise (client_max_body_size). An update is a message of
#: 4,096 characters, and the one that it answers (core.telegram.org/bots/api#update): a few kB
MAX_BODY: Final = 1 << 20
#: bytes of a request's line and headers; nginx's own limit (large_client_header_buffers) is 8 kB for each of them
MAX_HEAD: Final = 16_384
#: bytes taken from the connection at a time
_CHUNK: Final = 65_536
#: seconds for which a client that still sends is listened to, so that it can read why it was refused
_LINGER_S: Final = 1.0


class Refused(Exception):
    """Not taken, with this status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Exchange:
    """With one client. Deadlines are the caller's."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=MAX_HEAD)

    async def request(self) -> h11.Request:
        """Its line and headers. Raises `Refused` and `ConnectionError`."""
        event = await self._event()
        if not isinstance(event, h11.Request):
            raise ConnectionResetError
        return event

    async def body(self) -> bytes:
        """Raises `Refused`, for one that is too long before it is all there, and `ConnectionError`."""
        if self._http.they_are_waiting_for_100_continue:
            await self._write(h11.InformationalResponse(status_code=100, headers=[]))
        body = bytearray()
        while isinstance(event := await self._event(), h11.Data):
            body += event.data
            if len(body) > MAX_BODY:
                raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return bytes(body)

    async def answer(self, status: HTTPStatus) -> None:
        """Say it, with no more words than the status has. Raises `ConnectionError`."""
        headers = [("content-length", "0"), ("connection", "close")]
        unread = self._http.their_state in (h11.IDLE, h11.SEND_BODY, h11.ERROR)
        await self._write(h11.Response(status_code=status, reason=status.phrase, headers=headers))
        await self._write(h11.EndOfMessage())
        if unread:
            await self._linger()

    async def _event(self) -> object:
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                raise Refused(HTTPStatus(error.error_status_hint)) from error
            if event is not h11.NEED_DATA:
                return event
            data = await self._reader.read(_CHUNK)
            if not data:
                raise ConnectionResetError  # whoever goes away in the middle reads no answer
            self._http.receive_data(data)

    async def _write(self, event: h11.Event) -> None:
        if data := self._http.send(event):
            self._writer.write(data)
            await self._writer.drain()

    async def _linger(self) -> None:
        """A connection that is closed on what nobody has read is reset, and takes the answer with it."""
        with suppress(TimeoutError, OSError):
            self._writer.write_eof()
            async with asyncio.timeout(_LINGER_S):
                while await self._reader.read(_CHUNK):
                    pass
