"""A page's bytes -> its markup: which encoding it is in, whatever it says."""

from __future__ import annotations

import codecs
import re

from trafilatura.utils import decode_file

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: within the first 1,024 bytes (HTML, "Specifying the document's character encoding"); more are common
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
#: labels that browsers read as the larger Windows code page (WHATWG Encoding)
_LARGER = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
#: a page in UTF-8 may have so many broken bytes (a cut comment, one quotation from elsewhere), one in another
#: encoding has more in its first sentence
_BROKEN_SHARE = 0.002
#: UTF-16 without a mark: every other byte of the markup is null
_NULLS_WITHIN = 200


def decoded(body: bytes) -> str:
    """BOM, else UTF-8 if it is, else what the page declares, else a guess; null characters become blanks."""
    return _text(body).replace("\x00", " ")


def _text(body: bytes) -> str:
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    if wide := _wide(body[:_NULLS_WITHIN]):
        return body.decode(wide, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(body[:_CHARSET_WITHIN])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name in {"", "utf-8", "utf8"}:
        mended = body.decode("utf-8", "replace")
        return mended if mended.count("\ufffd") <= _BROKEN_SHARE * len(mended) else str(decode_file(body))
    try:
        return body.decode(_LARGER.get(name, name), "replace")
    except LookupError:  # no such encoding
        return str(decode_file(body))


def _wide(start: bytes) -> str:
    odd, even = start[1::2].count(0), start[::2].count(0)
    if max(odd, even) < len(start) // 4:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"
