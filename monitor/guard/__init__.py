"""What may be connected to: every request that leaves this machine goes through here, webhooks too.

The name is resolved here, each address is judged, and the connection goes to the very address that
was judged: a name that changes its answer between the check and the connection gains nothing.
Redirects need no rule of their own, since each one is a connection too.

Where the owner set a proxy, it is the proxy that connects, to a name: what this machine knows of the name is judged
before it is handed over, and a name of which nothing is known, or one address refused, is not. What is private is
reached without the proxy.

addresses   which may be connected to, and which never
network     httpcore's network backend with that judge in front of it
transport   httpx's transport on that network, through a proxy of the owner's where there is one
pause       when a server wants to be asked again
"""

from __future__ import annotations

from monitor.guard.addresses import Address, refusal
from monitor.guard.network import GuardedBackend, Resolver, resolve
from monitor.guard.pause import http_date, retry_after_s
from monitor.guard.transport import guarded_transport

__all__ = [
    "Address",
    "GuardedBackend",
    "Resolver",
    "guarded_transport",
    "http_date",
    "refusal",
    "resolve",
    "retry_after_s",
]
