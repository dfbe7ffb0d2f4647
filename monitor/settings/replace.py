"""A configuration file's new bytes in the place of its old ones."""

from __future__ import annotations

from pathlib import Path

from monitor import atomic
from monitor.errors import ConfigError, Fault
from monitor.settings.document import shown


def replace_file(path: Path, raw: bytes) -> None:
    """As `atomic.replace_file`; raises `ConfigError` where the file cannot be written."""
    try:
        atomic.replace_file(path, raw)
    except OSError as error:
        raise ConfigError(Fault(file=shown(path), what=f"cannot be written: {error.strerror or error}")) from error
