"""Secrets: read from the environment or from a file, never from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

#: bytes; a token or password is far shorter
_MAX_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret, or the sentence that says why there is none."""

    value: str | None
    missing: str = ""

    def __repr__(self) -> str:
        return f"Secret(value={'…' if self.value else None}, missing={self.missing!r})"


def from_environment(variable: str, environ: Mapping[str, str]) -> Secret:
    """The value of an environment variable."""
    value = environ.get(variable, "").strip()
    return Secret(value) if value else Secret(None, f"the environment variable {variable} is not set")


def from_file(name: str, environ: Mapping[str, str], folder: Path) -> Secret:
    """The only line of a file; `$CREDENTIALS_DIRECTORY/token` and `~/token` work, other paths start at `folder`."""
    path = folder / Path(Template(name).safe_substitute(environ)).expanduser()
    try:
        with path.open("rb") as file:
            value = file.read(_MAX_BYTES + 1).decode("utf-8").strip()
    except UnicodeDecodeError:
        return Secret(None, f"{path} is not text")
    except (OSError, ValueError) as error:
        return Secret(None, f"{path} cannot be read: {getattr(error, 'strerror', None) or error}")
    if not value:
        return Secret(None, f"{path} is empty")
    if len(value) > _MAX_BYTES or not value.isprintable():
        return Secret(None, f"{path} holds more than one line of text")
    return Secret(value)
