"""/search: what is stored on something, a page at a time: the words and filters of `monitor search`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from monitor import search as archive
from monitor.bot.asked import Answer, Asked
from monitor.bot.asking.lines import answers, dotted, headline, line, named, slip, title
from monitor.bot.asking.tokens import Tokens
from monitor.bot.speaking import zone_of
from monitor.deliver.blocks import Run, Section
from monitor.deliver.telling.words import short
from monitor.ports import Archived
from monitor.search import outlet_of, when_of
from monitor.settings.since import instant_of
from monitor.settings.wording import nearest

#: articles of one answer, and how far the button leads
PAGE: Final = 8
MOST: Final = 80
#: "actor:Aliyev", "outlet:"Radio Free Europe"", as a telephone may write its quotation marks
_FILTER: Final = re.compile(
    r"(?<!\S)(?P<key>actor|topic|language|outlet|profile|since|until):(?:[\"“”„«](?P<quoted>[^\"“”„«»]*)[\"“”»]|(?P<word>\S+))",
    re.IGNORECASE,
)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")

#: what is being looked through, and how many have been shown
_pages: Final = Tokens[tuple[archive.Asked, int]]()


def search(asked: Asked) -> tuple[Answer, ...]:
    """The newest first; "More" shows those behind them."""
    if asked.pressed:
        kept = _pages.find("".join(asked.words), asked.channel.name, asked.now)
        if kept is None:
            return (Answer(text=asked.voice.say("This search is long ago; write it again.")),)
        return _page(asked, *kept)
    if not asked.words:
        example = '/search "peace treaty" Baku -football since:7d'
        raise slip("/search", asked.voice.say("what is to be looked for?"), example)
    return _page(asked, wanted(" ".join(asked.words), asked), 0)


def wanted(text: str, asked: Asked) -> archive.Asked:
    """The query and its filters. Raises `ConfigError` for a filter's value that is none."""
    named_by: dict[str, list[str]] = {}
    for found in _FILTER.finditer(text):
        named_by.setdefault(found["key"].lower(), []).append(found["quoted"] or found["word"] or "")
    since, until = (named_by.get(key, [""])[-1] for key in ("since", "until"))
    languages = tuple(one.lower() for one in named_by.get("language", ()))
    if wrong := next((one for one in languages if not _LANGUAGE.fullmatch(one)), ""):
        raise slip(f"language:{short(wrong)}", asked.voice.say("this is no code of a language"), "vi, en, az")
    profile = named_by.get("profile", [""])[-1]
    if profile and profile not in asked.snapshot.profiles:
        hint = nearest(profile, asked.snapshot.profiles) or "/profiles"
        raise slip(f"profile:{short(profile)}", asked.voice.say("no profile is called so"), hint)
    return archive.Asked(
        words=_FILTER.sub(" ", text),
        profile=profile,
        actors=tuple(named_by.get("actor", ())),
        topics=tuple(named_by.get("topic", ())),
        languages=languages,
        outlets=tuple(named_by.get("outlet", ())),
        since=_instant(since, asked),
        until=_instant(until, asked),
    )


def _instant(text: str, asked: Asked) -> datetime | None:
    """Raises `ConfigError`."""
    try:
        return instant_of(text, asked.now) if text else None
    except (ValueError, OverflowError):
        what = asked.voice.say("this is no span and no date")
        raise slip(short(text), what, "12h, 30d, 2w, 2026-11-01") from None


def _page(asked: Asked, what: archive.Asked, shown: int) -> tuple[Answer, ...]:
    voice = asked.voice
    result = archive.search(asked.store, asked.snapshot, replace(what, limit=shown + PAGE))
    page, total = result.found.articles[shown:], result.found.total
    if not page:
        kept = asked.snapshot.runtime.kept
        return (Answer(text=" ".join(filter(None, (voice.say("Nothing was found."), f"({kept})" if kept else "")))),)
    reach = shown + len(page)
    head = title(
        voice,
        voice.say("Found"),
        " · ",
        voice.say("{first}–{last} of {total}", first=shown + 1, last=reach, total=total),
    )
    ignored = [short(word) for word in result.query.ignored]
    notes = [line(voice, "notice", voice.say("passed over:"), " ", ", ".join(ignored))] if ignored and not shown else []
    return answers(voice, [(head, *notes), *(_one(asked, one) for one in page)], _more(asked, what, reach, total))


def _one(asked: Asked, one: Archived) -> Section:
    voice, article = asked.voice, one.article
    when = voice.day_and_time(when_of(one).astimezone(ZoneInfo(zone_of(asked))))
    facts: list[Run | str] = [named(outlet_of(one, asked.snapshot)), voice.language_name(one.analysis.language), when]
    told: list[Run | str] = [
        Run(text=short(name)) for name in sorted({found.profile for found in one.matches if found.decision == "match"})
    ]
    return (
        headline(voice, article.title, article.url, one.analysis.language),
        line(voice, "meta", *dotted(facts)),
        *([line(voice, "others", *dotted(told))] if told else []),
    )


def _more(asked: Asked, what: archive.Asked, reach: int, total: int) -> InlineKeyboardMarkup | None:
    if reach >= min(total, MOST):
        return None
    token = _pages.keep((what, reach), asked.channel.name, asked.now)
    button = InlineKeyboardButton(asked.voice.say("More"), callback_data=f"/search {token}")
    return InlineKeyboardMarkup([[button]])
