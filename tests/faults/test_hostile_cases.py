"""Each hostile server and document has the outcome that a person would want; tests/README.md lists them all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from faults.hostile.case import Case
from faults.hostile.catalogue import GROUPS, table
from faults.hostile.stage import name_of, play

README = Path(__file__).parents[1] / "README.md"


@pytest.mark.parametrize("cases", GROUPS.values(), ids=GROUPS)
async def test_what_comes_of_it_is_what_a_person_would_want(cases: tuple[Case, ...], tmp_path: Path) -> None:
    """The cases of a group run side by side: what one of them does, the others do not feel."""
    seen = await play(cases, tmp_path)
    complaints = []
    for case in cases:
        try:
            case.check(seen[case.name])
        except (AssertionError, ValueError, IndexError) as error:
            complaints.append(f"{case.name} {case.does}; wanted: {case.wanted}; but {error}")
    assert not complaints, "\n".join(complaints)


def test_there_are_as_many_as_were_promised_and_each_has_a_host_of_its_own() -> None:
    cases = [case for group in GROUPS.values() for case in group]
    assert len(cases) >= 120
    for what in ([case.name for case in cases], [name_of(case.name) for case in cases]):
        assert [name for name, times in Counter(what).items() if times > 1] == []


def test_the_list_in_the_readme_is_the_catalogue() -> None:
    """`cd tests && python -m faults.hostile.catalogue` prints it."""
    assert "\n".join(table()) in README.read_text(encoding="utf-8")
