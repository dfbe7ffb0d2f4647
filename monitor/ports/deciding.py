"""The store, as deciding needs it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from monitor.model import Article, Outcome, Regrouping, Story, Told, Verdict
from monitor.ports.states import Archived, Parted, StoredArticle


class DecideStore(Protocol):
    """Articles, their stories, and who was told of them."""

    def open_stories(self, since: datetime) -> tuple[Story, ...]:
        """Stories with news since then."""
        ...

    def open_revisions(self, since: datetime) -> Mapping[str, int]:
        """Ids of the stories with news since then, with their revisions: what has changed need not be read again."""
        ...

    def stories(self, ids: Collection[str]) -> tuple[Story, ...]:
        """Those of these that there are, in the order in which they began."""
        ...

    def told(self, story_id: str) -> Mapping[str, Told]:
        """What each profile was told of this story, or will be."""
        ...

    def heed_renamed(self, versions: Mapping[str, str]) -> Mapping[str, str]:
        """Profiles that are no more and are there under a new id, with the same meaning, go on under it with all that
        they told: old id -> new id. `versions`: id -> version of each profile that there is."""
        ...

    def alerts_since(self, profile: str, since: datetime) -> int:
        """How many stories the profile was alerted of within an hour (`decide.alert.CAP_SPAN`) from then, for the first
        time; those that wait count."""
        ...

    def known_copy(self, article: Article) -> StoredArticle | None:
        """A stored article with the same canonical URL or the same fingerprint, from any source."""
        ...

    def regroup(self, change: Regrouping) -> None:
        """Stories become one, or part, with all that knows them: what was told goes where its articles go.

        Raises `StoryConflict` when one of them is not at the revision before.
        """
        ...

    def parted(self) -> tuple[Parted, ...]:
        """The articles to decide on again, for each profile, because they were told as part of another affair; what
        fits best first."""
        ...

    def settle(self, parted: Parted, verdict: Verdict, now: datetime) -> None:
        """It was decided again what the profile is told of the article."""
        ...

    def commit(self, outcome: Outcome, now: datetime) -> None:
        """Article, matches, story, held rows and outbox rows together, and the entry marked done.

        Raises `StoryConflict` when the story's stored revision is not `story.revision - 1`.
        """
        ...

    def find_article(self, wanted: str) -> StoredArticle | None:
        """By article id, URL, a code in a message (`decide.code`), or delivery id written "alert-17"."""
        ...

    def articles_read(self, since: datetime) -> int:
        """How many articles were stored since then."""
        ...

    def archive(self, since: datetime, batch: int = ...) -> Iterator[Archived]:
        """Every article stored since then, the oldest first. Each batch is a transaction of its own, so that a long
        look back holds nobody up; what is stored meanwhile comes too."""
        ...
