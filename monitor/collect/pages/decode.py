"""A page's bytes -> its markup: which encoding it is in, whatever it says."""

from __future__ import annotations

import re

from monitor.collect.encoding import decode

#: within the first 1,024 bytes (HTML, "Specifying the document's character encoding"); more are common
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_CHARSET_WITHIN = 4096


def decoded(body: bytes) -> str:
    """The page as text, by what its bytes are and its <meta> declares; null characters become blanks."""
    declared = _CHARSET.search(body[:_CHARSET_WITHIN])
    labels = (declared[1].decode("ascii", "replace"),) if declared else ()
    return decode(body, declared=labels).text.replace("\x00", " ")
