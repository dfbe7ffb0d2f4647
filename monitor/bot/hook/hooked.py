"""One bot, told: Telegram posts each update, and it is answered once the update was dealt with.

What is not answered with 2xx Telegram posts again (core.telegram.org/bots/api#setwebhook), so a stop in between loses
nothing, and repeats at most what was in hand, whose handler must not mind. It may post a later update before one that
failed: an update is known by its number alone, not by those before it, and the number in the store stays polling's.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Final

from telegram import Bot, Update, WebhookInfo
from telegram.error import BadRequest, Conflict, RetryAfter, TelegramError

from monitor.bot.dispatch import ALLOWED, Dispatch, OnMessage, OnPress
from monitor.bot.hook.server import Route, Servers
from monitor.bot.trouble import Trouble, name_of
from monitor.decide.delivery import Hook
from monitor.deliver.bot_api import bot_of
from monitor.deliver.text import cap, clean
from monitor.errors import ConfigError, StoreError
from monitor.ports import Store

#: seconds between two looks at how Telegram fares with it
LOOK_S: Final = 300.0
#: numbers of updates that are remembered, so that one that comes again is dealt with once
REMEMBERED: Final = 1000
#: updates are dealt with one after the other; more connections would only have them wait here
CONNECTIONS: Final = 1
#: of what Telegram says is wrong, in UTF-16 units
_SAID: Final = 200
_log = logging.getLogger(__name__)


class Hooked:
    """Listens for one bot, as `Poller` does. `pause` waits for so many seconds, `warn` has the admin told."""

    def __init__(
        self,
        token: str,
        api_url: str | None,
        hook: Hook,
        servers: Servers,
        *,
        store: Store,
        pressed: OnPress,
        written: OnMessage,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        warn: Callable[[Sequence[str]], None] = lambda _: None,
    ) -> None:
        self._name = name_of(token)
        self._token = token
        self._api_url = api_url
        self._hook = hook
        # nobody has to know one that the file does not name: each start makes another, and tells Telegram alone
        self._secret = hook.secret or secrets.token_urlsafe(32)
        self._servers = servers
        self._store = store
        self._deal_with = Dispatch(token, pressed=pressed, written=written)
        self._pause = pause
        self._warn = warn
        self._trouble = Trouble(token, pause, warn)
        self._one_by_one = asyncio.Lock()
        self._done: OrderedDict[int, None] = OrderedDict()
        self._ends = False
        #: what the admin was told last
        self._reported = ""
        #: of the last failure that Telegram told
        self._failed: datetime | None = None

    async def run(self) -> None:
        """Until cancelled; every trouble is waited out, and told once."""
        bot = bot_of(self._token, self._api_url)
        route = Route(secret=self._secret, take=partial(self.take, bot))
        try:
            while True:
                try:
                    async with self._servers.listening(self._hook, route):
                        await self._keep_set(bot)
                except ConfigError as taken:
                    self._report(str(taken))
                    await self._trouble.wait_out(taken)
        finally:
            self._ends = True
            async with self._one_by_one:  # what is in hand needs the connection
                await bot.request.shutdown()

    async def once(self) -> None:
        """Nothing can be asked for while Telegram brings it."""
        _log.warning("bot %s: by its webhook it hears only while `monitor run` runs", self._name)

    async def take(self, bot: Bot, body: bytes) -> HTTPStatus:
        """Deal with an update, once, and say whether it is safe."""
        try:
            update = Update.de_json(json.loads(body), bot)
            number = int(update.update_id)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            _log.warning("bot %s: what it is sent cannot be read: %s", self._name, type(error).__name__)
            return HTTPStatus.BAD_REQUEST
        async with self._one_by_one:
            if self._ends:
                return HTTPStatus.SERVICE_UNAVAILABLE
            if number not in self._done:
                try:
                    await self._deal_with(bot, update)
                except (StoreError, RetryAfter) as error:
                    self._trouble.tell(error, "again")
                    return HTTPStatus.SERVICE_UNAVAILABLE
                self._remember(number)
                self._trouble.over()
        return HTTPStatus.OK

    def _remember(self, number: int) -> None:
        self._done[number] = None
        while len(self._done) > REMEMBERED:
            self._done.popitem(last=False)

    # ------------------------------------------------------------ what Telegram knows of it

    async def _keep_set(self, bot: Bot) -> None:
        """Say where updates are to be brought, and again where somebody else said otherwise."""
        stands = False
        while True:
            try:
                if not stands:
                    await self._set(bot)
                info = await bot.get_webhook_info()
                stands = info.url == self._hook.url
                self._heed(info)
            except (TelegramError, StoreError) as error:
                await self._trouble.wait_out(error)
            else:
                self._trouble.over()
                await self._pause(LOOK_S)

    async def _set(self, bot: Bot) -> None:
        """What polling has dealt with is confirmed first; what waits is brought."""
        offset = await asyncio.to_thread(self._store.bot_offset, self._name)
        if offset is not None:
            # another count, see `Poller`; a webhook stands already; an update that the library cannot read
            with suppress(BadRequest, Conflict, ValueError, TypeError, KeyError):
                await bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=ALLOWED)
        await bot.set_webhook(
            self._hook.url,
            secret_token=self._secret,
            allowed_updates=ALLOWED,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )

    def _heed(self, info: WebhookInfo) -> None:
        """Whoever looks after the watch is told that Telegram does not get through, once for each reason."""
        if info.last_error_date is None or info.last_error_date == self._failed:
            return
        self._failed = info.last_error_date
        said = cap(clean(info.last_error_message or ""), _SAID)
        _log.warning("bot %s: Telegram cannot bring what is said to it: %s", self._name, said)
        self._report(f"Bot {self._name}: Telegram cannot bring what is said to it: {said}")

    def _report(self, said: str) -> None:
        """To the admin, once as long as it is the same."""
        if said != self._reported:
            self._reported = said
            self._warn([said])
