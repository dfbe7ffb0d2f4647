"""Digest -> Document.

profile / slot · stories, how many new / late // [profile] // headline / gist / change / summary / score · outlets ·
languages · why · code // … // read · failing / mutes / answer
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain, groupby

from monitor.deliver.blocks import Block, Document, Run, Section
from monitor.deliver.telling.mutes import mutes_in_words
from monitor.deliver.telling.overflow import overflow_line
from monitor.deliver.telling.words import (
    SUBJECT,
    answer_code,
    answer_line,
    between,
    block,
    called,
    dot,
    figure,
    foreign,
    gist_line,
    headline_of,
    joined,
    label,
    name_of,
    outlets_of,
    runs_of,
    short,
    shortly,
    some_of,
    strongest,
    woven,
)
from monitor.deliver.text import cap, clean, is_blank
from monitor.model import EXTRA_SLOT, FIRST_SLOT, Alert, Change, Digest
from monitor.translation import Voice, zone

#: UTF-16 units of a summary: three sentences of a news agency
SUMMARY = 720
#: what was found, beside the gist: the strongest terms
WHY = 4
#: new figures, and new actors, that are named
FIGURES, ACTORS = 3, 4
#: languages without a space between two sentences
_CLOSE = frozenset({"zh", "ja"})
#: how many outlets of a story are named
OUTLETS = 3


def digest_document(digest: Digest, voice: Voice) -> Document:
    """Every story in a few lines, in the order of the digest; one of several profiles is grouped by them."""
    name = name_of(voice, digest) if digest.profile else voice.say("Your digest")
    slot, stories = _slot(digest, voice), _stories(digest.alerts, voice)
    title = voice.say("{name}: {stories}, {slot}", name=name, stories=stories, slot=slot)
    said = block(voice, "meta", Run(text=f"{slot}{voice.dot}{stories}"))
    head = (
        block(voice, "title", Run(text=name, bold=True)),
        said,
        *overflow_line(digest, voice),
        *_late(digest, voice),
    )
    code = "CODE" if any(map(answer_code, digest.alerts)) else ""
    foot = (_footer(digest, voice), _mutes(digest, voice), answer_line(voice, code))
    return Document(
        volume=digest.volume,
        title=cap(voice.say("{title} (late)", title=title) if digest.late else title, SUBJECT),
        language=voice.language,
        sections=(head, *_sections(digest, voice), tuple(block for block in foot if block is not None)),
    )


# ---------------------------------------------------------------- the head and the foot


def _slot(digest: Digest, voice: Voice) -> str:
    """When it was due; the first one tells of a day, and one out of turn says that it is."""
    if digest.slot.startswith(FIRST_SLOT):
        return voice.say("the last 24 hours")
    if digest.slot.startswith(EXTRA_SLOT):
        return voice.say("extra {moment}", moment=_moment(digest.slot.removeprefix(EXTRA_SLOT).strip(), voice))
    return _moment(digest.slot, voice)


def _moment(slot: str, voice: Voice) -> str:
    """The local date and time of a slot; its name where it has none."""
    with suppress(ValueError):
        return voice.stamp(_local(slot))
    return short(slot)


def _local(slot: str) -> datetime:
    """Raises `ValueError`."""
    return datetime.strptime(slot, "%Y-%m-%d %H:%M")  # noqa: DTZ007  it is local, and shown as it is


def _stories(alerts: Sequence[Alert], voice: Voice) -> str:
    """ "7 stories: 5 new, 2 continued"; "nothing new" """
    if not alerts:
        return voice.say("nothing new")
    continued, count = sum(alert.told is not None for alert in alerts), len(alerts)
    stories = voice.count("{n} story", "{n} stories", count)
    if not continued:
        return stories
    new = count - continued
    return voice.say("{stories}: {new} new, {continued} continued", stories=stories, new=new, continued=continued)


def _late(digest: Digest, voice: Voice) -> Section:
    """That it comes late, and for which others it stands in."""
    said = []
    if digest.late and digest.due:
        due = voice.time(digest.due.astimezone(zone(digest.timezone)))
        said.append(voice.say("late: due {hour}, the watch was down", hour=due))
    if count := len(digest.missed):
        stands_in = voice.count(
            "it stands in for one that was missed, from {slot} on",
            "it stands in for {n} that were missed, from {slot} on",
            count,
            slot=_moment(digest.missed[0], voice),
        )
        said.append(stands_in)
    text = clean(voice.semicolon.join(said))
    return (block(voice, "notice", Run(text=text, bold=True)),) if text else ()


def _footer(digest: Digest, voice: Voice) -> Block:
    articles = voice.count("{n} article read", "{n} articles read", digest.articles_read)
    return block(voice, "footer", Run(text=f"{articles}{voice.dot}{_sources(digest, voice)}", italic=True))


def _sources(digest: Digest, voice: Voice) -> str:
    """How far it can be believed that there was no more: "131 sources asked, 5 failed, 2 need a look"."""
    asked, failed, failing = digest.sources_asked, digest.sources_failed, digest.sources_failing
    said = [voice.say("no source was asked")]
    if asked:
        said = [
            voice.count("{n} source asked", "{n} sources asked", asked),
            voice.say("{n} failed", n=failed) if failed else voice.say("none failed"),
        ]
    if failing:
        said.append(voice.count("{n} needs a look", "{n} need a look", failing))
    return voice.comma.join(said)


def _mutes(digest: Digest, voice: Voice) -> Block | None:
    """That something is muted, and how much of it was not told: no mute is forgotten."""
    untold = voice.count(
        "{n} story not told since the last digest", "{n} stories not told since the last digest", digest.muted
    )
    said = [mutes_in_words(digest.mutes, voice), untold if digest.muted else ""]
    runs = joined([Run(text=text, italic=True) for text in said if text], voice.dot)
    return block(voice, "footer", *runs) if runs else None


# ---------------------------------------------------------------- the stories


def _sections(digest: Digest, voice: Voice) -> Iterator[Section]:
    if not digest.alerts:
        said = voice.say("Nothing that fits came.")
        if digest.since:
            moment = voice.stamp(digest.since.astimezone(zone(digest.timezone)))
            said = voice.say("Nothing that fits came since {moment}.", moment=moment)
        yield (block(voice, "reason", Run(text=said)),)
    for _, alerts in groupby(digest.alerts, key=lambda alert: alert.profile):
        told = list(alerts)
        group = () if digest.profile else (block(voice, "group", Run(text=name_of(voice, told[0]), bold=True)),)
        yield (*group, *_story(told[0], voice))
        yield from (_story(one, voice) for one in told[1:])


def _story(alert: Alert, voice: Voice) -> Section:
    return (
        headline_of(voice, alert.story.lead),
        *gist_line(alert.gist),
        *_changed(alert, voice),
        *_summary(alert),
        _meta(alert, voice),
    )


def _changed(alert: Alert, voice: Voice) -> Section:
    """ "Told before: +4 outlets; now also in Russian; now also NATO; 12 → 19 killed" """
    if alert.told is None:
        return ()
    changes = list(_changes(alert.change, voice)) or [[Run(text=voice.say("it goes on"))]]
    said = chain.from_iterable(between(changes, [Run(text=voice.semicolon)]))
    return (block(voice, "change", label(voice.say("Told before:")), *said),)


def _changes(change: Change, voice: Voice) -> Iterator[list[Run]]:
    if change.outlets:
        yield [Run(text=voice.count("+{n} outlet", "+{n} outlets", change.outlets))]
    if languages := [name for name in map(voice.language_name, change.languages) if name]:
        yield [Run(text=voice.say("now also in {languages}", languages=voice.comma.join(languages)))]
    if change.actors:
        names = some_of(voice, runs_of(map(short, change.actors[:ACTORS])), len(change.actors) - ACTORS)
        yield woven(voice.pattern("now also {names}"), names=names)
    for toll in change.tolls[:FIGURES]:
        yield _toll(toll, voice)
    if change.figures and not change.tolls:
        figures = joined(runs_of(map(short, change.figures[:FIGURES])), voice.comma)
        alone = len(change.figures) == 1
        yield woven(
            voice.pattern("new figure {figures}") if alone else voice.pattern("new figures {figures}"), figures=figures
        )
    if change.denied:
        yield [Run(text=voice.say("an outlet denies it"))]


def _toll(toll: str, voice: Voice) -> list[Run]:
    """The word by itself, and an arrow from the old figure to the new one, which from right to left points left."""
    figures, _, word = toll.rpartition(" ")
    arrow = figures.replace("→", "←") if voice.direction == "rtl" else figures
    return [Run(text=voice.figures(short(arrow))), Run(text=" "), Run(text=short(word))]


def _summary(alert: Alert) -> Section:
    language = alert.story.lead.language
    text = cap(("" if language in _CLOSE else " ").join(map(clean, alert.summary)), SUMMARY)
    return () if is_blank(text) else (foreign("summary", Run(text=text), language),)


def _meta(alert: Alert, voice: Voice) -> Block:
    names = [outlet for outlet, _ in outlets_of(alert.story)]
    languages = [name for name in map(voice.language_name, alert.story.languages) if name]
    said = {short(label.text) for label in (*alert.gist.actors, *alert.gist.topics)} if alert.gist else set()
    why = [name for name in dict.fromkeys(map(called, strongest(alert.match.evidence))) if name not in said][:WHY]
    outlets = shortly(voice, runs_of(names[:OUTLETS]), len(names) - OUTLETS)
    runs = [[figure(voice, alert.match.score, places=2)], outlets]
    runs += [joined(runs_of(part), voice.comma) for part in (languages, why) if part]
    if alert.also:
        runs.append(woven(voice.pattern("also: {names}"), names=joined(runs_of(map(short, alert.also)), voice.comma)))
    runs += [runs_of([code])] if (code := answer_code(alert)) else []
    return block(voice, "meta", *chain.from_iterable(between(runs, [dot(voice)])))
