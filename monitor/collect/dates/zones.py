"""Zones as dates name them -> the distance from UTC."""

from __future__ import annotations

import re
from datetime import timedelta

_HOUR = timedelta(hours=1)
#: the widest that any place keeps: Kiribati
FARTHEST = timedelta(hours=14)
#: hours before or after UTC. RFC 822 names those of North America; the others are what outlets write. Where a name
#: stands for several, it is the one of most readers: IST is India's, BST Britain's, CST America's
_NAMED = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1,
    "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "pt": -8, "akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5,
    "brt": -3, "brst": -2, "art": -3, "clt": -4, "clst": -3, "cot": -5, "pet": -5, "vet": -4, "uyt": -3, "bot": -4,
    "cet": 1, "cest": 2, "met": 1, "mest": 2, "mez": 1, "mesz": 2, "wat": 1, "cat": 2, "sast": 2, "eat": 3,
    "eet": 2, "eest": 3, "idt": 3, "trt": 3, "msk": 3, "мск": 3, "msd": 4, "samt": 4, "yekt": 5, "omst": 6,
    "krat": 7, "irkt": 8, "yakt": 9, "vlat": 10, "magt": 11, "pett": 12,
    "irst": 3.5, "irdt": 4.5, "aft": 4.5, "azt": 4, "amt": 4, "get": 4, "gst": 4, "pkt": 5, "uzt": 5, "tjt": 5,
    "tmt": 5, "almt": 5, "kgt": 6, "ist": 5.5, "npt": 5.75, "btt": 6, "mmt": 6.5, "ict": 7, "wib": 7, "wita": 8,
    "wit": 9, "hkt": 8, "sgt": 8, "myt": 8, "pht": 8, "awst": 8, "ulat": 8, "jst": 9, "kst": 9, "acst": 9.5,
    "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
#: +0400, +04:00, GMT+4, UTC+03:30; a minus sign may be any dash
_OFFSET = re.compile(r"(?:utc|gmt|ut)?\s?([+\-−–])(\d{1,2})(?::?(\d{2}))?$")


def offset(text: str) -> timedelta | None:
    """The distance from UTC; None for what is no zone, and for "-0000", which says that it is not known (RFC 5322)."""
    name = text.casefold().strip(" ()[]")
    if name in _NAMED:
        return _NAMED[name] * _HOUR
    found = _OFFSET.match(name)
    if not found:
        return None
    east = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if name == "-0000" or east > FARTHEST:
        return None
    return east if found[1] == "+" else -east
