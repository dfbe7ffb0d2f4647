"""Alert | Digest -> Document: the words a reader gets, in the order in which they are read.

alert    profile · score / headline / gist / outlet · language · time // why / quote / other outlets / reason / answer
digest   profile / slot · stories // headline / gist / score · outlets · languages · why · code // … // read / answer
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from monitor.decide.alert import REASONS
from monitor.decide.code import code_of
from monitor.deliver.blocks import Block, Document, Role, Run, Section
from monitor.deliver.text import cap, clean, colon, comma, is_blank, language_name, web_address
from monitor.model import FIRST_SLOT, Alert, Digest, Evidence, Gist, Label, Member, Message, Story

# Lengths in UTF-16 units: a headline of a real outlet stays below 150, a sentence below 500.
HEADLINE, NAME, QUOTE, SUBJECT = 240, 80, 600, 180
#: How much of the evidence and of the other outlets is shown.
TERMS, SURFACES, OUTLETS = 8, 3, 8

Kind = Literal["alert", "digest"]
_DOT = Run(text=" · ")


def document(what: Alert | Digest) -> Document:
    """The whole message, before any channel's limits."""
    return _digest(what) if isinstance(what, Digest) else _alert(what)


def message_key(what: Alert | Digest, channel: str, part: int = 1) -> str:
    """Stable across retries, different for each story revision, slot, channel and part: "alert-…", "digest-…"."""
    kind: Kind = "digest" if isinstance(what, Digest) else "alert"
    subject = (what.slot,) if isinstance(what, Digest) else (what.story.id, str(what.story.revision))
    digest = sha256("\0".join((what.profile, *subject, channel)).encode("utf-8", "replace")).hexdigest()
    return f"{kind}-{digest[:24]}-{part}"


def answer_code(alert: Alert) -> str:
    """The code by which a reader answers; empty where that would lead nowhere."""
    return code_of(alert.profile, alert.story.id) if alert.answerable else ""


def kind_of(message: Message) -> Kind:
    """What a rendered message is, as its key says."""
    return "digest" if message.key.startswith("digest-") else "alert"


# ---------------------------------------------------------------- the two kinds


def _alert(alert: Alert) -> Document:
    lead, name = alert.story.lead, _name(alert)
    head: Section = (
        _block("title", Run(text=name, bold=True), _DOT, Run(text=f"{alert.match.score:.2f}")),
        _headline(lead),
        *_gist(alert.gist),
        _block("meta", *_joined(_meta(lead, alert.timezone))),
    )
    body = (
        _why(alert.match.evidence),
        _quote(alert),
        _others(alert.story),
        _reason(alert),
        _answer(answer_code(alert)),
    )
    return Document(
        title=cap(f"[{name}] {_title(lead)}", SUBJECT),
        sections=(head, tuple(block for block in body if block is not None)),
    )


def _digest(digest: Digest) -> Document:
    name, count = _name(digest), len(digest.alerts)
    slot = "the last 24 hours" if digest.slot.startswith(FIRST_SLOT) else _short(digest.slot)
    stories = f"{count:,} {'story' if count == 1 else 'stories'}"
    head = (_block("title", Run(text=name, bold=True)), _block("meta", Run(text=f"{slot} · {stories}")))
    ranked = sorted(digest.alerts, key=lambda alert: (-alert.match.score, alert.story.lead.published, alert.story.id))
    foot = (_footer(digest), _answer("CODE" if any(map(answer_code, ranked)) else ""))
    return Document(
        title=cap(f"{name}: {stories}, {slot}", SUBJECT),
        sections=(head, *map(_digest_story, ranked), tuple(block for block in foot if block is not None)),
    )


def _digest_story(alert: Alert) -> Section:
    outlets = _outlets(alert.story)
    names = [outlet for outlet, _ in outlets[:3]]
    more = f" +{len(outlets) - 3}" if len(outlets) > 3 else ""
    languages = [name for name in map(language_name, alert.story.languages) if name]
    said = {_short(label.text) for label in (*alert.gist.actors, *alert.gist.topics)} if alert.gist else set()
    why = [name for name in dict.fromkeys(map(_called, _strongest(alert.match.evidence))) if name not in said]
    runs = [[Run(text=f"{alert.match.score:.2f}")], [*_joined(_runs(names), ", "), Run(text=more)]]
    runs += [_joined(_runs(part), ", ") for part in (languages, why) if part]
    runs += [_runs([code])] if (code := answer_code(alert)) else []
    meta = _block("meta", *chain.from_iterable(_between(runs, [_DOT])))
    return (_headline(alert.story.lead), *_gist(alert.gist), meta)


def _footer(digest: Digest) -> Block:
    failing = digest.sources_failing
    sources = f"{failing:,} {'source fails' if failing == 1 else 'sources fail'}" if failing else "every source answers"
    articles = f"{digest.articles_read:,} {'article' if digest.articles_read == 1 else 'articles'} read"
    return _block("footer", Run(text=f"{articles} · {sources}", italic=True))


# ---------------------------------------------------------------- blocks


def _block(role: Role, *runs: Run) -> Block:
    return Block(role=role, runs=tuple(run for run in runs if run.text))


def _headline(member: Member) -> Block:
    return _foreign("headline", Run(text=_title(member), href=web_address(member.url), bold=True), member.language)


