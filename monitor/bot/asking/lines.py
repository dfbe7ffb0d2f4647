"""Our words and those from outside, as blocks; and a document -> answers, each within the limits of a message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from telegram import InlineKeyboardMarkup

from monitor.bot.asked import Answer, Asked
from monitor.deliver.blocks import Block, Document, Role, Run, Section
from monitor.deliver.markup import parts
from monitor.deliver.telling.words import HEADLINE, foreign, short
from monitor.deliver.text import cap, clean, is_blank, web_address
from monitor.errors import ConfigError, Fault
from monitor.translation import Voice

DOT: Final = Run(text=" · ")


@dataclass(frozen=True, slots=True)
class At:
    """A clock that stands: all that one answer says is of one instant."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant


def line(voice: Voice, role: Role, *runs: Run | str) -> Block:
    """A line of ours; what is empty is left out."""
    made = (Run(text=one) if isinstance(one, str) else one for one in runs)
    return Block(role=role, runs=tuple(run for run in made if run.text), language=voice.language)


def dotted(runs: Sequence[Run | str]) -> Iterator[Run]:
    """What is there of these, with a point between each two."""
    there = [run for run in (Run(text=one) if isinstance(one, str) else one for one in runs) if run.text]
    for at, run in enumerate(there):
        yield from (DOT, run) if at else (run,)


def headline(voice: Voice, title: str, url: str, language: str) -> Block:
    """An outlet's words, linked where the address is one of the web."""
    words = cap(clean(title), HEADLINE)
    if is_blank(words):
        return line(voice, "headline", Run(text=voice.say("(no headline)"), href=web_address(url), bold=True))
    return foreign("headline", Run(text=words, href=web_address(url), bold=True), language)


def title(voice: Voice, words: str, *more: Run | str) -> Block:
    """What an answer begins with."""
    return line(voice, "title", Run(text=words, bold=True), *more)


def named(name: str, *, bold: bool = False) -> Run:
    """A name from outside."""
    return Run(text=short(name), bold=bold)


def answers(
    voice: Voice, sections: Sequence[Section], keyboard: InlineKeyboardMarkup | None = None, *, instead: bool = False
) -> tuple[Answer, ...]:
    """As many messages as they need, the buttons under the last; one alone may be put in another's place."""
    told = tuple(section for section in sections if section)
    made = [Answer(text=part.text, html=part.html) for part in parts(Document(title="", sections=told))]
    made[-1] = replace(made[-1], keyboard=keyboard, instead=instead and len(made) == 1)
    return tuple(made)


def slip(command: str, what: str, hint: str = "") -> ConfigError:
    """What is wrong with what was written, for its writer."""
    return ConfigError(Fault(file=command, what=what, hint=hint))


def one_by_one(make: Callable[[Asked], Sequence[Answer]]) -> Callable[[Asked], Awaitable[Answer]]:
    """The command that says all that `make` gives, in order; `make` may block."""

    async def run(asked: Asked) -> Answer:
        said = await asyncio.to_thread(make, asked)
        for one in said[:-1]:
            await asked.say(one)
        return said[-1]

    return run
