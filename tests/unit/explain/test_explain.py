"""Every profile's word on an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from doubles.outcomes import NOW, story, tell, telling

from monitor.cli.evidence import told_words
from monitor.collect.article import from_text
from monitor.explain import Explanation, Finding, explain_new, explain_stored
from monitor.ports import StoredArticle
from monitor.replay import judge
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot

ARTICLE = from_text(
    title="Georgia votes after a stormy campaign",
    text="Georgia held elections on Sunday. Voters in Tbilisi queued for hours. Georgia expects results at night.",
    now=NOW,
)
PROFILES = {
    "georgia": "name: Georgia\nwatch:\n  - actor: country/GE\n  - topic: elections\n",
    "tbilisi": "name: Tbilisi\nwatch:\n  - actor: place/tbilisi\nrequire: [[country/JP]]\n",
    "japan": "name: Japan\nwatch:\n  - actor: country/JP\n",
    "asleep": "name: Asleep\nwatch:\n  - actor: country/GE\nenabled: false\n",
}


@pytest.fixture
def load(home: Path) -> Callable[..., Snapshot]:
    def write(**changed: str) -> Snapshot:
        folder = home / "config" / "profiles"
        for name, text in {**PROFILES, **changed}.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load_snapshot(Home(home), {})

    (home / "config" / "profiles" / "lighthouses.yaml").unlink()
    return write


def stored(snapshot: Snapshot) -> StoredArticle:
    judged = judge(ARTICLE, snapshot)
    return StoredArticle(
        article=ARTICLE,
        analysis=judged.analysis,
        matches=judged.matches,
        story=story(1),
        verdicts=(tell(profile="georgia", reason="instant"),),
    )


def words(found: Explanation) -> list[tuple[str, str, bool]]:
    return [(one.profile, one.basis, one.match is not None) for one in found.findings]


def test_what_was_stored_stands_as_it_was_stored_and_the_others_are_asked_now(load: Callable[..., Snapshot]) -> None:
    snapshot = load()
    found = explain_stored(stored(snapshot), snapshot, anew=False, everyone=False)
    assert words(found) == [("georgia", "stored", True), ("tbilisi", "now", True)]
    georgia, tbilisi = found.findings
    assert (georgia.verdict, georgia.why_not) == (tell(profile="georgia", reason="instant"), ())
    assert (tbilisi.verdict, tbilisi.why_not) == (None, ("required, not there: one of country/JP",))


def test_everyone_means_also_who_watches_nothing_in_it_and_who_is_paused(load: Callable[..., Snapshot]) -> None:
    snapshot = load()
    found = explain_stored(stored(snapshot), snapshot, anew=False, everyone=True)
    silent = {one.profile: one.why_not for one in found.findings if one.match is None}
    assert silent == {
        "japan": ("it names nothing that the profile watches",),
        "asleep": ("the profile is paused",),
    }


def test_thresholds_of_an_earlier_version_are_not_guessed(load: Callable[..., Snapshot]) -> None:
    before = stored(load())
    snapshot = load(georgia=f"{PROFILES['georgia']}threshold: 1\n")
    georgia = explain_stored(before, snapshot, anew=False, everyone=False).findings[0]
    assert (georgia.basis, georgia.why_not, georgia.match) == ("stored", (), before.matches[0])


def test_anew_names_what_today_differs_in(load: Callable[..., Snapshot]) -> None:
    before = stored(load())
    snapshot = load(georgia=f"{PROFILES['georgia']}require: [[country/JP]]\n")
    found = explain_stored(before, snapshot, anew=True, everyone=False)
    georgia = next(one for one in found.findings if one.profile == "georgia")
    assert (georgia.basis, georgia.before) == ("now", before.matches[0])
    assert georgia.changes == ("now required, not there: one of country/JP",)
    assert georgia.match is not None
    assert georgia.match.score < before.matches[0].score


def test_anew_keeps_what_a_removed_or_paused_profile_said(load: Callable[..., Snapshot], home: Path) -> None:
    before = stored(load())
    paused = explain_stored(before, load(georgia=f"{PROFILES['georgia']}enabled: false\n"), anew=True, everyone=False)
    (home / "config" / "profiles" / "georgia.yaml").unlink()
    removed = explain_stored(before, load_snapshot(Home(home), {}), anew=True, everyone=False)
    for found, reason in ((paused, "the profile is paused"), (removed, "the profile's file is gone")):
        georgia = next(one for one in found.findings if one.profile == "georgia")
        assert (georgia.match, georgia.before, georgia.why_not) == (None, before.matches[0], (reason,))


def test_an_article_from_elsewhere_says_what_would_be_decided_were_it_news(load: Callable[..., Snapshot]) -> None:
    snapshot = load(georgia=f"{PROFILES['georgia']}sources: [harbour-post]\nalert: {{instant: 0.5}}\n")
    old = replace(ARTICLE, published=NOW.replace(year=2020))
    found = explain_new(old, snapshot, NOW, everyone=False)
    georgia = next(one for one in found.findings if one.profile == "georgia")
    assert georgia.verdict is not None
    assert (georgia.verdict.reason, found.stored, found.story) == ("instant", False, None)


class TestToldWords:
    """What a person reads of the tellings of an article's story."""

    def words(self, decided: str, **changes: Any) -> str:
        finding = Finding(
            profile="georgia", basis="stored", match=None, verdict=tell(profile="georgia", reason=decided)
        )
        return told_words(telling(profile="georgia", waits=False, **changes), finding, None)

    def test_an_article_that_joined_says_when_its_story_was_told_and_why(self) -> None:
        said = self.words("told", alerts=2, reason="bigger")
        assert said == (
            "joined a story that was told 21 Nov 2026, 06:00 UTC, telling 2: many more outlets tell it than before"
        )

    def test_one_that_waits_in_a_digest_says_for_when(self) -> None:
        finding = Finding(profile="p", basis="stored", match=None, verdict=tell(reason="digest"))
        said = told_words(telling(alerts=0, digests=1, kind="digest", reason="digest"), finding, None)
        assert said.startswith("its story is to be told 21 Nov 2026, 06:00 UTC in a digest: ")
