"""`eml/…`: a folder into which each message is written as a file."""

from __future__ import annotations

from pydantic import Field

from monitor.decide.delivery import Eml
from monitor.settings.channels.folder import Folder, from_root
from monitor.settings.channels.letters import AnyLetters
from monitor.settings.secrets import Keyring


class EmlChannel(AnyLetters):
    """`eml/…`"""

    folder: Folder = Field(description="for instance `out/mail`, below the home")

    def settings(self, name: str, keyring: Keyring) -> Eml:
        """The folder, from the root."""
        return Eml(name=name, folder=from_root(self.folder, keyring.folder), **self.common)
