"""What is written in the owner's chats is done and answered; what is no command, or comes from elsewhere, is not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from doubles.bot_api import BotApi, Refuse
from doubles.mutes import mute
from doubles.outcomes import CHANNEL, NOW, PROFILE, match, outcome, story, tell

from monitor.decide.code import code_of
from monitor.ports import Store

Begin = Callable[[], asyncio.Task[None]]
Until = Callable[[Callable[[], object], str], Awaitable[None]]
Ask = Callable[[str], Awaitable[str]]
CODE = code_of(PROFILE, "story-1")


@pytest.fixture
async def ask(api: BotApi, listening: Begin, until: Until) -> Ask:
    """Writes to the bot; its answer."""
    listening()

    async def written(text: str) -> str:
        before = len(api.sent)
        api.updates.say(text)
        await until(lambda: len(api.sent) > before, f"an answer to {text}")
        return api.sent[-1].text

    return written


async def test_a_code_mutes_its_story_for_its_profile(ask: Ask, store: Store) -> None:
    assert await ask(f"/mute {CODE}") == (
        f"1 · story “Baku and Yerevan, day 1” for profile {PROFILE} · muted until 2026-11-28 06:00 UTC\n/unmute 1"
    )
    (made,) = store.mutes(NOW)
    assert (made.kind, made.subject, made.profile) == ("story", "story-1", PROFILE)
    assert (made.who, made.way) == ("telegram:5551", CHANNEL)


async def test_what_is_muted_and_for_how_long_may_be_written(ask: Ask, store: Store) -> None:
    day, week = timedelta(days=1), timedelta(days=7)
    for text, kind, subject, lasts in (
        (f"/MUTE {CODE[:4].lower()} {CODE[4:]} 2h", "story", "story-1", timedelta(hours=2)),
        (f"/mute story {CODE} until-changed", "story", "story-1", None),
        ("/mute actor Ilham Aliyev", "actor", "person/ilham-aliyev", day),
        ("/mute actor Ильхам Алиев 7d", "actor", "person/ilham-aliyev", week),
        ("/mute outlet news 1 7d", "outlet", "source-1", week),
        ("/mute profile The Caucasus", "profile", PROFILE, day),
        ("/mute@watch_bot outlet source-2", "outlet", "source-2", day),
    ):
        answer = await ask(text)
        made = next(one for one in store.mutes(NOW) if answer.startswith(f"{one.id} · "))
        assert (made.kind, made.subject, made.until) == (kind, subject, NOW + lasts if lasts else None)


async def test_a_slip_is_answered_with_what_to_write(ask: Ask, store: Store) -> None:
    for text, said in (
        ("/mute", "what is to be muted? (/mute CODE, or /mute actor NAME"),
        ("/mute actor", "what is to be muted?"),
        ("/mute K7QM2XPD", "`K7QM2XPD`: no message has this code"),
        ("/mute actor Ilhamm Aliyef 7d", "did you mean `person/ilham-aliyev`?"),
        (f"/mute {CODE} 2w", "`2w`: no length of time (for instance 2h, 7d or until-changed)"),
        (f"/mute {CODE} 400d", "`400d`: no length of time for a mute (at most 366d, or until-changed)"),
        (f"/mute {CODE} 99999999999999d", "`99999999999999d`: no length of time"),
        (f"/mute {CODE} 9999-12-31", "no message has this code"),
        ("/unmute", "/mutes numbers them"),
        ("/unmute 7", "`7`: there is no such mute (none stands)"),
        ("/mutes", "No mute stands."),
        ("/mute \ud800 \0\u202e x", "`x`: no message has this code"),
        ("/mute story\nK7QM2XPD", "`K7QM2XPD`: no message has this code"),
    ):
        assert said in await ask(text)
    assert store.mutes(NOW) == ()


async def test_mutes_are_listed_with_what_they_held_back_and_ended_by_their_number(ask: Ask, store: Store) -> None:
    week, endless = (
        store.add_mute(mute()),
        store.add_mute(mute(kind="actor", subject="org/nato", name="NATO <b>", until=None)),
    )
    held = tell(action="drop", reason="muted", mute=week.id, channels=())
    store.commit(outcome(2, held, story=story(2), matches=(match(),)), NOW)
    assert (await ask("/mutes")).splitlines() == [
        "1 · story “Baku and Yerevan, day 1” · until 2026-11-28 06:00 UTC · held back 1 story (1 article)",
        "2 · actor NATO <b> · until changed",
        "2 mutes stand, one without end; they held back 1 story",
    ]
    assert await ask("/unmute 1") == "1 · story “Baku and Yerevan, day 1” · ended 2026-11-21 06:00 UTC"
    assert store.mutes(NOW) == (endless,)
    assert "ended" in await ask("/unmute 1")
    await ask("/unmute org/nato")
    assert store.mutes(NOW) == ()


async def test_many_mutes_are_cut_to_one_answer(ask: Ask, store: Store) -> None:
    for number in range(30):
        store.add_mute(mute(subject=f"story-{number}", name="n" * 600))
    assert "… and 10 more" in await ask("/mutes")


async def test_other_text_is_not_answered(api: BotApi, ask: Ask) -> None:
    for text in ("hello", "/begin", "mute me", "/mutes@another_bot", "/", "/mutes_now", "what of /mutes?"):
        api.updates.say(text)
    assert await ask("/mutes") == "No mute stands."
    assert len(api.sent) == 1


async def test_a_stranger_is_turned_away_once_and_nothing_is_done(
    api: BotApi, listening: Begin, until: Until, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    api.chats.add(666)
    for text in ("/start", f"/mute {CODE}", "/mutes", "/unmute 1"):
        api.updates.say(text, chat=666)
    api.updates.say("/mutes")
    listening()
    await until(lambda: api.updates.unconfirmed == 0, "all are dealt with")
    assert [message.chat_id for message in api.sent] == [666, 42]
    assert "only in the chats" in api.sent[0].text
    assert store.mutes(NOW) == ()
    assert caplog.text.count("which is no channel's") == 1


async def test_flood_control_is_obeyed_and_the_answer_comes_afterwards(
    api: BotApi, ask: Ask, store: Store, pauses: object
) -> None:
    api.script(Refuse(429, "Too Many Requests: retry after 9", retry_after=9), method="sendMessage")
    assert "/unmute 1" in await ask(f"/mute {CODE}")
    assert pauses.taken == [9.0]  # type: ignore[attr-defined]
    assert len(store.mutes(NOW)) == 1


async def test_a_command_that_cannot_be_answered_is_done_all_the_same(
    api: BotApi, ask: Ask, store: Store, until: Until
) -> None:
    api.script(Refuse(403, "Forbidden: bot was blocked by the user"), method="sendMessage")
    api.updates.say(f"/mute {CODE}")
    await until(lambda: store.mutes(NOW), "it is kept")
    assert "1 · story" in await ask("/mutes")
