"""Which form a file has: by what it holds, and where that says nothing, by its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Form = Literal["text", "markdown", "page", "pdf"]

#: what the end of a name promises
SUFFIXES: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".mhtml": "page",
    ".mht": "page",
    ".pdf": "pdf",
}
#: bytes that are looked at; PDF readers accept the mark within the first 1,024 (ISO 32000-1, annex H.3)
LOOKED_AT = 1024
_PDF = b"%PDF-"
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
#: how browsers begin a page that they save with its pictures in one file (RFC 2557)
ARCHIVE = re.compile(rb"\A(?:From: <Saved by|MIME-Version:|Content-Type: multipart/related)", re.I)
_TYPES: dict[str, Form] = {"application/pdf": "pdf", "text/plain": "text", "text/markdown": "markdown"}


def form_of(name: str, head: bytes) -> Form:
    """The form of a file with this name and these first bytes."""
    found = _sniffed(head)
    return found or SUFFIXES.get(PurePath(name).suffix.lower(), "text")


def form_of_answer(content_type: str, head: bytes) -> Form:
    """The form of what a server sent under this `Content-Type`: a page, unless it says otherwise."""
    return _sniffed(head) or _TYPES.get(content_type.partition(";")[0].strip().lower(), "page")


def _sniffed(head: bytes) -> Form | None:
    head = head[:LOOKED_AT]
    if _PDF in head:
        return "pdf"
    return "page" if _PAGE.match(head) or ARCHIVE.match(head) else None
