"""A folder of stories -> a newsroom. The folder's format is described in `newsroom/README.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from monitor.errors import ConfigError, Fault
from monitor.settings.document import read_document, shown

_OFFSET = re.compile(r"(?P<sign>[+-])(?:(?P<hours>\d{1,3})h)?(?:(?P<minutes>\d{1,4})m)?")
_REQUIRED = ("title", "published", "summary")
FEEDS, PAGES = ("rss", "atom"), ("wordpress", "drupal", "portal", "plain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A newspaper of the newsroom."""

    id: str
    name: str
    language: str
    country: str
    feed: Literal["rss", "atom"]
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One article of one outlet."""

    outlet: str
    #: the story's folder name, or None for a distractor
    story: str | None
    #: unique in its outlet; the last part of its address
    slug: str
    title: str
    summary: str
    author: str
    paragraphs: tuple[str, ...]
    #: from the demo's start
    published: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """Outlets, what they publish, and what is expected of a watch on them."""

    outlets: tuple[Outlet, ...]
    articles: tuple[Told, ...]
    #: story -> seed file names or profile ids that it concerns
    concerns: Mapping[str, tuple[str, ...]]
    #: story -> what happens, in English
    about: Mapping[str, str]

    def of(self, outlet: str) -> tuple[Told, ...]:
        """The articles of one outlet."""
        return tuple(article for article in self.articles if article.outlet == outlet)


def shipped() -> Path:
    """The folder of the newsroom that comes with the package."""
    return Path(str(resources.files("monitor.demo") / "newsroom"))


def read_newsroom(folder: Path) -> Newsroom:
    """Read a newsroom. Raises `ConfigError` with file and line."""
    outlets = tuple(_outlets(folder / "newsroom.yaml"))
    known = {outlet.id for outlet in outlets}
    articles: list[Told] = []
    concerns: dict[str, tuple[str, ...]] = {}
    about: dict[str, str] = {}
    for story in sorted(path.parent for path in (folder / "stories").glob("*/story.yaml")):
        row = _mapping(story / "story.yaml", ("about", "concerns"))
        concerns[story.name] = tuple(map(str, row["concerns"]))
        about[story.name] = str(row["about"])
        articles += [_article(path, path.stem, story.name, known) for path in sorted(story.glob("*.txt"))]
    for path in sorted((folder / "distractors").glob("*.txt")):
        articles.append(_article(path, path.stem.rpartition(".")[2], None, known))
    return Newsroom(outlets=outlets, articles=tuple(articles), concerns=concerns, about=about)


def _outlets(path: Path) -> Iterator[Outlet]:
    for index, row in enumerate(_mapping(path, ("outlets",))["outlets"]):
        try:
            outlet = Outlet(**row)
        except TypeError as error:
            raise _wrong(path, f"outlet {index + 1}: {error}") from None
        if outlet.feed not in FEEDS or outlet.page not in PAGES:
            raise _wrong(path, f"{outlet.id}: feed is one of {', '.join(FEEDS)}, page one of {', '.join(PAGES)}")
        yield outlet


def _mapping(path: Path, keys: tuple[str, ...]) -> dict[str, Any]:
    row = read_document(path).value
    if not isinstance(row, dict) or any(key not in row for key in keys):
        raise _wrong(path, f"it needs the keys {', '.join(keys)}")
    return row


def _article(path: Path, outlet: str, story: str | None, known: set[str]) -> Told:
    if outlet not in known:
        raise _wrong(path, f"newsroom.yaml lists no outlet {outlet!r}")
    header, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    fields: dict[str, str] = {}
    for number, line in enumerate(header.splitlines(), start=1):
        name, colon, value = line.partition(":")
        if not colon:
            raise _wrong(path, "a header line is `key: value`", line=number)
        fields[name.strip()] = value.strip()
    for name in _REQUIRED:
        if not fields.get(name):
            raise _wrong(path, f"the header lacks {name!r}")
    return Told(
        outlet=outlet,
        story=story,
        slug=story or path.stem.partition(".")[0],
        title=fields["title"],
        summary=fields["summary"],
        author=fields.get("author", ""),
        paragraphs=tuple(" ".join(one.split()) for one in body.split("\n\n") if one.strip()),
        published=_offset(fields["published"], path),
    )


def _offset(text: str, path: Path) -> timedelta:
    found = _OFFSET.fullmatch(text)
    if found is None or not (found["hours"] or found["minutes"]):
        raise _wrong(path, f"published {text!r} is no offset", hint="for instance -3h20m or +25m")
    size = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    return -size if found["sign"] == "-" else size


def _wrong(
    path: Path, what: str, *, line: int = 0, hint: str = "the newsroom's README.md shows the format"
) -> ConfigError:
    return ConfigError(Fault(file=shown(path), line=line, what=what, hint=hint))
