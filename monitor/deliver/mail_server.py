"""One SMTP server, spoken to over one connection for as long as there is something to say.

begin   the connection of the message before, emptied by RSET; where that fails, a new one: nothing was sent yet
taken   MAIL, RCPT for each recipient          what it says of each is known
data    DATA and the letter                    from here on silence is ambiguous
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from aiosmtplib import SMTP, SMTPException, SMTPRecipientRefused, SMTPResponse, SMTPResponseException

from monitor.decide.delivery import Email

#: Seconds for each command; RFC 5321 4.5.3.2 would wait minutes, a retry costs less.
TIMEOUT_S: Final = 30.0
#: Seconds that a connection is kept for the next message; servers wait five minutes (RFC 5321 4.5.3.2.7), some less.
IDLE_S: Final = 20.0
#: "service not available, closing transmission channel" (RFC 5321 4.2.3)
_CLOSING: Final = 421


@dataclass(frozen=True, slots=True)
class Refusal:
    """A recipient whom the server does not take."""

    recipient: str
    code: int
    text: str

    def __str__(self) -> str:
        return f"{self.recipient} refused: {self.code} {self.text}"

    @property
    def passing(self) -> bool:
        """It may take them later."""
        return self.code < 500


class MailServer:
    """A connection that is opened when it is needed. One message at a time."""

    def __init__(self, settings: Email, *, idle_s: float = IDLE_S) -> None:
        self._settings = settings
        self._idle_s = idle_s
        self._client: SMTP | None = None
        self._leaving: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Be connected, with nothing begun. Raises what aiosmtplib raises, and `OSError`."""
        self._stay()
        if self._client is not None:
            try:
                await self._client.rset()
            except (SMTPException, OSError):  # closed meanwhile, or about to be
                self.drop()
            else:
                return
        self._client = self._made()
        await self._client.connect()
        if self._client.is_ehlo_or_helo_needed:
            with suppress(SMTPResponseException):  # an old one, which is greeted by HELO with its first command
                await self._client.ehlo()

    async def taken(self, sender: str, recipients: Sequence[str], size: int) -> tuple[Refusal, ...]:
        """Name sender and recipients; those who are refused."""
        options = [f"SIZE={size}"] if "size" in self.extensions else []
        await self._connected.mail(sender, options=options)
        refused = []
        for recipient in recipients:
            try:
                await self._connected.rcpt(recipient)
            except SMTPRecipientRefused as error:
                if error.code == _CLOSING:
                    raise
                refused.append(Refusal(recipient, error.code, error.message))
        return tuple(refused)

    async def data(self, letter: bytes) -> SMTPResponse:
        """Hand the letter over."""
        return await self._connected.data(letter)

    @property
    def connected(self) -> bool:
        """There is a connection."""
        return self._client is not None

    @property
    def extensions(self) -> Mapping[str, str]:
        """What the server announced, in small letters."""
        return self._connected.esmtp_extensions

    @property
    def size(self) -> int:
        """Bytes of the largest letter that it takes (RFC 1870); 0: it does not say."""
        said = self.extensions.get("size", "")
        return int(said) if said.isascii() and said.isdecimal() else 0

    def after(self, error: BaseException | None) -> None:
        """A message is through, or has failed: an answer leaves the connection as it is, all else ends it."""
        answered = isinstance(error, SMTPResponseException) and error.code != _CLOSING
        if error is not None and not answered:
            self.drop()
        elif self._client is not None:
            self._leaving = asyncio.create_task(self._leave())

    async def close(self) -> None:
        """Say goodbye."""
        self._stay()
        if self._client is not None:
            with suppress(SMTPException, OSError):  # what was to be said is said; how they say goodbye does not matter
                await self._client.quit()
        self.drop()

    def drop(self) -> None:
        """Gone at once."""
        client, self._client = self._client, None
        if client is None:
            return
        if isinstance(client.transport, asyncio.WriteTransport):
            # a TLS transport that is merely closed waits up to 30 s for the server's goodbye
            client.transport.abort()
        client.close()

    @property
    def _connected(self) -> SMTP:
        if self._client is None:
            raise RuntimeError("begin comes first")
        return self._client

    async def _leave(self) -> None:
        await asyncio.sleep(self._idle_s)
        self._leaving = None
        await self.close()

    def _stay(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def _made(self) -> SMTP:
        """A certificate is always asked for, by name, from one whom this machine or `ca_file` trusts."""
        settings = self._settings
        return SMTP(
            hostname=settings.host,
            port=settings.port,
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            cert_bundle=settings.ca_file or None,
            username=settings.username,
            password=settings.password,
            timeout=TIMEOUT_S,
        )
