"""What an affair is known by: seldom named at large, at the centre of the seeds, nobody's side."""

from __future__ import annotations

from doubles.shipped import lexicon

from monitor.decide.presence import Presence
from monitor.draft.marks import NO_MARKS, Marks, marks_of
from monitor.draft.sides import Side

SUDAN = Side(id="country/SD", mass=9, members=("country/SD", "org/sudanese-armed-forces"))
TOWN, REGION, FORCE, CAPITAL = "place/el-fasher", "place/darfur", "org/rapid-support-forces", "place/khartoum"


def named(count: int, *, in_title: bool = False) -> Presence:
    return Presence(count=count, mass=float(count), strength=1.0, in_title=in_title)


def marks(*seeds: dict[str, Presence], sides: tuple[Side, ...] = (SUDAN,)) -> Marks:
    return marks_of({f"{number}.txt": found for number, found in enumerate(seeds)}, sides, lexicon())


def test_a_town_that_all_seeds_are_about_is_a_strong_mark() -> None:
    found = marks({TOWN: named(3), "country/SD": named(5)}, {TOWN: named(1, in_title=True), "country/SD": named(2)})
    assert (found.all, found.strong) == ((TOWN,), (TOWN,))


def test_what_one_seed_alone_names_is_none() -> None:
    assert marks({TOWN: named(3)}, {REGION: named(3)}) == NO_MARKS


def test_a_place_named_in_passing_in_one_seed_is_none_an_organisation_is() -> None:
    jnim = "org/jnim"
    found = marks({TOWN: named(1), jnim: named(1)}, {TOWN: named(4), jnim: named(2)})
    assert found == Marks(all=(jnim,), strong=())


def test_the_sides_their_people_their_capitals_and_what_is_in_the_news_every_day_are_none() -> None:
    everywhere = {
        "org/sudanese-armed-forces": named(4),
        CAPITAL: named(4),
        "org/united-nations": named(4),
        "topic/war": named(4),
        "media/afp": named(4),
        "country/EG": named(4),
    }
    assert marks(everywhere, everywhere) == NO_MARKS


EGYPT = Side(id="country/EG", mass=5, members=("country/EG",))


def test_one_seed_is_known_by_its_headline_and_between_two_sides_by_no_place_of_it() -> None:
    alone = {TOWN: named(2, in_title=True), REGION: named(5)}
    assert marks(alone).strong == (TOWN,)
    assert marks(alone, sides=(SUDAN, EGYPT)) == NO_MARKS


def test_one_seed_of_two_sides_is_known_by_what_its_headline_and_its_text_are_about() -> None:
    dam = "event/kakhovka-dam"
    assert marks({dam: named(3, in_title=True)}, sides=(SUDAN, EGYPT)).all == (dam,)
    assert marks({dam: named(2, in_title=True)}, sides=(SUDAN, EGYPT)) == NO_MARKS


def test_a_meeting_of_an_organisation_is_no_mark_and_a_first_officer_of_a_state_neither() -> None:
    ethiopia = Side(id="country/ET", mass=9, members=("country/ET",))
    found = {"event/nato-washington-summit-2024": named(4), "person/abiy-ahmed": named(4)}
    assert marks(found, found, sides=(ethiopia,)) == NO_MARKS


def test_somebody_who_holds_no_office_of_state_stands_for_himself_whatever_his_country() -> None:
    canada = Side(id="country/CA", mass=9, members=("country/CA", "person/hardeep-singh-nijjar"))
    found = {"person/hardeep-singh-nijjar": named(3), "country/CA": named(5)}
    assert marks(found, found, sides=(canada,)).names == ("person/hardeep-singh-nijjar",)


def test_a_thing_that_all_seeds_are_about_is_a_chief_mark_and_stands_for_no_side() -> None:
    found = {"topic/polio": named(3), "topic/vaccination": named(3)}
    both = marks(found, found)
    assert both.chief == ("topic/polio",)
    assert not both.stands_for("topic/polio", "country/SD")


def test_a_canal_stands_for_its_own_country_alone_and_a_topic_for_a_side_only_if_it_is_of_one_affair() -> None:
    found = Marks(all=("place/x", "event/y"), strong=(), lies_in={"place/x": "country/AA"})
    assert found.stands_for("place/x", "country/AA")
    assert not found.stands_for("place/x", "country/BB")
    assert found.stands_for("event/y", "country/AA")
    assert found.stands_for("topic/water-dispute", "country/AA")
    assert not found.stands_for("topic/protest", "country/AA")
