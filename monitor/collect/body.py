"""A body read from the wire within its cap.

httpx decodes each piece that it reads in one go, and 796 bytes can become one piece of 1 GB: so the raw
stream is decoded here, step by step, with a bound on what comes out.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Iterator

from monitor.collect.room import Seat
from monitor.errors import FetchError, TooLarge

#: what `Accept-Encoding` says; deflate is read although never asked for, because some servers insist
ACCEPTED = "gzip"
#: a gzip body may be several members in a row (RFC 1952, 2.2); no honest server sends more than a few
_MAX_MEMBERS = 100
_GZIP = 16 + zlib.MAX_WBITS
#: bytes decoded in one step
_STEP = 262_144


async def read_body(stream: AsyncIterator[bytes], *, url: str, encoding: str, cap: int, seat: Seat) -> bytes:
    """The decoded body. `encoding` is the Content-Encoding header as it came, `cap` counts decoded bytes, and `seat`
    is where they find room.

    Raises `TooLarge` over the cap, and `FetchError` for an encoding that was not asked for, stacked
    encodings, and compressed data that is damaged or cut short.
    """
    decoder = _decoder(encoding.strip().lower(), url=url)
    parts: list[bytes] = []
    size = received = 0
    async for piece in stream:
        received += len(piece)
        for part in decoder.parts(piece):
            parts.append(part)
            size += len(part)
            if max(received, size) > cap:
                raise TooLarge(f"the answer is larger than {in_words(cap)}", url=url, permanent=True)
            await seat.grow(size)
    if not decoder.complete:
        raise FetchError("the compressed answer was cut short", url=url)
    return b"".join(parts)


def in_words(size: int) -> str:
    """A size in bytes for people, for instance "5 MB"."""
    return f"{size / 1_000_000:g} MB" if size >= 1_000_000 else f"{size / 1_000:g} kB"


def _decoder(encoding: str, *, url: str) -> _Plain | _Compressed:
    if encoding in ("", "identity"):
        return _Plain()
    if encoding in ("gzip", "x-gzip"):
        return _Compressed(_GZIP, url=url)
    if encoding == "deflate":
        return _Compressed(None, url=url)
    raise FetchError(f"the answer is encoded as {encoding[:40]!r}, which was not asked for", url=url, permanent=True)


class _Plain:
    complete = True

    def parts(self, piece: bytes) -> Iterator[bytes]:
        yield piece


class _Compressed:
    """gzip, or deflate with or without the zlib header (RFC 9110, 8.4.1.2, on what is really sent)."""

    def __init__(self, wbits: int | None, *, url: str) -> None:
        self._wbits = wbits
        self._url = url
        self._inflate = zlib.decompressobj(wbits) if wbits is not None else None
        self._members = 1
        self._started = False

    @property
    def complete(self) -> bool:
        """Whether the data ended where it should; nothing at all is complete too."""
        return not self._started or (self._inflate is not None and self._inflate.eof)

    def parts(self, piece: bytes) -> Iterator[bytes]:
        """What this piece holds, a step at a time."""
        out = b""
        while piece or len(out) == _STEP:  # a step may end before what was taken in has come out
            self._started = True
            inflate = self._current(piece)
            try:
                out = inflate.decompress(piece, _STEP)
            except zlib.error as error:
                raise FetchError("the compressed answer is damaged", url=self._url) from error
            if out:
                yield out
            piece = inflate.unused_data if inflate.eof else inflate.unconsumed_tail

    def _current(self, piece: bytes) -> zlib._Decompress:
        if self._inflate is None:  # 0x78 opens zlib data as everybody writes it; raw deflate cannot be told otherwise
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS if piece[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        elif self._inflate.eof and piece:
            self._members += 1
            if self._wbits is None or self._members > _MAX_MEMBERS:
                raise FetchError("the compressed answer has data after its end", url=self._url)
            self._inflate = zlib.decompressobj(self._wbits)
        return self._inflate
