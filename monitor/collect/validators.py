"""What an answer gives to ask with next time, and how two answers are told apart.

They stand for what was read, and a list page is read as its owner's selector says: with another one, what the server
calls unchanged has to be read again.
"""

from __future__ import annotations

import hashlib

from monitor.model import Fetched, Source, Validators

_NONE = Validators()


def validators_of(fetched: Fetched, before: Validators, source: Source) -> Validators:
    """The validators to ask with next time; an unchanged body keeps what stood for it."""
    if fetched.status == 304:
        return before
    return Validators(
        etag=fetched.header("etag"),
        last_modified=fetched.header("last-modified"),
        digest=digest(fetched.body, source),
        url=fetched.url,
    )


def standing(validators: Validators, source: Source) -> Validators:
    """The validators, if they stand for what would be read of the source now; else none."""
    return validators if (validators.digest or "").rpartition(" ")[0] == _manner(source) else _NONE


def digest(body: bytes, source: Source) -> str:
    """SHA-256, hex; before it, how the body is read, where it is no feed."""
    return f"{_manner(source)} {hashlib.sha256(body).hexdigest()}".lstrip()


def _manner(source: Source) -> str:
    """How its documents are read; "" as feeds."""
    if source.kind == "feed":
        return ""
    return f"{source.kind} {hashlib.sha256(source.selector.encode()).hexdigest()[:8]}"
