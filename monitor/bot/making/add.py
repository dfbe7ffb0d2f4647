"""/add: an address -> what of its site can be subscribed to, as buttons -> the chosen one in `config/sources.yaml`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from monitor.bot.asked import Answer, Asked
from monitor.bot.asking.lines import answers, dotted, line, named, slip, title
from monitor.bot.asking.tokens import Tokens
from monitor.bot.desk import Desk
from monitor.bot.making.errands import errand
from monitor.bot.making.links import link_of
from monitor.collect.discovery.candidates import Candidate
from monitor.collect.discovery.scout import Scout
from monitor.control import choice_of
from monitor.deliver.blocks import Run, Section
from monitor.deliver.telling.words import HEADLINE, short
from monitor.deliver.text import cap, clean, web_address
from monitor.errors import DocumentError
from monitor.rounds import Silent
from monitor.settings.addition import Choice, add_sources, known_as
from monitor.settings.languages import IDENTIFIER
from monitor.settings.schema_files import write_schemas

#: candidates that are shown
SHOWN: Final = 6

_found: Final = Tokens[tuple[Choice, ...]]()


async def add(asked: Asked) -> Answer:
    """Look for the feeds of a site; a press subscribes to one."""
    if asked.pressed:
        return await asyncio.to_thread(_added, asked)
    url, desk = link_of(asked, "/add"), asked.desk
    if desk is None or asked.home is None:
        raise slip("/add", asked.voice.say("this works while the watch runs"))
    return errand(asked, asked.voice.say("Looking for feeds …"), lambda: _looked(asked, url, desk))


async def _looked(asked: Asked, url: str, desk: Desk) -> Answer:
    """Raises `FetchError` and `DocumentError`."""
    scout = Scout(
        fetcher=desk.fetcher,
        pool=desk.pool,
        user_agent=asked.snapshot.runtime.user_agent,
        clock=desk.clock,
        classify=IDENTIFIER,
        progress=Silent(),
        allow_private=desk.allow_private,
    )
    found = (await scout.look(url)).candidates[:SHOWN]
    if not found:
        raise DocumentError(asked.voice.say("No feed, no sitemap and no list of articles was found there."))
    return _shown(asked, found, allow_private=desk.allow_private)


def _shown(asked: Asked, found: Sequence[Candidate], *, allow_private: bool) -> Answer:
    voice, sources = asked.voice, tuple(asked.snapshot.sources.values())
    known = [known_as(one.url, sources) for one in found]
    choices = tuple(choice_of(one, allow_private=allow_private) for one in found)
    token = _found.keep(choices, asked.channel.name, asked.now)
    rows = [
        [
            InlineKeyboardButton(
                f"{number}. {short(one.title) or short(one.url)}", callback_data=f"/add {token} {number}"
            )
        ]
        for number, one in enumerate(found, start=1)
        if not known[number - 1]
    ]
    head = title(voice, voice.say("What can be subscribed to:") if rows else voice.say("All of it is there already:"))
    sections = [_one(asked, number, one, known[number - 1]) for number, one in enumerate(found, start=1)]
    return answers(voice, [(head,), *sections], InlineKeyboardMarkup(rows) if rows else None)[-1]


def _one(asked: Asked, number: int, one: Candidate, known: str | None) -> Section:
    voice = asked.voice
    facts: list[Run | str] = [one.kind, voice.count("{n} entry", "{n} entries", one.entries)]
    facts += [voice.language_name(one.language), voice.say("there already") if known else ""]
    address = Run(text=cap(clean(one.url), HEADLINE), href=web_address(one.url))
    return (
        line(voice, "group", f"{number}. ", named(one.title or one.url, bold=True)),
        line(voice, "meta", *dotted(facts)),
        line(voice, "others", address),
    )


def _added(asked: Asked) -> Answer:
    """Once, however often it is pressed: an address that is there is not added again. Raises `ConfigError`."""
    voice = asked.voice
    token, number = (*asked.words, "", "")[:2]
    choices = _found.find(token, asked.channel.name, asked.now)
    if choices is None or not number.isdecimal() or not 1 <= int(number[:3]) <= len(choices):
        return Answer(text=voice.say("This search is long ago; write it again."))
    chosen, home = choices[int(number) - 1], asked.snapshot.home
    added = add_sources([chosen], home.sources)
    if not added:
        return Answer(text=voice.say("It is there already."))
    write_schemas(home)
    return Answer(text=voice.say("{name} is added to the sources.", name=next(iter(added.values()))))
