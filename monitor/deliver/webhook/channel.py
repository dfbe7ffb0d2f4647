"""Posts what is told, signed, and reads of the answer what the outbox has to know.

2xx                     sent
410                     permanent, and the target is closed: it wants nothing any more
408 425 429 5xx         later, and not before its Retry-After
3xx, other 4xx          permanent: nobody is sent elsewhere with a signature
no answer               later: `webhook-id` is the same again, by which a receiver knows a repetition
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import httpx

from monitor.decide import delivery
from monitor.deliver.blocks import plain
from monitor.deliver.boundary import Boundary, attach, boundary
from monitor.deliver.stamp import stamp_of
from monitor.deliver.telling import document, message
from monitor.deliver.text import cap, clean
from monitor.deliver.webhook.payload import json_of
from monitor.deliver.webhook.signature import key_of, signed
from monitor.deliver.webhook.writing import posted, word
from monitor.errors import DeliveryError, ForbiddenAddress, SecretMissing
from monitor.guard import guarded_transport, retry_after_s
from monitor.model import Message, News, Pace, Receipt
from monitor.ports import Clock
from monitor.translation import voice_of

#: Seconds for the whole exchange, and for each silence in it; the specification advises 15 to 30.
DEADLINE_S, SILENCE_S = 30.0, 20.0
#: Bytes of an answer that are read, and UTF-16 units of it that an error repeats.
ANSWER, SHOWN = 4096, 200
#: Client errors that may pass (RFC 9110, RFC 8470, RFC 6585).
_PASSING = frozenset({408, 425, 429})


class WebhookChannel:
    """Posts to one address. Nothing is connected, and no secret needed, before the first message."""

    def __init__(self, settings: delivery.Webhook, *, clock: Clock) -> None:
        self.name = settings.name
        self._settings = settings
        self._clock = clock
        self._client: httpx.AsyncClient | None = None

    def __repr__(self) -> str:
        return f"WebhookChannel({self.name!r})"

    def render(self, what: News) -> tuple[Message, ...]:
        """One message, whatever its length; its text is for whoever looks into the outbox."""
        rendered = document(what, voice_of(self._settings.language))
        written = json_of(posted(what, self._clock.now()))
        text = plain(rendered.sections)
        return (message(what, self.name, subject=rendered.title, text=text, payload=written),)

    async def send(self, message: Message, *, request_written: Callable[[], Awaitable[None]]) -> Receipt:
        """One POST. Never ambiguous: whoever has it already knows it by its id."""
        body = (message.payload or json_of(word(message, self._clock.now()))).encode()
        url, keys = self._ready()
        now = self._clock.now()
        token = boundary.set(Boundary(request_written))
        try:
            async with asyncio.timeout(DEADLINE_S):
                await self._post(url, body, signed(message.key, body, now, *keys))
        except TimeoutError as error:
            raise DeliveryError(f"{self.name}: no answer within {DEADLINE_S:.0f} s") from error
        except ForbiddenAddress as error:
            hint = "; `allow_private: true` permits it" if error.private else ""
            raise DeliveryError(f"{self.name}: {error}{hint}", permanent=True) from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            why = "the server could not be reached" if isinstance(error, httpx.ConnectError) else "it broke off"
            # the address may be a secret, and stands in what httpx says and in what it was caused by
            raise DeliveryError(f"{self.name}: {why} ({type(error).__name__})") from None
        finally:
            boundary.reset(token)
        return Receipt(sent_at=self._clock.now(), remote_id=message.key)

    @property
    def edits(self) -> bool:
        """An update says which message it takes the place of."""
        return True

    @property
    def pace(self) -> Pace:
        """However fast messages come."""
        return Pace(lane=self.name, stamp=stamp_of(self._settings.secrets))

    async def edit(
        self, remote_id: str, message: Message, *, request_written: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """A message of its own, which names the other; the story goes on to be known by that one's id."""
        receipt = await self.send(message, request_written=request_written)
        return Receipt(sent_at=receipt.sent_at, remote_id=remote_id)

    async def close(self) -> None:
        """Release the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    # ------------------------------------------------------------ the exchange

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> None:
        """Raises `DeliveryError` for every answer but a 2xx."""
        async with self._connected().stream("POST", url, content=body, headers=headers) as response:
            if not response.is_success:
                raise self._refused(response, await _beginning(response))

    def _refused(self, response: httpx.Response, said: str) -> DeliveryError:
        status = response.status_code
        phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
        text = f"{self.name}: the server answered {status} {phrase}".rstrip() + (f": {said}" if said else "")
        if status in _PASSING or status >= 500:
            headers = response.headers
            wait = retry_after_s(headers.get("retry-after"), dated=headers.get("date"), now=self._clock.now())
            return DeliveryError(text, retry_after_s=wait)
        return DeliveryError(text, permanent=True, closes=status == HTTPStatus.GONE)

    def _connected(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(
                transport=guarded_transport(allow_private=self._settings.allow_private),
                headers={
                    "User-Agent": "news-monitor",
                    "Content-Type": "application/json",
                    "Accept": "*/*",
                    "Accept-Encoding": "identity",
                },
                timeout=SILENCE_S,
                event_hooks={"request": [attach]},
                trust_env=False,
                follow_redirects=False,
            )
        return self._client

    def _ready(self) -> tuple[str, list[bytes]]:
        """The address and the keys. Raises `SecretMissing`."""
        settings = self._settings
        if settings.missing or settings.url is None or settings.secret is None:
            raise SecretMissing(settings.missing or f"{self.name}: its address or its secret is missing")
        try:
            return settings.url, [key_of(one) for one in (settings.secret, settings.old_secret) if one]
        except ValueError as error:
            hint = "whsec_ and what `openssl rand -base64 32` prints"
            raise SecretMissing(f"{self.name}: its secret {error} ({hint})") from None


async def _beginning(response: httpx.Response) -> str:
    """What an answer says, as far as it is worth repeating."""
    read = b""
    async for piece in response.aiter_raw():
        read += piece[:ANSWER]
        if len(read) >= ANSWER:
            break
    return cap(clean(read[:ANSWER].decode("utf-8", "replace")), SHOWN)
