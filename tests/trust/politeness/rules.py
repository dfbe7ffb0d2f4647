"""What a server may expect of a polite reader, and a book in which every breach is written.

The rules are taken from the documents themselves, not from the monitor: RFC 9110 (conditional requests, Retry-After),
RFC 9111 (freshness), RFC 6585 (429), RFC 9309 (robots.txt), RSS 2.0 (ttl, skipHours, skipDays), mod_syndication
(updatePeriod), and what this project promises: 15 minutes at least between two polls, 2 seconds between two requests to
a host, one connection to it, an honest User-Agent. All times are seconds on the server's clock.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from trust.politeness.exchange import DAY_S, EPOCH, NO_ASKS, NO_RULES, Address, Asks, End, Reply, Request, Rules
from trust.politeness.waits import fresh_for, pause_until

FLOOR_S = 15 * 60.0
#: where nothing ever answered, it may be the reader's own network: it tries again a little sooner
UNHEARD_S = 270.0
GAP_S = 2.0
#: what a cache or a feed asks for is honoured up to here: every feed is asked once a day; Retry-After has no such bound
CEILING_S = DAY_S
#: floating point, and a reader that rounds a date to whole seconds
_GRAIN_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that was broken."""

    kind: str
    at: float
    where: str
    what: str


@dataclass(slots=True)
class _Place:
    """What is known of one address."""

    #: name of the rule -> not before
    not_before: dict[str, float] = field(default_factory=dict)
    #: of the answer that stands, and of one that perhaps never arrived
    etags: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    #: the headers of the last 200, which a 304 only amends
    stored: dict[str, str] = field(default_factory=dict)
    asks: Asks = NO_ASKS
    answered: bool = False
    #: 410 in a row
    gone: int = 0
    #: when it last was handed over whole
    read_at: float | None = None


@dataclass(slots=True)
class _Host:
    """What is known of one host."""

    ended_at: float | None = None
    rests_until: float = 0.0
    robots_at: float | None = None
    robots_good: bool = False
    rules: Rules = NO_RULES


