from __future__ import annotations

from dataclasses import replace

from monitor.collect.feeds.fields import Fields
from monitor.collect.feeds.identity import identified
from monitor.model import Entry

ONE = Fields(guid="", url="https://coast.example/1", title="One", summary="first", published=None)


def entries(*found: Fields) -> list[Entry]:
    return list(identified(found, "coast", []))


def keys(*found: Fields) -> list[str]:
    return [entry.key for entry in entries(*found)]


def test_an_entry_that_is_said_twice_keeps_the_key_that_it_has_alone() -> None:
    """Else the next poll, which has it once, would bring it as news."""
    assert keys(ONE, ONE) == keys(ONE)
    assert keys(replace(ONE, guid="g"), replace(ONE, guid="g")) == ["g"]


def test_an_entry_and_its_update_are_one_the_first() -> None:
    update = replace(ONE, guid="g", title="One, updated")
    assert [entry.title for entry in entries(update, replace(ONE, guid="g"))] == ["One, updated"]


def test_the_order_of_a_feed_changes_no_key() -> None:
    found = [replace(ONE, guid=guid, url=f"https://coast.example/{n}", title=str(n)) for n, guid in enumerate("abba")]
    assert sorted(keys(*found)) == sorted(keys(*reversed(found)))


def test_trackers_and_twins_change_no_key() -> None:
    assert keys(replace(ONE, url="https://m.coast.example/1?utm_source=x")) == keys(
        replace(ONE, url="https://www.coast.example/1#top")
    )


def test_an_address_that_three_entries_share_is_no_ones() -> None:
    """Else the pipeline would take them for one article, and two would be lost."""
    read = entries(*(replace(ONE, guid=str(n), title=str(n)) for n in range(3)))
    assert [(entry.key, entry.url) for entry in read] == [("0", ""), ("1", ""), ("2", "")]


def test_the_home_page_is_no_articles_address() -> None:
    read = list(identified([ONE], "coast", [], home="https://www.coast.example/1"))
    assert [entry.url for entry in read] == [ONE.url]
    (entry,) = identified([ONE], "coast", [], home=ONE.url)
    assert (entry.url, entry.key[:7]) == ("", "sha256:")


def test_an_address_that_two_entries_share_stays_theirs() -> None:
    assert [entry.url for entry in entries(replace(ONE, guid="1"), replace(ONE, guid="2"))] == [ONE.url, ONE.url]


def test_an_entry_of_which_nothing_is_left_is_left_out() -> None:
    assert entries(*(replace(ONE, guid=str(n), title="", summary="") for n in range(3))) == []
