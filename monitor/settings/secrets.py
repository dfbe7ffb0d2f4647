"""Secrets: read from the environment or from a file, never from YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Annotated

from pydantic import AfterValidator

from monitor.settings.schema import wrong

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
#: bytes; a token or password is far shorter
_MAX_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret, or the sentence that says why there is none."""

    value: str | None
    missing: str = ""

    def __repr__(self) -> str:
        return f"Secret(value={'…' if self.value else None}, missing={self.missing!r})"


@dataclass(frozen=True, slots=True)
class Keyring:
    """Where secrets are looked for: the environment, and files, whose relative names start at `folder`."""

    environ: Mapping[str, str]
    folder: Path

    def secret(self, variable: str | None, file: str | None) -> Secret:
        """What a variable or a file holds; where neither is named, nothing is missing."""
        if variable is not None:
            return from_environment(variable, self.environ)
        return from_file(file, self.environ, self.folder) if file is not None else Secret(None)


def variable_name(text: str) -> str:
    """The name of an environment variable. Raises pydantic's error with words for a person."""
    if not _VARIABLE.fullmatch(text):  # perhaps the secret itself: it is not repeated
        raise wrong(
            "not the name of an environment variable", "letters, digits and `_`; the secret itself goes into it"
        )
    return text


#: a key such as `token_env`
Variable = Annotated[str, AfterValidator(variable_name)]


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
