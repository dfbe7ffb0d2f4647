"""A suggestion put into a file says just that, with its reason beside it, and leaves every other byte alone."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

import pytest
from doubles.shipped import lexicon
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.decide.condition import AllOf, Condition, Near
from monitor.decide.profile import Profile
from monitor.draft.learn.amend import amended
from monitor.draft.learn.change import Change, Exclude, Require, Threshold, Weigh, changed
from monitor.errors import ConfigError
from monitor.settings.profiles import load_profile
from monitor.settings.vocabulary import Vocabulary

BLOCK = """\
# Mine; hands off.
name: "The treaty"     # as it is called

watch:
    -   actor: country/AZ      # both
        weight: 3              # three
    - actor: country/AM
    # and what it is about
    - topic: peace-treaty  # the treaty
    - any: [org/nato, country/US]
      weight: 1.5
    - phrase: {vi: nâng cấp quan hệ, en: [upgrade relations]}
require:
    # who
    - [country/AZ, country/AM]
exclude:
  - topic/sport
threshold: 0.5   # half
review: 0.4
deliver: []
"""
FLOW = """\
{name: Short, watch: [{actor: country/AZ}, {topic: peace-treaty, weight: 2}], exclude: [topic/sport], threshold: 0.45}
"""
SHORT = """\
name: Short
watch:
  - {actor: country/AZ}
  - {actor: country/AM, weight: 2}  # flow
