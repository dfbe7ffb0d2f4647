"""What a language calls one country's ministry, it calls every other's, with the country changed."""

from __future__ import annotations

from monitor.comprehend.catalogue import Actor
from monitor.comprehend.lookup.composing import composed

COUNTRIES = (
    Actor(
        id="country/QA",
        name="Aland",
        names={"fr": ("Alande",), "ru": ("Аландия",)},
        demonyms={"fr": ("alandais",), "ru": ("аландский",)},
    ),
    Actor(
        id="country/QB",
        name="Beland",
        names={"fr": ("Bélande",), "ru": ("Беландия",)},
        demonyms={"fr": ("bélandais",), "ru": ("беландский",)},
    ),
    Actor(
        id="country/QC",
        name="Celand",
        names={"fr": ("Célande",), "ru": ("Целандия",)},
        demonyms={"fr": ("célandais",), "ru": ("целандский",)},
    ),
)


def ministry(country: str, **names: tuple[str, ...]) -> Actor:
    return Actor(
        id=f"org/{country}", name=country, of=f"country/{country}", organ="foreign-ministry", names=dict(names)
    )


def forms(word: str, language: str) -> tuple[str, ...]:
    """The nominative of a Russian genitive."""
    return (word, word.removesuffix("ии") + "ия")


def names_of(*organs: Actor) -> set[tuple[str, str, str]]:
    return {(name, actor.id, language) for name, actor, language in composed((*COUNTRIES, *organs), forms)}


def test_the_frame_of_two_countries_serves_for_a_third() -> None:
    found = names_of(
        ministry("QA", fr=("ministère alandais des Affaires étrangères",)),
        ministry("QB", fr=("ministère bélandais des Affaires étrangères",)),
        ministry("QC"),
    )
    assert ("ministère célandais des Affaires étrangères", "org/QC", "fr") in found


def test_a_country_is_known_in_its_cases_and_filled_in_as_it_stands_by_itself() -> None:
    found = names_of(ministry("QA", ru=("МИД Аландии",)), ministry("QB", ru=("МИД Беландии",)), ministry("QC"))
    assert ("МИД Целандия", "org/QC", "ru") in found


def test_the_frame_of_one_country_alone_is_its_own() -> None:
    assert not names_of(ministry("QA", fr=("Quai d'Alande",)), ministry("QC"))


def test_another_organ_has_other_frames() -> None:
    other = Actor(id="org/army", name="army", of="country/QC", organ="armed-forces")
    found = names_of(ministry("QA", ru=("МИД Аландии",)), ministry("QB", ru=("МИД Беландии",)), other)
    assert "org/army" not in {actor for _, actor, _ in found}
