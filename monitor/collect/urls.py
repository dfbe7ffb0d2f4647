"""Addresses as values: cleaned, and brought to the one form in which two can be compared."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from monitor.collect.addresses import known

#: longest address that is believed; the sitemaps protocol sets 2,048, browsers take more
MAX_LENGTH = 2048
#: longest guid that is kept as it stands; a longer one is hashed
MAX_KEY = 500

_DEFAULT_PORTS = {"http": 80, "https": 443}
#: unreserved and reserved characters of RFC 3986, and the percent sign of what is escaped already
_KEPT = "%/:?#[]@!$&'()*+,;=-._~"
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def clean_link(base: str, href: str) -> str:
    """The absolute http or https address that `href` means on the page `base`; "" where it means none."""
    try:
        # browsers drop control characters inside an address too (WHATWG URL, "basic URL parser")
        url = urljoin(base, _CONTROL.sub("", href).strip())
        parts = urlsplit(url)
        usable = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    url = url.replace(" ", "%20")
    return url if usable and href.strip() and len(url) <= MAX_LENGTH and url.isprintable() else ""


def canonical(url: str) -> str:
    """The form under which two addresses of one article are equal; "" for what is no web address.

    It is an identity, not an address to fetch: host in lower case, without credentials, default port,
    fragment and tracking parameters; escapes in one spelling; AMP and mobile twins folded. The other
    parameters stay, in their order. Applying it twice changes nothing.
    """
    url = clean_link("", url)
    if not url:
        return ""
    parts = urlsplit(url)
    path = _desktop_path(_escaped(parts.path)) or "/"
    return urlunsplit(
        (parts.scheme, _authority(parts.scheme, parts.hostname or "", parts.port), path, _query(parts.query), "")
    )


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registered name, www.example.com and m.example.com for instance."""
    try:
        first, second = urlsplit(one).hostname, urlsplit(other).hostname
    except ValueError:
        return False
    return bool(first and second) and _registered(str(first)) == _registered(str(second))


def entry_key(*, guid: str, url: str, title: str, text: str) -> str:
    """What identifies an entry within its feed: guid, else canonical URL, else a hash of title and text.

    Pass an empty guid or url where the feed repeats it: what several entries share identifies none.
    """
    guid = guid.strip()
    if guid:
        return guid if len(guid) <= MAX_KEY else "sha256:" + _digest(guid)
    return canonical(url) or "sha256:" + _digest(f"{title}\n{text}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _registered(host: str) -> str:
    """The part of a host name that was registered: example.co.uk of news.example.co.uk."""
    labels = host.lower().rstrip(".").split(".")
    if labels[-1].isdigit() or ":" in host:  # an IP address
        return host.lower()
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in known().registry
    return ".".join(labels[-3:] if second_level else labels[-2:])


def _authority(scheme: str, host: str, port: int | None) -> str:
    host = host.lower().rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = quote(host)
    host = _desktop_host(host)
    if ":" in host:
        host = f"[{host}]"
    return host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"


def _desktop_host(host: str) -> str:
    """m.example.com serves what www.example.com serves; m.co.uk is a name of its own."""
    first, _, rest = host.partition(".")
    if first not in known().twins or "." not in rest or rest.split(".")[0] in known().registry:
        return host
    return f"www.{rest}" if rest == _registered(rest) else _desktop_host(rest)


def _desktop_path(path: str) -> str:
    """/amp at either end of a path names the AMP edition of what is between."""
    while path.rstrip("/").endswith("/amp") and path.rstrip("/") != "/amp":
        path = path.rstrip("/").removesuffix("/amp")
    while path.startswith("/amp/") and len(path) > len("/amp/"):
        path = path.removeprefix("/amp")
    return path


def _query(query: str) -> str:
    kept = []
    for pair in _escaped(query).split("&"):
        name, _, value = pair.lower().partition("=")
        if pair and not known().tracks(name, value) and value not in known().amp.get(name, ()):
            kept.append(pair)
    return "&".join(kept)


def _escaped(text: str) -> str:
    """Non-ASCII percent-encoded as UTF-8, escapes in capitals (RFC 3986, 6.2.2.1)."""
    return _ESCAPE.sub(lambda escape: escape[0].upper(), quote(text, safe=_KEPT, errors="replace"))
