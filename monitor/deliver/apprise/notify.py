"""One call of Apprise. It answers yes or no, and says in its log why: so that is caught, and goes nowhere else.

error=429, 5xx, 408, 425                         later
error=401, 403, 404, 410                         permanent, and the target is closed: a token is no good any more
error=4xx                                        permanent
no connection was made                           later
anything else                                    ambiguous: it may have arrived
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import get_ident
from typing import Any, Final, cast
from urllib.parse import unquote

from apprise import Apprise, AppriseAttachment, NotifyBase, NotifyType
from apprise.attachment.memory import AttachMemory

from monitor.deliver.apprise.fitting import Form
from monitor.deliver.text import cap, clean
from monitor.errors import DeliveryError
from monitor.model import Picture

#: UTF-16 units of what an error repeats
_SHOWN: Final = 200
_STATUS: Final = re.compile(r"error=(\d{3})\b")
_PASSING: Final = frozenset({408, 425, 429})
_CLOSED: Final = frozenset({401, 403, 404, 410})
#: what urllib3 calls a connection that was never made
_UNREACHED: Final = re.compile(r"NewConnectionError|ConnectTimeout|NameResolutionError|Connection refused")
#: parts of an address; shorter ones would blot out ordinary words
_PART: Final = re.compile(r"[^/?&=:@#,]{4,}")

_apprise_log = logging.getLogger("apprise")
_apprise_log.propagate = False  # at DEBUG it prints addresses, most parts of which are tokens
_apprise_log.setLevel(logging.DEBUG)


@dataclass(frozen=True, slots=True)
class Service:
    """A service behind an address."""

    plugin: NotifyBase
    url: str

    @property
    def form(self) -> Form:
        """What it reads; HTML where it can."""
        return cast("Form", str(self.plugin.resolve_format("html").value))

    @property
    def limit(self) -> int:
        """Characters of a body."""
        return int(self.plugin.body_maxlen)

    def notify(self, title: str, body: str, pictures: Sequence[Picture]) -> None:
        """Hand it over; blocks as long as the service takes. Raises `DeliveryError`."""
        plugin, attached = self.plugin, None
        if pictures and plugin.attachment_support:
            made = [_attached(one) for one in pictures]
            attached = AppriseAttachment(made)
        title = cap(title, plugin.title_maxlen) if plugin.title_maxlen > 1 else ""  # the body begins with it, too
        with _heard() as said:
            done = plugin.notify(
                body=body, title=title, notify_type=NotifyType.INFO, body_format=self.form, attach=attached
            )
        if not done:
            raise self._refused(said)

    def _refused(self, said: Sequence[tuple[int, str]]) -> DeliveryError:
        everything = "\n".join(text for _, text in said)
        loud = next((text for level, text in reversed(said) if level >= logging.WARNING), "it does not say why")
        why = cap(clean(redacted(loud, self.url)), _SHOWN)
        if found := _STATUS.search(everything):
            status = int(found[1])
            if status in _PASSING or status >= 500:
                return DeliveryError(why)
            return DeliveryError(why, permanent=True, closes=status in _CLOSED)
        return DeliveryError(why, ambiguous=not _UNREACHED.search(everything))


def service_of(url: str) -> Service | None:
    """The service; None where Apprise knows none of this address."""
    with _heard():
        plugin = Apprise.instantiate(url)
    return Service(plugin, url) if plugin is not None else None


def redacted(text: str, url: str) -> str:
    """The text without the address, and without any part of it."""
    _, _, rest = url.partition("://")
    parts = {url, *_PART.findall(rest), *map(unquote, _PART.findall(rest))}
    for part in sorted(parts, key=len, reverse=True):
        text = text.replace(part, "<secret>")
    return text


def _attached(shown: Picture) -> AttachMemory:
    return AttachMemory(content=shown.png, name=shown.name, mimetype="image/png")  # type: ignore[no-untyped-call]


@contextmanager
def _heard() -> Iterator[list[tuple[int, str]]]:
    """What Apprise logs meanwhile in this thread: (level, text)."""
    said: list[tuple[int, str]] = []
    handler = _Listener(get_ident(), lambda record: said.append((record.levelno, record.getMessage())))
    _apprise_log.addHandler(handler)
    try:
        yield said
    finally:
        _apprise_log.removeHandler(handler)


class _Listener(logging.Handler):
    def __init__(self, thread: int, heard: Callable[[logging.LogRecord], Any]) -> None:
        super().__init__()
        self._thread = thread
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self._heard(record)
