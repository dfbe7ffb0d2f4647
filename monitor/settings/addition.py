"""Sources that a person chose one by one, written into `config/sources.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from monitor.model import Source, SourceKind
from monitor.settings.codes import languages
from monitor.settings.document import read_document
from monitor.settings.held import held
from monitor.settings.ids import slug, unused
from monitor.settings.source_file import LONGEST_NAME
from monitor.settings.sources import same_feed, sources_of
from monitor.settings.subscribe import subscribe
from monitor.settings.wording import one_line

#: group of sources that are filed nowhere
UNFILED = "Added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a source is to be."""

    url: str
    kind: SourceKind
    #: what it calls itself; may be empty
    title: str
    #: ISO 639-1; unknown ones are left out
    language: str
    #: of a list page
    selector: str = ""
    allow_private: bool = False


def add_sources(choices: Sequence[Choice], path: Path, *, group: str = UNFILED) -> Mapping[str, str]:
    """Add those that the file lacks, at the end of a group or in a new one; their ids by address, in order.

    The file is replaced in one step, and every other line and comment of it stays. Raises `ConfigError`.
    """
    with held(path.parent):
        document = read_document(path)
        present = sources_of(document)
        taken, feeds = {source.id for source in present}, {same_feed(source.url) for source in present}
        lines: list[dict[str, object]] = []
        for choice in choices:
            if same_feed(choice.url) not in feeds:
                lines.append(_line(choice, taken))
                taken.add(str(lines[-1]["id"]))
                feeds.add(same_feed(choice.url))
        subscribe({group: lines} if lines else {}, document, path)
    return {str(line["url"]): str(line["id"]) for line in lines}


def known_as(url: str, sources: Sequence[Source]) -> str | None:
    """The id under which this address is subscribed to already."""
    return next((source.id for source in sources if same_feed(source.url) == same_feed(url)), None)


def _line(choice: Choice, taken: set[str]) -> dict[str, object]:
    """The keys of a source, in the order in which people read them."""
    host = (urlsplit(choice.url).hostname or "").removeprefix("www.")
    name = one_line(choice.title)[:LONGEST_NAME].strip() or host
    return {
        "id": unused(slug(name) or slug(host) or "source", taken),
        "name": name,
        **({"kind": choice.kind} if choice.kind != "feed" else {}),
        **({"language": choice.language} if choice.language in languages() else {}),
        "url": choice.url,
        **({"selector": choice.selector} if choice.selector else {}),
        **({"allow_private": True} if choice.allow_private else {}),
    }
