"""A seed goes to the profile that lists it or watches its affair, and makes a new one only where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from doubles.shipped import lexicon, seed, seed_analysis

from monitor.draft.merge.plan import Grown, Plan, grown_in, plan_into, plans, wanted
from monitor.draft.proposal import Proposal, Seed
from monitor.draft.propose import propose

PEACE, LETTER, NATO = (Seed(reading=seed(name), analysis=seed_analysis(name)) for name in ("000", "002", "004"))


def grown(name: str, *seeds: Seed) -> Grown:
    return Grown(path=Path(f"{name}.yaml"), raw=b"", seeds=tuple(one.reading.name for one in seeds))


def drafting(seeds: Sequence[Seed], together: bool) -> tuple[Proposal, ...]:
    return propose(seeds, lexicon(), together=together)


def planned(given: Sequence[Seed], there: Sequence[Grown], *, together: bool = False) -> list[Plan]:
    return list(plans(given, [PEACE, LETTER, NATO], there, drafting, together=together))


def told(made: Sequence[Plan]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Profile (empty: new), the seeds that it is drafted from, those that join: each by the beginning of its name."""
    return [
        (
            one.target.id if one.target else "",
            *(tuple(name[:3] for name in names) for names in (one.proposal.seeds, one.joining)),
        )
        for one in made
    ]


def test_where_nothing_is_there_each_affair_makes_a_profile() -> None:
    assert told(planned([PEACE, LETTER, NATO], [])) == [("", ("000", "002"), ()), ("", ("004",), ())]
    assert told(planned([PEACE, LETTER, NATO], [], together=True)) == [("", ("000", "002", "004"), ())]


def test_a_seed_that_a_profile_lists_drafts_this_profile_from_all_that_it_lists() -> None:
    both = grown("both", PEACE, LETTER)
    assert told(planned([LETTER], [both])) == [("both", ("000", "002"), ())]


def test_a_seed_of_the_affair_that_a_profile_watches_joins_it_and_another_does_not() -> None:
    assert told(planned([LETTER, NATO], [grown("talks", PEACE)])) == [
        ("", ("004",), ()),
        ("talks", ("000", "002"), ("002",)),
    ]


def test_with_together_what_no_profile_lists_joins_the_one_that_lists_the_rest() -> None:
    assert told(planned([PEACE, NATO], [grown("talks", PEACE)], together=True)) == [("talks", ("000", "004"), ("004",))]


def test_a_seed_that_two_profiles_list_is_for_both() -> None:
    there = [grown("one", PEACE), grown("two", PEACE, NATO)]
    assert told(planned([PEACE], there)) == [("one", ("000",), ()), ("two", ("000", "004"), ())]


def test_a_profile_that_is_named_gets_the_seeds_whatever_they_speak_of() -> None:
    known = {one.reading.name: one for one in (PEACE, NATO)}
    made = plan_into(grown("talks", PEACE), [NATO.reading.name], known, drafting)
    assert told([made]) == [("talks", ("000", "004"), ("004",))]


def test_a_profile_without_seeds_is_no_affair_of_any() -> None:
    assert told(planned([NATO], [grown("own")])) == [("", ("004",), ())]


def test_besides_the_given_seeds_those_are_read_that_their_profiles_list() -> None:
    both, nato = grown("both", PEACE, LETTER), grown("nato", NATO)
    names = [one.reading.name for one in (PEACE, LETTER, NATO)]
    assert list(wanted(names[:1], [both, nato], None, new=False)) == names[1:2]
    assert list(wanted(["unheard-of.txt"], [both, nato], None, new=False)) == names, "it may be of any affair"
    assert list(wanted(["unheard-of.txt"], [both, nato], nato, new=False)) == names[2:]
    assert not wanted(["unheard-of.txt"], [both, nato], None, new=True)


def test_profiles_are_read_with_what_is_wrong_with_the_others(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("seeds: a.txt\n", encoding="utf-8")
    (tmp_path / "two.yml").write_text("seeds: [a.txt, 1, {b: c}]\nunheard: of\n", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("seeds: [", encoding="utf-8")
    (tmp_path / "one.yaml.bak").write_text("seeds: [old.txt]\n", encoding="utf-8")
    found, faults = grown_in(tmp_path)
    assert [(one.id, one.seeds) for one in found] == [("one", ("a.txt",)), ("two", ("a.txt",))]
    assert [Path(fault.file).name for fault in faults] == ["broken.yaml"]
