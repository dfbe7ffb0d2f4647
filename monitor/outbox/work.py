"""One round of the outbox: lease whatever may go, until nothing is due."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from monitor.decide.route import Routing
from monitor.model import Delivery
from monitor.outbox.fallbacks import Fallbacks
from monitor.outbox.lanes import Lanes, Pause, sleep
from monitor.outbox.sender import Attempt, Compose, FindDetour, Lost, Sender, Warn
from monitor.ports import Channel, Clock, Meter, Store

#: how long a claim lasts, in seconds: longer than any send (`sender.SEND_S`), or two would send the same
LEASE_S: Final = 180.0


def _nobody(lines: Sequence[str], about: str = "") -> None:
    """Nobody is told."""


def _unheard(channel: str, why: str) -> None:
    """Nobody hears of it."""


async def deliver_due(
    store: Store,
    channels: Mapping[str, Channel],
    compose: Compose,
    clock: Clock,
    meter: Meter,
    *,
    parked: Collection[str] = (),
    detour: FindDetour = lambda _: None,
    warn: Warn = _nobody,
    lost: Lost = _unheard,
    fallbacks: Mapping[str, str] = MappingProxyType({}),
    routing: Routing = MappingProxyType({}),
    pause: Pause = sleep,
) -> int:
    """Send all that is due; how many messages were sent.

    `compose` gives what a delivery is about, or None where that is gone; it is called in a thread. `parked`: the
    channels that repeat nothing of which nobody knows whether it arrived. What waits for a lane that rests for some
    seconds is waited for (`pause`). `lost` hears of each message that ends as a dead letter or
    "unknown"; `fallbacks`: channel -> where goes what it does not take, `routing`: what each channel
    wants. When cancelled, what has not been written is
    put back, what has been written is awaited. Raises `StoreError` where the outbox cannot be read.
    """
    known = {channel: to for channel, to in fallbacks.items() if to in channels}
    lanes = Lanes(channels, store, clock, pause, known)
    sender = Sender(
        store=store,
        channels=channels,
        lanes=lanes,
        compose=compose,
        clock=clock,
        meter=meter,
        parked=frozenset(parked),
        detour=detour,
        warn=warn,
        lost=lost,
        fallbacks=Fallbacks(store=store, leads=known, routing=routing),
    )
    work = _Work(store=store, sender=sender, lanes=lanes, clock=clock, pause=pause)
    try:
        await work.run()
    finally:
        await work.drain()
    return sender.sent


@dataclass(slots=True, kw_only=True)
class _Work:
    """One call of `deliver_due`."""

    store: Store
    sender: Sender
    lanes: Lanes
    clock: Clock
    pause: Pause
    in_hand: dict[asyncio.Task[None], Attempt] = field(default_factory=dict)
    leasing: asyncio.Future[tuple[Delivery, ...]] | None = None

    async def run(self) -> None:
        """Lease whenever a lane is free, until nothing is due and nothing in hand."""
        while True:
            self.leasing = asyncio.ensure_future(asyncio.to_thread(self._lease))
            self._take(await asyncio.shield(self.leasing))
            due = await asyncio.to_thread(self.store.due_channels, self.clock.now())
            if self.in_hand:
                await self._some_end(self.lanes.wait(due, self.clock.now()))
            elif not await self.lanes.rested(due):
                return

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
            await self.sender.put_back(delivery, self.clock.now(), outcome="put back")

    def _lease(self) -> tuple[Delivery, ...]:
        resting, now = self.lanes.look(), self.clock.now()
        leased = self.store.lease(now, LEASE_S, lanes=self.lanes.names, resting=resting, parked=self.sender.parked)
        return self._awake(leased) if leased else ()

    def _awake(self, leased: tuple[Delivery, ...]) -> tuple[Delivery, ...]:
        """Without those whose lane was freed, since the look before, by a failure that lets it rest: back they go."""
        resting, kept = self.lanes.look(), []
        for delivery in leased:
            if self.lanes.names.get(delivery.channel, delivery.channel) in resting:
                self.store.put_back(delivery.id, not_before=delivery.not_before, error="", counted=False)
            else:
                kept.append(delivery)
        return tuple(kept)

    def _take(self, deliveries: tuple[Delivery, ...]) -> None:
        self.leasing = None
        for delivery in deliveries:
            attempt = Attempt(delivery=delivery)
            self.in_hand[asyncio.create_task(self.sender.deliver(attempt))] = attempt

    async def _some_end(self, wait: float | None) -> None:
        """Until one of those in hand ends, or a lane is free again for which something is due."""
        pausing = None if wait is None else asyncio.ensure_future(self.pause(wait))
        try:
            await asyncio.wait([*self.in_hand, *([pausing] if pausing else [])], return_when=asyncio.FIRST_COMPLETED)
        finally:
            if pausing:
                pausing.cancel()
        for task in [task for task in self.in_hand if task.done()]:
            del self.in_hand[task]
            task.result()
