"""Digest -> Document.

profile / slot · stories, how many new / late // [profile] // headline / gist / change / summary / score · outlets ·
languages · why · code // … // read · failing / mutes / answer
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from monitor.deliver.blocks import Block, Document, Run, Section
from monitor.deliver.telling.overflow import overflow_line
from monitor.deliver.telling.words import (
    DOT,
    SUBJECT,
    answer_code,
    answer_line,
    between,
    block,
    called,
    foreign,
    gist_line,
    headline_of,
    joined,
    name_of,
    outlets_of,
    runs_of,
    short,
    strongest,
    zone,
)
from monitor.deliver.text import cap, clean, is_blank, isolated, language_name
from monitor.model import FIRST_SLOT, Alert, Change, Digest

#: UTF-16 units of a summary: three sentences of a news agency
SUMMARY = 720
#: what was found, beside the gist: the strongest terms
WHY = 4
#: new figures, and new actors, that are named
FIGURES, ACTORS = 3, 4
#: languages without a space between two sentences
_CLOSE = frozenset({"zh", "ja"})
#: what a recipient's digest is called
YOURS = "Your digest"


def digest_document(digest: Digest) -> Document:
    """Every story in a few lines, in the order of the digest; one of several profiles is grouped by them."""
    name = name_of(digest) if digest.profile else YOURS
    slot = "the last 24 hours" if digest.slot.startswith(FIRST_SLOT) else short(digest.slot)
    stories = _stories(digest.alerts)
    said = block("meta", Run(text=f"{slot} · {stories}"))
    head = (block("title", Run(text=name, bold=True)), said, *overflow_line(digest), *_late(digest))
    foot = (_footer(digest), _mutes(digest), answer_line("CODE" if any(map(answer_code, digest.alerts)) else ""))
    return Document(
        volume=digest.volume,
        title=cap(f"{name}: {stories}, {slot}" + (" (late)" if digest.late else ""), SUBJECT),
        sections=(head, *_sections(digest), tuple(block for block in foot if block is not None)),
    )


# ---------------------------------------------------------------- the head and the foot


def _stories(alerts: Sequence[Alert]) -> str:
    """ "7 stories: 5 new, 2 continued"; "nothing new" """
    if not alerts:
        return "nothing new"
    continued, count = sum(alert.told is not None for alert in alerts), len(alerts)
    said = f"{count:,} {'story' if count == 1 else 'stories'}"
    return f"{said}: {count - continued:,} new, {continued:,} continued" if continued else said


def _late(digest: Digest) -> Section:
    """That it comes late, and for which others it stands in."""
    said = []
    if digest.late and digest.due:
        said.append(f"late: due {digest.slot.partition(' ')[2]}, the watch was down")
    if count := len(digest.missed):
        others = "one that was missed" if count == 1 else f"{count:,} that were missed"
        said.append(f"it stands in for {others}, from {digest.missed[0]} on")
    text = clean("; ".join(said))
    return (block("notice", Run(text=text, bold=True)),) if text else ()


def _footer(digest: Digest) -> Block:
    articles = f"{digest.articles_read:,} {'article' if digest.articles_read == 1 else 'articles'} read"
    return block("footer", Run(text=f"{articles} · {_sources(digest)}", italic=True))


def _sources(digest: Digest) -> str:
    """How far it can be believed that there was no more: "131 sources asked, 5 failed, 2 need a look"."""
    asked, failed, failing = digest.sources_asked, digest.sources_failed, digest.sources_failing
    said = ["no source was asked"]
    if asked:
        said = [
            f"{asked:,} {'source' if asked == 1 else 'sources'} asked",
            f"{failed:,} failed" if failed else "none failed",
        ]
    if failing:
        said.append(f"{failing:,} {'needs' if failing == 1 else 'need'} a look")
    return ", ".join(said)


def _mutes(digest: Digest) -> Block | None:
    """That something is muted, and how much of it was not told: no mute is forgotten."""
    if not (digest.muted or digest.mutes):
        return None
    since = f"{digest.muted:,} {'story' if digest.muted == 1 else 'stories'} not told since the last digest"
    said = [digest.mutes] if digest.mutes else []
    said += [since] if digest.muted else []
    return block("footer", Run(text=" · ".join(said), italic=True))


# ---------------------------------------------------------------- the stories


def _sections(digest: Digest) -> Iterator[Section]:
    if not digest.alerts:
        since = f" since {digest.since.astimezone(zone(digest.timezone)):%Y-%m-%d %H:%M}" if digest.since else ""
        yield (block("reason", Run(text=f"Nothing that fits came{since}.")),)
    for _, alerts in groupby(digest.alerts, key=lambda alert: alert.profile):
        told = list(alerts)
        group = () if digest.profile else (block("group", Run(text=name_of(told[0]), bold=True)),)
        yield (*group, *_story(told[0]))
        yield from map(_story, told[1:])


def _story(alert: Alert) -> Section:
    return (
        headline_of(alert.story.lead),
        *gist_line(alert.gist),
        *_changed(alert),
        *_summary(alert),
        _meta(alert),
    )


def _changed(alert: Alert) -> Section:
    """ "Told before; +4 outlets; now also in Russian; now also NATO; 12 → 19 killed" """
    if alert.told is None:
        return ()
    said = joined(runs_of(_changes(alert.change)), "; ") or [Run(text="it goes on")]
    return (block("change", Run(text="Told before: ", bold=True), *said),)


def _changes(change: Change) -> Iterator[str]:
    if change.outlets:
        yield f"+{change.outlets} {'outlet' if change.outlets == 1 else 'outlets'}"
    if languages := [name for name in map(language_name, change.languages) if name]:
        yield f"now also in {', '.join(languages)}"
    if change.actors:
        more = f" and {len(change.actors) - ACTORS} more" if len(change.actors) > ACTORS else ""
        yield f"now also {', '.join(map(short, change.actors[:ACTORS]))}{more}"
    yield from map(_toll, change.tolls[:FIGURES])
    if change.figures and not change.tolls:
        word = "new figure" if len(change.figures) == 1 else "new figures"
        yield f"{word} {', '.join(map(short, change.figures[:FIGURES]))}"
    if change.denied:
        yield "an outlet denies it"


def _toll(toll: str) -> str:
    """The word by itself: from right to left the arrow would point from the new figure to the old one."""
    figures, _, word = toll.rpartition(" ")
    return f"{short(figures)} {isolated(short(word), 'ltr')}"


def _summary(alert: Alert) -> Section:
    language = alert.story.lead.language
    text = cap(("" if language in _CLOSE else " ").join(map(clean, alert.summary)), SUMMARY)
    return () if is_blank(text) else (foreign("summary", Run(text=text), language),)


def _meta(alert: Alert) -> Block:
    outlets = outlets_of(alert.story)
    names = [outlet for outlet, _ in outlets[:3]]
    more = f" +{len(outlets) - 3}" if len(outlets) > 3 else ""
    languages = [name for name in map(language_name, alert.story.languages) if name]
    said = {short(label.text) for label in (*alert.gist.actors, *alert.gist.topics)} if alert.gist else set()
    why = [name for name in dict.fromkeys(map(called, strongest(alert.match.evidence))) if name not in said][:WHY]
    runs = [[Run(text=f"{alert.match.score:.2f}")], [*joined(runs_of(names), ", "), Run(text=more)]]
    runs += [joined(runs_of(part), ", ") for part in (languages, why) if part]
    runs += [[Run(text="also: "), *joined(runs_of(map(short, alert.also)), ", ")]] if alert.also else []
    runs += [runs_of([code])] if (code := answer_code(alert)) else []
    return block("meta", *chain.from_iterable(between(runs, [DOT])))
