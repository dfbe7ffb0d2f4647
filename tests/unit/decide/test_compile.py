"""Profiles are indexed by what they watch, so that an article visits no others."""

from __future__ import annotations

from monitor.decide.compile import compile_profiles
from monitor.decide.profile import Profile, Term


def profile(name: str, *terms: str, enabled: bool = True) -> Profile:
    return Profile(id=name, name=name, watch=tuple(Term(id=term, weight=1.0) for term in terms), enabled=enabled)


def concerned(profiles: list[Profile], *terms: str) -> list[str]:
    return [one.profile.id for one in compile_profiles(profiles).concerned(terms)]


def test_a_profile_is_visited_only_when_a_term_of_its_is_seen() -> None:
    profiles = [profile("a", "country/AA", "country/BB"), profile("b", "country/BB"), profile("c", "country/CC")]
    assert concerned(profiles, "country/BB") == ["a", "b"]
    assert concerned(profiles, "country/CC", "country/AA") == ["a", "c"]
    assert concerned(profiles, "country/ZZ") == []
    assert concerned(profiles) == []


def test_a_profile_is_visited_once_however_many_of_its_terms_are_seen() -> None:
    assert concerned([profile("a", "country/AA", "country/BB")], "country/BB", "country/AA", "country/BB") == ["a"]


def test_what_is_only_required_or_excluded_visits_nobody() -> None:
    one = Profile(id="a", name="a", watch=(Term(id="country/AA", weight=1.0),), require=(("country/BB",),))
    assert concerned([one], "country/BB") == []


def test_a_disabled_profile_is_never_visited() -> None:
    assert concerned([profile("a", "country/AA", enabled=False), profile("b", "country/AA")], "country/AA") == ["b"]


def test_of_a_term_listed_twice_the_heavier_counts() -> None:
    lines = [Term(id="country/AA", weight=weight) for weight in (1.0, 3.0, 2.0)]
    all_three, heaviest = (Profile(id="a", name="a", watch=tuple(watch)) for watch in (lines, lines[1:2]))
    (one,), (other,) = compile_profiles([all_three]).profiles, compile_profiles([heaviest]).profiles
    assert (one.terms, one.full_score) == (other.terms, other.full_score)


def test_thousands_of_profiles_cost_an_article_only_its_own() -> None:
    profiles = [profile(f"p{number}", f"person/{number}") for number in range(3000)]
    assert concerned(profiles, "person/17", "person/2999") == ["p17", "p2999"]
