"""What becomes of a send that failed: dead, unknown, or once more, and then when; and who rests for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from monitor.decide.delivery import OnUnknown
from monitor.errors import DeliveryError, SecretMissing
from monitor.model import Delivery, Pace, Rest

#: waits after the first, second, … failed send, seven hours in all; the send after the last of them is the last
RETRIES: Final = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
#: how long a row waits for its owner to mend the configuration
MENDING: Final = timedelta(minutes=10)
#: waits before a receiver that takes nothing any more is asked again; the last one again and again
PROBES: Final = (timedelta(hours=1), timedelta(hours=2), timedelta(hours=4), timedelta(hours=6))

#: one that has failed for so long goes to the fallback of its channel
PATIENCE: Final = timedelta(minutes=10)

#: as it is counted
Outcome = Literal["retry", "no secret", "rests", "closed", "dead", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A send that failed."""

    error: Exception
    #: in one line
    why: str
    #: its request was written
    written: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What a failure comes to."""

    outcome: Outcome
    #: the send after this one; None: there is none
    not_before: datetime | None = None
    #: nobody knows whether it arrived
    ambiguous: bool = False
    #: it was one of the attempts of which there are so many
    counted: bool = True
    #: its lane rests from now on
    rest: Rest | None = None


def fate(
    failure: Failure, delivery: Delivery, pace: Pace, stood: Rest | None, *, on_unknown: OnUnknown, now: datetime
) -> Fate:
    """`stood`: what was said of its lane before."""
    error = failure.error
    known = error if isinstance(error, DeliveryError) else None
    ambiguous = known.ambiguous if known else failure.written
    if isinstance(error, SecretMissing):
        return Fate(outcome="no secret", not_before=now + MENDING, counted=False)
    if known and known.closes:
        return _closed(pace, stood, now, failure.why)
    if known and known.retry_after_s is not None:
        until = now + timedelta(seconds=known.retry_after_s)
        rest = Rest(lane=pace.lane, since=now, until=until, why=failure.why)
        return Fate(outcome="rests", not_before=until, counted=False, rest=rest)
    if ambiguous and on_unknown == "park":
        return Fate(outcome="unknown", ambiguous=True)
    if (known and known.permanent) or delivery.attempts >= len(RETRIES):
        return Fate(outcome="unknown" if ambiguous else "dead", ambiguous=ambiguous)
    return Fate(outcome="retry", not_before=now + RETRIES[delivery.attempts], ambiguous=ambiguous)


def passes_on(what: Fate, delivery: Delivery) -> bool:
    """It goes to the fallback, where its channel has one: but not what may have arrived, which is never doubled so."""
    if what.ambiguous:
        return False
    failed_for = sum(RETRIES[: delivery.attempts], timedelta())
    return what.outcome in ("dead", "closed", "no secret") or (what.outcome == "retry" and failed_for >= PATIENCE)


def _closed(pace: Pace, stood: Rest | None, now: datetime, why: str) -> Fate:
    """Nothing is lost: all that is meant for it waits, and one message at a time asks whether it is open again."""
    again = stood if stood and stood.refusals and stood.stamp == pace.stamp else None
    refusals = again.refusals if again else 0
    closed_at = min(now, again.closed_at or now) if again else now
    until = now + PROBES[min(refusals, len(PROBES) - 1)]
    rest = Rest(
        lane=pace.lane,
        since=now,
        until=until,
        why=why,
        refusals=refusals + 1,
        stamp=pace.stamp,
        closed_at=closed_at,
    )
    return Fate(outcome="closed", not_before=now, counted=False, rest=rest)
