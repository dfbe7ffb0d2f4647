"""What an answer gives to ask with next time, and how two answers are told apart."""

from __future__ import annotations

import hashlib

from monitor.model import Fetched, Validators


def validators_of(fetched: Fetched, before: Validators) -> Validators:
    """The validators to ask with next time; an unchanged body keeps what stood for it."""
    if fetched.status == 304:
        return before
    return Validators(
        etag=fetched.header("etag"),
        last_modified=fetched.header("last-modified"),
        digest=digest(fetched.body),
        url=fetched.url,
    )


def digest(body: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(body).hexdigest()
