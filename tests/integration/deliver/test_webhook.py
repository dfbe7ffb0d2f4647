"""A webhook arrives signed and whole, and every answer of the receiver becomes the right word to the outbox."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol

import pytest
from doubles.receiver import Receiver
from doubles.told import alert, digest
from jsonschema import Draft202012Validator
from standardwebhooks import Webhook, WebhookVerificationError

from monitor.decide import delivery
from monitor.deliver.webhook import channel as module
from monitor.deliver.webhook import json_schema
from monitor.deliver.webhook.channel import WebhookChannel
from monitor.deliver.word import word
from monitor.errors import DeliveryError, SecretMissing
from monitor.model import Update
from monitor.testing import FixedClock

OLD, NEW = (f"whsec_{base64.b64encode(bytes([n]) * 32).decode()}" for n in (1, 2))
SCHEMA = Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


class Counter(Protocol):
    crossed: int

    def __call__(self) -> Awaitable[None]: ...


def clock() -> FixedClock:
    """The library that judges signatures looks at the clock of the machine."""
    return FixedClock(datetime.now(UTC))


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as running:
        yield running


def channel(receiver: Receiver, **changes: Any) -> WebhookChannel:
    settings = delivery.Webhook(name="webhook/desk", url=receiver.url, secret=NEW, allow_private=True)
    return WebhookChannel(replace(settings, **changes), clock=clock())


async def fails(sender: WebhookChannel, written: Callable[[], Awaitable[None]]) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await sender.send(sender.render(alert())[0], request_written=written)
    await sender.close()
    assert "s3cr3t" not in str(caught.value)
    assert caught.value.__cause__ is None or isinstance(caught.value.__cause__, TimeoutError)
    return caught.value


async def test_the_public_library_takes_the_signature_and_the_schema_the_payload(
    receiver: Receiver, boundary: Counter
) -> None:
    sender = channel(receiver)
    (message,) = sender.render(alert())
    receipt = await sender.send(message, request_written=boundary)
    await sender.close()
    (request,) = receiver.requests
    told = Webhook(NEW).verify(request.body, request.headers)
    SCHEMA.validate(told)
    assert (request.method, request.headers["content-type"]) == ("POST", "application/json")
    assert (told["type"], told["version"], told["data"]["profile"]) == ("alert", 1, "caucasus")
    assert told["data"]["lead"]["outlet"] == "Tuổi Trẻ"
    assert [one["language"] for one in told["data"]["members"]] == ["fa", "ar", "hy", "az", "en"]
    assert request.headers["webhook-id"] == message.key == receipt.remote_id
    assert boundary.crossed == 1


async def test_a_repetition_has_the_same_id_and_body(receiver: Receiver, boundary: Counter) -> None:
    receiver.answers.append("503 Service Unavailable\r\nRetry-After: 40\r\n")
    sender = channel(receiver)
    (message,) = sender.render(digest())
    with pytest.raises(DeliveryError) as caught:
        await sender.send(message, request_written=boundary)
    assert (caught.value.permanent, caught.value.ambiguous, caught.value.retry_after_s) == (False, False, 40)
    await sender.send(message, request_written=boundary)
    await sender.close()
    first, second = receiver.requests
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    SCHEMA.validate(json.loads(first.body))


async def test_while_a_secret_is_replaced_the_old_one_and_the_new_one_are_good_and_no_other(
    receiver: Receiver, boundary: Counter
) -> None:
    sender = channel(receiver, old_secret=OLD)
    await sender.send(sender.render(alert())[0], request_written=boundary)
    await sender.close()
    (request,) = receiver.requests
    for secret in (OLD, NEW):
        Webhook(secret).verify(request.body, request.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + base64.b64encode(b"3" * 32).decode()).verify(request.body, request.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(request.body.replace(b"alert", b"alarm"), request.headers)


async def test_an_update_names_the_message_whose_place_it_takes(receiver: Receiver, boundary: Counter) -> None:
    sender = channel(receiver)
    first = await sender.send(sender.render(alert())[0], request_written=boundary)
    update = Update(outlets=1, languages=1, changed_at=clock().now(), message=first.remote_id)
    told = alert()
    changed = replace(told, update=update, number=2, story=replace(told.story, revision=2))
    receipt = await sender.edit(first.remote_id, sender.render(changed)[0], request_written=boundary)
    await sender.close()
    body = json.loads(receiver.requests[1].body)
    SCHEMA.validate(body)
    assert (body["type"], body["data"]["replaces"]) == ("alert.updated", first.remote_id)
    assert receiver.requests[1].headers["webhook-id"] != first.remote_id
    assert receipt.remote_id == first.remote_id


async def test_a_word_of_the_watch_s_own_is_one_too(receiver: Receiver, boundary: Counter) -> None:
    sender = channel(receiver)
    message = word(["Tagesschau is gone", "404 for two weeks"], sender.name, clock().now())
    await sender.send(message, request_written=boundary)
    await sender.close()
    body = json.loads(receiver.requests[0].body)
    SCHEMA.validate(body)
    assert (body["type"], body["data"]["text"]) == ("word", "Tagesschau is gone\n404 for two weeks")


@pytest.mark.parametrize(
    ("answer", "permanent", "closes", "wait_s"),
    [
        ("400 Bad Request\r\n\r\nno such field", True, False, None),
        ("401 Unauthorized\r\n", True, False, None),
        ("302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\n", True, False, None),
        ("410 Gone\r\n", True, True, None),
        ("408 Request Timeout\r\n", False, False, None),
        ("425 Too Early\r\n", False, False, None),
        ("429 Too Many Requests\r\nRetry-After: 7\r\n", False, False, 7),
        ("500 Internal Server Error\r\n", False, False, None),
    ],
)
async def test_each_answer_is_the_right_word_to_the_outbox(
    receiver: Receiver, boundary: Counter, answer: str, permanent: bool, closes: bool, wait_s: float | None
) -> None:
    receiver.answers.append(answer)
    error = await fails(channel(receiver), boundary)
    assert (error.permanent, error.closes, error.retry_after_s) == (permanent, closes, wait_s)
    assert answer[:3] in str(error)
    assert not error.ambiguous
    assert len(receiver.requests) == 1
    assert boundary.crossed == 1


async def test_of_a_long_answer_little_is_read(receiver: Receiver, boundary: Counter) -> None:
    receiver.answers.append("400 Bad Request\r\n\r\n" + "\x1b[2J" + "x" * 1_000_000)
    error = await fails(channel(receiver), boundary)
    assert len(str(error)) < 300
    assert str(error).isprintable()


async def test_who_breaks_off_or_says_nothing_is_asked_again_later(
    receiver: Receiver, boundary: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEADLINE_S", 2.0)
    for answer in ("", None):
        receiver.answers.append(answer)
        error = await fails(channel(receiver), boundary)
        assert not error.permanent
    assert boundary.crossed == 2


async def test_where_nobody_listens_nothing_was_written(boundary: Counter) -> None:
    async with Receiver() as gone:
        sender = channel(gone)
    error = await fails(sender, boundary)
    assert not error.permanent
    assert boundary.crossed == 0


async def test_a_private_address_is_refused_unless_the_owner_permits_it(receiver: Receiver, boundary: Counter) -> None:
    error = await fails(channel(receiver, allow_private=False), boundary)
    assert error.permanent
    assert "`allow_private: true` permits it" in str(error)
    assert (receiver.requests, boundary.crossed) == ([], 0)


@pytest.mark.parametrize("secret", ["whsec_short", "whsec_%%%", "whsec_" + base64.b64encode(b"x" * 65).decode()])
async def test_what_cannot_sign_is_a_secret_that_is_missing(receiver: Receiver, boundary: Counter, secret: str) -> None:
    error = await fails(channel(receiver, secret=secret), boundary)
    assert isinstance(error, SecretMissing)
    assert secret.removeprefix("whsec_") not in str(error)


def test_no_secret_shows_in_a_repr() -> None:
    settings = delivery.Webhook(name="webhook/desk", url="https://h.example/s3cr3t", secret=NEW, old_secret=OLD)
    shown = repr(settings) + repr(WebhookChannel(settings, clock=clock()))
    assert not any(secret in shown for secret in settings.secrets)
