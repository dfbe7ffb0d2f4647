"""Mailboxes, through one SMTP server: plain text and HTML in one message."""

from __future__ import annotations

import asyncio
import email.policy
import logging
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from ipaddress import ip_address

from aiosmtplib import SMTP, SMTPException, SMTPRecipientRefused, SMTPResponseException

from monitor.decide import delivery
from monitor.deliver.blocks import plain
from monitor.deliver.chart.png import picture
from monitor.deliver.page import letter
from monitor.deliver.stamp import stamp_of
from monitor.deliver.telling import document, message, message_key
from monitor.deliver.text import clean
from monitor.errors import DeliveryError, SecretMissing
from monitor.model import Message, News, Pace, Picture, Receipt
from monitor.ports import Clock
from monitor.translation import voice_of

log = logging.getLogger(__name__)

#: Seconds for each command; RFC 5321 4.5.3.2 would wait minutes, a retry costs less.
TIMEOUT_S = 30.0
#: Every relay takes it: non-ASCII goes out encoded, in lines of legal length.
_POLICY = email.policy.SMTP.clone(cte_type="7bit")


class EmailChannel:
    """Sends each message over a connection of its own."""

    def __init__(self, settings: delivery.Email, *, clock: Clock) -> None:
        self.name = settings.name
        self._settings = settings
        self._clock = clock

    def __repr__(self) -> str:
        return f"EmailChannel({self.name!r})"

    def render(self, what: News) -> tuple[Message, ...]:
        """One message, whatever its length."""
        voice = voice_of(self._settings.language)
        rendered = document(what, voice)
        key, charts = message_key(what, self.name), (picture(rendered.volume, voice),) if rendered.volume else ()
        text = "\n\n".join([plain(rendered.sections), *(chart.alt for chart in charts)]) + "\n"
        html = letter(rendered, [(content_id(chart, key), chart) for chart in charts])
        return (message(what, self.name, subject=rendered.title, text=text, html=html, pictures=charts),)

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """Ambiguous once DATA was begun and no answer read: the server may have taken it before it fell silent."""
        self._check()
        written = self.letter(message).as_bytes()
        begun = False
        client = self._client()
        try:
            await client.connect()
            await self._envelope(client)
            await request_written()
            begun = True
            answer = await client.data(written)
        except SMTPResponseException as refused:
            text = f"{self.name}: {refused.code} {clean(refused.message)}"
            raise DeliveryError(text, permanent=refused.code >= 500) from refused
        except (SMTPException, OSError) as error:
            text = f"{self.name}: {type(error).__name__}: {clean(str(error))}"
            raise DeliveryError(text, ambiguous=begun) from error
        else:
            with suppress(SMTPException, OSError):  # the message is theirs; how they say goodbye does not matter
                await client.quit()
        finally:
            if isinstance(client.transport, asyncio.WriteTransport):
                # all is said; a TLS transport that is merely closed waits up to 30 s for the server's goodbye
                client.transport.abort()
            client.close()
        return Receipt(sent_at=self._clock.now(), remote_id=clean(answer.message))

    @property
    def pace(self) -> Pace:
        """As fast as the server takes it."""
        return Pace(lane=self.name, stamp=stamp_of(self._settings.secrets))

    @property
    def edits(self) -> bool:
        """What was sent stays as it is."""
        return False

    async def edit(
        self, remote_id: str, message: Message, *, request_written: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Not here: a new message."""
        return await self.send(message, request_written=request_written)

    async def close(self) -> None:
        """Nothing is kept open."""

    def letter(self, message: Message) -> EmailMessage:
        """The message as it travels. Raises `DeliveryError` for an address that no header can hold."""
        domain = parseaddr(self._settings.sender)[1].rpartition("@")[2] or "localhost"
        mail = EmailMessage(policy=_POLICY)
        try:
            mail["From"] = self._settings.sender
            mail["To"] = ", ".join(self._settings.to)
        except ValueError as error:
            raise DeliveryError(f"{self.name}: {error}", permanent=True) from error
        mail["Subject"] = clean(message.subject)
        mail["Date"] = format_datetime(self._clock.now())
        mail["Message-ID"] = f"<{_atom(message.key)}@{domain}>"
        mail["List-Id"] = f"<{_atom(self.name)}.news-monitor.{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text.replace("\0", ""))
        if message.html:
            mail.add_alternative(message.html.replace("\0", ""), subtype="html")
            for shown in message.pictures:
                _relate(mail, shown, message.key)
        return mail

    # ------------------------------------------------------------ the conversation

    def _client(self) -> SMTP:
        settings = self._settings
        return SMTP(
            hostname=settings.host,
            port=settings.port,
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            username=settings.username,
            password=settings.password,
            timeout=TIMEOUT_S,
        )

    async def _envelope(self, client: SMTP) -> None:
        """Sender and recipients; goes on if one recipient at least is taken."""
        await client.mail(parseaddr(self._settings.sender)[1])
        refused: list[SMTPRecipientRefused] = []
        for recipient in self._settings.to:
            try:
                await client.rcpt(parseaddr(recipient)[1])
            except SMTPRecipientRefused as error:
                refused.append(error)
                log.warning("%s: %s refused: %d %s", self.name, recipient, error.code, clean(error.message))
        if refused and len(refused) == len(self._settings.to):
            raise min(refused, key=lambda error: error.code)  # one that may pass later outweighs those that never will

    def _check(self) -> None:
        settings = self._settings
        if settings.missing:
            raise SecretMissing(settings.missing)
        if settings.username and settings.password is None:
            raise SecretMissing(f"{self.name}: the password of {settings.username} is missing")
        if settings.password and settings.security == "none" and not _on_this_machine(settings.host):
            text = f"{self.name}: would send the password to {settings.host} in clear; set security to tls or starttls"
            raise DeliveryError(text, permanent=True)


def content_id(shown: Picture, key: str) -> str:
    """By which the HTML of a message speaks of a picture in it (RFC 2392)."""
    return f"{_atom(shown.name)}.{_atom(key)}@news-monitor"


def _relate(mail: EmailMessage, shown: Picture, key: str) -> None:
    """Put the picture beside the HTML: multipart/related (RFC 2387), not among the attachments."""
    html = mail.get_body(("html",))
    if isinstance(html, EmailMessage):
        cid = f"<{content_id(shown, key)}>"
        html.add_related(shown.png, "image", "png", cid=cid, filename=shown.name, disposition="inline")


def _atom(text: str) -> str:
    """The text as part of a message id (RFC 5322 3.6.4): what is not a letter, digit, dot or hyphen becomes a dot."""
    return re.sub(r"[^A-Za-z0-9-]+", ".", text).strip(".") or "message"


def _on_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
