"""What every dialect is brought to before it is cleaned: the strings as they stand, whichever elements held them."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model import NO_WISHES, Wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One entry's strings."""

    guid: str = ""
    #: addresses of its page, the surest first; relative ones are of the feed's `base`
    links: tuple[str, ...] = ()
    #: markup
    title: str = ""
    #: markup: summary and content, in any order
    texts: tuple[str, ...] = ()
    #: when it was published, else updated, else made; the surest first
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """A document's strings."""

    title: str = ""
    #: what relative links are relative to, where the document says it; itself relative to the feed's address
    base: str = ""
    #: address of the site, which no entry's own page can have; relative to `base`
    home: str = ""
    entries: tuple[RawEntry, ...] = ()
    #: dates of the feed itself: evidence for the zone of those of its entries
    dates: tuple[str, ...] = ()
    #: what was wrong with the document, in words
    warnings: tuple[str, ...] = ()
    wishes: Wishes = NO_WISHES
