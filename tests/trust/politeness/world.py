"""Five hundred feeds on three hundred and fifty hosts, each with a reason to be there; the same for the same seed.

hosts ---- papers: plain ones of every rhythm, with every kind of validator and freshness
      \\--- the special ones: each way in which a server may ask for patience, fail, move or vanish
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, get_args

from trust.politeness.exchange import DAY_S, Asks, Rules
from trust.politeness.papers import Etag, Host, Modified, Paper, Phase

MINUTE_S, HOUR_S, WEEK_S = 60.0, 3600.0, 7 * DAY_S
#: seconds between two entries -> share of the plain papers
_RHYTHMS = {
    10 * MINUTE_S: 1, 30 * MINUTE_S: 6, HOUR_S: 20, 3 * HOUR_S: 25, 6 * HOUR_S: 15, DAY_S: 20,
    WEEK_S: 9, 0.0: 4,
}  # fmt: skip
#: what answers may say of their freshness
_FRESHNESS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("Cache-Control", "max-age=300"),),
    (("Cache-Control", "public, max-age=1800"),),
    (("Cache-Control", "max-age=3600, public"), ("Age", "1200")),
    (("Cache-Control", 'MAX-AGE="7200"'),),
    (("Cache-Control", "public, s-maxage=86400, max-age=2700"),),
    (("Cache-Control", "s-maxage=86400"),),
    (("Cache-Control", "max-age=0, must-revalidate"),),
    (("Cache-Control", "no-cache"),),
    (("Cache-Control", "private, max-age=43200"),),
    (("Cache-Control", "max-age=86400"),),
    (("Cache-Control", "max-age=31536000"),),
    (("Expires", "{date:5400}"), ("Date", "{date:0}")),
    (("Expires", "{date:14400}"), ("Date", "{date:0}"), ("Age", "600")),
    (("Expires", "{date:10800}"),),
    (("Expires", "0"),),
    (("Expires", "-1"), ("Cache-Control", "max-age=2400")),
    (("Expires", "Thu, 01 Jan 1970 00:00:00 GMT"),),
    (("Expires", "{date:60000}"), ("Cache-Control", "max-age=1200")),
    (("Pragma", "no-cache"), ("Cache-Control", "stale-while-revalidate=86400, max-age=1500")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All papers, by the host that serves them."""

    hosts: dict[str, Host]
    papers: dict[str, Paper]


