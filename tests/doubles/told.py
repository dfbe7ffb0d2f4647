"""An alert and a digest as the pipeline would hand them to a channel: one affair in six languages and four scripts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.model import Alert, DayCount, Digest, Evidence, Gist, Label, Match, Member, Missing, Story

MORNING = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)

#: outlet, language, headline; the first is the most trusted
TOLD_BY = (
    ("Tuổi Trẻ", "vi", "Tổng thống Azerbaijan: hiệp ước hòa bình với Armenia sẽ được ký"),
    ("خبرگزاری خزر", "fa", "رئیس‌جمهور آذربایجان: پیمان صلح با ارمنستان امضا می‌شود"),
    ("صحيفة الجسر", "ar", "رئيس أذربيجان: سنوقع معاهدة السلام مع أرمينيا"),
    ("Լրատու", "hy", "Ադրբեջանի նախագահ. խաղաղության պայմանագիրը կստորագրվի"),
    ("Xəbər", "az", "Azərbaycan Prezidenti: Ermənistanla sülh müqaviləsi imzalanacaq"),
    ("The Ledger", "en", "Peace treaty with Armenia will be signed, Azerbaijan's president says"),
)


#: articles on each of seven days, the last one today
WEEK = tuple(
    DayCount(day=MORNING.date() - timedelta(days=6 - place), count=count, watched=place != 2)
    for place, count in enumerate((3, 12, 0, 7, 14, 9, 5))
)


def member(number: int, **changes: Any) -> Member:
    """The story as told by one of `TOLD_BY`."""
    outlet, language, title = TOLD_BY[number % len(TOLD_BY)]
    made = Member(
        article_id=f"{number:016x}",
        source_id=f"source-{number}",
        outlet=outlet,
        title=title,
        url=f"https://news-{number}.example/2026/11/21/peace?id={number}&page=1",
        language=language,
        published=MORNING + timedelta(minutes=7 * number),
        weight=1.5 if number == 0 else 1.0,
    )
    return replace(made, **changes)


def evidence(name: str, points: float, *surfaces: str, count: int = 1) -> Evidence:
    """A term that was found."""
    term = f"person/{name.lower().replace(' ', '-')}"
    return Evidence(term=term, name=name, points=points, count=count, in_title=True, surfaces=surfaces)


def gist(language: str, *, actors: tuple[str, ...], topics: tuple[str, ...] = (), english: bool = False) -> Gist:
    """A gist of these words; `english`: they are, whatever the gist's language."""
    said = "en" if english else language
    return Gist(
        language=language,
        actors=tuple(Label(text=text, language=said) for text in actors),
        topics=tuple(Label(text=text, language=said) for text in topics),
    )


def alert(*members: Member, score: float = 0.87, **changes: Any) -> Alert:
    """An alert about the members, by default all six."""
    told = members or tuple(member(number) for number in range(len(TOLD_BY)))
    story = Story(
        id=f"story-{told[0].article_id}",
        members=told,
        first_seen=MORNING,
        last_seen=MORNING + timedelta(hours=1),
        revision=1,
    )
    found = (
        evidence("Ilham Aliyev", 3.0, "Ilham Aliyev", "Aliyev", "علی‌اف", count=6),
        evidence("Armenia", 1.5, "Armenia", "ارمنستان", count=4),
        evidence("peace treaty", 1.2, "hiệp ước hòa bình", "پیمان صلح", count=2),
    )
    match = Match(
        profile="caucasus",
        version="1",
        score=score,
        decision="match",
        evidence=found,
        missing=(Missing(kind="absent", what="country/US"),),
    )
    made = Alert(
        profile="caucasus",
        profile_name="Armenia, Azerbaijan and the United States",
        story=story,
        match=match,
        reason="instant",
        quote="Ông Aliyev nói hiệp ước hòa bình với Armenia sẽ được ký trong những tháng tới.",
        timezone="Asia/Ho_Chi_Minh",
    )
    return replace(made, **changes)


def digest(*alerts: Alert, **changes: Any) -> Digest:
    """A digest of the alerts, by default one story led by each language."""
    stories = alerts or tuple(
        alert(member(number, weight=2.0), *(member(other) for other in range(number)), score=0.9 - number / 20)
        for number in range(len(TOLD_BY))
    )
    made = Digest(
        profile="caucasus",
        profile_name="Armenia, Azerbaijan and the United States",
        slot="2026-11-21 07:30",
        alerts=stories,
        articles_read=1284,
        sources_asked=131,
        sources_failed=5,
        sources_failing=3,
        timezone="Asia/Ho_Chi_Minh",
    )
    return replace(made, **changes)
