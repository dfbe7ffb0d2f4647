"""The shape of `config/sources.yaml`: what is polled, in groups."""

from __future__ import annotations

import re
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from monitor.css import LONGEST as LONGEST_SELECTOR
from monitor.css import check_selector
from monitor.model import PagesMode, SourceKind
from monitor.settings.access import Headers, Login
from monitor.settings.codes import CountryCode, LanguageCode
from monitor.settings.durations import Duration, spelled
from monitor.settings.schema import NoneOrMany, OneOrMany, Strict, wrong
from monitor.settings.wording import one_line, quoted

#: what an id may look like: it stands in the store, in profiles and on the command line
ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
#: code points of an outlet's name, and of a tag
LONGEST_NAME, LONGEST_TAG = 200, 40
#: tags of a source, and of a group
MOST_TAGS = 20
#: seconds: what an interval may be
_SHORTEST_S, _LONGEST_S = 60, 30 * 86_400


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
        hint = "say the log-in apart: `login: {user: …, password_env: …}`"
        raise wrong("a user name stands in the address", hint)
    return url


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise wrong(f"{quoted(text)} cannot be an id", "use small letters, digits, `-`, `_` and `.`")
    return text


def _tag(text: str) -> str:
    if text != one_line(text) or "," in text or text.startswith("/"):  # OPML sets commas and slashes between them
        raise wrong(f"{quoted(text)} cannot be a tag", "a word or a few, without commas")
    return text


Tag = Annotated[str, Field(min_length=1, max_length=LONGEST_TAG), AfterValidator(_tag)]


def _in_bounds(seconds: int) -> int:
    if not _SHORTEST_S <= seconds <= _LONGEST_S:
        hint = f"from `{spelled(_SHORTEST_S)}` to `{spelled(_LONGEST_S)}`"
        raise wrong(f"{quoted(spelled(seconds))} is out of bounds", hint)
    return seconds


Bound = Annotated[Duration, AfterValidator(_in_bounds)]


def _selector(text: str) -> str:
    try:
        return check_selector(text)
    except ValueError as error:
        raise wrong(f"{quoted(text)}: {error}", "for instance `.news-list h3 a`") from None


class IntervalBlock(Strict):
    """How often a source is polled at most and at least."""

    shortest: Bound | None = Field(default=None, alias="min", description="never more often, for instance `1 h`")
    longest: Bound | None = Field(default=None, alias="max", description="never more seldom, for instance `6 h`")

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.shortest is None and self.longest is None:
            raise wrong("`interval` says nothing", "for instance `interval: {min: 1 h, max: 6 h}`")
        if self.shortest is not None and self.longest is not None and self.shortest > self.longest:
            raise wrong("`min` is longer than `max`", "exchange them")
        return self


class _Shared(Strict):
    """What a source says, or its group for all that say nothing."""

    language: LanguageCode | None = Field(default=None, description="two-letter codes")
    country: CountryCode | None = Field(default=None, description="two-letter codes")
    weight: Annotated[float, Field(gt=0, le=10)] | None = Field(
        default=None, description="trust, 1 is ordinary; the most trusted member leads a story"
    )
    pages: PagesMode | None = Field(
        default=None,
        description="`all` (usual): read every entry's page · `hinted`: only where title or summary name something"
        " watched · `none`",
    )
    interval: IntervalBlock | None = Field(
        default=None, description="bounds of its interval, from `1 min` to `30 d`; usually `15 min` and `24 h`"
    )
    tags: Annotated[OneOrMany[Tag], Field(max_length=MOST_TAGS)] | None = Field(
        default=None, description="words of your own, to choose by; a source has those of its group too"
    )


class SourceLine(_Shared):
    """One source."""

    id: Annotated[str, AfterValidator(_id)] = Field(
        description="readable and unique: small letters, digits, `-`, `_`, `.`"
    )
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)] = Field(description="the outlet")
    url: Annotated[str, AfterValidator(check_url)] = Field(description="the address of its feed")
    kind: SourceKind = Field(
        default="feed",
        description="what `url` leads to: `feed` (RSS, Atom, JSON Feed) · `sitemap` · `page`, with links to articles",
    )
    selector: Annotated[str, Field(max_length=LONGEST_SELECTOR), AfterValidator(_selector)] | None = Field(
        default=None, description="CSS selector of the links, or of the boxes around them, for `kind: page`"
    )
    headers: Annotated[Headers, Field(max_length=20)] | None = Field(
        default=None,
        description="header fields that its server asks for: `{Name: text}`, a secret as `{Name: {env: VARIABLE}}`",
    )
    login: Login | None = Field(default=None, description="name and password that its server asks for")
    allow_private: bool = Field(default=False, description="may connect to your own network")


class SourceGroup(_Shared):
    """Sources under one heading; what it says holds for all that say nothing else."""

    name: Annotated[str, Field(min_length=1)] = Field(description="the heading")
    sources: NoneOrMany[SourceLine] = Field(description="the sources")


class SourcesFile(Strict):
    """The file."""

    groups: NoneOrMany[SourceGroup] = Field(description="the sources, in groups")
