"""/watch and /add: what is found is shown, and written once, when its button is pressed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.bot_api import MAX_FILE, BotApi
from doubles.conversation import Conversation, texts
from doubles.outcomes import CHANNEL, NOW
from doubles.pdf import line, page, pdf
from doubles.portal import Portal, rss
from telegram import Chat, Document, Message, User

from monitor.bot.chats import Chats
from monitor.bot.commands import Commands
from monitor.bot.desk import Desk
from monitor.bot.making import errands
from monitor.clock import SystemClock
from monitor.collect.robots import Robots
from monitor.collect.seed import read_seed
from monitor.collect.workers import WorkerLimits, WorkerPool
from monitor.decide.delivery import Telegram
from monitor.gateway import fetcher_of
from monitor.ports import Store
from monitor.settings.home import Home, furnish
from monitor.settings.snapshot import load_snapshot
from monitor.testing import FixedClock

STORY = """<html lang="en"><head><title>Aliyev and Pashinyan sign a peace treaty</title></head><body><article>
<h1>Aliyev and Pashinyan sign a peace treaty</h1><p>President Ilham Aliyev of Azerbaijan and Prime Minister Nikol
Pashinyan of Armenia signed a peace treaty in Washington on Friday.</p><p>Ilham Aliyev said that Azerbaijan and Armenia
had ended decades of conflict. Nikol Pashinyan called the peace treaty a new page for Armenia.</p></article>
</body></html>"""

TEXT = """Aliyev and Pashinyan sign a peace treaty
President Ilham Aliyev of Azerbaijan and Prime Minister Nikol Pashinyan of Armenia signed a peace treaty on Friday.
Ilham Aliyev said that Azerbaijan and Armenia had ended decades of conflict, and that the borders were open.
Nikol Pashinyan called the peace treaty a new page for Armenia."""


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


# ---------------------------------------------------------------- a text or a file


async def test_what_is_sent_after_a_bare_watch_is_its_article_and_other_talk_is_not(
    api: BotApi, making: Conversation, store: Store
) -> None:
    clock, chats = FixedClock(NOW), Chats(lambda: [making.channel], store)
    commands = Commands(chats, lambda: making.snapshot, store, clock, making.desk)
    dealt = 0

    async def say(text: str, *, user: int = 42, **more: object) -> str:
        """What is answered in the end; "" where nothing is."""
        nonlocal dealt
        before, dealt = len(api.sent), dealt + 1
        message = {"message_id": 3, "date": 1, "chat": api.updates.chat(42, user), "from": api.updates.person(user)}
        written = Message.de_json(message | ({"text": text} if text else {}) | more, making.bot)
        await commands(making.bot, written)
        await errands.idle()
        return "\n".join(one.text for one in api.sent[before:])

    assert await say(TEXT) == "", "nobody waits for it"
    assert "send it now" in await say("/watch")
    assert await say("One moment") == ""
    assert await say(TEXT, user=1) == "", "somebody else's is not waited for"
    assert "Draft: " in await say(TEXT)
    assert await say(TEXT) == "", "it was there"
    assert "send it now" in await say("/watch")
    clock.advance(timedelta(minutes=11))
    assert await say(TEXT) == "", "that is too late"
    assert "send it now" in await say("/watch")
    assert "Draft: " in await say("", document=api.attach(TEXT.encode(), "a.txt"))
    assert "Draft: " in await say("", document=api.attach(TEXT.encode(), "a.txt"), caption="/watch")


@pytest.mark.parametrize("how", ["written behind it", "replied to", "replied to, from a channel"])
async def test_a_text_becomes_a_draft_with_its_first_line_as_the_title(making: Conversation, how: str) -> None:
    home = making.snapshot.home
    before = set(home.profiles.iterdir())
    if how == "written behind it":
        message = _message(f"/watch\n{TEXT}")
    else:
        message = _message("/watch", _message(TEXT + ("\nhttps://t.me/caucasus" if "channel" in how else "")))
    assert "Ilham Aliyev" in await told(making, "/watch", message=message)
    assert set(home.profiles.iterdir()) == before, "it asks first"
    assert "is written; it is told here." in texts(await making.press("Write"))
    assert len(set(home.profiles.iterdir()) - before) == 1
    (seed,) = home.seeds.glob("aliyev-and-pashinyan-*.txt")
    kept = read_seed(seed, NOW).article
    assert (kept.title, kept.url) == (TEXT.partition("\n")[0], "")
    assert "decades of conflict" in kept.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("treaty.txt", "TEXT"),
        ("../../../etc/treaty.html", "STORY"),
        ("no ending", "STORY"),
        ("", "TEXT"),
        ("peace.pdf", "PDF"),
    ],
)
@pytest.mark.parametrize("where", ["own", "replied"])
async def test_a_file_becomes_a_draft_and_its_name_leads_nowhere(
    making: Conversation, name: str, content: str, where: str
) -> None:
    home = making.snapshot.home
    there = {path for path in home.path.parent.rglob("*") if path.is_file()}
    raw = {"TEXT": TEXT.encode(), "STORY": STORY.encode(), "PDF": _pdf()}[content]
    document = _document(making, raw, name)
    message = (
        _message("/watch", document=document) if where == "own" else _message("/watch", _message("", document=document))
    )
    assert "Ilham Aliyev" in await told(making, "/watch", message=message)
    assert "is written; it is told here." in texts(await making.press("Write"))
    new = {path for path in home.path.parent.rglob("*") if path.is_file()} - there
    assert {path.parent for path in new if path.suffix in (".txt", ".yaml")} == {home.seeds, home.profiles}
    assert "treaty" not in {path.stem for path in new}


async def test_what_is_too_large_or_no_article_is_said(making: Conversation) -> None:
    for raw, name, size, said in (
        (b"x", "a.pdf", 20_000_001, "too large: at most 20 MB"),
        (b"x", "a.txt", 2_000_001, "too large: at most 2 MB"),
        (b"x" * 2_000_001, "a.txt", 0, "too large: at most 2 MB"),
        (b"x" * (MAX_FILE + 1), "a.pdf", 0, "does not give this file"),
        (b"PK\x03\x04", "a.docx", 4, "save it as text, HTML or PDF"),
        (b"", "a.txt", 0, "no text"),
    ):
        document = _document(making, raw, name, size=size)
        assert said in await told(making, "/watch", message=_message("/watch", document=document)), name
    assert len(making.api.downloads) == 2, "what is too large is not fetched"
    gone = Document(file_id="gone", file_unique_id="gone")
    assert "does not give this file" in await told(making, "/watch", message=_message("/watch", document=gone))


async def test_a_path_of_this_machine_is_not_read(making: Conversation, tmp_path: Path) -> None:
    """The library reads a file of this machine where the server's path leads to one."""
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT)
    document = _document(making, b"x", "a.txt")
    making.api.files[document.file_id] = (str(secret), b"x")
    said = await told(making, "/watch", message=_message("/watch", document=document))
    assert "does not give this file" in said


async def test_what_cannot_be_read_is_said(making: Conversation) -> None:
    assert "which article is meant?" in await told(making, "/watch")
    assert "which article is meant?" in await told(making, "/watch Armenia")
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


def _message(text: str, replied: Message | None = None, document: Document | None = None) -> Message:
    chat, ana = Chat(id=42, type=Chat.PRIVATE), User(id=42, first_name="Ana", is_bot=False)
    said = {"caption" if document else "text": text or None}
    return Message(
        message_id=3, date=NOW, chat=chat, from_user=ana, reply_to_message=replied, document=document, **said
    )


def _document(making: Conversation, raw: bytes, name: str, *, size: int | None = None) -> Document:
    return Document(**making.api.attach(raw, name, size=size))


def _pdf() -> bytes:
    title, *lines = TEXT.splitlines()
    return pdf(page(line(title, y=700, size=24), *(line(one, y=650 - 20 * at) for at, one in enumerate(lines))))
