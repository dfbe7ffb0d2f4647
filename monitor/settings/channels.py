"""`config/channels.yaml`: the ways to a person. A missing secret stops one channel, not the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from monitor.decide.calendar import DigestPlan, Empty
from monitor.decide.delivery import ChannelSettings, Console, Email, Security, Telegram
from monitor.errors import ConfigError, Fault
from monitor.settings.catalogue import languages
from monitor.settings.codes import LanguageCode, ZoneName, language_name
from monitor.settings.digest_times import DigestTimes, merged
from monitor.settings.document import Document, present, read_document
from monitor.settings.schema import OneOrMany, Strict, faults_of, wrong
from monitor.settings.secrets import Keyring, Variable
from monitor.settings.source_file import check_url
from monitor.settings.wording import nearest, quoted

_NAME = re.compile(r"[a-z]+(/[\w.-]+)?")
_CHAT = re.compile(r"@[A-Za-z]\w{3,31}|-?[0-9]{1,20}")
#: an address, with or without a display name: enough to see a slip, the mail server judges the rest
_MAILBOX = re.compile(r"[^\x00-\x1f@<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>,;]+@[^\s@<>,;]+")
#: keys that people write a secret into -> what to write instead
_LITERAL: Final[Mapping[str, str]] = {
    "token": "token_env: TELEGRAM_TOKEN",
    "bot_token": "token_env: TELEGRAM_TOKEN",
    "password": "password_env: SMTP_PASSWORD",
    "secret": "password_env: SMTP_PASSWORD",
}


def _chat(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | str) or not _CHAT.fullmatch(str(value)):
        raise wrong("`chat_id` should be a number or `@channelname`", "config/channels.yaml tells how to find it")
    return value if str(value).startswith("@") else int(value)


def _api_url(text: str) -> str:
    try:
        return check_url(text)
    except PydanticCustomError:  # its words repeat the value: perhaps the token went astray
        raise wrong("`api_url` is not an address of the web", "for instance `http://127.0.0.1:8081`") from None


def _mailbox(text: str) -> str:
    if not _MAILBOX.fullmatch(text):
        raise wrong(f"{quoted(text)} is not an e-mail address", "for instance `desk@example.org`")
    return text


def _spoken(code: str) -> str:
    if code not in languages():
        raise wrong(f"the catalogue has no names in {language_name(code)}", f"it has them in {', '.join(languages())}")
    return code


Mailbox = Annotated[str, AfterValidator(_mailbox)]


class AnyChannel(Strict):
    """What every channel may say."""

    language: Annotated[LanguageCode, AfterValidator(_spoken)] | None = Field(
        default=None, description="in which actors and topics are named to the reader: two small letters"
    )
    digest: DigestTimes | None = Field(default=None, description="when one digest tells this reader of all profiles")
    timezone: ZoneName = Field(default="UTC", description="where the times of `digest` count")
    empty: Empty = Field(default="send", description="a digest in which nothing stands: `send` it, or `skip` it")

    @property
    def plan(self) -> DigestPlan | None:
        """The reader's own digests."""
        times = merged(self.digest or ())
        return DigestPlan(times=times, timezone=self.timezone, empty=self.empty) if times else None


class TelegramChannel(AnyChannel):
    """`telegram/…`"""

    token_env: Variable | None = Field(default=None, description="environment variable that holds the bot's token")
    token_file: str | None = Field(default=None, description="file that holds the bot's token")
    chat_id: Annotated[int | str, BeforeValidator(_chat)] = Field(description="a number, or `@channelname`")
    thread_id: int | None = Field(default=None, description="a topic of a forum group")
    silent: bool = Field(default=False, description="no sound")
    api_url: Annotated[str, AfterValidator(_api_url)] | None = Field(
        default=None, description="a Bot API server of your own"
    )


class EmailChannel(AnyChannel):
    """`email/…`"""

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


class ConsoleChannel(AnyChannel):
    """`console`"""


#: what stands before the slash -> what may stand below it
KINDS: Final[Mapping[str, type[AnyChannel]]] = {
    "telegram": TelegramChannel,
    "email": EmailChannel,
    "console": ConsoleChannel,
}
#: RFC 8314 (465), RFC 6409 (587), RFC 5321 (25)
_PORTS: Final[Mapping[Security, int]] = {"tls": 465, "starttls": 587, "none": 25}


def load_channels(path: Path, environ: Mapping[str, str], home: Path) -> tuple[ChannelSettings, ...]:
    """Every channel, the console last; the console alone where the file is missing or empty. Raises `ConfigError`."""
    found: list[ChannelSettings] = []
    if present(path):
        document = read_document(path)
        if document.value is not None:
            found = _channels(document, Keyring(environ, home))
    if not any(channel.name == "console" for channel in found):
        found.append(Console(name="console"))
    return tuple(found)


