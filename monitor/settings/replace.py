"""A file's new bytes in the place of its old ones, in one step."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from monitor.errors import ConfigError, Fault
from monitor.settings.document import shown


def replace_file(path: Path, raw: bytes) -> None:
    """Put new bytes of a file in the old ones' place, in one step; its mode stays. Raises `ConfigError`."""
    target = path.resolve()
    new = target.with_name(f".{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(raw)
        if target.exists():
            new.chmod(target.stat().st_mode & 0o777)
        new.replace(target)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise ConfigError(Fault(file=shown(path), what=f"cannot be written: {error.strerror or error}")) from error
