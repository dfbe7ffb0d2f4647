"""Names between quotation marks: the ship, the operation, the firm that a report cannot do without and nobody listed.

The press of most languages puts such names into marks, and capitals tell them from speech.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import regex

from monitor.model import Mention

_OPENING, _CLOSING = '«“„"‘‚‹「『《', '»”“"’‘›」』》«'
_WORD = r"[\p{Lu}\p{N}][\p{L}\p{M}\p{N}’'-]*"
#: a name between marks, of up to four words that all begin with a capital or a figure
_QUOTED = regex.compile(rf"[{_OPENING}»](?P<name>(?=\p{{Lu}}){_WORD}(?: {_WORD}){{0,3}})[{_CLOSING}]")
#: times that a name stands in a report, one of them in the headline, before it is more than a word that somebody used
_TIMES = 2
_SHORTEST = 4


def quoted_names(document: str, title_end: int, mentions: Iterable[Mention]) -> list[str]:
    """Names that stand between quotation marks in the headline and again below, or three times below; in order of
    place. What the catalogue knows, or what is part of another name, is none."""
    known = [(one.start, one.end) for one in mentions]
    above: dict[str, bool] = {}
    quoted: Counter[str] = Counter()
    for found in _QUOTED.finditer(document):
        start, end = found.span("name")
        if end - start >= _SHORTEST and not any(first < end and start < last for first, last in known):
            quoted[found["name"]] += 1
            above[found["name"]] = above.get(found["name"], False) or start < title_end
    return [
        name
        for name, in_title in above.items()
        if (in_title and document.count(name) >= _TIMES) or quoted[name] > _TIMES
    ]
