"""A link as a feed gives it -> the address at which its article lives and can be fetched.

href -> absolute -> out of redirectors and AMP caches -> without trackers; every other byte stays
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from monitor.collect.addresses import Redirector, known
from monitor.collect.urls import clean_link

_WEB = re.compile(r"https?://", re.IGNORECASE)
#: recordings and pictures: what an enclosure is, and no page
_MEDIA = re.compile(
    r"\.(?:mp3|m4a|m4v|mp4|mov|ogg|oga|opus|wav|aac|flac|webm|avi|jpe?g|png|gif|webp)(?:$|[?#])", re.IGNORECASE
)
#: redirectors that lead to redirectors; more are a circle
_STEPS = 3
#: /c/s/host/path on a cache: c(ontent), v(iewer) or wp; s where the origin has https (AMP, "cache URL format")
_AMP_CACHE = re.compile(r"/(?:c|v|wp)/(s/)?([^/]+\.[^/]+(?:/.*)?)$", re.DOTALL)
_AMP_VIEWER = re.compile(r"/amp/(s/)?([^/]+\.[^/]+(?:/.*)?)$", re.DOTALL)
#: what a viewer adds to the query of what it shows
_OF_THE_VIEWER = re.compile(r"(?:^|&)(?:amp_js_v|amp_gsa|usqp)=[^&]*")
#: the article's address within the id of an older Google News link: base64 of field 1 (kind), field 4 (address)
_GOOGLE_NEWS = re.compile(r"/(?:rss/|__i/rss/rd/)?(?:articles|read)/([\w-]{20,})$")
_IN_THE_ID = re.compile(rb"https?://[\x21-\x7e]+")


def article_link(base: str, href: str) -> str:
    """The address that `href` means on the page `base`, fit to be fetched; "" where it means none."""
    url = clean_link(base, href.replace("&amp;", "&"))  # escaped once too often
    for _ in range(_STEPS):
        target = _target(url)
        if not target:
            break
        url = target
    return _untracked(url) if url else ""


def page_of(guid: str) -> str:
    """The guid, where it is the address of a page; "" where it is anything else, a podcast's recording for instance."""
    guid = guid.strip()
    return guid if _WEB.match(guid) and not _MEDIA.search(guid) else ""


def _target(url: str) -> str:
    """Where an address leads that is only a way to another one; "" where it is none."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    found = (way(parts, host) for way in _WAYS)
    return next((target for href in found if href and (target := clean_link("", href)) and target != url), "")


def _redirected(parts: SplitResult, host: str) -> str:
    for one in known().redirectors:
        here = parts.path.rstrip("/") == one.path.rstrip("/") and _is(host, one.host)
        if here and (target := _parameter(parts.query, one)):
            return target
    return ""


def _parameter(query: str, redirector: Redirector) -> str:
    if not redirector.parameter:
        return unquote(query)
    return next((value for name, value in parse_qsl(query) if name == redirector.parameter), "")


def _from_amp(parts: SplitResult, host: str) -> str:
    """From a cache (example-com.cdn.ampproject.org) or a viewer (google.com/amp) back to the origin."""
    if _is(host, "cdn.ampproject.org"):
        found = _AMP_CACHE.match(parts.path)
    elif _is(host, "google.*"):
        found = _AMP_VIEWER.match(parts.path)
    else:
        return ""
    query = _OF_THE_VIEWER.sub("", parts.query).lstrip("&")
    return f"{'https' if found[1] else 'http'}://{found[2]}{'?' + query if query else ''}" if found else ""


def _from_google_news(parts: SplitResult, host: str) -> str:
    """Newer ids hold no address: those links stay, and Google leads on."""
    found = _GOOGLE_NEWS.search(parts.path) if host == "news.google.com" else None
    if not found:
        return ""
    try:
        inside = base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4))
    except (ValueError, binascii.Error):
        return ""
    address = _IN_THE_ID.search(inside)
    # field 5, the AMP edition, begins with the tag \xd2 and may follow: it is no part of what is printable
    return address[0].decode("ascii") if address else ""


_WAYS: tuple[Callable[[SplitResult, str], str], ...] = (_redirected, _from_amp, _from_google_news)


def _untracked(url: str) -> str:
    """Without the parameters that only track, in the query or, as some write them, in the fragment."""
    parts = urlsplit(url)
    if not parts.query and not parts.fragment:
        return url
    query, fragment = _without_trackers(parts.query), parts.fragment
    if "=" in fragment and not fragment.startswith(("/", "!")):
        fragment = _without_trackers(fragment)
    return urlunsplit(parts._replace(query=query, fragment=fragment))


def _without_trackers(query: str) -> str:
    pairs = [pair.partition("=") for pair in query.split("&")]
    kept = [(name, sign, value) for name, sign, value in pairs if not known().tracks(name.lower(), value.lower())]
    return query if len(kept) == len(pairs) else "&".join("".join(pair) for pair in kept)


def _is(host: str, name: str) -> bool:
    """The host itself or one below it; "google.*" under any ending of one or two labels (google.co.uk)."""
    if not name.endswith(".*"):
        return host == name or host.endswith(f".{name}")
    labels = host.split(".")
    place = len(labels) - 1 - labels[::-1].index(name[:-2]) if name[:-2] in labels else len(labels)
    return 1 <= len(labels) - 1 - place <= 2
