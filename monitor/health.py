"""How a source fares: a pure rule over what the store remembers of it. Each answer says what it is, and what to do.

The first that fits, the worst first: locked, gone, failing, moved, unread, waiting, trouble, new, quiet, ok.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from monitor.collect.cadence import failing, moved
from monitor.model import Source
from monitor.ports import SourceFigures, SourceState

Word: TypeAlias = Literal["locked", "gone", "failing", "moved", "unread", "quiet", "waiting", "trouble", "new", "ok"]
#: in the order in which a person should look; the last two need nobody's eye
WORDS: Final[tuple[Word, ...]] = (
    "failing", "gone", "locked", "moved", "unread", "quiet", "waiting", "trouble", "new", "ok",
)  # fmt: skip
#: what is usual is read off this much of the past
SPAN: Final = timedelta(days=30)
#: a silence is worth a word from so many times the longest one before, and from a day; where there was none before to
#: compare with, from so many times the feed's own rhythm, and from a week
_TIMES: Final = 3
_SHORTEST, _SHORTEST_GUESSED = timedelta(days=1), timedelta(days=7)
#: so many pages tell something; more than this share of them unread is no accident
_PAGES, _SHARE = 5, 0.5
_NOTHING = SourceFigures()
#: words of a failure (of `collect.fetch`, `guard` and the readers of feeds) -> what to do about it
_CURES: Final = tuple(
    (re.compile(words), cure)
    for words, cure in (
        (r"answered (404|410)", "look for its feed anew: `monitor sources add` and the address of the site"),
        (r"answered 401", "it asks for a log-in: `login` in sources.yaml"),
        (r"answered 403", "it lets nobody in, or not us: `contact` in monitor.yaml tells its owner who asks"),
        (r"no way through the proxy", "`proxy` in monitor.yaml"),
        (r"no address is known for", "is its host spelled right?"),
        (r"certificate is not valid", "its owner has to renew it"),
        (
            r"not a feed|no feed|no JSON Feed|not a sitemap",
            "is this the address of a feed? `monitor sources add` finds those of a site",
        ),
        (r"larger than", "`feed_max_mb` in monitor.yaml says how much is read"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """A source, what is remembered of it, and what follows."""

    source: Source
    #: None where it was never due yet
    state: SourceState | None
    figures: SourceFigures = _NOTHING
    word: Word
    #: in one sentence, with figures; empty where all is well
    what: str = ""
    #: what a person can do about it; empty where it comes right by itself
    hint: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Something is other than it should be."""
        return self.word not in ("new", "ok")

    @property
    def answering(self) -> bool:
        """It was well at the last poll, or was not polled yet."""
        return self.word not in ("locked", "gone", "failing", "waiting", "trouble")

    @property
    def daily(self) -> float | None:
        """Entries a day that it usually brings; None until that is known."""
        if self.state and self.state.daily:
            return self.state.daily
        figures = self.figures
        return figures.entries / figures.span_days if figures.span_days >= 1 else None

    @property
    def pages_share(self) -> float | None:
        """Of the pages that were wanted, how many could be read, 0 to 1; None where none was."""
        wanted = self.figures.pages_read + self.figures.pages_unread
        return self.figures.pages_read / wanted if wanted else None


def judge(source: Source, state: SourceState | None, figures: SourceFigures | None, now: datetime) -> SourceHealth:
    """How a source fares. `figures` are those of `SPAN`; None where nobody asked for them."""
    word, what, hint = _first(source, state, figures, now)
    return SourceHealth(source=source, state=state, figures=figures or _NOTHING, word=word, what=what, hint=hint)


def _first(
    source: Source, state: SourceState | None, figures: SourceFigures | None, now: datetime
) -> tuple[Word, str, str]:
    if source.missing:
        return "locked", source.missing, "it is not asked without"
    if state is None or (state.last_success_at is None and not state.failures):
        return "new", "", ""
    if state.stopped:
        return "gone", f"{state.error}, twice", "give it another `url` in sources.yaml, or take it out"
    if failing(state):
        since = f"no good answer since {_day(state.last_success_at)}" if state.last_success_at else "it never answered"
        return (
            "failing",
            f"{state.error}; {since}",
            f"{_cure(source, state.error)}; it is tried once a day".removeprefix("; "),
        )
    if moved(state):
        return "moved", f"it lives at {state.moved_to} for good", "write that into sources.yaml"
    if figures and _unreadable(source, figures):
        wanted = figures.pages_read + figures.pages_unread
        what = f"{figures.pages_unread} of {wanted} pages could not be read: {figures.unread}"
        return "unread", what, "with `pages: none` the feed's own words are used from the start"
    if state.failures:
        if state.not_before is not None and state.not_before > now:
            return "waiting", f"{state.error}; its server asks to wait until {_minute(state.not_before)}", ""
        return "trouble", state.error, _cure(source, state.error)
    if figures and (what := _silence(state, figures, now)):
        return "quiet", what, "look at the site: does it still publish here?"
    return "ok", "", ""


def _cure(source: Source, error: str) -> str:
    """What a person can do about a poll that failed so; empty where it comes right by itself, or nobody knows."""
    if "answered 401" in error and source.headers:
        return "is what `login` or `headers` in sources.yaml says still right?"
    return next((cure for words, cure in _CURES if words.search(error)), "")


def _unreadable(source: Source, figures: SourceFigures) -> bool:
    wanted = figures.pages_read + figures.pages_unread
    return source.pages != "none" and wanted >= _PAGES and figures.pages_unread > _SHARE * wanted


def _silence(state: SourceState, figures: SourceFigures, now: datetime) -> str:
    """For how long it has brought nothing, where that is longer than usual; else empty."""
    if figures.last_new_at is None:
        return "it answers, and has brought nothing yet"
    silent = now - figures.last_new_at
    if figures.longest_gap_s is not None:
        usual, shortest, known = timedelta(seconds=figures.longest_gap_s), _SHORTEST, "at most"
    elif state.daily:
        usual, shortest, known = timedelta(days=1 / state.daily), _SHORTEST_GUESSED, "about"
    else:
        return ""
    if silent <= max(_TIMES * usual, shortest):
        return ""
    return f"nothing new for {span(silent)}, usually {known} {span(usual)} (since {_minute(figures.last_new_at)})"


def span(length: timedelta) -> str:
    """ "40 min", "5 h", "12 days": in the unit in which a person would say it."""
    minutes = round(length / timedelta(minutes=1))
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 72 * 60 else f"{minutes // (24 * 60)} days"


def _day(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d}"


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
