"""`webhook:` at a `telegram/…`: Telegram brings what is said to its bot, in place of being asked for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from monitor.decide.delivery import ChannelSettings, Hook, Telegram
from monitor.errors import Fault
from monitor.settings.document import Document
from monitor.settings.schema import Strict, wrong
from monitor.settings.secrets import Keyring, Secret, Variable
from monitor.settings.source_file import check_url
from monitor.settings.wording import quoted

#: core.telegram.org/bots/api#setwebhook: where Telegram connects to
PORTS: Final = (443, 80, 88, 8443)
#: the same: what it takes as a secret
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PATH: Final = re.compile(r"[!-~]*")
_EXAMPLE: Final = "for instance `https://news.example.org/telegram`"


def _url(text: str) -> str:
    try:
        check_url(text)
    except PydanticCustomError:
        raise wrong("`url` is not an address of the web", _EXAMPLE) from None
    parts = urlsplit(text)
    if parts.scheme != "https":
        raise wrong("Telegram connects to `https://` alone", "a proxy such as Caddy has the certificate")
    if (parts.port or 443) not in PORTS:
        listed = ", ".join(map(str, PORTS))
        raise wrong(f"Telegram does not connect to port {parts.port}", f"it does to {listed}")
    if parts.query or parts.fragment or "?" in text or "#" in text or not _PATH.fullmatch(parts.path):
        raise wrong("`url` should end in a path of plain letters", _EXAMPLE)
    return text


def _host(text: str) -> str:
    if text != "localhost":
        try:
            ip_address(text)
        except ValueError:
            raise wrong(
                "`host` should be an address of this machine", "127.0.0.1, or 0.0.0.0 for all of them"
            ) from None
    return text


class HookBlock(Strict):
    """`webhook:`"""

    url: Annotated[str, AfterValidator(_url)] = Field(
        description="the public `https://` address that Telegram posts to"
    )
    host: Annotated[str, AfterValidator(_host)] = Field(
        default="127.0.0.1", description="the address of this machine that is listened at"
    )
    port: Annotated[int, Field(ge=1, le=65535)] = Field(default=8080, description="the port that is listened at")
    secret_env: Variable | None = Field(
        default=None, description="environment variable that holds what Telegram shows; left out: each start makes one"
    )
    secret_file: str | None = Field(default=None, description="file that holds what Telegram shows")

    def secret(self, keyring: Keyring) -> Secret:
        """What Telegram shows; one that it would not take is missing."""
        found = keyring.secret(self.secret_env, self.secret_file)
        if found.value is None or _SECRET.fullmatch(found.value):
            return found
        where = f"the environment variable {self.secret_env}" if self.secret_env else f"{self.secret_file}"
        return Secret(None, f"{where} holds no secret of a webhook: 1 to 256 of A-Z, a-z, 0-9, `_` and `-`")

    def hook(self, secret: Secret) -> Hook:
        """As the bot takes it."""
        return Hook(url=self.url, host=self.host, port=self.port, secret=secret.value)

    def faults(self, document: Document, name: str) -> Iterator[Fault]:
        """Where the secret is may be said once."""
        if self.secret_env is not None and self.secret_file is not None:
            keys = (name, "webhook", "secret_file")
            yield document.fault(keys, "`secret_env` is there already", "keep one", at_key=True)


def hook_faults(document: Document, channels: Sequence[ChannelSettings]) -> Iterator[Fault]:
    """A bot has one webhook, and two bots have two."""
    of_bots: dict[str, Telegram] = {}
    at_places: dict[tuple[str, int, str], Telegram] = {}
    for channel in channels:
        if not isinstance(channel, Telegram) or channel.hook is None or channel.token is None:
            continue
        hook, where = channel.hook, (channel.name, "webhook")
        first = of_bots.setdefault(channel.token, channel)
        if first.hook != hook:
            what = f"the bot of {quoted(channel.name)} has another webhook under {quoted(first.name)}"
            yield document.fault(where, what, "say it at one of them", at_key=True)
            continue
        other = at_places.setdefault((hook.host, hook.port, hook.path), channel)
        if other.token != channel.token:
            what = f"the bot of {quoted(other.name)} is told at {hook.host}:{hook.port}{hook.path} already"
            yield document.fault((*where, "url"), what, "give each bot a path of its own")
