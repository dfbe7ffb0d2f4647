"""What `monitor status` says of a source, and the line that the daemon prints every hour."""

from __future__ import annotations

from dataclasses import replace

from doubles.mutes import mute
from doubles.outcomes import NOW, source

from monitor.collect.cadence import FAILING_AFTER
from monitor.control import Status
from monitor.health import judge
from monitor.model import MuteRecord, Validators
from monitor.ops.meter import Tally
from monitor.ports import Counts, Notice, SourceState

STATE = SourceState(source_id="source-1", next_check_at=NOW, validators=Validators())
COUNTS = Counts(
    entries_pending=0,
    articles=9,
    articles_since=4,
    stories=2,
    deliveries={"sent": 3},
    held=0,
)


def line(counts: Counts, *states: SourceState) -> str:
    health = tuple(judge(source(), state, None, NOW) for state in states)
    return Status(at=NOW, counts=counts, sources=health, profiles=()).line


def test_the_line_of_a_quiet_watch_holds_no_alarm() -> None:
    quiet = line(COUNTS, replace(STATE, last_success_at=NOW))
    assert quiet == "articles read in 24 h: 4 · sources: 1 · stories: 2 · messages sent: 3"


def test_the_line_names_what_waits_fails_and_was_not_delivered() -> None:
    counts = replace(COUNTS, deliveries={"sent": 1, "pending": 2, "dead": 1, "unknown": 1}, held=5)
    said = line(counts, replace(STATE, failures=FAILING_AFTER))
    for part in (
        "sources: 1 (1 not answering)",
        "messages sent: 1 (2 waiting)",
        "held for the next digest: 5",
        "not delivered: 2",
    ):
        assert part in said


def test_an_edit_that_is_not_taken_stands_in_the_line_and_a_new_seed_does_not() -> None:
    notices = [Notice(kind=kind, subject="", lines=("x",), at=NOW) for kind in ("reload", "seed")]
    taken, not_taken = (
        Status(at=NOW, counts=COUNTS, sources=(), profiles=(), notices=(one,)).line for one in reversed(notices)
    )
    assert "an edit is not taken" in not_taken
    assert "not taken" not in taken


def test_a_tally_sums_over_the_labels_that_are_not_asked_for() -> None:
    tally = Tally()
    tally.count("polls", result="read")
    tally.count("polls", 2, result="failed", source="x")
    assert (tally.total("polls"), tally.total("polls", result="failed"), tally.total("other")) == (3, 2, 0)


def test_mutes_that_stand_are_in_the_line_and_that_one_has_no_end() -> None:
    mutes = (MuteRecord(mute=mute(until=None), stories=3, articles=5), MuteRecord(mute=mute()))
    said = Status(at=NOW, counts=COUNTS, sources=(), profiles=(), mutes=mutes).line
    assert said.endswith(" · 2 mutes stand, one without end; they held back 3 stories")
