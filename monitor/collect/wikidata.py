"""Asks Wikidata for names: one request at a time, fifty items each, as politely as its operators ask.

    search(name) -> hits          wbsearchentities
    items(ids)   -> items         wbgetentities, in batches

`maxlag`, `Retry-After`, the honest User-Agent and the batches of fifty are the API's own rules (mediawiki.org,
"API:Etiquette" and "Manual:Maxlag parameter").
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import httpx
import yaml

from monitor.errors import FetchError
from monitor.guard import guarded_transport

#: where the API is
HOME = "https://www.wikidata.org/w/api.php"
#: items in one request (the API's limit for clients without a name)
BATCH = 50
#: seconds that the databases may lag behind before we wait instead of asking
MAXLAG = 5
#: requests for one answer, the first included
ATTEMPTS = 5
#: seconds: for one request; the longest wait that a server may ask of us; the first wait of our own, doubled each time
TIMEOUT_S, LONGEST_WAIT_S, FIRST_WAIT_S = 15.0, 60.0, 1.0

Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One answer to a search."""

    id: str
    label: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that Wikidata knows."""

    #: the one asked for; `id` is another where that one was merged into it
    asked: str
    id: str
    #: language -> name
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    descriptions: Mapping[str, str]
    #: "person", "org" …; None where its classes leave a doubt
    type: str | None


class Wikidata:
    """The API. `pause` waits, in seconds; `allow_private` is for an API on one's own machine."""

    def __init__(
        self, *, user_agent: str, home: str = HOME, allow_private: bool = False, pause: Pause = asyncio.sleep
    ) -> None:
        self._home, self._pause = home, pause
        context = httpx.create_ssl_context(trust_env=False)
        self._client = httpx.AsyncClient(
            transport=guarded_transport(allow_private=allow_private, context=context),
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip"},
            timeout=TIMEOUT_S,
            trust_env=False,
        )

    async def search(self, name: str, *, language: str, limit: int) -> tuple[Hit, ...]:
        """Items whose label or alias begins with the name, the likeliest first. Raises `FetchError`."""
        asked = {"search": name, "language": language, "uselang": language, "type": "item", "limit": str(limit)}
        answer = await self._ask({"action": "wbsearchentities", **asked})
        rows = _rows(answer.get("search"))
        return tuple(
            Hit(id=str(row["id"]), label=str(row.get("label", "")), description=str(row.get("description", "")))
            for row in rows
            if "id" in row
        )

    async def items(self, ids: Sequence[str], *, languages: Sequence[str]) -> tuple[Item, ...]:
        """Those of the ids that exist, in their order. Raises `FetchError`; then none is answered."""
        found: dict[str, Item] = {}
        wanted = list(dict.fromkeys(ids))
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            properties = "labels|aliases|descriptions|claims"
            asked = {"ids": "|".join(batch), "props": properties, "languages": "|".join(languages)}
            answer = await self._ask({"action": "wbgetentities", **asked})
            entities = answer.get("entities")
            for one in entities.values() if isinstance(entities, dict) else _rows(entities):
                if isinstance(one, dict) and "missing" not in one and "id" in one:
                    asked_as = str((one.get("redirects") or {}).get("from", one["id"]))
                    found[asked_as] = _item(asked_as, one)
        return tuple(found[each] for each in wanted if each in found)

    async def close(self) -> None:
        """Close the connection."""
        await self._client.aclose()

    async def _ask(self, parameters: Mapping[str, str]) -> Mapping[str, Any]:
        """One answer; what may pass is waited for."""
        fixed = {"format": "json", "formatversion": "2", "maxlag": str(MAXLAG)}
        fault, wait = "", 0.0
        for attempt in range(ATTEMPTS):
            if wait:
                await self._pause(wait)
            wait = min(FIRST_WAIT_S * 2**attempt, LONGEST_WAIT_S)
            try:
                response = await self._client.get(self._home, params={**parameters, **fixed})
            except httpx.ConnectError as error:
                raise FetchError("Wikidata cannot be reached: are you online?", url=self._home) from error
            except httpx.TimeoutException:
                fault = "Wikidata does not answer in time"
                continue
            except httpx.HTTPError as error:
                fault = f"the request failed: {type(error).__name__}"
                continue
            wait = _asked_to_wait(response) or wait
            answer, fault = _read(response)
            if answer is not None:
                return answer
            if response.status_code not in {200, 408, 429} and response.status_code < 500:
                break
        raise FetchError(fault, url=self._home)


def type_of(classes: Sequence[str]) -> str | None:
    """The type of an actor from its classes, None where they leave a doubt."""
    file = resources.files("monitor.collect") / "data" / "wikidata.yaml"
    known: Mapping[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    types = {kind for kind, listed in known.items() if set(listed) & set(classes)}
    return types.pop() if len(types) == 1 else None


def _read(response: httpx.Response) -> tuple[Mapping[str, Any] | None, str]:
    """The answer, or what is wrong with it, in words."""
    if response.status_code != httpx.codes.OK:
        return None, f"Wikidata answers with status {response.status_code}"
    try:
        answer = response.json()
    except ValueError:
        return None, "Wikidata's answer is no JSON"
    if not isinstance(answer, dict):
        return None, "Wikidata's answer is no object"
    if isinstance(error := answer.get("error"), dict):
        if error.get("code") == "maxlag":
            return None, "Wikidata is too busy: try again later"
        raise FetchError(f"Wikidata refuses: {error.get('info') or error.get('code')}", url=str(response.url.host))
    return answer, ""


def _asked_to_wait(response: httpx.Response) -> float | None:
    """`Retry-After` in seconds, bounded; a date, which this API does not send, is ignored."""
    asked = response.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_WAIT_S) if asked.isdecimal() else None


def _item(asked: str, row: Mapping[str, Any]) -> Item:
    claims = row.get("claims")
    instances = claims.get("P31", []) if isinstance(claims, dict) else []
    classes = [str(_inside(claim, "mainsnak", "datavalue", "value", "id")) for claim in _rows(instances)]
    return Item(
        asked=asked,
        id=str(row["id"]),
        labels=_values(row.get("labels")),
        aliases={
            language: tuple(str(one["value"]) for one in _rows(listed) if "value" in one)
            for language, listed in _mapping(row.get("aliases")).items()
        },
        descriptions=_values(row.get("descriptions")),
        type=type_of(classes),
    )


def _values(rows: object) -> dict[str, str]:
    mapping = _mapping(rows)
    return {
        language: str(one["value"]) for language, one in mapping.items() if isinstance(one, dict) and "value" in one
    }


def _mapping(rows: object) -> dict[str, Any]:
    """An object; the API writes an empty one as a list."""
    return rows if isinstance(rows, dict) else {}


def _rows(rows: object) -> list[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _inside(value: Any, *keys: str) -> Any:
    for each in keys:
        value = value.get(each) if isinstance(value, dict) else None
    return value
