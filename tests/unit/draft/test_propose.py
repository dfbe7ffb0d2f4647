"""Seeds become profiles as a careful reader would write them, with the sentence behind every line."""

from __future__ import annotations

from functools import cache

import pytest
from doubles.shipped import lexicon, seed, seed_analysis, seed_of

from monitor.comprehend.analyse import analyse
from monitor.decide.compile import compile_profiles
from monitor.decide.match import match
from monitor.decide.profile import Profile, Term
from monitor.draft.proposal import Proposal, Seed
from monitor.draft.propose import LONGEST_WATCH, propose

PEACE, NATO = ("000", "002"), ("004",)


@cache
def seeds(*names: str) -> tuple[Seed, ...]:
    return tuple(Seed(reading=seed(name), analysis=seed_analysis(name)) for name in names)


def made(text: str, name: str = "own.txt") -> Seed:
    """A seed of one's own words."""
    reading = seed_of(text, name=name)
    return Seed(reading=reading, analysis=analyse(reading.article, lexicon()))


@cache
def proposals() -> tuple[Proposal, ...]:
    """What the three seeds lead to."""
    return propose(seeds(*PEACE, *NATO), lexicon())


def profile(proposal: Proposal) -> Profile:
    return Profile(
        id=proposal.id,
        name=proposal.name,
        watch=tuple(Term(id=line.id, weight=line.weight) for line in proposal.watch),
        require=proposal.require,
        exclude=proposal.exclude,
    )


def test_the_three_seeds_speak_of_two_affairs() -> None:
    assert [tuple(name[:3] for name in proposal.seeds) for proposal in proposals()] == [PEACE, NATO]


def test_the_order_of_the_seeds_makes_no_other_affairs() -> None:
    formed = {frozenset(one.seeds) for one in propose(seeds("004", "002", "000"), lexicon())}
    assert formed == {frozenset(one.seeds) for one in proposals()}


def test_all_seeds_together_are_one_affair_where_the_owner_says_so() -> None:
    (one,) = propose(seeds(*PEACE, *NATO), lexicon(), together=True)
    assert [name[:3] for name in one.seeds] == [*PEACE, *NATO]


def test_ids_and_names_are_readable_and_differ() -> None:
    assert [proposal.id for proposal in proposals()] == ["armenia-azerbaijan-us", "azerbaijan-nato"]
    assert [proposal.name for proposal in proposals()] == [
        "Armenia, Azerbaijan and the United States",
        "Azerbaijan and NATO",
    ]


@pytest.mark.parametrize("proposal", proposals(), ids=lambda proposal: proposal.id)
def test_every_line_of_the_watch_has_a_sentence_that_stands_in_its_seed_and_names_it(proposal: Proposal) -> None:
    for line in proposal.watch:
        assert line.seed in proposal.seeds
        document, analysis = seed(line.seed).article.document, seed_analysis(line.seed)
        assert line.sentence
        assert line.sentence in document
        start = document.index(line.sentence)
        places = [one.start for one in analysis.mentions if one.actor == line.id]
        places += [one.start for one in analysis.topics if one.topic == line.id]
        assert any(start <= place < start + len(line.sentence) for place in places), line


@pytest.mark.parametrize("proposal", proposals(), ids=lambda proposal: proposal.id)
def test_the_watch_is_short_weighted_and_names_what_the_catalogue_knows(proposal: Proposal) -> None:
    ids = [line.id for line in proposal.watch]
    assert 0 < len(ids) == len(set(ids)) <= LONGEST_WATCH
    assert all(one in lexicon().actors or one in lexicon().topics for one in ids)
    assert all(line.weight > 0 and line.count > 0 for line in proposal.watch)
    assert [line.weight for line in proposal.watch] == sorted((line.weight for line in proposal.watch), reverse=True)


@pytest.mark.parametrize("proposal", proposals(), ids=lambda proposal: proposal.id)
def test_what_is_required_is_watched_and_never_excluded(proposal: Proposal) -> None:
    required = {term for group in proposal.require for term in group}
    assert proposal.require
    assert all(proposal.require)
    assert required & set(proposal.exclude) == set()
    assert all(any(term in {line.id for line in proposal.watch} for term in group) for group in proposal.require)


def test_the_sides_of_an_affair_are_watched_and_required() -> None:
    peace, nato = proposals()
    assert {"person/ilham-aliyev", "person/nikol-pashinyan", "person/joe-biden", "country/AM", "country/AZ"} <= {
        line.id for line in peace.watch
    }
    assert {"org/nato", "country/AZ", "topic/nato-partnership"} <= {line.id for line in nato.watch}
    assert any("org/nato" in group for group in nato.require)


def test_outlets_and_everyday_topics_are_never_watched() -> None:
    for proposal in proposals():
        assert [line.id for line in proposal.watch if line.id.startswith("media/")] == []
        everyday = {topic.id for topic in lexicon().topics.values() if topic.kind == "everyday"}
        assert everyday & {line.id for line in proposal.watch} == set()
        assert "topic/sport" in proposal.exclude


def test_persons_of_no_catalogue_are_told_to_the_owner() -> None:
    peace, nato = proposals()
    assert peace.unlisted == (("آلکسی زایتسف", 1),)
    assert dict(nato.unlisted)["Rasim Musabayov"] == 3


def test_nothing_of_the_furniture_is_drafted() -> None:
    words = "\n".join(line.sentence for proposal in proposals() for line in proposal.watch)
    assert "Trump" not in words
    assert "person/antony-blinken" not in {line.id for line in proposals()[1].watch}


def test_each_seed_matches_the_profile_drafted_from_it() -> None:
    matcher = compile_profiles(map(profile, proposals()))
    for proposal in proposals():
        for name in proposal.seeds:
            judged = {one.profile: one for one in match(seed_analysis(name), matcher)}
            assert judged[proposal.id].decision == "match", name
            assert judged[proposal.id].score == max(one.score for one in judged.values()), name


# ---------------------------------------------------------------- seeds of one's own


def test_a_seed_that_names_nobody_known_is_drafted_all_the_same() -> None:
    (one,) = propose(
        [made("Peace treaty at last\nBoth sides have signed the peace treaty after many years.")], lexicon()
    )
    assert one.id
    assert one.name
    assert one.require == (("topic/peace-treaty",),)
    assert "topic/peace-treaty" in {line.id for line in one.watch}


def test_a_seed_of_nothing_known_gives_a_proposal_or_nothing_but_no_error() -> None:
    for one in propose([made("Quxly zorp\nFlimp gax wolunt. Brop.")], lexicon()):
        assert one.id
        assert one.watch == ()
        assert one.seeds == ("own.txt",)


@pytest.mark.parametrize("headline", ["… — !", "A " + "very " * 60 + "long headline"])
def test_the_id_and_the_name_of_any_headline_are_fit_for_a_file(headline: str) -> None:
    (one,) = propose([made(f"{headline}\nBoth sides have signed the peace treaty after many years.")], lexicon())
    assert one.id
    assert 0 < len(one.name) <= 200


@pytest.mark.parametrize("text", ["Aliyev", "Baku", "Baku\nBaku."])
def test_a_seed_whose_side_is_only_meant_and_never_named_is_drafted_without_it(text: str) -> None:
    for proposal in propose((made(text),), lexicon()):
        assert all(line.count for line in proposal.watch)
