"""/profiles, /digest, /last, /why, /status and /search answer in the chat, whatever stands in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.conversation import Conversation, texts
from doubles.outcomes import CHANNEL, NOW, PROFILE, article, hold, match, outcome, story
from doubles.snapshots import snapshot

from monitor.decide.code import code_of
from monitor.decide.delivery import Telegram
from monitor.model import Receipt
from monitor.ports import Store
from monitor.store import open_store

CODE = code_of(PROFILE, "story-1")
HOSTILE = "</b><a href='javascript:x'>\u202e\u2066 & {n} نیویورک " * 40


def deliver(store: Store) -> None:
    """All that is due is sent."""
    for delivery in store.lease(NOW + timedelta(minutes=1), 60.0):
        store.sent(delivery.id, Receipt(sent_at=NOW, remote_id="7"))


async def test_profiles_say_how_they_stand(conversation: Conversation) -> None:
    deliver(conversation.store)
    said = texts(await conversation.ask("/profiles"))
    assert "The Caucasus · on" in said
    assert "1 alert in 7 days · next digest 22 Nov, 07:30" in said


async def test_the_last_alerts_are_linked_and_have_their_codes(conversation: Conversation) -> None:
    assert texts(await conversation.ask("/last")) == "No alert has reached this chat yet."
    deliver(conversation.store)
    (said,) = await conversation.ask("/last 3")
    assert "Baku and Yerevan, day 1" in said.text
    assert CODE in said.text
    assert 'href="https://news-1.example/1' in said.raw
    for slip in ("/last 0", "/last 11", "/last many", "/last 3 4", "/last " + "9" * 3000, "/last ²"):
        assert "a number from 1 to 10" in texts(await conversation.ask(slip))


async def test_another_chats_alerts_are_not_shown(conversation: Conversation) -> None:
    deliver(conversation.store)
    conversation.channel = replace(conversation.channel, name="telegram/other")
    assert texts(await conversation.ask("/last")) == "No alert has reached this chat yet."


async def test_why_answers_to_a_code_an_address_an_id_and_a_reply(conversation: Conversation) -> None:
    for words, about in ((CODE, ""), ("https://news-1.example/1?utm_source=x", ""), (f"{1:016x}", ""), ("", CODE)):
        said = texts(await conversation.ask(f"/why {words}", about=about))
        assert "Ilham Aliyev" in said, words
        assert "0.80" in said
    assert "what is meant?" in texts(await conversation.ask("/why"))
    for unknown in ("K7QM2XPD", "https://nobody.example/x", HOSTILE):
        assert "no message has this code" in texts(await conversation.ask(f"/why {unknown}"))


async def test_the_status_names_what_needs_a_look(conversation: Conversation) -> None:
    said = texts(await conversation.ask("/status"))
    assert "1 article read in 24 hours" in said
    assert "2 sources · all answer" in said
    assert "1 waiting" in said


async def test_a_digest_is_told_as_it_would_be_now(conversation: Conversation) -> None:
    later = NOW + timedelta(hours=18, minutes=30)
    conversation.store.commit(outcome(2, hold(later), story=story(2)), NOW)
    said = texts(await conversation.ask("/digest"))
    assert said.startswith("If the digest of 22 Nov 2026, 07:30 UTC+7 were due now:")
    assert "Baku and Yerevan, day 2" in said
    assert "Baku and Yerevan, day 2" in texts(await conversation.ask("/digest the caucasus"))
    assert "no such digest was told today" in texts(await conversation.ask("/digest today"))
    assert "no such digest was told today" in texts(await conversation.ask("/digest caucasus 7:30"))
    assert "no profile is called so" in texts(await conversation.ask(f"/digest {HOSTILE}"))


async def test_a_search_goes_on_page_by_page(conversation: Conversation) -> None:
    for number in range(2, 22):
        conversation.store.commit(outcome(number, story=story(number)), NOW)
    while conversation.store.index():
        pass
    (said,) = await conversation.ask("/search Yerevan -football")
    assert "Found · 1–8 of 21" in said.text
    assert "News 1 · English" in said.text
    assert "9–16 of 21" in texts(await conversation.press("More"))
    assert "17–21 of 21" in texts(await conversation.press("More"))
    assert conversation.keyboards[-1] is None
    assert "1–8 of 21" in texts(await conversation.ask("/search language:en “Baku and” outlet:source-1 since:7d"))
    assert "Nothing was found." in texts(await conversation.ask("/search language:fa Yerevan"))


async def test_slips_of_a_search_are_answered(conversation: Conversation) -> None:
    for text, said in (
        ("/search", "what is to be looked for?"),
        ("/search since:yesterday x", "no span and no date"),
        ("/search language:français x", "no code of a language"),
        ("/search outlet:Nobody x", "no source is called"),
        ("/search profile:nothing x", "no profile is called so"),
        (f"/search {HOSTILE}", "Nothing was found"),
        ('/search - " ” ***', "Nothing was found"),
    ):
        assert said in texts(await conversation.ask(text)), text
    assert "long ago" in texts(await conversation.ask("/search x y z", pressed=True))


async def test_outside_words_are_never_markup(conversation: Conversation) -> None:
    address = "javascript:alert(1)"
    members = tuple(replace(one, title=HOSTILE, url=address, outlet=HOSTILE) for one in story(3).members)
    bad = outcome(3, article=article(3, title=HOSTILE, url=address), story=replace(story(3), members=members))
    conversation.store.commit(bad, NOW)
    deliver(conversation.store)
    while conversation.store.index():
        pass
    for text in ("/last", f"/why {code_of(PROFILE, 'story-3')}", "/search profile:caucasus", "/digest", "/status"):
        for said in await conversation.ask(text):
            assert 'href="javascript' not in said.raw
            assert "\u202e" not in said.text


async def test_an_empty_watch_answers_everything(conversation: Conversation, tmp_path: Path, channel: Telegram) -> None:
    (tmp_path / "empty").mkdir()
    conversation.store = open_store(tmp_path / "empty" / "watch.db")
    conversation.snapshot = snapshot(tmp_path / "empty", channels=[channel])
    for text in ("/profiles", "/last", "/status", "/digest", "/search x", "/why x"):
        assert texts(await conversation.ask(text)), text
    conversation.store.close()


@pytest.mark.parametrize("language", ["vi", "fa", "ru"])
async def test_they_answer_in_the_chats_language(conversation: Conversation, language: str) -> None:
    deliver(conversation.store)
    for text in ("/profiles", "/last", "/status", "/digest", "/search Baku", f"/why {CODE}"):
        assert texts(await conversation.ask(text, language=language))


def test_what_was_told_is_counted_once_for_all_its_channels(store: Store) -> None:
    deliver(store)
    assert store.alerts_told(NOW - timedelta(days=7)) == {PROFILE: 1}
    assert store.alerts_told(NOW + timedelta(days=7)) == {}
    assert [one.story.id for one in store.told_to(CHANNEL, 5)] == ["story-1"]
    assert match().profile == PROFILE