def world(*, feeds: int, seed: int) -> World:
    """The special papers once at least, and plain ones for the rest, on about 0.7 hosts a feed."""
    chance, hosts = random.Random(seed), _Hosts()  # noqa: S311
    specials = [make(number, hosts, chance) for number, make in enumerate(_SPECIAL)]
    rounds = max((feeds // 3) // len(specials), 1)
    for again in range(1, rounds):
        specials += [make(number + again * len(_SPECIAL), hosts, chance) for number, make in enumerate(_SPECIAL)]
    plain = [_plain(number, hosts, chance) for number in range(len(specials), feeds)]
    papers = {paper.id: paper for paper in (*specials, *plain)}
    for paper in papers.values():
        for host, _ in paper.places:
            hosts.by_address[host].papers.append(paper)
    return World(hosts=hosts.by_address, papers=papers)


class _Hosts:
    """Hands out machines: most papers have one of their own, some share."""

    def __init__(self) -> None:
        self.by_address: dict[str, Host] = {}
        self._numbers = itertools.count()

    def own(self, chance: random.Random) -> str:
        """A new one."""
        number = next(self._numbers)
        address = f"127.{40 + number // 250}.7.{1 + number % 250}"
        robots, rules = chance.choice(
            [
                (404, Rules()),
                (200, Rules()),
                (200, Rules(crawl_delay_s=10)),
                (200, Rules(disallow=("/a/", "/private/"))),
            ]
        )
        self.by_address[address] = Host(
            address=address,
            robots=robots,
            rules=rules,
            keeps_alive=chance.random() < 0.6,
            gzip=chance.random() < 0.4,
            chunked=chance.random() < 0.3,
        )
        return address

    def some(self, chance: random.Random) -> str:
        """A new one, or one that is there."""
        if len(self.by_address) > 20 and chance.random() < 0.45:
            return chance.choice(list(self.by_address)[:60])
        return self.own(chance)


def _plain(number: int, hosts: _Hosts, chance: random.Random) -> Paper:
    (period_s,) = chance.choices(list(_RHYTHMS), list(_RHYTHMS.values()))
    etag: Etag = chance.choice(get_args(Etag)) if chance.random() < 0.7 else ""
    modified: Modified = chance.choice(get_args(Modified)) if chance.random() < 0.6 else ""
    return Paper(
        id=f"p{number:03}",
        places=((hosts.some(chance), f"/feeds/{number}.xml"),),
        period_s=period_s,
        since_s=-chance.random() * period_s,
        burst=chance.choice([1, 1, 4]) if period_s == HOUR_S else 1,
        window=40 if period_s and period_s < HOUR_S / 2 else chance.choice([4, 6, 8]),
        form=chance.choice(["rss", "rss", "atom"]),
        etag=etag,
        modified=modified,
        honours=chance.random() < 0.85,
        headers=chance.choice(_FRESHNESS) if chance.random() < 0.4 else (),
        bare_304=chance.random() < 0.3,
        pages=period_s >= HOUR_S * 3 and chance.random() < 0.25,
    )


# ---------------------------------------------------------------- the special ones


def _special(role: str, *, places: int = 1, **traits: Any) -> Callable[[int, _Hosts, random.Random], Paper]:
    """A maker of papers with these traits, on hosts of their own; otherwise three-hourly, with both validators."""

    def make(number: int, hosts: _Hosts, chance: random.Random) -> Paper:
        usual: dict[str, Any] = {"period_s": 3 * HOUR_S, "etag": "strong", "modified": "rfc", "window": 6}
        return Paper(
            id=f"p{number:03}",
            role=role,
            places=tuple((hosts.own(chance), f"/feeds/{number}.{place}.xml") for place in range(places)),
            since_s=-chance.random() * HOUR_S,
            **(usual | traits),
        )

    return make


def _phase(begin: float, end: float, what: Any, **more: Any) -> tuple[Phase, ...]:
    return (Phase(begin=begin, end=end, what=what, **more),)


def _shared_hub(number: int, hosts: _Hosts, chance: random.Random) -> Paper:
    """Feeds of several hosts that redirect to one: there they take turns."""
    made = _special("redirects to a shared host", places=2)(number, hosts, chance)
    hub = next((one.address for one in hosts.by_address.values() if one.address.startswith("127.99.")), "127.99.7.1")
    hosts.by_address.setdefault(hub, Host(address=hub))
    places = (made.places[0], (hub, made.places[1][1]))
    return replace(made, places=places, phases=_phase(0, 1, "moved", status=302))


def _busy_host(number: int, hosts: _Hosts, chance: random.Random) -> Paper:
    """Many feeds and their pages on one host."""
    made = _special("many feeds and pages on one host", pages=True, period_s=6 * HOUR_S)(number, hosts, chance)
    crowd = "127.98.7.1"
    hosts.by_address.setdefault(crowd, Host(address=crowd, robots=200, rules=Rules(crawl_delay_s=5)))
    return replace(made, places=((crowd, made.places[0][1]),))


def _without_rules(number: int, hosts: _Hosts, chance: random.Random) -> Paper:
    """Its pages may not be read: nobody knows whether they may."""
    made = _special("robots.txt cannot be read", pages=True, period_s=6 * HOUR_S)(number, hosts, chance)
    hosts.by_address[made.places[0][0]].robots = 503
    return made


_DATE = {"as_date": True}
_SPECIAL: tuple[Callable[[int, _Hosts, random.Random], Paper], ...] = (
    _special("asks by ttl", asks=Asks(ttl_s=2 * HOUR_S)),
    _special("asks by ttl of a day", asks=Asks(ttl_s=DAY_S)),
    _special("asks by a ttl below the floor", asks=Asks(ttl_s=300)),
    _special("asks by skipHours", asks=Asks(skip_hours=frozenset(range(8)))),
    _special("asks by skipHours, each second", asks=Asks(skip_hours=frozenset(range(1, 24, 2))), period_s=600.0),
    _special("asks by skipDays", asks=Asks(skip_days=frozenset({5, 6}))),
    _special("asks by skipHours and skipDays", asks=Asks(skip_hours=frozenset({22, 23, 0}), skip_days=frozenset({3}))),
    _special("asks by updatePeriod daily", asks=Asks(update_s=DAY_S), update="daily/1"),
    _special("asks by updatePeriod hourly", asks=Asks(update_s=HOUR_S), update="hourly/1", period_s=600.0, window=40),
    _special("asks by updatePeriod, four a day", asks=Asks(update_s=6 * HOUR_S), update="daily/4"),
    _special("429 in seconds", phases=_phase(0.2, 0.25, "status", status=429, retry_after_s=5400)),
    _special("429 as a date", phases=_phase(0.3, 0.34, "status", status=429, retry_after_s=9000, **_DATE)),
    _special("429 from the beginning", phases=_phase(0, 0.05, "status", status=429, retry_after_s=14400)),
    _special("503 in seconds", phases=_phase(0.4, 0.5, "status", status=503, retry_after_s=1200)),
    _special("503 as a date", phases=_phase(0.5, 0.56, "status", status=503, retry_after_s=20000, **_DATE)),
    _special("503 for two days", phases=_phase(0.15, 0.16, "status", status=503, retry_after_s=172800)),
    _special("503 for a day, as a date", phases=_phase(0.25, 0.26, "status", status=503, retry_after_s=90000, **_DATE)),
    _special("503 without a word", phases=_phase(0.3, 0.7, "status", status=503)),
    _special("404 with Retry-After", phases=_phase(0.3, 0.35, "status", status=404, retry_after_s=30000)),
    _special("200 with Retry-After", phases=_phase(0.2, 0.5, "paused", retry_after_s=10800)),
    _special("301 with a short Retry-After", places=2, phases=_phase(0, 1, "moved", status=301, retry_after_s=4)),
    _special("302 with a long Retry-After", places=2, phases=_phase(0.1, 0.4, "moved", status=302, retry_after_s=7200)),
    _special("500 for two thirds of the time", phases=_phase(0.1, 0.77, "status", status=500)),
    _special("502 from the beginning, then well", phases=_phase(0, 0.2, "status", status=502)),
    _special("403 for some days", phases=_phase(0.2, 0.75, "status", status=403)),
    _special("404 for a day", phases=_phase(0.4, 0.55, "status", status=404)),
    _special("404 for ever", phases=_phase(0, 1, "status", status=404)),
    _special("nobody listens for three days", phases=_phase(0.3, 0.75, "refuse")),
    _special("nobody ever listens", phases=_phase(0, 1, "refuse")),
    _special("does not answer", phases=_phase(0.2, 0.6, "hang")),
    _special("hangs up", phases=_phase(0.3, 0.6, "drop")),
    _special("answers are cut off", phases=_phase(0.3, 0.6, "cut")),
    _special("slow", phases=_phase(0, 1, "slow"), period_s=1200.0, window=30),
    _special("410 for good", phases=_phase(0.05, 1, "gone")),
    _special("410 once, then well", phases=_phase(0.4, 0.43, "gone")),
    _special("moved for good, to another host", places=2, phases=_phase(0.05, 1, "moved", status=301)),
    _special("moved for good by 308", places=2, phases=_phase(0.05, 1, "moved", status=308), period_s=1800.0),
    _special(
        "moved by a chain", places=3,
        phases=_phase(0.1, 1, "moved", status=301) + _phase(0.1, 1, "moved", status=301, to=2),
    ),
    _special("moved for a while", places=2, phases=_phase(0.2, 0.6, "moved", status=302)),
    _special(
        "moved, and then elsewhere", places=3,
        phases=_phase(0.1, 0.45, "moved", status=301) + _phase(0.45, 1, "moved", status=301, to=2),
    ),
    _special("moved, and then back", places=2, phases=_phase(0.1, 0.5, "moved", status=301)),
    _special("a page in place of the feed", phases=_phase(0.3, 0.6, "page")),
    _special("a changing ETag", etag="changing", period_s=DAY_S),
    _special("no validators", etag="", modified="", period_s=1800.0, window=20),
    _special("a page in place of the feed for ever", phases=_phase(0, 1, "page")),
    _shared_hub,
    _busy_host,
    _shared_hub,
    _busy_host,
    _without_rules,
    _special("every two minutes", period_s=2 * MINUTE_S, window=40),
)  # fmt: skip
