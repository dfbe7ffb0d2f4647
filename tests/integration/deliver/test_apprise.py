"""Apprise itself, with services that can be sent to this machine: what they are told, and what the outbox is told."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any, Protocol

import pytest
from doubles.receiver import Receiver
from doubles.told import WEEK, alert, digest

from monitor.decide import delivery
from monitor.deliver.apprise.channel import AppriseChannel
from monitor.deliver.apprise.notify import redacted, service_of
from monitor.deliver.word import word
from monitor.errors import DeliveryError, SecretMissing
from monitor.testing import FixedClock

SECRET = "tk-AgQdq7mVBoFD37zQVN29RhuM"


class Counter(Protocol):
    crossed: int

    def __call__(self) -> Awaitable[None]: ...


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as running:
        running.answers.extend(["200 OK\r\n\r\n{}"] * 20)
        yield running


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Services that rest between two requests need not here."""
    from apprise import NotifyBase

    monkeypatch.setattr(NotifyBase, "request_rate_per_sec", 0)


def channel(url: str | None, **changes: Any) -> AppriseChannel:
    settings = delivery.Apprise(name="apprise/desk", url=url, **changes)
    return AppriseChannel(settings, clock=FixedClock())


def to(scheme: str, receiver: Receiver) -> str:
    return f"{scheme}://127.0.0.1:{receiver.port}/{SECRET}"


async def test_a_service_that_reads_html_gets_html(receiver: Receiver, boundary: Counter) -> None:
    sender = channel(to("json", receiver))
    await sender.send(sender.render(alert())[0], request_written=boundary)
    (request,) = receiver.requests
    told = json.loads(request.body)
    assert told["title"].startswith("[Armenia, Azerbaijan")
    assert '<a href="https://news-0.example/2026/11/21/peace?id=0&amp;page=1"><b>Tổng thống' in told["message"]
    assert boundary.crossed == 1


async def test_one_that_reads_text_gets_text_with_the_addresses(receiver: Receiver, boundary: Counter) -> None:
    sender = channel(f"ntfy://127.0.0.1:{receiver.port}/{SECRET}")
    await sender.send(sender.render(alert())[0], request_written=boundary)
    assert receiver.requests
    body = json.loads(receiver.requests[0].body)["message"]
    assert "Tổng thống Azerbaijan" in body
    assert "https://news-0.example/2026/11/21/peace?id=0&page=1" in body
    assert "<b>" not in body


async def test_one_that_reads_markdown_gets_markdown(receiver: Receiver, boundary: Counter) -> None:
    sender = channel(f"mmost://127.0.0.1:{receiver.port}/{SECRET.replace('-', '')}?format=markdown")
    await sender.send(sender.render(alert())[0], request_written=boundary)
    body = json.loads(receiver.requests[0].body)
    assert "[**Tổng thống Azerbaijan\\: hiệp ước" in body["text"]
    assert "](https://news-0.example/2026/11/21/peace?id=0&page=1)" in body["text"]


async def test_what_is_too_long_is_cut_between_blocks(receiver: Receiver, boundary: Counter) -> None:
    sender = channel(to("ntfy", receiver))
    long = digest(*(replace(alert(), profile=f"p{n}") for n in range(100)))
    await sender.send(sender.render(long)[0], request_written=boundary)
    (request,) = receiver.requests
    service = service_of(to("ntfy", receiver))
    assert service
    said = request.body.decode()
    assert said.rstrip().endswith("\n…")
    assert len(said.partition("\n")[2]) <= service.limit  # a file: what it is called stands above it


async def test_the_chart_goes_along_where_pictures_are_taken(receiver: Receiver, boundary: Counter) -> None:
    sender = channel(to("json", receiver))
    await sender.send(sender.render(digest(volume=WEEK))[0], request_written=boundary)
    (picture,) = json.loads(receiver.requests[0].body)["attachments"]
    assert picture["mimetype"] == "image/png"


async def test_a_word_of_the_watch_s_own_is_sent_as_it_is(receiver: Receiver, boundary: Counter) -> None:
    sender = channel(to("json", receiver))
    message = word(["<i>Tagesschau</i> is gone", "404"], sender.name, FixedClock().now())
    await sender.send(message, request_written=boundary)
    assert json.loads(receiver.requests[0].body)["message"] == "&lt;i&gt;Tagesschau&lt;/i&gt; is gone<br>404"


@pytest.mark.parametrize(
    ("answer", "permanent", "ambiguous", "closes"),
    [
        ("400 Bad Request\r\n", True, False, False),
        ("401 Unauthorized\r\n", True, False, True),
        ("404 Not Found\r\n", True, False, True),
        ("429 Too Many Requests\r\n", False, False, False),
        ("500 Internal Server Error\r\n", False, False, False),
        ("", False, True, False),
    ],
)
async def test_each_answer_is_the_right_word_to_the_outbox(
    receiver: Receiver,
    boundary: Counter,
    answer: str,
    permanent: bool,
    ambiguous: bool,
    closes: bool,
    written_logs: Callable[[], str],
) -> None:
    receiver.answers.appendleft(answer)
    sender = channel(to("json", receiver))
    with pytest.raises(DeliveryError) as caught:
        await sender.send(sender.render(alert())[0], request_written=boundary)
    error = caught.value
    assert (error.permanent, error.ambiguous, error.closes) == (permanent, ambiguous, closes)
    assert str(error).startswith("apprise/desk: ")
    assert SECRET not in str(error) + written_logs()


async def test_where_nobody_listens_it_is_safe_to_send_again(boundary: Counter) -> None:
    async with Receiver() as gone:
        url = to("json", gone)
    sender = channel(url)
    with pytest.raises(DeliveryError) as caught:
        await sender.send(sender.render(alert())[0], request_written=boundary)
    assert (caught.value.permanent, caught.value.ambiguous) == (False, False)


async def test_an_address_of_no_service_is_a_secret_that_is_missing(boundary: Counter) -> None:
    sender = channel(f"nothing://{SECRET}")
    with pytest.raises(SecretMissing, match="none that Apprise knows") as caught:
        await sender.send(sender.render(alert())[0], request_written=boundary)
    assert SECRET not in str(caught.value)
    assert boundary.crossed == 0


async def test_without_the_library_the_channel_says_what_to_install(
    boundary: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    monkeypatch.delitem(sys.modules, "monitor.deliver.apprise.notify", raising=False)
    sender = channel(f"json://127.0.0.1/{SECRET}")
    with pytest.raises(SecretMissing, match=r"pip install 'news-monitor\[apprise\]'"):
        await sender.send(sender.render(alert())[0], request_written=boundary)


def test_no_part_of_an_address_is_repeated() -> None:
    url = "slack://bot@T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/?footer=secret%20word"
    said = redacted("POST https://hooks.slack.com/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ secret word", url)
    assert said == "POST https://hooks.slack.com/<secret>/<secret>/<secret> <secret>"
    assert url not in repr(delivery.Apprise(name="apprise/desk", url=url))


def test_what_apprise_logs_goes_nowhere_else(written_logs: Callable[[], str]) -> None:
    service_of(f"json://127.0.0.1/{SECRET}")
    service_of(f"slack://{SECRET}")
    assert SECRET not in written_logs()
