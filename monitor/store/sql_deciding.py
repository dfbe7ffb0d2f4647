"""The face of the store for deciding: articles, their stories, and who was told of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from monitor.model import Article, Outcome, Regrouping, Story, Told, Verdict
from monitor.ports import Archived, Parted, StoredArticle
from monitor.store import archive, articles, regroup, renaming, stories, tellings
from monitor.store.commit import commit, settle
from monitor.store.part import Part


class DecidePart(Part):
    """`ports.DecideStore`."""

    def open_stories(self, since: datetime) -> tuple[Story, ...]:
        with self._database.read() as connection:
            return stories.open_since(connection, since)

    def open_revisions(self, since: datetime) -> Mapping[str, int]:
        with self._database.read() as connection:
            return stories.open_revisions(connection, since)

    def stories(self, ids: Collection[str]) -> tuple[Story, ...]:
        with self._database.read() as connection:
            return stories.of_ids(connection, ids)

    def told(self, story_id: str) -> Mapping[str, Told]:
        with self._database.read() as connection:
            return tellings.of_story(connection, story_id)

    def heed_renamed(self, versions: Mapping[str, str]) -> Mapping[str, str]:
        with self._database.write() as connection:
            return renaming.heed(connection, versions)

    def alerts_since(self, profile: str, since: datetime) -> int:
        with self._database.read() as connection:
            return tellings.alerts_since(connection, profile, since)

    def known_copy(self, article: Article) -> StoredArticle | None:
        with self._database.read() as connection:
            return articles.known_copy(connection, article)

    def regroup(self, change: Regrouping) -> None:
        with self._database.write() as connection:
            regroup.write(connection, change)

    def parted(self) -> tuple[Parted, ...]:
        with self._database.read() as connection:
            return regroup.parted(connection)

    def settle(self, parted: Parted, verdict: Verdict, now: datetime) -> None:
        with self._database.write() as connection:
            settle(connection, parted, verdict, now)

    def commit(self, outcome: Outcome, now: datetime) -> None:
        with self._database.write() as connection:
            commit(connection, outcome, now)

    def find_article(self, wanted: str) -> StoredArticle | None:
        with self._database.read() as connection:
            return articles.find(connection, wanted)

    def articles_read(self, since: datetime) -> int:
        with self._database.read() as connection:
            return articles.count_since(connection, since)

    def archive(self, since: datetime, batch: int = archive.BATCH) -> Iterator[Archived]:
        last: Archived | None = None
        while True:
            with self._database.read() as connection:
                found = archive.read(connection, since, last, batch)
            yield from found
            if len(found) < batch:
                return
            last = found[-1]
