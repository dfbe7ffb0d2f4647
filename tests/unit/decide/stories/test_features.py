"""What an article is compared by."""

from __future__ import annotations

from doubles.analyses import analysis
from doubles.shipped import read

from monitor.comprehend.clues.hashing import word_hash
from monitor.decide.stories.features import LEAD, features


def test_a_lead_has_the_terms_of_the_headline_and_of_the_first_sentences() -> None:
    body = "Officials met in Warsaw. They talked for hours. Germany was not there."
    found = dict(features(read(body, "Poland and Japan agree")))
    assert LEAD == 2
    assert {name for name in found if name.startswith("lead/country/")} == {"lead/country/PL", "lead/country/JP"}
    assert "lead/place/warsaw" in found
    assert "country/DE" in found


def test_what_says_where_another_feature_stands_weighs_nothing() -> None:
    found = dict(features(read("The ferry sank off Poland.", "Ferry sinks")))
    marks = {name: weight for name, weight in found.items() if name.startswith(("lead/", "headline/"))}
    assert f"headline/{word_hash('ferry'):x}" in marks
    assert set(marks.values()) == {0.0}


def test_a_word_weighs_what_its_sketch_says() -> None:
    found = analysis({"person/a": 3})
    assert all(dict(features(found))[f"word/{word:x}"] == tenths / 10 for word, tenths in found.sketch)
