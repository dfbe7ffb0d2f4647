"""News -> the payload of a webhook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from monitor.deliver.telling import answer_code, level_of
from monitor.deliver.text import cap, clean, web_address
from monitor.deliver.webhook import payload
from monitor.model import Alert, Change, Digest, Evidence, Gist, Member, Message, News, Silence, Story, Surge

#: UTF-16 units of a headline, a name, a sentence: several times what honest ones have
TITLE, NAME, SENTENCE = 500, 200, 1000
#: articles of a story beside the lead: each is some 300 bytes, and receivers refuse what is very large
MEMBERS = 100


def posted(what: News, now: datetime) -> payload.Payload:
    """What is posted of it; `now`: when that is said."""
    said, instead = _posted(what, now), what.instead
    if instead is None:
        return said
    return replace(said, instead=payload.InPlaceOf(channel=_plain(instead.channel, NAME), since=instead.since))


def _posted(what: News, now: datetime) -> payload.Payload:
    match what:
        case Alert() if what.update is not None:
            before, place = _plain(what.update.message, NAME), bool(what.update.changed_at)
            said = payload.Updated(replaces=before if place else "", answers="" if place else before, **_story(what))
            return payload.UpdatePosted(timestamp=now, data=said)
        case Alert():
            return payload.AlertPosted(timestamp=now, data=payload.OneStory(**_story(what)))
        case Digest():
            return payload.DigestPosted(timestamp=now, data=_digest(what))
        case Surge():
            return payload.SurgePosted(timestamp=now, data=_surge(what))
        case Silence():
            return payload.SilencePosted(timestamp=now, data=_silence(what))


def word(message: Message, now: datetime) -> payload.Payload:
    """The same of a word of the watch's own."""
    lines = "\n".join(clean(line) for line in message.text.splitlines())
    return payload.WordPosted(timestamp=now, data=payload.Text(title=clean(message.subject), text=lines))


def _story(alert: Alert) -> dict[str, Any]:
    story, lead = alert.story, alert.story.lead
    others = sorted(
        (member for member in story.members if member is not lead), key=lambda one: (one.published, one.article_id)
    )
    return {
        "profile": _plain(alert.profile, NAME),
        "profile_name": _plain(alert.profile_name, NAME),
        "story": _plain(story.id, NAME),
        "revision": story.revision,
        "number": alert.number,
        "code": answer_code(alert),
        "score": alert.match.score,
        "level": level_of(alert),
        "reason": _plain(alert.reason, NAME),
        "lead": _telling(lead),
        "members": tuple(map(_telling, others[:MEMBERS])),
        "outlets": len(story.outlets),
        "languages": _languages(story),
        "evidence": tuple(map(_found, sorted(alert.match.evidence, key=lambda one: (-one.points, one.term)))),
        "gist": _about(alert.gist),
        "quote": _plain(alert.quote, SENTENCE),
        "summary": _plains(alert.summary, SENTENCE),
        "change": _since(alert.change) if alert.told else None,
        "also": _plains(alert.also, NAME),
        "timezone": _plain(alert.timezone, NAME),
    }


def _digest(digest: Digest) -> payload.Stories:
    return payload.Stories(
        profile=_plain(digest.profile, NAME),
        profile_name=_plain(digest.profile_name, NAME),
        slot=_plain(digest.slot, NAME),
        stories=tuple(payload.OneStory(**_story(alert)) for alert in digest.alerts),
        articles_read=digest.articles_read,
        sources_asked=digest.sources_asked,
        sources_failed=digest.sources_failed,
        sources_failing=digest.sources_failing,
        late=digest.late,
        muted=digest.muted,
        volume=tuple(payload.Day(day=one.day, count=one.count, watched=one.watched) for one in digest.volume),
        timezone=_plain(digest.timezone, NAME),
    )


def _surge(surge: Surge) -> payload.Volume:
    return payload.Volume(
        profile=_plain(surge.profile, NAME),
        profile_name=_plain(surge.profile_name, NAME),
        subject=_plain(surge.subject, NAME),
        name=_plain(surge.name, NAME),
        ratio=surge.ratio,
        count=surge.count,
        usual=surge.usual,
        since=surge.since,
        because=tuple(_telling(story.lead) for story in surge.because),
        timezone=_plain(surge.timezone, NAME),
    )


def _silence(silence: Silence) -> payload.Quiet:
    return payload.Quiet(
        profile=_plain(silence.profile, NAME),
        profile_name=_plain(silence.profile_name, NAME),
        since=silence.since,
        usual_s=silence.usual.total_seconds() if silence.usual else None,
        cause=silence.cause,
        figures=dict(silence.figures),
        timezone=_plain(silence.timezone, NAME),
    )


# ---------------------------------------------------------------- parts of a story


def _telling(member: Member) -> payload.Telling:
    return payload.Telling(
        url=web_address(member.url),
        title=_plain(member.title, TITLE),
        outlet=_plain(member.outlet, NAME) or _plain(member.source_id, NAME),
        language=_language(member.language),
        published=member.published,
        copy=bool(member.copy_of),
    )


def _found(evidence: Evidence) -> payload.Found:
    return payload.Found(
        term=_plain(evidence.term, NAME),
        name=_plain(evidence.name, NAME),
        points=evidence.points,
        count=evidence.count,
        surfaces=_plains(evidence.surfaces, NAME),
    )


def _about(gist: Gist | None) -> payload.About | None:
    if gist is None:
        return None
    actors, topics = (_plains((label.text for label in labels), NAME) for labels in (gist.actors, gist.topics))
    return payload.About(language=_language(gist.language), actors=actors, topics=topics)


def _since(change: Change) -> payload.Since:
    return payload.Since(
        outlets=change.outlets,
        languages=tuple(map(_language, change.languages)),
        actors=_plains(change.actors, NAME),
        figures=_plains(change.figures, NAME),
        tolls=_plains(change.tolls, NAME),
        denied=change.denied,
    )


def _languages(story: Story) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_language, story.languages)))


def _language(code: str) -> str:
    return _plain(code, NAME) or "und"


def _plains(texts: Iterable[str], limit: int) -> tuple[str, ...]:
    return tuple(text for text in (_plain(one, limit) for one in texts) if text)


def _plain(text: str, limit: int) -> str:
    return cap(clean(text), limit)
