"""Asks Wikidata for names: one request at a time, fifty items each, as politely as its operators ask.

    search(name) -> hits          wbsearchentities
    items(ids)   -> items         wbgetentities, in batches

`maxlag`, `Retry-After`, the honest User-Agent and the batches of fifty are the API's own rules (mediawiki.org,
"API:Etiquette" and "Manual:Maxlag parameter"). How an answer is read is said in `wikidata_answer`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import httpx

from monitor.collect.body import ACCEPTED, in_words, read_body
from monitor.collect.room import Room, Seat
from monitor.collect.wikidata_answer import Hit, Item, hits, items, languages_asked, read
from monitor.errors import FetchError, TooLarge
from monitor.guard import guarded_transport
from monitor.model import Proxy

#: where the API is
HOME = "https://www.wikidata.org/w/api.php"
#: items in one request (the API's limit for clients without a name)
BATCH = 50
#: seconds that the databases may lag behind before we wait instead of asking
MAXLAG = 5
#: requests for one answer, the first included
ATTEMPTS = 5
#: seconds: for one request as a whole; the longest wait that a server may ask of us; the first wait of our own, doubled
#: each time
TIMEOUT_S, LONGEST_WAIT_S, FIRST_WAIT_S = 20.0, 60.0, 1.0
#: bytes of an answer, decoded: fifty heads of state with all their claims take some 20 MB
CAP = 32_000_000

Pause = Callable[[float], Awaitable[None]]


class Wikidata:
    """The API. `pause` waits, in seconds; `allow_private` is for an API on one's own machine."""

    def __init__(
        self,
        *,
        user_agent: str,
        home: str = HOME,
        allow_private: bool = False,
        pause: Pause = asyncio.sleep,
        timeout_s: float = TIMEOUT_S,
        proxy: Proxy | None = None,
    ) -> None:
        self._home, self._pause, self._timeout_s = home, pause, timeout_s
        context = httpx.create_ssl_context(trust_env=False)
        self._client = httpx.AsyncClient(
            transport=guarded_transport(allow_private=allow_private, context=context, proxy=proxy),
            headers={"User-Agent": user_agent, "Accept-Encoding": ACCEPTED},
            timeout=timeout_s,
            trust_env=False,
        )

    async def search(self, name: str, *, language: str, limit: int) -> tuple[Hit, ...]:
        """Items whose label or alias begins with the name, the likeliest first. Raises `FetchError`."""
        asked = {"search": name, "language": language, "uselang": language, "type": "item", "limit": str(limit)}
        return hits(await self._ask({"action": "wbsearchentities", **asked}))

    async def items(self, ids: Sequence[str], *, languages: Sequence[str]) -> tuple[Item, ...]:
        """Those of the ids that exist, in their order. Raises `FetchError`; then none is answered."""
        found: dict[str, Item] = {}
        wanted = list(dict.fromkeys(ids))
        asked = {"props": "labels|aliases|descriptions|claims", "languages": "|".join(languages_asked(languages))}
        for start in range(0, len(wanted), BATCH):
            batch = "|".join(wanted[start : start + BATCH])
            answer = await self._ask({"action": "wbgetentities", "ids": batch, **asked})
            found.update((item.asked, item) for item in items(answer, languages))
        return tuple(found[each] for each in wanted if each in found)

    async def close(self) -> None:
        """Close the connection."""
        await self._client.aclose()

    async def _ask(self, parameters: Mapping[str, str]) -> Mapping[str, Any]:
        """One answer; what may pass is waited for."""
        fixed = {"format": "json", "formatversion": "2", "maxlag": str(MAXLAG)}
        fault = ""
        for attempt in range(ATTEMPTS):
            try:
                response, body = await self._get({**parameters, **fixed})
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                raise FetchError("Wikidata cannot be reached: are you online?", url=self._home) from error
            except httpx.InvalidURL as error:
                raise FetchError(f"{self._home} is no address: {error}", url=self._home, permanent=True) from error
            except (httpx.TimeoutException, TimeoutError):
                asked, fault = None, "Wikidata does not answer in time"
            except httpx.HTTPError as error:
                asked, fault = None, f"the connection to Wikidata broke off ({type(error).__name__})"
            else:
                answer, fault = read(response.status_code, body)
                if answer is not None:
                    return answer
                if response.status_code not in {200, 408, 429} and response.status_code < 500:
                    break
                asked = _asked_to_wait(response)
            if asked is not None and asked > LONGEST_WAIT_S:
                fault = f"{fault}: it asks to be left alone for {asked:.0f} seconds"
                raise FetchError(fault, url=self._home, retry_after_s=asked)
            if attempt + 1 < ATTEMPTS:
                await self._pause(FIRST_WAIT_S * 2**attempt if asked is None else asked)
        raise FetchError(fault, url=self._home)

    async def _get(self, parameters: Mapping[str, str]) -> tuple[httpx.Response, bytes]:
        """One request. Raises httpx's errors, `TimeoutError`, `TooLarge` and `ForbiddenAddress`."""
        async with (
            asyncio.timeout(self._timeout_s) as deadline,
            self._client.stream("GET", self._home, params=parameters) as answer,
        ):
            encoding = answer.headers.get("content-encoding", "")
            seat = Seat(Room(CAP), deadline)
            try:
                body = await read_body(answer.aiter_raw(), url=self._home, encoding=encoding, cap=CAP, seat=seat)
            except TooLarge as error:
                what = f"Wikidata's answer is larger than {in_words(CAP)}: ask for fewer at a time"
                raise TooLarge(what, url=self._home, permanent=True) from error
        return answer, body


def _asked_to_wait(response: httpx.Response) -> float | None:
    """`Retry-After` in seconds; a date, which this API does not send, is ignored."""
    asked = response.headers.get("Retry-After", "").strip()
    return float(asked) if asked.isascii() and asked.isdecimal() else None
