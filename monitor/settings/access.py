"""What a server asks of whoever reads it: header fields and a log-in, each secret in a variable or a file."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Final

from pydantic import AfterValidator, Field, model_validator

from monitor.errors import Fault
from monitor.settings.document import Document, Keys
from monitor.settings.schema import OrText, Strict, wrong
from monitor.settings.secrets import Keyring, Variable
from monitor.settings.wording import quoted

#: a field name (RFC 9110, 5.1: a token)
_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
#: those that the monitor writes itself: its framing, its name, what it can decode, what it knows already
_OURS: Final = re.compile(
    r"host|content-.*|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|proxy-.*"
    r"|user-agent|accept-encoding|range|if-.*",
    re.IGNORECASE,
)
#: a field whose name says that its value is nobody's business
_SECRET_NAME: Final = re.compile(
    r"(.*[-_])?(auth|authorization|key|jwt|session|bearer|signature)([-_].*)?"
    r"|.*(cookie|token|secret|passw|credential|apikey|authoriz).*",
    re.IGNORECASE,
)
#: a value that does (RFC 9110, 11.6.2)
_SECRET_VALUE: Final = re.compile(r"(basic|bearer|digest|token|apikey)\s+\S.*", re.IGNORECASE)
#: code points of a value; servers refuse lines of 8,000 and more
LONGEST_VALUE: Final = 4000


def _user(text: str) -> str:
    if not text.isprintable() or ":" in text:  # RFC 7617, 2
        raise wrong("`user` cannot be sent", "a name without a colon, as the server knows it")
    return text


class Login(Strict):
    """A name and a password (RFC 7617), sent to one server alone."""

    user: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_user)] = Field(
        description="the name for the log-in"
    )
    password_env: Variable | None = Field(default=None, description="environment variable that holds the password")
    password_file: str | None = Field(default=None, description="file that holds the password")

    @model_validator(mode="before")
    @classmethod
    def _no_literal(cls, given: object) -> object:
        if isinstance(given, dict) and given.keys() & {"password", "pass", "secret", "token"}:
            raise wrong(
                "a secret does not belong into this file", "write `password_env: VARIABLE` and set that variable"
            )
        return given


class HeaderBlock(Strict):
    """The value of a header field: a text, or where it is kept."""

    value: Annotated[str, Field(min_length=1)] | None = Field(default=None, description="the text itself, no secret")
    env: Variable | None = Field(default=None, description="environment variable that holds the whole value")
    file: str | None = Field(default=None, description="file that holds the whole value")


Headers = dict[str, Annotated[HeaderBlock, OrText("value")]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What is sent, once the secrets are read."""

    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    #: values that nobody but the server may see
    secrets: tuple[str, ...] = field(default=(), repr=False)
    #: which secret is not where the file says, in words; empty if none
    missing: str = ""


def basic(user: str, password: str) -> str:
    """The value of `Authorization` (RFC 7617)."""
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


def opened(headers: Headers, login: Login | None, keyring: Keyring) -> Access:
    """Header fields with their secrets. One that is missing leaves all out: half a log-in is none."""
    sent, secrets = list[tuple[str, str]](), list[str]()
    for name, block in headers.items():
        secret = keyring.secret(block.env, block.file)
        value = secret.value or block.value
        if value is None:
            return Access(missing=secret.missing)
        if not _sendable(value):
            return Access(missing=f"what {block.env or block.file} holds cannot be sent as {name}")
        sent.append((name, value))
        secrets += [secret.value] if secret.value else []
    if login is not None:
        password = keyring.secret(login.password_env, login.password_file)
        if password.value is None:
            return Access(missing=password.missing)
        sent.append(("Authorization", basic(login.user, password.value)))
        secrets += [password.value, sent[-1][1].removeprefix("Basic ")]
    return Access(headers=tuple(sent), secrets=tuple(secrets))


def header_faults(document: Document, keys: Keys, headers: Headers) -> Iterator[Fault]:
    """What is wrong with header fields that stand at these keys; no value is repeated, for it may be a secret."""
    seen = set[str]()
    for name, block in headers.items():
        at = (*keys, name)
        if not _NAME.fullmatch(name):
            hint = "letters, digits and `-`, without the colon"
            yield document.fault(at, f"{quoted(name)} cannot be a header field", hint, at_key=True)
        elif _OURS.fullmatch(name):
            hint = "remove it" if name.casefold() != "user-agent" else "`contact` in monitor.yaml says who asks"
            yield document.fault(at, f"{quoted(name)} is for the monitor to write", hint, at_key=True)
        elif name.casefold() in seen:
            yield document.fault(at, f"{quoted(name)} stands twice", "keep one", at_key=True)
        elif (named := sum(one is not None for one in (block.value, block.env, block.file))) != 1:
            hint = "keep one of `env` and `file`" if named else "add `env: VARIABLE` or `file: NAME`"
            yield document.fault(at, f"{quoted(name)} has {'two values' if named else 'no value'}", hint)
        elif block.value is not None and (_SECRET_NAME.fullmatch(name) or _SECRET_VALUE.fullmatch(block.value)):
            hint = f"write `{name}: {{env: VARIABLE}}` and set that variable"
            yield document.fault(at, "a secret does not belong into this file", hint)
        elif block.value is not None and not _sendable(block.value):
            yield document.fault(at, f"the value of {quoted(name)} cannot be sent", "plain letters, on one line")
        seen.add(name.casefold())


def login_faults(document: Document, keys: Keys, login: Login) -> Iterator[Fault]:
    """What is wrong with a log-in that stands at these keys."""
    if login.password_env is None and login.password_file is None:
        yield document.fault(
            keys, "the log-in has no password", "add `password_env: VARIABLE` or `password_file: NAME`"
        )
    if login.password_env is not None and login.password_file is not None:
        at = (*keys, "password_file")
        yield document.fault(at, "`password_env` is there already", "keep one", at_key=True)


def _sendable(value: str) -> bool:
    """Can stand in a header field (RFC 9110, 5.5), in ASCII."""
    return value.isascii() and value.isprintable() and value == value.strip() and len(value) <= LONGEST_VALUE
