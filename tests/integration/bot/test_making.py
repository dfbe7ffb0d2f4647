"""/watch and /add: what is found is shown, and written once, when its button is pressed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from doubles.conversation import Conversation, texts
from doubles.outcomes import CHANNEL, NOW
from doubles.portal import Portal, rss
from telegram import Chat, Message, User

from monitor.bot.desk import Desk
from monitor.bot.making import errands
from monitor.clock import SystemClock
from monitor.collect.robots import Robots
from monitor.collect.workers import WorkerLimits, WorkerPool
from monitor.decide.delivery import Telegram
from monitor.gateway import fetcher_of
from monitor.settings.home import Home, furnish
from monitor.settings.snapshot import load_snapshot

STORY = """<html lang="en"><head><title>Aliyev and Pashinyan sign a peace treaty</title></head><body><article>
<h1>Aliyev and Pashinyan sign a peace treaty</h1><p>President Ilham Aliyev of Azerbaijan and Prime Minister Nikol
Pashinyan of Armenia signed a peace treaty in Washington on Friday.</p><p>Ilham Aliyev said that Azerbaijan and Armenia
had ended decades of conflict. Nikol Pashinyan called the peace treaty a new page for Armenia.</p></article>
</body></html>"""


@pytest.fixture
async def making(conversation: Conversation, tmp_path: Path, channel: Telegram) -> AsyncIterator[Conversation]:
    """A conversation with a furnished home, and the way to this machine."""
    home = Home(tmp_path / "home")
    home.path.mkdir()
    furnish(home)
    conversation.snapshot = replace(load_snapshot(home, {}), channels=(channel,))
    clock, runtime = SystemClock(), conversation.snapshot.runtime
    fetcher, pool = fetcher_of(runtime, clock), WorkerPool(WorkerLimits(workers=1))
    robots = Robots(fetcher, runtime.user_agent, clock=clock)
    conversation.desk = Desk(fetcher=fetcher, robots=robots, pool=pool, clock=clock, allow_private=True)
    yield conversation
    await errands.idle()
    await pool.close()
    await fetcher.close()


async def told(making: Conversation, text: str, **how: object) -> str:
    """What is said in the end."""
    await making.ask(text, **how)  # type: ignore[arg-type]
    await errands.idle()
    return making.api.sent[-1].text


async def test_a_link_becomes_a_draft_that_is_written_once(making: Conversation) -> None:
    home = making.snapshot.home
    before = set(home.profiles.iterdir())
    with Portal() as portal:
        portal.pages["/story.html"] = STORY.encode()
        said = await told(making, f"/watch {portal.origin}/story.html")
    assert "Draft: " in said
    assert "Ilham Aliyev" in said
    assert "In the last 7 days it would have told" in said
    assert set(home.profiles.iterdir()) == before, "it asks first"
    assert "is written; it is told here." in texts(await making.press("Write"))
    (made,) = set(home.profiles.iterdir()) - before
    assert CHANNEL in made.read_text()
    assert "dealt with" in texts(await making.press("Write"))
    assert "dealt with" in texts(await making.press("Cancel"))
    assert set(home.profiles.iterdir()) - before == {made}


async def test_a_draft_that_is_cancelled_is_not_written(making: Conversation) -> None:
    home = making.snapshot.home
    before = set(home.profiles.iterdir())
    with Portal() as portal:
        portal.pages["/story.html"] = STORY.encode()
        replied = _message(f"Read {portal.origin}/story.html")
        message = _message("/watch", replied)
        assert "Draft: " in await told(making, "/watch", message=message)
    assert "Nothing is written." in texts(await making.press("Cancel"))
    assert "dealt with" in texts(await making.press("Write"))
    assert set(home.profiles.iterdir()) == before


async def test_what_cannot_be_read_is_said(making: Conversation) -> None:
    assert "which page is meant?" in await told(making, "/watch")
    assert "which page is meant?" in await told(making, "/add javascript:alert(1) ftp://x.example")
    with Portal() as portal:
        portal.pages["/empty.html"] = b"<html><body><p>Nothing here.</p></body></html>"
        assert "404" in await told(making, f"/watch {portal.origin}/none.html")
        assert "no article was found" in await told(making, f"/watch {portal.origin}/empty.html")


async def test_an_address_of_this_machine_is_refused(making: Conversation) -> None:
    assert making.desk is not None
    making.desk = replace(making.desk, allow_private=False)
    with Portal() as portal:
        portal.pages["/story.html"] = STORY.encode()
        for command in ("/watch", "/add"):
            said = await told(making, f"{command} {portal.origin}/story.html")
            assert "127.0.0.1" in said
        assert portal.asked == []


async def test_a_feed_is_added_once_however_often_it_is_pressed(making: Conversation) -> None:
    sources = making.snapshot.home.sources
    with Portal() as portal:
        portal.pages["/rss.xml"] = rss("Harbour <b>Post", "A headline", "Another one")
        portal.pages["/"] = b'<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
        before = sources.read_text()
        said = await told(making, f"/add {portal.origin}/")
        assert "1. Harbour Post" in said
        assert sources.read_text() == before, "it asks first"
        assert "is added to the sources." in texts(await making.press("Harbour"))
        assert sources.read_text().count(f"{portal.origin}/rss.xml") == 1
        assert "It is there already." in texts(await making.press("Harbour"))
        assert sources.read_text().count(f"{portal.origin}/rss.xml") == 1
    for forged in ("/add x 1", "/add", "/add x 99999", "/watch write x", "/watch", "/search ../x"):
        assert "long ago" in texts(await making.ask(forged, pressed=True))


async def test_without_the_way_to_the_web_it_says_so(conversation: Conversation) -> None:
    conversation.desk = None
    assert "while the watch runs" in texts(await conversation.ask("/watch https://x.example/a"))
    assert "while the watch runs" in texts(await conversation.ask("/add https://x.example/a"))


def _message(text: str, replied: Message | None = None) -> Message:
    chat, ana = Chat(id=42, type=Chat.PRIVATE), User(id=42, first_name="Ana", is_bot=False)
    return Message(message_id=3, date=NOW, chat=chat, text=text, from_user=ana, reply_to_message=replied)
