"""`email/…`: mailboxes reached over one SMTP server."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from monitor.decide.delivery import Email, Security
from monitor.errors import Fault
from monitor.settings.channels.letters import AnyLetters
from monitor.settings.document import Document
from monitor.settings.secrets import Keyring, Variable
from monitor.settings.wording import quoted

#: RFC 8314 (465), RFC 6409 (587), RFC 5321 (25)
PORTS: Final[Mapping[Security, int]] = {"tls": 465, "starttls": 587, "none": 25}


class EmailChannel(AnyLetters):
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
    ca_file: str | None = Field(
        default=None, description="certificates that are trusted beside this machine's own, for a server of yours"
    )

    def settings(self, name: str, keyring: Keyring) -> Email:
        """The mailboxes, with the password of the server."""
        password = keyring.secret(self.password_env, self.password_file)
        ca_file = keyring.folder.absolute() / Path(self.ca_file).expanduser() if self.ca_file else None
        return Email(
            name=name,
            host=self.host,
            port=self.port or PORTS[self.security],
            security=self.security,
            username=self.username,
            password=password.value,
            ca_file=str(ca_file or ""),
            missing=password.missing or _unreadable(ca_file),
            **self.common,
        )

    def faults(self, document: Document, name: str) -> Iterator[Fault]:
        """Who logs in has a password, in one place; who has a password logs in."""
        yield from super().faults(document, name)
        if self.ca_file is not None and self.security == "none":
            yield document.fault((name, "ca_file"), "no certificate is asked for", "set `security: tls`", at_key=True)
        passwords = [one for one in (self.password_env, self.password_file) if one is not None]
        if len(passwords) > 1:
            yield document.fault((name, "password_file"), "`password_env` is there already", "keep one", at_key=True)
        elif self.username is not None and not passwords:
            hint = "add `password_env: SMTP_PASSWORD`, or remove `username`"
            yield document.fault((name, "username"), f"{quoted(name)} has no password", hint, at_key=True)
        elif self.username is None and passwords:
            yield document.fault((name,), f"{quoted(name)} has a password without `username`", "add `username: …`")


def _unreadable(ca_file: Path | None) -> str:
    """The sentence that says why the certificates cannot be had; empty if they can, or none are named."""
    if ca_file is None:
        return ""
    try:
        ssl.create_default_context(cafile=ca_file)
    except (OSError, ValueError) as error:  # an `SSLError` is an `OSError`
        return f"{ca_file} holds no certificates: {getattr(error, 'strerror', None) or error}"
    return ""
