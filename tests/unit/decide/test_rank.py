"""A digest tells the best match first; among equals what is new, then what many outlets tell in words of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from doubles.told import member
from hypothesis import given
from hypothesis import strategies as st

from monitor.decide.rank import CONTINUED, Line, novelty, placed, rank
from monitor.model import Extent, Member, Story

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)


def story(*members: Member) -> Story:
    return Story(id="s", members=members, first_seen=NOW, last_seen=NOW, revision=1)


def outlets(number: int, *, copies: bool = False) -> Story:
    told = [member(each, outlet=f"Outlet {each}") for each in range(number)]
    return story(told[0], *(replace(one, copy_of=told[0].article_id if copies else "") for one in told[1:]))


def extent(*names: str, actors: tuple[str, ...] = ()) -> Extent:
    return Extent(outlets=names, languages=("en",), actors=actors, figures=(), members=len(names), last_seen=NOW)


def test_the_better_match_comes_first() -> None:
    assert rank(outlets(2), 0.9) > rank(outlets(2), 0.6)


def test_news_comes_before_what_was_told() -> None:
    told, now = extent("a", "b"), extent("a", "b", "c")
    assert rank(outlets(3), 0.7) > rank(outlets(3), 0.7, told, now)


def test_more_news_comes_before_less() -> None:
    told = extent("a", "b")
    little, much = extent("a", "b", "c"), extent("a", "b", "c", "d", "e", actors=("country/RU",))
    assert CONTINUED <= novelty(told, told) < novelty(told, little) < novelty(told, much) <= 1


def test_what_many_tell_comes_before_what_one_tells_and_their_own_words_before_copies() -> None:
    assert rank(outlets(8), 0.7) > rank(outlets(1), 0.7)
    assert rank(outlets(8), 0.7) > rank(outlets(8, copies=True), 0.7)


def test_a_much_better_match_comes_before_what_the_whole_world_tells() -> None:
    assert rank(outlets(1), 0.98) > rank(outlets(40), 0.5, extent("a"), extent("a", "b"))


@given(st.integers(1, 60), st.floats(0, 1), st.booleans())
def test_a_rank_lies_between_nothing_and_one(number: int, score: float, copies: bool) -> None:
    assert 0 <= rank(outlets(number, copies=copies), score) <= 1


def test_a_story_of_two_profiles_is_told_once_where_it_fits_best() -> None:
    lines = [
        Line(profile="nato", story_id="exercise", rank=0.9),
        Line(profile="treaty", story_id="exercise", rank=0.6),
        Line(profile="treaty", story_id="talks", rank=0.95),
        Line(profile="nato", story_id="talks", rank=0.5),
        Line(profile="nato", story_id="visit", rank=0.7),
    ]
    told = [(one.profile, one.story_id, one.also) for one in placed(lines)]
    assert told == [
        ("treaty", "talks", ("nato",)),
        ("nato", "exercise", ("treaty",)),
        ("nato", "visit", ()),
    ]


LINES = st.builds(
    Line, profile=st.sampled_from("abc"), story_id=st.sampled_from("stuvw"), rank=st.sampled_from([0.2, 0.5, 0.9])
)


@given(st.lists(LINES, unique_by=lambda line: (line.profile, line.story_id)), st.randoms())
def test_each_story_is_told_once_in_one_group_whatever_the_order_of_the_rows(
    lines: list[Line], random: st.random_module
) -> None:
    told = placed(lines)
    assert sorted(one.story_id for one in told) == sorted({line.story_id for line in lines})
    groups = [one.profile for one in told]
    assert [group for at, group in enumerate(groups) if at == 0 or groups[at - 1] != group] == list(
        dict.fromkeys(groups)
    ), "each profile has one group"
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert placed(shuffled) == told
