"""Whatever the past looks like, judging it ends, and a surge is what it says that it is."""

from __future__ import annotations

from datetime import timedelta

from doubles.streams import BEGIN, HOUR
from hypothesis import given
from hypothesis import strategies as st

from monitor.decide.baseline import watched
from monitor.decide.silence import SHORTEST, hush
from monitor.decide.volume import LEAST, OUTLETS, TIMES, by_day, near_usual, rise

#: tellings by outlet in an hour; None: nobody watched
HOURS = st.lists(
    st.none() | st.dictionaries(st.sampled_from("abcde"), st.integers(0, 10**6), max_size=5), min_size=1, max_size=120
)


@given(past=HOURS, often=st.integers(1, 12))
def test_any_past_can_be_judged(past: list[dict[str, int] | None], often: int) -> None:
    repeated = past * often
    told = {BEGIN + HOUR * place: by for place, by in enumerate(repeated) if by is not None}
    now = BEGIN + HOUR * len(repeated)
    found = rise(told, now)
    near_usual(told, now)
    if found:
        assert found.count >= LEAST
        assert found.outlets >= OUTLETS
        assert found.ratio >= TIMES
        assert now - timedelta(days=3) <= found.since <= now
    counts = {hour: sum(by.values()) for hour, by in told.items()}
    silent = hush(counts, BEGIN, now)
    assert silent is None or now - silent.since >= SHORTEST
    assert len(by_day(counts, now, "Pacific/Apia")) == 14


@given(st.lists(st.integers(0, 400), max_size=60))
def test_a_watched_hour_lies_between_two_answers(answers: list[int]) -> None:
    instants = [BEGIN + HOUR * step for step in answers]
    for hour in watched(instants):
        assert min(instants) < hour <= max(instants)
