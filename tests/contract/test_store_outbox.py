"""The outbox by hand: what every store must do, whatever the database behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.outcomes import CHANNEL, NOW, PROFILE, outcome, tell

from monitor.model import Delivery, Message, Receipt, Rest
from monitor.ports import Store
from monitor.store import open_store

LATER = NOW + timedelta(hours=2)
MESSAGE = Message(text="The dam <b>broke</b>", key="one")


def _sqlite(folder: Path) -> Store:
    return open_store(folder / "watch.db")


@pytest.fixture(params=[pytest.param(_sqlite, id="sqlite")])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opener: Callable[[Path], Store] = request.param
    opened = opener(tmp_path)
    yield opened
    opened.close()


def in_hand(store: Store, *numbers: int, channels: tuple[str, ...] = (CHANNEL,)) -> list[Delivery]:
    """Queued, claimed and rendered."""
    for number in numbers:
        store.commit(outcome(number, tell(channels=channels), entry=None), NOW)
    claimed: list[Delivery] = []
    while leased := store.lease(NOW, 60.0, lanes={CHANNEL: f"lane {len(claimed)}"}):
        claimed += leased
        for delivery in leased:
            store.add_parts(delivery, [MESSAGE])
            store.put_back(delivery.id, not_before=LATER, error="502")
    return claimed


def states(store: Store) -> list[str]:
    return [letter.delivery.state for letter in store.letters(100)]


def claim(store: Store, at: int = 1) -> Delivery:
    (delivery,) = store.lease(NOW + timedelta(hours=1 + at), 60.0, limit=1)
    return delivery


def test_the_newest_are_listed_the_oldest_of_them_first_without_what_they_say(store: Store) -> None:
    in_hand(store, 1, 5, 9, channels=(CHANNEL, "email/desk"))
    letters = store.letters(3)
    ids = [letter.delivery.id for letter in letters]
    assert ids == sorted(ids) == [letter.delivery.id for letter in store.letters(100)][-3:]
    assert all(letter.delivery.message is None for letter in letters)
    assert store.letter(ids[0]).delivery.message == MESSAGE  # type: ignore[union-attr]


def test_a_list_is_of_what_was_asked_for(store: Store) -> None:
    in_hand(store, 1, 5, channels=(CHANNEL, "email/desk"))
    assert {letter.delivery.channel for letter in store.letters(9, channels=[CHANNEL])} == {CHANNEL}
    assert store.letters(9, states=["sent"]) == store.letters(9, profiles=["another"]) == ()
    assert len(store.letters(9, profiles=[PROFILE], since=NOW)) == 4
    assert store.letters(9, since=NOW + timedelta(seconds=1)) == ()


def test_what_is_sent_again_is_due_now_and_counted_from_the_beginning(store: Store) -> None:
    (delivery,) = in_hand(store, 1)
    assert store.lease(NOW, 60.0) == ()
    assert store.send_again(delivery.id, NOW)
    (again,) = store.lease(NOW, 60.0)
    assert (again.id, again.attempts, again.message) == (delivery.id, 0, MESSAGE)
    assert not store.send_again(delivery.id, NOW), "somebody has it in hand"
    store.sent(delivery.id, Receipt(sent_at=NOW))
    assert not store.send_again(delivery.id, NOW), "it has arrived"
    assert not store.send_again(delivery.id + 1, NOW)
    assert states(store) == ["sent"]


def test_what_may_have_arrived_is_sent_again_as_a_possible_repeat_and_nothing_else_is(store: Store) -> None:
    first, second = in_hand(store, 1, 5)
    for _ in range(2):
        claimed = claim(store)
        store.request_written(claimed.id)
        store.dead(claimed.id, error="no answer", ambiguous=claimed.id == first.id)
    assert states(store) == ["unknown", "dead"]
    assert store.send_again(first.id, NOW)
    assert store.send_again(second.id, NOW)
    assert [letter.possible_repeat for letter in store.letters(9)] == [True, False]
    assert states(store) == ["pending", "pending"]


def test_what_is_dropped_is_a_dead_letter_that_says_why_and_is_not_dropped_twice(store: Store) -> None:
    (delivery,) = in_hand(store, 1)
    assert store.drop(delivery.id, "dropped by hand")
    assert not store.drop(delivery.id, "once more")
    (letter,) = store.letters(9)
    assert (letter.delivery.state, letter.error) == ("dead", "dropped by hand")
    assert store.lease(LATER, 60.0) == ()
    assert store.send_again(delivery.id, NOW), "and it can be taken back"


def test_a_closed_lane_is_woken_and_a_pause_that_the_receiver_wants_is_kept(store: Store) -> None:
    first, second = in_hand(store, 1, 5)
    closed = Rest(lane="closed", since=NOW, until=LATER, why="blocked", refusals=2)
    pause = Rest(lane="pause", since=NOW, until=LATER, why="Flood control exceeded")
    for delivery, rest in ((first, closed), (second, pause)):
        store.send_again(delivery.id, NOW)
        store.lease(NOW, 60.0)
        store.put_back(delivery.id, not_before=NOW, error=rest.why, rest=rest)
    for lane in ("closed", "pause", "none"):
        store.wake(lane, NOW)
    assert {rest.lane: (rest.until, rest.refusals) for rest in store.rests()} == {
        "closed": (NOW, 2),
        "pause": (LATER, 0),
    }
