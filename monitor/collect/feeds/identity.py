"""What each entry of a feed is known by: guid, else canonical address, else a digest of its words.

What several entries share identifies none of them, but what differs in nothing is one entry said twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from monitor.collect.feeds.fields import Fields
from monitor.collect.urls import canonical, entry_key
from monitor.model import Entry

#: entries of one address from which on it is that of a live page or a home page, not of any of them; two are an
#: article and its update
_SHARED = 3


def identified(found: Sequence[Fields], source_id: str, warnings: list[str], *, home: str = "") -> Iterator[Entry]:
    """The entries in their order, each with a key of its own; adds to the warnings what was wrong.

    `home` is the address of the feed's site: an entry that leads there has no page.
    """
    whole = list(_distinct(found))
    if len(whole) < len(found):
        warnings.append(f"{len(found) - len(whole)} entries repeat another one")
    guids = Counter(one.guid for one in whole)
    pages = Counter(canonical(one.url) for one in whole)
    shared = {page for page, times in pages.items() if page and (times >= _SHARED or page == canonical(home))}
    if shared:
        times = sum(pages[page] for page in shared)
        warnings.append(f"{times} entries lead to an address that is no one's own, and have none: {min(shared)}")
    seen: set[str] = set()
    for one in whole:
        page = canonical(one.url)
        key = entry_key(
            guid=one.guid if guids[one.guid] == 1 else "",
            url=page if pages[page] == 1 and page not in shared else "",
            title=one.title,
            text=one.summary,
        )
        url = "" if page in shared else one.url
        if key not in seen and (one.title or url):
            seen.add(key)
            yield Entry(
                source_id=source_id,
                key=key,
                url=url,
                title=one.title,
                summary=one.summary,
                published=one.published,
            )


def _distinct(found: Sequence[Fields]) -> Iterator[Fields]:
    """Each entry once: of those that agree in guid and address, or in all but their dates, the first."""
    seen: set[tuple[str, ...]] = set()
    for one in found:
        page = canonical(one.url)
        marks: set[tuple[str, ...]] = {("words", one.guid, page, one.title, one.summary)}
        if one.guid and page:
            marks.add(("place", one.guid, page))
        if not marks & seen:
            yield one
        seen |= marks
