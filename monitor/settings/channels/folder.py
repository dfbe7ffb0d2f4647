"""Where channels write that write files: below the home, unless it is named from the root."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from monitor.settings.schema import wrong
from monitor.settings.wording import quoted


def _below(name: str) -> str:
    path = Path(name)
    if "\0" in name or (not path.is_absolute() and not name.startswith("~/") and ".." in path.parts):
        raise wrong(f"{quoted(name)} does not lie below the home", "name it from the root, with `/` first")
    return name


Folder = Annotated[str, Field(min_length=1), AfterValidator(_below)]


def from_root(name: str, home: Path) -> str:
    """The folder, whole: `~/` is the user's own."""
    return str(home.absolute() / Path(name).expanduser())
