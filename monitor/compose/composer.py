"""A row of the outbox -> what a reader is told, as the story stands at the moment of sending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.compose.digest import SUMMARISED, in_order, lines_for, sources_since
from monitor.compose.summary import summary
from monitor.compose.toll import tolls
from monitor.comprehend.lexicon import Lexicon
from monitor.decide.baseline import DAY
from monitor.decide.change import change
from monitor.decide.extent import newcomers
from monitor.decide.gist import gist, gist_of_evidence
from monitor.decide.mute import concerning, in_force, led_by_others
from monitor.decide.readers import channel_of, profile_of
from monitor.decide.update import takes_place, update_of
from monitor.decide.volume import CHART_DAYS, by_day, profile_subject, worth_drawing
from monitor.model import (
    EXTRA_SLOT,
    FIRST_SLOT,
    Alert,
    Analysis,
    Change,
    DayCount,
    Delivery,
    Digest,
    Evidence,
    Extent,
    Gist,
    Match,
    Member,
    News,
    Story,
    Update,
)
from monitor.ports import Clock, DigestLine, OpenedDigest, Store, StoredArticle
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import shortened

#: a quoted sentence is cut here, in code points
QUOTE = 280
#: what the first digest counts as read
DIGEST_SPAN = timedelta(hours=24)
#: a digest that is opened so long after it was due is late: a watch that runs looks every few seconds
LATE = timedelta(minutes=15)


class Composer:
    """Builds alerts and digests from the store. Blocks: the outbox calls it in a thread."""

    def __init__(self, store: Store, snapshot: Callable[[], Snapshot], clock: Clock) -> None:
        self._store = store
        self._snapshot = snapshot
        self._clock = clock

    def __call__(self, delivery: Delivery) -> News | None:
        """What the delivery is about, and whose place its channel takes; None where the store no longer holds it."""
        what = self._about(delivery)
        return replace(what, instead=delivery.instead) if what else None

    def _about(self, delivery: Delivery) -> News | None:
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
        update = self._update(delivery, delivery.before, story) if delivery.revision and delivery.before else None
        return replace(alert, number=delivery.revision + 1, told=delivery.before, update=update)

    def _update(self, delivery: Delivery, before: Extent, story: Story) -> Update | None:
        """What is new to a reader who was told before; None for one whom none of that reached."""
        standing = self._store.standing(delivery)
        if not standing:
            return None
        snapshot = self._snapshot()
        profile, language = snapshot.profiles.get(delivery.profile), snapshot.language_of(delivery.channel)
        stored = self._store.find_article(delivery.article_id)
        matches = stored.matches if stored else ()
        brought = (one for found in matches if found.profile == delivery.profile for one in newcomers(found, before))
        changes = profile is not None and takes_place(delivery, profile.alert, snapshot.editing, standing)
        return update_of(
            delivery,
            story,
            before,
            standing=standing,
            actors=tuple(one.name for one in named_in(language, brought, snapshot.lexicon)),
            changed_at=self._clock.now() if changes else None,
        )

    def _told(self, channel: str, name: str, story: Story, match: Match, reason: str, *, long: bool = False) -> Alert:
        """The story as a profile tells it to a channel, by the snapshot of this moment; `long`: with a summary."""
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
            summary=summary(stored.article.document, stored.analysis, match) if long and stored else (),
            timezone=profile.alert.timezone if profile else "UTC",
            country=country_of(story.lead, snapshot),
            critical=profile is not None and profile.alert.breaks_through(match.score),
        )
        return told_in(language, alert, stored.analysis if stored else None, snapshot.lexicon) if language else alert

    def _digest(self, delivery: Delivery) -> Digest | None:
        opened = self._store.digest_opened(delivery.profile, delivery.subject)
        if opened is None:
            return None
        lines = self._store.digest_lines(delivery.profile, delivery.subject)
        return self.digest(delivery.profile, delivery.subject, opened, lines, channel=delivery.channel)

    def digest(
        self, reader: str, slot: str, opened: OpenedDigest, lines: Sequence[DigestLine], *, channel: str
    ) -> Digest:
        """A digest of these lines, as the channel tells it."""
        snapshot = self._snapshot()
        profile, plan = snapshot.profiles.get(profile_of(reader)), snapshot.plans.get(channel_of(reader))
        known = [one.name for one in snapshot.channels]
        ordered = in_order(lines_for(lines, channel, known))
        alerts = [self._line(channel, line, also, number) for number, (line, also) in enumerate(ordered)]
        told = [profile] if profile else [one for one in snapshot.profiles.values() if channel in one.channels]
        profiles = [one.id for one in told if one.enabled]
        timezone = plan.timezone if plan else profile.alert.timezone if profile else "UTC"
        mutes = self._store.mute_records(self._clock.now())
        since = opened.before or opened.opened_at - DIGEST_SPAN
        sources = sources_since(self._store, snapshot, since)
        return Digest(
            profile=profile_of(reader),
            profile_name=profile.name if profile else profile_of(reader),
            reader=reader,
            slot=slot,
            alerts=tuple(alerts),
            articles_read=self._store.articles_read(since),
            sources_asked=sources.asked,
            sources_failed=sources.failed,
            sources_failing=sources.failing,
            timezone=timezone,
            at_most=profile.alert.at_most if profile else 0,
            since=opened.before,
            due=None if slot.startswith((FIRST_SLOT, EXTRA_SLOT)) else opened.due,
            late=opened.opened_at - opened.due > LATE,
            missed=opened.missed,
            muted=self._store.held_back_since(profiles, since),
            mutes=in_force([one for one in mutes if any(concerning([one], name) for name in profiles)]),
            volume=self._volume(profiles, timezone),
        )

    def _volume(self, profiles: Iterable[str], timezone: str) -> tuple[DayCount, ...]:
        """How much these were told of on the last days; nothing in a watch's first days."""
        now, counts = self._clock.now(), Counter[datetime]()
        for one in profiles:
            counts.update(self._store.volume(profile_subject(one), now - (CHART_DAYS + 1) * DAY, now))
        days = by_day(counts, now, timezone)
        return days if worth_drawing(days) else ()

    def _line(self, channel: str, line: DigestLine, also: Sequence[str], number: int) -> Alert:
        """One story of a digest: the first ones with a summary, those that were told before with what has changed."""
        snapshot = self._snapshot()
        alert = self._told(channel, line.profile, line.story, line.match, line.reason, long=number < SUMMARISED)
        names = [snapshot.profiles[one].name if one in snapshot.profiles else one for one in also]
        changed = change(line.before, line.now) if line.before and line.now else Change()
        return replace(
            alert,
            number=1 if line.before is None else 2,
            told=line.before,
            also=tuple(names),
            change=replace(
                changed,
                actors=self._called(changed.actors, channel),
                tolls=tolls(line.story, line.before.last_seen) if line.before else (),
            ),
        )

    def _called(self, actors: Sequence[str], channel: str) -> tuple[str, ...]:
        """Their names, in the language of the channel's reader."""
        snapshot = self._snapshot()
        labels = ((one, snapshot.lexicon.label(one, snapshot.language_of(channel) or "en")) for one in actors)
        return tuple(label.text if label else snapshot.names.get(one, one) for one, label in labels)


def country_of(member: Member, snapshot: Snapshot) -> str:
    """Where its outlet is at home, as the owner's sources have it now; empty where they do not say."""
    source = snapshot.sources.get(member.source_id)
    return (source.country or "") if source else ""


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
    evidence = named_in(language, alert.match.evidence, lexicon)
    about = None if alert.story.lead.language == language else gist_in(language, analysis, alert.match, lexicon)
    return replace(alert, match=replace(alert.match, evidence=evidence), gist=about)


def named_in(language: str | None, evidence: Iterable[Evidence], lexicon: Lexicon) -> tuple[Evidence, ...]:
    """The evidence with its terms named in a language; None: as it was."""
    labels = ((one, lexicon.label(one.term, language) if language else None) for one in evidence)
    return tuple(replace(one, name=label.text) if label else one for one, label in labels)


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
