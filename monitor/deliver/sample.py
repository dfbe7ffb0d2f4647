"""News about nothing, with everything that each kind can hold; `monitor channels test` sends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from monitor.model import (
    Alert,
    DayCount,
    Digest,
    Evidence,
    Extent,
    Match,
    Member,
    News,
    Silence,
    Story,
    Surge,
    Update,
)
from monitor.translation import ENGLISH, Voice


def sample_alert(now: datetime, voice: Voice = ENGLISH) -> Alert:
    """A sample alert in the reader's language, told by two outlets, one of them right to left."""
    members = (
        Member(
            article_id="0" * 15 + "1",
            source_id="sample-1",
            outlet="News Monitor",
            title=voice.say("This is a sample: if you can read it, alerts will reach you here"),
            url="https://example.org/sample",
            language=voice.language,
            published=now - timedelta(minutes=5),
            weight=2.0,
        ),
        Member(
            article_id="0" * 15 + "2",
            source_id="sample-2",
            outlet="پایشگر خبر",
            title="این یک نمونه است",
            url="https://example.org/sample-fa",
            language="fa",
            published=now - timedelta(minutes=3),
        ),
    )
    return Alert(
        answerable=False,
        profile="sample",
        profile_name=voice.say("A sample of an alert"),
        story=Story(
            # a new one each time, so that no receiver takes it for a repetition
            id=f"sample-{now.timestamp():.0f}",
            members=members,
            first_seen=members[0].published,
            last_seen=members[1].published,
            revision=1,
        ),
        match=Match(
            profile="sample",
            version="",
            score=0.87,
            decision="match",
            evidence=(
                Evidence(
                    term="topic/press-freedom",
                    name=voice.say("press freedom"),
                    points=2.0,
                    count=1,
                    in_title=True,
                    surfaces=(voice.say("the words that were found"),),
                ),
                Evidence(
                    term="org/united-nations",
                    name=voice.say("United Nations"),
                    points=1.0,
                    count=1,
                    in_title=False,
                    surfaces=(),
                ),
            ),
            missing=(),
        ),
        reason="instant",
        quote=voice.say("Here stands the sentence that says most of why you are told."),
    )


def sample_surge(now: datetime, voice: Voice = ENGLISH) -> Surge:
    """Unusual volume that is none."""
    return Surge(
        profile="sample",
        profile_name=voice.say("A sample of unusual volume"),
        name=voice.say("A sample of unusual volume"),
        ratio=3.8,
        count=27,
        usual=7.1,
        since=now - timedelta(hours=3),
        because=(sample_alert(now, voice).story,),
    )


def sample_silence(now: datetime, voice: Voice = ENGLISH) -> Silence:
    """Unusual silence that is none, with the cause that has most to say."""
    return Silence(
        profile="sample",
        profile_name=voice.say("A sample of unusual silence"),
        since=now - timedelta(days=4),
        usual=timedelta(hours=16),
        cause="narrow",
        figures=(
            ("days", 3.0),
            ("sources", 40.0),
            ("failing", 2.0),
            ("articles", 2110.0),
            ("usual_articles", 2040.0),
            ("unread", 61.0),
            ("named", 38.0),
            ("usual_named", 41.0),
            ("review", 5.0),
            ("best", 0.44),
        ),
        kept_out=(("required, not there: one of country/AM, country/US", 31),),
        failing_since=now - timedelta(days=2),
    )


def sample_update(now: datetime, voice: Voice = ENGLISH) -> Alert:
    """A further telling of the sample alert: an outlet more, which denies it."""
    first = sample_alert(now, voice)
    story = first.story
    before = Extent(
        outlets=(story.lead.outlet,),
        languages=(story.lead.language,),
        actors=(),
        figures=(),
        members=1,
        last_seen=story.lead.published,
    )
    return replace(
        first,
        story=replace(story, revision=story.revision + 1),
        profile_name=voice.say("A sample of an update"),
        reason="contradicts",
        number=2,
        told=before,
        update=Update(outlets=1, languages=1, cause=story.members[-1]),
    )


def sample_digest(now: datetime, voice: Voice = ENGLISH) -> Digest:
    """Two stories, one of them led right to left, with summaries, and two weeks of volume: the chart is drawn."""
    name = voice.say("A sample of a digest")
    summary = (voice.say("Here stand two or three sentences of the article, about whom you watch."),)
    first = replace(sample_alert(now, voice), profile_name=name, reason="digest", summary=summary)
    other = replace(first.story.members[1], weight=3.0)
    second = replace(
        first,
        story=replace(first.story, id=f"{first.story.id}-fa", members=(other,)),
        match=replace(first.match, score=0.61),
        summary=("این جمله‌ای از مقاله است.",),
    )
    days = tuple(DayCount(day=(now - timedelta(days=13 - ago)).date(), count=2 + ago * 5 % 9) for ago in range(14))
    return Digest(
        profile="sample",
        profile_name=name,
        slot=f"{now:%Y-%m-%d %H:%M}",
        alerts=(first, second),
        articles_read=1284,
        sources_asked=131,
        sources_failed=5,
        sources_failing=3,
        due=now,
        volume=days,
    )


#: how the sample of each kind is made, in the order in which they are sent
SAMPLES: Final[Mapping[str, Callable[[datetime, Voice], News]]] = {
    "alert": sample_alert,
    "update": sample_update,
    "digest": sample_digest,
    "surge": sample_surge,
    "silence": sample_silence,
}
