"""A row of the outbox -> what a reader is told, as the story stands at the moment of sending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.comprehend.lexicon import Lexicon
from monitor.decide.baseline import DAY
from monitor.decide.gist import gist, gist_of_evidence
from monitor.decide.mute import concerning, led_by_others, summary
from monitor.decide.profile import Profile
from monitor.decide.volume import CHART_DAYS, by_day, profile_subject, worth_drawing
from monitor.model import Alert, Analysis, DayCount, Delivery, Digest, Gist, Match, News, Story
from monitor.ports import Clock, Store, StoredArticle
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import shortened

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

    def __call__(self, delivery: Delivery) -> News | None:
        """What the delivery is about, or None where the store no longer holds it."""
        match delivery.kind:
            case "alert":
                about = self._store.alert_of(delivery)
                return None if about is None else self._alert(delivery, *about)
            case "digest":
                return self._digest(delivery)
            case _:
                return delivery.about

    def _alert(self, delivery: Delivery, story: Story, match: Match) -> Alert:
        alert = self._told(delivery.channel, delivery.profile, story, match, delivery.reason)
        return replace(alert, number=delivery.revision + 1, told=delivery.before)

    def _told(self, channel: str, name: str, story: Story, match: Match, reason: str) -> Alert:
        """The story as a profile tells it to a channel, by the snapshot of this moment."""
        snapshot = self._snapshot()
        profile, language = snapshot.profiles.get(name), snapshot.language_of(channel)
        now = self._clock.now()
        story = led_by_others(story, self._store.mutes(now), name, now)
        stored = self._store.find_article(story.lead.article_id)
        alert = Alert(
            profile=name,
            profile_name=profile.name if profile else name,
            story=story,
            match=match,
            reason=reason,
            quote=quote(stored, match),
            timezone=profile.alert.timezone if profile else "UTC",
        )
        return told_in(language, alert, stored.analysis if stored else None, snapshot.lexicon) if language else alert

    def _digest(self, delivery: Delivery) -> Digest | None:
        reader, slot = delivery.profile, delivery.subject
        opened, lines = self._store.digest_opened(reader, slot), self._store.digest_lines(reader, slot)
        if opened is None:
            return None
        now: datetime = self._clock.now()
        alerts = [
            replace(
                self._told(delivery.channel, line.profile, line.story, line.match, line.reason),
                number=1 if line.before is None else 2,
                told=line.before,
            )
            for line in lines
        ]
        alerts.sort(key=lambda alert: (-alert.match.score, -len(alert.story.outlets), alert.story.id))
        profiles = self._snapshot().profiles
        profile = profiles.get(reader.removeprefix("profile/"))
        mutes = self._store.mute_records(now)
        return Digest(
            profile=reader.removeprefix("profile/"),
            profile_name=profile.name if profile else reader.partition("/")[2],
            reader=reader,
            slot=slot,
            alerts=tuple(alerts),
            articles_read=self._store.articles_read(now - DIGEST_SPAN),
            sources_failing=sum(state.failures > 0 for state in self._store.source_states()),
            timezone=profile.alert.timezone if profile else "UTC",
            since=opened.before,
            muted=self._store.held_back_since(
                [profile.id] if profile else profiles, opened.before or now - DIGEST_SPAN
            ),
            mutes=summary(concerning(mutes, profile.id) if profile else mutes),
            volume=self._volume(reader, profile, now),
        )

    def _volume(self, reader: str, profile: Profile | None, now: datetime) -> tuple[DayCount, ...]:
        """How much its profiles were told of on the last days; nothing in a watch's first days."""
        ids = [profile.id] if profile else self._read_by(reader.removeprefix("channel/"))
        counts: Counter[datetime] = Counter()
        for one in ids:
            counts.update(self._store.volume(profile_subject(one), now - (CHART_DAYS + 1) * DAY, now))
        days = by_day(counts, now, profile.alert.timezone if profile else "UTC")
        return days if worth_drawing(days) else ()

    def _read_by(self, channel: str) -> list[str]:
        return [one.id for one in self._snapshot().profiles.values() if one.enabled and channel in one.deliver]


def quote(stored: StoredArticle | None, match: Match) -> str:
    """The sentence of the body that names most of what the match found; empty where none names anything."""
    if stored is None:
        return ""
    document, analysis = stored.article.document, stored.analysis
    points = {evidence.term: evidence.points for evidence in match.evidence}
    places = [(one.start, points.get(one.actor, 0.0)) for one in analysis.mentions]
    places += [(one.start, points.get(one.topic, 0.0)) for one in analysis.subjects]

    def weight(bounds: tuple[int, int]) -> float:
        return sum(worth for place, worth in places if bounds[0] <= place < bounds[1])

    body = [bounds for bounds in analysis.sentences if bounds[0] > analysis.title_end]
    best = max(body, key=weight, default=None)
    if best is None or not weight(best):
        return ""
    sentence = " ".join(document[best[0] : best[1]].split())
    return shortened(sentence, QUOTE)


def told_in(language: str, alert: Alert, analysis: Analysis | None, lexicon: Lexicon) -> Alert:
    """The alert with actors and topics named in a language, and with its gist unless the lead is written in it.

    Phrases, and what the catalogue has lost since, keep their names. `analysis` is that of the lead.
    """
    labels = ((one, lexicon.label(one.term, language)) for one in alert.match.evidence)
    evidence = tuple(replace(one, name=label.text) if label else one for one, label in labels)
    about = None if alert.story.lead.language == language else gist_in(language, analysis, alert.match, lexicon)
    return replace(alert, match=replace(alert.match, evidence=evidence), gist=about)


def gist_in(language: str, analysis: Analysis | None, match: Match, lexicon: Lexicon) -> Gist | None:
    """What an article is about in a language: by its analysis, else by the match; None where neither says it."""
    terms = gist(analysis, lexicon.minor) if analysis else gist_of_evidence(one.term for one in match.evidence)
    labels = [(term, label) for term in terms if (label := lexicon.label(term, language))]
    if not labels:
        return None
    return Gist(
        language=language,
        actors=tuple(label for term, label in labels if not term.startswith("topic/")),
        topics=tuple(label for term, label in labels if term.startswith("topic/")),
    )
