from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from monitor.collect.robots import Robots
from monitor.errors import FetchError, ForbiddenAddress, RobotsDenied, TooLarge
from monitor.model import Fetched, Validators

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
URL = "https://example.org/news/1"


class Clock:
    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


class Scripted:
    """A fetcher that answers everything with one thing, and counts."""

    def __init__(self, answer: bytes | FetchError) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def fetch(
        self,
        url: str,
        *,
        kind: Literal["feed", "page"],
        validators: Validators | None = None,
        allow_private: bool = False,
        headers: Sequence[tuple[str, str]] = (),
        gap_s: float = 0.0,
    ) -> Fetched:
        self.asked.append(url)
        await asyncio.sleep(0)
        if isinstance(self.answer, FetchError):
            raise self.answer
        return Fetched(url=url, status=200, headers=(), body=self.answer, fetched_at=NOW)


def made(answer: bytes | FetchError) -> tuple[Robots, Scripted, Clock]:
    fetcher, clock = Scripted(answer), Clock()
    return Robots(fetcher, "news-monitor/1.0 (+https://example.org)", clock=clock), fetcher, clock


async def allowed(robots: Robots, url: str = URL) -> bool:
    """May we read it, or why not is the site's own word."""
    try:
        await robots.admit(url)
    except RobotsDenied:
        return False
    return True


def error(status: int | None) -> FetchError:
    return FetchError("no", url=URL, status=status)


@pytest.mark.parametrize(
    ("rules", "delay_s"),
    [
        (b"", 0.0),
        (b"User-agent: *\nCrawl-delay: 7.5", 7.5),
        (b"User-agent: other\nCrawl-delay: 5\n\nUser-agent: news-monitor\nCrawl-delay: 3", 3.0),
        (b"User-agent: *\nCrawl-delay: soon", 0.0),
        (b"User-agent: *\nCrawl-delay: 30", 30.0),
    ],
)
async def test_a_site_says_how_long_it_wants_to_rest(rules: bytes, delay_s: float) -> None:
    robots, _, _ = made(rules)
    assert await robots.admit(URL) == delay_s


async def test_one_that_wants_to_rest_for_minutes_is_not_read_page_by_page() -> None:
    robots, _, _ = made(b"User-agent: *\nCrawl-delay: 120")
    with pytest.raises(RobotsDenied, match="asks for 120 s between two requests"):
        await robots.admit(URL)


@pytest.mark.parametrize(
    ("rules", "ours"),
    [
        (b"", True),
        (b"User-agent: *\nDisallow: /news/", False),
        (b"User-agent: *\nDisallow: /news/\nAllow: /news/1", True),
        (b"User-agent: other\nDisallow: /", True),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: News-Monitor\nDisallow: /private", True),
        (b"User-agent: *\nAllow: /\n\nUser-agent: other\nUser-agent: news-monitor # us\nDisallow: /", False),
        (b"User-agent: other\nDisallow:\n\nUser-agent: third\nDisallow: /\n\nUser-agent: *\nDisallow: /x", True),
        (b"\xff\xfe\x00 nonsense \n::::", True),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /news/", False),
        (b"User agent: News-Monitor/2.0\nDisallow: /news/\n\nUser-agent: *\nAllow: /", False),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: news-monitor\n", True),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: news\nUser-agent: n\nAllow: /", False),
        (b"User-agent: *\n\n# ours\nDisallow: /*/*/*/*/x$\ndisallow /news/", False),
        (b"Disallow: /", True),
        (b"User-agent: *\rDisallow: /news/", False),
    ],
)
async def test_the_rules_for_us_decide(rules: bytes, ours: bool) -> None:
    robots, _, _ = made(rules)
    assert await allowed(robots) is ours


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_no_file_means_no_rules(status: int) -> None:
    robots, _, _ = made(error(status))
    assert await allowed(robots)


