"""Sends through Apprise, in a thread: the library waits for its answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter

from monitor.decide import delivery
from monitor.deliver.apprise.fitting import fitted, plain_as
from monitor.deliver.blocks import Document, plain
from monitor.deliver.chart.png import picture
from monitor.deliver.stamp import stamp_of
from monitor.deliver.telling import document, message
from monitor.deliver.unchanging import Unchanging
from monitor.errors import DeliveryError, SecretMissing
from monitor.model import Message, News, Pace, Receipt
from monitor.ports import Clock
from monitor.translation import voice_of

if TYPE_CHECKING:
    from monitor.deliver.apprise.notify import Service

#: Seconds for the whole of a call, which may be several requests; each of them ends after some seconds by itself.
DEADLINE_S = 60.0
_DOCUMENT: Final[TypeAdapter[Document]] = TypeAdapter(Document)


class AppriseChannel(Unchanging):
    """Sends to one address. Neither the library nor the address is needed before the first message."""

    def __init__(self, settings: delivery.Apprise, *, clock: Clock) -> None:
        self.name = settings.name
        self._settings = settings
        self._clock = clock
        self._service: Service | None = None

    def __repr__(self) -> str:
        return f"AppriseChannel({self.name!r})"

    def render(self, what: News) -> tuple[Message, ...]:
        """One message; in which form, and how much of it, the service decides when it is sent."""
        voice = voice_of(self._settings.language)
        rendered = document(what, voice)
        return (
            message(
                what,
                self.name,
                subject=rendered.title,
                text=plain(rendered.sections),
                payload=_DOCUMENT.dump_json(rendered).decode(),
                pictures=(picture(rendered.volume, voice),) if rendered.volume else (),
            ),
        )

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """The request counts as written from the call on: what the library does in it nobody is told."""
        service = await asyncio.to_thread(self._ready)
        await request_written()
        try:
            async with asyncio.timeout(DEADLINE_S):
                await asyncio.to_thread(_notify, service, self._marked(message))
        except TimeoutError as error:
            raise DeliveryError(f"{self.name}: no answer within {DEADLINE_S:.0f} s", ambiguous=True) from error
        except DeliveryError as error:
            raise DeliveryError(
                f"{self.name}: {error}", permanent=error.permanent, ambiguous=error.ambiguous, closes=error.closes
            ) from None
        return Receipt(sent_at=self._clock.now())

    @property
    def pace(self) -> Pace:
        """However fast messages come: the library keeps the pace that each service asks for."""
        return Pace(lane=self.name, stamp=stamp_of(self._settings.secrets))

    def _marked(self, message: Message) -> Message:
        """Its title says that it may be a repetition: the body is put together from the document."""
        if not message.repeated:
            return message
        line = voice_of(self._settings.language).say("Perhaps for the second time:")
        return replace(message, subject=f"{line} {message.subject}".strip())

    def _ready(self) -> Service:
        """The service. Raises `SecretMissing`, and so where the library is missing: it waits for both alike."""
        url, missing = self._settings.url, self._settings.missing
        if url is None or missing:
            raise SecretMissing(missing or f"{self.name}: its address is missing")
        if self._service is None:
            try:
                from monitor.deliver.apprise.notify import service_of
            except ImportError as error:
                raise SecretMissing(f"{self.name}: {delivery.NO_APPRISE}") from error
            self._service = service_of(url)
        if self._service is None:
            raise SecretMissing(f"{self.name}: its address is none that Apprise knows")
        return self._service


def _notify(service: Service, message: Message) -> None:
    form = service.form
    if message.payload:
        body = fitted(_DOCUMENT.validate_json(message.payload), form, service.limit)
    else:
        body = plain_as(message.text, form)
    service.notify(message.subject, body, message.pictures)
