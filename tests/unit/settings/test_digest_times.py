"""A digest's times are read as people write them, and what cannot be meant is told with what to write."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from monitor.decide.calendar import DAYS, DigestTime
from monitor.settings.digest_times import DigestTimes, digest_time, merged

ALL = TypeAdapter(DigestTimes)
HALF_PAST_SEVEN = time(7, 30)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("07:30", ()),
        ("7:30", ()),
        ("weekdays 07:30", (0, 1, 2, 3, 4)),
        ("weekends 07:30", (5, 6)),
        ("mon 07:30", (0,)),
        ("mon,thu 07:30", (0, 3)),
        ("thu, mon 07:30", (0, 3)),
        ("mon-wed,sat 07:30", (0, 1, 2, 5)),
        ("fri-mon 07:30", (0, 4, 5, 6)),
        ("mon-sun 07:30", ()),
    ],
)
def test_days_and_a_time(text: str, days: tuple[int, ...]) -> None:
    assert digest_time(text) == DigestTime(at=HALF_PAST_SEVEN, days=days)


@pytest.mark.parametrize(
    ("value", "what", "hint"),
    [
        ("Mondays 07:30", "`Mondays` is no day of the week", "did you mean `mon`?"),
        ("Mon 07:30", "`Mon` is no day of the week", "did you mean `mon`?"),
        ("mon,thurs 07:30", "`thurs` is no day of the week", "did you mean `thu`?"),
        ("weekend 07:30", "`weekend` is no day of the week", "did you mean `weekends`?"),
        ("lundi 07:30", "`lundi` is no day", "days are mon, tue"),
        ("mon,weekends 07:30", "`weekends` stands among days", "alone before the time"),
        ("07:30 mon", "`07:30 mon` is not a time", "the time stands last: `mon 07:30`"),
        ("daily 07:30", "`daily` is what a time without days means", "write `07:30`"),
        ("every day 07:30", "`every day` is what", "write `07:30`"),
        ("24:00", "`24:00` never comes", "from `00:00` to `23:59`"),
        ("7h30", "`7h30` is not a time of the day", "write it as `07:30`"),
        ("30 7 * * 1-5", "`30 7 * * 1-5` is not a time of the day", "not a cron line"),
        ("mon", "`mon` is not a time", "`mon,thu 07:30`"),
        ("", "`` is not a time", "write it as"),
        (7.3, "`7.3` is not a time", "write it as `07:30`"),
        (None, "`None` is not a time", "write it as"),
    ],
)
def test_what_cannot_be_meant_says_what_to_write(value: object, what: str, hint: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        digest_time(value)
    said = refused.value.context
    assert said is not None
    assert what in said["what"]
    assert hint in said["hint"]


def test_none_is_no_digest_and_one_is_a_list_of_one() -> None:
    assert ALL.validate_python("none") == []
    assert ALL.validate_python("mon 07:30") == ALL.validate_python(["mon 07:30"])


def test_the_same_time_on_several_days_is_one_time() -> None:
    named = [digest_time(text) for text in ("18:00", "mon 07:30", "weekends 07:30", "tue 18:00")]
    assert merged(named) == (DigestTime(at=HALF_PAST_SEVEN, days=(0, 5, 6)), DigestTime(at=time(18)))
    assert merged(digest_time(text) for text in ("weekdays 07:30", "weekends 07:30")) == (
        DigestTime(at=HALF_PAST_SEVEN),
    )


@given(st.times(), st.sets(st.integers(0, 6), max_size=6))
def test_what_is_written_is_read_again(at: time, days: set[int]) -> None:
    one = DigestTime(at=at.replace(second=0, microsecond=0, fold=0), days=tuple(sorted(days)))
    assert digest_time(str(one)) == one


@given(
    st.one_of(st.text(max_size=40), st.lists(st.sampled_from([*DAYS, ",", "-", " ", "07:30", "weekdays"])).map("".join))
)
def test_whatever_is_written_is_read_or_refused_in_words(text: str) -> None:
    try:
        read = ALL.validate_python(text)
    except ValidationError as error:
        refused = {each["type"] for each in error.errors()}
    else:
        refused = set()
        assert read == [] or str(read[0]).endswith(text.strip()[-3:])
    assert refused <= {"wrong"}
