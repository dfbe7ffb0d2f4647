"""A page that a browser saved -> Contents: the extraction that polled pages go through."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage

from monitor.collect.article import SHORTEST_PAGE
from monitor.collect.forms.contents import Contents
from monitor.collect.forms.form import ARCHIVE
from monitor.collect.pages.extract import extract
from monitor.collect.urls import clean_link
from monitor.errors import DocumentError

#: what browsers and their extensions write at the top of a page that they save
_SAVED_FROM = re.compile(
    rb"<!--[^>]{0,200}?(?:saved from url=\(\d{1,6}\)|\burl:)\s*(https?://[^\s<>\"']{1,2000})", re.I
)
_WITHIN = 4096


def contents(raw: bytes, *, url: str = "") -> Contents:
    """The article on a page; `url` is where it came from, where that is known.

    Raises `DocumentError` for a page that cannot be read, and for one without an article.
    """
    address = ""
    if ARCHIVE.match(raw):
        raw, address = _unpacked(raw)
    elif saved := _SAVED_FROM.search(raw[:_WITHIN]):
        address = clean_link("", saved[1].decode("utf-8", "replace"))
    page = extract(raw, url=url or address)
    if len(page.text) < SHORTEST_PAGE:
        raise DocumentError("no article was found on the page; copy its text into a .txt file")
    return Contents(
        title=page.title, text=page.text, url=url or address or page.canonical_url, published=page.published
    )


def _unpacked(raw: bytes) -> tuple[bytes, str]:
    """The first page of an archive, and its address."""
    message = email.message_from_bytes(raw, _class=EmailMessage, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            return (body if isinstance(body, bytes) else b""), clean_link("", str(part.get("Content-Location", "")))
    raise DocumentError("there is no page in this web archive")
