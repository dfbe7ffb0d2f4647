"""The headline of an article alone, and the outlet's name beside it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from monitor.collect.pages.document import Document
from monitor.collect.text import letters

#: letters that a title has at least, and a heading that is one without being repeated
_TITLE, _HEADING = 7, 14
#: letters from which a name is known by a part of it, and the longest name of an outlet
_PART, _LONGEST_SITE = 3, 40
#: between a headline and its outlet's name
_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«:]|-{1,2}|::|/)\s+|\s*\|\s*|\s*[_｜](?=\S)|\s+[>›]\s+")


def title_of(page: Document, site: str, url: str) -> str:
    """The heading that the page's head repeats, else what the head says without the outlet's name."""
    head, stated = page.head, page.stated
    said = (head.first("og:title"), stated.headline, head.first("twitter:title", "title"), head.title)
    told = [one for one in said if one]
    headings = {letters(block.text): block for block in page.blocks if block.kind == "heading"}
    headings.pop(letters(site), None)
    repeated = [key for key in headings if len(key) > _TITLE and any(key in letters(one) for one in told)]
    if repeated:
        return headings[max(repeated, key=len)].text
    first = [block.text for key, block in headings.items() if block.level == 1 and len(key) > _HEADING]
    if first and (not told or (len(first) == 1 and len(stated.headline) <= _HEADING)):
        return first[0]
    return _part_of(page, told[0], site) or without_site(told[0], site, url) if told else ""


def parts_of_title(whole: str) -> list[str]:
    """What stands between the bars and dashes of <title>."""
    return [part.strip() for part in _SEPARATOR.split(whole) if part.strip()]


def _part_of(page: Document, title: str, site: str) -> str:
    """The part of <title> that is a line of the page too: old systems set their headlines in no heading."""
    lines = {letters(block.text) for block in page.blocks} - {letters(site)}
    return max((part for part in parts_of_title(title) if letters(part) in lines), key=len, default="")


def without_site(title: str, site: str, url: str) -> str:
    """`Headline | Outlet` -> `Headline`; the outlet is known by its name, or by its host's."""
    host = "".join((urlsplit(url).hostname or "").removeprefix("www.").split(".")[:-1])
    known = {letters(site), letters(host)} - {""}
    for cut in reversed(list(_SEPARATOR.finditer(title))):
        before, after = title[: cut.start()], title[cut.end() :]
        if len(before) > _TITLE and _names(after, known):
            return without_site(before.strip(), site, url)
        if len(after) > _TITLE and _names(before, known):
            return after.strip()
    return title


def site_of_title(whole: str, title: str) -> str:
    """What stands in <title> beside the headline."""
    parts = parts_of_title(whole)
    others = [part for part in (*parts[-1:], *parts[:1]) if letters(part) not in letters(title)]
    return next((part for part in others if 1 < len(part) < _LONGEST_SITE), "") if len(parts) > 1 else ""


def _names(words: str, known: set[str]) -> bool:
    key = letters(words)
    if not key or len(key) >= _LONGEST_SITE:
        return False
    return any(key == one or (len(key) > _PART and (key in one or one in key)) for one in known)
