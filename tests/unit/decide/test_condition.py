"""A condition finds what it asks for, and nothing where it does not hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.decide.compile import compile_profiles
from monitor.decide.condition import AllOf, Condition, Near, found, leaves, worded
from monitor.decide.match import match
from monitor.decide.presence import presences
from monitor.decide.profile import Profile, Term
from monitor.model import Analysis, Match, Mention

AA, BB, CC, PEACE = "country/AA", "country/BB", "country/CC", "topic/peace"
#: bounds of five sentences; the first is the title
SENTENCES = tuple((at, at + 90) for at in range(0, 500, 100))


def article(*named: tuple[str, int]) -> Analysis:
    """Terms, each with the number of the sentence that names it."""
    mentions = tuple(
        Mention(
            actor=term,
            surface=term[-2:],
            start=100 * sentence + at,
            end=100 * sentence + at + 1,
            rule="name",
            strength=1.0,
        )
        for at, (term, sentence) in enumerate(named)
    )
    return Analysis(
        article_id="0" * 16,
        language="en",
        mentions=mentions,
        implied=(),
        topics=(),
        phrases=(),
        sentences=SENTENCES,
        title_end=90,
        sketch=(),
        figures=(),
    )


def holds(condition: Condition, read: Analysis) -> bool:
    return found(condition, presences(read), read.sentences) is not None


APART = article((AA, 1), (BB, 3))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (AA, True),
        (CC, False),
        ((AA, CC), True),
        ((CC, PEACE), False),
        (AllOf((AA, BB)), True),
        (AllOf((AA, CC)), False),
        (AllOf((AA, (BB, CC))), True),
        (Near((AA, BB), 0), False),
        (Near((AA, BB), 1), False),
        (Near((AA, BB), 2), True),
        (Near((AA, CC), 4), False),
        (Near((AA, (BB, CC)), 2), True),
        ((CC, Near((AA, BB), 1)), False),
        ((CC, Near((AA, BB), 2)), True),
    ],
)
def test_what_holds(condition: Condition, expected: bool) -> None:
    assert holds(condition, APART) is expected


def test_near_needs_all_of_them_in_one_neighbourhood() -> None:
    chain = article((AA, 0), (BB, 2), (CC, 4))
    assert not holds(Near((AA, BB, CC), 3), chain)
    assert holds(Near((AA, BB, CC), 4), chain)


def test_one_of_several_is_there_as_often_as_all_together_and_all_as_often_as_the_rarest() -> None:
    read = article((AA, 0), (AA, 1), (AA, 2), (BB, 3))
    either = found((AA, BB), presences(read), read.sentences)
    every = found(AllOf((AA, BB)), presences(read), read.sentences)
    assert either
    assert every
    assert (either.count, either.in_title) == (4, True)
    assert (every.count, every.in_title) == (1, False)
    assert either.surfaces == ("AA", "BB")


def test_near_counts_the_places_where_they_meet() -> None:
    read = article((AA, 1), (AA, 2), (AA, 4), (BB, 1), (BB, 4))
    met = found(Near((AA, BB), 0), presences(read), read.sentences)
    assert met
    assert met.count == 2


def test_a_condition_in_words_names_every_part() -> None:
    condition = AllOf((AA, (BB, Near((CC, PEACE), 2))))
    assert list(leaves(condition)) == [AA, BB, CC, PEACE]
    assert worded(condition) == "all of country/AA, (one of country/BB, (within 2 sentences country/CC, topic/peace))"
    assert worded((AA, BB), {AA: "Aland", BB: "Beland"}) == "one of Aland, Beland"
    assert worded(Near((AA, BB), 0)) == "in one sentence country/AA, country/BB"


# ---------------------------------------------------------------- in a profile


def judged(read: Analysis, *watch: Term, **changes: object) -> Match | None:
    profile = replace(Profile(id="p", name="P", watch=watch), **changes)
    return next(iter(match(read, compile_profiles([profile]), thorough=True)), None)


def line(condition: Condition, weight: float = 2.0) -> Term:
    return Term(id=worded(condition), weight=weight, when=None if isinstance(condition, str) else condition)


def test_a_line_of_several_counts_once_with_the_words_of_all() -> None:
    read = article((AA, 0), (BB, 1), (BB, 2))
    one = judged(read, line((AA, BB)))
    assert one
    assert [(evidence.count, evidence.surfaces) for evidence in one.evidence] == [(3, ("BB", "AA"))]
    assert one.decision == "match"


def test_a_line_that_does_not_hold_gives_nothing_and_is_named_as_missing() -> None:
    together = Near((AA, BB), 0)
    one = judged(APART, line(together), line(AA))
    assert one
    assert [evidence.term for evidence in one.evidence] == [AA]
    assert [missing.what for missing in one.missing] == [worded(together)]


def test_a_negative_weight_speaks_against_an_article_and_its_absence_is_not_missed() -> None:
    read = article((AA, 0), (AA, 1), (BB, 0), (BB, 2))
    with_it, without = judged(read, line(AA), line(BB, -1.0)), judged(read, line(AA))
    assert with_it
    assert without
    assert with_it.score < without.score
    assert [evidence.points < 0 for evidence in with_it.evidence] == [False, True]
    absent = judged(article((AA, 0)), line(AA), line(BB, -1.0))
    assert absent
    assert absent.missing == ()


def test_negative_weights_never_make_a_score_below_zero() -> None:
    read = article((AA, 1), (BB, 0), (BB, 2))
    one = judged(read, line(AA, 0.5), line(BB, -50.0))
    assert one
    assert one.score == 0.0


def test_requirements_and_excludes_take_conditions() -> None:
    both, near = AllOf((AA, BB)), Near((AA, BB), 1)
    read = article((AA, 1), (AA, 2), (BB, 4), (BB, 4))
    free = judged(read, line(AA))
    assert free
    met = judged(read, line(AA), require=(both,))
    assert met
    assert met.score == free.score
    unmet = judged(read, line(AA), require=(near,))
    assert unmet
    assert unmet.score < free.score
    assert [(one.kind, one.what) for one in unmet.missing] == [("required", worded(near))]
    excluded = judged(read, line(AA), exclude=(both,))
    assert excluded
    assert excluded.score < free.score
    assert [one.kind for one in excluded.missing] == ["excluded"]


def test_a_profile_of_conditions_alone_is_reached_without_being_asked_for() -> None:
    read = article((AA, 0), (BB, 0), (AA, 1), (BB, 1))
    profiles = [
        Profile(id="near", name="N", watch=(line(Near((AA, BB), 0)),)),
        Profile(id="far", name="F", watch=(line(AllOf((AA, CC))),)),
    ]
    assert [one.profile for one in match(read, compile_profiles(profiles))] == ["near"]
