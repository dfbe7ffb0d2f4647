"""A channel put into `config/channels.yaml` as text, so that every word and comment of the owner's stays as it is; its
secret in a file that nobody else can read; and the profiles that tell it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from monitor import atomic
from monitor.errors import ConfigError, Fault
from monitor.settings.document import Document, parse_document, present, read_document, shown
from monitor.settings.held import held
from monitor.settings.home import Home
from monitor.settings.inline import Item, inline
from monitor.settings.profiles import profile_files
from monitor.settings.replace import replace_file
from monitor.settings.revise import Revision
from monitor.settings.schema_json import modeline

#: where secrets lie that this program was told, below the home
SECRETS: Final = Path("config") / "secrets"
#: nobody but their owner reads them (findings on hardening)
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600
#: the zone of a profile whose owner has said none
_UNSAID: Final = "UTC"


def channel_names(path: Path) -> tuple[str, ...]:
    """Those that the file has, sound or not. Raises `ConfigError`."""
    value = read_document(path).value if present(path) else None
    return tuple(value) if isinstance(value, dict) else ()


def put_channel(path: Path, name: str, fields: Mapping[str, Any]) -> None:
    """Add the channel at the end of the file, or in the place of the one of that name. Raises `ConfigError` where the
    file would not say just that."""
    with held(path.parent):
        raw = path.read_bytes() if path.exists() else modeline("channels").encode()
        document = parse_document(raw, file=shown(path))
        before = document.value if isinstance(document.value, dict) else {}
        block = [f"{name}:", *(f"  {key}: {inline(value)}" for key, value in fields.items())]
        lines = raw.decode("utf-8-sig").splitlines()
        rows = _rows(document, name, lines) if name in before else range(len(lines), len(lines))
        lines[rows.start : rows.stop] = block
        new = "".join(f"{line}\n" for line in lines).encode()
        if parse_document(new, file=shown(path)).value != {**before, name: dict(fields)}:
            what, hint = f"{name} cannot be put in as text", "write it in by hand, one key below the other"
            raise ConfigError(Fault(file=shown(path), what=what, hint=hint))
        replace_file(path, new)


def put_secret(home: Home, channel: str, secret: str) -> str:
    """Keep a channel's secret in a file of its own; its name as `token_file` and the like take it. Raises `OSError`."""
    folder = home.path / SECRETS
    folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    folder.chmod(_FOLDER_MODE)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        atomic.replace_file(ignored, b"*\n")
    file = folder / re.sub(r"[^\w.-]", "-", channel)
    if file.exists():
        file.chmod(_FILE_MODE)
    atomic.replace_file(file, f"{secret}\n".encode(), mode=_FILE_MODE)
    return os.fspath(SECRETS / file.name)


def told_nowhere_else(home: Home) -> tuple[Path, ...]:
    """The profiles that are told on the terminal alone. One that cannot be read is none of them."""
    found = []
    for path in profile_files(home.profiles):
        try:
            value = read_document(path).value
        except ConfigError:
            continue
        if isinstance(value, dict) and (value.get("deliver") or []) in ([], "console", ["console"]):
            found.append(path)
    return tuple(found)


def tell_on(paths: Iterable[Path], channels: Iterable[str]) -> None:
    """Have these profiles told on these channels too. Raises `ConfigError`."""
    names = list(channels)
    for path in paths:
        revision = Revision(path.read_bytes(), file=shown(path))
        value = revision.document.value
        if isinstance(value, dict) and "deliver" in value:
            for name in names:
                revision.append(("deliver",), Item(value=name, block=(f"- {name}",)))
        else:
            revision.insert_key("deliver", names, [f"deliver: {inline(names)}"], after="name")
        replace_file(path, revision.result())


def live_in(paths: Iterable[Path], zone: str) -> None:
    """Let the times of these profiles count in this zone, where they count in UTC by what is written. Raises
    `ConfigError`."""
    for path in paths:
        revision = Revision(path.read_bytes(), file=shown(path))
        value = revision.document.value
        policy = value.get("alert") if isinstance(value, dict) else None
        if isinstance(policy, dict) and policy.get("timezone") == _UNSAID and zone != _UNSAID:
            revision.replace(("alert", "timezone"), zone, inline(zone))
            replace_file(path, revision.result())


def _rows(document: Document, name: str, lines: list[str]) -> range:
    """The lines of a channel, without the comments and empty lines behind it."""
    first, last = document.key_mark((name,)).line - 1, document.node((name,)).end.line
    while last > first + 1 and (
        last > len(lines) or lines[last - 1][:1] not in (" ", "\t") or not lines[last - 1].strip()
    ):
        last -= 1
    return range(first, last)
