"""One address -> one answer, within a deadline and a cap, politely.

    host's turn -> guard -> request -> redirect? (again, at most five) -> status -> bounded body -> Fetched

Everything that goes wrong becomes a `FetchError` whose text is fit for a person. A host that says when to come back
(429, 503) is left alone until then, whatever is asked of it.
"""

from __future__ import annotations

import asyncio
import http
import ssl
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Literal
from urllib.parse import urlsplit

import httpx

from monitor.collect.body import ACCEPTED, in_words, read_body
from monitor.collect.faults import FAULTS, fetch_error
from monitor.collect.hosts import HostQueue
from monitor.collect.redirect import REDIRECTS, Redirect, redirect_of, wait_before
from monitor.collect.room import Room, Seat
from monitor.collect.urls import clean_link
from monitor.errors import FetchError, TooLarge
from monitor.guard import Resolver, guarded_transport, resolve, retry_after_s
from monitor.model import Fetched, Proxy, Source, Validators
from monitor.ports import Clock

Kind = Literal["feed", "page"]

#: client errors that may pass: not now, too early, too many (RFC 9110, RFC 8470, RFC 6585)
_PASSING = frozenset({408, 425, 429})
_ACCEPT = {
    "feed": "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
}
_NONE = Validators()
#: longest validator that is sent back: servers take some 8 kB of headers, and no honest one needs a tenth of it
_LONGEST_VALIDATOR = 1_000
#: answers whose Retry-After speaks for the whole host (RFC 6585, 4; RFC 9110, 15.6.4), and the longest that is believed
_PAUSES = frozenset({429, 503})
_LONGEST_REST_S = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one fetch."""

    #: decoded bytes of a feed; 100 MB took feedparser 22 s
    feed_bytes: int = 5_000_000
    #: decoded bytes of a page
    page_bytes: int = 2_000_000
    #: seconds for the whole answer, redirects included, the wait for the host's turn not
    deadline_s: float = 30.0
    #: seconds for the connection, and for each silence within an answer
    silence_s: float = 15.0
    #: redirects followed
    redirects: int = 5
    #: seconds between two requests to one host
    gap_s: float = 2.0

    def cap(self, kind: Kind) -> int:
        """Decoded bytes allowed for this kind."""
        return self.feed_bytes if kind == "feed" else self.page_bytes


class HttpFetcher:
    """`ports.Fetcher` over httpx: one client for the open web, one that may also reach private addresses.

    `user_agent` goes out as it is; it should name a contact. `context` says which certificates are believed; those of
    the public authorities where there is none.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        clock: Clock,
        limits: Limits = Limits(),
        resolver: Resolver = resolve,
        proxy: Proxy | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._clock = clock
        self._limits = limits
        self._hosts = HostQueue(limits.gap_s)
        self._room = Room()
        context = context or httpx.create_ssl_context(trust_env=False)
        self._open, self._private = (
            httpx.AsyncClient(
                transport=guarded_transport(allow_private=private, context=context, resolver=resolver, proxy=proxy),
                headers={"User-Agent": user_agent, "Accept-Encoding": ACCEPTED},
                timeout=limits.silence_s,
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # a shared client must not remember
                trust_env=False,
                follow_redirects=False,
            )
            for private in (False, True)
        )

    def rest(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for so long: what it asked for before a restart."""
        self._hosts.rest(host, min(seconds, _LONGEST_REST_S))

    async def fetch(
        self,
        url: str,
        *,
        kind: Kind,
        validators: Validators = _NONE,
        allow_private: bool = False,
        headers: Sequence[tuple[str, str]] = (),
        gap_s: float = 0.0,
    ) -> Fetched:
        """A 200 with its body, or a 304 without. Raises `FetchError` for everything else.

        The validators go to the address that gave them, verbatim, and to no other; `headers` to the origin of `url`.
        `gap_s`: seconds since the last answer of a host, where it asks for more than the usual.
        """
        client = self._private if allow_private else self._open
        asked, budget_s, moved_to, permanent = url, self._limits.deadline_s, "", True
        for _ in range(self._limits.redirects + 1):
            conditions = _conditions(validators) if url == (validators.url or asked) else {}
            own = dict(headers) if _origin(url) == _origin(asked) else {}
            async with self._hosts.turn(host_of(url), gap_s=gap_s):
                started = asyncio.get_running_loop().time()
                answer = await self._ask(client, url, kind, own, conditions, moved_to, budget_s=budget_s)
                budget_s -= asyncio.get_running_loop().time() - started
            if isinstance(answer, Fetched):
                return answer
            await wait_before(answer, url)
            url, permanent = answer.target, permanent and answer.permanent
            moved_to = url if permanent else moved_to
        raise FetchError(f"it redirects more than {self._limits.redirects} times", url=url)

    async def close(self) -> None:
        """Close every connection."""
        await self._open.aclose()
        await self._private.aclose()

    async def _ask(
        self,
        client: httpx.AsyncClient,
        url: str,
        kind: Kind,
        own: dict[str, str],
        conditions: dict[str, str],
        moved_to: str,
        *,
        budget_s: float,
    ) -> Fetched | Redirect:
        """One request: the answer, or where it redirects to."""
        headers = {"Accept": _ACCEPT[kind], **own, **conditions}
        try:
            async with asyncio.timeout(budget_s) as deadline, client.stream("GET", url, headers=headers) as response:
                if response.status_code in REDIRECTS:
                    return redirect_of(response, url, pause_s=self._pause_s(response) or 0.0)
                if response.status_code == 304 and conditions:
                    return self._fetched(response, b"", moved_to)
                if response.status_code != 200:
                    raise self._refused(response, url)
                return await self._read(response, url, kind, moved_to, Seat(self._room, deadline, url=url))
        except TimeoutError as error:
            raise FetchError(f"it did not answer within {self._limits.deadline_s:g} s", url=url) from error
        except FAULTS as error:
            raise fetch_error(error, url) from error

    async def _read(self, response: httpx.Response, url: str, kind: Kind, moved_to: str, seat: Seat) -> Fetched:
        """The answer with its body, whose room is given back when nobody holds the answer any longer."""
        try:
            body = await _body(response, url=url, cap=self._limits.cap(kind), seat=seat)
        except BaseException:
            seat.leave()
            raise
        fetched = self._fetched(response, body, moved_to)
        weakref.finalize(fetched, seat.leave).atexit = False
        return fetched

    def _refused(self, response: httpx.Response, url: str) -> FetchError:
        status = response.status_code
        phrase = http.HTTPStatus(status).phrase if status in http.HTTPStatus._value2member_map_ else ""
        pause_s = self._pause_s(response)
        if status in _PAUSES and pause_s:
            self.rest(host_of(url), pause_s)
        return FetchError(
            f"the server answered {status} {phrase}".rstrip(),
            url=url,
            status=status,
            permanent=400 <= status < 500 and status not in _PASSING,
            retry_after_s=pause_s,
        )

    def _pause_s(self, response: httpx.Response) -> float | None:
        headers = response.headers
        return retry_after_s(headers.get("retry-after"), dated=headers.get("date"), now=self._clock.now())

    def _fetched(self, response: httpx.Response, body: bytes, moved_to: str) -> Fetched:
        return Fetched(
            url=str(response.url),
            status=response.status_code,
            headers=tuple((name.lower(), value) for name, value in response.headers.multi_items()),
            body=body,
            fetched_at=self._clock.now(),
            moved_to=moved_to,
        )


def host_of(url: str) -> str:
    """Its host in lower case; "" for what is no address."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def headers_for(source: Source, url: str) -> tuple[tuple[str, str], ...]:
    """The owner's headers, log-in included, where `url` is of the same origin as the source; else none."""
    return source.headers if _origin(url) == _origin(source.url) else ()


async def _body(response: httpx.Response, *, url: str, cap: int, seat: Seat) -> bytes:
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:12]) > cap:
        raise TooLarge(f"the answer is larger than {in_words(cap)}", url=url, permanent=True)
    encoding = response.headers.get("content-encoding", "")
    return await read_body(response.aiter_raw(), url=url, encoding=encoding, cap=cap, seat=seat)


def _conditions(validators: Validators) -> dict[str, str]:
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    # others cannot be sent back verbatim: httpx writes header fields in ASCII
    return {name: value for name, value in pairs if value and value.isascii() and len(value) <= _LONGEST_VALIDATOR}


def _origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port: what a secret may be sent to."""
    parts = urlsplit(clean_link("", url))
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, host_of(url), port
