"""`webhook/…`: a server that takes what is told as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from monitor.decide.delivery import Webhook
from monitor.errors import Fault
from monitor.settings.channels.channel import AnyChannel
from monitor.settings.channels.elsewhere import is_web_address, one_of
from monitor.settings.document import Document
from monitor.settings.schema import wrong
from monitor.settings.secrets import Keyring, Secret, Variable
from monitor.settings.source_file import check_url


def _url(text: str) -> str:
    try:
        return check_url(text)
    except PydanticCustomError:  # its words repeat the value, and many of these addresses are secrets
        raise wrong("`url` is not an address of the web", "for instance `https://example.org/hooks/news`") from None


class WebhookChannel(AnyChannel):
    """`webhook/…`"""

    literal = dict.fromkeys(("secret", "token", "old_secret"), "secret_env: WEBHOOK_SECRET")

    url: Annotated[str, AfterValidator(_url)] | None = Field(default=None, description="where it is posted to")
    url_env: Variable | None = Field(default=None, description="environment variable that holds the address")
    url_file: str | None = Field(default=None, description="file that holds the address")
    secret_env: Variable | None = Field(default=None, description="environment variable that holds `whsec_…`")
    secret_file: str | None = Field(default=None, description="file that holds `whsec_…`")
    old_secret_env: Variable | None = Field(default=None, description="the secret before it, while both are in use")
    old_secret_file: str | None = Field(default=None, description="the secret before it, while both are in use")
    allow_private: bool = Field(default=False, description="may connect to your own network")

    def settings(self, name: str, keyring: Keyring) -> Webhook:
        """The server, with what signs."""
        url = Secret(self.url) if self.url else keyring.secret(self.url_env, self.url_file)
        if url.value and not is_web_address(url.value):
            url = Secret(None, f"{self.url_env or self.url_file} does not hold an address of the web")
        secret = keyring.secret(self.secret_env, self.secret_file)
        old = keyring.secret(self.old_secret_env, self.old_secret_file)  # gone once everybody has the new one
        return Webhook(
            name=name,
            url=url.value,
            secret=secret.value,
            old_secret=old.value,
            allow_private=self.allow_private,
            missing=url.missing or secret.missing,
            **self.common,
        )

    def faults(self, document: Document, name: str) -> Iterator[Fault]:
        """Where the address and the secret are must be said, and once."""
        yield from super().faults(document, name)
        urls = {key: getattr(self, key) for key in ("url", "url_env", "url_file")}
        yield from one_of(document, name, urls, "url: https://example.org/hooks/news")
        secrets = {key: getattr(self, key) for key in ("secret_env", "secret_file")}
        yield from one_of(document, name, secrets, "secret_env: WEBHOOK_SECRET")
        if self.old_secret_env is not None and self.old_secret_file is not None:
            at = (name, "old_secret_file")
            yield document.fault(at, "`old_secret_env` is there already", "keep one", at_key=True)
