"""httpx's transport on the guarded network; through a proxy, only what the guard has judged is handed over."""

from __future__ import annotations

import ssl
from typing import Any

import httpcore
import httpx

from monitor.errors import ForbiddenAddress
from monitor.guard.addresses import refusal
from monitor.guard.network import GuardedBackend, Resolver, resolve
from monitor.model import Proxy


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
