"""The proxy of the owner's network, as `config/monitor.yaml` says it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from monitor.errors import ConfigError, MonitorError
from monitor.model import Proxy
from monitor.settings.access import Login, login_faults
from monitor.settings.document import Document
from monitor.settings.schema import OrText, Strict, wrong
from monitor.settings.secrets import Keyring
from monitor.settings.source_file import check_url


def _url(text: str) -> str:
    try:
        return check_url(text)
    except PydanticCustomError:  # its words may repeat the value, where a password may stand
        hint = "for instance `http://proxy.example:3128`; a log-in stands apart: `{url: …, login: {…}}`"
        raise wrong("not the address of a proxy", hint) from None


class ProxyBlock(Strict):
    """A proxy, with the log-in that it asks for."""

    url: Annotated[str, AfterValidator(_url)] = Field(description="its address")
    login: Login | None = Field(default=None, description="name and password that it asks for")


#: `{url: …, login: {…}}`, or the address alone
ProxyOrUrl = Annotated[ProxyBlock, OrText("url")]


def check_proxy(block: ProxyBlock | None, document: Document) -> None:
    """Raises `ConfigError` for a log-in that does not say where its password is, or says it twice."""
    faults = list(login_faults(document, ("proxy", "login"), block.login)) if block and block.login else []
    if faults:
        raise ConfigError(*faults)


def proxy_of(block: ProxyBlock | None, keyring: Keyring | None) -> Proxy | None:
    """The proxy with its password; without a keyring, none is looked for."""
    if block is None or block.login is None or keyring is None:
        return Proxy(url=block.url) if block else None
    password = keyring.secret(block.login.password_env, block.login.password_file)
    return Proxy(url=block.url, user=block.login.user, password=password.value, missing=password.missing)


def usable(proxy: Proxy | None) -> Proxy | None:
    """The same. Raises `MonitorError` where its password is missing: without it nothing at all can be fetched."""
    if proxy and proxy.missing:
        raise MonitorError(f"`proxy` in monitor.yaml: {proxy.missing}")
    return proxy
