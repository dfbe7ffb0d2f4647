"""Which addresses and which buttons the Bot API takes, as its server looks at them.

Hosts and ports by its own reading of an address: one without a dot in its host is refused ("Wrong HTTP URL"), and with
a button's address the whole message. Sizes of keyboards are not in the documentation, but in the server's refusals.
"""

from __future__ import annotations

import json
import re
from typing import Any

#: bytes of a button's data: core.telegram.org/bots/api#inlinekeyboardbutton
MAX_DATA = 64
#: buttons of a keyboard, and of a row of it; bytes of the whole
MAX_BUTTONS, MAX_ROW, MAX_MARKUP = 100, 8, 10_000
#: what a button may do, of which each does one
_ACTIONS = frozenset({"url", "callback_data"})

_ADDRESS = re.compile(
    r"(?P<scheme>[a-z]+)://(?:[^/?#@]*@)?(?P<host>\[[0-9a-f:.]+\]|[^/?#:@]*)(?::(?P<port>[^/?#]*))?(?:[/?#].*)?",
    re.I | re.S,
)
_HOST = re.compile(r"(?:[a-z0-9._!$,~*'();&+=-]|[^\x00-\x7f]|%[0-9a-f]{2})+", re.I)


class BadRequest(Exception):
    """Refused with 400 and these words."""


def is_link(url: str) -> bool:
    """Would it be a link in a text?"""
    return not wrong_with(url)


def wrong_with(url: str) -> str:
    """What the server says of an address that it does not take; empty for one that it takes."""
    found = _ADDRESS.fullmatch(url)
    if found is None or any(c.isspace() for c in url):
        return "Wrong HTTP URL"
    if found["scheme"].lower() not in ("http", "https"):
        return "Unsupported URL protocol"
    port = found["port"]
    if port is not None and not (port.isascii() and port.isdigit() and 0 < int(port) <= 65535):
        return "Wrong port number specified in the URL"
    if not found["host"]:
        return "URL host is empty"
    if found["host"].startswith("["):
        return ""
    if not _HOST.fullmatch(found["host"]):
        return "Wrong URL host"
    return "" if "." in found["host"].strip(".") else "Wrong HTTP URL"


def rows_of(markup: str | None) -> list[Any]:
    """Rows of an inline keyboard, if the server would take them. Raises `BadRequest`."""
    rows: list[Any] = json.loads(markup or "{}").get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if not all(rows) or any(len(row) > MAX_ROW for row in rows) or len(buttons) > MAX_BUTTONS:
        raise BadRequest("reply markup is too long")
    if len(json.dumps(rows, ensure_ascii=False).encode()) > MAX_MARKUP:
        raise BadRequest("reply markup is too long")
    for button in buttons:
        _check(button)
    return rows


def _check(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise BadRequest("inline keyboard button text must be non-empty")
    if len(button.keys() & _ACTIONS) != 1 or button.keys() - _ACTIONS - {"text"}:
        raise BadRequest("Text buttons are unallowed in the inline keyboard")
    if "url" in button and (wrong := wrong_with(button["url"])):
        raise BadRequest(f"inline keyboard button URL '{button['url']}' is invalid: {wrong}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MAX_DATA:
        raise BadRequest("BUTTON_DATA_INVALID")
