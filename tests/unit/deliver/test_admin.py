"""Words to whoever looks after the watch: one message each, in order; trouble stops nothing."""

from __future__ import annotations

import asyncio
import logging

import pytest

from monitor.deliver.admin import Admin
from monitor.deliver.ways import Ways
from monitor.errors import DeliveryError
from monitor.testing import FixedClock, RecordingChannel


class Desk:
    """An admin with a channel."""

    def __init__(self, name: str | None = "telegram/me") -> None:
        self.channel, clock = RecordingChannel(name="telegram/me"), FixedClock()
        self.admin = Admin(Ways(clock, {"telegram/me": self.channel}), clock, lambda: name)

    @property
    def received(self) -> list[str]:
        return [message.text for message in self.channel.received]


async def test_lines_of_one_word_are_one_message() -> None:
    desk = Desk()
    desk.admin.tell(["a answers again", "b answers again"])
    desk.admin.tell(["c answers again"])
    await desk.admin.flush()
    assert desk.received == ["a answers again\nb answers again", "c answers again"]


async def test_no_lines_are_no_message_and_no_admin_hears_nothing() -> None:
    silent, nobody = Desk(), Desk(None)
    silent.admin.tell([])
    nobody.admin.tell(["x"])
    await silent.admin.flush()
    await nobody.admin.flush()
    assert silent.received == nobody.received == []


async def test_what_is_told_while_it_runs_is_sent() -> None:
    desk = Desk()
    running = asyncio.create_task(desk.admin.run())
    desk.admin.tell(["x"])
    async with asyncio.timeout(5):
        while desk.received != ["x"]:  # noqa: ASYNC110  the channel has no event to wait for
            await asyncio.sleep(0)
    running.cancel()


async def test_a_word_that_cannot_be_sent_is_logged_and_the_next_one_sent(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    desk.channel.fail_next(DeliveryError("telegram/me: Forbidden"))
    desk.admin.tell(["x"])
    desk.admin.tell(["y"])
    with caplog.at_level(logging.WARNING):
        await desk.admin.flush()
    assert desk.received == ["y"]
    assert caplog.messages == ["the admin could not be told: telegram/me: Forbidden"]


async def test_what_is_told_of_the_admins_own_channel_goes_to_its_fallback_else_to_the_terminal() -> None:
    clock = FixedClock()
    channels = {name: RecordingChannel(name=name) for name in ("telegram/me", "email/desk", "console")}
    fallbacks: dict[str, str] = {}
    admin = Admin(Ways(clock, channels), clock, lambda: "telegram/me", lambda: fallbacks)
    admin.tell(["telegram/me is closed"], about="telegram/me")
    await admin.flush()
    fallbacks["telegram/me"] = "email/desk"
    admin.tell(["telegram/me is closed still"], about="telegram/me")
    admin.tell(["email/desk did not take a message"], about="email/desk")
    await admin.flush()
    assert {name: [message.text for message in channel.received] for name, channel in channels.items()} == {
        "console": ["telegram/me is closed"],
        "email/desk": ["telegram/me is closed still"],
        "telegram/me": ["email/desk did not take a message"],
    }
