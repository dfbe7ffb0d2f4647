"""What keeps a bot from hearing what is said to it: told once, and waited out."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from telegram.error import Conflict, Forbidden, InvalidToken, RetryAfter

from monitor.deliver.bot_api import seconds_of

#: seconds after the first, second, … trouble in a row; the last one again and again
PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
#: seconds after what only the owner can mend: a wrong token, a second poller of the same bot
MENDING_S: Final = 300.0
#: what the admin is told of a `Conflict`
_TAKEN: Final = "Bot {bot}: another program asks for its updates; its commands and buttons wait."
_log = logging.getLogger(__name__)


class Trouble:
    """That of one bot. `pause` waits for so many seconds, `warn` has the admin told."""

    def __init__(
        self, token: str, pause: Callable[[float], Awaitable[None]], warn: Callable[[Sequence[str]], None]
    ) -> None:
        self._token = token
        self._pause = pause
        self._warn = warn
        self._in_a_row = 0
        self._told = ""

    def over(self) -> None:
        """All goes well again."""
        self._in_a_row, self._told = 0, ""

    async def wait_out(self, error: Exception) -> None:
        """Longer each time, or for as long as the server wants to be left alone."""
        self._in_a_row += 1
        if isinstance(error, RetryAfter):
            pause = seconds_of(error)
        elif isinstance(error, Conflict | Forbidden | InvalidToken):
            pause = MENDING_S
        else:
            pause = PAUSES_S[min(self._in_a_row, len(PAUSES_S)) - 1]
        self.tell(error, "again")
        await self._pause(pause)

    def tell(self, error: Exception, when: str) -> None:
        """Once, as long as it is the same."""
        if (said := worded(error, self._token)) != self._told:
            name = name_of(self._token)
            _log.warning("bot %s does not hear what is said to it: %s; it is tried %s", name, said, when)
            self._told = said
            if isinstance(error, Conflict):
                self._warn([_TAKEN.format(bot=name)])


def name_of(token: str) -> str:
    """The number in a token, which is no secret: what the bot is called in the store and the log."""
    return token.partition(":")[0]


def worded(error: Exception, token: str) -> str:
    """For the log, without the token."""
    return f"{type(error).__name__}: {error}".replace(token, "<token>")
