"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/) -> a `RawFeed`."""

from __future__ import annotations

import html
import json
from typing import Any

from monitor.collect.feeds.raw import RawEntry, RawFeed
from monitor.collect.links import page_of
from monitor.errors import DocumentError


def read_json(text: str) -> RawFeed:
    """The feed's strings. Raises `DocumentError` for what is no JSON, and for JSON that is no feed."""
    try:
        document: Any = json.loads(text)
    except RecursionError:
        raise DocumentError("the feed cannot be read (JSON nested too deep)") from None
    except json.JSONDecodeError as error:
        raise DocumentError(f"this is not a feed, but broken JSON ({error.msg}, line {error.lineno})") from None
    except ValueError:  # integers of more than 4,300 digits
        raise DocumentError("the feed cannot be read (JSON with a number that is too long)") from None
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise DocumentError("this is not a feed, but JSON without a list of items")
    broken = sum(not isinstance(item, dict) for item in items)
    return RawFeed(
        title=_plain(document, "title"),
        base=_string(document, "home_page_url"),
        home=_string(document, "home_page_url"),
        entries=tuple(_entry(item) for item in items if isinstance(item, dict)),
        warnings=(f"{broken} of {len(items)} entries could not be read",) if broken else (),
    )


def _entry(item: dict[str, Any]) -> RawEntry:
    """`external_url` is the page that a link blog speaks of, and second to its own."""
    return RawEntry(
        guid=_string(item, "id").strip(),
        links=(_string(item, "url"), _string(item, "external_url"), page_of(_string(item, "id"))),
        title=_plain(item, "title"),
        texts=(_plain(item, "summary"), _plain(item, "content_text"), _string(item, "content_html")),
        dates=(_string(item, "date_published"), _string(item, "date_modified")),
    )


def _string(holder: dict[str, Any], name: str) -> str:
    """A field as text; version 1 lets readers take a number for an id."""
    value = holder.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if value.bit_length() < 256 else ""
    return value if isinstance(value, str) else ""


def _plain(holder: dict[str, Any], name: str) -> str:
    """A field of plain text, as markup."""
    return html.escape(_string(holder, name), quote=False)
