"""All cases, by what they attack; and the list of them that tests/README.md shows.

`python -m faults.hostile.catalogue`, called in tests/, prints that list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from faults.hostile import compression, feeds, framing, lists, pages, redirects, robots, statuses, tls, validators
from faults.hostile.case import Case

GROUPS: Mapping[str, tuple[Case, ...]] = {
    "HTTP": framing.CASES,
    "Compression": compression.CASES,
    "Redirects": redirects.CASES,
    "TLS": tls.CASES,
    "Status codes": statuses.CASES,
    "Cookies and validators": validators.CASES,
    "Feeds": feeds.CASES,
    "Sitemaps and list pages": lists.CASES,
    "Pages": pages.CASES,
    "robots.txt": robots.CASES,
}


def table() -> Iterator[str]:
    """The lines of the list."""
    yield "| it is called | what it does | what must come of it |"
    yield "|---|---|---|"
    for group, cases in GROUPS.items():
        yield f"| **{group}** | | |"
        for case in cases:
            yield f"| {_cell(case.name)} | {_cell(case.does)} | {_cell(case.wanted)} |"


def _cell(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in text)
    return shown.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    print("\n".join(table()))
