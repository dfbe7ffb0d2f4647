"""A proxy of the owner's: it is handed only what the guard has judged, and its password goes to nobody else."""

from __future__ import annotations

import socket
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

import pytest

from monitor.collect.fetch import HttpFetcher, Limits
from monitor.errors import FetchError, ForbiddenAddress
from monitor.guard import Address
from monitor.model import Proxy

NAMES = {
    "news.example": "93.184.216.34",
    "inside.example": "127.0.0.1",
    "metadata.example": "169.254.169.254",
    "127.0.0.1": "127.0.0.1",
}


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 21, 7, 30, tzinfo=UTC)


async def resolve(host: str, port: int) -> list[Address]:
    if host not in NAMES:
        raise socket.gaierror("nobody knows it")
    return [ip_address(NAMES[host])]


@pytest.fixture
async def through(other_site: Any) -> AsyncIterator[Callable[..., HttpFetcher]]:
    """A fetcher behind a proxy, which is `other_site` unless another address is given."""
    made: list[HttpFetcher] = []

    def fetcher(url: str = "", **login: str) -> HttpFetcher:
        made.append(
            HttpFetcher(
                user_agent="test/0",
                clock=Clock(),
                limits=Limits(gap_s=0.0, deadline_s=5.0),
                resolver=resolve,
                proxy=Proxy(url=url or other_site.url(""), **login),
            )
        )
        return made[-1]

    yield fetcher
    for each in made:
        await each.close()


async def test_the_web_is_read_through_it_with_its_log_in(other_site: Any, through: Callable[..., HttpFetcher]) -> None:
    other_site.answer("http://news.example/feed", b"<rss/>")
    got = await through(user="me", password="hunter2").fetch("http://news.example/feed", kind="feed")
    assert (got.body, got.url) == (b"<rss/>", "http://news.example/feed")
    sent = other_site.requests[0].headers
    assert sent["proxy-authorization"] == f"Basic {b64encode(b'me:hunter2').decode()}"
    assert sent["host"] == "news.example"


async def test_for_https_it_is_asked_for_a_tunnel_and_its_refusal_is_said_in_words(
    other_site: Any, through: Callable[..., HttpFetcher]
) -> None:
    other_site.answer("news.example:443", status="407 Proxy Authentication Required")
    with pytest.raises(FetchError) as caught:
        await through().fetch("https://news.example/feed", kind="feed")
    assert str(caught.value) == "no way through the proxy: 407 Proxy Authentication Required"
    assert not caught.value.reached


@pytest.mark.parametrize("allow_private", [False, True])
@pytest.mark.parametrize("url", ["http://metadata.example/", "https://metadata.example/"])
async def test_what_is_forbidden_is_not_handed_over(
    other_site: Any, through: Callable[..., HttpFetcher], url: str, *, allow_private: bool
) -> None:
    with pytest.raises(ForbiddenAddress):
        await through().fetch(url, kind="feed", allow_private=allow_private)
    assert not other_site.requests


async def test_a_redirect_into_the_own_network_is_not_handed_over(
    other_site: Any, through: Callable[..., HttpFetcher]
) -> None:
    other_site.answer("http://news.example/", status="302 Found", Location="http://inside.example/")
    with pytest.raises(ForbiddenAddress) as caught:
        await through().fetch("http://news.example/", kind="feed")
    assert caught.value.private
    assert len(other_site.requests) == 1


async def test_a_server_of_ones_own_is_reached_without_it(
    site: Any, other_site: Any, through: Callable[..., HttpFetcher]
) -> None:
    site.answer("/feed", b"<rss/>")
    url = f"http://inside.example:{site.port}/feed"
    got = await through(user="me", password="hunter2").fetch(url, kind="feed", allow_private=True)
    assert got.body == b"<rss/>"
    assert "proxy-authorization" not in site.requests[0].headers
    assert not other_site.requests


async def test_a_name_that_this_machine_does_not_know_is_not_handed_over(
    other_site: Any, through: Callable[..., HttpFetcher]
) -> None:
    with pytest.raises(FetchError) as caught:
        await through().fetch("http://unknown.example/", kind="feed")
    assert "no address is known for unknown.example" in str(caught.value)
    assert not other_site.requests


async def test_a_proxy_that_is_not_there_is_not_taken_for_the_site(through: Callable[..., HttpFetcher]) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}"
        with pytest.raises(FetchError) as caught:
            await through(url).fetch("http://news.example/", kind="feed")
    assert str(caught.value) == "no way through the proxy: it cannot be reached"
    assert not caught.value.reached
