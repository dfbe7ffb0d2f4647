"""A message that stands is changed, or answered; where it no longer stands, a new one is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from doubles.bot_api import BotApi, Cut, Garble, Refuse
from doubles.told import MORNING, alert, member

from monitor.decide import delivery
from monitor.deliver.telegram import TelegramChannel
from monitor.deliver.telling import placed
from monitor.errors import DeliveryError
from monitor.model import Alert, Message, Update
from monitor.ports import Clock

First = Message(text="2 outlets", html="<b>2 outlets</b>", key="alert-0-1", code="abcd")
Grown = replace(First, text="7 outlets", html="<b>7 outlets</b>", replaces="1")


class Boundary:
    crossed = 0

    async def __call__(self) -> None:
        self.crossed += 1


@pytest.fixture
def boundary() -> Boundary:
    return Boundary()


@pytest.fixture
async def channel(api: BotApi, clock: Clock) -> AsyncIterator[TelegramChannel]:
    settings = delivery.Telegram(name="telegram/me", token=api.token, chat_id=42, api_url=api.url)
    made = TelegramChannel(settings, clock=clock)
    await made.send(First, request_written=Boundary())
    yield made
    await made.close()


def grown(*, changed_at: datetime | None = MORNING + timedelta(hours=1)) -> Alert:
    update = Update(outlets=2, languages=1, cause=member(5), changed_at=changed_at, message="1")
    return alert(reason="bigger", number=2, update=update)


async def test_the_words_change_in_place_and_the_buttons_stay(
    api: BotApi, channel: TelegramChannel, boundary: Boundary
) -> None:
    receipt = await channel.edit("1", Grown, request_written=boundary)
    assert api.seen == ["7 outlets"]
    assert (api.sent[0].edits, receipt.remote_id) == (1, "1")
    assert 1 in api.updates.keyboards
    assert boundary.crossed == 0, "what may have been made is made again"


async def test_a_rendered_update_says_when_it_was_changed(
    api: BotApi, channel: TelegramChannel, boundary: Boundary
) -> None:
    told = grown()
    (message,) = placed(told, channel.render(told))
    await channel.edit(message.replaces, message, request_written=boundary)
    (text,) = api.seen
    assert "Updated 15:05 · many more outlets tell it: now 6 outlets, 6 languages (2 before)" in text
    assert api.sent[0].preview


async def test_what_says_that_already_is_done(api: BotApi, channel: TelegramChannel, boundary: Boundary) -> None:
    for _ in range(2):
        receipt = await channel.edit("1", Grown, request_written=boundary)
    assert (api.seen, receipt.remote_id, api.sent[0].edits) == (["7 outlets"], "1", 1)


@pytest.mark.parametrize(
    "refusal",
    ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"],
)
async def test_what_cannot_be_edited_any_more_is_told_anew_under_a_number_of_its_own(
    api: BotApi, channel: TelegramChannel, boundary: Boundary, refusal: str
) -> None:
    api.delete(1)
    if "not found" not in refusal:
        api.script(Refuse(400, f"Bad Request: {refusal}"), method="editMessageText")
    receipt = await channel.edit("1", Grown, request_written=boundary)
    assert (api.seen, receipt.remote_id, boundary.crossed) == (["7 outlets"], "2", 1)


async def test_a_number_of_another_kind_of_channel_is_no_message_here(
    api: BotApi, channel: TelegramChannel, boundary: Boundary
) -> None:
    receipt = await channel.edit("250 OK", Grown, request_written=boundary)
    assert (api.seen, receipt.remote_id) == (["2 outlets", "7 outlets"], "2")


async def test_in_a_chat_with_a_new_id_it_is_told_anew(
    api: BotApi, channel: TelegramChannel, boundary: Boundary
) -> None:
    api.migrated[42] = -100777
    api.chats.add(-100777)
    await channel.edit("1", Grown, request_written=boundary)
    assert [(one.chat_id, one.text) for one in api.sent] == [(42, "2 outlets"), (-100777, "7 outlets")]


@pytest.mark.parametrize("fault", [Cut(), Cut(taken=True), Garble(), Refuse(500, "Internal")], ids=repr)
async def test_an_edit_without_an_answer_is_made_again_and_never_ambiguous(
    api: BotApi, channel: TelegramChannel, boundary: Boundary, fault: Cut | Garble | Refuse
) -> None:
    api.script(fault)
    with pytest.raises(DeliveryError) as caught:
        await channel.edit("1", Grown, request_written=boundary)
    assert (caught.value.ambiguous, caught.value.permanent, boundary.crossed) == (False, False, 0)
    await channel.edit("1", Grown, request_written=boundary)
    assert api.seen == ["7 outlets"]


async def test_flood_control_and_a_block_mean_what_they_mean_for_a_new_message(
    api: BotApi, channel: TelegramChannel, boundary: Boundary
) -> None:
    api.script(Refuse(429, "Too Many Requests: retry after 9", retry_after=9))
    with pytest.raises(DeliveryError) as caught:
        await channel.edit("1", Grown, request_written=boundary)
    assert caught.value.retry_after_s == 9.0
    api.blocked.add(42)
    with pytest.raises(DeliveryError) as caught:
        await channel.edit("1", Grown, request_written=boundary)
    assert caught.value.permanent


async def test_markup_that_is_refused_is_edited_as_plain_text(
    api: BotApi, channel: TelegramChannel, boundary: Boundary
) -> None:
    await channel.edit("1", replace(Grown, html="<b>7 outlets"), request_written=boundary)
    assert (api.seen, api.sent[0].parse_mode) == (["7 outlets"], "")


async def test_a_turn_answers_the_first_message_or_stands_alone_where_that_is_gone(
    api: BotApi, channel: TelegramChannel, boundary: Boundary
) -> None:
    told = replace(grown(changed_at=None), reason="contradicts")
    (message,) = placed(told, channel.render(told))
    assert (message.replaces, message.answers) == ("", "1")
    await channel.send(message, request_written=boundary)
    api.delete(1)
    await channel.send(message, request_written=boundary)
    assert [received.reply_to for received in api.sent] == [None, 1, None]
    assert "denied by The Ledger" in api.sent[1].text
