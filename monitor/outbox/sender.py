"""One delivery to one of its ends, each of which is recorded."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from monitor.decide.detour import Detour
from monitor.deliver.telling import placed
from monitor.errors import DeliveryError, StoreError
from monitor.model import IN_PEACE, Alert, Delivery, Message, News, Receipt, Rest
from monitor.outbox.fallbacks import Fallbacks
from monitor.outbox.fate import MENDING, Failure, Fate, fate, passes_on
from monitor.outbox.lanes import Lanes
from monitor.ports import Channel, Clock, Meter, Store

#: the total for rendering and sending one message, in seconds: slow answers make ambiguity, so it is generous
SEND_S: Final = 90.0

Compose = Callable[[Delivery], News | None]
#: where a message goes whose channel is gone; None while that is not known
FindDetour = Callable[[Delivery], Detour | None]
#: hears of a message that did not arrive, and may not any more: its channel, and why
Lost = Callable[[str, str], None]


class Warn(Protocol):
    """Has the admin told."""

    def __call__(self, lines: Sequence[str], about: str = "") -> None:
        """`about`: the channel that fails, over which it cannot be told."""
        ...


_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Attempt:
    """One delivery in hand."""

    delivery: Delivery
    #: from here on it is finished, come what may: the request may be written, or its end is being recorded
    committed: bool = False
    #: the receiver may have it
    written: bool = False


@dataclass(slots=True, kw_only=True)
class Sender:
    """Renders, sends and records; never raises but when cancelled."""

    store: Store
    channels: Mapping[str, Channel]
    lanes: Lanes
    compose: Compose
    clock: Clock
    meter: Meter
    #: channels that repeat nothing of which nobody knows whether it arrived
    parked: frozenset[str]
    detour: FindDetour
    warn: Warn
    lost: Lost
    fallbacks: Fallbacks
    #: messages that arrived
    sent: int = 0

    async def deliver(self, attempt: Attempt) -> None:
        """One attempt."""
        delivery = attempt.delivery
        try:
            channel = self.channels.get(delivery.channel)
            if channel is None:
                await self._send_on(delivery)
            elif delivery.channel in self.fallbacks and (rest := self.lanes.closed(delivery.channel, self.clock.now())):
                await self._divert(delivery, rest.why, closed_at=rest.closed_at)
            else:
                await self._send(attempt, channel)
        except StoreError as error:
            self._not_recorded(delivery, error)

    async def put_back(self, delivery: Delivery, not_before: datetime, error: str = "", *, outcome: str) -> None:
        """It was not sent, for a reason that is none of its own."""
        try:
            await asyncio.to_thread(self.store.put_back, delivery.id, not_before=not_before, error=error, counted=False)
        except StoreError as failed:
            self._not_recorded(delivery, failed)
        else:
            self._count(delivery, outcome)

    async def _send_on(self, delivery: Delivery) -> None:
        """No way leads there: it goes another way, or nowhere; while that is not known, it waits."""
        detour, now = self.detour(delivery), self.clock.now()
        if detour is None:
            why = f"no channel is called {delivery.channel!r} in the configuration"
            await self.put_back(delivery, now + MENDING, why, outcome="no channel")
            return
        await asyncio.to_thread(self.store.forward, delivery.id, detour.channels, now, lost=detour.lost)
        self._count(delivery, "forwarded" if detour.channels or delivery.kind == "digest" else "dead")

    async def _send(self, attempt: Attempt, channel: Channel) -> None:
        delivery = attempt.delivery
        try:
            async with asyncio.timeout(SEND_S):
                message = await asyncio.to_thread(self._message, delivery, channel)
                await self.lanes.turn(delivery.channel)
                receipt = await self._hand_over(attempt, channel, message)
        except _Quiet as quiet:
            attempt.committed = True
            await self.put_back(delivery, quiet.until, IN_PEACE, outcome="quiet")
        except _Unsayable as error:
            attempt.committed = True
            _log.error("delivery %d to %s: %s", delivery.id, delivery.channel, error, exc_info=error.__cause__)
            await self._bury(delivery, str(error))
        except Exception as error:  # any channel's any fault: one of them never stops the others
            attempt.committed = True
            await self._failed(attempt, error)
        else:
            attempt.committed = True
            await self._arrived(delivery, receipt)

    async def _hand_over(self, attempt: Attempt, channel: Channel, message: Message) -> Receipt:
        async def written() -> None:
            attempt.committed = attempt.written = True
            await asyncio.to_thread(self.store.request_written, attempt.delivery.id)

        if message.replaces and channel.edits:
            return await channel.edit(message.replaces, message, request_written=written)
        return await channel.send(message, request_written=written)

    def _message(self, delivery: Delivery, channel: Channel) -> Message:
        """What to send: frozen at the first attempt with all its parts, the same at each later one."""
        if delivery.message:
            if delivery.message.level != "critical":
                self._leave_in_peace(delivery)
            return replace(delivery.message, repeated=delivery.possible_repeat)
        try:
            what = self.compose(delivery)
            if not (isinstance(what, Alert) and what.critical):
                self._leave_in_peace(delivery)
            parts = placed(what, channel.render(what)) if what else ()
        except (StoreError, _Quiet):
            raise
        except Exception as error:
            raise _Unsayable(f"rendering failed: {type(error).__name__}: {error}") from error
        if not parts:
            raise _Unsayable("what it should tell of is not in the store" if what is None else "it renders to nothing")
        self.store.add_parts(delivery, parts)
        return parts[0]

    def _leave_in_peace(self, delivery: Delivery) -> None:
        """Nothing is rendered for a chat that sleeps: it hears how things stand when it wakes. Raises `_Quiet`."""
        if until := self.store.quiet_until(delivery.channel, self.clock.now()):
            raise _Quiet(until)

    async def _failed(self, attempt: Attempt, error: Exception) -> None:
        """Dead, unknown, or once more: never silently."""
        delivery = attempt.delivery
        why = f"no answer within {SEND_S:.0f} s" if isinstance(error, TimeoutError) else _words(error)
        _log.warning("delivery %d to %s failed: %s", delivery.id, delivery.channel, why)
        pace, now = self.lanes.pace(delivery.channel), self.clock.now()
        failure = Failure(error=error, why=why, written=attempt.written)
        what = fate(
            failure,
            delivery,
            pace,
            self.lanes.stood(pace.lane),
            on_unknown="park" if delivery.channel in self.parked else "resend",
            now=now,
        )
        if delivery.channel in self.fallbacks and passes_on(what, delivery):
            await self._divert(delivery, why, what.rest, closed_at=what.rest.closed_at if what.rest else None)
            self._tell_closed(delivery, what, why)
            return
        if what.not_before is None:
            await self._bury(delivery, why, ambiguous=what.ambiguous)
            return
        await asyncio.to_thread(
            self.store.put_back,
            delivery.id,
            not_before=what.not_before,
            error=why,
            ambiguous=what.ambiguous,
            counted=what.counted,
            rest=what.rest,
        )
        self._count(delivery, what.outcome)
        self._tell_closed(delivery, what, why)

    def _tell_closed(self, delivery: Delivery, what: Fate, why: str) -> None:
        """Once, when it closes."""
        if what.rest and what.rest.refusals == 1:
            self.warn(
                [
                    f"{delivery.channel} takes nothing any more: {why.removeprefix(f'{delivery.channel}: ')}",
                    f"{self._meanwhile(delivery.channel)}; it is asked again in an hour, and then every few hours.",
                ],
                about=delivery.channel,
            )

    def _meanwhile(self, channel: str) -> str:
        to = self.fallbacks.leads.get(channel)
        return f"What is meant for it goes to {to}" if to else "What is meant for it waits"

    async def _arrived(self, delivery: Delivery, receipt: Receipt) -> None:
        rest = self.lanes.after(delivery.channel, self.clock.now())
        await asyncio.to_thread(self.store.sent, delivery.id, receipt, rest=rest)
        self.sent += 1
        self._count(delivery, "sent")

    async def _divert(
        self, delivery: Delivery, why: str, rest: Rest | None = None, *, closed_at: datetime | None
    ) -> None:
        """To the fallback; here it is dead."""
        to, now = await asyncio.to_thread(self.fallbacks.of, delivery), self.clock.now()
        said = await asyncio.to_thread(
            self.store.divert, delivery.id, to, now, error=why, closed_at=closed_at, rest=rest
        )
        if said is not None:
            self._count(delivery, "diverted")
            self.lost(delivery.channel, said)

    async def _bury(self, delivery: Delivery, error: str, *, ambiguous: bool = False) -> None:
        await asyncio.to_thread(self.store.dead, delivery.id, error=error, ambiguous=ambiguous)
        self._count(delivery, "unknown" if ambiguous else "dead")
        self.lost(delivery.channel, f"{error} (nobody knows whether it arrived)" if ambiguous else error)

    def _not_recorded(self, delivery: Delivery, error: StoreError) -> None:
        """The claim will lapse, and the row come again."""
        _log.error("delivery %d: its state could not be recorded: %s", delivery.id, error)
        self._count(delivery, "not recorded")

    def _count(self, delivery: Delivery, outcome: str) -> None:
        self.meter.count("deliveries", channel=delivery.channel, outcome=outcome)


class _Quiet(Exception):
    """The chat is left in peace."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(IN_PEACE)


class _Unsayable(Exception):
    """There is nothing to send, and there never will be."""


def _words(error: Exception) -> str:
    """A failure in one line: our own errors speak for themselves, others are named."""
    text = str(error).strip().splitlines()
    first = text[0] if text else ""
    return first if isinstance(error, DeliveryError) else f"{type(error).__name__}: {first}".removesuffix(": ")
