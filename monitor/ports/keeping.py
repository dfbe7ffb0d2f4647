"""What is kept, found again, and let go in the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.model import Search
from monitor.ports.states import Archived


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found."""

    #: in the order that was asked for, at most as many as were
    articles: tuple[Archived, ...]
    #: how many there are
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was let go. False where nothing was."""

    articles: int = 0
    stories: int = 0
    #: messages that were sent, or given up
    deliveries: int = 0
    #: entries that no feed lists any more
    entries: int = 0

    def __add__(self, more: Pruned) -> Pruned:
        return Pruned(
            articles=self.articles + more.articles,
            stories=self.stories + more.stories,
            deliveries=self.deliveries + more.deliveries,
            entries=self.entries + more.entries,
        )

    def __bool__(self) -> bool:
        return bool(self.articles or self.stories or self.deliveries or self.entries)


class KeepStore(Protocol):
    """Memory."""

    def search(self, wanted: Search) -> Found:
        """What full-text search finds among the articles that are indexed."""
        ...

    def unindexed(self) -> int:
        """How many articles it does not find yet."""
        ...

    def index(self) -> int:
        """Index a batch of them, the newest first; how many. To be called again until there is none."""
        ...

    def prune(self, before: datetime) -> Pruned:
        """Let a batch of what was over before then go; to be called again until nothing was.

        Never what is still to be told or nobody knows the end of, what readers said, nor what keeps an entry that its
        feed may still list from coming as news.
        """
        ...

    def shrink(self) -> int:
        """Give back what room a large batch left in the file, where that is possible; bytes."""
        ...
