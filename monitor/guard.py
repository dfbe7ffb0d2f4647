"""What may be connected to: every request that leaves this machine goes through here, webhooks too.

The name is resolved here, each address is judged, and the connection goes to the very address that
was judged: a name that changes its answer between the check and the connection gains nothing.
Redirects need no rule of their own, since each one is a connection too.

Where the owner set a proxy, it is the proxy that connects, to a name: what this machine knows of the name is judged
before it is handed over, and a name of which nothing is known is not. What is private is reached without the proxy.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore
import httpx

from monitor.errors import ForbiddenAddress
from monitor.model import Proxy

Address = IPv4Address | IPv6Address
#: (host, port) -> addresses in the order in which to try them
Resolver = Callable[[str, int], Awaitable[list[Address]]]

#: what `allow_private` opens: loopback, RFC 1918, shared (RFC 6598) and unique local (RFC 4193) space.
#: Link-local stays shut: cloud machines hand out their credentials at 169.254.169.254.
_PRIVATE = tuple(
    ip_network(block)
    for block in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
    )
)
#: where clouds hand their machines credentials outside link-local space: Alibaba, Azure, Oracle, Amazon, Google
_PLATFORMS = tuple(
    ip_address(text) for text in ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
)
#: not for the open web (IANA, special-purpose address registries), whatever this version of Python calls global:
#: protocol assignments, the relays of 6to4, benchmarking, documentation (RFC 9637)
_SPECIAL = tuple(ip_network(block) for block in ("192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "3fff::/20"))
#: the only IPv6 space given out so far (IANA, "IPv6 Global Unicast Address Assignments"). It leaves out
#: 64:ff9b::/96 and site-local fec0::/10, both of which Python calls global.
_GLOBAL_UNICAST = ip_network("2000::/3")
#: IPv6 that carries an IPv4 address inside, for a relay to unwrap: 6to4 (RFC 3056) and Teredo (RFC 4380)
_TUNNELS = tuple(ip_network(block) for block in ("2002::/16", "2001::/32"))


def refusal(address: Address, *, allow_private: bool) -> str | None:
    """Why this address must not be connected to, in words; None when it may."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return refusal(address.ipv4_mapped, allow_private=allow_private)
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return "an address of one interface"
    if address in _PLATFORMS:
        return "an address of the cloud's own"
    if any(address in block for block in _PRIVATE):
        return None if allow_private else "a private address"
    if address.is_multicast:
        return "a multicast address"
    if address.is_link_local:
        return "a link-local address"
    if isinstance(address, IPv6Address) and (
        address not in _GLOBAL_UNICAST or any(address in block for block in _TUNNELS)
    ):
        return "a reserved or translated address"
    special = not address.is_global or any(address in block for block in _SPECIAL)
    return "a reserved address" if special else None


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
            raise ForbiddenAddress(f"{host} is at {address}, {why}", url=host, private=private)
        return permitted


class _GuardedTransport(httpx.AsyncHTTPTransport):
    def __init__(
        self,
        backend: httpcore.AsyncNetworkBackend,
        *,
        limits: httpx.Limits,
        context: ssl.SSLContext,
        proxy: httpcore.Proxy | None = None,
    ) -> None:
        super().__init__(verify=context, trust_env=False, limits=limits)
        # httpx has no argument for a network backend, so its pool is made anew with ours
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=backend,
            proxy=proxy,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme not in ("http", "https"):
            raise ForbiddenAddress(f"only http and https are read, not {request.url.scheme}", url=str(request.url))
        try:
            return await super().handle_async_request(request)
        except ForbiddenAddress as error:
            error.url = str(request.url)
            raise


class _ToProxy(httpcore.AnyIOBackend):
    """The way to the proxy, wherever its owner has it."""

    async def connect_tcp(self, *args: Any, **named: Any) -> httpcore.AsyncNetworkStream:
        try:
            return await super().connect_tcp(*args, **named)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:  # not to be taken for the site's
            raise httpcore.ProxyError("it cannot be reached") from error


class _ProxiedTransport(_GuardedTransport):
    """Hands names over to a proxy once they are judged; what is private goes by `direct`."""

    def __init__(self, judge: GuardedBackend, direct: _GuardedTransport, proxy: httpcore.Proxy, **options: Any) -> None:
        super().__init__(_ToProxy(), proxy=proxy, **options)
        self._judge = judge
        self._direct = direct

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host, port = request.url.host, request.url.port or _PORTS.get(request.url.scheme, 0)
        try:
            # the proxy looks the name up for itself, and takes whichever address it likes
            addresses = await self._judge.permitted(host, port, only=True) if port else []
        except httpcore.ConnectError as error:
            raise httpx.ConnectError(str(error), request=request) from error
        if any(refusal(address, allow_private=False) for address in addresses):
            return await self._direct.handle_async_request(request)
        if port and not addresses:
            raise httpx.ConnectError(f"no address is known for {host}", request=request)
        return await super().handle_async_request(request)

    async def aclose(self) -> None:
        await self._direct.aclose()
        await super().aclose()


_PORTS = {"http": 80, "https": 443}
#: httpx's own figures, with less kept alive: a watch asks many hosts once, not one host often
DEFAULT_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=5.0)


def guarded_transport(
    *,
    allow_private: bool = False,
    limits: httpx.Limits = DEFAULT_LIMITS,
    context: ssl.SSLContext | None = None,
    resolver: Resolver = resolve,
    proxy: Proxy | None = None,
) -> httpx.AsyncBaseTransport:
    """A transport for `httpx.AsyncClient` that connects only to what `refusal` permits, through a `proxy` where there
    is one.

    Pass one `context` to several transports: building one costs some 20 ms. Its requests raise
    `ForbiddenAddress` beside what httpx raises.
    """
    context = context or httpx.create_ssl_context(trust_env=False)
    backend = GuardedBackend(allow_private=allow_private, resolver=resolver)
    direct = _GuardedTransport(backend, limits=limits, context=context)
    if proxy is None:
        return direct
    auth = None if proxy.password is None else ((proxy.user or "").encode(), proxy.password.encode())
    through = httpcore.Proxy(proxy.url, auth=auth)
    return _ProxiedTransport(backend, direct, through, limits=limits, context=context)
