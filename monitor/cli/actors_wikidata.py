"""`monitor actors find|pull`: names of all languages from Wikidata, when online."""

from __future__ import annotations

import argparse
import asyncio
import difflib
import os
import re
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from rich.text import Text

from monitor.cli.context import home_of, terminal
from monitor.cli.json_lines import write_json
from monitor.cli.progress import plural
from monitor.cli.unified import print_unified
from monitor.collect.wikidata import HOME, Wikidata
from monitor.collect.wikidata_answer import Hit, Item
from monitor.errors import ConfigError, Fault, MonitorError
from monitor.settings.catalogue import languages
from monitor.settings.document import shown
from monitor.settings.enlist import put
from monitor.settings.home import Home
from monitor.settings.index_file import shipped
from monitor.settings.own import ACTOR_ID
from monitor.settings.proxy import usable
from monitor.settings.pulled import Pulled, entry_id, merged, sorted_names
from monitor.settings.runtime import load_runtime
from monitor.settings.schema_files import write_schemas
from monitor.settings.secrets import Keyring
from monitor.settings.snapshot import load_lexicon
from monitor.settings.wording import quoted

#: another address of the API: a mirror, or one on this machine
VARIABLE = "MONITOR_WIKIDATA"
_TYPES = ("person", "org", "media", "place", "event")
_QID = re.compile(r"Q[1-9][0-9]*")

T = TypeVar("T")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Of both verbs; the parser knows its own name."""
    if parser.prog.endswith("find"):
        parser.add_argument("name", metavar="NAME", help="a name, or how it begins")
        parser.add_argument("--lang", metavar="CODE", default="en", help="the language of the name (default: en)")
        most = "answers, up to 50 (default: 10)"
        parser.add_argument("--limit", metavar="N", type=int, default=10, choices=range(1, 51), help=most)
        parser.add_argument("--json", action="store_true", help="one JSON object an answer")
        return
    parser.add_argument("ids", metavar="QID", nargs="+", help="ids that `monitor actors find` names, such as Q42")
    parser.add_argument("--type", choices=_TYPES, help="what it is, where Wikidata leaves a doubt")
    parser.add_argument("--as", dest="id", metavar="ID", help="the entry's id (with one QID alone)")
    parser.add_argument("--yes", action="store_true", help="write without asking")


def execute(options: argparse.Namespace) -> int:
    """0 done, 1 nothing found or nothing written."""
    home = home_of(options, furnished=False)
    return _find(options, home) if options.verb == "find" else _pull(options, home)


# ---------------------------------------------------------------------------------------------- find


def _find(options: argparse.Namespace, home: Home) -> int:
    async def search(api: Wikidata) -> tuple[Hit, ...]:
        return await api.search(options.name, language=options.lang, limit=options.limit)

    hits = _ask(home, search)
    known = {actor.name.casefold(): actor.id for actor in load_lexicon(home).actors.values()}
    for hit in hits:
        listed = known.get(hit.label.casefold())
        if options.json:
            write_json({"id": hit.id, "label": hit.label, "description": hit.description, "known_as": listed})
            continue
        line = Text(f"{hit.id:<12}", style="bold").append(hit.label, style="none")
        line.append(f"  {hit.description}" if hit.description else "", style="dim")
        terminal().print(line.append(f"  (in the catalogue: {listed})" if listed else "", style="green"))
    if not hits:
        print(f"monitor: Wikidata knows nobody whose name begins like that in `{options.lang}`", file=sys.stderr)
    return 0 if hits else 1


# ---------------------------------------------------------------------------------------------- pull


def _pull(options: argparse.Namespace, home: Home) -> int:
    _refuse_slips(options)

    async def items(api: Wikidata) -> tuple[Item, ...]:
        return await api.items(options.ids, languages=languages())

    found = _ask(home, items)
    missing = [each for each in options.ids if each not in {item.asked for item in found}]
    if missing:
        raise MonitorError(f"Wikidata has no {', '.join(missing)}: nothing is written")
    pulled = [_pulled(item, options) for item in found]
    listed = shipped().actors
    text = merged(home.actors, pulled, listed.get)
    before = home.actors.read_text(encoding="utf-8-sig") if home.actors.exists() else ""
    if text == before:
        print("monitor: config/actors.yaml holds all of it already", file=sys.stderr)
        return 0
    _show(before, text)
    for one in pulled:
        if one.id in listed and one.id not in before:
            hint = "its entry there is taken over; --as gives a namesake another id"
            print(f"monitor: {one.id} is in the catalogue ({hint})", file=sys.stderr)
    if not options.yes and not _agreed():
        print("monitor: nothing is written", file=sys.stderr)
        return 1
    put(home.actors, text)
    write_schemas(home)
    print(f"monitor: {shown(home.actors)}: {plural(len(found), 'actor')} written", file=sys.stderr)
    return 0


def _refuse_slips(options: argparse.Namespace) -> None:
    if wrong := [each for each in options.ids if not _QID.fullmatch(each)]:
        what = f"{wrong[0]} is no id of Wikidata"
        raise ConfigError(Fault(file="QID", what=what, hint="for instance Q42; `monitor actors find NAME` tells it"))
    if options.id and len(options.ids) > 1:
        raise ConfigError(Fault(file="--as", what="one id for several actors", hint="pull them one by one"))
    if options.id and not ACTOR_ID.fullmatch(options.id):
        what, hint = f"{quoted(options.id)} cannot be the id of an actor", "for instance person/jane-doe"
        raise ConfigError(Fault(file="--as", what=what, hint=hint))


def _pulled(item: Item, options: argparse.Namespace) -> Pulled:
    kind = options.id.partition("/")[0] if options.id else options.type or item.type
    name = item.labels.get("en") or next(iter(item.labels.values()), item.id)
    if kind is None:
        hint = "say what it is with --type person, org, media, place or event"
        raise MonitorError(f"{item.id} ({name}): Wikidata leaves it open what that is ({hint}): nothing is written")
    if kind == "country":
        raise MonitorError(f"{item.id} ({name}) is a country, and all of them are in the catalogue: nothing is written")
    sides = {
        language: sorted_names(kind, item.labels.get(language, ""), item.aliases.get(language, ()))
        for language in languages()
    }
    if not any(full or short for full, short in sides.values()):
        raise MonitorError(f"{item.id}: Wikidata has no name of it that could be looked up: nothing is written")
    return Pulled(
        id=options.id or entry_id(kind, name),
        wikidata=item.id,
        name=name,
        description=item.descriptions.get("en", ""),
        names={language: full for language, (full, _) in sides.items() if full},
        short={language: short for language, (_, short) in sides.items() if short},
    )


def _show(before: str, after: str) -> None:
    name = "actors.yaml"
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=1)
    print_unified(terminal(), lines)


def _agreed() -> bool:
    """Asks on the terminal; without one nobody can agree."""
    if not sys.stdin.isatty():
        print("monitor: --yes writes this", file=sys.stderr)
        return False
    return input("Write this to config/actors.yaml? [y/N] ").strip().lower() in {"y", "yes"}


def _ask(home: Home, question: Callable[[Wikidata], Awaitable[T]]) -> T:
    """One conversation with the API. Raises `MonitorError`."""
    elsewhere = os.environ.get(VARIABLE, "")

    async def talk() -> T:
        runtime = load_runtime(home, keyring=Keyring(os.environ, home.path))
        api = Wikidata(
            user_agent=runtime.user_agent,
            home=elsewhere or HOME,
            allow_private=bool(elsewhere),
            proxy=usable(runtime.proxy),
        )
        try:
            return await question(api)
        finally:
            await api.close()

    return asyncio.run(talk())
