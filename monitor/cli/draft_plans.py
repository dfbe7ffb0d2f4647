"""What the options of `monitor draft` make of the seeds: which profile each draft is for, and what it is called."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from monitor.draft.merge.plan import Drafting, Grown, Plan, plan_into, plans
from monitor.draft.proposal import Seed
from monitor.draft.propose import slug
from monitor.errors import ConfigError, DocumentError, Fault
from monitor.settings.ids import unused
from monitor.settings.vocabulary import is_file_name, is_utf_8
from monitor.settings.wording import nearest, quoted

#: bytes of a profile's id; file systems allow 255 for a name with its ending, and a number may follow
_LONGEST_ID = 200


def named_profile(wanted: str, grown: Sequence[Grown]) -> Grown:
    """The profile that somebody means by its id or its file. Raises `ConfigError`."""
    path = Path(wanted).absolute()
    found = next((one for one in grown if wanted == one.id or path == one.path.absolute()), None)
    if found is None:
        hint = nearest(wanted, [one.id for one in grown]) or "`--into` takes the id of a profile that is there"
        raise ConfigError(Fault(file="--into", what=f"there is no profile {quoted(wanted)}", hint=hint))
    return found


def seed_name(name: str) -> str:
    """A name that a profile lists; raises `DocumentError` for what would lead out of `seeds/`."""
    if not is_file_name(name):
        raise DocumentError(f"{quoted(name)} is not the name of a seed")
    return name


def plans_for(
    given: Sequence[Seed],
    seeds: Sequence[Seed],
    grown: Sequence[Grown],
    drafting: Drafting,
    into: Grown | None,
    options: argparse.Namespace,
) -> tuple[Plan, ...]:
    """The plans, by the options. Raises `ConfigError` for a name that several profiles would bear."""
    if not given:
        return ()
    if into is not None:
        known = {seed.reading.name: seed for seed in (*seeds, *given)}
        return (plan_into(into, [seed.reading.name for seed in given], known, drafting),)
    there = () if options.new else grown
    made = list(_called(list(plans(given, seeds, there, drafting, together=options.together)), options.name))
    return tuple(_placed(made, grown, {seed.reading.name: seed for seed in seeds}, drafting, options))


def _called(made: Sequence[Plan], name: str | None) -> Iterator[Plan]:
    """`--name` is for the one profile that is new."""
    new = [plan for plan in made if plan.target is None]
    if name is not None and (unfit := _unfit(name)):
        raise ConfigError(Fault(file="--name", what=unfit, hint="write a name that people know it by"))
    if name is not None and len(new) != 1:
        what = f"{quoted(name)} names one new profile, and these seeds lead to {len(new)}"
        hint = "`--together` makes one of several, `--new` one of an affair that is watched already"
        raise ConfigError(Fault(file="--name", what=what, hint=hint))
    for plan in made:
        if name is not None and plan.target is None:
            yield replace(plan, proposal=replace(plan.proposal, name=" ".join(name.split()), id=slug(name)))
        else:
            yield plan


def _unfit(name: str) -> str:
    """Why a profile and its file cannot be called so; empty where they can."""
    if not slug(name):
        return f"{quoted(name)} holds no letter"
    if not is_utf_8(name):
        return f"{quoted(name)} is not UTF-8"
    return f"{quoted(name)} is longer than a file's name can be" if len(slug(name).encode()) > _LONGEST_ID else ""


def _placed(
    made: Iterable[Plan],
    grown: Sequence[Grown],
    known: dict[str, Seed],
    drafting: Drafting,
    options: argparse.Namespace,
) -> Iterator[Plan]:
    """A new profile whose id is taken is for the one that has it, or with `--new` gets a number."""
    taken = {one.id: one for one in grown}
    for plan in made:
        proposal = plan.proposal
        if plan.target is not None or proposal.id not in taken:
            yield plan
        elif options.new:
            yield replace(plan, proposal=replace(proposal, id=unused(proposal.id, taken)))
        else:
            yield plan_into(taken[proposal.id], proposal.seeds, known, drafting)
