"""From the article to the message, on a real store and a clock in our hands: held, capped, grouped, and never lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from doubles import shipped
from doubles.analyses import analysis
from doubles.archive import outlet
from doubles.day import CHAT, Day
from doubles.outcomes import article, match

from monitor.decide.calendar import DigestTime
from monitor.decide.compile import compile_profiles
from monitor.decide.delivery import Telegram
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.deciding import Reading
from monitor.model import Entry, Source
from monitor.ports import Pending
from monitor.settings.home import Home
from monitor.settings.runtime import load_runtime
from monitor.settings.snapshot import OwnWords, Snapshot

EVENING = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
OUTLETS = tuple(outlet(f"paper-{number}") for number in range(4))
MORNING_DIGEST = (DigestTime(at=time(7, 30)),)


class Watch:
    """One profile, and stories that have nothing in common."""

    def __init__(self, folder: Path, policy: AlertPolicy) -> None:
        profile = Profile(
            id="p",
            name="P",
            watch=(Term(id="country/AZ", weight=1.0),),
            alert=replace(policy, empty="skip"),
            deliver=(CHAT,),
            version="v",
        )
        snapshot = Snapshot(
            home=Home(folder),
            runtime=load_runtime(Home(folder)),
            sources={one.id: one for one in OUTLETS},
            channels=(Telegram(name=CHAT, token=None, chat_id=1),),
            profiles={"p": profile},
            lexicon=shipped.lexicon(),
            own=OwnWords(actors=(), topics=(), phrases={}),
            matcher=compile_profiles([profile]),
            faults=(),
        )
        self.day = Day(snapshot, folder / "watch.db")
        self.articles = 0

    async def comes(self, story: int, at: datetime, *, score: float = 0.9, by: Source = OUTLETS[0]) -> None:
        """An outlet tells a story."""
        self.articles += 1
        number, address = self.articles, f"https://{by.id}.example/{self.articles}"
        said = analysis(
            {f"person/p{story}": 4, f"org/o{story}": 3, f"place/l{story}": 3, f"topic/t{story}": 3},
            title=(f"person/p{story}", f"place/l{story}"),
        )
        reading = Reading(
            pending=Pending(
                entry=Entry(
                    source_id=by.id, key=address, url=address, title=f"Story {story}", summary="", published=at
                ),
                first_seen_at=at,
                backlog=False,
                attempts=0,
            ),
            source=by,
            article=replace(
                article(number),
                source_id=by.id,
                url=address,
                canonical_url=address,
                title=f"Story {story}",
                published=at,
            ),
            analysis=replace(said, article_id=f"{number:016x}"),
            matches=(match(score, profile="p", evidence=()),),
        )
        await self.day.decide(reading)

    @property
    def chat(self) -> list[str]:
        """What stands there."""
        return [message.text for message in self.day.reader.received]

    @property
    def stories(self) -> Counter[str]:
        """Each story, and how often it was told, by itself or in a digest."""
        lines = (line for text in self.chat for line in text.removeprefix("P: ").splitlines())
        return Counter(line.partition(" (")[0] for line in lines)


async def test_quiet_hours_hold_and_nothing_is_lost_or_doubled_at_their_end(tmp_path: Path) -> None:
    watch = Watch(tmp_path, AlertPolicy(quiet=(time(22), time(6, 30)), at_most=0))
    for number in range(12):
        await watch.comes(number, EVENING + timedelta(hours=1, minutes=30 * number))
        if number % 4 == 3:
            watch.day.restart()
    await watch.day.look(datetime(2026, 11, 22, 6, 29, tzinfo=UTC))
    assert watch.chat == []
    await watch.day.look(datetime(2026, 11, 22, 6, 30, tzinfo=UTC))
    assert watch.chat == [f"P: Story {number}" for number in range(12)]
    await watch.day.look(datetime(2026, 11, 22, 8, 0, tzinfo=UTC))
    assert len(watch.chat) == 12


async def test_what_is_critical_breaks_through_quiet_and_cap(tmp_path: Path) -> None:
    policy = AlertPolicy(quiet=(time(22), time(6, 30)), at_most=1, critical=0.95, digest=MORNING_DIGEST)
    watch = Watch(tmp_path, policy)
    night = EVENING + timedelta(hours=2)
    for number, score in enumerate((0.9, 0.9, 0.97)):
        await watch.comes(number, night + timedelta(minutes=number), score=score)
    await watch.day.until(night + timedelta(minutes=10))
    assert watch.chat == ["P: Story 2"]
    await watch.day.until(night + timedelta(days=1))
    assert watch.chat == ["P: Story 2", "P: Story 0", "Story 1 (overflow)"]


async def test_a_story_that_waits_for_the_morning_is_hurried_by_a_critical_telling_of_it(tmp_path: Path) -> None:
    watch = Watch(tmp_path, AlertPolicy(quiet=(time(22), time(6, 30)), critical=0.95))
    night = EVENING + timedelta(hours=2)
    await watch.comes(1, night)
    await watch.comes(1, night + timedelta(minutes=20), score=0.97, by=OUTLETS[1])
    await watch.day.until(night + timedelta(days=1))
    assert [(one.reason, len(one.articles)) for one in watch.day.reader.told] == [("critical", 2)]


async def test_of_a_burst_of_two_hundred_stories_each_is_told_once(tmp_path: Path) -> None:
    watch = Watch(tmp_path, AlertPolicy(at_most=20, digest=MORNING_DIGEST))
    for number in range(200):
        await watch.comes(number, EVENING + timedelta(seconds=number))
    await watch.day.until(EVENING + timedelta(days=1))
    told = watch.day.reader.told
    assert Counter(one.reason for one in told) == {"instant": 20, "overflow": 180}
    assert watch.stories == {f"Story {number}": 1 for number in range(200)}


async def test_without_a_digest_what_overflows_comes_within_the_hour(tmp_path: Path) -> None:
    watch = Watch(tmp_path, AlertPolicy(at_most=3, digest=()))
    for number in range(10):
        await watch.comes(number, EVENING + timedelta(minutes=number))
    await watch.day.until(EVENING + timedelta(minutes=70))
    assert watch.stories == {f"Story {number}": 1 for number in range(10)}
    assert len(watch.chat) < 3 + 10


async def test_a_first_message_waits_for_other_outlets_and_names_them_all(tmp_path: Path) -> None:
    watch = Watch(tmp_path, AlertPolicy(group_wait=timedelta(seconds=30)))
    for number, by in enumerate(OUTLETS[:3]):
        await watch.comes(1, EVENING + timedelta(seconds=9 * number), by=by)
    await watch.day.until(EVENING + timedelta(minutes=5))
    await watch.comes(1, EVENING + timedelta(minutes=6), by=OUTLETS[3])
    await watch.day.until(EVENING + timedelta(hours=5))
    assert [(one.reason, len(one.articles)) for one in watch.day.reader.told] == [("instant", 3)]


async def test_a_story_that_waits_for_its_digest_and_then_is_instant_leaves_it(tmp_path: Path) -> None:
    watch = Watch(tmp_path, AlertPolicy(digest=MORNING_DIGEST))
    await watch.comes(1, EVENING, score=0.6)
    await watch.comes(1, EVENING + timedelta(minutes=9), score=0.9, by=OUTLETS[1])
    await watch.day.until(EVENING + timedelta(days=1))
    assert watch.chat == ["P: Story 1"]
