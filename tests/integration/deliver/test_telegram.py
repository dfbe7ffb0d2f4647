"""Every answer of the Bot API becomes the right word to the outbox."""

from __future__ import annotations

import logging
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Protocol

import pytest
from doubles.bot_api import TOKEN, BotApi, Cut, Garble, Hang, Refuse
from doubles.told import WEEK, alert, digest, member

from monitor.decide import delivery
from monitor.deliver.chart.words import in_words
from monitor.deliver.telegram import TelegramChannel
from monitor.errors import DeliveryError, StoreError
from monitor.model import Message, Receipt
from monitor.ports import Clock

Hello = Message(text="Hello", html="<b>Hello</b>", key="alert-0-1")


class Counter(Protocol):
    crossed: int

    def __call__(self) -> Awaitable[None]: ...


@pytest.fixture
def settings(api: BotApi) -> delivery.Telegram:
    return delivery.Telegram(name="telegram/me", token=api.token, chat_id=42, api_url=api.url)


@pytest.fixture
async def channel(settings: delivery.Telegram, clock: Clock) -> AsyncIterator[TelegramChannel]:
    made = TelegramChannel(settings, clock=clock)
    yield made
    await made.close()


async def failure(sending: Awaitable[Receipt]) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await sending
    return caught.value


async def test_an_alert_arrives_with_its_links_and_a_preview(
    api: BotApi, channel: TelegramChannel, boundary: Counter, clock: Clock
) -> None:
    for message in channel.render(alert()):
        receipt = await channel.send(message, request_written=boundary)
    (received,) = api.sent
    assert "Tổng thống Azerbaijan: hiệp ước hòa bình với Armenia sẽ được ký" in received.text
    assert (received.chat_id, received.preview, received.silent, received.thread_id) == (42, True, False, None)
    assert receipt == Receipt(sent_at=clock.now(), remote_id="1")
    assert boundary.crossed == 1


async def test_every_part_of_a_long_digest_arrives_without_a_preview(
    api: BotApi, channel: TelegramChannel, boundary: Counter
) -> None:
    parts = channel.render(digest(*(alert(member(number)) for number in range(80))))
    for message in parts:
        await channel.send(message, request_written=boundary)
    assert len(api.sent) == len(parts) == boundary.crossed > 1
    assert not any(received.preview for received in api.sent)


async def test_the_chart_of_a_digest_follows_its_text_as_a_photo_without_a_sound(
    api: BotApi, channel: TelegramChannel, boundary: Counter
) -> None:
    for message in channel.render(digest(volume=WEEK)):
        await channel.send(message, request_written=boundary)
    text, chart = api.sent
    assert not text.photo
    assert chart.photo.startswith(b"\x89PNG")
    assert chart.text == in_words(WEEK)
    assert chart.silent
    assert boundary.crossed == 2


async def test_a_chart_that_is_refused_is_sent_in_words(
    api: BotApi, channel: TelegramChannel, boundary: Counter
) -> None:
    api.script(Refuse(400, "Bad Request: not enough rights to send photos to the chat"), method="sendPhoto")
    for message in channel.render(digest(volume=WEEK)):
        await channel.send(message, request_written=boundary)
    assert [received.photo for received in api.sent] == [b"", b""]
    assert api.sent[1].text == in_words(WEEK)


async def test_of_one_digest_the_first_part_alone_makes_a_sound(
    api: BotApi, channel: TelegramChannel, boundary: Counter
) -> None:
    for message in channel.render(digest(*(alert(member(number)) for number in range(80)), volume=WEEK)):
        await channel.send(message, request_written=boundary)
    assert len(api.sent) > 2
    assert [received.silent for received in api.sent] == [False, *[True] * (len(api.sent) - 1)]


async def test_flood_control_says_when_to_come_back(api: BotApi, channel: TelegramChannel, boundary: Counter) -> None:
    api.script(Refuse(429, "Too Many Requests: retry after 37", retry_after=37))
    error = await failure(channel.send(Hello, request_written=boundary))
    assert (error.retry_after_s, error.permanent, error.ambiguous) == (37.0, False, False)


