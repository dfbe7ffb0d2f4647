"""What listens on this machine for Telegram: an address -> the bots that are told there, each on a path of its own.

method and path -> secret -> length -> body -> the bot that takes it. Whoever does not know the secret learns nothing,
and nothing of theirs is kept or logged.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, TypeAlias

import h11

from monitor.bot.hook.exchange import MAX_BODY, Exchange, Refused
from monitor.decide.delivery import Hook
from monitor.errors import ConfigError, Fault

#: seconds within which a request must be there as a whole
READING_S = 10.0
#: connections that are open at a time; Telegram is asked for one a bot
MOST: Final = 64
#: core.telegram.org/bots/api#setwebhook
SECRET_HEADER: Final = b"x-telegram-bot-api-secret-token"
_log = logging.getLogger(__name__)

#: takes a body, and says what to answer
Take: TypeAlias = Callable[[bytes], Awaitable[HTTPStatus]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What is taken on a path."""

    secret: str = field(repr=False)
    take: Take


class Servers:
    """Those of one watch. Bots that name the same address share one."""

    def __init__(self) -> None:
        self._listening: dict[tuple[str, int], Server] = {}
        self._changing = asyncio.Lock()

    @property
    def open(self) -> tuple[Server, ...]:
        """Those that listen."""
        return tuple(self._listening.values())

    @asynccontextmanager
    async def listening(self, hook: Hook, route: Route) -> AsyncIterator[Server]:
        """While it lasts, what comes for this bot is taken. Raises `ConfigError` for an address that is not free."""
        address = (hook.host, hook.port)
        async with self._changing:
            server = self._listening.get(address) or await _started(hook)
            self._listening[address] = server
            server.routes[hook.path] = route
        try:
            yield server
        finally:
            del server.routes[hook.path]
            if not server.routes:
                self._listening.pop(address, None)
                server.close()


async def _started(hook: Hook) -> Server:
    server = Server()
    try:
        await server.start(hook.host, hook.port)
    except OSError as error:
        what = f"nothing can be listened to at {hook.host}:{hook.port}: {error.strerror or error}"
        hint = "another `port` under `webhook` will do, if your proxy knows it; or end the program that has this one"
        raise ConfigError(Fault(file="config/channels.yaml", what=what, hint=hint)) from error
    return server


class Server:
    """One address."""

    def __init__(self) -> None:
        #: path -> what is taken there
        self.routes: dict[str, Route] = {}
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> None:
        """Raises `OSError`."""
        self._server = await asyncio.start_server(self._serve, host, port)

    @property
    def port(self) -> int:
        """Where it listens, also where any port would do; 0: nowhere."""
        return int(self._server.sockets[0].getsockname()[1]) if self._server else 0

    @property
    def connections(self) -> int:
        """Those that are open."""
        return len(self._serving)

    def close(self) -> None:
        """Take no more. What is in hand gets no answer, and comes again."""
        if self._server:
            self._server.close()
        for task in self._serving:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self.connections < MOST and (task := asyncio.current_task()):
                self._serving.add(task)
                task.add_done_callback(self._serving.discard)
                await self._exchange(Exchange(reader, writer))
        except asyncio.CancelledError:  # the server closes: asyncio would print what is no error
            pass
        except OSError:
            pass  # the client went away
        except Exception:
            _log.exception("webhook: a request was not answered")
        finally:
            with suppress(OSError):
                writer.close()

    async def _exchange(self, exchange: Exchange) -> None:
        try:
            async with asyncio.timeout(READING_S):
                take = self._admitted(await exchange.request())
                body = await exchange.body()
        except TimeoutError:
            status = HTTPStatus.REQUEST_TIMEOUT
        except Refused as refused:
            status = refused.status
        else:
            status = await take(body)
        async with asyncio.timeout(READING_S):
            await exchange.answer(status)

    def _admitted(self, request: h11.Request) -> Take:
        """Raises `Refused`."""
        route = self.routes.get(request.target.decode("ascii", "replace"))
        if route is None or request.method != b"POST":
            raise Refused(HTTPStatus.NOT_FOUND)
        shown = [value for name, value in request.headers if name == SECRET_HEADER]
        if len(shown) != 1 or not hmac.compare_digest(shown[0], route.secret.encode()):
            raise Refused(HTTPStatus.FORBIDDEN)
        if any(int(value) > MAX_BODY for name, value in request.headers if name == b"content-length"):
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return route.take
