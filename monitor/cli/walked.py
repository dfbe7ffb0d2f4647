"""What the steps of `monitor init` share: where they write, what is known already, what is free to use."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Any

from monitor.cli.ask import ask, ask_yes
from monitor.deliver.plain_words import plain_words
from monitor.errors import DeliveryError
from monitor.settings.home import Home
from monitor.settings.put_channel import SECRETS, channel_names
from monitor.settings.wording import visible

_NAME = re.compile(r"[a-z]+/[\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One walk."""

    home: Home
    #: a Bot API server of the owner's; None: Telegram's
    api_url: str | None = None
    #: keys that every channel of this walk gets
    common: dict[str, Any] = field(default_factory=dict)

    def there(self) -> tuple[str, ...]:
        """The channels that the file has."""
        return channel_names(self.home.channels)

    def secret_file(self, channel: str) -> str:
        """Where the channel's secret will be, as its `…_file` says it."""
        return os.fspath(SECRETS / channel.replace("/", "-"))

    def named(self, usual: str) -> str:
        """What the channel is to be called; empty where the one that is there is to stay and no other name is said."""
        kind = usual.partition("/")[0]
        name = usual
        while name in self.there() and not ask_yes(f"{name} is there already. Replace it?", default=False):
            name = ask(f"Another name ({kind}/…; Enter keeps what is there):", check=lambda said: _wrong(said, kind))
            if not name:
                return ""
        return name


def failed(error: DeliveryError) -> None:
    """Say what was wrong, and what to do."""
    what, hint = plain_words(str(error))
    print(f"  {visible(what)}" + (f" ({hint})" if hint else ""))


def _wrong(name: str, kind: str) -> str:
    right = _NAME.fullmatch(name) and name.startswith(f"{kind}/")
    return "" if right else f"a name such as {kind}/desk: letters, digits, `-`, `_`, `.`"
