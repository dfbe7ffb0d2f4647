"""What channels share that post to an address: it stands in the file, or in one of the places for secrets."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from monitor.errors import Fault
from monitor.settings.document import Document
from monitor.settings.wording import quoted


def one_of(document: Document, name: str, said: dict[str, object], example: str) -> Iterator[Fault]:
    """A fault unless exactly one of the keys has a value; `example`: what to add where none has."""
    keys = [key for key, value in said.items() if value is not None]
    if not keys:
        what = f"{quoted(name)} says nowhere where its {example.partition(':')[0].partition('_')[0]} is"
        yield document.fault((name,), what, f"add `{example}`", at_key=True)
    for key in keys[1:]:
        yield document.fault((name, key), f"`{keys[0]}` is there already", "keep one", at_key=True)


def is_web_address(text: str) -> bool:
    """Begins with http:// or https://, and names a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
