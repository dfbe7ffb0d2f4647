"""The words and blocks that all kinds of message share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from monitor.decide.code import code_of
from monitor.deliver.blocks import Block, Role, Run, Section
from monitor.deliver.text import cap, clean, colon, comma, is_blank, language_name, web_address
from monitor.model import Alert, Digest, Evidence, Gist, Label, Member, Silence, Story, Surge

# Lengths in UTF-16 units: a headline of a real outlet stays below 150, a sentence below 500.
HEADLINE, NAME, QUOTE, SUBJECT = 240, 80, 600, 180
#: How much of the evidence and of the other outlets is shown.
TERMS, SURFACES, OUTLETS = 8, 3, 8

DOT = Run(text=" · ")
_MANY = {"copy": "copies"}


def answer_code(alert: Alert) -> str:
    """The code by which a reader answers; empty where that would lead nowhere."""
    return code_of(alert.profile, alert.story.id) if alert.answerable else ""


def block(role: Role, *runs: Run) -> Block:
    """A line of ours, without what is empty."""
    return Block(role=role, runs=tuple(run for run in runs if run.text))


def headline_of(member: Member) -> Block:
    """The headline, linked."""
    return foreign("headline", Run(text=title_of(member), href=web_address(member.url), bold=True), member.language)


def gist_line(gist: Gist | None) -> Section:
    """Its one line, in the order and with the commas of its language: "Ilham Aliyev, Armenia: peace treaty"."""
    if gist is None:
        return ()
    lists = [words for labels in (gist.actors, gist.topics) if (words := listed(labels, gist.language))]
    runs = chain.from_iterable(between(lists, [Run(text=colon(gist.language))]))
    block = Block(role="gist", runs=tuple(runs), language=gist.language, foreign=True)
    return (block,) if block.runs else ()


def listed(labels: Sequence[Label], language: str) -> list[Run]:
    """The labels as a list of that language; those of another language say so."""
    words = [
        Run(text=text, language=label.language if label.language != language else "")
        for label in labels
        if not is_blank(text := short(label.text))
    ]
    return joined(words, comma(language))


def foreign(role: Role, run: Run, language: str) -> Block:
    """An outlet's own words; a language that CLDR does not know is none."""
    return Block(role=role, runs=(run,), language=language if language_name(language) else "", foreign=True)


def called(evidence: Evidence) -> str:
    """What a reader is told of a term: its name, of a phrase the first of its words, of a condition what was found
    (its name, "one of org/nato, …", is for its author)."""
    if is_condition(evidence) and evidence.surfaces:
        return short(", ".join(evidence.surfaces[:SURFACES]))
    return short(evidence.name.partition(" / ")[0] if evidence.term.startswith("phrase/") else evidence.name)


def is_condition(evidence: Evidence) -> bool:
    """ "all of country/AZ, org/nato" is one: the kind of an id has no space."""
    return " " in evidence.term.partition("/")[0]


def answer_line(code: str) -> Block | None:
    """What a reader types to say whether this was worth telling."""
    if not code:
        return None
    command = Run(text=f"monitor feedback {code} up", italic=True)
    return block("answer", Run(text="Worth telling? "), command, Run(text=" or down"))


def short(text: str) -> str:
    """Clean, and no longer than a name may be."""
    return cap(clean(text), NAME)


def name_of(what: Alert | Digest | Surge | Silence) -> str:
    """What the profile is called."""
    return short(what.profile_name) or short(what.profile) or "watch"


def title_of(member: Member) -> str:
    """The headline, or that there is none."""
    title = cap(clean(member.title), HEADLINE)
    return "(no headline)" if is_blank(title) else title


def strongest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """What speaks for the story, the most telling first."""
    speaking = [one for one in evidence if one.points > 0 and not is_blank(one.name)]
    return sorted(speaking, key=lambda one: (-one.points, one.term))[:TERMS]


def outlets_of(story: Story) -> list[tuple[str, Member]]:
    """Each outlet once with its first member, the lead's own first, then the earliest."""
    lead = story.lead
    order = sorted(story.members, key=lambda member: (member is not lead, member.published, member.article_id))
    first: dict[str, Member] = {}
    for member in order:
        first.setdefault(short(member.outlet) or short(member.source_id), member)
    return list(first.items())


def counted(number: int, what: str) -> str:
    """For instance "1 outlet", "9 copies"."""
    return f"{number:,} {what if number == 1 else _MANY.get(what, f'{what}s')}"


def local_time(instant: datetime, timezone: str) -> str:
    """For instance "21 Nov 2026, 14:05 UTC+7"."""
    local = instant.astimezone(zone(timezone))
    offset = local.utcoffset() or timedelta(0)
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "-" if offset < timedelta(0) else "+"
    shift = f"{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "") if minutes else ""
    return f"{format_datetime(local, 'd MMM y, HH:mm', locale='en_GB')} UTC{shift}"


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The zone, or UTC: `settings` has refused an unknown one; a message is not lost for it."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return ZoneInfo("UTC")


def runs_of(texts: Iterable[str]) -> list[Run]:
    """A run for each text that is not empty."""
    return [Run(text=text) for text in texts if text]


def joined(runs: Sequence[Run], separator: str = " · ") -> list[Run]:
    """The runs with a separator between each two."""
    return list(chain.from_iterable(between([[run] for run in runs], [Run(text=separator)])))


def between(groups: Sequence[list[Run]], separator: list[Run]) -> list[list[Run]]:
    """The groups with the separator between each two."""
    return [part for group in groups for part in (separator, group)][1:]