def _gist(gist: Gist | None) -> Section:
    """Its one line, in the order and with the commas of its language: "Ilham Aliyev, Armenia: peace treaty"."""
    if gist is None:
        return ()
    lists = [words for labels in (gist.actors, gist.topics) if (words := _listed(labels, gist.language))]
    runs = chain.from_iterable(_between(lists, [Run(text=colon(gist.language))]))
    block = Block(role="gist", runs=tuple(runs), language=gist.language, foreign=True)
    return (block,) if block.runs else ()


def _listed(labels: Sequence[Label], language: str) -> list[Run]:
    """The labels as a list of that language; those of another language say so."""
    words = [
        Run(text=text, language=label.language if label.language != language else "")
        for label in labels
        if not is_blank(text := _short(label.text))
    ]
    return _joined(words, comma(language))


def _foreign(role: Role, run: Run, language: str) -> Block:
    """An outlet's own words; a language that CLDR does not know is none."""
    return Block(role=role, runs=(run,), language=language if language_name(language) else "", foreign=True)


def _meta(lead: Member, timezone: str) -> list[Run]:
    return _runs([_short(lead.outlet), language_name(lead.language), _local_time(lead.published, timezone)])


def _why(evidence: Sequence[Evidence]) -> Block | None:
    terms = [_term(one) for one in _strongest(evidence)]
    return _block("why", Run(text="Why: ", bold=True), *chain.from_iterable(_between(terms, [_DOT]))) if terms else None


def _term(evidence: Evidence) -> list[Run]:
    """A term's name, how often it was met, and the words found where they differ from the name."""
    name = _called(evidence)
    found = () if _is_condition(evidence) else map(_short, evidence.surfaces[:SURFACES])
    words = [word for word in found if word and word.casefold() != name.casefold()]
    runs = _runs([name, f" {evidence.count}×" if evidence.count > 1 else ""])
    if words:
        runs += [Run(text=" (“"), *_joined(_runs(words), "”, “"), Run(text="”)")]
    return runs


def _called(evidence: Evidence) -> str:
    """What a reader is told of a term: its name, of a phrase the first of its words, of a condition what was found
    (its name, "one of org/nato, …", is for its author)."""
    if _is_condition(evidence) and evidence.surfaces:
        return _short(", ".join(evidence.surfaces[:SURFACES]))
    return _short(evidence.name.partition(" / ")[0] if evidence.term.startswith("phrase/") else evidence.name)


def _is_condition(evidence: Evidence) -> bool:
    """ "all of country/AZ, org/nato" is one: the kind of an id has no space."""
    return " " in evidence.term.partition("/")[0]


def _quote(alert: Alert) -> Block | None:
    text = cap(clean(alert.quote), QUOTE)
    return None if is_blank(text) else _foreign("quote", Run(text=text), alert.story.lead.language)


def _others(story: Story) -> Block | None:
    others = _outlets(story)[1:]
    if not others:
        return None
    links = [Run(text=outlet, href=web_address(member.url)) for outlet, member in others[:OUTLETS]]
    more = f" and {len(others) - OUTLETS} more" if len(others) > OUTLETS else ""
    label = f"+{len(others)} {'outlet' if len(others) == 1 else 'outlets'}: "
    return _block("others", Run(text=label, bold=True), *_joined(links, ", "), Run(text=more))


def _reason(alert: Alert) -> Block:
    return _block("reason", Run(text=_short(REASONS.get(alert.reason, alert.reason)), italic=True))


def _answer(code: str) -> Block | None:
    """What a reader types to say whether this was worth telling."""
    if not code:
        return None
    command = Run(text=f"monitor feedback {code} up", italic=True)
    return _block("answer", Run(text="Worth telling? "), command, Run(text=" or down"))


# ---------------------------------------------------------------- words


def _short(text: str) -> str:
    return cap(clean(text), NAME)


def _name(what: Alert | Digest) -> str:
    return _short(what.profile_name) or _short(what.profile) or "watch"


def _title(member: Member) -> str:
    title = cap(clean(member.title), HEADLINE)
    return "(no headline)" if is_blank(title) else title


def _strongest(evidence: Sequence[Evidence]) -> list[Evidence]:
    speaking = [one for one in evidence if one.points > 0 and not is_blank(one.name)]
    return sorted(speaking, key=lambda one: (-one.points, one.term))[:TERMS]


def _outlets(story: Story) -> list[tuple[str, Member]]:
    """Each outlet once with its first member, the lead's own first, then the earliest."""
    lead = story.lead
    order = sorted(story.members, key=lambda member: (member is not lead, member.published, member.article_id))
    first: dict[str, Member] = {}
    for member in order:
        first.setdefault(_short(member.outlet) or _short(member.source_id), member)
    return list(first.items())


def _local_time(instant: datetime, timezone: str) -> str:
    """For instance "21 Nov 2026, 14:05 UTC+7"."""
    local = instant.astimezone(_zone(timezone))
    offset = local.utcoffset() or timedelta(0)
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "-" if offset < timedelta(0) else "+"
    shift = f"{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "") if minutes else ""
    return f"{format_datetime(local, 'd MMM y, HH:mm', locale='en_GB')} UTC{shift}"


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    """The zone, or UTC: `settings` has refused an unknown one; a message is not lost for it."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return ZoneInfo("UTC")


def _runs(texts: Iterable[str]) -> list[Run]:
    return [Run(text=text) for text in texts if text]


def _joined(runs: Sequence[Run], separator: str = " · ") -> list[Run]:
    return list(chain.from_iterable(_between([[run] for run in runs], [Run(text=separator)])))


def _between(groups: Sequence[list[Run]], separator: list[Run]) -> list[list[Run]]:
    """The groups with the separator between each two."""
    return [part for group in groups for part in (separator, group)][1:]
