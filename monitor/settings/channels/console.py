"""`console`: the terminal in which the monitor runs."""

from __future__ import annotations

from monitor.decide.delivery import Console
from monitor.settings.channels.channel import AnyChannel
from monitor.settings.secrets import Keyring


class ConsoleChannel(AnyChannel):
    """`console`"""

    def settings(self, name: str, keyring: Keyring) -> Console:
        """The terminal."""
        return Console(name=name, **self.common)
