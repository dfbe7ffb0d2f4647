"""Which sources a command is about: `ID …`, `--group`, `--tag`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence

from monitor.errors import ConfigError, Fault
from monitor.model import Source
from monitor.settings.document import shown
from monitor.settings.home import Home
from monitor.settings.opml import NESTED
from monitor.settings.wording import nearest, quoted

#: what is said where nothing is listed at all
NO_SOURCE = "no source is listed (`monitor sources add ADDRESS` finds some)"


def add_choice(parser: argparse.ArgumentParser) -> None:
    """The options that choose."""
    parser.add_argument("--group", metavar="NAME", help="only those of this group, and of the groups inside it")
    parser.add_argument("--tag", metavar="TAG", help="only those with this tag")


def chosen(
    sources: Iterable[Source], home: Home, *, ids: Sequence[str] = (), group: str | None = None, tag: str | None = None
) -> list[Source]:
    """Those that are meant, in the order of the file. Raises `ConfigError` for an id, group or tag that none has."""
    listed = list(sources)
    tests: list[tuple[str, Sequence[str], Callable[[Source], Iterable[str]]]] = [
        ("id", ids, lambda source: [source.id]),
        ("group", [group] if group is not None else [], lambda source: _around(source.group)),
        ("tag", [tag] if tag is not None else [], lambda source: source.tags),
    ]
    for what, wanted, of in tests:
        known = {name for source in listed for name in of(source)}
        for name in wanted:
            if name not in known:
                hint = nearest(name, known) or "`monitor sources list` shows them"
                raise ConfigError(
                    Fault(file=shown(home.sources), what=f"no source has the {what} {quoted(name)}", hint=hint)
                )
        if wanted:
            listed = [source for source in listed if not set(wanted).isdisjoint(of(source))]
    return listed


def _around(group: str) -> Iterator[str]:
    """A group and those that it lies in: "Asia / Vietnam", "Asia"."""
    parts = group.split(NESTED)
    return (NESTED.join(parts[:depth]) for depth in range(len(parts), 0, -1))