def _channels(document: Document, keyring: Keyring) -> list[ChannelSettings]:
    if not isinstance(document.value, dict):
        raise ConfigError(document.fault((), "the file should be a mapping", "for instance `telegram/me: {…}`"))
    found: list[ChannelSettings] = []
    faults: list[Fault] = []
    for name, fields in document.value.items():
        try:
            channel = _read(document, name, {} if fields is None else fields)
            found.append(_settings(name, channel, keyring))
        except ConfigError as error:
            faults.extend(error.faults)
    if faults:
        raise ConfigError(*faults)
    return found


def _read(document: Document, name: str, fields: Any) -> AnyChannel:
    """The checked model of one channel. Raises `ConfigError`."""
    kind = KINDS.get(name.split("/")[0])
    if kind is None or not _NAME.fullmatch(name) or (kind is ConsoleChannel) == ("/" in name):
        raise ConfigError(document.fault((name,), f"unknown channel {quoted(name)}", _called(name), at_key=True))
    faults = list(_literal_secrets(document, name, fields))
    try:
        channel = kind.model_validate(fields)
    except ValidationError as error:
        known = {(fault.line, fault.column) for fault in faults}
        others = faults_of(error, document, kind, (name,))
        faults += [fault for fault in others if (fault.line, fault.column) not in known]
    else:
        faults += [*_where_from(document, name, channel), *_without_digest(document, name, channel)]
    if faults:
        raise ConfigError(*sorted(faults, key=lambda fault: (fault.line, fault.column)))
    return channel


def _called(name: str) -> str:
    """A hint how a channel may be called."""
    kind, _, rest = re.sub(r"\s+", "/", name.strip(), count=1).partition("/")
    if kind.casefold() == "console":
        return "did you mean `console`?"
    guess = f"{kind.casefold()}/{rest or 'me'}"
    if kind.casefold() in KINDS and _NAME.fullmatch(guess):
        return f"did you mean `{guess}`?"
    return nearest(kind, KINDS) or "names begin with `telegram/` or `email/`"


def _literal_secrets(document: Document, name: str, fields: Any) -> list[Fault]:
    what = "a secret does not belong into this file"
    return [
        document.fault((name, key), what, f"write `{instead}` and set that variable", at_key=True)
        for key, instead in _LITERAL.items()
        if isinstance(fields, dict) and key in fields
    ]


def _where_from(document: Document, name: str, channel: AnyChannel) -> list[Fault]:
    """Faults of a channel that says not at all, or twice, where its secret is."""
    match channel:
        case TelegramChannel(token_env=None, token_file=None):
            return [document.fault((name,), f"{quoted(name)} has no token", "add `token_env: TELEGRAM_TOKEN`")]
        case TelegramChannel(token_env=str(), token_file=str()):
            return [document.fault((name, "token_file"), "`token_env` is there already", "keep one", at_key=True)]
        case EmailChannel(password_env=str(), password_file=str()):
            return [document.fault((name, "password_file"), "`password_env` is there already", "keep one", at_key=True)]
        case EmailChannel(username=str(), password_env=None, password_file=None):
            hint = "add `password_env: SMTP_PASSWORD`, or remove `username`"
            return [document.fault((name, "username"), f"{quoted(name)} has no password", hint, at_key=True)]
        case EmailChannel(username=None, password_env=str()) | EmailChannel(username=None, password_file=str()):
            return [document.fault((name,), f"{quoted(name)} has a password without `username`", "add `username: …`")]
    return []


def _without_digest(document: Document, name: str, channel: AnyChannel) -> list[Fault]:
    """Faults of a channel that says how a digest of its own is to be, and has none."""
    said = sorted(channel.model_fields_set & {"timezone", "empty"})
    if channel.digest is not None or not said:
        return []
    what = f"`{said[0]}` is about a `digest` of its own, which {quoted(name)} does not have"
    return [document.fault((name, said[0]), what, 'add `digest: "07:30"`', at_key=True)]


def _settings(name: str, channel: AnyChannel, keyring: Keyring) -> ChannelSettings:
    """A checked model with its secret."""
    match channel:
        case TelegramChannel():
            token = keyring.secret(channel.token_env, channel.token_file)
            return Telegram(
                name=name,
                token=token.value,
                chat_id=channel.chat_id,
                thread_id=channel.thread_id,
                silent=channel.silent,
                api_url=channel.api_url,
                language=channel.language,
                digest=channel.plan,
                missing=token.missing,
            )
        case EmailChannel():
            password = keyring.secret(channel.password_env, channel.password_file)
            return Email(
                name=name,
                host=channel.host,
                port=channel.port or _PORTS[channel.security],
                security=channel.security,
                username=channel.username,
                password=password.value,
                sender=channel.sender,
                to=tuple(channel.to),
                language=channel.language,
                digest=channel.plan,
                missing=password.missing,
            )
    return Console(name=name, language=channel.language, digest=channel.plan)
