"""The words that count, marked in the text itself."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

from doubles.analyses import analysis
from doubles.outcomes import match
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from monitor.cli.highlight import Mark, highlighter, legend, marks_of, weightiest
from monitor.deliver.text import clean
from monitor.model import Analysis, Evidence, Match, Mention, Missing, TopicHit

PERSIAN = "NATO و باکو درباره توافق صلح گفت‌وگو کردند."


def screen(*, coloured: bool = False, encoding: str = "utf-8") -> Console:
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    return Console(file=file, force_terminal=coloured, color_system="standard" if coloured else None, markup=False)


def finding(*terms: str, excluded: tuple[str, ...] = ()) -> Match:
    evidence = (Evidence(term=one, name=one, points=1.0, count=1, in_title=False, surfaces=()) for one in terms)
    missing = tuple(Missing(kind="excluded", what=what) for what in excluded)
    return match(evidence=tuple(evidence), missing=missing)


def saying(*mentions: tuple[str, int, int]) -> Analysis:
    """An analysis in which these terms stand at these places."""
    actors = [one for one in mentions if not one[0].startswith(("topic/", "phrase/"))]
    return replace(
        analysis(),
        mentions=tuple(
            Mention(actor=term, surface="", start=start, end=end, rule="name") for term, start, end in actors
        ),
        topics=tuple(
            TopicHit(topic=term, surface="", start=start, end=end)
            for term, start, end in mentions
            if term.startswith("topic/")
        ),
    )


class TestMarks:
    def test_only_what_a_match_names_is_marked_in_order_of_place(self) -> None:
        said = saying(("topic/sport", 20, 25), ("country/AZ", 0, 4), ("country/US", 10, 14))
        marks = marks_of(said, [finding("country/AZ", "topic/sport")])
        assert [(one.start, one.kind, one.term) for one in marks] == [
            (0, "actor", "country/AZ"),
            (20, "topic", "topic/sport"),
        ]

    def test_the_terms_of_a_condition_are_marked_by_what_it_is_called(self) -> None:
        said = saying(("country/AZ", 0, 4), ("org/nato", 6, 9), ("country/A", 20, 24))
        marks = marks_of(said, [finding("within 1 sentence org/nato, (one of country/AZ, place/baku)")])
        assert [one.term for one in marks] == ["country/AZ", "org/nato"]

    def test_what_speaks_against_an_article_shows_where_words_serve_twice(self) -> None:
        said = saying(("country/AZ", 0, 10), ("topic/sport", 4, 8))
        (mark,) = marks_of(said, [finding("country/AZ", excluded=("topic/sport",))])
        assert (mark.kind, mark.start, mark.end) == ("excluded", 4, 8)

    def test_of_words_that_serve_two_terms_the_longer_are_marked(self) -> None:
        said = saying(("country/AZ", 5, 10), ("org/azerbaijan-parliament", 0, 10))
        (mark,) = marks_of(said, [finding("country/AZ", "org/azerbaijan-parliament")])
        assert mark.term == "org/azerbaijan-parliament"

    def test_words_that_only_mean_an_actor_are_marked_where_nothing_names_it(self) -> None:
        meant = Mention(actor="country/US", surface="Washington", start=0, end=10, rule="capital")
        unnamed, named = replace(saying(), implied=(meant,)), replace(saying(("country/US", 20, 23)), implied=(meant,))
        assert [one.start for one in marks_of(unnamed, [finding("country/US")])] == [0]
        assert [one.start for one in marks_of(named, [finding("country/US")])] == [20]


class TestDrawing:
    MARKS = (
        Mark(start=0, end=4, kind="actor", term="org/nato"),
        Mark(start=21, end=30, kind="topic", term="topic/peace-treaty"),
    )

    def test_without_colours_signs_stand_around_the_words(self) -> None:
        text = "NATO speaks of peace and football."
        marks = (self.MARKS[0], Mark(start=25, end=33, kind="excluded", term="topic/football"))
        draw = highlighter(screen(), text, marks, "en")
        assert draw(0, len(text)).plain == "«NATO» speaks of peace and ‹football›."
        assert legend(screen(), text).plain == "«counts» ‹speaks against it›"

    def test_an_encoding_that_lacks_these_signs_gets_others(self) -> None:
        draw = highlighter(screen(encoding="ascii"), "NATO speaks", self.MARKS[:1], "en")
        assert draw(0, 11).plain == "[NATO] speaks"

    def test_a_text_that_has_these_signs_of_its_own_gets_others(self) -> None:
        text = "«НАТО» говорит о мире."
        draw = highlighter(screen(), text, [Mark(start=1, end=5, kind="actor", term="org/nato")], "ru")
        assert draw(0, len(text)).plain == "«[НАТО]» говорит о мире."
        assert legend(screen(), text).plain == "[counts] <speaks against it>"

    def test_colours_replace_the_signs_and_differ_by_kind(self) -> None:
        line = highlighter(screen(coloured=True), PERSIAN, self.MARKS, "en")(0, len(PERSIAN))
        assert "«" not in line.plain
        assert len({str(span.style) for span in line.spans}) == 2

    def test_persian_that_begins_with_a_latin_name_reads_from_the_right_all_the_same(self) -> None:
        line = highlighter(screen(), PERSIAN, self.MARKS[:1], "fa")(0, len(PERSIAN)).plain
        assert (line[0], line[-1]) == ("\u2067", "\u2069")

    def test_an_english_line_with_a_persian_name_keeps_its_direction(self) -> None:
        line = highlighter(screen(), "علی‌اف met NATO", (), "en")(0, 15).plain
        assert (line[0], line[-1]) == ("\u2066", "\u2069")

    @given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=6))
    def test_whatever_the_text_holds_marking_leaves_its_words_as_they_are(
        self, text: str, places: list[tuple[int, int]]
    ) -> None:
        said = saying(*(("country/AZ", start, start + length) for start, length in places))
        marks = tuple(mark for mark in marks_of(said, [finding("country/AZ")]) if mark.end <= len(text))
        assert all(one.end <= after.start for one, after in pairwise(marks))
        line = highlighter(screen(coloured=True), text, marks, "en")(0, len(text)).plain.strip("\u2066\u2067\u2069")
        assert "".join(line.split()) == "".join(clean(text).split())


def test_the_sentences_with_the_most_different_terms_are_shown_in_their_order() -> None:
    marks = [
        Mark(start=start, end=start + 1, kind="actor", term=term)
        for start, term in ((1, "a"), (11, "a"), (12, "b"), (21, "a"), (22, "b"), (23, "c"))
    ]
    sentences = [(0, 10), (10, 20), (20, 30), (30, 40)]
    assert weightiest(sentences, marks, 2) == ((10, 20), (20, 30))
    assert weightiest(sentences, marks, 9) == ((0, 10), (10, 20), (20, 30))