@pytest.mark.parametrize("fault", [error(500), error(503), error(429), error(None), TooLarge("big", url=URL)])
async def test_no_answer_means_stay_away_for_an_hour(fault: FetchError) -> None:
    robots, fetcher, clock = made(fault)
    with pytest.raises(FetchError, match=str(fault)):
        await robots.admit(URL)
    fetcher.answer = b""
    clock.time = NOW + timedelta(minutes=59)
    with pytest.raises(FetchError, match=str(fault)):
        await robots.admit(URL)
    clock.time = NOW + timedelta(minutes=61)
    assert await allowed(robots)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (FetchError("no such host", url=URL), "no such host"),
        (error(503), "the site's robots.txt cannot be read: no"),
        (TooLarge("big", url=URL, permanent=True), "the site's robots.txt cannot be read: big"),
    ],
)
async def test_a_site_that_does_not_answer_is_not_said_to_have_rules(fault: FetchError, said: str) -> None:
    robots, _, _ = made(fault)
    with pytest.raises(FetchError) as raised:
        await robots.admit(URL)
    assert (str(raised.value), type(raised.value)) == (said, FetchError)


async def test_a_site_is_asked_once_a_day_however_many_ask() -> None:
    robots, fetcher, clock = made(b"")
    await asyncio.gather(*(robots.admit(f"https://example.org/{number}") for number in range(20)))
    clock.time = NOW + timedelta(hours=23)
    await robots.admit(URL)
    assert fetcher.asked == ["https://example.org/robots.txt"]
    clock.time = NOW + timedelta(hours=25)
    await robots.admit(URL)
    assert len(fetcher.asked) == 2


async def test_each_origin_has_its_own_rules() -> None:
    robots, fetcher, _ = made(b"")
    for url in ("https://a.example/1", "http://a.example/1", "https://a.example:8443/1", "https://u:p@A.example/2"):
        await robots.admit(url)
    assert fetcher.asked == [
        "https://a.example/robots.txt",
        "http://a.example/robots.txt",
        "https://a.example:8443/robots.txt",
    ]


async def test_a_refusal_by_the_guard_is_said_as_such() -> None:
    robots, _, _ = made(ForbiddenAddress("private", url=URL))
    with pytest.raises(ForbiddenAddress):
        await robots.admit(URL)


async def test_parts_of_our_name_are_somebody_else() -> None:
    """There are 78 of them, and each would get a copy of every rule."""
    parts = {"news-monitor"[start:end] for start in range(12) for end in range(start + 1, 13)} - {"news-monitor"}
    agents = "".join(f"User-agent: {part}\n" for part in parts)
    robots, _, _ = made((agents + "Disallow: /\n" * 30_000).encode())
    assert await allowed(robots)


async def test_a_site_with_rules_beyond_counting_is_left_alone() -> None:
    robots, _, _ = made(b"User-agent: *\n" + b"Disallow: /*a*b*c*d$\n" * 20_000)
    with pytest.raises(FetchError, match=r"robots\.txt cannot be read: it has more than 5,000 rules for us"):
        await robots.admit(URL)


async def test_rules_of_many_sites_are_kept_within_bounds() -> None:
    robots, fetcher, _ = made(b"User-agent: *\n" + b"Disallow: /x\n" * 4_000)
    for number in range(20):
        await robots.admit(f"https://{number}.example/")
    await robots.admit("https://19.example/2")
    assert len(fetcher.asked) == 20
    await robots.admit("https://0.example/2")
    assert len(fetcher.asked) == 21


async def test_sites_that_are_refused_are_forgotten_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed may link to another forbidden name each time."""
    monkeypatch.setattr("monitor.collect.robots._MAX_SITES", 10)
    robots, _, _ = made(ForbiddenAddress("private", url=URL))
    for number in range(50):
        with pytest.raises(ForbiddenAddress):
            await robots.admit(f"https://{number}.example/")
    assert len(robots._sites) == 10


async def test_many_agents_over_many_rules_stay_small() -> None:
    """Every agent of a group gets every rule of it: here that would be 100 million."""
    agents = b"".join(b"User-agent: a%d\n" % number for number in range(10_000))
    rules = b"".join(b"Disallow: /%d\n" % number for number in range(10_000))
    robots, _, _ = made(agents + rules)
    assert await allowed(robots)
