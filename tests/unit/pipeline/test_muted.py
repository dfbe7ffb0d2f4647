"""What a mute does to a watch: nothing is told while it stands, nothing bursts when it ends, all of it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from doubles import shipped
from doubles.mutes import mute
from doubles.outcomes import article, outcome, source, story, tell
from doubles.snapshots import snapshot

from monitor.collect.robots import Robots
from monitor.compose import Composer
from monitor.control import Reader
from monitor.decide.calendar import DigestTime
from monitor.decide.match import match
from monitor.decide.profile import AlertPolicy, Profile, Term
from monitor.deciding import Reading
from monitor.deliver.blocks import plain_line
from monitor.deliver.telling.document import document
from monitor.model import Alert, Digest, Entry, Mute, MutesInForce, Outcome
from monitor.muting.acts import begin, end
from monitor.muting.subjects import Subject
from monitor.pipeline import Pipeline
from monitor.ports import Pending
from monitor.store.sql import SqlStore, open_store
from monitor.testing import CountingMeter, FixedClock, ScriptedFetcher

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
TITLE = "Baku and Yerevan agree on a peace treaty"
AGREED = "Azerbaijan and Armenia agreed on the text of a peace treaty, the ministries in Baku and Yerevan said. "
TEXT = AGREED * 8 + "Norway welcomed it in a line."
ANA = Reader(name="ana", way="command")
TERMS = (Term(id="country/AZ", weight=2.5), Term(id="country/AM", weight=2.5), Term(id="topic/peace-treaty", weight=2))
AT_ONCE = Profile(id="peace", name="Peace", watch=TERMS, alert=AlertPolicy(instant=0.6, digest=()))
LATER = Profile(
    id="calm", name="Calm", watch=TERMS, alert=AlertPolicy(instant=1.0, digest=(DigestTime(at=time(7, 30)),))
)


class Watch:
    """A pipeline and its store, on a clock that is moved by hand."""

    def __init__(self, folder: Path) -> None:
        self.store: SqlStore = open_store(folder / "watch.db")
        self.clock = FixedClock(NOW)
        self.sources = {one.id: one for one in (source(1, weight=2.0), source(2))}
        self.snapshot = snapshot(folder, profiles=[AT_ONCE, LATER], sources=self.sources.values())
        self.store.sync_sources(list(self.sources.values()), NOW)

    async def read(self, number: int, outlet: int = 1, title: str = TITLE) -> Outcome:
        """An outlet tells of it, in an article of its own."""
        now = self.clock.now()
        made = replace(
            article(number, title=title, text=TEXT), source_id=f"source-{outlet}", published=now, fetched_at=now
        )
        entry = Entry(source_id=made.source_id, key=made.id, url=made.url, title=title, summary="", published=now)
        analysis = replace(shipped.read(TEXT, title), article_id=made.id)
        reading = Reading(
            pending=Pending(entry=entry, first_seen_at=now, backlog=False, attempts=0),
            source=self.sources[made.source_id],
            article=made,
            analysis=analysis,
            matches=match(analysis, self.snapshot.matcher, self.snapshot.names),
        )
        return await self.pipeline.decide(reading, self.snapshot)

    @property
    def pipeline(self) -> Pipeline:
        fetcher = ScriptedFetcher({})
        robots = Robots(fetcher, "test", clock=self.clock, store=self.store)
        return Pipeline(
            store=self.store,
            fetcher=fetcher,
            extractor=None,  # type: ignore[arg-type]  # nothing is fetched
            robots=robots,
            clock=self.clock,
            meter=CountingMeter(),
        )

    def mute(self, kind: str, subject: str, *, profile: str = "", until: datetime | None = None) -> Mute:
        """From now on."""
        meant = Subject(kind=kind, id=subject, name="")  # type: ignore[arg-type]
        minor, now = self.snapshot.lexicon.minor, self.clock.now()
        return begin(self.store, meant, until, ANA, now, minor=minor, profile=profile)

    def to_send(self) -> list[tuple[str, str]]:
        """What is queued: profile and story."""
        return [(one.profile, one.subject) for one in self.store.lease(NOW + timedelta(days=300), 1.0)]

    def held(self, mute: Mute) -> list[tuple[str, str]]:
        """What the mute held back: profile and article."""
        return [(one.profile, one.article_id) for one in self.store.held_back(mute.id)]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    made = Watch(tmp_path)
    yield made
    made.store.close()


def actions(read: Outcome) -> dict[str, tuple[str, str]]:
    return {one.profile: (one.action, one.reason) for one in read.verdicts}


async def test_a_muted_profile_is_told_nothing_and_another_is(watch: Watch) -> None:
    made = watch.mute("profile", "peace")
    read = await watch.read(1)
    assert actions(read) == {"peace": ("drop", "muted"), "calm": ("hold", "digest")}
    assert watch.held(made) == [("peace", article(1).id)]
    assert watch.to_send() == []


async def test_when_a_mute_ends_nothing_bursts_and_the_next_news_is_a_first_telling(watch: Watch) -> None:
    made = watch.mute("profile", "peace", until=NOW + timedelta(hours=2))
    first = await watch.read(1)
    assert first.story is not None
    watch.clock.advance(timedelta(hours=2))
    assert watch.to_send() == []
    read = await watch.read(2, outlet=2)
    assert actions(read)["peace"] == ("send", "instant")
    assert watch.to_send() == [("peace", first.story.id)]
    assert watch.held(made) == [("peace", article(1).id)]


async def test_a_muted_actor_holds_back_what_is_about_it_and_not_what_names_it_in_passing(watch: Watch) -> None:
    passing, main = watch.mute("actor", "country/NO"), watch.mute("actor", "country/AM", profile="calm")
    assert actions(await watch.read(1)) == {"peace": ("send", "instant"), "calm": ("drop", "muted")}
    assert (watch.held(passing), watch.held(main)) == ([], [("calm", article(1).id)])


async def test_a_muted_outlet_starts_nothing_and_is_told_where_another_tells_it_too_with_the_other_in_front(
    watch: Watch,
) -> None:
    made = watch.mute("outlet", "source-1")
    first = await watch.read(1, outlet=1)
    assert actions(first)["peace"] == ("drop", "muted")
    second = await watch.read(2, outlet=2)
    assert actions(second)["peace"] == ("send", "instant")
    assert watch.held(made) == [("calm", article(1).id), ("peace", article(1).id)]
    (delivery,) = watch.store.lease(NOW + timedelta(hours=1), 1.0)
    told = Composer(watch.store, lambda: watch.snapshot, watch.clock)(delivery)
    assert isinstance(told, Alert)
    assert [member.outlet for member in told.story.members] == ["News 1", "News 2"]
    assert told.story.lead.outlet == "News 2"


async def test_what_waits_is_held_back_too_and_may_be_told_with_its_next_news(watch: Watch) -> None:
    read = await watch.read(1)
    assert read.story is not None
    made = watch.mute("story", read.story.id)
    assert sorted(watch.held(made)) == [("calm", article(1).id), ("peace", article(1).id)]
    assert (watch.to_send(), watch.store.held("profile/calm", NOW + timedelta(days=9))) == ([], ())
    assert watch.store.told(read.story.id) == {}
    stored = watch.store.find_article(article(1).id)
    assert stored is not None
    assert {(one.action, one.reason, one.mute) for one in stored.verdicts} == {("drop", "muted", made.id)}
    end(watch.store, made.id, NOW)
    again = await watch.read(2, outlet=2)
    assert actions(again) == {"peace": ("send", "instant"), "calm": ("hold", "digest")}
    assert watch.to_send() == [("peace", read.story.id)]


async def test_what_waits_for_another_profile_or_of_another_subject_stays(watch: Watch) -> None:
    read = await watch.read(1)
    assert read.story is not None
    assert watch.held(watch.mute("story", read.story.id, profile="calm")) == [("calm", article(1).id)]
    assert watch.held(watch.mute("actor", "country/NO")) == []
    assert watch.held(watch.mute("outlet", "source-2")) == []
    assert watch.to_send() == [("peace", read.story.id)]


async def test_what_waits_is_held_back_once_the_last_outlet_that_tells_it_is_muted(watch: Watch) -> None:
    for outlet in (1, 2):
        await watch.read(outlet, outlet=outlet)
    assert watch.held(watch.mute("outlet", "source-1")) == []
    last = watch.mute("outlet", "source-2")
    assert {profile for profile, _ in watch.held(last)} == {"peace", "calm"}
    assert watch.to_send() == []


async def test_what_was_told_before_a_mute_is_not_told_again_after_it(watch: Watch) -> None:
    read = await watch.read(1)
    assert read.story is not None
    assert watch.to_send() == [("peace", read.story.id)]  # it is in hand
    made = watch.mute("story", read.story.id, profile="peace")
    assert watch.held(made) == []
    end(watch.store, made.id, NOW)
    assert actions(await watch.read(2, outlet=2))["peace"] == ("drop", "told")


async def test_the_same_mutes_at_the_same_instants_give_the_same_verdicts(watch: Watch, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    other = Watch(tmp_path / "again")
    for one in (watch, other):
        one.store.add_mute(mute(kind="actor", subject="country/AM", at=NOW))
    assert [actions(await one.read(1)) for one in (watch, other)] == [
        {"peace": ("drop", "muted"), "calm": ("drop", "muted")}
    ] * 2
    other.store.close()


async def test_a_digest_says_that_mutes_stand_and_how_much_they_held_back(watch: Watch) -> None:
    await watch.read(1)
    watch.mute("profile", "peace")
    outlet = watch.mute("outlet", "source-2", profile="calm")
    held = tell(profile="calm", action="drop", reason="muted", mute=outlet.id, channels=())
    watch.store.commit(outcome(9, held, matches=(), story=story(9), entry=None), NOW)
    due = NOW + timedelta(days=2)
    watch.clock.advance(timedelta(hours=3))
    assert watch.store.open_digest("profile/calm", "2026-11-22 07:30", ["console"], due, watch.clock.now())
    (delivery,) = [one for one in watch.store.lease(due, 1.0) if one.kind == "digest"]
    told = Composer(watch.store, lambda: watch.snapshot, watch.clock)(delivery)
    assert isinstance(told, Digest)
    assert (told.muted, told.mutes) == (1, MutesInForce(count=1, endless=1, stories=1))
    foot = [plain_line(block) for block in document(told).sections[-1] if block.role == "footer"]
    assert foot[-1] == "1 mute stands, without end; it held back 1 story · 1 story not told since the last digest"


async def test_a_digest_without_mutes_says_nothing_of_them(watch: Watch) -> None:
    await watch.read(1)
    watch.store.open_digest("profile/calm", "2026-11-22 07:30", ["console"], NOW + timedelta(days=2), NOW)
    (delivery,) = [one for one in watch.store.lease(NOW, 1.0) if one.kind == "digest"]
    told = Composer(watch.store, lambda: watch.snapshot, watch.clock)(delivery)
    assert isinstance(told, Digest)
    assert "mute" not in "".join(plain_line(block) for part in document(told).sections for block in part)
