"""`config/sources.yaml`: the feeds that are polled, in groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from monitor.errors import ConfigError
from monitor.model import PagesMode, Source
from monitor.settings.codes import CountryCode, LanguageCode
from monitor.settings.document import Document, Keys, read_document
from monitor.settings.schema import Strict, check, wrong
from monitor.settings.wording import quoted

#: what an id may look like: it stands in the store, in profiles and on the command line
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
#: code points of an outlet's name
LONGEST_NAME = 200


def check_url(url: str) -> str:
    """The address as it is, if it is one of the web. Raises pydantic's error with words for a person."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise wrong(f"{quoted(url)} is not an address", "check the host and the port") from None
    if parts.scheme not in ("http", "https"):
        raise wrong(f"{quoted(url)} is not an address of the web", "it begins with https:// or http://")
    if not host or any(sign.isspace() or not sign.isprintable() for sign in url):
        raise wrong(f"{quoted(url)} is not an address", "write it as in the browser, without spaces")
    if parts.username is not None:
        raise wrong("a user name stands in the address", "addresses with a log-in cannot be read")
    return url


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise wrong(f"{quoted(text)} cannot be an id", "use small letters, digits, `-`, `_` and `.`")
    return text


class SourceLine(Strict):
    """One feed."""

    id: Annotated[str, AfterValidator(_id)] = Field(
        description="readable and unique: small letters, digits, `-`, `_`, `.`"
    )
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)] = Field(description="the outlet")
    url: Annotated[str, AfterValidator(check_url)] = Field(description="the address of its feed")
    language: LanguageCode | None = Field(default=None, description="two-letter codes")
    country: CountryCode | None = Field(default=None, description="two-letter codes")
    weight: Annotated[float, Field(gt=0, le=10)] = Field(
        default=1.0, description="trust; the most trusted member leads a story"
    )
    pages: PagesMode = Field(
        default="all",
        description="`all`: read every entry's page · `hinted`: only where title or summary name something watched"
        " · `none`",
    )
    allow_private: bool = Field(default=False, description="may connect to your own network")


class SourceGroup(Strict):
    """Feeds under one heading; `language` and `country` hold for all that name no other."""

    name: Annotated[str, Field(min_length=1)] = Field(description="the heading")
    language: LanguageCode | None = Field(default=None, description="for all sources of the group that name no other")
    country: CountryCode | None = Field(default=None, description="for all sources of the group that name no other")
    sources: list[SourceLine] = Field(description="the feeds")


class SourcesFile(Strict):
    """The file."""

    groups: list[SourceGroup] = Field(description="the feeds, in groups")


def load_sources(path: Path) -> tuple[Source, ...]:
    """Every source, in the order of the file. Raises `ConfigError` with all faults, duplicates included."""
    return sources_of(read_document(path))


def sources_of(document: Document) -> tuple[Source, ...]:
    """The same from a document that is read already."""
    file = check(document, SourcesFile)
    placed = list(_placed(file))
    faults = [
        *document.repeated(((*keys, "id"), source.id, source.id) for keys, source in placed),
        *document.repeated(((*keys, "url"), same_feed(source.url), source.url) for keys, source in placed),
    ]
    if faults:
        raise ConfigError(*sorted(faults, key=lambda fault: (fault.line, fault.column)))
    return tuple(source for _, source in placed)


def same_feed(url: str) -> str:
    """Equal for two addresses that lead to one feed: scheme, case of the host and fragment do not count."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.hostname}{port}{parts.path.rstrip('/')}{query}"


def _placed(file: SourcesFile) -> Iterator[tuple[Keys, Source]]:
    """Each source with its place in the document."""
    for g, group in enumerate(file.groups):
        for s, line in enumerate(group.sources):
            source = Source(
                id=line.id,
                url=line.url,
                name=line.name,
                language=line.language or group.language,
                country=line.country or group.country,
                group=group.name,
                weight=line.weight,
                pages=line.pages,
                allow_private=line.allow_private,
            )
            yield ("groups", g, "sources", s), source
