"""One case: a server or a document that means no good, and what a person would want to come of it.

    Case(name="circle", does="redirects to itself", wanted="an error", feed=redirect("/feed"), check=fails("…"))

A case plays either a feed, or a page: then its feed is a plain one with a single entry that leads to the page.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from faults.hostile.server import Answer, Request

from monitor.model import Article, Entry, PagesMode, SourceKind
from monitor.ports import SourceState

#: what the plain feed before a page says; pages that cannot be read leave this much
HEADLINE = "A lighthouse keeper climbs the stairs again"
SUMMARY = "The lighthouse keeper of Skerryvore has climbed the stairs every evening for forty years."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came of a case."""

    #: when it was asked first
    began: datetime
    #: after each poll
    states: tuple[SourceState, ...]
    #: what the feed brought
    entries: tuple[Entry, ...]
    #: what was read of that
    articles: tuple[Article, ...]
    #: what the server was asked, in order
    requests: tuple[Request, ...]

    @property
    def error(self) -> str:
        """What `monitor status` says after the last poll."""
        return self.states[-1].error

    @property
    def titles(self) -> list[str]:
        """Of the entries."""
        return [entry.title for entry in self.entries]

    def asked(self, path: str) -> list[Request]:
        """The requests for one path."""
        return [request for request in self.requests if request.path == path]


#: raises AssertionError where something else came of it
Check = Callable[[Seen], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What it does, and what must come of it."""

    #: unique; the name of its host too
    name: str
    #: what the server, or the document, does
    does: str
    #: what a person would want to come of it
    wanted: str
    check: Check
    feed: Answer | None = None
    #: the article's page, /page of the same host
    page: Answer | None = None
    #: /robots.txt; None: there is none
    robots: Answer | None = None
    #: other paths of the same host
    others: tuple[tuple[str, Answer], ...] = ()
    kind: SourceKind = "feed"
    pages: PagesMode = "all"
    polls: int = 1
    #: it is served over TLS with this certificate, a file beside this one
    certificate: str = ""
    #: the address of its feed has this scheme, whatever the server speaks
    scheme: str = ""
    #: what a connection meets before any HTTP
    connection: Callable[..., Awaitable[None]] | None = None
    #: it must be left at a deadline, so it has a short one
    waits: bool = False


def fails(words: str) -> Check:
    """The poll fails in these words (a pattern), nothing is stored, and it is tried again."""

    def check(seen: Seen) -> None:
        assert re.search(words, seen.error), f"it says {seen.error!r}, not {words!r}"
        assert not seen.entries, f"it brought {seen.titles}"
        assert seen.states[-1].failures >= 1
        assert seen.states[-1].validators.etag is None, "validators of something that was not read"

    return check


def brings(*titles: str) -> Check:
    """The feed is read, and these are its entries."""

    def check(seen: Seen) -> None:
        assert not seen.error, f"it says {seen.error!r}"
        assert seen.titles == list(titles), f"it brought {seen.titles}"

    return check


def reads(words: str) -> Check:
    """The page is read: these words are in it (a pattern)."""

    def check(seen: Seen) -> None:
        assert not seen.error, f"the feed says {seen.error!r}"
        (article,) = seen.articles
        assert article.method != "feed", f"the feed's own text is used: {article.unread!r}"
        assert re.search(words, article.text), f"the text is {article.text[:200]!r}"

    return check


def falls_back(words: str = "") -> Check:
    """The feed's own text stands for the page, and the reason is kept in these words (a pattern)."""

    def check(seen: Seen) -> None:
        assert not seen.error, f"the feed says {seen.error!r}"
        (article,) = seen.articles
        assert (article.title, article.text, article.method) == (HEADLINE, SUMMARY, "feed"), f"{article.text[:200]!r}"
        assert re.search(words, article.unread), f"the reason is {article.unread!r}, not {words!r}"

    return check


def either(*checks: Check) -> Check:
    """One of several outcomes, where each is what a person could want."""

    def check(seen: Seen) -> None:
        complaints = []
        for one in checks:
            try:
                one(seen)
            except (AssertionError, ValueError) as error:
                complaints.append(str(error))
            else:
                return
        raise AssertionError("; ".join(complaints))

    return check


def holds(what: str, condition: Callable[[Seen], object]) -> Check:
    """Something else that must be so."""

    def check(seen: Seen) -> None:
        assert condition(seen), f"this is not so: {what}"

    return check


def both(*checks: Check) -> Check:
    """All of several."""

    def check(seen: Seen) -> None:
        for one in checks:
            one(seen)

    return check
