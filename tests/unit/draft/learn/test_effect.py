"""What an edit would have done to the articles that are stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from doubles.outcomes import NOW, analysis, article

from monitor.decide.profile import Profile, Term
from monitor.draft.learn.effect import effect
from monitor.ports import Archived


def archive(*numbers: int) -> Iterable[Archived]:
    for number in numbers:
        yield Archived(
            article=article(number),
            analysis=analysis(number) if number % 2 else replace(analysis(number), topics=()),
            matches=(),
            verdicts=(),
            story_id=None,
            stored_at=NOW,
            backlog=False,
        )


def test_the_effect_is_what_one_profile_matches_and_the_other_does_not() -> None:
    aliyev = Profile(id="p", name="P", watch=(Term(id="person/ilham-aliyev", weight=3.0),))
    treaty = replace(aliyev, require=("topic/peace-treaty",), enabled=False)
    steps: list[str] = []
    found = effect(aliyev, treaty, archive(1, 2, 3), {}, steps.append)
    assert (found.articles, found.before, found.after) == (3, 3, 2)
    assert ([hit.article_id for hit in found.lost], found.gained) == ([article(2).id], ())
    back = effect(treaty, aliyev, archive(1, 2, 3), {})
    assert ([hit.article_id for hit in back.gained], back.lost) == ([article(2).id], ())
    assert steps == [article(number).title for number in (1, 2, 3)]
