"""Groups articles into stories, across outlets and languages.

    features -> who is near, by an index of what is rare -> the neighbourhood grouped afresh -> what changes by it

An article is compared with the members of a story by what crosses languages: actors, subjects, places, figures and
names that nobody has listed (entities link 88.5 % of stories, text 78.3 %: findings on language), and within one
language by its words. What it shows may also make one story of two, or two of one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Container
from dataclasses import replace

from monitor.decide.stories.copies import original
from monitor.decide.stories.features import features, informative
from monitor.decide.stories.neighbourhood import Group, Neighbourhood
from monitor.decide.stories.shelf import COMPARED, OPEN_FOR, Shelf
from monitor.model import Analysis, Member, Placement, Regrouping, Story

__all__ = ["COMPARED", "OPEN_FOR", "Shelf", "assign", "features", "place"]


def assign(analysis: Analysis, member: Member, stories: Collection[Story], watched: Container[str] = ()) -> Story:
    """The story that the article joins, or a new one, where these stay as they are: for a look back at what was formed
    long ago."""
    shelf = Shelf(watched)
    shelf.hold(stories)
    placed = place(analysis, member, shelf)
    if placed.regrouping is None:
        return placed.story
    known = {story.id: story for story in stories}.get(placed.story.id)
    member = placed.story.members[-1]
    return _with(known, member) if known else _new(member)


def place(analysis: Analysis, member: Member, shelf: Shelf) -> Placement:
    """The story that the article belongs to, with the article in it as its last member, and what becomes of the stories
    around it. The shelf stays as it is."""
    known = shelf.story_of(member.article_id)
    if known is not None:
        story = shelf.story(known)
        return Placement(story=replace(story, revision=story.revision + 1))
    member = replace(member, features=features(analysis), informative=informative(analysis))
    around = Neighbourhood(shelf, member.article_id, shelf.weigh(member))
    return _Placing(shelf, member, around.changed()).placement()


class _Placing:
    """From groups of articles to stories: which one each group goes on with, and who moves."""

    def __init__(self, shelf: Shelf, member: Member, found: tuple[Group, ...]) -> None:
        self._member = member
        self._groups = [(group - {member.article_id}, member.article_id in group) for group in found]
        ids = sorted({shelf.story_of(one) or "" for group, _ in self._groups for one in group})
        self._before = {one: shelf.story(one) for one in ids}
        self._story_of = {one.article_id: story.id for story in self._before.values() for one in story.members}

    def placement(self) -> Placement:
        goes_on = self._going_on()
        wanted = {group: self._members_of(group, goes_on) for group, _ in self._groups if group}
        after = {group: self._made(group, members, goes_on[group]) for group, members in wanted.items()}
        mine = next(group for group, here in self._groups if here)
        story = after[mine] if mine else None
        placed = Placement(story=_with(story, self._member) if story else _new(self._member))
        changed = tuple(one for one in after.values() if one != self._before.get(one.id))
        return replace(placed, regrouping=self._regrouping(changed)) if changed else placed

    def _going_on(self) -> dict[Group, Story | None]:
        """Each group with the story that goes on in it: the one that brings most articles to it, of equals the oldest;
        the greatest group chooses first."""
        found: dict[Group, Story | None] = {}
        left = dict(self._before)
        for group, _ in sorted(self._groups, key=lambda item: (-len(item[0]), sorted(item[0]))):
            votes = Counter(self._story_of[one] for one in group)
            best = min(
                (story for story in left.values() if votes[story.id]),
                key=lambda story: (-votes[story.id], story.first_seen, story.id),
                default=None,
            )
            found[group] = left.pop(best.id) if best else None
        return found

    def _members_of(self, group: Group, goes_on: dict[Group, Story | None]) -> list[Member]:
        """The group's articles, and those of its stories that are not compared: these stay with their story, or go
        where most of it goes."""
        homes = {story.id: here for here, story in goes_on.items() if story}
        found = []
        for story in self._before.values():
            most = max(goes_on, key=lambda here: (len(here & _ids(story)), sorted(here)))
            stays = homes.get(story.id, most) == group
            uncompared = _ids(story) - frozenset().union(*goes_on)
            here = group | uncompared if stays else group
            found += [one for one in story.members if one.article_id in here]
        return found

    def _made(self, group: Group, members: list[Member], goes_on: Story | None) -> Story:
        """The group as a story: the one that goes on, as it is where nobody comes or leaves, or a new one."""
        if goes_on and frozenset(one.article_id for one in members) == _ids(goes_on):
            return goes_on
        first = min(members, key=lambda one: (one.published, one.article_id))
        parent = self._before[self._story_of[first.article_id]]
        return Story(
            id=goes_on.id if goes_on else _id(f"{parent.id}/{parent.revision}/{first.article_id}"),
            members=_assembled(members),
            first_seen=min(one.published for one in members),
            last_seen=max(one.published for one in members),
            revision=goes_on.revision + 1 if goes_on else 1,
        )

    def _regrouping(self, changed: tuple[Story, ...]) -> Regrouping:
        now = {one.article_id: story.id for story in changed for one in story.members}
        moves = {name: (was, now[name]) for name, was in self._story_of.items() if now.get(name, was) != was}
        gone = tuple(story for story in self._before.values() if all(one in moves for one in _ids(story)))
        into = {one.id: Counter(moves[name][1] for name in sorted(_ids(one))).most_common(1)[0][0] for one in gone}
        return Regrouping(stories=changed, moves=moves, gone=gone, into=into)


def _assembled(members: list[Member]) -> tuple[Member, ...]:
    """The members in the order of their publication; who copies whom is asked again of those whose original has gone
    elsewhere, and of those who had none where they were."""
    found: list[Member] = []
    compared = 0
    for member in sorted(members, key=lambda one: (one.published, one.article_id)):
        here = member.copy_of in {one.article_id for one in found}
        kept = member if here else replace(member, copy_of=original(member, found))
        compared += bool(kept.features)
        found.append(kept if compared <= COMPARED else replace(kept, features=()))
    return tuple(found)


def _with(story: Story, member: Member) -> Story:
    member = replace(member, copy_of=original(member, story.members))
    compared = sum(bool(one.features) for one in story.members)
    return replace(
        story,
        members=(*story.members, member if compared < COMPARED else replace(member, features=())),
        first_seen=min(story.first_seen, member.published),
        last_seen=max(story.last_seen, member.published),
        revision=story.revision + 1,
    )


def _new(member: Member) -> Story:
    return Story(
        id=_id(member.article_id),
        members=(member,),
        first_seen=member.published,
        last_seen=member.published,
        revision=1,
    )


def _ids(story: Story) -> frozenset[str]:
    return frozenset(one.article_id for one in story.members)


def _id(seed: str) -> str:
    return hashlib.blake2b(seed.encode(), digest_size=6, person=b"story").hexdigest()
