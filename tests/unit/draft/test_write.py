"""A drafted file says what was proposed, in words that its owner can read, and loads to just that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import yaml
from doubles.affairs import AFFAIRS, drafted
from doubles.shipped import SEEDS, lexicon, seed, seed_analysis, seed_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.comprehend.analyse import analyse
from monitor.decide.profile import AlertPolicy, Profile
from monitor.draft.lines import WIDTH, round_trip
from monitor.draft.proposal import Proposal, Proposed, Seed
from monitor.draft.propose import propose
from monitor.draft.succession import Successor
from monitor.draft.write import write
from monitor.settings.profiles import load_profile
from monitor.settings.vocabulary import Vocabulary

HOSTILE = """\
Azerbaijan's "president": # &anchor *alias !!python/object [x] {y: z} | > %TAG @ `
- Aliyev: {key: value} # not a comment \x07\x1b[31m President Ilham Aliyev of Azerbaijan: "yes" & 'no' \u2028 \u0085 on.
---
...
%YAML 9.9 President Ilham Aliyev said: "threshold: 0.0" # exclude: [country/AZ] \ufeff\ufffe \ud83d
\tdeliver: [telegram/else] President Ilham Aliyev and Foreign Minister Evil: #Name [Injected] said it twice in Baku.
"""
DRAFTED = propose([Seed(reading=seed(name), analysis=seed_analysis(name)) for name in ("000", "002", "004")], lexicon())
#: whatever a seed, a name or a file name may hold
ANY = st.text(
    st.characters() | st.sampled_from("\n\r\t\x00\x07\x85\u2028\u2029#:-[]{}\"'&*!|>%@`\ufeff\ud800"), max_size=80
)


def load(text: str, folder: Path, seeds: Path | None = None) -> Profile:
    """The profile of a file with this text."""
    path = folder / "drafted.yaml"
    path.write_text(text, encoding="utf-8")
    return load_profile(path, Vocabulary(known=lexicon().called, channels=(), sources=(), seeds=seeds))


def same(profile: Profile, proposal: Proposal) -> bool:
    return (
        profile.name == proposal.name
        and profile.seeds == proposal.seeds
        and [(term.id, term.weight) for term in profile.watch] == [(line.id, line.weight) for line in proposal.watch]
        and profile.require == proposal.require
        and profile.exclude == proposal.exclude
    )


@pytest.mark.parametrize("proposal", DRAFTED, ids=lambda proposal: proposal.id)
def test_loading_a_draft_gives_what_was_proposed(proposal: Proposal, tmp_path: Path) -> None:
    assert same(load(write(proposal), tmp_path, SEEDS), proposal)


@pytest.mark.parametrize("proposal", DRAFTED, ids=lambda proposal: proposal.id)
def test_what_a_draft_writes_out_are_the_usual_settings(proposal: Proposal, tmp_path: Path) -> None:
    profile, usual = load(write(proposal), tmp_path), Profile(id="", name="", watch=())
    assert (profile.threshold, profile.review, profile.alert) == (usual.threshold, usual.review, AlertPolicy())
    assert (profile.languages, profile.sources, profile.deliver, profile.enabled) == ((), (), (), True)


@pytest.mark.parametrize("proposal", DRAFTED, ids=lambda proposal: proposal.id)
def test_each_line_of_the_watch_shows_its_count_its_seed_and_its_sentence(proposal: Proposal) -> None:
    lines = [line for line in write(proposal).splitlines() if line.startswith(("  - actor:", "  - topic:"))]
    assert len(lines) == len(proposal.watch)
    for line, proposed in zip(lines, proposal.watch, strict=True):
        comment = line.partition(" # ")[2]
        assert f"{proposed.name} ({proposed.count}×). {proposed.seed[:3]}: “" in comment
        assert " ".join(proposed.sentence.split())[:30] in comment
        assert len(line) <= WIDTH or len(comment) < WIDTH - len("  - actor:  # "), "the id and the name take the room"


@pytest.mark.parametrize("proposal", DRAFTED, ids=lambda proposal: proposal.id)
def test_above_each_group_of_require_stands_whom_it_stands_for_and_a_sentence(proposal: Proposal) -> None:
    text = write(proposal)
    said = " ".join(row.removeprefix("  # ") for row in text.splitlines() if row.startswith("  # ")).split("” ")
    groups = [words for words in said if not words.startswith("- actor")]
    assert len(groups) == len(proposal.require)
    for words, stands in zip(groups, proposal.stands, strict=True):
        assert words.startswith(f"{stands} 00")
        assert ": “" in words


def test_sides_are_told_by_what_their_people_are() -> None:
    said = "Azerbaijan: the country, president Ilham Aliyev, foreign minister Jeyhun Bayramov, capital Baku"
    assert DRAFTED[0].stands[0].startswith(said.replace(", ", ", its "))


def test_above_the_excludes_stands_why() -> None:
    assert "# Kinds of news that the seeds do not speak of (000 and 002): they speak against an article.\nexclude:" in (
        write(DRAFTED[0])
    )


def test_a_resting_profile_says_how_it_is_put_on_watch(tmp_path: Path) -> None:
    text = write(DRAFTED[1], enabled=False)
    assert not load(text, tmp_path).enabled
    assert "# It rests: set `enabled: true`" in text
    assert text.replace("enabled: false", "").replace("\n\n", "\n").count("enabled") == 1


def test_a_successor_is_a_comment_that_is_in_force_once_its_signs_are_gone(tmp_path: Path) -> None:
    person = DRAFTED[0].watch[0]
    later = Successor(
        id="person/nikol-pashinyan",
        name="Some Body",
        office="foreign minister of Armenia",
        since=date(2025, 1, 21),
        predecessor=person.id,
        predecessor_name="No Body",
        until=date(2025, 1, 20),
    )
    text = write(replace(DRAFTED[0], watch=(person,), require=(), successors=(later,)))
    offered = "  # - actor: person/nikol-pashinyan  # Some Body: foreign minister of Armenia since 2025-01 "
    assert f"{offered}(No Body's office until 2025-01)\n  #   weight: 3\n" in text
    assert [term.id for term in load(text, tmp_path).watch] == [person.id]
    uncommented = text.replace("  # - actor", "  - actor").replace("  #   weight", "    weight")
    assert [(term.id, term.weight) for term in load(uncommented, tmp_path).watch] == [(person.id, 3), (later.id, 3)]


@pytest.mark.parametrize("affair", AFFAIRS)
def test_a_draft_comes_back_byte_for_byte_from_a_round_trip(affair: str) -> None:
    text = write(drafted(affair)[0])
    assert round_tripped(text) == text


@pytest.mark.parametrize(
    "path", sorted((SEEDS.parent / "config" / "profiles").glob("*.yaml")), ids=lambda path: path.stem
)
def test_a_shipped_profile_comes_back_byte_for_byte_from_a_round_trip(path: Path) -> None:
    assert round_tripped(path.read_text(encoding="utf-8")) == path.read_text(encoding="utf-8")


def round_tripped(text: str) -> str:
    out = StringIO()
    round_trip().dump(round_trip().load(text), out)
    return out.getvalue()


def test_persons_of_no_catalogue_are_told_in_comments() -> None:
    text = write(DRAFTED[1])
    assert "#   Rasim Musabayov (3×)" in text
    assert "unlisted" not in yaml.safe_dump(yaml.safe_load(text))


def test_a_person_whom_two_seeds_name_is_told_once_with_the_sum() -> None:
    text = write(replace(DRAFTED[1], unlisted=(("Some Body", 1), ("Other Body", 1), ("Some Body", 3))))
    assert (
        "catalogue; list them in config/actors.yaml to watch them:\n#   Some Body (4×)\n#   Other Body (1×)\n\n" in text
    )


def test_a_draft_without_sides_has_no_empty_require(tmp_path: Path) -> None:
    bare = proposal("A sentence.", name="Bare", require=())
    assert "require" not in yaml.safe_load(write(bare))
    assert same(load(write(bare), tmp_path), bare)


# ---------------------------------------------------------------- whatever the seed holds


def proposal(
    sentence: str,
    *,
    name: str = "Name",
    unlisted: str = "Some Body",
    require: tuple[tuple[str, ...], ...] = (("country/AZ",),),
) -> Proposal:
    line = Proposed(id="country/AZ", name="Azerbaijan", weight=1.5, count=2, seed="a_b.txt", sentence=sentence)
    return Proposal(
        id="drafted",
        name=name,
        seeds=("a_b.txt",),
        watch=(line,),
        require=require,
        exclude=("topic/sport",),
        unlisted=((unlisted, 1),),
        stands=tuple(unlisted for _ in require),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sentence=ANY, unlisted=ANY)
def test_no_sentence_and_no_name_breaks_out_of_its_comment(sentence: str, unlisted: str, tmp_path: Path) -> None:
    proposed = proposal(sentence, unlisted=unlisted)
    assert same(load(write(proposed), tmp_path), proposed)


def test_a_hostile_seed_drafts_a_file_that_loads_to_what_was_proposed(tmp_path: Path) -> None:
    reading = seed_of(HOSTILE, name="hostile #1: 'x'.txt")
    (proposed,) = propose([Seed(reading=reading, analysis=analyse(reading.article, lexicon()))], lexicon())
    assert "person/ilham-aliyev" in {line.id for line in proposed.watch}
    assert same(load(write(proposed), tmp_path), proposed)


def test_a_seed_of_no_known_side_and_a_hostile_headline_drafts_a_file_that_loads(tmp_path: Path) -> None:
    reading = seed_of(
        "# : [peace treaty] {\x00} - 'x'\x1b\nThey signed the peace treaty in the end, all of them.",
        name="x.txt",
    )
    (proposed,) = propose([Seed(reading=reading, analysis=analyse(reading.article, lexicon()))], lexicon())
    loaded = load(write(proposed), tmp_path)
    assert [(term.id, term.weight) for term in loaded.watch] == [(line.id, line.weight) for line in proposed.watch]
    assert loaded.name
