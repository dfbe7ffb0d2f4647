"""A match says how well an article fits a profile, by which words, and what was missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from doubles.analyses import analysis

from monitor.decide.compile import compile_profiles
from monitor.decide.match import match
from monitor.decide.profile import Profile, Term
from monitor.model import Analysis, Match

LEADER, RIVAL = "person/leader", "person/rival"
AA, BB = "country/AA", "country/BB"
PEACE, ENERGY, SPORT = "topic/peace-treaty", "topic/energy", "topic/sport"
PROFILE = Profile(
    id="affair",
    name="The affair",
    version="abc",
    watch=(
        Term(id=LEADER, weight=4.0),
        Term(id=RIVAL, weight=3.0),
        Term(id=PEACE, weight=2.0),
        Term(id=ENERGY, weight=1.0),
        Term(id=AA, weight=2.0),
        Term(id=BB, weight=2.0),
    ),
    require=((AA, LEADER), (BB, RIVAL)),
    exclude=(SPORT,),
)
FULL = analysis({LEADER: 3, RIVAL: 2, AA: 4, BB: 3, PEACE: 2}, title=(LEADER, AA, BB))


def judged(read: Analysis, profile: Profile = PROFILE) -> Match:
    """The one match of one profile."""
    (found,) = match(read, compile_profiles([profile]), thorough=True)
    return found


def with_(**changes: Any) -> Profile:
    return replace(PROFILE, **changes)


# ---------------------------------------------------------------- score


def test_a_full_account_of_the_affair_matches_with_a_score_of_at_most_one() -> None:
    found = judged(FULL)
    assert (found.profile, found.version, found.decision) == ("affair", "abc", "match")
    assert PROFILE.threshold <= found.score <= 1.0


def test_everything_at_once_is_still_at_most_one() -> None:
    everything = analysis({term.id: 50 for term in PROFILE.watch}, title=tuple(term.id for term in PROFILE.watch))
    assert judged(FULL).score <= judged(everything).score <= 1.0
    assert judged(everything).score >= PROFILE.alert.instant


def test_one_country_in_passing_is_no_match() -> None:
    assert judged(analysis({AA: 1, "person/somebody": 9})).decision == "none"


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (analysis({AA: 2, BB: 2}), analysis({AA: 2, BB: 2, RIVAL: 1})),
        (analysis({AA: 2, BB: 2}), analysis({AA: 4, BB: 2})),
        (analysis({AA: 2, BB: 2}), analysis({AA: 2, BB: 2}, title=(AA,))),
        (analysis({AA: 3, BB: 3}, weak=(LEADER,)), analysis({AA: 3, BB: 3, LEADER: 1})),
        (analysis({AA: 2, BB: 2}), analysis({AA: 2, BB: 2, PEACE: 2})),
    ],
    ids=["another term", "more mentions", "in the title", "a certain mention", "a topic"],
)
def test_what_says_more_scores_more(less: Analysis, more: Analysis) -> None:
    assert judged(less).score < judged(more).score


def test_topics_and_one_country_in_passing_never_carry_a_profile_that_watches_actors() -> None:
    talk = analysis({PEACE: 20, ENERGY: 20, AA: 1}, title=(PEACE, ENERGY))
    assert judged(talk, with_(require=())).decision != "match"


def test_topics_without_any_actor_score_no_more_than_with_one() -> None:
    watch = (Term(id=LEADER, weight=3.0), Term(id=PEACE, weight=2.0), Term(id=ENERGY, weight=2.0))
    affair = Profile(id="affair", name="The affair", watch=watch)
    talk = {PEACE: 5, ENERGY: 5}
    assert judged(analysis(talk), affair).score <= judged(analysis({**talk, LEADER: 1}), affair).score


def test_a_profile_of_topics_and_phrases_alone_may_match_by_them() -> None:
    own = Profile(id="own", name="own", watch=(Term(id="phrase/own words", weight=2.0), Term(id=PEACE, weight=2.0)))
    assert judged(analysis({"phrase/own words": 3, PEACE: 3}), own).decision == "match"


# ---------------------------------------------------------------- requirements


def test_without_one_of_a_required_group_there_is_no_match() -> None:
    without = analysis({LEADER: 6, AA: 6, PEACE: 4}, title=(LEADER, AA, PEACE))
    found = judged(without)
    assert found.score < judged(without, with_(require=())).score
    assert found.decision != "match"
    assert any(BB in one.what and RIVAL in one.what for one in found.missing)


@pytest.mark.parametrize("other", [BB, RIVAL])
def test_any_one_of_a_group_is_enough(other: str) -> None:
    found = judged(analysis({LEADER: 3, other: 2}, title=(LEADER,)))
    assert [one for one in found.missing if one.kind == "required"] == []


def test_a_government_meant_by_its_capital_meets_a_requirement_as_a_name_does_elsewhere() -> None:
    body = {LEADER: 3, AA: 2}
    named_once = judged(analysis(body, title=(LEADER,)))
    by_capital = judged(replace(analysis(body, title=(LEADER,)), implied=_in_title(BB)))
    assert any(one.kind == "required" for one in named_once.missing)
    assert not any(one.kind == "required" for one in by_capital.missing)


def test_who_is_named_in_passing_in_a_long_article_meets_no_requirement() -> None:
    found = judged(analysis({LEADER: 5, AA: 15, BB: 1}, title=(AA,), sentences=40))
    assert any(BB in one.what for one in found.missing if one.kind == "required")


DAM = "event/dam"


def marked(mark: bool) -> Profile:
    watch = (Term(id=DAM, weight=4.0, mark=mark), Term(id=PEACE, weight=2.0), Term(id=AA, weight=2.0))
    return Profile(id="dam", name="The dam", watch=watch, require=((DAM,),))


def test_a_mark_that_is_named_once_for_certain_meets_a_requirement() -> None:
    once = analysis({DAM: 1, AA: 6, PEACE: 3}, sentences=40)
    assert [one.kind for one in judged(once, marked(False)).missing] == ["required"]
    assert judged(once, marked(True)).missing == ()
    guessed = analysis({AA: 6, PEACE: 3}, weak=(DAM,), sentences=40)
    assert [one.kind for one in judged(guessed, marked(True)).missing] == ["required"]


def test_what_a_profile_marks_is_for_that_profile_alone() -> None:
    once = analysis({DAM: 1, AA: 6, PEACE: 3}, sentences=40)
    found = match(once, compile_profiles([marked(True), replace(marked(False), id="other")]), thorough=True)
    assert {one.profile: one.missing == () for one in found} == {"dam": True, "other": False}


# ---------------------------------------------------------------- another subject

DESKS = {PEACE: "security", "topic/ceasefire": "security", "topic/tourism": "economy"}


def on(*topics: str, leader: bool = False, **changes: Any) -> float:
    """The score of a report that names both countries and these topics."""
    read = analysis(dict.fromkeys((*topics, *((LEADER,) if leader else ())), 2), title=(AA, BB))
    (found,) = match(read, compile_profiles([with_(require=(), **changes)], DESKS), thorough=True)
    return found.score


def test_a_report_of_another_desk_scores_less_than_one_of_a_neighbouring_subject_or_of_none_that_is_known() -> None:
    assert on("topic/tourism") < on() == on("topic/ceasefire") < on(PEACE)
    assert on("topic/ceasefire", "topic/tourism") == on("topic/ceasefire")


def test_a_profile_that_watches_no_subject_asks_for_none() -> None:
    alone = (Term(id=AA, weight=2.0), Term(id=BB, weight=2.0))
    assert on("topic/tourism", watch=alone) == on(watch=alone)


def test_a_mark_is_a_subject_unless_it_is_a_person() -> None:
    def by(mark: str) -> float:
        read = analysis({mark: 2, AA: 2})
        watch = (Term(id=mark, weight=3.0, mark=True), Term(id=AA, weight=2.0), Term(id=PEACE, weight=2.0))
        (found,) = match(read, compile_profiles([with_(watch=watch, require=())], DESKS), thorough=True)
        return found.score

    assert by("person/mayor") < by("event/dam")


# ---------------------------------------------------------------- excludes


def test_an_excluded_topic_speaks_against_an_article_that_is_about_it() -> None:
    about = replace(FULL, topics=(*FULL.topics, *analysis(title=(SPORT,)).topics))
    assert judged(about).score < judged(FULL).score
    assert judged(about).decision != "match"
    assert any(one.what == SPORT for one in judged(about).missing)


def test_an_excluded_topic_in_passing_changes_nothing() -> None:
    touched = replace(FULL, topics=(*FULL.topics, *analysis({SPORT: 1}).topics))
    assert judged(touched).score == judged(FULL).score


# ---------------------------------------------------------------- decision


def test_the_threshold_itself_matches_and_below_it_review_begins() -> None:
    read = analysis({AA: 2, BB: 2, LEADER: 1})
    score = judged(read).score
    assert 0 < score < 0.99
    assert judged(read, with_(threshold=score - 0.001, review=0.0)).decision == "match"
    assert judged(read, with_(threshold=score + 0.01, review=score - 0.001)).decision == "review"
    assert judged(read, with_(threshold=score + 0.01, review=score + 0.005)).decision == "none"


def test_a_profile_listens_only_to_its_languages() -> None:
    assert judged(FULL, with_(languages=("fa", "vi"))).decision == "none"
    assert judged(replace(FULL, language="vi"), with_(languages=("fa", "vi"))).decision == "match"
    assert judged(replace(FULL, language="und"), with_(languages=())).decision == "match"


# ---------------------------------------------------------------- evidence


def test_the_evidence_names_the_words_of_each_term_the_weightiest_first() -> None:
    found = judged(FULL)
    assert {one.term for one in found.evidence} == {LEADER, RIVAL, AA, BB, PEACE}
    assert [one.points for one in found.evidence] == sorted((one.points for one in found.evidence), reverse=True)
    leader = next(one for one in found.evidence if one.term == LEADER)
    assert (leader.count, leader.in_title, leader.surfaces) == (4, True, ("leader",))
    assert all(one.points > 0 for one in found.evidence)


def test_terms_that_are_not_there_are_told_as_missing() -> None:
    found = judged(FULL)
    assert [one for one in found.missing if one.what == ENERGY] != []
    assert [one for one in found.missing if one.what == PEACE] == []


def test_the_evidence_bears_names_for_people_where_they_are_known() -> None:
    (found,) = match(FULL, compile_profiles([PROFILE]), {LEADER: "The Leader"})
    assert {one.term: one.name for one in found.evidence}[LEADER] == "The Leader"


def test_equal_analyses_are_judged_alike() -> None:
    assert judged(FULL) == judged(replace(FULL))


# ---------------------------------------------------------------- which profiles


def test_only_profiles_that_watch_something_there_are_judged_the_best_first() -> None:
    other = Profile(id="other", name="other", watch=(Term(id="country/ZZ", weight=1.0),))
    close = replace(PROFILE, id="close", require=(), exclude=())
    part = Profile(id="part", name="part", watch=(*PROFILE.watch, Term(id="person/absent", weight=9.0)))
    found = match(FULL, compile_profiles([other, part, close]), thorough=True)
    assert [one.profile for one in found] == ["close", "part"]
    assert found[0].score >= found[1].score
    assert match(analysis({"country/QQ": 3}), compile_profiles([other, part, close])) == ()


def test_a_profile_that_cannot_reach_its_review_score_is_not_judged_and_no_other_is_missed() -> None:
    far = replace(PROFILE, id="far", require=(), watch=(*PROFILE.watch, Term(id="person/absent", weight=60.0)))
    readings = [FULL, analysis({AA: 1}), analysis({LEADER: 1, PEACE: 3}), analysis({AA: 2, BB: 2}, title=(AA,))]
    profiles = compile_profiles([PROFILE, far, with_(id="strict", review=0.6, threshold=0.7)])
    for read in readings:
        everything = match(read, profiles, thorough=True)
        reached = match(read, profiles)
        assert set(reached) <= set(everything)
        assert {one for one in everything if one.decision != "none"} <= set(reached)
    assert "far" not in {one.profile for one in match(FULL, profiles)}


def test_an_empty_article_matches_nothing() -> None:
    assert match(analysis(), compile_profiles([PROFILE])) == ()


def _in_title(actor: str) -> tuple[Any, ...]:
    (mention,) = analysis(implied=(actor,)).implied
    return (replace(mention, start=0, end=1),)
