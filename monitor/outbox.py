"""The way out: lease -> render -> send -> record, channel beside channel, one message of a channel at a time.

Nobody can promise "never lost" and "never twice" both, where a request was written and its answer never read: a
receiver such as Telegram has no key to know a repetition by. So the two are kept apart: a send that failed before
its request was written is repeated freely; one that failed after is repeated once, then kept as "unknown". What takes
the place of a message that was sent can be repeated: it says the same in the same place.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from monitor.decide.detour import Detour
from monitor.deliver.telling import placed
from monitor.errors import DeliveryError, SecretMissing, StoreError
from monitor.model import Delivery, Message, News, Receipt
from monitor.ports import Channel, Clock, Meter, Store

#: waits after the first, second, … failed send, seven hours in all; the send after the last of them is the last
RETRIES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
#: how long a row waits for its owner to mend the configuration
MENDING = timedelta(minutes=10)
#: the total for rendering and sending one message, in seconds: slow answers make ambiguity, so it is generous
SEND_S = 90.0
#: how long a claim lasts, in seconds: longer than any send, or two would send the same
LEASE_S = 180.0

#: what to do with a send that nobody knows the end of
OnUnknown = Literal["resend", "park"]
Compose = Callable[[Delivery], News | None]
#: where a message goes whose channel is gone; None while that is not known
FindDetour = Callable[[Delivery], Detour | None]

_log = logging.getLogger(__name__)


async def deliver_due(
    store: Store,
    channels: Mapping[str, Channel],
    compose: Compose,
    clock: Clock,
    meter: Meter,
    *,
    on_unknown: OnUnknown = "resend",
    detour: FindDetour = lambda _: None,
) -> int:
    """Send all that is due; how many messages were sent.

    `compose` gives what a delivery is about, or None where that is gone; it is called in a thread. When cancelled,
    what has not been written is put back, what has been written is awaited. Raises `StoreError` where the outbox
    cannot be read.
    """
    work = _Work(
        store=store,
        channels=channels,
        compose=compose,
        clock=clock,
        meter=meter,
        on_unknown=on_unknown,
        detour=detour,
    )
    try:
        await work.run()
    finally:
        await work.drain()
    return work.sent


@dataclass(slots=True, kw_only=True)
class _Attempt:
    """One delivery in hand."""

    delivery: Delivery
    #: from here on it is finished, come what may: the request may be written, or its end is being recorded
    committed: bool = False
    #: the receiver may have it
    written: bool = False


@dataclass(slots=True, kw_only=True)
class _Work:
    """One call of `deliver_due`."""

    store: Store
    channels: Mapping[str, Channel]
    compose: Compose
    clock: Clock
    meter: Meter
    on_unknown: OnUnknown
    detour: FindDetour
    sent: int = 0
    in_hand: dict[asyncio.Task[None], _Attempt] = field(default_factory=dict)
    #: channels whose receiver asked for a pause, and until when
    resting: dict[str, datetime] = field(default_factory=dict)
    leasing: asyncio.Future[tuple[Delivery, ...]] | None = None

    async def run(self) -> None:
        """Lease whenever a channel is free, until nothing is due and nothing in hand."""
        while True:
            self.leasing = asyncio.ensure_future(asyncio.to_thread(self.store.lease, self.clock.now(), LEASE_S))
            self._take(await asyncio.shield(self.leasing))
            if not self.in_hand:
                return
            done, _ = await asyncio.wait(self.in_hand, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                del self.in_hand[task]
                task.result()

    async def drain(self) -> None:
        """Put back what is not written, await what is."""
        unsent: list[Delivery] = []
        for task, attempt in self.in_hand.items():
            if not attempt.committed:
                task.cancel()  # a task that never began would put nothing back itself: so it is done below
                unsent.append(attempt.delivery)
        if self.in_hand:
            await asyncio.wait(self.in_hand)
        if self.leasing:  # its thread cannot be stopped: what it claimed is ours
            await asyncio.wait([self.leasing])
            unsent += () if self.leasing.exception() else self.leasing.result()
        for delivery in unsent:
            try:
                await self._put_back(delivery, self.clock.now(), "", outcome="put back")
            except StoreError as error:
                self._not_recorded(delivery, error)

    def _take(self, deliveries: tuple[Delivery, ...]) -> None:
        self.leasing = None
        for delivery in deliveries:
            attempt = _Attempt(delivery=delivery)
            self.in_hand[asyncio.create_task(self._deliver(attempt))] = attempt

    async def _deliver(self, attempt: _Attempt) -> None:
        """One delivery to one of its ends, each of which is recorded; never raises but when cancelled."""
        delivery = attempt.delivery
        try:
            channel = self.channels.get(delivery.channel)
            if channel is None:
                await self._send_on(delivery)
            elif (rests := self.resting.get(delivery.channel)) and rests > self.clock.now():
                await self._put_back(delivery, rests, "", outcome="put back")
            else:
                await self._send(attempt, channel)
        except StoreError as error:
            self._not_recorded(delivery, error)

    async def _send_on(self, delivery: Delivery) -> None:
        """No way leads there: it goes another way, or nowhere; while that is not known, it waits."""
        detour, now = self.detour(delivery), self.clock.now()
        if detour is None:
            why = f"no channel is called {delivery.channel!r} in the configuration"
            await self._put_back(delivery, now + MENDING, why, outcome="no channel")
            return
        await asyncio.to_thread(self.store.forward, delivery.id, detour.channels, now, lost=detour.lost)
        self._count(delivery, "forwarded" if detour.channels or delivery.kind == "digest" else "dead")

    async def _send(self, attempt: _Attempt, channel: Channel) -> None:
        delivery = attempt.delivery
        try:
            async with asyncio.timeout(SEND_S):
                message = await asyncio.to_thread(self._message, delivery, channel)
                receipt = await self._hand_over(attempt, channel, message)
        except _Unsayable as error:
            attempt.committed = True
            _log.error("delivery %d to %s: %s", delivery.id, delivery.channel, error, exc_info=error.__cause__)
            await self._bury(delivery, str(error))
        except Exception as error:  # any channel's any fault: one of them never stops the others
            attempt.committed = True
            await self._failed(attempt, error)
        else:
            attempt.committed = True
            await self._sent(delivery, receipt)

    async def _hand_over(self, attempt: _Attempt, channel: Channel, message: Message) -> Receipt:
        async def written() -> None:
            attempt.committed = attempt.written = True
            await asyncio.to_thread(self.store.request_written, attempt.delivery.id)

        if message.replaces and channel.edits:
            return await channel.edit(message.replaces, message, request_written=written)
        return await channel.send(message, request_written=written)

    def _message(self, delivery: Delivery, channel: Channel) -> Message:
        """What to send: frozen at the first attempt with all its parts, the same at each later one."""
        if delivery.message:
            return delivery.message
        try:
            what = self.compose(delivery)
            parts = placed(what, channel.render(what)) if what else ()
        except StoreError:
            raise
        except Exception as error:
            raise _Unsayable(f"rendering failed: {type(error).__name__}: {error}") from error
        if not parts:
            raise _Unsayable("what it should tell of is not in the store" if what is None else "it renders to nothing")
        self.store.add_parts(delivery, parts)
        return parts[0]

    async def _failed(self, attempt: _Attempt, error: Exception) -> None:
        """Dead, unknown, or once more: never silently."""
        delivery = attempt.delivery
        why = f"no answer within {SEND_S:.0f} s" if isinstance(error, TimeoutError) else _words(error)
        known = error if isinstance(error, DeliveryError) else None
        ambiguous = known.ambiguous if known else attempt.written
        _log.warning("delivery %d to %s failed: %s", delivery.id, delivery.channel, why)
        now = self.clock.now()
        if isinstance(error, SecretMissing):
            await self._put_back(delivery, now + MENDING, why, outcome="no secret")
        elif ambiguous and self.on_unknown == "park":
            await self._bury(delivery, why, ambiguous=True)
        elif (known and known.permanent) or delivery.attempts >= len(RETRIES):
            await self._bury(delivery, why, ambiguous=ambiguous)
        else:
            pause = RETRIES[delivery.attempts]
            if known and known.retry_after_s is not None:
                pause = timedelta(seconds=known.retry_after_s)
                self.resting[delivery.channel] = now + pause
            await self._put_back(delivery, now + pause, why, outcome="retry", ambiguous=ambiguous)

    async def _sent(self, delivery: Delivery, receipt: Receipt) -> None:
        await asyncio.to_thread(self.store.sent, delivery.id, receipt)
        self.sent += 1
        self._count(delivery, "sent")

    async def _bury(self, delivery: Delivery, error: str, *, ambiguous: bool = False) -> None:
        await asyncio.to_thread(self.store.dead, delivery.id, error=error, ambiguous=ambiguous)
        self._count(delivery, "unknown" if ambiguous else "dead")

    async def _put_back(
        self, delivery: Delivery, not_before: datetime, error: str, *, outcome: str, ambiguous: bool = False
    ) -> None:
        await asyncio.to_thread(
            self.store.put_back, delivery.id, not_before=not_before, error=error, ambiguous=ambiguous
        )
        self._count(delivery, outcome)

    def _not_recorded(self, delivery: Delivery, error: StoreError) -> None:
        """The claim will lapse, and the row come again."""
        _log.error("delivery %d: its state could not be recorded: %s", delivery.id, error)
        self._count(delivery, "not recorded")

    def _count(self, delivery: Delivery, outcome: str) -> None:
        self.meter.count("deliveries", channel=delivery.channel, outcome=outcome)


class _Unsayable(Exception):
    """There is nothing to send, and there never will be."""


def _words(error: Exception) -> str:
    """A failure in one line: our own errors speak for themselves, others are named."""
    text = str(error).strip().splitlines()
    first = text[0] if text else ""
    return first if isinstance(error, DeliveryError) else f"{type(error).__name__}: {first}".removesuffix(": ")
