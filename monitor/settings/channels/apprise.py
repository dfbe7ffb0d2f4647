"""`apprise/…`: any other service, by one address."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from pydantic import Field

from monitor.decide.delivery import NO_APPRISE, Apprise
from monitor.errors import Fault
from monitor.settings.channels.channel import AnyChannel
from monitor.settings.channels.elsewhere import one_of
from monitor.settings.document import Document
from monitor.settings.secrets import Keyring, Variable


class AppriseChannel(AnyChannel):
    """`apprise/…`"""

    literal = dict.fromkeys(("url", "token", "secret"), "url_env: APPRISE_URL")

    url_env: Variable | None = Field(default=None, description="environment variable that holds the service's address")
    url_file: str | None = Field(default=None, description="file that holds the service's address")

    def settings(self, name: str, keyring: Keyring) -> Apprise:
        """The service."""
        url = keyring.secret(self.url_env, self.url_file)
        missing = url.missing or ("" if find_spec("apprise") else NO_APPRISE)
        return Apprise(name=name, url=url.value, missing=missing, **self.common)

    def faults(self, document: Document, name: str) -> Iterator[Fault]:
        """Where the address is must be said, and once."""
        yield from super().faults(document, name)
        yield from one_of(document, name, {"url_env": self.url_env, "url_file": self.url_file}, "url_env: APPRISE_URL")
