"""A channel with a language names actors and topics in it, and says what headlines in others are about."""

from __future__ import annotations

from dataclasses import replace

from doubles import shipped
from doubles.analyses import analysis
from doubles.told import MORNING, alert, member

from monitor.compose import told_in
from monitor.deliver.sample import sample_alert
from monitor.model import Alert, Analysis, Evidence, Match

TREATY = analysis(
    {
        "country/AM": 4,
        "person/ilham-aliyev": 6,
        "topic/peace-treaty": 3,
        "place/baku": 9,
        "topic/trade": 5,
        "org/nato": 3,
    },
    title=("person/ilham-aliyev",),
    language="vi",
)


def evidence(term: str, name: str) -> Evidence:
    return Evidence(term=term, name=name, points=1.0, count=1, in_title=True, surfaces=())


MATCH = Match(
    profile="caucasus",
    version="1",
    score=0.8,
    decision="match",
    evidence=(
        evidence("phrase/upgrade relations", "upgrade relations"),
        evidence("person/gone-since", "Gone Since"),
        evidence("country/AM", "Armenia"),
        evidence("topic/peace-treaty", "peace treaty"),
    ),
    missing=(),
)


def told(language: str, read: Analysis | None = TREATY) -> Alert:
    return told_in(language, alert(member(0), match=MATCH), read, shipped.lexicon())


def words(what: Alert) -> tuple[list[str], list[str]]:
    assert what.gist is not None
    return [one.text for one in what.gist.actors], [one.text for one in what.gist.topics]


def test_the_gist_names_main_actors_and_topics_in_the_language() -> None:
    assert words(told("en")) == (["Ilham Aliyev", "Armenia", "NATO"], ["peace treaty"])
    assert words(told("fa")) == (["الهام علی‌اف", "ارمنستان", "ناتو"], ["پیمان صلح"])


def test_the_capital_and_generic_topics_give_way_to_what_says_more() -> None:
    actors, topics = words(told("en"))
    assert "Baku" not in actors
    assert "trade" not in topics


def test_a_label_that_the_language_lacks_is_in_english_and_says_so() -> None:
    gist = told("ko").gist
    assert gist is not None
    assert gist.topics[0].text == "peace treaty"
    assert gist.topics[0].language == "en"


def test_a_headline_in_the_reader_s_language_needs_no_gist() -> None:
    assert told("vi").gist is None


def test_the_evidence_is_named_in_the_language_but_for_phrases_and_what_the_catalogue_lost() -> None:
    names = [one.name for one in told("vi").match.evidence]
    assert names == ["upgrade relations", "Gone Since", "Armenia", "hiệp ước hòa bình"]


def test_where_the_article_is_gone_the_match_says_what_it_was_about() -> None:
    assert words(told("en", None)) == (["Armenia"], ["peace treaty"])


def test_where_nothing_says_it_there_is_no_gist() -> None:
    silent = replace(MATCH, evidence=())
    assert told_in("en", alert(member(0), match=silent), analysis(), shipped.lexicon()).gist is None


def test_the_sample_of_an_alert_has_a_gist_like_any_other() -> None:
    sample = told_in("vi", sample_alert(MORNING), None, shipped.lexicon())
    assert words(sample) == (["Liên hợp quốc"], ["tự do báo chí"])
