"""Match + Story -> Verdict: send, hold or drop, and the named reason."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.decide.calendar import next_due, quiet_until
from monitor.decide.profile import Profile
from monitor.model import Match, Source, Verdict

#: why a verdict is what it is; these words are shown to people and stored
REASONS = {
    "instant": "the score passes the profile's instant threshold",
    "digest": "the score matches, below the instant threshold: it waits for the digest",
    "quiet": "quiet hours: it waits until they end",
    "first-pass": "it was there before the watch began: one digest tells it",
    "stale": "published too long ago to be news",
    "told": "this story was told already",
    "review": "below the threshold, kept for review",
    "below": "below the threshold",
    "source": "the profile does not listen to this source, or to outlets of its country",
}

#: what a source's first poll brings is told only if it is not older than this
FIRST_PASS = timedelta(hours=24)
#: what appears later with an older date than this is an archive, not news
STALE = timedelta(hours=72)
#: the channel of a profile that names none
DEFAULT_CHANNEL = "console"


def too_old(published: datetime, backlog: bool, now: datetime) -> bool:
    """Is this no news any more, for what a source's first poll brought or for what came later?"""
    return now - published > (FIRST_PASS if backlog else STALE)


def decide_alert(
    match: Match,
    profile: Profile,
    *,
    source: Source,
    told: bool,
    backlog: bool,
    published: datetime,
    now: datetime,
) -> Verdict:
    """What to do about a match. `told`: the profile was told of the story, or will be. `backlog`: the article
    came with its source's first poll."""
    channels = profile.deliver or (DEFAULT_CHANNEL,)

    def verdict(action: str, reason: str, until: datetime | None = None, *, digest: bool = False) -> Verdict:
        return Verdict(
            profile=profile.id,
            action="send" if action == "send" else "hold" if action == "hold" else "drop",
            reason=reason,
            until=until,
            digest=digest,
            channels=channels if action != "drop" else (),
        )

    if match.decision != "match":
        return verdict("drop", "review" if match.decision == "review" else "below")
    if (profile.sources and source.id not in profile.sources) or (
        profile.countries and source.country not in profile.countries
    ):
        return verdict("drop", "source")
    if told:
        return verdict("drop", "told")
    if too_old(published, backlog, now):
        return verdict("drop", "stale")
    if backlog:
        return verdict("hold", "first-pass", now, digest=True)
    policy = profile.alert
    if match.score < policy.instant and policy.digest:
        return verdict("hold", "digest", next_due(policy.digest, policy.timezone, now), digest=True)
    if policy.quiet and (end := quiet_until(policy.quiet, policy.timezone, now)):
        return verdict("hold", "quiet", end)
    return verdict("send", "instant")
