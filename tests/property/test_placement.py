"""Whatever comes in whatever order: each article is in one story, and every change adds up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from doubles.stories import agreement, analysis, in_random_order, member_of, tellings

from monitor.decide.group import Shelf, place
from monitor.model import Placement, Story

SOME = tellings("dev")[:160]


class Books:
    """The stories as a store would keep them, which believes nothing."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        self.shelf = Shelf()
        self.became_one = self.parted = 0

    def enter(self, placed: Placement) -> None:
        if placed.regrouping:
            before = self.home()
            for story in placed.regrouping.stories:
                known = self.stories.get(story.id)
                self.parted += known is None
                assert story.revision == (known.revision + 1 if known else 1)
            for gone in placed.regrouping.gone:
                assert self.stories.pop(gone.id) == gone
                assert placed.regrouping.into[gone.id] in {story.id for story in placed.regrouping.stories}
                self.became_one += 1
            self.stories.update({story.id: story for story in placed.regrouping.stories})
            after = self.home()
            moved = {name: (was, after[name]) for name, was in before.items() if after[name] != was}
            assert moved == placed.regrouping.moves
        known = self.stories.get(placed.story.id)
        assert placed.story.revision == (known.revision + 1 if known else 1)
        assert placed.story.members[:-1] == (known.members if known else ())
        self.stories[placed.story.id] = placed.story
        self.shelf.hold(self.stories.values())

    def home(self) -> dict[str, str]:
        """Article -> its story; no article is in two."""
        members = [(one.article_id, story.id) for story in self.stories.values() for one in story.members]
        assert len(dict(members)) == len(members)
        return dict(members)


def formed(seed: int) -> Books:
    books = Books()
    for one in in_random_order(SOME, seed):
        books.enter(place(analysis(one.article), member_of(one), books.shelf))
    assert books.home().keys() == {one.article.id for one in SOME}
    return books


@pytest.mark.parametrize("seed", [1, 2])
def test_each_article_is_in_one_story_and_every_change_adds_up(seed: int) -> None:
    books = formed(seed)
    # without these, nothing was tried
    assert books.became_one
    assert books.parted
    for story in books.stories.values():
        assert (story.first_seen, story.last_seen) == (
            min(one.published for one in story.members),
            max(one.published for one in story.members),
        )


def test_the_stories_are_the_same_in_whatever_order_their_articles_come() -> None:
    assert agreement(formed(3).home(), formed(4).home()) >= 0.97


def test_an_article_that_comes_again_changes_nothing_but_the_revision() -> None:
    books = formed(5)
    one = SOME[7]
    known = books.stories[books.home()[one.article.id]]
    again = place(analysis(one.article), member_of(one), books.shelf)
    assert again == Placement(story=replace(known, revision=known.revision + 1))
