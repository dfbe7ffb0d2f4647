"""`config/sources.yaml`, read: every source with what its group says, and with its secrets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from monitor.errors import ConfigError, Fault
from monitor.model import FLOOR_S, Source
from monitor.settings.access import Access, header_faults, login_faults, opened
from monitor.settings.document import Document, Keys, read_document
from monitor.settings.durations import spelled
from monitor.settings.schema import check
from monitor.settings.secrets import Keyring
from monitor.settings.source_file import MOST_TAGS, SourceGroup, SourceLine, SourcesFile
from monitor.settings.wording import quoted


def load_sources(path: Path, keyring: Keyring | None = None) -> tuple[Source, ...]:
    """Every source, in the order of the file, with the secrets of the keyring; without one, no secret is looked for.

    Raises `ConfigError` with all faults, duplicates included; a secret that is not there is none, see `Source.missing`.
    """
    return sources_of(read_document(path), keyring)


def sources_of(document: Document, keyring: Keyring | None = None) -> tuple[Source, ...]:
    """The same from a document that is read already."""
    placed = list(_placed(check(document, SourcesFile)))
    faults = [
        *document.repeated(((*one.keys, "id"), one.line.id, one.line.id) for one in placed),
        *document.repeated(((*one.keys, "url"), same_feed(one.line.url), one.line.url) for one in placed),
        *dict.fromkeys(fault for one in placed for fault in one.faults(document)),
    ]
    if faults:
        raise ConfigError(*sorted(faults, key=lambda fault: (fault.line, fault.column)))
    return tuple(one.source(keyring) for one in placed)


def same_feed(url: str) -> str:
    """Equal for two addresses that lead to one feed: scheme, case of the host and fragment do not count."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.hostname}{port}{parts.path.rstrip('/')}{query}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A source with its group and its place in the document."""

    keys: Keys
    line: SourceLine
    group: SourceGroup

    @property
    def tags(self) -> tuple[str, ...]:
        """Those of its group, then its own."""
        return tuple(dict.fromkeys([*(self.group.tags or ()), *(self.line.tags or ())]))

    def source(self, keyring: Keyring | None) -> Source:
        """The values that hold: its own, else the group's, else the usual ones."""
        line, group = self.line, self.group
        access = opened(line.headers or {}, line.login, keyring) if keyring else Access()
        interval = line.interval or group.interval
        return Source(
            id=line.id,
            url=line.url,
            name=line.name,
            language=line.language or group.language,
            country=line.country or group.country,
            group=group.name,
            weight=line.weight or group.weight or 1.0,
            pages=line.pages or group.pages or "all",
            allow_private=line.allow_private,
            kind=line.kind,
            selector=line.selector or "",
            tags=self.tags,
            floor_s=interval.shortest if interval else None,
            ceiling_s=interval.longest if interval else None,
            headers=access.headers,
            secrets=access.secrets,
            missing=access.missing,
        )

    def faults(self, document: Document) -> Iterator[Fault]:
        """What keys say that does not go together."""
        line = self.line
        if line.selector and line.kind != "page":
            at = (*self.keys, "selector")
            yield document.fault(at, "only a list page has a `selector`", "add `kind: page`, or remove it", at_key=True)
        if len(self.tags) > MOST_TAGS:
            at = (*self.keys, "tags")
            yield document.fault(at, f"{len(self.tags)} tags, those of the group included", f"at most {MOST_TAGS}")
        yield from self._interval_faults(document)
        yield from header_faults(document, (*self.keys, "headers"), line.headers or {})
        if line.login:
            yield from login_faults(document, (*self.keys, "login"), line.login)
        if line.login and any(name.casefold() == "authorization" for name in line.headers or {}):
            hint = "keep one of `login` and `Authorization`"
            yield document.fault((*self.keys, "login"), "there are two log-ins", hint, at_key=True)
        secret = line.login or any(block.value is None for block in (line.headers or {}).values())
        if secret and urlsplit(line.url).scheme == "http" and not line.allow_private:
            hint = "write https://, or `allow_private: true` for a server on your own network"
            yield document.fault((*self.keys, "url"), "a secret would travel there for all to read", hint)

    def _interval_faults(self, document: Document) -> Iterator[Fault]:
        interval = self.line.interval or self.group.interval
        if interval is None:
            return
        keys = (*(self.keys if self.line.interval else self.keys[:-2]), "interval")
        for key, size in (("min", interval.shortest), ("max", interval.longest)):
            if size is not None and size < FLOOR_S and not self.line.allow_private:
                hint = f"`{spelled(FLOOR_S)}` at least; less is for servers of your own (`allow_private: true`)"
                yield document.fault((*keys, key), f"{quoted(spelled(size))} is no polite interval", hint)


def _placed(file: SourcesFile) -> Iterator[_Placed]:
    for g, group in enumerate(file.groups):
        for s, line in enumerate(group.sources):
            yield _Placed(keys=("groups", g, "sources", s), line=line, group=group)
