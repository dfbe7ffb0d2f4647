"""Logging: one line a record, UTC, and no secret in any of them."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Collection
from typing import TextIO

#: A bot token as BotFather gives it: the bot's id, a colon, 35 characters.
_BOT_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])")
#: The password in an address such as postgresql://user:password@host.
_URL_PASSWORD = re.compile(r"(?<=://)([^/\s:@]*):[^/\s@]+@")
_REPLACEMENT = "<secret>"
#: Secrets shorter than this are not looked for: they would blot out ordinary words.
_SHORTEST = 4
#: Libraries that say at INFO what our own lines say better; httpx would print each address, bot token included.
_TALKATIVE = ("alembic", "htmldate", "httpcore", "httpx", "telegram", "trafilatura", "urllib3", "watchfiles")
#: It warns of each tick that comes while the one before is still at work, which any longer round brings with it.
_ANXIOUS = "apscheduler"


class RedactingFormatter(logging.Formatter):
    """Writes a record as one line, redacted whole: message, arguments and traceback alike.

    A traceback's line breaks become " | ", a message's other control characters are escaped, so that no feed
    can forge a line.
    """

    def __init__(self, secrets: Collection[str]) -> None:
        super().__init__("%(asctime)sZ %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        return one_line(redact(super().format(record), self._secrets))


def redact(text: str, secrets: Collection[str]) -> str:
    """The text without the secrets, without anything that looks like a bot token, without passwords in addresses."""
    for secret in sorted((secret for secret in secrets if len(secret) >= _SHORTEST), key=len, reverse=True):
        text = text.replace(secret, _REPLACEMENT)
    return _URL_PASSWORD.sub(rf"\1:{_REPLACEMENT}@", _BOT_TOKEN.sub(_REPLACEMENT, text))


def one_line(text: str) -> str:
    """The text with line breaks as " | " and other control characters escaped."""
    joined = " | ".join(line.strip() for line in text.splitlines() if line.strip())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in joined)


def configure(level: int | str, *, stream: TextIO, secrets: Collection[str]) -> None:
    """Log to `stream` from `level` on; what was configured before is replaced.

    `level` is a number or a name in any case; `secrets` are the values never to be written. Raises `ValueError` for a
    level that does not exist.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter(secrets))
    logging.captureWarnings(True)
    logging.basicConfig(level=level.upper() if isinstance(level, str) else level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(_ANXIOUS).setLevel(logging.ERROR)
