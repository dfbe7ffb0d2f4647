"""What speaks for one event, and what against it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from doubles.shipped import NOW

from monitor.decide.stories.homes import PERHAPS, elsewhere
from monitor.decide.stories.likeness import ACROSS_LANGUAGES, WITHIN_LANGUAGE, Weights, inputs, likeness
from monitor.decide.stories.rarity import Rarity, share
from monitor.decide.stories.traits import Traits, traits_of
from monitor.model import Member


def traits(*features: str, language: str = "en", days: float = 0.1, watched: tuple[str, ...] = ()) -> Traits:
    member = Member(
        article_id="a",
        source_id="a",
        outlet="a",
        title="",
        url="",
        language=language,
        published=NOW + timedelta(days=days),
        features=tuple((feature, 1.0) for feature in features),
    )
    return traits_of(member, Rarity(watched))


QUAKE = ("country/ID", "topic/earthquake", "figure/6.4", "name/ptnk")


@pytest.mark.parametrize("weights", [WITHIN_LANGUAGE, ACROSS_LANGUAGES])
def test_there_is_a_weight_for_each_input(weights: Weights) -> None:
    assert len(weights.in_order()) == len(inputs(traits(), traits()))


def test_agreement_speaks_for_and_difference_against() -> None:
    same = likeness(traits(*QUAKE), traits(*QUAKE, language="id", days=0.2))
    other = traits("country/ID", "topic/earthquake", "figure/7.1", "name/krmn", language="id", days=0.2)
    assert same - 3 > max(0, likeness(traits(*QUAKE), other))


def test_a_headline_whose_words_the_other_text_has_speaks_for() -> None:
    told = traits("word/a", "word/b", "word/c", "headline/a")
    others = (traits("word/a", "word/d", "word/e", days=0.2), traits("word/b", "word/d", "word/e", days=0.2))
    told_of, untold = (likeness(told, other) for other in others)
    assert told_of > untold + 1


def test_what_both_begin_with_speaks_for_across_languages() -> None:
    facts = ("country/PL", "person/a", "topic/mining")
    leads = ("lead/person/a", "lead/topic/mining")
    both = likeness(traits(*facts, *leads), traits(*facts, *leads, language="pl", days=0.2))
    neither = likeness(traits(*facts), traits(*facts, language="pl", days=0.2))
    assert both > neither + 1


def test_what_one_begins_with_and_the_other_nowhere_tells_speaks_against() -> None:
    facts, other = ("country/PL", "topic/mining", "place/b"), traits("country/PL", "place/b", language="pl", days=0.2)
    told, untold = (likeness(traits(*facts, lead), other) for lead in ("lead/place/b", "lead/topic/mining"))
    assert told > untold + 1


def test_what_is_watched_begins_nothing() -> None:
    assert traits("lead/person/a", "lead/person/b", watched=("person/a",)).lead.keys() == {"person/b"}


def test_likeness_does_not_depend_on_who_comes_first() -> None:
    one, other = traits(*QUAKE), traits("country/ID", "topic/earthquake", "figure/38", language="ja", days=1)
    assert likeness(one, other) == pytest.approx(likeness(other, one))


def test_days_apart_speak_against_and_one_instant_for_neither() -> None:
    near, far, undated = (likeness(traits(*QUAKE), traits(*QUAKE, days=days)) for days in (0.2, 3.1, 0.1))
    assert near > undated > far


def test_the_place_alone_with_other_actors_is_another_story() -> None:
    one = traits("place/tbilisi", "person/a", "topic/court-case", "figure/12")
    other = traits("place/tbilisi", "person/b", "topic/football", "figure/3000", days=0.2)
    assert likeness(one, other) < -0.75


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (traits("country/PE"), traits("country/IR"), 1.0),
        (traits("country/PE"), traits("country/PE", "country/US"), 0.0),
        (traits(language="es"), traits(language="fa"), 1.0),
        (traits(language="es"), traits("country/PE"), 0.0),
        (traits("country/US", language="es"), traits("country/PE"), PERHAPS),
        (traits(language="en"), traits("country/PE"), 0.0),
        (traits(language="en"), traits(language="fa"), 0.0),
    ],
)
def test_what_names_no_country_happens_where_its_press_is_at_home(one: Traits, other: Traits, expected: float) -> None:
    assert elsewhere(one, other) == elsewhere(other, one) == expected


def test_a_long_or_odd_figure_says_more_than_a_short_or_round_one() -> None:
    assert share("figure/12345") < share("figure/123") < share("figure/12") < share("figure/20")


def test_what_a_profile_watches_says_little() -> None:
    assert Rarity({"person/a"}).says("person/a") < 2 < Rarity().says("person/a")
    assert Rarity({"country/US"}).says("country/US") == Rarity().says("country/US")
