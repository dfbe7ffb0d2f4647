"""`feed/…`: a folder of Atom feeds and pages that any reader can subscribe to."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from monitor.decide.delivery import Feed
from monitor.settings.channels.channel import AnyChannel
from monitor.settings.channels.folder import Folder, from_root
from monitor.settings.secrets import Keyring
from monitor.settings.source_file import check_url


class FeedChannel(AnyChannel):
    """`feed/…`"""

    folder: Folder = Field(description="where the files are written, for instance `out/public`, below the home")
    base_url: Annotated[str, AfterValidator(check_url)] = Field(description="where your web server shows the folder")
    keep: Annotated[int, Field(ge=1, le=2000)] = Field(default=200, description="entries of each feed")

    def settings(self, name: str, keyring: Keyring) -> Feed:
        """The folder, from the root."""
        return Feed(
            name=name,
            folder=from_root(self.folder, keyring.folder),
            base_url=self.base_url.rstrip("/"),
            keep=self.keep,
            **self.common,
        )
