"""What a new article changes: the stories around it, grouped afresh.

    its own group, of one -> those with anything near it -> average linkage over all their articles
                          -> the same around each group that changed, so far as it goes

The stories then do not depend on which of their articles came first: a pair that looked like one event parts when each
finds its own, and two stories become one when an article shows that they are.
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.decide.stories.linkage import groups
from monitor.decide.stories.shelf import OPEN_DAYS, Shelf, alike
from monitor.decide.stories.traits import Traits

#: log-odds, in the mean over the pairs of two groups, from which they are one story. Below zero, because they were
#: learned on pairs, and the mean over a group errs less. Chosen on `dev`, with what grown groups must have more
JOIN = -2.5
#: and how much more for each doubling of the smaller group. Chosen on `dev`
GROWN = 1.3
#: how often what has changed around the article is looked at again
ROUNDS = 3
Group = frozenset[str]


class Neighbourhood:
    """The groups around a new article. The shelf stays as it is."""

    def __init__(self, shelf: Shelf, article_id: str, mine: Traits) -> None:
        self._shelf = shelf
        self._article_id = article_id
        self._mine = mine
        #: article -> its group, of those in a group that is not a story of the shelf
        self._changed: dict[str, Group] = {article_id: frozenset((article_id,))}
        #: two articles, the smaller name first -> their log-odds, once they were compared
        self._odds: dict[tuple[str, str], float] = {}

    def changed(self) -> tuple[Group, ...]:
        """The groups that are not, or not yet, stories of the shelf, the new article's among them; sorted."""
        todo = [self._changed[self._article_id]]
        for _ in range(ROUNDS):
            todo = [changed for group in todo for changed in self._afresh(group)]
        return tuple(sorted(set(self._changed.values()), key=sorted))

    def _afresh(self, group: Group) -> list[Group]:
        """Group what is around it; of the groups that come of it, those that have to be looked at again."""
        if any(self._group_of(one) != group for one in group):
            return []  # it has changed since
        around = {self._group_of(other) for one in group for other in self._near(one)}
        before = {one for one in around if self._is_open(one, group)} | {group}
        days = {one: self._traits(one).day for one in frozenset().union(*before)}
        parts = {frozenset(part) for part in groups(days, self._alike, at_least=JOIN, grown=GROWN, apart=OPEN_DAYS)}
        for part in parts - before:
            self._changed.update(dict.fromkeys(part, part))
        return [part for part in sorted(parts - before, key=sorted) if part - {self._article_id} not in before]

    def _near(self, one: str) -> Iterable[str]:
        """The articles that are near one."""
        found = self._shelf.near(one, self._traits(one))
        self._odds.update(((min(one, other), max(one, other)), odds) for other, odds in found.items())
        return found

    def _is_open(self, one: Group, other: Group) -> bool:
        """Is there no more than the days of an open story between the two?"""
        spans = [sorted(self._traits(name).day for name in group) for group in (one, other)]
        (first, last), (begun, ended) = ((span[0], span[-1]) for span in spans)
        return max(begun - last, first - ended) <= OPEN_DAYS

    def _group_of(self, article_id: str) -> Group:
        """The group of an article that is compared."""
        changed = self._changed.get(article_id)
        if changed is None:
            changed = frozenset(self._shelf.compared(self._shelf.story_of(article_id) or ""))
        return changed

    def _traits(self, article_id: str) -> Traits:
        return self._mine if article_id == self._article_id else self._shelf.traits(article_id)

    def _alike(self, one: str, other: str) -> float:
        """Two articles, the smaller name first."""
        known = self._odds.get((one, other))
        if known is None:
            known = self._odds[one, other] = alike(one, self._traits(one), other, self._traits(other))
        return known