exclude: topic/sport"""
EMPTY = "name: Empty\nwatch:\n- actor: country/AZ\nrequire: []\nexclude: []  # nothing yet\nthreshold: 0.5\n"
LEAST = "name: Least\nwatch:\n- actor: country/AZ\n"
FILES = {"block": BLOCK, "short": SHORT, "empty": EMPTY, "least": LEAST}
KNOWN = ("country/AZ", "country/AM", "org/nato", "topic/sport", "topic/football", "person/ilham-aliyev", "place/baku")
REASON = "true of 5 of 6 👎: “علی‌اف says: #no [yes] {x: y} \"quoted\" 'too'”"


def load(raw: bytes, folder: Path) -> Profile:
    path = folder / "p.yaml"
    path.write_bytes(raw)
    return load_profile(path, Vocabulary(known=lexicon().called, channels=(), sources=(), seeds=None))


def same(one: Profile, other: Profile) -> bool:
    return replace(one, version="") == replace(other, version="")


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
@pytest.mark.parametrize(
    "change",
    [
        Weigh("country/AZ", 1.5),
        Weigh("country/AM", 4.0),
        Weigh("topic/football", -1.0),
        Weigh("person/ilham-aliyev", 3.0),
        Exclude("topic/football"),
        Exclude(AllOf(("topic/football", "country/AM"))),
        Require("org/nato"),
        Require(("country/AM", "person/ilham-aliyev", "place/baku")),
        Require(Near((("country/AZ", "place/baku"), "org/nato"))),
        Require(Near(("country/AZ", "org/nato"), 3)),
        Threshold(0.62),
        Threshold(0.2),
    ],
    ids=str,
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_each_change_is_made_with_its_reason_and_nothing_else(
    text: str, change: Change, newline: str, tmp_path: Path
) -> None:
    raw = text.replace("\n", newline).encode()
    before = load(raw, tmp_path)
    new = amended(raw, [(change, REASON)], before, file="p.yaml")
    assert same(load(new, tmp_path), changed(before, change))
    assert REASON in new.decode()
    rows, old = new.decode().split(newline), text.split("\n")
    kept = [row for row in difflib.ndiff(old, rows) if row.startswith("- ")]
    assert len(kept) <= 2, f"more than the line that is meant was touched: {kept}"


def test_what_a_person_reads(tmp_path: Path) -> None:
    raw = BLOCK.encode()
    both: list[tuple[Change, str]] = [
        (Weigh("country/AZ", 1.5), "why 1"),
        (Weigh("country/AM", 2.0), "why 2"),
        (Weigh("topic/tourism", -1.0), "why 3"),
        (Exclude("topic/music"), "why 4"),
        (Exclude("topic/weather"), "why 5"),
        (Require(Near(("country/AZ", "country/AM"))), "why 6"),
        (Threshold(0.55), "why 7"),
    ]
    new = amended(raw, both, load(raw, tmp_path), file="p.yaml").decode()
    diff = difflib.unified_diff(BLOCK.splitlines(), new.splitlines(), n=0, lineterm="")
    assert [row for row in diff if row[0] in "+-" and row[:3] not in ("+++", "---")] == [
        "-        weight: 3              # three",
        "+        weight: 1.5  # 3 before: why 1              # three",
        "+      weight: 2  # 1 before: why 2",
        "+    # why 3",
        "+    - topic: tourism",
        "+      weight: -1",
        "+    # why 6",
        "+    - {near: [country/AZ, country/AM]}",
        "-threshold: 0.5   # half",
        "+  # why 4",
        "+  - topic/music",
        "+  # why 5",
        "+  - topic/weather",
        "+threshold: 0.55  # 0.50 before: why 7   # half",
    ]


@pytest.mark.parametrize("change", [Exclude("topic/football"), Weigh("country/AZ", 2.0)], ids=str)
def test_lists_in_a_file_that_is_all_brackets_are_edited(change: Change, tmp_path: Path) -> None:
    before = load(FLOW.encode(), tmp_path)
    new = amended(FLOW.encode(), [(change, REASON)], before, file="p.yaml")
    assert same(load(new, tmp_path), changed(before, change))


@pytest.mark.parametrize("change", [Require("country/AM"), Threshold(0.3)], ids=str)
def test_what_would_break_the_file_is_refused_in_words(change: Change, tmp_path: Path) -> None:
    """A new key has no line of its own there, and a comment would swallow the closing bracket."""
    with pytest.raises(ConfigError, match="cannot be edited"):
        amended(FLOW.encode(), [(change, REASON)], load(FLOW.encode(), tmp_path), file="p.yaml")


IDS = st.sampled_from(KNOWN)
CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    IDS,
    st.lists(IDS, min_size=1, max_size=4, unique=True).map(tuple),
    st.builds(Near, st.lists(IDS, min_size=2, max_size=3, unique=True).map(tuple), st.integers(0, 4)),
)
SCORES = st.integers(1, 99).map(lambda hundredths: hundredths / 100)
WEIGHTS = st.integers(-30, 60).filter(bool).map(lambda tenths: tenths / 10)
CHANGES = st.one_of(
    st.builds(Weigh, IDS, WEIGHTS),
    st.builds(Exclude, CONDITIONS),
    st.builds(Require, CONDITIONS),
    st.builds(Threshold, SCORES),
)


def _once(listed: list[Change]) -> list[Change]:
    """One weight for each term, one threshold: what `suggest` makes of several is put together before."""
    keyed = {
        (type(one), one.term if isinstance(one, Weigh) else ""): one
        for one in listed
        if isinstance(one, Weigh | Threshold)
    }
    return [*keyed.values(), *(one for one in listed if isinstance(one, Exclude | Require))]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from(sorted(FILES)), listed=st.lists(CHANGES, min_size=1, max_size=5).map(_once))
def test_any_changes_together_say_what_was_meant(name: str, listed: list[Change], tmp_path: Path) -> None:
    raw = FILES[name].encode()
    before = meant = load(raw, tmp_path)
    for change in listed:
        meant = changed(meant, change)
    if all(term.weight < 0 for term in meant.watch):
        return  # the reader refuses a profile that wants nothing
    new = amended(raw, [(change, REASON) for change in listed], before, file="p.yaml")
    read = load(new, tmp_path)
    assert (read.watch, read.threshold, read.review) == (meant.watch, meant.threshold, meant.review)
    assert sorted(map(repr, read.require)) == sorted(map(repr, meant.require))
    assert sorted(map(repr, read.exclude)) == sorted(map(repr, meant.exclude))
