"""What of a site can be subscribed to, as a person is shown it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.collect import cadence
from monitor.collect.discovery.hints import Hint, Trail, of_comments
from monitor.collect.urls import canonical
from monitor.comprehend.words.language import UNDETERMINED, Classify, identify
from monitor.model import ParsedFeed, Source, SourceKind

#: titles that show what a candidate is about, and by which its language is told
_SHOWN, _READ = 3, 10
#: part of all their entries that two feeds share when they are one: RSS often reaches further back than Atom
_THE_SAME = 0.6
#: a feed that has been silent for so long stands behind the others
_SILENT = timedelta(days=365)
#: bounds between which a rhythm is told: four times an hour is ours, not theirs
_ANY = cadence.Pace(floor_s=60, ceiling_s=90 * 86_400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that can be subscribed to."""

    url: str
    kind: SourceKind
    #: the feed's, else the site's
    title: str
    #: how it was come by
    trail: Trail
    entries: int
    newest: datetime | None
    #: entries a day; None where they have no dates
    daily: float | None
    #: ISO 639-1, or ""
    language: str
    #: of the first entries
    titles: tuple[str, ...]
    #: of a list page: the CSS selector of its links
    selector: str = ""
    #: addresses of its entries: two candidates with the same ones are one
    keys: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What there is."""

    #: the outlet's name, as its page says
    name: str
    #: the best first
    candidates: tuple[Candidate, ...]
    #: what could not be read or was left out, in words
    notes: tuple[str, ...] = ()


def described(parsed: ParsedFeed, source: Source, hint: Hint, *, classify: Classify, now: datetime) -> Candidate:
    """A document that was read as this source, as a candidate."""
    dates = [entry.published for entry in parsed.entries if entry.published]
    titles = [entry.title for entry in parsed.entries if entry.title]
    language = identify("\n".join(titles[:_READ]), classify) if titles else UNDETERMINED
    return Candidate(
        url=source.url,
        kind=source.kind,
        selector=source.selector,
        title=parsed.title or hint.title,
        trail=hint.trail,
        entries=len(parsed.entries),
        newest=max(dates, default=None),
        daily=86_400 / cadence.rhythm(dates, now=now, pace=_ANY) if dates else None,
        language="" if language == UNDETERMINED else language,
        titles=tuple(titles[:_SHOWN]),
        keys=frozenset(canonical(entry.url) or entry.key for entry in parsed.entries),
    )


def best_first(candidates: Iterable[Candidate], now: datetime) -> list[Candidate]:
    """In the order in which they were found, but comments, empty feeds and those long silent behind the others."""

    def doubtful(one: Candidate) -> tuple[bool, bool, bool]:
        silent = one.newest is not None and now - one.newest > _SILENT
        return not one.entries, silent, of_comments(one.url)

    return sorted(candidates, key=doubtful)


def distinct(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[str]]:
    """Each once, and what was left out, in words: sites offer the same entries as RSS, as Atom, and again."""
    kept: list[Candidate] = []
    left_out: list[str] = []
    for one in candidates:
        twin = next((other for other in kept if _are_one(one, other)), None)
        if twin is None:
            kept.append(one)
        else:
            left_out.append(f"{one.url}: the same entries as {twin.url}")
    return kept, left_out


def _are_one(one: Candidate, other: Candidate) -> bool:
    if canonical(one.url) == canonical(other.url):
        return True
    together = one.keys | other.keys
    return bool(together) and len(one.keys & other.keys) >= _THE_SAME * len(together)