class Book:
    """Is told of every request and every reply, and keeps the breaches."""

    def __init__(self, *, agent: str, contact: str) -> None:
        self._agent, self._contact = agent, contact
        self._places: defaultdict[Address, _Place] = defaultdict(_Place)
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._owner: dict[str, set[Address]] = defaultdict(set)
        self.breaches: list[Breach] = []
        self.requests: Counter[str] = Counter()
        #: seconds by which the reader's clock is fast, as it was set last: an hour is skipped where both clocks say so
        self.reader_fast_s = 0.0

    def counts(self) -> Counter[str]:
        """Breaches by kind."""
        return Counter(one.kind for one in self.breaches)

    def write(self, kind: str, at: float, where: str, what: str) -> None:
        """A breach."""
        self.breaches.append(Breach(kind=kind, at=at, where=where, what=what))

    def reader_put_forward(self, by_s: float) -> None:
        """The reader's clock was put forward: what it waits for by that clock comes so much sooner."""
        for place in self._places.values():
            place.not_before = {why: until - by_s for why, until in place.not_before.items()}
        for host in self._hosts.values():
            host.rests_until -= by_s
            if host.robots_at is not None:
                host.robots_at -= by_s

    # ------------------------------------------------------------ a request comes in

    def asked(self, request: Request) -> None:
        """Hold a request against what was agreed."""
        self.requests[request.kind] += 1
        place, where = self._places[request.address], f"{request.host}{request.path}"
        agent = request.headers.get("user-agent", "")
        if not agent.startswith(self._agent) or self._contact not in agent:
            self.write("User-Agent", request.at, where, agent)
        for why, until in place.not_before.items():
            if request.at < until - _GRAIN_S:
                self.write(why, request.at, where, f"{until - request.at:.0f} s early")
        if place.gone >= 2:
            self.write("asked after 410", request.at, where, f"{place.gone} times it said 410")
        self._hosted(request, where)
        if request.kind == "feed":
            self._skipped(request, place, where)
            self._conditions(request, place, where)
        if request.kind == "page":
            self._admitted(request, place, where)

    def crowded(self, at: float, host: str, connections: int) -> None:
        """More than one connection is open to a host."""
        self.write("two connections", at, host, f"{connections} at a time")

    def _hosted(self, request: Request, where: str) -> None:
        host = self._hosts[request.host]
        since = request.at - host.ended_at if host.ended_at is not None else DAY_S
        if since < GAP_S - 0.01:
            self.write("gap", request.at, where, f"{since:.2f} s after the last answer")
        if request.kind == "page" and since < host.rules.crawl_delay_s - 0.01:
            self.write("Crawl-delay", request.at, where, f"{since:.1f} s of {host.rules.crawl_delay_s:g} s")
        if request.at < host.rests_until - _GRAIN_S:
            early = host.rests_until - request.at
            self.write("host asked for a pause", request.at, where, f"{early:.0f} s early")
        if request.kind == "robots" and host.robots_good and request.at - (host.robots_at or 0.0) < DAY_S - _GRAIN_S:
            ago = request.at - (host.robots_at or 0.0)
            self.write("robots.txt twice a day", request.at, where, f"{ago:.0f} s after the last")

    def _skipped(self, request: Request, place: _Place, where: str) -> None:
        times = [EPOCH + timedelta(seconds=request.at + fast) for fast in (0.0, self.reader_fast_s)]
        asks = place.asks
        if len(asks.skip_hours) < 24 and all(time.hour in asks.skip_hours for time in times):
            self.write("skipHours", request.at, where, f"at {times[0]:%H:%M}")
        if len(asks.skip_days) < 7 and all(time.weekday() in asks.skip_days for time in times):
            self.write("skipDays", request.at, where, f"on {times[0]:%A}")

    def _conditions(self, request: Request, place: _Place, where: str) -> None:
        lately = place.read_at is not None and request.at - place.read_at < DAY_S
        for name, given in (("if-none-match", place.etags), ("if-modified-since", place.dates)):
            sent = request.headers.get(name)
            if sent is None and given and "" not in given and lately:
                self.write("unconditional", request.at, where, f"{name} of {given[0]} is missing")
            if sent is not None and sent not in given:
                self._foreign(request, f"{name}: {sent}", self._owner[sent])

    def _foreign(self, request: Request, sent: str, owners: set[Address]) -> None:
        """A validator that does not stand for the last answer of this address."""
        kind = "validator of an older answer" if request.address in owners else "validator of another address"
        self.write(kind if owners else "validator not verbatim", request.at, "".join(request.address), sent)

    def _admitted(self, request: Request, place: _Place, where: str) -> None:
        host = self._hosts[request.host]
        # a page may wait an hour for its turn after its robots.txt was looked at
        if host.robots_at is None or request.at - host.robots_at > DAY_S + 3600:
            self.write("robots.txt not asked", request.at, where, "")
        elif not host.robots_good:
            self.write("robots.txt unreadable", request.at, where, "")
        elif request.path.startswith(host.rules.disallow or ("\0",)):
            self.write("robots.txt disregarded", request.at, where, f"of {host.rules.disallow}")
        if place.read_at is not None and request.at - place.read_at < DAY_S:
            self.write("page asked again", request.at, where, f"{request.at - place.read_at:.0f} s after it was read")

    # ------------------------------------------------------------ a reply goes out

    def answered(self, request: Request, reply: Reply, *, at: float, end: End) -> None:
        """What the reply asks for counts from now; of one that did not arrive whole, nothing but that it was tried."""
        place, host = self._places[request.address], self._hosts[request.host]
        host.ended_at = at
        arrived = end == "whole" and bool(reply.status)
        if request.kind == "robots" and arrived:
            host.robots_at, host.robots_good = at, reply.status < 500 and reply.status != 429
            host.rules = reply.rules if reply.status == 200 else NO_RULES
        if arrived and reply.status == 200:
            place.read_at = at
        if not arrived:
            self._perhaps(place, reply)
            if request.kind == "feed" and end != "left":
                place.not_before = {"early": request.at + (FLOOR_S if place.answered else UNHEARD_S)}
            return
        place.answered = True
        if reply.target:  # what it once gave stands for nothing now, and does no harm
            place.etags, place.dates = (*place.etags, ""), (*place.dates, "")
        place.gone = place.gone + 1 if reply.status == 410 else 0
        until = pause_until(reply, at)
        waits = {} if until is None else {"Retry-After": until}
        if request.kind == "feed":
            waits |= {"early": request.at + FLOOR_S} | self._fresh(place, request, reply, at)
        # a redirect may have laid a wait upon its target
        place.not_before = {why: until for why, until in waits.items() if until > at}
        if reply.target and "Retry-After" in waits:
            self._places[reply.target].not_before["Retry-After of a redirect"] = waits["Retry-After"]
        if "Retry-After" in waits and reply.status in (429, 503):
            host.rests_until = max(host.rests_until, min(waits["Retry-After"], at + DAY_S))

    def _perhaps(self, place: _Place, reply: Reply) -> None:
        """The reader may have the answer, or may not: both validators are right then."""
        if reply.status == 200:
            place.etags = (*place.etags, reply.header("etag") or "")
            place.dates = (*place.dates, reply.header("last-modified") or "")

    def _fresh(self, place: _Place, request: Request, reply: Reply, at: float) -> dict[str, float]:
        """RFC 9111, 4.2.1 and 4.3.4, and what the feed asks for."""
        if reply.status not in (200, 304):
            return {}
        headers = {name.lower(): value for name, value in reply.headers.items()}
        if reply.status == 200:
            place.stored, place.asks = headers, reply.asks
            place.etags, place.dates = _given(headers, "etag"), _given(headers, "last-modified")
            for validator in (*place.etags, *place.dates):
                self._owner[validator].add(request.address)
        place.stored = {**{k: v for k, v in place.stored.items() if k not in ("age", "date")}, **headers}
        # without a Date the reader has but its own clock
        fresh_s, why = fresh_for(place.stored, at + max(self.reader_fast_s, 0.0))
        asked = {why: fresh_s, "ttl": place.asks.ttl_s, "updatePeriod": place.asks.update_s}
        return {why: at + min(seconds, CEILING_S) for why, seconds in asked.items() if seconds > 0}


def _given(headers: Mapping[str, str], name: str) -> tuple[str, ...]:
    return (headers[name],) if headers.get(name, "").isascii() and headers.get(name) else ()
