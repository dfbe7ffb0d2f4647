"""Bytes -> text, for files that declare no encoding."""

from __future__ import annotations

import codecs

from monitor.errors import DocumentError

#: how ZIP files begin, and with them .docx, .odt and .epub; old Word files; RTF
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: part of a text that may be NUL: some programs leave one behind; of Latin letters in UTF-16, half of the bytes are
_NULS = 0.1


def decoded(raw: bytes) -> str:
    """UTF-8, or UTF-16 where a byte order mark says so. Raises `DocumentError`: others cannot be told apart."""
    if raw.startswith(_OFFICE):
        raise DocumentError("this is an archive or an office document; save it as text, HTML or PDF")
    encoding, named = ("utf-16", "UTF-16") if raw.startswith(_UTF_16) else ("utf-8-sig", "UTF-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(f"not {named} text (byte {error.start}); save it as UTF-8") from error
    if text.count("\0") > len(text) * _NULS:
        raise DocumentError("this is no text, or UTF-16 or UTF-32 that does not say so; save it as UTF-8")
    return text
