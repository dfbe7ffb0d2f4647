"""What every store must do with people, their invitations and their chats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from pathlib import Path

import pytest
from doubles.outcomes import NOW, outcome, tell

from monitor.model import Invitation, Person, Quiet, Role
from monitor.ports import Store
from monitor.store import open_store

ME, DESK = "telegram/me", "telegram/desk"
SOON = NOW + timedelta(minutes=15)


def _sqlite(folder: Path) -> Store:
    return open_store(folder / "watch.db")


@pytest.fixture(params=[pytest.param(_sqlite, id="sqlite")])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opener: Callable[[Path], Store] = request.param
    opened = opener(tmp_path)
    yield opened
    opened.close()


def person(number: int, role: Role = "reader", channel: str = ME) -> Person:
    return Person(channel=channel, number=number, role=role, name=f"<b>\0{number}", since=NOW)


def invitation(seal: str, *, channel: str = ME, role: Role = "editor", pairs: bool = False) -> Invitation:
    return Invitation(seal=seal, channel=channel, role=role, pairs=pairs, expires=SOON)


def test_an_invitation_lets_one_in_and_is_gone(store: Store) -> None:
    store.invite(invitation("a"), NOW)
    assert store.redeem("a", person(1, "editor"), 1, NOW)
    assert not store.redeem("a", person(2, "editor"), 2, NOW)
    assert [(one.number, one.role) for one in store.people()] == [(1, "editor")]
    assert store.chat(ME) is None


def test_what_waited_for_a_chat_is_due_once_it_has_one_and_nothing_else(store: Store) -> None:
    for number, channel in enumerate((ME, DESK), start=1):
        store.commit(outcome(number * 4, tell(channels=(channel,)), entry=None), NOW)
    for delivery in (*store.lease(NOW, 60.0), *store.lease(NOW, 60.0)):
        store.put_back(delivery.id, not_before=SOON, error="it has no chat yet", counted=False)
    store.commit(outcome(12, tell(channels=(ME,), until=SOON), entry=None), NOW)
    store.invite(invitation("a", role="owner", pairs=True), NOW)
    assert store.due_channels(NOW) == frozenset()
    assert store.redeem("a", person(1, "owner"), 1, NOW)
    (due,) = store.lease(NOW, 60.0)
    assert (due.channel, due.attempts) == (ME, 0)


def test_of_many_at_the_same_moment_one_is_let_in(store: Store) -> None:
    store.invite(invitation("a", role="owner", pairs=True), NOW)
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda number: store.redeem("a", person(number, "owner"), number, NOW), range(1, 9)))
    assert told.count(True) == 1
    assert [one.number for one in store.people()] == [told.index(True) + 1] == [store.chat(ME)]


def test_what_has_expired_opens_nothing_and_goes(store: Store) -> None:
    store.invite(invitation("a"), NOW)
    assert not store.redeem("a", person(1), 1, SOON)
    assert store.invitations([ME], SOON) == ()
    store.invite(invitation("b"), SOON)
    assert [one.seal for one in store.invitations([ME], NOW)] == ["b"]


def test_a_new_pairing_code_takes_the_place_of_the_old_one_alone(store: Store) -> None:
    store.invite(invitation("a"), NOW)
    store.invite(invitation("b", pairs=True), NOW)
    store.invite(invitation("c", pairs=True), NOW)
    store.invite(invitation("d", channel=DESK, pairs=True), NOW)
    assert [one.seal for one in store.invitations([ME], NOW)] == ["a", "c"]
    assert [one.seal for one in store.invitations([ME, DESK], NOW)] == ["a", "c", "d"]


def test_whoever_may_more_already_goes_on_doing_so(store: Store) -> None:
    store.add_person(person(1, "owner"))
    store.invite(invitation("a", role="reader"), NOW)
    assert store.redeem("a", person(1, "reader"), 1, NOW)
    assert [one.role for one in store.people()] == ["owner"]
    store.add_person(person(2, "reader"))
    store.invite(invitation("b", role="editor"), NOW)
    assert store.redeem("b", person(2, "editor"), 2, NOW)
    assert [one.role for one in store.people()] == ["owner", "editor"]


def test_the_last_owner_is_spared_where_that_is_asked(store: Store) -> None:
    store.add_person(person(1, "owner"))
    store.add_person(person(2, "editor"))
    assert not store.remove_person(ME, 1, spare_owner=True)
    assert store.remove_person(ME, 2, spare_owner=True)
    assert not store.remove_person(ME, 2)
    assert store.remove_person(ME, 1)
    assert store.people() == ()


def test_a_private_chat_leaves_with_its_person_and_a_group_stays(store: Store) -> None:
    for channel, chat in ((ME, 1), (DESK, -100)):
        store.add_person(person(1, "owner", channel))
        store.remember_chat(channel, chat)
        store.remove_person(channel, 1)
    assert (store.chat(ME), store.chat(DESK)) == (None, -100)


def test_what_was_learned_of_a_chat_ends_when_the_configuration_says_something_else(store: Store) -> None:
    store.heed_chats({ME: "", DESK: "-100"})
    store.remember_chat(ME, 1)
    store.remember_chat(DESK, -200)
    store.heed_chats({ME: "", DESK: "-100"})
    assert (store.chat(ME), store.chat(DESK)) == (1, -200)
    store.heed_chats({ME: "7", DESK: "-200"})
    assert (store.chat(ME), store.chat(DESK)) == (None, None)


def test_language_and_quiet_stand_beside_the_chat(store: Store) -> None:
    quiet = Quiet(daily=(time(22), time(7, 30)), until=NOW)
    store.set_quiet(ME, quiet, NOW)
    store.set_language(ME, "fa")
    store.remember_chat(ME, 42)
    (state,) = store.chats()
    assert (state.channel, state.number, state.language, state.quiet) == (ME, 42, "fa", quiet)
    store.set_quiet(ME, Quiet(), NOW)
    store.set_language(ME, None)
    (state,) = store.chats()
    assert (state.number, state.language, state.quiet) == (42, None, Quiet())


def test_menus_are_remembered_by_bot_and_scope(store: Store) -> None:
    store.save_menu("1", "default", "a")
    store.save_menu("1", "default", "b")
    assert (store.menu("1", "default"), store.menu("2", "default"), store.menu("1", "chat 42")) == ("b", "", "")
