"""What `email/…` and `eml/…` have in common: from whom, to whom."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from monitor.settings.channels.channel import AnyChannel
from monitor.settings.schema import OneOrMany, wrong
from monitor.settings.wording import quoted

#: an address, with or without a display name: enough to see a slip, the mail server judges the rest
_MAILBOX = re.compile(r"[^\x00-\x1f@<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>,;]+@[^\s@<>,;]+")
#: what fits on one line of a header (RFC 5322 2.1.1: 998), with room for its name
_MAX_URL = 900


def _mailbox(text: str) -> str:
    if not _MAILBOX.fullmatch(text):
        raise wrong(f"{quoted(text)} is not an e-mail address", "for instance `desk@example.org`")
    return text


Mailbox = Annotated[str, AfterValidator(_mailbox)]


def _unsubscribe(text: str) -> str:
    if not text.startswith("https://"):
        return _mailbox(text)
    plain = text.isascii() and text.isprintable() and not re.search(r"[\s<>]", text) and len(text) <= _MAX_URL
    if not plain or not urlsplit(text).netloc:
        raise wrong(f"{quoted(text)} is not an address of the web", "for instance `https://example.org/unsubscribe`")
    return text


class AnyLetters(AnyChannel):
    """Letters, wherever they go."""

    sender: Mailbox = Field(alias="from", description="for instance `News monitor <monitor@example.org>`")
    to: Annotated[OneOrMany[Mailbox], Field(min_length=1)] = Field(description="one address, or a list")
    unsubscribe: Annotated[str, AfterValidator(_unsubscribe)] | None = Field(
        default=None, description="where readers ask to be spared: an address, or `https://…`; else they ask the sender"
    )

    @property
    def common(self) -> dict[str, Any]:
        """What the settings of both kinds have in common."""
        envelope = {"sender": self.sender, "to": tuple(self.to), "unsubscribe": self.unsubscribe or ""}
        return {**super().common, **envelope}
