from __future__ import annotations

from ipaddress import ip_address

import httpcore
import httpx
import pytest

from monitor.errors import ForbiddenAddress
from monitor.guard import Address, GuardedBackend, guarded_transport, refusal

PRIVATE = ["127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd00::1"]
NEVER = [
    "0.0.0.0",
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "3fff::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fd12::1%eth0",
    "fe80::1%1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "::ffff:169.254.169.254",
]
PUBLIC = ["8.8.8.8", "::ffff:8.8.8.8", "2606:4700::1", "2a00:1450::1"]


@pytest.mark.parametrize("address", PRIVATE + [f"::ffff:{address}" for address in PRIVATE if "." in address])
def test_private_addresses_need_leave(address: str) -> None:
    assert refusal(ip_address(address), allow_private=False) == "a private address"
    assert refusal(ip_address(address), allow_private=True) is None


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_refused_even_with_leave(address: str) -> None:
    for leave in (False, True):
        assert refusal(ip_address(address), allow_private=leave)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_permitted(address: str) -> None:
    assert refusal(ip_address(address), allow_private=False) is None


async def test_a_name_is_judged_by_what_it_resolves_to() -> None:
    async def resolver(host: str, port: int) -> list[Address]:
        return [ip_address("10.0.0.1"), ip_address("::1")]

    with pytest.raises(ForbiddenAddress, match=r"intranet\.example is at 10\.0\.0\.1, a private address"):
        await GuardedBackend(resolver=resolver).connect_tcp("intranet.example", 80)


async def test_an_address_is_told_once() -> None:
    async def resolver(host: str, port: int) -> list[Address]:
        return [ip_address(host)]

    with pytest.raises(ForbiddenAddress, match=r"^127\.0\.0\.1 is a private address$"):
        await GuardedBackend(resolver=resolver).connect_tcp("127.0.0.1", 80)


async def test_a_name_without_addresses_is_a_connection_error() -> None:
    async def resolver(host: str, port: int) -> list[Address]:
        return []

    with pytest.raises(httpcore.ConnectError, match=r"no address is known for nowhere\.example"):
        await GuardedBackend(resolver=resolver).connect_tcp("nowhere.example", 80)


async def test_local_sockets_are_refused() -> None:
    with pytest.raises(ForbiddenAddress):
        await GuardedBackend(allow_private=True).connect_unix_socket("/run/docker.sock")


@pytest.mark.parametrize("url", ["ftp://example.org/", "file:///etc/passwd", "ws://example.org/"])
async def test_only_http_and_https_leave(url: str) -> None:
    async with guarded_transport(allow_private=True) as transport:
        with pytest.raises(ForbiddenAddress, match="only http and https"):
            await transport.handle_async_request(httpx.Request("GET", url))
