"""What an edit gains and loses, against what was stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from doubles.analyses import analysis
from doubles.archive import archived
from doubles.outcomes import NOW, hold, match, tell

from monitor.decide.compile import compile_profiles
from monitor.decide.match import match as judge
from monitor.diff import ProfileDiff, diff
from monitor.hindsight import Moment
from monitor.model import Analysis
from monitor.ports import Archived
from monitor.rounds import Silent
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot

GEORGIA = """\
name: Georgia votes
watch:
  - actor: country/GE
  - topic: elections
"""
VOTE = analysis({"country/GE": 4, "topic/elections": 4}, title=("country/GE", "topic/elections"))
FLOOD = analysis({"country/GE": 1, "topic/flood": 5}, sentences=30)


class Watch:
    """A home whose profile `georgia` judged, and is then edited."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "config" / "profiles" / "georgia.yaml"
        (folder / "config" / "profiles" / "lighthouses.yaml").unlink()
        self.write(GEORGIA)
        self.before = self.load()

    def load(self) -> Snapshot:
        return load_snapshot(Home(self.folder), {})

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    def stored(self, number: int, found: Analysis, *, hours: float = 0, story: str | None = None) -> Archived:
        """As the pipeline of before the edit left it."""
        matches = judge(found, self.before.matcher, self.before.names)
        told = [tell(profile=one.profile, reason="instant") for one in matches if one.decision == "match"]
        return archived(
            number,
            found,
            at=NOW + timedelta(hours=hours),
            matches=matches,
            verdicts=tuple(told),
            story_id=story or (f"story-{number}" if told else None),
        )

    def compare(self, *articles: Archived, wanted: tuple[str, ...] = ("georgia",)) -> tuple[ProfileDiff, ...]:
        return diff(
            articles,
            Silent(),
            snapshot=self.load(),
            wanted=wanted,
            read=lambda one: one.analysis,
            removed=lambda name: not (self.file.parent / f"{name}.yaml").exists(),
        )


@pytest.fixture
def watch(home: Path) -> Watch:
    return Watch(home)


def test_without_an_edit_nothing_is_gained_or_lost(watch: Watch) -> None:
    (found,) = watch.compare(watch.stored(1, VOTE), watch.stored(2, FLOOD, hours=1))
    assert (found.state, found.gained, found.lost, found.kept) == ("running", (), (), 1)


def test_a_lower_threshold_gains_what_stayed_below(watch: Watch) -> None:
    articles = (watch.stored(1, VOTE), watch.stored(2, FLOOD, hours=1))
    watch.write(f"{GEORGIA}threshold: 0.05\n")
    (found,) = watch.compare(*articles)
    (gained,) = found.gained
    assert (found.state, found.kept, found.lost) == ("edited", 1, ())
    assert gained.member.article_id == articles[1].article.id
    assert (gained.before, gained.after is not None and gained.after.decision) == (None, "match")
    assert gained.why[0] == "nothing was stored of it when it came"
    assert "Georgia" in gained.why[1]


def test_a_new_requirement_loses_what_does_not_meet_it_and_says_so_once(watch: Watch) -> None:
    article = watch.stored(1, VOTE)
    watch.write(f"{GEORGIA}require: [[country/JP]]\n")
    (found,) = watch.compare(article)
    (lost,) = found.lost
    assert lost.why == ("required, not there: one of country/JP",)
    assert lost.before is not None
    assert lost.after is not None
    assert lost.before.version != lost.after.version
    assert lost.after.score < lost.before.score


def test_a_term_that_is_watched_no_longer_is_named_with_its_points(watch: Watch) -> None:
    article = watch.stored(1, VOTE)
    watch.write(f"{GEORGIA.replace('  - topic: elections', '  - topic: football')}threshold: 0.9\n")
    (found,) = watch.compare(article)
    assert any(line.startswith("elections no longer counts: it gave +") for line in found.lost[0].why)


def test_only_a_threshold_that_differs_is_named(watch: Watch) -> None:
    article = watch.stored(1, VOTE)
    watch.write(f"{GEORGIA}threshold: 1\n")
    (found,) = watch.compare(article)
    assert found.lost[0].why[-1] == "the score is the same; the threshold is 1.00 now"


def test_an_article_that_joins_a_story_already_told_is_no_alert_gained(watch: Watch) -> None:
    told = watch.stored(1, VOTE)
    alike = replace(watch.stored(2, VOTE, hours=1), matches=(), verdicts=(), story_id=None)
    (found,) = watch.compare(told, alike)
    assert (found.gained, found.kept) == ((), 1)


def test_a_story_told_before_the_days_that_are_looked_at_is_no_alert_gained(watch: Watch) -> None:
    later = watch.stored(1, VOTE, story="s")
    dropped = tell(profile="georgia", action="drop", reason="told", channels=())
    (found,) = watch.compare(replace(later, verdicts=(dropped,)))
    assert (found.gained, found.lost, found.kept) == ((), (), 1)


def test_a_source_that_is_listened_to_no_longer_is_the_reason(watch: Watch) -> None:
    article = watch.stored(1, VOTE)
    watch.write(f"{GEORGIA}sources: [harbour-post]\n")
    (found,) = watch.compare(article)
    assert found.lost[0].why[0] == "the profile does not listen to this source, or to outlets of its country"


def test_another_language_is_the_reason(watch: Watch) -> None:
    article = watch.stored(1, VOTE)
    watch.write(f"{GEORGIA}languages: [ka]\n")
    (found,) = watch.compare(article)
    assert found.lost[0].why[0].startswith("its language is none of those")


