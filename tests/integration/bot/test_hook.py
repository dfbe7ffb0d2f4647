"""A bot by webhook: what Telegram brings is dealt with once, from Telegram alone, and nobody holds the server up."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace

import httpx
import pytest
from doubles.bot_api import BotApi, Refuse
from telegram import Bot, CallbackQuery, Message

from monitor.bot import bots as bots_module
from monitor.bot.bots import Bots
from monitor.bot.hook import server as server_module
from monitor.bot.hook.exchange import MAX_BODY
from monitor.bot.hook.hooked import LOOK_S, Hooked
from monitor.bot.hook.server import Servers
from monitor.bot.poller import Poller
from monitor.decide.delivery import Hook, Telegram
from monitor.errors import StoreError
from monitor.ports import Clock, Store
from monitor.settings.snapshot import Snapshot

Until = Callable[[Callable[[], object], str], Awaitable[None]]
SECRET = "a-secret_of-256-letters-at-most"
HOOK = Hook(url="https://news.example.org/telegram", port=0, secret=SECRET)
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": {"id": 42, "type": "private"}, "text": "x"}}


@dataclass(slots=True)
class Ear:
    """A bot that is told, and what it heard."""

    servers: Servers = field(default_factory=Servers)
    heard: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    #: raised by the next handlers, in order
    troubles: list[Exception] = field(default_factory=list)
    #: seconds that the bot waited for
    pauses: list[float] = field(default_factory=list)
    _again: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def begin(self, api: BotApi, store: Store, hook: Hook = HOOK, token: str = "") -> Hooked:
        bot = Hooked(
            token or api.token,
            api.url,
            hook,
            self.servers,
            store=store,
            pressed=self._pressed,
            written=self._written,
            pause=self._pause,
            warn=self.warned.extend,
        )
        self._tasks.append(asyncio.create_task(bot.run()))
        return bot

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def port(self) -> int:
        (server,) = self.servers.open
        return server.port

    async def _pause(self, seconds: float) -> None:
        """Trouble is waited out at once, the next look until it is asked for."""
        self.pauses.append(seconds)
        if seconds < LOOK_S:
            await asyncio.sleep(0)
        else:
            await self._again.wait()
            self._again.clear()

    async def look(self, until: Until) -> None:
        """How Telegram fares."""
        looked = len(self.pauses)
        self._again.set()
        await until(lambda: len(self.pauses) > looked, "it has looked")

    async def _written(self, bot: Bot, message: Message) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.heard.append(message.text or "")

    async def _pressed(self, bot: Bot, query: CallbackQuery) -> None:
        self.heard.append(query.data or "")


@pytest.fixture
async def ear() -> AsyncIterator[Ear]:
    made = Ear()
    yield made
    await made.end()


@pytest.fixture
async def hooked(api: BotApi, store: Store, ear: Ear, until: Until) -> Ear:
    ear.begin(api, store)
    await until(lambda: api.updates.webhook and ear.pauses, "the webhook is set")
    return ear


async def test_the_webhook_is_set_with_its_secret_and_drops_nothing(api: BotApi, hooked: Ear) -> None:
    api.updates.say("first")
    assert api.updates.webhook is not None
    said = {key: api.updates.webhook[key] for key in ("url", "secret_token", "max_connections")}
    assert said == {"url": HOOK.url, "secret_token": SECRET, "max_connections": "1"}
    assert json.loads(api.updates.webhook["allowed_updates"]) == ["callback_query", "message"]
    assert await api.updates.bring(hooked.port) == [200]
    api.updates.press_data("feedback:up:AAAAAAAA")
    assert await api.updates.bring(hooked.port) == [200]
    assert hooked.heard == ["first", "feedback:up:AAAAAAAA"]


async def test_a_secret_that_nobody_named_is_another_at_each_start(
    api: BotApi, store: Store, ear: Ear, until: Until
) -> None:
    shown = set()
    for number in (1, 2):
        ear.begin(api, store, replace(HOOK, secret=None, url=f"{HOOK.url}{number}"))
        await until(lambda n=number: len(api.updates.hooked) == n, "the webhook is set")  # type: ignore[misc]
        assert api.updates.webhook is not None
        shown.add(api.updates.webhook["secret_token"])
    assert len(shown) == 2
    assert all(len(one) >= 32 for one in shown)


async def test_what_waits_from_before_is_brought_and_what_polling_dealt_with_is_not(
    api: BotApi, store: Store, ear: Ear, until: Until
) -> None:
    api.updates.say("dealt with")
    api.updates.say("waits")
    store.save_bot_offset("123456789", 700_000_002)
    ear.begin(api, store)
    await until(lambda: api.updates.webhook and ear.pauses, "the webhook is set")
    assert await api.updates.bring(ear.port) == [200]
    assert ear.heard == ["waits"]


async def test_an_update_that_comes_again_is_dealt_with_once(hooked: Ear) -> None:
    for _ in range(3):
        assert await _post(hooked.port, UPDATE) == 200
    assert hooked.heard == ["x"]


@pytest.mark.parametrize("trouble", [StoreError("locked"), OSError("a fault")])
async def test_an_update_is_answered_when_it_is_safe_and_a_fault_of_ours_holds_up_nothing(
    api: BotApi, hooked: Ear, trouble: Exception
) -> None:
    hooked.troubles.append(trouble)
    api.updates.say("one")
    api.updates.say("two")
    safe = not isinstance(trouble, StoreError)
    assert await api.updates.bring(hooked.port) == [200 if safe else 503, 200]
    assert hooked.heard == ["two"]
    await api.updates.bring(hooked.port)
    assert hooked.heard == (["two"] if safe else ["two", "one"]), "a later one does not make an earlier one old"


@pytest.mark.parametrize(
    ("path", "headers", "body", "status"),
    [
        ("/telegram", {}, b"{}", 403),
        ("/telegram", {HEADER: ""}, b"{}", 403),
        ("/telegram", {HEADER: SECRET + "x"}, b"{}", 403),
        ("/telegram", {HEADER: SECRET[:-1]}, b"{}", 403),
        ("/telegram", {HEADER: "é".encode("latin-1").decode("latin-1")}, b"{}", 403),
        ("/", {HEADER: SECRET}, b"{}", 404),
        ("/telegram/", {HEADER: SECRET}, b"{}", 404),
        ("/telegram?x=1", {HEADER: SECRET}, b"{}", 404),
        ("/telegram", {HEADER: SECRET}, b"", 400),
        ("/telegram", {HEADER: SECRET}, b"\xff\xfe", 400),
        ("/telegram", {HEADER: SECRET}, b"no json", 400),
        ("/telegram", {HEADER: SECRET}, b"null", 400),
        ("/telegram", {HEADER: SECRET}, b"[1]", 400),
        ("/telegram", {HEADER: SECRET}, b'"x"', 400),
        ("/telegram", {HEADER: SECRET}, b'{"message": {}}', 400),
        ("/telegram", {HEADER: SECRET}, b'{"update_id": 1, "message": 3}', 400),
        ("/telegram", {HEADER: SECRET}, b'{"update_id": [1]}', 400),
        ("/telegram", {HEADER: SECRET}, b"[" * 100_000, 400),
        ("/telegram", {HEADER: SECRET}, b" " * (MAX_BODY + 1), 413),
    ],
)
async def test_what_is_not_telegrams_is_refused_and_leaves_no_trace(
    hooked: Ear, path: str, headers: dict[str, str], body: bytes, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "monitor")
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"http://127.0.0.1:{hooked.port}{path}", content=body, headers=raw)  # type: ignore[arg-type]
    assert (answer.status_code, hooked.heard) == (status, [])
    assert SECRET not in caplog.text + answer.text
    assert await _post(hooked.port, UPDATE) == 200


async def test_other_methods_find_nothing(hooked: Ear) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        for method in ("GET", "HEAD", "PUT", "OPTIONS"):
            answer = await client.request(
                method, f"http://127.0.0.1:{hooked.port}/telegram", headers={HEADER: SECRET}, json=UPDATE
            )
            assert answer.status_code == 404
    assert hooked.heard == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"SSH-2.0-x\r\n\r\n", b"400"),
        (b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 2\r\n\r\n", b"400"),
        (b"POST /telegram HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 20_000, b"431"),
        (
            b"POST /telegram HTTP/1.1\r\nHost: x\r\n" + f"{HEADER}: {SECRET}\r\n".encode()
            + b"Content-Length: 99999999999\r\n\r\n",
            b"413",
        ),
        (
            b"POST /telegram HTTP/1.1\r\nHost: x\r\n" + f"{HEADER}: {SECRET}\r\n".encode()
            + b"Transfer-Encoding: chunked\r\n\r\n" + b"8000\r\n" + b" " * 0x8000 + b"\r\n"
            + (b"8000\r\n" + b" " * 0x8000 + b"\r\n") * 40,
            b"413",
        ),
        (
            b"POST /telegram HTTP/1.1\r\nHost: x\r\n" + f"{HEADER}: {SECRET}\r\n{HEADER}: a\r\n".encode()
            + b"Content-Length: 0\r\n\r\n",
            b"403",
        ),
    ],
    ids=["no http", "lengths", "long head", "long body", "endless chunks", "two secrets"],
)  # fmt: skip
async def test_what_breaks_the_protocol_or_the_bounds_is_refused(hooked: Ear, sent: bytes, status: bytes) -> None:
    assert (await _talk(hooked.port, sent)).split(b" ")[1] == status


async def test_a_client_that_says_nothing_or_stops_halfway_is_let_go(
    hooked: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "READING_S", 0.2)
    head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 9\r\n\r\n".encode()
    said = await asyncio.gather(_talk(hooked.port, b""), _talk(hooked.port, head), _talk(hooked.port, head + b"{"))
    assert [one.split(b" ")[1] for one in said] == [b"408"] * 3


async def test_clients_that_hold_their_connections_keep_others_out_until_they_go(
    hooked: Ear, monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    monkeypatch.setattr(server_module, "MOST", 2)
    held = [await asyncio.open_connection("127.0.0.1", hooked.port) for _ in range(2)]
    (server,) = hooked.servers.open
    await until(lambda: server.connections == 2, "both are open")
    assert await _talk(hooked.port, b"") == b""
    for _, writer in held:
        writer.close()
    await until(lambda: server.connections == 0, "they are gone")
    assert await _post(hooked.port, UPDATE) == 200


async def test_a_client_that_waits_for_a_word_before_its_body_gets_one(hooked: Ear) -> None:
    body = json.dumps(UPDATE).encode()
    head = (
        f"POST /telegram HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nExpect: 100-continue\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", hooked.port)
    writer.write(head.encode())
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 \r\n\r\n"
    writer.write(body)
    assert (await reader.read()).startswith(b"HTTP/1.1 200 OK\r\n")
    writer.close()


async def test_two_bots_share_an_address_and_each_hears_its_own(
    api: BotApi, store: Store, ear: Ear, until: Until
) -> None:
    async with BotApi(token="987654321:AAF-another") as other_api:
        ear.begin(api, store)
        await until(lambda: ear.pauses, "the first is set")
        other = Ear(servers=ear.servers)
        other.begin(other_api, store, replace(HOOK, url="https://news.example.org/other", secret="other"))
        await until(lambda: other.pauses, "the second is set")
        api.updates.say("to one")
        other_api.updates.say("to the other")
        assert (await api.updates.bring(ear.port), await other_api.updates.bring(ear.port)) == ([200], [200])
        assert (ear.heard, other.heard) == (["to one"], ["to the other"])
        assert await _post(ear.port, UPDATE, path="/other") == 403, "a secret opens one path"
        await other.end()
        assert await _post(ear.port, UPDATE, path="/other", secret="other") == 404
        assert await _post(ear.port, UPDATE) == 200


async def test_a_port_that_is_taken_is_told_once_with_what_to_do_and_tried_again(
    api: BotApi, store: Store, ear: Ear, until: Until
) -> None:
    taken = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
    hook = replace(HOOK, port=taken.sockets[0].getsockname()[1])
    ear.begin(api, store, hook)
    await until(lambda: len(ear.pauses) > 1, "it is tried again")
    (said,) = ear.warned
    assert f"config/channels.yaml: nothing can be listened to at 127.0.0.1:{hook.port}" in said
    assert "another `port` under `webhook`" in said
    assert api.updates.webhook is None, "Telegram is sent nowhere before"
    taken.close()
    await taken.wait_closed()
    await until(lambda: api.updates.webhook, "the webhook is set")


async def test_servers_end_with_their_bots(ear: Ear, hooked: Ear) -> None:
    port = hooked.port
    await ear.end()
    with pytest.raises(OSError, match="Connect call failed"):
        await asyncio.open_connection("127.0.0.1", port)
    assert ear.servers.open == ()


async def test_what_keeps_telegram_out_is_told_once_and_a_webhook_that_somebody_moved_is_set_again(
    api: BotApi, hooked: Ear, until: Until
) -> None:
    for at in (1, 2):
        api.updates.failed = ("Wrong response from the webhook: 502 Bad\nGateway", 1795000000 + at)
        await hooked.look(until)
    (said,) = hooked.warned
    assert said.endswith("Telegram cannot bring what is said to it: Wrong response from the webhook: 502 Bad Gateway")
    assert api.updates.hooked == [HOOK.url]
    api.updates.set_webhook({"url": "https://elsewhere.example/"})
    await hooked.look(until)
    await hooked.look(until)
    assert api.updates.hooked == [HOOK.url, "https://elsewhere.example/", HOOK.url]


async def test_trouble_while_it_is_set_is_waited_out(api: BotApi, store: Store, ear: Ear, until: Until) -> None:
    api.script(Refuse(502, "Bad Gateway"), Refuse(429, "Too Many Requests", retry_after=9), method="setWebhook")
    ear.begin(api, store)
    await until(lambda: api.updates.webhook, "the webhook is set")
    assert ear.pauses[:2] == [1.0, 9.0]


# ---------------------------------------------------------------- from one way to the other


async def test_polling_that_is_configured_again_takes_the_webhook_away_and_loses_nothing(
    api: BotApi, store: Store, ear: Ear, hooked: Ear, until: Until
) -> None:
    api.updates.say("brought")
    await api.updates.bring(ear.port)
    await ear.end()
    api.updates.say("while nobody listened")
    heard: list[str] = []

    async def written(bot: Bot, message: Message) -> None:
        heard.append(message.text or "")

    async def pressed(bot: Bot, query: CallbackQuery) -> None: ...

    poller = Poller(api.token, api.url, store=store, pressed=pressed, written=written)
    await poller.once()
    assert (heard, api.updates.webhook) == (["while nobody listened"], None)


async def test_a_reload_leads_from_one_way_to_the_other(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, watched: Snapshot, until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(bots_module, "LOOK_S", 0.01)
    now = [channel]
    bots = Bots(lambda: replace(watched, channels=tuple(now)), store=store, clock=clock)
    async with AsyncExitStack() as stack:
        bots.start()
        stack.push_async_callback(bots.stop)
        await until(lambda: api.updates.asked, "it asks")
        now[0] = replace(channel, hook=HOOK)
        await until(lambda: api.updates.webhook, "it is told")
        (server,) = bots.servers.open
        api.updates.press_data("feedback:up:AAAAAAAA")
        assert await api.updates.bring(server.port) == [200]
        assert "no longer known" in api.updates.answers[0].text
        now[0] = channel
        await until(lambda: api.updates.webhook is None, "it asks again")
        assert bots.servers.open == ()
        now[0] = replace(channel, hook=replace(HOOK, secret=None), missing="the environment variable X is not set")
        await until(lambda: not [task for task in asyncio.all_tasks() if ".run" in repr(task)], "it is silent")
        assert api.updates.webhook is None


async def test_once_says_that_a_webhook_needs_the_watch_to_run(
    api: BotApi, store: Store, channel: Telegram, clock: Clock, watched: Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    here = replace(watched, channels=(replace(channel, hook=HOOK),))
    await Bots(lambda: here, store=store, clock=clock).once()
    assert "only while `monitor run` runs" in caplog.text


async def _post(port: int, update: object, *, path: str = "/telegram", secret: str = SECRET) -> int:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"http://127.0.0.1:{port}{path}", json=update, headers={HEADER: secret})
    return answer.status_code


async def _talk(port: int, sent: bytes) -> bytes:
    """What the server says to these bytes before it closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(sent)
        async with asyncio.timeout(20):
            return await reader.read()
    finally:
        writer.close()
