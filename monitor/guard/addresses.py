"""Which addresses may be connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

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
