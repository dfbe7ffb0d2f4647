"""A dry run reads and judges as the daemon does, and a profile's seeds are its own test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from doubles.shipped import NOW, SEEDS, article, seed

from monitor.replay import Grouping, SeedAnalyses, check_seeds, judge
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot

SEED = "000_0387e5f3a65400b3.txt"
PROFILE = f"""\
name: Armenia and Azerbaijan
seeds: [{SEED}]
watch:
  - actor: person/ilham-aliyev
  - actor: country/AM
  - phrase: {{vi: nâng cấp quan hệ}}
require: [[country/AM], [person/ilham-aliyev]]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home with one profile and its seed."""
    (tmp_path / "config" / "profiles").mkdir(parents=True)
    (tmp_path / "config" / "profiles" / "affair.yaml").write_text(PROFILE, encoding="utf-8")
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path


def snapshot(folder: Path) -> Snapshot:
    return load_snapshot(Home(path=folder), {})


def rewrite(folder: Path, old: str, new: str) -> None:
    (folder / "config" / "profiles" / "affair.yaml").write_text(PROFILE.replace(old, new), encoding="utf-8")


def test_a_seed_that_its_profile_matches_holds(folder: Path) -> None:
    (checked,) = check_seeds(snapshot(folder), NOW)
    assert (checked.profile, checked.seed, checked.holds) == ("affair", SEED, True)
    assert checked.match is not None
    assert "phrase/nâng cấp quan hệ" in {evidence.term for evidence in checked.match.evidence}


def test_a_seed_that_an_edit_would_lose_does_not_hold_and_says_why(folder: Path) -> None:
    rewrite(folder, "[country/AM]", "[country/JP]")
    (checked,) = check_seeds(snapshot(folder), NOW)
    assert not checked.holds
    assert checked.match is not None
    assert any("country/JP" in one.what for one in checked.match.missing)


def test_a_seed_that_names_nothing_watched_does_not_hold(folder: Path) -> None:
    (folder / "seeds" / SEED).write_text("Olives\nThe harvest of olives was good this year.", encoding="utf-8")
    (checked,) = check_seeds(snapshot(folder), NOW)
    assert (checked.holds, checked.match) == (False, None)


def test_the_seeds_of_a_disabled_profile_are_not_checked(folder: Path) -> None:
    rewrite(folder, "name:", "enabled: false\nname:")
    assert list(check_seeds(snapshot(folder), NOW)) == []


def test_a_seed_that_cannot_be_read_does_not_hold_and_is_named(folder: Path) -> None:
    loaded = snapshot(folder)
    (folder / "seeds" / SEED).unlink()
    (checked,) = check_seeds(loaded, NOW)
    assert checked.lost
    assert SEED in checked.why[0]


def test_a_profile_may_let_its_seeds_go(folder: Path) -> None:
    rewrite(folder, "[country/AM]", "[country/JP]")
    (binding,) = check_seeds(snapshot(folder), NOW)
    profile = folder / "config" / "profiles" / "affair.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + "seeds_must_match: false\n", encoding="utf-8")
    (free,) = check_seeds(snapshot(folder), NOW)
    assert (binding.holds, binding.lost) == (False, True)
    assert (free.holds, free.lost, free.why) == (False, False, binding.why)


def test_a_seed_is_analysed_again_only_when_its_bytes_or_the_lexicon_change(folder: Path) -> None:
    analyses, first = SeedAnalyses(), snapshot(folder)
    path = folder / "seeds" / SEED
    made = analyses.of(path, first.lexicon, NOW)

    rewrite(folder, "name:", "threshold: 0.6\nname:")
    same_words = load_snapshot(Home(path=folder), {}, running=first)
    rewrite(folder, "nâng cấp", "nâng")
    other_words = load_snapshot(Home(path=folder), {}, running=first)

    assert same_words.lexicon is first.lexicon
    assert analyses.of(path, same_words.lexicon, NOW) is made
    assert other_words.lexicon is not first.lexicon
    assert analyses.of(path, other_words.lexicon, NOW) is not made
    path.write_text(f"Baku: {path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert analyses.of(path, other_words.lexicon, NOW).title_end == made.title_end + len("Baku: ")


def test_judging_reads_the_article_and_bears_the_names_for_people(folder: Path) -> None:
    judged = judge(seed("000").article, snapshot(folder))
    assert judged.analysis.article_id == judged.article.id
    assert {evidence.name for evidence in judged.matches[0].evidence} >= {"Ilham Aliyev", "Armenia"}


def test_articles_are_grouped_in_the_order_in_which_they_are_given(folder: Path) -> None:
    grouping, loaded = Grouping(), snapshot(folder)
    olives = article("The harvest of olives was good this year in all of Tuscany.", "Olives")
    stories = []
    for one in (seed("000").article, olives, seed("000").article):
        stories.append(grouping.add(one, judge(one, loaded).analysis, NOW))
    assert stories[0].id == stories[2].id != stories[1].id
    assert len(stories[2].members) == 1
