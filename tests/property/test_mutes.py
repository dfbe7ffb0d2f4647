"""Whatever is muted, and whenever: a mute that has ended changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from doubles.analyses import analysis
from doubles.mutes import mute
from doubles.outcomes import story
from hypothesis import given
from hypothesis import strategies as st

from monitor.decide.mute import covering, led_by_others, silenced
from monitor.model import Mute

ABOUT = analysis({"country/AM": 9}, title=("country/AM",))
# few days, so that many an instant is the very end of a mute
INSTANTS = st.integers(1, 6).map(lambda day: datetime(2026, 11, day, tzinfo=UTC))
MUTES = st.builds(
    mute,
    kind=st.sampled_from(("story", "actor", "outlet", "profile")),
    subject=st.sampled_from(("story-1", "country/AM", "News 1", "source-1", "p", "q")),
    profile=st.sampled_from(("", "p", "q")),
    until=st.none() | INSTANTS,
)


def never(term: str) -> bool:
    """No term is a minor one."""
    return False


@given(st.lists(MUTES, max_size=6), INSTANTS)
def test_a_mute_that_has_ended_never_holds_anything_back(mutes: list[Mute], now: datetime) -> None:
    in_force = [one for one in mutes if one.until is None or now < one.until]

    def held(among: list[Mute]) -> Mute | None:
        return covering(among, profile="p", story=story(1), analysis=ABOUT, minor=never, now=now)

    assert held(mutes) is None or held(mutes) in in_force
    assert held(mutes) == held(in_force)
    assert silenced(mutes, profile="p", actor="country/AM", now=now) == silenced(
        in_force, profile="p", actor="country/AM", now=now
    )
    assert led_by_others(story(1), mutes, "p", now) == led_by_others(story(1), in_force, "p", now)
