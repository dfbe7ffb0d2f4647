"""The gist of an article names those whom it is about, the most central first, and few of them."""

from __future__ import annotations

from doubles.analyses import analysis

from monitor.decide.gist import ACTORS, TOPICS, gist, gist_of_evidence


def nothing(term: str) -> bool:
    """No term is a minor one."""
    return False


def test_actors_stand_before_topics_and_the_most_named_first() -> None:
    read = analysis({"topic/peace-treaty": 9, "country/AM": 3, "person/ilham-aliyev": 5, "topic/war": 2})
    assert gist(read, nothing) == ("person/ilham-aliyev", "country/AM", "topic/peace-treaty", "topic/war")


def test_whom_the_headline_names_comes_first_however_seldom_the_text_does() -> None:
    read = analysis({"country/AM": 9, "org/nato": 1, "topic/war": 7}, title=("org/nato", "topic/peace-treaty"))
    assert gist(read, nothing) == ("org/nato", "country/AM", "topic/peace-treaty", "topic/war")


def test_what_is_named_in_passing_or_by_an_unsure_surname_is_left_out() -> None:
    read = analysis({"country/AM": 9, "country/FR": 1}, weak=("person/jane-doe",))
    assert gist(read, nothing) == ("country/AM",)


def test_outlets_unlisted_names_and_phrases_are_no_part_of_it() -> None:
    read = analysis({"media/reuters": 9, "unlisted/Doe": 9, "phrase/upgrade relations": 9, "country/AM": 9})
    assert gist(read, nothing) == ("country/AM",)


def test_a_minor_term_stands_only_where_there_is_no_other_of_its_kind() -> None:
    minor = {"place/baku", "topic/trade"}.__contains__
    read = analysis({"place/baku": 9, "country/AZ": 3, "topic/trade": 9, "topic/war": 3})
    assert gist(read, minor) == ("country/AZ", "topic/war")
    assert gist(analysis({"place/baku": 9, "topic/trade": 9}), minor) == ("place/baku", "topic/trade")


def test_it_is_one_line_however_much_is_named() -> None:
    countries = {f"country/{code}": 5 for code in ("AM", "AZ", "FR", "DE", "IT", "ES")}
    topics = {f"topic/{name}": 5 for name in ("war", "peace-treaty", "trade", "visa")}
    terms = gist(analysis(countries | topics), nothing)
    assert len(terms) == ACTORS + TOPICS
    assert len(gist_of_evidence([*countries, *topics])) == ACTORS + TOPICS


def test_of_nothing_there_is_no_gist() -> None:
    assert gist(analysis(), nothing) == ()


def test_a_match_s_terms_keep_their_order_and_topics_come_last() -> None:
    terms = ("topic/war", "country/AM", "phrase/x", "person/ilham-aliyev")
    assert gist_of_evidence(terms) == ("country/AM", "person/ilham-aliyev", "topic/war")