def test_a_paused_and_a_removed_profile_lose_all(watch: Watch) -> None:
    article = watch.stored(1, VOTE)
    watch.write(f"{GEORGIA}enabled: false\n")
    (paused,) = watch.compare(article)
    watch.file.unlink()
    (removed,) = watch.compare(article, wanted=())
    assert (paused.state, paused.lost[0].why) == ("paused", ("the profile is paused",))
    assert (removed.id, removed.state, removed.lost[0].why) == ("georgia", "removed", ("the profile's file is gone",))


def test_a_profile_of_which_nothing_is_stored_is_new_and_gains_all(watch: Watch) -> None:
    watch.file.with_name("ge.yaml").write_text(GEORGIA, encoding="utf-8")
    (new,) = watch.compare(watch.stored(1, VOTE), wanted=("ge",))
    assert (new.state, len(new.gained), new.first_match) == ("new", 1, None)


def test_gains_older_than_the_first_article_that_a_profile_kept_are_counted_apart(watch: Watch) -> None:
    before = archived(1, FLOOD, at=NOW)
    articles = (before, watch.stored(2, VOTE, hours=24 * 9))
    watch.write(f"{GEORGIA}threshold: 0.05\n")
    (found,) = watch.compare(*articles)
    assert (len(found.gained), found.older, found.first_match) == (1, 1, articles[1].stored_at)


def test_what_was_judged_by_several_versions_is_compared_with_the_one_that_judged_it(watch: Watch) -> None:
    """And the profile counts as edited only where the last of them is not today's."""
    first = watch.stored(1, VOTE)
    earlier = replace(first, matches=tuple(replace(one, version="earlier", score=0.6) for one in first.matches))
    second = watch.stored(2, FLOOD, hours=1)
    (edited,) = watch.compare(earlier, second)
    third = watch.stored(3, VOTE, hours=24 * 9)
    (running,) = watch.compare(earlier, third)
    assert (edited.state, running.state) == ("edited", "running")


def test_what_waits_for_a_digest_counts_as_told(watch: Watch) -> None:
    article = watch.stored(1, VOTE)
    held = replace(article, verdicts=(hold(NOW, profile="georgia"),))
    (found,) = watch.compare(held)
    assert (found.gained, found.lost, found.kept) == ((), (), 1)


def test_a_story_gained_has_the_hour_at_which_it_would_have_been_told_first(watch: Watch) -> None:
    """Not that of the article that fits it best."""
    first, best = watch.stored(1, FLOOD, story="s"), watch.stored(2, VOTE, hours=1, story="s")
    articles = (first, replace(best, verdicts=()))
    watch.write(f"{GEORGIA}threshold: 0.05\nalert: {{instant: 0.05}}\n")
    (found,) = watch.compare(*articles)
    (gained,) = found.gained
    assert gained.member.article_id == best.article.id
    assert (gained.told_then, gained.told_now) == (None, Moment(at=first.stored_at, how="at once"))


def test_a_story_lost_has_the_hour_at_which_it_was_told(watch: Watch) -> None:
    slot = NOW + timedelta(hours=7)
    article = replace(watch.stored(1, VOTE), verdicts=(hold(slot, profile="georgia"),))
    watch.write(f"{GEORGIA}require: [[country/JP]]\n")
    (found,) = watch.compare(article)
    assert (found.lost[0].told_then, found.lost[0].told_now) == (Moment(at=slot, how="in a digest"), None)


def test_a_story_that_would_only_wait_for_the_digest_now_has_moved(watch: Watch) -> None:
    article = watch.stored(1, VOTE)
    watch.write(f"{GEORGIA}alert: {{instant: 1, digest: '07:30'}}\n")
    (found,) = watch.compare(article)
    (moved,) = found.moved
    assert (found.gained, found.lost, found.kept) == ((), (), 1)
    assert moved.told_then == Moment(at=article.stored_at, how="at once")
    assert moved.told_now is not None
    assert (moved.told_now.how, f"{moved.told_now.at:%H:%M}") == ("in a digest", "07:30")


def test_of_a_story_told_before_the_days_that_are_looked_at_no_hour_is_known(watch: Watch) -> None:
    dropped = tell(profile="georgia", action="drop", reason="told", channels=())
    article = replace(watch.stored(1, VOTE, story="s"), verdicts=(dropped,))
    (kept,) = watch.compare(article)
    watch.write(f"{GEORGIA}require: [[country/JP]]\n")
    (found,) = watch.compare(article)
    assert (kept.moved, found.lost[0].told_then) == ((), None)


def test_others_that_judged_are_left_out_unless_they_are_gone(watch: Watch) -> None:
    article = watch.stored(1, VOTE)
    other = replace(article, matches=(*article.matches, match(profile="elsewhere")))
    assert [one.id for one in watch.compare(other)] == ["georgia", "elsewhere"]
    watch.file.with_name("elsewhere.yaml").write_text("name: broken", encoding="utf-8")
    assert [one.id for one in watch.compare(other)] == ["georgia"]


def test_the_double_judges_as_the_profile_does(watch: Watch) -> None:
    """What the other tests stand on."""
    (found,) = judge(VOTE, compile_profiles(watch.before.profiles.values()), watch.before.names)
    assert found.decision == "match"
    assert judge(FLOOD, watch.before.matcher, watch.before.names) == ()
