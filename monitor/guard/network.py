"""httpcore's network backend: the name is resolved, each address judged, and the very address connected to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import ip_address
from typing import Any

import httpcore

from monitor.errors import ForbiddenAddress
from monitor.guard.addresses import Address, refusal

#: (host, port) -> addresses in the order in which to try them
Resolver = Callable[[str, int], Awaitable[list[Address]]]


async def resolve(host: str, port: int) -> list[Address]:
    """The addresses of a host as the system's resolver knows them. Raises `OSError`.

    Numbers in any spelling (decimal, hexadecimal, shortened) come back as plain addresses.
    """
    answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(sockaddr[0]) for *_, sockaddr in answers))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's network backend with a judge in front of it."""

    def __init__(self, *, allow_private: bool = False, resolver: Resolver = resolve) -> None:
        self._allow_private = allow_private
        self._resolver = resolver
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  (httpcore's signature)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers. Raises `ForbiddenAddress` and httpcore's `ConnectError`."""
        failure: Exception | None = None
        for address in await self.permitted(host, port):
            try:
                return await self._network.connect_tcp(
                    str(address), port, timeout=timeout, local_address=local_address, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"no address is known for {host}")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  (httpcore's signature)
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Always refused: no address of ours names a local socket."""
        raise ForbiddenAddress("local sockets are never connected to", url=path)

    async def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks between its own retries."""
        await asyncio.sleep(seconds)

    async def permitted(self, host: str, port: int, *, only: bool = False) -> list[Address]:
        """The addresses of a host that may be connected to; none where it has none. Raises as `connect_tcp`.

        `only`: the host is refused where one of its addresses is.
        """
        try:
            addresses = await self._resolver(host, port)
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that IDNA cannot encode
            raise httpcore.ConnectError(f"no address is known for {host}") from error
        refusals = {address: refusal(address, allow_private=self._allow_private) for address in addresses}
        permitted = [address for address, why in refusals.items() if why is None]
        refused = [(address, why) for address, why in refusals.items() if why is not None]
        if refused and (only or not permitted):
            address, why = refused[0]
            private = refusal(address, allow_private=True) is None
            told = f"{host} is {why}" if host == str(address) else f"{host} is at {address}, {why}"
            raise ForbiddenAddress(told, url=host, private=private)
        return permitted
