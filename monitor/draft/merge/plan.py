"""Which profile a draft is for: one that is there and grew from these seeds or the same affair, or a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from monitor.draft.proposal import Proposal, Seed
from monitor.errors import ConfigError, Fault
from monitor.settings.document import read_document
from monitor.settings.profiles import profile_files

#: seeds, and whether they make one profile whatever they speak of -> proposals
Drafting: TypeAlias = Callable[[Sequence[Seed], bool], tuple[Proposal, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A profile's file as it is."""

    path: Path
    raw: bytes
    #: file names in `seeds/` that it lists
    seeds: tuple[str, ...]

    @property
    def id(self) -> str:
        """The profile's id."""
        return self.path.stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A draft, and the profile that it is for."""

    proposal: Proposal
    #: None: a new one
    target: Grown | None = None
    #: seeds that the profile does not list yet
    joining: tuple[str, ...] = ()


def grown_in(folder: Path) -> tuple[tuple[Grown, ...], tuple[Fault, ...]]:
    """The profiles of a folder as files; with the faults of those that are no YAML."""
    found: list[Grown] = []
    faults: list[Fault] = []
    for path in profile_files(folder):
        try:
            found.append(read_grown(path))
        except ConfigError as error:
            faults += error.faults
    return tuple(found), tuple(faults)


def read_grown(path: Path) -> Grown:
    """One profile's file. Raises `ConfigError` where it cannot be read or is no YAML."""
    document = read_document(path)
    value = document.value
    seeds = value.get("seeds") if isinstance(value, dict) else None
    listed = seeds if isinstance(seeds, list) else [seeds]
    return Grown(path=path, raw=document.raw, seeds=tuple(seed for seed in listed if isinstance(seed, str)))


def wanted(given: Iterable[str], grown: Iterable[Grown], into: Grown | None, *, new: bool) -> Mapping[str, Grown]:
    """Seeds that must be read besides those that are given, each with a profile that lists it: the others of the
    profiles that they are for. Where a seed stands in no profile yet, it may be for any."""
    names = set(given)
    if new:
        return {}
    listed = {seed for one in grown for seed in one.seeds}
    hosts = [into] if into else [one for one in grown if names - listed or names & set(one.seeds)]
    return {seed: one for one in hosts for seed in one.seeds if seed not in names}


def plans(
    given: Sequence[Seed], others: Sequence[Seed], grown: Sequence[Grown], drafting: Drafting, *, together: bool
) -> Iterator[Plan]:
    """A plan for each profile that the given seeds are for; `others` are seeds that the profiles list besides."""
    known = {seed.reading.name: seed for seed in (*others, *given)}
    joining: dict[Path, list[str]] = {one.path: [] for one in grown if _lists_any(one, given)}
    free = [seed for seed in given if not any(seed.reading.name in one.seeds for one in grown)]
    if together and len(joining) == 1:
        joining[next(iter(joining))] += [seed.reading.name for seed in free]
        free = []
    for proposal in drafting(free, together) if free else ():
        host = next((one for one in grown if _same_affair(one, proposal, known, drafting)), None)
        if host is None:
            yield Plan(proposal=proposal)
        else:
            joining.setdefault(host.path, []).extend(proposal.seeds)
    for one in grown:
        if one.path in joining:
            yield plan_into(one, joining[one.path], known, drafting)


def plan_into(target: Grown, joining: Iterable[str], known: Mapping[str, Seed], drafting: Drafting) -> Plan:
    """One draft from a profile's seeds and these."""
    new = tuple(dict.fromkeys(name for name in joining if name not in target.seeds))
    (proposal,) = drafting([known[name] for name in (*target.seeds, *new) if name in known], True)
    return Plan(proposal=proposal, target=target, joining=new)


def _lists_any(one: Grown, seeds: Iterable[Seed]) -> bool:
    return any(seed.reading.name in one.seeds for seed in seeds)


def _same_affair(one: Grown, proposal: Proposal, known: Mapping[str, Seed], drafting: Drafting) -> bool:
    """Would a profile's seeds and these have been drafted as one?"""
    theirs = [name for name in one.seeds if name in known]
    if not theirs:
        return False
    together = drafting([known[name] for name in (*theirs, *proposal.seeds)], False)
    return any(set(drafted.seeds) & set(theirs) and set(drafted.seeds) & set(proposal.seeds) for drafted in together)
