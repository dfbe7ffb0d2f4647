"""`config/channels.yaml`: the ways to a person, a module for each kind.

A missing secret stops one channel, not the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from monitor.decide.delivery import ChannelSettings, Console, Letters
from monitor.errors import ConfigError, Fault
from monitor.settings.channels.apprise import AppriseChannel
from monitor.settings.channels.channel import AnyChannel
from monitor.settings.channels.console import ConsoleChannel
from monitor.settings.channels.email import EmailChannel
from monitor.settings.channels.eml import EmlChannel
from monitor.settings.channels.fallbacks import fallback_faults
from monitor.settings.channels.feed import FeedChannel
from monitor.settings.channels.hook import hook_faults
from monitor.settings.channels.telegram import TelegramChannel
from monitor.settings.channels.webhook import WebhookChannel
from monitor.settings.document import Document, present, read_document
from monitor.settings.gathering import Gathering
from monitor.settings.profiles import files_by_id
from monitor.settings.schema import faults_of
from monitor.settings.secrets import Keyring
from monitor.settings.templates import load_templates
from monitor.settings.wording import nearest, quoted

#: what stands before the slash -> what may stand below it
KINDS: Final[Mapping[str, type[AnyChannel]]] = {
    "telegram": TelegramChannel,
    "email": EmailChannel,
    "webhook": WebhookChannel,
    "feed": FeedChannel,
    "apprise": AppriseChannel,
    "eml": EmlChannel,
    "console": ConsoleChannel,
}
_NAME = re.compile(r"[a-z]+(/[\w.-]+)?")


def load_channels(path: Path, environ: Mapping[str, str], home: Path) -> tuple[ChannelSettings, ...]:
    """Every channel, the console last; the console alone where the file is missing or empty. Those that write letters
    have the templates of the folder beside it. Raises `ConfigError`."""
    gathering = Gathering()
    found = gathering.attempt(lambda: _found(path, Keyring(environ, home)))
    templates = gathering.attempt(lambda: load_templates(path.parent / "templates"))
    if found is None or templates is None:
        raise ConfigError(*gathering.faults)
    if not any(channel.name == "console" for channel in found):
        found.append(Console(name="console"))
    return tuple(replace(one, templates=templates) if isinstance(one, Letters) else one for one in found)


def _found(path: Path, keyring: Keyring) -> list[ChannelSettings]:
    """Those of the file, and what they name exists."""
    document = read_document(path) if present(path) else None
    if document is None or document.value is None:
        return []
    found = _channels(document, keyring)
    unknown = _unknown_profiles(document, found, files_by_id(path.parent / "profiles"))
    if faults := [*unknown, *fallback_faults(document, found), *hook_faults(document, found)]:
        raise ConfigError(*faults)
    return found


def _channels(document: Document, keyring: Keyring) -> list[ChannelSettings]:
    if not isinstance(document.value, dict):
        raise ConfigError(document.fault((), "the file should be a mapping", "for instance `telegram/me: {…}`"))
    found: list[ChannelSettings] = []
    faults: list[Fault] = []
    for name, fields in document.value.items():
        try:
            found.append(_read(document, name, {} if fields is None else fields).settings(name, keyring))
        except ConfigError as error:
            faults.extend(error.faults)
    if faults:
        raise ConfigError(*faults)
    return found


def _unknown_profiles(
    document: Document, channels: Iterable[ChannelSettings], known: Collection[str]
) -> Iterator[Fault]:
    """The names under `only: profiles` that no file of the folder has; one with a mistake in it is there."""
    for channel in channels:
        for at, name in enumerate(channel.only.profiles if channel.only else ()):
            if name not in known:
                keys = document.path((channel.name, "only", "profiles", at))
                hint = nearest(name, known) or f"there are: {', '.join(sorted(known)) or 'none'}"
                yield document.fault(keys, f"no profile {quoted(name)}", hint)


def _read(document: Document, name: str, fields: Any) -> AnyChannel:
    """The checked model of one channel. Raises `ConfigError`."""
    kind = KINDS.get(name.split("/")[0])
    if kind is None or not _NAME.fullmatch(name) or (kind is ConsoleChannel) == ("/" in name):
        raise ConfigError(document.fault((name,), f"unknown channel {quoted(name)}", _called(name), at_key=True))
    faults = list(_literal_secrets(document, kind, name, fields))
    try:
        channel = kind.model_validate(fields)
    except ValidationError as error:
        known = {(fault.line, fault.column) for fault in faults}
        others = faults_of(error, document, kind, (name,))
        faults += [fault for fault in others if (fault.line, fault.column) not in known]
    else:
        faults += channel.faults(document, name)
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
    return nearest(kind, KINDS) or f"names begin with {', '.join(f'`{one}/`' for one in KINDS if one != 'console')}"


def _literal_secrets(document: Document, kind: type[AnyChannel], name: str, fields: Any) -> list[Fault]:
    what = "a secret does not belong into this file"
    return [
        document.fault((name, key), what, f"write `{instead}` and set that variable", at_key=True)
        for key, instead in kind.literal.items()
        if isinstance(fields, dict) and key in fields
    ]
