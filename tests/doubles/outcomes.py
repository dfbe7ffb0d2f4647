"""What the pipeline would commit: an article on the seeds' subject, with its analysis, match, story and verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.model import (
    Analysis,
    Article,
    Entry,
    Evidence,
    Extent,
    Feedback,
    HeldFor,
    Match,
    Member,
    Mention,
    Missing,
    Outcome,
    Source,
    Story,
    Told,
    TopicHit,
    Validators,
    Verdict,
)
from monitor.ports import PollOutcome, SourceState

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
PROFILE = "caucasus"
CHANNEL = "telegram/me"


def source(number: int = 1, **changes: Any) -> Source:
    """A feed of an outlet that does not exist."""
    made = Source(id=f"source-{number}", url=f"https://news-{number}.example/feed.xml", name=f"News {number}")
    return replace(made, **changes)


def entry(number: int = 1, **changes: Any) -> Entry:
    """What source 1 says of the article of that number."""
    made = Entry(
        source_id="source-1",
        key=f"https://news-1.example/{number}",
        url=f"https://news-1.example/{number}?utm_source=feed",
        title=f"Baku and Yerevan, day {number}",
        summary="The two presidents met.",
        published=NOW - timedelta(hours=1) + timedelta(minutes=number),
    )
    return replace(made, **changes)


def polled(*entries: Entry, **changes: Any) -> PollOutcome:
    """A good poll of source 1."""
    state = SourceState(
        source_id="source-1",
        next_check_at=NOW + timedelta(hours=1),
        validators=Validators(etag='W/"a,b"', last_modified="Sat, 21 Nov 2026 05:00:00 GMT", digest="ab" * 32),
        last_success_at=NOW,
        last_entry_at=NOW,
        interval_s=1800,
    )
    return PollOutcome(state=replace(state, **changes), new=entries)


def article(number: int = 1, **changes: Any) -> Article:
    """An article of its own address and words."""
    made = Article(
        id=f"{number:016x}",
        url=f"https://news-1.example/{number}?utm_source=feed",
        canonical_url=f"https://news-1.example/{number}",
        source_id="source-1",
        title=f"Baku and Yerevan, day {number}",
        text="علی‌اف with Pashinyan.\nAliyev and Əliyev: 阿利耶夫. " * 20,
        author="A. Reporter",
        published=NOW - timedelta(minutes=30),
        fetched_at=NOW,
        fingerprint=f"fingerprint-{number}",
        method="trafilatura",
        language_hint="en",
    )
    return replace(made, **changes)


def analysis(number: int = 1) -> Analysis:
    """An analysis with something in each field."""
    return Analysis(
        article_id=f"{number:016x}",
        language="en",
        mentions=(
            Mention(actor="person/ilham-aliyev", surface="علی‌اف", start=22, end=28, rule="surname", strength=0.9),
        ),
        implied=(Mention(actor="country/AZ", surface="Baku", start=0, end=4, rule="capital"),),
        topics=(TopicHit(topic="topic/peace-treaty", surface="treaty", start=30, end=36),),
        phrases=(),
        sentences=((0, 21), (22, 60)),
        title_end=21,
        sketch=((2**63 - 1, 2), (-5, 1)),
        figures=("17", "2026"),
        unlisted=("mirzoyan",),
    )


def match(score: float = 0.8, **changes: Any) -> Match:
    """A match with its evidence."""
    found = Evidence(
        term="person/ilham-aliyev",
        name="Ilham Aliyev",
        points=3.0,
        count=6,
        in_title=True,
        surfaces=("Əliyev", "علی‌اف"),
    )
    made = Match(
        profile=PROFILE,
        version="v1",
        score=score,
        decision="match",
        evidence=(found,),
        missing=(Missing(kind="absent", what="country/US"),),
    )
    return replace(made, **changes)


def story(number: int = 1, *, revision: int = 1, **changes: Any) -> Story:
    """A story whose members are the articles `number` to `number + revision - 1`."""
    members = tuple(
        Member(
            article_id=f"{told:016x}",
            source_id="source-1",
            outlet="News 1",
            title=f"Baku and Yerevan, day {told}",
            url=f"https://news-1.example/{told}",
            language="en",
            published=NOW,
        )
        for told in range(number, number + revision)
    )
    made = Story(
        id=f"story-{number}",
        members=members,
        first_seen=NOW,
        last_seen=NOW + timedelta(minutes=revision),
        revision=revision,
    )
    return replace(made, **changes)


def tell(**changes: Any) -> Verdict:
    """Tell it at once, to one channel."""
    made = Verdict(profile=PROFILE, action="send", reason="first", channels=(CHANNEL,))
    return replace(made, **changes)


def hold(until: datetime, **changes: Any) -> Verdict:
    """Keep it for the profile's digest that is due then; `digest=False`: for a message of its own."""
    made = Verdict(profile=PROFILE, action="hold", reason="digest", until=until, digest=True, channels=(CHANNEL,))
    held = replace(made, **changes)
    waits = HeldFor(reader=f"profile/{held.profile}", due=until, channels=held.channels)
    return replace(held, digests=(waits,)) if held.digest and not held.digests else held


def as_stored(verdict: Verdict) -> Verdict:
    """The verdict without what it leads to, which is stored elsewhere."""
    return replace(verdict, digests=(), told=None)


def telling(number: int = 1, **changes: Any) -> Told:
    """What the profile was told of the story of that number: its first alert."""
    made = Told(
        profile=PROFILE,
        story_id=f"story-{number}",
        alerts=1,
        due=NOW,
        kind="alert",
        reason="instant",
        extent=Extent(
            outlets=("News 1",), languages=("en",), actors=("country/AZ",), figures=("17",), members=1, last_seen=NOW
        ),
    )
    return replace(made, **changes)


def outcome(number: int = 1, *verdicts: Verdict, **changes: Any) -> Outcome:
    """All that the article of that number leads to; told at once where no verdict is given."""
    made = Outcome(
        article=article(number),
        analysis=analysis(number),
        matches=(match(),),
        story=story(number),
        verdicts=verdicts or (tell(),),
        entry=entry(number),
    )
    return replace(made, **changes)


def feedback(number: int = 1, **changes: Any) -> Feedback:
    """A word on the story of that number."""
    told = match()
    made = Feedback(
        profile=PROFILE,
        story_id=f"story-{number}",
        article_id=f"{number:016x}",
        title=f"Baku and Yerevan, day {number}",
        opinion="up",
        who="ana",
        way="command",
        at=NOW,
        version=told.version,
        score=told.score,
        evidence=told.evidence,
    )
    return replace(made, **changes)
