"""Mailboxes, through one SMTP server: plain text and HTML in one letter."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from typing import Final

from aiosmtplib import SMTPException, SMTPResponseException

from monitor.decide import delivery
from monitor.deliver.layout import Layout
from monitor.deliver.letter import letter, mailbox, message_id
from monitor.deliver.mail_server import MailServer, Refusal
from monitor.deliver.page import rendered
from monitor.deliver.stamp import stamp_of
from monitor.deliver.text import clean
from monitor.deliver.unchanging import Unchanging
from monitor.errors import DeliveryError, SecretMissing
from monitor.model import Message, News, Pace, Receipt
from monitor.ports import Clock

log = logging.getLogger(__name__)

#: the log-in is refused, or one is asked for (RFC 4954 6): nobody gets anything until somebody looks
_LOCKED: Final = frozenset({530, 534, 535, 538})
#: messages of which is remembered who has them already
_REMEMBERED: Final = 100


class EmailChannel(Unchanging):
    """Sends one letter after the other, over one connection where they follow each other closely."""

    def __init__(self, settings: delivery.Email, *, clock: Clock) -> None:
        self.name = settings.name
        self._settings = settings
        self._clock = clock
        self._layout = Layout(settings.templates)
        self._server = MailServer(settings)
        self._turn = asyncio.Lock()
        #: keys of messages that some recipients have and others are to get -> those who have it
        self._having: dict[str, frozenset[str]] = {}

    def __repr__(self) -> str:
        return f"EmailChannel({self.name!r})"

    def render(self, what: News) -> tuple[Message, ...]:
        """One message, whatever its length."""
        return rendered(what, self._settings, self._layout)

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """Ambiguous once DATA was begun and no answer read: the server may have taken it before it fell silent.

        The receipt is the letter's id, and what the server answered. Recipients who are refused for good are named in
        it and in the log; where one is refused for now, the error says so, and the next attempt is for them alone.
        """
        self._check()
        letter(message, self._settings, self._clock.now())  # what no header can hold is refused before anything is sent
        async with self._turn:
            try:
                receipt = await self._conversation(message, request_written)
            except BaseException as error:  # cancelled in the middle of a command, too
                self._server.after(error.__cause__ or error)
                raise
            self._server.after(None)
        return receipt

    async def _conversation(self, message: Message, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        begun = False
        try:
            await self._server.begin()
            written = self._written(message)
            to = self._recipients(message)
            refused = await self._server.taken(mailbox(self._settings.sender), to, len(written))
            self._heed(refused, to)
            await request_written()
            begun = True
            answer = await self._server.data(written)
        except SMTPResponseException as error:
            text = f"{self.name}: {error.code} {clean(error.message)}"
            closes = error.code in _LOCKED and not begun
            raise DeliveryError(text, permanent=error.code >= 500 and not closes, closes=closes) from error
        except (SMTPException, OSError) as error:
            text = f"{self.name}: {type(error).__name__}: {clean(str(error))}"
            raise DeliveryError(text, ambiguous=begun) from error
        self._remember(message, refused, to)
        words = (
            message_id(message, self._settings),
            clean(answer.message),
            *(f"({clean(str(one))})" for one in refused),
        )
        return Receipt(sent_at=self._clock.now(), remote_id=" ".join(filter(None, words)))

    @property
    def pace(self) -> Pace:
        """As fast as the server takes it."""
        return Pace(lane=self.name, stamp=stamp_of(self._settings.secrets))

    async def close(self) -> None:
        """Say goodbye to the server."""
        async with self._turn:
            await self._server.close()

    # ------------------------------------------------------------ what a letter may be, and for whom

    def _written(self, message: Message) -> bytes:
        """The letter, without its pictures where it would be larger than the server takes."""
        size, now = self._server.size, self._clock.now()
        written = letter(message, self._settings, now).as_bytes()
        if size and len(written) > size and message.pictures:
            written = letter(message, self._settings, now, pictures=False).as_bytes()
        if size and len(written) > size:
            text = f"{self.name}: the letter has {len(written)} bytes, the server takes {size}"
            raise DeliveryError(text, permanent=True)
        return written

    def _recipients(self, message: Message) -> tuple[str, ...]:
        has = self._having.get(message.key, frozenset())
        return tuple(one for one in map(mailbox, self._settings.to) if one not in has)

    def _heed(self, refused: Sequence[Refusal], to: Sequence[str]) -> None:
        """Goes on if one recipient at least is taken; one that may pass later outweighs those that never will."""
        for one in refused:
            log.warning("%s: %s", self.name, clean(str(one)))
        if refused and len(refused) == len(to):
            worst = min(refused, key=lambda one: one.code)
            raise SMTPResponseException(worst.code, worst.text)

    def _remember(self, message: Message, refused: Sequence[Refusal], to: Sequence[str]) -> None:
        """Raises `DeliveryError` where somebody is to be tried again. After a restart the others get it once more, with
        the id that it had."""
        later = [one for one in refused if one.passing]
        had = self._having.pop(message.key, frozenset())
        if later:
            missing = {one.recipient for one in later}
            self._having[message.key] = had | (frozenset(to) - missing)
            while len(self._having) > _REMEMBERED:
                del self._having[next(iter(self._having))]
            said = "; ".join(clean(str(one)) for one in later)
            raise DeliveryError(f"{self.name}: the others have it; {said}")

    def _check(self) -> None:
        settings = self._settings
        if settings.missing:
            raise SecretMissing(settings.missing)
        if settings.username and settings.password is None:
            raise SecretMissing(f"{self.name}: the password of {settings.username} is missing")
        if settings.password and settings.security == "none" and not _on_this_machine(settings.host):
            text = f"{self.name}: would send the password to {settings.host} in clear; set security to tls or starttls"
            raise DeliveryError(text, permanent=True)


def _on_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
