"""`monitor actors show`: what the catalogue knows of an actor or a topic."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from rich.text import Text

from monitor.cli.context import home_of, terminal
from monitor.cli.failures import tell
from monitor.cli.json_lines import write_json
from monitor.comprehend.catalogue import Actor, Names, Role, Topic
from monitor.errors import MonitorError
from monitor.settings.called import called, nearest_called
from monitor.settings.snapshot import load_lexicon
from monitor.settings.wording import quoted


def arguments(parser: argparse.ArgumentParser) -> None:
    """Ids or names."""
    parser.add_argument("wanted", metavar="ID|NAME", nargs="+", help="for instance person/ilham-aliyev, or a name")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def execute(options: argparse.Namespace) -> int:
    """0 when all are known, 1 when one is not."""
    lexicon = load_lexicon(home_of(options, furnished=False))
    status = 0
    for wanted in options.wanted:
        known = called(wanted, lexicon)
        if not known:
            hint = nearest_called(wanted, lexicon)
            text = f"nobody is called {quoted(wanted)}" + (f" ({hint})" if hint else "")
            status = max(status, tell(MonitorError(text)))
        for one in known:
            if options.json:
                write_json(_record(one))
            else:
                for line in _lines(one):
                    terminal().print(line)
    return status


def _lines(one: Actor | Topic) -> Iterator[Text]:
    yield Text(one.id, style="bold").append(f"  {one.name}", style="none")
    if isinstance(one, Topic):
        yield from _names("terms", one.terms)
        return
    if one.of:
        yield Text(f"  of        {one.of}{', its capital' if one.capital else ''}")
    for role in one.roles:
        yield Text(f"  office    {role.office} of {role.of}, {_years(role)}")
    for kind, names in (("names", one.names), ("short", one.short), ("demonyms", one.demonyms)):
        yield from _names(kind, names)
    for homonym in one.homonyms:
        rule = f"  homonym   {homonym.name}: with {', '.join(homonym.with_) or 'nothing'}"
        yield Text(rule + (f"; not with {', '.join(homonym.without)}" if homonym.without else ""))


def _names(kind: str, names: Names) -> Iterator[Text]:
    for language, listed in sorted(names.items()):
        yield Text(f"  {kind:<9} {language}  {', '.join(listed)}")


def _years(role: Role) -> str:
    return f"{role.first or '?'} to {role.last or 'today'}"


def _record(one: Actor | Topic) -> dict[str, object]:
    if isinstance(one, Topic):
        return {"id": one.id, "name": one.name, "kind": one.kind, "generic": one.generic, "terms": dict(one.terms)}
    return {
        "id": one.id,
        "name": one.name,
        "type": one.type,
        "of": one.of,
        "names": dict(one.names),
        "short": dict(one.short),
        "demonyms": dict(one.demonyms),
        "roles": [
            {
                "office": role.office,
                "of": role.of,
                "from": role.first.isoformat() if role.first else None,
                "to": role.last.isoformat() if role.last else None,
            }
            for role in one.roles
        ],
        "homonyms": [
            {"name": each.name, "with": list(each.with_), "without": list(each.without)} for each in one.homonyms
        ],
    }
