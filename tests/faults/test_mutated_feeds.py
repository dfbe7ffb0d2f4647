"""However a feed is broken, reading it ends in a feed or in a `DocumentError`, and soon; in long form, `make trust`."""

from __future__ import annotations

import pytest
from faults.mutated_feeds import batch, mutated

COUNT = 1500
PARTS = 6


@pytest.mark.parametrize("part", range(PARTS))
def test_no_broken_feed_ends_in_anything_else_than_a_feed_or_a_refusal(part: int) -> None:
    size = COUNT // PARTS
    outcomes, failed, _ = batch(part * size, size)
    assert not failed, f"{outcomes}: mutated({failed[0]}) shows it"
    assert outcomes["read"] > size / 3


def test_a_broken_feed_can_be_made_again_from_its_number() -> None:
    assert mutated(17) == mutated(17)
