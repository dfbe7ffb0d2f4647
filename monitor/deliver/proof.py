"""The owner's templates, tried on a sample of each kind of news: what fails, and what no letter should hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from itertools import product
from typing import Final

from monitor.decide.delivery import Eml, Templates
from monitor.deliver.layout import FOLDER, Layout
from monitor.deliver.page import rendered
from monitor.deliver.sample import SAMPLES
from monitor.errors import Fault
from monitor.translation import voice_of

#: in which languages: one that runs from left to right, and one from right to left
_LANGUAGES: Final = ("en", "fa")
#: what runs, or is fetched from elsewhere; mail readers drop it, or take the letter for spam
_FOREIGN: Final = frozenset({"script", "iframe", "frame", "object", "embed", "form", "link", "base", "audio", "video"})
_SOURCES: Final = frozenset({"src", "srcset", "background", "poster"})
_HINT: Final = "mail readers drop it, or tell others that the letter was read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was found."""

    #: they did not render; ours would serve in their place
    faults: tuple[Fault, ...] = ()
    #: they render, and hold what no letter should
    warnings: tuple[Fault, ...] = ()


def proof(templates: Templates, now: datetime) -> Proof:
    """Each kind of sample as a letter, in two directions. Nothing is sent."""
    if not templates:
        return Proof()
    faults: list[Fault] = []
    found: dict[str, None] = {}
    for language, sample in product(_LANGUAGES, SAMPLES.values()):
        way = Eml(name="eml/sample", sender="a@example.org", to=(), folder="", language=language, templates=templates)
        for message in rendered(sample(now, voice_of(language)), way, Layout(templates, tell=faults.append)):
            found |= dict.fromkeys(_Suspect(message.html).found)
    warnings = tuple(Fault(file=FOLDER, what=f"letters would hold {one}", hint=_HINT) for one in found)
    return Proof(faults=tuple(dict.fromkeys(faults)), warnings=warnings)


class _Suspect(HTMLParser):
    """What of a page runs, or is fetched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FOREIGN:
            self.found.append(f"`<{tag}>`")
        for name, value in attrs:
            self.found += _suspicious(name, (value or "").strip().casefold())

    def handle_data(self, data: str) -> None:
        if self.lasttag == "style":
            self.found += _suspicious("style", data.casefold())


def _suspicious(name: str, value: str) -> Iterator[str]:
    if name.startswith("on"):
        yield f"`{name}=`"
    elif name in _SOURCES and not value.startswith(("cid:", "data:image/")):
        yield f"`{name}` that leads elsewhere"
    elif name == "style" and ("url(" in value or "@import" in value):
        yield "a style that is fetched"
    elif name == "href" and not value.startswith(("https://", "http://", "mailto:", "#")):
        yield "a link to no address of the web"
