"""Bytes from the web -> text, whatever the sender says they are.

byte order mark -> the pattern of NULs (UTF-16, UTF-32) -> escapes (ISO-2022-JP) -> UTF-8 if it is, or nearly is
                -> what is declared, if the text then looks like one -> the likeliest guess
                -> UTF-8 that was taken for a Windows code page and encoded again is set right
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

import chardet

#: UTF-32 first: its little-endian mark begins like that of UTF-16
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
#: bytes that are looked at, and the part of their characters that must be ASCII
_READABLE_WITHIN, _READABLE = 4096, 0.1
_MARKUP = re.compile(r"[\t\n\r -~]")
#: what shifts into two-byte characters in ISO-2022-JP (RFC 1468)
_SHIFTS = (b"\x1b$B", b"\x1b$@")
#: part of a text's characters beyond ASCII that may be broken in UTF-8, by cuts in the middle of one for instance; of
#: text in another encoding, more than half is
_BROKEN = 0.25
#: how much of the text, without its markup, is looked at for a guess
_LOOKED_AT = 30_000
#: part of the best guess' likelihood at which what is declared is believed
_BELIEVED = 0.9
#: what web pages are in besides UTF-8 (WHATWG Encoding, "legacy encodings")
_LEGACY: Final = frozenset((
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1258", "cp874",
    "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "koi8-r", "koi8-u",
    "gb18030", "big5hkscs", "cp932", "euc-jp", "cp949",
))  # fmt: skip
#: what is thought of only where it is declared: rare, and texts in other languages look like it (Albanian like Baltic)
_DECLARED: Final = frozenset((
    "cp1257", "cp866", "kz1048", "mac-cyrillic", "mac-roman", "iso8859-3", "iso8859-4", "iso8859-8", "iso8859-10",
    "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16",
))  # fmt: skip
#: labels that browsers read as the larger code page (WHATWG Encoding, "names and labels")
_LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "iso2022_jp": "iso2022_jp_2",
    "big5": "big5hkscs",
    "euc_jp": "euc_jis_2004",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
#: encodings in which no feed and no page comes, and in which harmless bytes may mean anything (UTF-7, EBCDIC)
_NEVER = re.compile(r"utf.?7|cp037|cp273|cp500|cp1026|cp1140|escape|punycode|idna", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>|&[#\w]{1,10};")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
#: bytes of a Windows code page that stray into UTF-8: an ellipsis, quotation marks, a bullet, dashes
_STRAY = {0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—"}
#: code pages for which UTF-8 is taken by mistake
_TAKEN_FOR = ("cp1252", "cp1251")
_RUN = re.compile(r"[^\x00-\x7f]+")
#: Greek, Cyrillic, Armenian, Hebrew, Arabic: alphabets whose words stand apart from Latin ones
_OTHER_ALPHABETS = re.compile(r"[\u0370-\u06ff]")
_WITHIN_LATIN = re.compile(r"(?<=[A-Za-z])[\u0370-\u06ff]|[\u0370-\u06ff](?=[A-Za-z])")
#: part of those letters that may touch Latin ones, in "Covid-19-вирус" without its hyphens for instance
_MIXED = 0.3
#: characters that a text must have before Cyrillic ones are taken for mistaken UTF-8
_EVIDENCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, and what its bytes turned out to be."""

    text: str
    #: Python's name of the codec
    encoding: str
    #: it is not what was declared; False where nothing was
    contradicts: bool


def decode(body: bytes, *, declared: Iterable[str] = ()) -> Decoded:
    """The text. `declared` are the labels that came with it, the most trusted first; those that nobody knows count
    for nothing. What cannot be decoded becomes U+FFFD; raises nothing."""
    known = tuple(dict.fromkeys(name for label in declared if (name := _codec(label))))
    encoding, start = _evident(body)
    if not encoding:
        encoding = _guess(body, known)
    # a handler of our own, because a single byte of a Windows code page need not cost its character
    text = body[start:].decode(encoding, "monitor_stray" if encoding == "utf-8" else "replace").removeprefix("\ufeff")
    if encoding == "utf-8":
        text = _once(text)
    contradicts = bool(known) and not text.isascii() and not any(_is(encoding, name) for name in known)
    return Decoded(text=text, encoding=encoding, contradicts=contradicts)


