"""The fetcher against a real server on loopback."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

import pytest

from monitor.collect.discovery.scout import _Once
from monitor.collect.fetch import HttpFetcher, Limits
from monitor.collect.room import Room
from monitor.errors import FetchError, ForbiddenAddress, HostResting, TooLarge
from monitor.guard import Address
from monitor.model import Fetched, Validators
from monitor.rounds import Silent


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 21, 7, 30, tzinfo=UTC)


def made(**limits: Any) -> HttpFetcher:
    return HttpFetcher(user_agent="test/0", clock=Clock(), limits=Limits(**({"gap_s": 0.0} | limits)))


async def read(fetcher: HttpFetcher, url: str, **more: Any) -> Fetched:
    return await fetcher.fetch(url, **({"kind": "feed", "allow_private": True} | more))


async def failure(fetcher: HttpFetcher, url: str, **more: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await read(fetcher, url, **more)
    return caught.value


async def test_an_answer_is_read_whole_and_says_who_asked(site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", b"<rss/>", ETag='W/"1"', Content_Type="application/rss+xml")
    got = await read(fetcher, site.url("/feed"))
    assert (got.status, got.body, got.url) == (200, b"<rss/>", site.url("/feed"))
    assert got.header("ETag") == 'W/"1"'
    sent = site.requests[0].headers
    assert sent["user-agent"].startswith("news-monitor/0")
    assert sent["accept-encoding"] == "gzip"
    assert "if-none-match" not in sent


async def test_validators_go_back_verbatim_and_304_has_no_body(site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", status="304 Not Modified", length=0)
    got = await read(fetcher, site.url("/feed"), validators=Validators(etag='W/"a b"', last_modified="yesterday"))
    assert (got.status, got.body) == (304, b"")
    assert site.requests[0].headers["if-none-match"] == 'W/"a b"'
    assert site.requests[0].headers["if-modified-since"] == "yesterday"


async def test_validators_that_no_request_can_carry_stay_at_home(site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", b"<rss/>")
    await read(fetcher, site.url("/feed"), validators=Validators(etag='"\xff"', last_modified="g\xe5r"))
    assert not {"if-none-match", "if-modified-since"} & site.requests[0].headers.keys()


async def test_a_redirect_to_a_name_that_cannot_be_read_is_a_fetch_error(site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", status="302 Found", Location="http://xn--zzzzzzzzzzz99999/")
    assert (await failure(fetcher, site.url("/feed"))).permanent


async def test_304_to_an_unconditional_request_is_an_error(site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", status="304 Not Modified", length=0)
    assert (await failure(fetcher, site.url("/feed"))).status == 304


async def test_redirects_are_followed_and_validators_go_to_the_address_that_gave_them_alone(
    site: Any, other_site: Any, fetcher: HttpFetcher
) -> None:
    site.answer("/feed", status="301 Moved Permanently", Location="/moved")
    site.answer("/moved", status="307 Temporary Redirect", Location=other_site.url("/feed"))
    other_site.answer("/feed", b"<rss/>")
    got = await read(fetcher, site.url("/feed"), validators=Validators(etag='"1"', url=other_site.url("/feed")))
    assert got.url == other_site.url("/feed")
    assert not any("if-none-match" in request.headers for request in site.requests)
    assert other_site.requests[0].headers["if-none-match"] == '"1"'
    await read(fetcher, site.url("/feed"), validators=Validators(etag='"2"', url=site.url("/elsewhere")))
    assert not any('"2"' in request.headers.values() for request in (*site.requests, *other_site.requests))


@pytest.mark.parametrize(
    ("first", "second", "moved_to"),
    [("301", "308", "/c"), ("301", "302", "/b"), ("302", "301", ""), ("307", "303", "")],
)
async def test_a_move_is_believed_as_far_as_its_redirects_are_permanent(
    site: Any, fetcher: HttpFetcher, first: str, second: str, moved_to: str
) -> None:
    site.answer("/a", status=f"{first} Moved", Location="/b")
    site.answer("/b", status=f"{second} Moved", Location="/c")
    site.answer("/c", b"<rss/>")
    got = await read(fetcher, site.url("/a"))
    assert got.moved_to == (site.url(moved_to) if moved_to else "")
    assert (await read(fetcher, site.url("/c"))).moved_to == ""


async def test_the_owners_headers_go_to_their_origin_alone(site: Any, other_site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", status="302 Found", Location="/here")
    site.answer("/here", status="302 Found", Location=other_site.url("/there"))
    other_site.answer("/there", b"<rss/>")
    await read(fetcher, site.url("/feed"), headers=[("Authorization", "Basic c2VjcmV0"), ("X-Key", "1")])
    assert [request.headers.get("authorization") for request in site.requests] == ["Basic c2VjcmV0"] * 2
    assert not {"authorization", "x-key"} & other_site.requests[0].headers.keys()


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
async def test_a_host_that_says_when_to_come_back_is_left_alone_whatever_is_asked(
    site: Any, fetcher: HttpFetcher, status: str
) -> None:
    site.answer("/feed", status=status, Retry_After="120")
    site.answer("/page", b"<html></html>")
    assert (await failure(fetcher, site.url("/feed"))).retry_after_s == 120
    resting = await failure(fetcher, site.url("/page"), kind="page")
    assert isinstance(resting, HostResting)
    assert 100 < (resting.retry_after_s or 0) <= 120
    assert [request.path for request in site.requests] == ["/feed"]


async def test_nobody_is_asked_whose_rest_began_before_a_restart(site: Any, fetcher: HttpFetcher) -> None:
    fetcher.rest(site.host, 60)
    assert isinstance(await failure(fetcher, site.url("/feed")), HostResting)
    assert site.requests == []


async def test_the_sixth_redirect_is_not_followed(site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", status="302 Found", Location="/feed")
    assert "more than 5 times" in str(await failure(fetcher, site.url("/feed")))
    assert len(site.requests) == 6


@pytest.mark.parametrize("location", ["file:///etc/passwd", "javascript:alert(1)", "gopher://127.0.0.1/", ""])
async def test_a_redirect_out_of_the_web_is_refused(site: Any, fetcher: HttpFetcher, location: str) -> None:
    site.answer("/feed", status="302 Found", Location=location)
    assert (await failure(fetcher, site.url("/feed"))).permanent
    assert len(site.requests) == 1


async def test_cookies_are_not_remembered(site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", b"<rss/>", Set_Cookie="reader=1; Path=/")
    await read(fetcher, site.url("/feed"))
    await read(fetcher, site.url("/feed"))
    assert "cookie" not in site.requests[1].headers


@pytest.mark.parametrize(
    ("status", "permanent"),
    [("404 Not Found", True), ("410 Gone", True), ("429 Too Many Requests", False), ("503 Busy", False)],
)
async def test_a_status_becomes_words(site: Any, fetcher: HttpFetcher, status: str, permanent: bool) -> None:
    site.answer("/feed", b"no", status=status, Retry_After="120")
    error = await failure(fetcher, site.url("/feed"))
    assert f"the server answered {status[:3]}" in str(error)
    assert (error.status, error.permanent, error.retry_after_s) == (int(status[:3]), permanent, 120.0)


async def test_retry_after_may_be_a_date(site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", status="503 Busy", Retry_After="Sat, 21 Nov 2026 07:31:30 GMT")
    assert (await failure(fetcher, site.url("/feed"))).retry_after_s == 90.0


async def test_a_redirect_waits_as_it_asks(site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", status="301 Moved", Location="/moved", Retry_After="1")
    site.answer("/moved", b"<rss/>")
    begin = asyncio.get_running_loop().time()
    assert (await read(fetcher, site.url("/feed"))).body == b"<rss/>"
    assert asyncio.get_running_loop().time() - begin >= 0.99


async def test_one_that_asks_to_wait_for_long_is_not_followed_until_then(site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", status="302 Found", Location="/moved", Retry_After="7200")
    error = await failure(fetcher, site.url("/feed"))
    assert (str(error), error.retry_after_s) == ("it redirects, and asks to wait 7200 s first", 7200.0)
    assert [request.path for request in site.requests] == ["/feed"]


class TestBodies:
    @pytest.mark.parametrize("name", ["gzip", "x-gzip", "deflate", "raw deflate", "two members"])
    async def test_compressed_bodies_are_decoded(self, site: Any, fetcher: HttpFetcher, name: str) -> None:
        text = b"<rss>" * 1000
        squeezed = {
            "deflate": zlib.compress(text),
            "raw deflate": zlib.compress(text, wbits=-15),
            "two members": gzip.compress(text[:99]) + gzip.compress(text[99:]),
        }.get(name, gzip.compress(text))
        encoding = {"raw deflate": "deflate", "two members": "gzip"}.get(name, name)
        site.answer("/feed", squeezed, Content_Encoding=encoding)
        assert (await read(fetcher, site.url("/feed"))).body == text

    @pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "gzip, deflate"])
    async def test_encodings_not_asked_for_are_refused(self, site: Any, fetcher: HttpFetcher, encoding: str) -> None:
        site.answer("/feed", gzip.compress(gzip.compress(b"x")), Content_Encoding=encoding)
        assert "not asked for" in str(await failure(fetcher, site.url("/feed")))

    @pytest.mark.parametrize("encoding", ["gzip", "deflate"])
    async def test_a_bomb_is_stopped_at_the_cap(self, site: Any, fetcher: HttpFetcher, encoding: str) -> None:
        bomb = (gzip.compress if encoding == "gzip" else zlib.compress)(bytes(50_000_000))
        site.answer("/feed", bomb, Content_Encoding=encoding)
        with pytest.raises(TooLarge, match="larger than 5 MB"):
            await read(fetcher, site.url("/feed"))

    async def test_damaged_and_cut_gzip_are_errors(self, site: Any, fetcher: HttpFetcher) -> None:
        whole = gzip.compress(bytes(range(256)) * 50)
        site.answer("/cut", whole[:-20], Content_Encoding="gzip")
        site.answer("/damaged", b"\x1f\x8bnonsense", Content_Encoding="gzip")
        assert "cut short" in str(await failure(fetcher, site.url("/cut")))
        assert "damaged" in str(await failure(fetcher, site.url("/damaged")))

    async def test_a_body_over_the_cap_is_refused_announced_or_not(self, site: Any, fetcher: HttpFetcher) -> None:
        site.answer("/announced", b"x", length=10_000_000)
        site.endless("/silent", b"x" * 65536, pause_s=0.0)
        for path in ("/announced", "/silent"):
            with pytest.raises(TooLarge):
                await read(fetcher, site.url(path), kind="page")

    async def test_a_body_that_is_cut_is_an_error(self, site: Any, fetcher: HttpFetcher) -> None:
        site.answer("/feed", b"<rss>", length=500)
        assert "broke off" in str(await failure(fetcher, site.url("/feed")))

    async def test_a_body_of_exactly_the_cap_is_read(self, site: Any) -> None:
        fetcher = made(feed_bytes=1000)
        site.answer("/feed", gzip.compress(b"x" * 1000), Content_Encoding="gzip")
        assert len((await read(fetcher, site.url("/feed"))).body) == 1000
        await fetcher.close()


async def test_a_dripping_body_meets_the_deadline(site: Any) -> None:
    fetcher = made(deadline_s=0.5, silence_s=5.0)
    site.endless("/feed", b"x", pause_s=0.05)
    assert "within 0.5 s" in str(await failure(fetcher, site.url("/feed")))
    await fetcher.close()


async def test_a_silent_server_is_left(site: Any) -> None:
    fetcher = made(silence_s=0.2)

    async def silence(*_: object) -> None:
        await asyncio.sleep(30)

    site.handlers["/feed"] = silence
    assert "stopped answering" in str(await failure(fetcher, site.url("/feed")))
    await fetcher.close()


async def test_nonsense_instead_of_http_is_an_error(site: Any, fetcher: HttpFetcher) -> None:
    async def nonsense(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH\r\n\r\n")

    site.handlers["/feed"] = nonsense
    assert "does not speak HTTP" in str(await failure(fetcher, site.url("/feed")))


async def test_nobody_listening_is_said_in_words(site: Any, fetcher: HttpFetcher) -> None:
    error = await failure(fetcher, "http://127.0.0.1:1/feed")
    assert str(error).startswith("the server could not be reached")
    assert not error.permanent


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://", "http://[::1", "nonsense", ""])
async def test_what_is_no_web_address_is_refused(fetcher: HttpFetcher, url: str) -> None:
    assert (await failure(fetcher, url)).permanent


class TestGuard:
    async def test_loopback_is_refused_without_leave(self, site: Any, fetcher: HttpFetcher) -> None:
        for host in ("127.0.0.1", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "localhost"):
            with pytest.raises(ForbiddenAddress):
                await fetcher.fetch(f"http://{host}:{site.port}/feed", kind="feed")
        assert site.requests == []

    async def test_link_local_is_refused_even_with_leave(self, site: Any, fetcher: HttpFetcher) -> None:
        site.answer("/feed", status="302 Found", Location="http://169.254.169.254/latest/meta-data/")
        error = await failure(fetcher, site.url("/feed"))
        assert isinstance(error, ForbiddenAddress)
        assert error.url == "http://169.254.169.254/latest/meta-data/"

    async def test_a_name_that_changes_its_answer_gains_nothing(self, site: Any) -> None:
        """The connection goes to the address that was judged: the name is asked once."""
        asked: list[str] = []

        async def resolver(host: str, port: int) -> list[Address]:
            asked.append(host)
            return [ip_address("127.0.0.1" if len(asked) == 1 else "127.0.0.9")]

        fetcher = HttpFetcher(user_agent="test/0", clock=Clock(), limits=Limits(gap_s=0.0), resolver=resolver)
        site.answer("/feed", b"<rss/>")
        await read(fetcher, f"http://rebinding.example:{site.port}/feed")
        assert asked == ["rebinding.example"]
        assert site.requests[0].headers["host"] == f"rebinding.example:{site.port}"
        await fetcher.close()

    async def test_only_the_permitted_of_several_addresses_is_tried(self, site: Any) -> None:
        async def resolver(host: str, port: int) -> list[Address]:
            return [ip_address("169.254.169.254"), ip_address("127.0.0.1")]

        fetcher = HttpFetcher(user_agent="test/0", clock=Clock(), limits=Limits(gap_s=0.0), resolver=resolver)
        site.answer("/feed", b"<rss/>")
        assert (await read(fetcher, f"http://mixed.example:{site.port}/feed")).status == 200
        await fetcher.close()

    async def test_an_unknown_name_is_said_in_words(self) -> None:
        async def resolver(host: str, port: int) -> list[Address]:
            raise OSError("no such name")

        fetcher = HttpFetcher(user_agent="test/0", clock=Clock(), resolver=resolver)
        assert "no address is known for nowhere.example" in str(await failure(fetcher, "http://nowhere.example/"))
        await fetcher.close()


async def test_one_connection_a_host_at_a_time(site: Any, other_site: Any, fetcher: HttpFetcher) -> None:
    site.answer("/feed", b"<rss/>", Connection="close")
    await asyncio.gather(*(read(fetcher, site.url("/feed")) for _ in range(8)))
    assert len(site.requests) == 8
    assert site.crowd == 1


async def test_a_proxy_in_the_environment_is_not_used(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    fetcher = made()
    site.answer("/feed", b"<rss/>")
    assert (await read(fetcher, site.url("/feed"))).status == 200
    await fetcher.close()


class TestRoom:
    @pytest.fixture
    def narrow(self, monkeypatch: pytest.MonkeyPatch) -> Room:
        """Room for one large body, and a little."""
        room = Room(150_000, free=50_000)
        monkeypatch.setattr("monitor.collect.fetch.Room", lambda: room)
        return room

    async def test_large_bodies_take_turns_and_all_arrive(self, narrow: Room, site: Any) -> None:
        """Whoever has read a body lets it go; those that fail give their room back too."""
        site.answer("/large", b"x" * 180_000)
        site.answer("/cut", b"x" * 180_000, length=190_000)
        site.answer("/over", b"x" * 180_000, length=100)
        fetcher = made(feed_bytes=200_000, deadline_s=5)

        async def fetch(path: str) -> int:
            try:
                fetched = await fetcher.fetch(site.url(path), kind="feed", allow_private=True)
            except FetchError:
                return 0
            await asyncio.sleep(0.01)  # as if a worker read it
            return len(fetched.body)

        sizes = await asyncio.gather(*(fetch(path) for path in ["/large", "/cut", "/over"] * 10))
        assert sorted(sizes) == [0] * 10 + [100] * 10 + [180_000] * 10
        await fetcher.close()
        await asyncio.sleep(0)
        assert narrow.left == 150_000

    async def test_an_answer_that_is_held_holds_its_room(self, narrow: Room, site: Any) -> None:
        site.answer("/large", b"x" * 180_000)
        fetcher = made(deadline_s=5)
        held = await fetcher.fetch(site.url("/large"), kind="feed", allow_private=True)
        assert narrow.left == 20_000
        del held
        await asyncio.sleep(0)
        assert narrow.left == 150_000
        await fetcher.close()

    async def test_what_a_look_at_a_site_remembers_takes_no_room(self, narrow: Room, site: Any) -> None:
        """Else the second large feed of a site would wait for the first, which is kept till the end."""
        fetcher = made(deadline_s=5)
        once = _Once(fetcher, Silent())
        for number in range(4):
            site.answer(f"/{number}", b"x" * 180_000)
            assert len((await once.fetch(site.url(f"/{number}"), kind="feed", allow_private=True)).body) == 180_000
            await asyncio.sleep(0)
        assert narrow.left == 150_000
        await fetcher.close()
