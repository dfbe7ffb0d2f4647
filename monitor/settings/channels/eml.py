"""`eml/…`: a folder into which each message is written as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from monitor.decide.delivery import Eml
from monitor.errors import Fault
from monitor.settings.channels.letters import AnyLetters
from monitor.settings.document import Document
from monitor.settings.secrets import Keyring
from monitor.settings.wording import quoted


class EmlChannel(AnyLetters):
    """`eml/…`"""

    folder: Annotated[str, Field(min_length=1)] = Field(description="for instance `out/mail`, below the home")

    def settings(self, name: str, keyring: Keyring) -> Eml:
        """The folder, from the root."""
        return Eml(name=name, folder=str(keyring.folder.absolute() / Path(self.folder).expanduser()), **self.common)

    def faults(self, document: Document, name: str) -> Iterator[Fault]:
        """A folder that is not named from the root lies below the home."""
        yield from super().faults(document, name)
        path = Path(self.folder)
        if "\0" in self.folder or (not path.is_absolute() and not self.folder.startswith("~/") and ".." in path.parts):
            hint = "name it from the root, with `/` first"
            yield document.fault((name, "folder"), f"{quoted(self.folder)} does not lie below the home", hint)
