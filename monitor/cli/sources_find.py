"""What of a site can be subscribed to, asked as the daemon asks: through the guard, within its caps and pauses."""

from __future__ import annotations

import asyncio

from monitor.cli.pages import is_address
from monitor.cli.progress import Live
from monitor.clock import SystemClock
from monitor.collect.discovery.candidates import Found
from monitor.errors import DocumentError, FetchError, ForbiddenAddress, MonitorError
from monitor.settings.runtime import Runtime


def find(address: str, runtime: Runtime, *, selector: str = "", allow_private: bool = False) -> Found:
    """What is found at an address, with a selector as a list page; without a scheme, https is tried before http.

    Raises `MonitorError`, which names the address, where it does not answer or holds no page.
    """
    urls = [address] if is_address(address) else [f"https://{address}", f"http://{address}"]
    for url in urls:
        try:
            return asyncio.run(_scout(url, runtime, selector, allow_private=allow_private))
        except FetchError as error:
            if url != urls[-1] and not error.reached and not isinstance(error, ForbiddenAddress):
                continue  # nobody listens for https there
            private = isinstance(error, ForbiddenAddress) and error.private
            hint = " (--allow-private asks it nevertheless)" if private else ""
            raise MonitorError(f"{url}: {error}{hint}") from error
        except DocumentError as error:
            raise DocumentError(f"{url}: {error}") from error
    raise AssertionError("the last address answers or raises")


async def _scout(url: str, runtime: Runtime, selector: str, *, allow_private: bool) -> Found:
    """Raises `FetchError` and `DocumentError`."""
    from monitor.collect.discovery.scout import Scout
    from monitor.collect.workers import WorkerLimits, WorkerPool
    from monitor.gateway import fetcher_of
    from monitor.settings.languages import IDENTIFIER

    clock = SystemClock()
    fetcher, pool = fetcher_of(runtime, clock), WorkerPool(WorkerLimits(workers=1))
    with Live() as live:
        live.begin("Looking for feeds", None)
        try:
            scout = Scout(
                fetcher=fetcher,
                pool=pool,
                user_agent=runtime.user_agent,
                clock=clock,
                classify=IDENTIFIER,
                progress=live,
                allow_private=allow_private,
            )
            return await (scout.look_at_list(url, selector) if selector else scout.look(url))
        except ValueError as error:  # urllib's word for brackets that hold no IPv6 address
            raise FetchError("this is no address", url=url, permanent=True) from error
        finally:
            await pool.close()
            await fetcher.close()
