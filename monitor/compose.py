"""A row of the outbox -> what a reader is told, as the story stands at the moment of sending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from monitor.model import Alert, Delivery, Digest, Match, Story
from monitor.ports import Clock, Store, StoredArticle
from monitor.settings.snapshot import Snapshot

#: a quoted sentence is cut here, in code points
QUOTE = 280
#: what a digest counts as read "since the last one"
DIGEST_SPAN = timedelta(hours=24)


class Composer:
    """Builds alerts and digests from the store. Blocks: the outbox calls it in a thread."""

    def __init__(self, store: Store, snapshot: Callable[[], Snapshot], clock: Clock) -> None:
        self._store = store
        self._snapshot = snapshot
        self._clock = clock

    def __call__(self, delivery: Delivery) -> Alert | Digest | None:
        """What the delivery is about, or None where the store no longer holds it."""
        if delivery.kind == "digest":
            return self._digest(delivery)
        about = self._store.alert_of(delivery)
        return None if about is None else self._alert(delivery.profile, *about, delivery.reason)

    def _alert(self, profile_id: str, story: Story, match: Match, reason: str) -> Alert:
        profile = self._snapshot().profiles.get(profile_id)
        return Alert(
            profile=profile_id,
            profile_name=profile.name if profile else profile_id,
            story=story,
            match=match,
            reason=reason,
            quote=quote(self._store.find_article(story.lead.article_id), match),
            timezone=profile.alert.timezone if profile else "UTC",
        )

    def _digest(self, delivery: Delivery) -> Digest | None:
        told = self._store.digest_stories(delivery.profile, delivery.subject)
        if not told:
            return None
        now: datetime = self._clock.now()
        alerts = [self._alert(delivery.profile, story, match, reason) for story, match, reason in told]
        alerts.sort(key=lambda alert: (-alert.match.score, -len(alert.story.outlets), alert.story.id))
        return Digest(
            profile=delivery.profile,
            profile_name=alerts[0].profile_name,
            slot=delivery.subject,
            alerts=tuple(alerts),
            articles_read=self._store.articles_read(now - DIGEST_SPAN),
            sources_failing=sum(state.failures > 0 for state in self._store.source_states()),
            timezone=alerts[0].timezone,
        )


def quote(stored: StoredArticle | None, match: Match) -> str:
    """The sentence of the body that names most of what the match found; empty where none names anything."""
    if stored is None:
        return ""
    document, analysis = stored.article.document, stored.analysis
    points = {evidence.term: evidence.points for evidence in match.evidence}
    places = [(one.start, points.get(one.actor, 0.0)) for one in analysis.mentions]
    places += [(one.start, points.get(one.topic, 0.0)) for one in (*analysis.topics, *analysis.phrases)]

    def weight(bounds: tuple[int, int]) -> float:
        return sum(worth for place, worth in places if bounds[0] <= place < bounds[1])

    body = [bounds for bounds in analysis.sentences if bounds[0] > analysis.title_end]
    best = max(body, key=weight, default=None)
    if best is None or not weight(best):
        return ""
    sentence = " ".join(document[best[0] : best[1]].split())
    return sentence if len(sentence) <= QUOTE else sentence[: QUOTE - 1].rstrip() + "…"
