"""What readers said becomes one sample for each story, by what most of them said."""

from __future__ import annotations

from datetime import timedelta

from doubles.outcomes import NOW, analysis, article, feedback, match

from monitor.draft.learn.lessons import Lessons, lessons
from monitor.model import Feedback
from monitor.ports import StoredArticle

STORED = {
    article(number).id: StoredArticle(
        article=article(number), analysis=analysis(number), matches=(match(),), story=None, verdicts=()
    )
    for number in (1, 2, 3)
}


def learnt(*said: Feedback) -> Lessons:
    return lessons(said, STORED.get)


def worth(found: Lessons) -> dict[str, bool]:
    return {sample.id: sample.wanted for sample in found.samples}


def test_each_story_is_a_sample_with_its_article() -> None:
    found = learnt(feedback(1), feedback(2, opinion="down"))
    assert worth(found) == {article(1).id: True, article(2).id: False}
    assert [sample.analysis for sample in found.samples] == [analysis(1), analysis(2)]


def test_most_words_count_and_as_many_on_both_sides_say_nothing() -> None:
    three = [feedback(1, who=who, opinion=opinion) for who, opinion in (("a", "down"), ("b", "up"), ("c", "down"))]
    two = [feedback(2, who=who, opinion=opinion) for who, opinion in (("a", "down"), ("b", "up"))]
    found = learnt(*three, *two)
    assert worth(found) == {article(1).id: False}
    assert found.disputed == (article(2).title,)


def test_an_article_that_is_no_longer_stored_is_named_and_left_out() -> None:
    found = learnt(feedback(1), feedback(9))
    assert worth(found) == {article(1).id: True}
    assert found.gone == (article(9).title,)


def test_an_article_judged_by_itself_and_with_its_story_counts_once() -> None:
    found = learnt(feedback(1, opinion="up"), feedback(1, opinion="down", story_id=None, at=NOW + timedelta(hours=1)))
    assert worth(found) == {article(1).id: False}
