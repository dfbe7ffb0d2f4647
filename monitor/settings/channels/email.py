"""`email/…`: mailboxes reached over one SMTP server."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from monitor.decide.delivery import Email, Security
from monitor.errors import Fault
from monitor.settings.channels.channel import AnyChannel
from monitor.settings.document import Document
from monitor.settings.schema import OneOrMany, wrong
from monitor.settings.secrets import Keyring, Variable
from monitor.settings.wording import quoted

#: an address, with or without a display name: enough to see a slip, the mail server judges the rest
_MAILBOX = re.compile(r"[^\x00-\x1f@<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>,;]+@[^\s@<>,;]+")
#: RFC 8314 (465), RFC 6409 (587), RFC 5321 (25)
PORTS: Final[Mapping[Security, int]] = {"tls": 465, "starttls": 587, "none": 25}


def _mailbox(text: str) -> str:
    if not _MAILBOX.fullmatch(text):
        raise wrong(f"{quoted(text)} is not an e-mail address", "for instance `desk@example.org`")
    return text


Mailbox = Annotated[str, AfterValidator(_mailbox)]


class EmailChannel(AnyChannel):
    """`email/…`"""

    literal = dict.fromkeys(("password", "secret", "token"), "password_env: SMTP_PASSWORD")

    host: Annotated[str, Field(min_length=1)] = Field(description="the mail server")
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(
        default=None, description="465 for `tls`, 587 for `starttls`, 25 for `none`, unless it says otherwise"
    )
    security: Security = Field(default="starttls", description="`starttls`, `tls` or `none`")
    username: str | None = Field(default=None, description="leave out where the server asks for no log-in")
    password_env: Variable | None = Field(default=None, description="environment variable that holds the password")
    password_file: str | None = Field(default=None, description="file that holds the password")
    sender: Mailbox = Field(alias="from", description="for instance `News monitor <monitor@example.org>`")
    to: Annotated[OneOrMany[Mailbox], Field(min_length=1)] = Field(description="one address, or a list")

    def settings(self, name: str, keyring: Keyring) -> Email:
        """The mailboxes, with the password of the server."""
        password = keyring.secret(self.password_env, self.password_file)
        return Email(
            name=name,
            host=self.host,
            port=self.port or PORTS[self.security],
            security=self.security,
            username=self.username,
            password=password.value,
            sender=self.sender,
            to=tuple(self.to),
            missing=password.missing,
            **self.common,
        )

    def faults(self, document: Document, name: str) -> Iterator[Fault]:
        """Who logs in has a password, in one place; who has a password logs in."""
        yield from super().faults(document, name)
        passwords = [one for one in (self.password_env, self.password_file) if one is not None]
        if len(passwords) > 1:
            yield document.fault((name, "password_file"), "`password_env` is there already", "keep one", at_key=True)
        elif self.username is not None and not passwords:
            hint = "add `password_env: SMTP_PASSWORD`, or remove `username`"
            yield document.fault((name, "username"), f"{quoted(name)} has no password", hint, at_key=True)
        elif self.username is None and passwords:
            yield document.fault((name,), f"{quoted(name)} has a password without `username`", "add `username: …`")
