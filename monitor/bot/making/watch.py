"""/watch: an article -> a draft of a profile, shown in short -> written when somebody presses Write.

a page (through the guard, where robots.txt lets us), a file or a text -> article -> draft -> what it would have told in
a week
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from monitor.atomic import create_file
from monitor.backtest import backtest
from monitor.bot.asked import Answer, Asked
from monitor.bot.asking.lines import answers, dotted, line, named, slip, title
from monitor.bot.asking.tokens import Tokens
from monitor.bot.desk import Desk
from monitor.bot.making.articles import Meant, meant_by, read
from monitor.bot.making.awaited import await_article, is_awaited, no_longer
from monitor.bot.making.errands import errand
from monitor.collect.keep import keep_article
from monitor.collect.seed import SeedReading
from monitor.comprehend.catalogue import Actor
from monitor.draft.own import named_in, read_seeds
from monitor.draft.proposal import Proposal
from monitor.draft.propose import propose
from monitor.draft.write import write
from monitor.errors import DocumentError
from monitor.reread import reader
from monitor.rounds import Silent
from monitor.settings.document import shown
from monitor.settings.enlist import enlist
from monitor.settings.home import Home
from monitor.settings.ids import unused
from monitor.settings.index_file import shipped
from monitor.settings.profiles import load_profile
from monitor.settings.schema_files import write_schemas
from monitor.settings.snapshot import load_lexicon
from monitor.settings.vocabulary import Vocabulary

#: how far back the draft is tried
SPAN: Final = timedelta(days=7)
#: lines of `watch` that are named
NAMED: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is written, once somebody says so."""

    reading: SeedReading
    #: the address that was asked for; empty: it was sent
    url: str
    proposal: Proposal
    own: tuple[Actor, ...]


_drafts: Final = Tokens[Draft]()


async def watch(asked: Asked) -> Answer:
    """Draft a profile of the affair that an article speaks of; a press writes it, or lets it go."""
    if asked.pressed:
        return await asyncio.to_thread(_decided, asked)
    where = (asked.channel.name, asked.reader.name)
    meant, desk = meant_by(asked.message), asked.desk
    if desk is None or asked.home is None:
        raise slip("/watch", asked.voice.say("this works while the watch runs"))
    if meant is None:
        await_article(*where, asked.now)
        hint = asked.voice.say("send it now: a link, a forwarded message, its text or a file")
        raise slip("/watch", asked.voice.say("which article is meant?"), hint)
    no_longer(*where)
    return errand(asked, asked.voice.say("Reading …"), lambda: _drafted(asked, meant, desk))


def follows(message: Message, channel: str, reader: str, now: datetime) -> bool:
    """Is this the article that was waited for?"""
    return is_awaited(channel, reader, now) and meant_by(message) is not None


async def _drafted(asked: Asked, meant: Meant, desk: Desk) -> Answer:
    """Raises `FetchError`, `DocumentError` and `ConfigError`."""
    reading, url = await read(asked, meant, desk)
    return await asyncio.to_thread(_proposed, asked, reading, url)


def _proposed(asked: Asked, reading: SeedReading, url: str) -> Answer:
    home = asked.snapshot.home
    seeds, own, lexicon = read_seeds([reading], partial(load_lexicon, home))
    listed = sorted(lexicon.actors.keys() - shipped().actors.keys())
    made = propose(seeds, lexicon, together=True, own=listed, today=asked.now.date())[0]
    if not made.watch:
        raise DocumentError(asked.voice.say("Nothing that it names is known here, so nothing can be drafted from it."))
    taken = [path.stem for path in home.profiles.glob("*.yaml")]
    draft = Draft(
        reading=reading, url=url, proposal=replace(made, id=unused(made.id, taken)), own=tuple(named_in(made, own))
    )
    token = _drafts.keep(draft, asked.channel.name, asked.now)
    return _shown(asked, draft, token)


def _shown(asked: Asked, draft: Draft, token: str) -> Answer:
    voice, proposal = asked.voice, draft.proposal
    names = [named(one.name) for one in proposal.watch[:NAMED]]
    more = len(proposal.watch) - NAMED
    new = [named(one.name) for one in draft.own]
    sections = [
        (title(voice, voice.say("Draft:"), " ", named(proposal.name)),),
        (
            line(
                voice,
                "why",
                voice.say("It watches:"),
                " ",
                *dotted([*names, voice.say("and {n} more", n=more) if more > 0 else ""]),
            ),
            *([line(voice, "why", voice.say("New to the catalogue:"), " ", *dotted(new))] if new else []),
        ),
        (line(voice, "meta", _tried(asked, draft)),),
    ]
    buttons = [
        InlineKeyboardButton(voice.say("Write"), callback_data=f"/watch write {token}"),
        InlineKeyboardButton(voice.say("Cancel"), callback_data=f"/watch cancel {token}"),
    ]
    return answers(voice, sections, InlineKeyboardMarkup([buttons]))[-1]


def _tried(asked: Asked, draft: Draft) -> str:
    """What it would have told of the articles of the last week, in a line."""
    snapshot, since = asked.snapshot, asked.now - SPAN
    names = {**snapshot.names, **{one.id: one.name for one in draft.own}}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.yaml"
        path.write_text(write(draft.proposal), encoding="utf-8")
        profile = load_profile(path, Vocabulary(known=names, channels=(), sources=list(snapshot.sources), seeds=None))
    read = reader("none", [profile], snapshot)
    found = backtest(asked.store.archive(since), Silent(), profile=profile, snapshot=snapshot, read=read)
    voice = asked.voice
    told = voice.count("{n} story", "{n} stories", len(found.told))
    of = voice.count("{n} article", "{n} articles", found.articles)
    return voice.say("In the last 7 days it would have told {stories} (of {articles}).", stories=told, articles=of)


# ---------------------------------------------------------------- pressed


def _decided(asked: Asked) -> Answer:
    """Write or cancel: whoever comes first; after that the buttons lead nowhere."""
    act, _, token = " ".join(asked.words).partition(" ")
    draft = _drafts.take(token, asked.channel.name, asked.now)
    voice = asked.voice
    if draft is None:
        return Answer(text=voice.say("This draft was dealt with, or is long ago."))
    if act != "write":
        return Answer(text=voice.say("Nothing is written."), instead=True)
    path = _written(draft, asked.snapshot.home, [asked.channel.name])
    return Answer(text=voice.say("{file} is written; it is told here.", file=path.name), instead=True)


def _written(draft: Draft, home: Home, channels: Sequence[str]) -> Path:
    """The seed, the new actors and the profile, in files of their own; nothing that is there is touched.

    Raises `ConfigError`.
    """
    path = home.profiles / f"{draft.proposal.id}.yaml"
    try:
        enlist(draft.own, home.actors)
        seed = keep_article(draft.reading.article, home.seeds, asked=draft.url)
        seeds = tuple(seed.name if one == draft.reading.name else one for one in draft.proposal.seeds)
        watched = tuple(
            replace(one, seed=seed.name if one.seed == draft.reading.name else one.seed) for one in draft.proposal.watch
        )
        create_file(path, write(replace(draft.proposal, seeds=seeds, watch=watched), deliver=channels).encode())
        write_schemas(home)
    except OSError as error:
        raise slip(shown(path), error.strerror or "") from error
    except DocumentError as error:
        raise slip("/watch", str(error)) from error
    return path