def _evident(body: bytes) -> tuple[str, int]:
    """The encoding that the bytes themselves show, and how many of them are its mark; "" where none is sure."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name, len(mark)
    if name := _wide(body[:_READABLE_WITHIN]):
        return name, 0
    if any(shift in body for shift in _SHIFTS) and not _NOT_ASCII.search(body):
        return "iso2022_jp_2", 0
    return ("utf-8", 0) if _is_utf_8(body) else ("", 0)


def _wide(start: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: the order of bytes in which the markup, which is ASCII, can be read."""
    whole = start[: len(start) // 4 * 4]
    if b"\0" not in whole:
        return ""
    texts = {name: whole.decode(name, "replace") for name in _WIDE}
    shares = {name: len(_MARKUP.findall(text)) / len(text) for name, text in texts.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > _READABLE else ""


def _is_utf_8(body: bytes) -> bool:
    """UTF-8, a few broken characters allowed."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        whole = sum(map(len, _RUN.findall(text))) - broken
        return broken <= whole * _BROKEN
    return True


def _guess(body: bytes, known: tuple[str, ...]) -> str:
    """The likeliest of the legacy encodings; what is declared, where it is nearly as likely."""
    words = _TAG.sub(b" ", body)
    first = _NOT_ASCII.search(words)
    begin = max(0, first.start() - 200) if first else 0
    sample = words[begin : begin + _LOOKED_AT]
    found = chardet.detect_all(
        sample,
        ignore_threshold=True,
        compat_names=False,
        include_encodings=_LEGACY | (_DECLARED & set(known)),
        max_bytes=_LOOKED_AT,
    )
    likely = {name: one["confidence"] for one in reversed(found) if (name := _codec(one["encoding"] or ""))}
    ranked = sorted(likely, key=lambda name: -likely[name])
    best = next((name for name in ranked if not _mixes(sample.decode(name, "replace"))), "cp1252")
    enough = likely.get(best, 0.0) * _BELIEVED
    return next((name for name in known if name in likely and likely[name] >= enough), best)


def _mixes(text: str) -> bool:
    """Do letters of other alphabets stand within Latin words? Nobody writes so; code pages confused look like it."""
    others = len(_OTHER_ALPHABETS.findall(text))
    return others > 0 and len(_WITHIN_LATIN.findall(text)) > others * _MIXED


def _codec(label: str) -> str:
    """Python's name for a label, as browsers understand it; "" for what is no encoding of text that is sent."""
    if _NEVER.search(label):
        return ""
    try:
        found = codecs.lookup(label.strip().strip("\"'").replace("windows-874", "cp874"))
        "".encode(found.name)  # refuses codecs that are no encodings: rot13, base64
    except (LookupError, ValueError):
        return ""
    return _LARGER.get(found.name, found.name)


def _is(encoding: str, declared: str) -> bool:
    """UTF-16 by name is either of its byte orders."""
    return encoding == declared or encoding.startswith(f"{declared}-")


def _once(text: str) -> str:
    """Text that was encoded as UTF-8 twice, set right: "dÃ©jÃ " is "déjà". All of it must be so."""
    runs = set(_RUN.findall(text))
    for page in _TAKEN_FOR:
        enough = page == _TAKEN_FOR[0] or sum(map(len, runs)) >= _EVIDENCE
        if runs and enough and all(_unmistaken(run, page) for run in runs):
            return _RUN.sub(partial(_again, page), text)
    return text


def _again(page: str, run: re.Match[str]) -> str:
    return _unmistaken(run[0], page)


def _unmistaken(run: str, page: str) -> str:
    """What a run of characters would be, had its bytes not been taken for that code page; "" if it cannot have been."""
    try:
        return b"".join(_byte(sign, page) for sign in run).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""


def _byte(sign: str, page: str) -> bytes:
    # code pages leave some bytes undefined, which pass as C1 controls
    return bytes([ord(sign)]) if "\x80" <= sign <= "\x9f" else sign.encode(page)


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: a stray byte of a Windows code page is what it is there; anything else U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    lone = error.object[error.start] if error.end - error.start == 1 else 0
    return _STRAY.get(lone, "\ufffd"), error.end


codecs.register_error("monitor_stray", _stray)