@pytest.mark.parametrize(
    "refusal",
    [
        Refuse(403, "Forbidden: bot was blocked by the user"),
        Refuse(401, "Unauthorized"),
        Refuse(404, "Not Found"),
        Refuse(400, "Bad Request: chat not found"),
    ],
    ids=lambda refusal: str(refusal.status),
)
async def test_what_no_retry_mends_is_permanent_and_closes_the_target(
    api: BotApi, channel: TelegramChannel, boundary: Counter, refusal: Refuse
) -> None:
    api.script(refusal)
    error = await failure(channel.send(Hello, request_written=boundary))
    assert (error.permanent, error.ambiguous, error.closes) == (True, False, True)
    assert api.requests == 1


@pytest.mark.parametrize("fault", [Cut(), Cut(taken=True), Garble(), Garble(200), Refuse(500, "Internal")], ids=repr)
async def test_no_answer_after_the_request_was_written_is_ambiguous(
    api: BotApi, channel: TelegramChannel, boundary: Counter, fault: Cut | Garble | Refuse
) -> None:
    api.script(fault)
    error = await failure(channel.send(Hello, request_written=boundary))
    assert (error.permanent, error.ambiguous) == (False, True)
    assert (boundary.crossed, api.requests) == (1, 1)


async def test_a_silent_server_is_ambiguous(
    api: BotApi, channel: TelegramChannel, boundary: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.deliver.bot_api.READ_TIMEOUT_S", 0.05)
    api.script(Hang())
    error = await failure(channel.send(Hello, request_written=boundary))
    assert error.ambiguous


async def test_a_refused_connection_is_safe_to_retry_and_nothing_was_written(
    settings: delivery.Telegram, clock: Clock, boundary: Counter
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    channel = TelegramChannel(replace(settings, api_url=url), clock=clock)
    error = await failure(channel.send(Hello, request_written=boundary))
    await channel.close()
    assert (error.permanent, error.ambiguous, boundary.crossed) == (False, False, 0)


async def test_if_the_boundary_cannot_be_noted_nothing_is_sent(api: BotApi, channel: TelegramChannel) -> None:
    async def full() -> None:
        raise StoreError("the disk is full")

    error = await failure(channel.send(Hello, request_written=full))
    assert (error.permanent, error.ambiguous) == (False, False)
    assert (api.requests, api.sent) == (0, [])


async def test_markup_that_is_refused_goes_out_once_more_as_plain_text(
    api: BotApi, channel: TelegramChannel, boundary: Counter
) -> None:
    await channel.send(replace(Hello, html="<b>Hello"), request_written=boundary)
    assert [(received.text, received.parse_mode) for received in api.sent] == [("Hello", "")]
    assert boundary.crossed == 1


async def test_plain_text_that_is_refused_too_is_permanent(
    api: BotApi, channel: TelegramChannel, boundary: Counter
) -> None:
    api.script(*[Refuse(400, "Bad Request: can't parse entities: nobody knows why")] * 2)
    assert (await failure(channel.send(Hello, request_written=boundary))).permanent


async def test_the_channel_works_again_after_every_fault(
    api: BotApi, channel: TelegramChannel, boundary: Counter
) -> None:
    for fault in (Cut(), Garble(), Refuse(403, "Forbidden"), Refuse(429, "Too Many Requests", retry_after=1)):
        api.script(fault)
        await failure(channel.send(Hello, request_written=boundary))
    await channel.send(Hello, request_written=boundary)
    assert [received.text for received in api.sent] == ["Hello"]


@pytest.mark.parametrize("fault", [Cut(), Garble(), Refuse(401, "Unauthorized"), Refuse(404, f"bot{TOKEN} not found")])
async def test_the_token_is_in_no_error_traceback_or_log_line(
    api: BotApi,
    channel: TelegramChannel,
    boundary: Counter,
    fault: Cut | Garble | Refuse,
    written_logs: Callable[[], str],
) -> None:
    api.script(fault)
    error = await failure(channel.send(Hello, request_written=boundary))
    assert TOKEN not in "".join(traceback.format_exception(error)) + repr(channel) + str(error)
    logging.getLogger("monitor").error("not delivered", exc_info=error)
    assert TOKEN not in written_logs()


async def test_what_may_have_come_before_says_so_in_the_reader_s_language(
    api: BotApi, settings: delivery.Telegram, clock: Clock, boundary: Counter
) -> None:
    channel = TelegramChannel(replace(settings, language="vi"), clock=clock)
    (message,) = channel.render(alert())
    for repeated in (False, True):
        await channel.send(replace(message, repeated=repeated), request_written=boundary)
    first, second = api.sent
    assert second.text == f"Có thể là tin gửi lặp:\n{first.text}"
    await channel.close()
