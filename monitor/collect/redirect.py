"""Where a redirect leads, and how long it asks to wait first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import httpx

from monitor.collect.urls import clean_link
from monitor.errors import FetchError

#: RFC 9110, 15.4: those that say where the answer is; 300 and 305 do not
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
#: seconds for which a redirect is held back where it asks for it
_LONGEST_WAIT_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An answer that is elsewhere."""

    target: str
    permanent: bool
    #: seconds that it asks to wait before it is followed (RFC 9110, 10.2.3)
    pause_s: float = 0.0


def redirect_of(response: httpx.Response, url: str, *, pause_s: float) -> Redirect:
    """The redirect that the answer of `url` is. Raises `FetchError` where it leads nowhere."""
    target = clean_link(url, response.headers.get("location", ""))
    if not target:
        raise FetchError("it redirects to nowhere", url=url, status=response.status_code, permanent=True)
    return Redirect(target=target, permanent=response.status_code in _PERMANENT, pause_s=pause_s)


async def wait_before(redirect: Redirect, url: str) -> None:
    """Wait as it asks; for longer than anybody would, the redirect is an error until then."""
    if redirect.pause_s > _LONGEST_WAIT_S:
        text = f"it redirects, and asks to wait {redirect.pause_s:.0f} s first"
        raise FetchError(text, url=url, retry_after_s=redirect.pause_s)
    await asyncio.sleep(redirect.pause_s)
