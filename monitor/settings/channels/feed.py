"""`feed/…`: a folder of Atom feeds and pages that any reader can subscribe to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from monitor.decide.delivery import Feed
from monitor.settings.channels.channel import AnyChannel
from monitor.settings.secrets import Keyring
from monitor.settings.source_file import check_url


class FeedChannel(AnyChannel):
    """`feed/…`"""

    folder: Annotated[str, Field(min_length=1, pattern=r"^[^\x00]+$")] = Field(
        description="where the files are written; a relative name starts at the folder above `config/`"
    )
    base_url: Annotated[str, AfterValidator(check_url)] = Field(description="where your web server shows the folder")
    keep: Annotated[int, Field(ge=1, le=2000)] = Field(default=200, description="entries of each feed")

    def settings(self, name: str, keyring: Keyring) -> Feed:
        """The folder, as an absolute path."""
        return Feed(
            name=name,
            folder=str((keyring.folder / Path(self.folder).expanduser()).absolute()),
            base_url=self.base_url.rstrip("/"),
            keep=self.keep,
            **self.common,
        )
