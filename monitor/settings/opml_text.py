"""The bytes of an OPML file as text that an XML parser takes, whatever program wrote them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

#: the declaration with its encoding (XML 1.0, 2.8); in UTF-16 it is found by its byte order
_DECLARATION: Final = re.compile(r"\s*<\?xml\b[^>]*?\?>")
_ENCODING: Final = re.compile(rb"<\?xml\b[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
#: what of "&…;" XML knows itself
_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_AMPERSAND: Final = re.compile(r"&(#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};|([A-Za-z][A-Za-z0-9]{1,31});)?")
#: characters that XML 1.0 cannot hold, even escaped (section 2.2)
NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def decoded(raw: bytes) -> str:
    """The text, its declaration blanked out so that places stay: a parser is given UTF-8, whatever it was.

    Raises `ValueError` where the bytes are not in the encoding that they claim.
    """
    text = raw.decode(next((name for mark, name in _MARKS if raw.startswith(mark)), None) or _declared(raw))
    return _DECLARATION.sub(lambda found: re.sub(r"\S", " ", found[0]), text, count=1)


def mended(text: str) -> str:
    """The same with `&` alone, names that only HTML knows (`&nbsp;`) and stray control characters set right."""
    return NOT_XML.sub(" ", _AMPERSAND.sub(_reference, text))


def _declared(raw: bytes) -> str:
    """The encoding that the declaration names; UTF-8 for none. What declares itself in ASCII is no UTF-16."""
    found = _ENCODING.search(raw[:400])
    name = found[1].decode() if found else "utf-8"
    return "utf-8" if name.casefold().startswith(("utf-16", "ucs-2")) else _known(name)


def _known(name: str) -> str:
    try:
        codec = codecs.lookup(name)
    except LookupError:
        raise ValueError(f"an encoding that nobody knows: {name}") from None
    if not getattr(codec, "_is_text_encoding", True):  # "hex", "zip" and the like
        raise ValueError(f"no encoding of text: {name}")
    return name


def _reference(found: re.Match[str]) -> str:
    name = found[2]
    if found[1] and (name is None or name in _XML):
        return found[0]
    if name and (meant := html5.get(f"{name};")):
        return "".join(_numbered(meant))
    return f"&amp;{found[0][1:]}"


def _numbered(text: str) -> Iterator[str]:
    return (f"&#{ord(sign)};" for sign in text)
