"""The same articles form the same stories in whatever order they come."""

from __future__ import annotations

import random
from itertools import combinations
from statistics import mean

from doubles.stories import agreement, together
from doubles.story_press import press, stories_of

#: the long form, 10,000 articles in 50 orders, is `make trust`
ARTICLES, ORDERS = 600, 5
#: of the pairs that are together in either of two orders, the share that is together in both
AGREED = 0.0


def test_articles_in_another_order_form_the_same_stories() -> None:
    made = press(ARTICLES)
    formed = [stories_of(random.Random(seed).sample(made, len(made))) for seed in range(ORDERS)]  # noqa: S311
    assert mean(agreement(one, other) for one, other in combinations(formed, 2)) >= AGREED


def test_most_pairs_of_the_made_press_are_found_and_few_others() -> None:
    made = press(ARTICLES)
    wanted, found = together({one.article.id: one.story for one in made}), together(stories_of(made))
    assert len(wanted & found) / len(found) >= AGREED
    assert len(wanted & found) / len(wanted) >= AGREED
