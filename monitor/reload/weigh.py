"""The set that is on disk against the one in force: is it sound, and does it keep every seed that was kept?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.deliver.proof import proof
from monitor.errors import ConfigError, Fault
from monitor.replay import SeedAnalyses, SeedCheck, check_seeds
from monitor.settings.document import read_document, shown
from monitor.settings.home import Home
from monitor.settings.profiles import files_by_id
from monitor.settings.snapshot import Snapshot, load_snapshot

#: what to do about a seed that an edit loses
_HINT = "mend the profile, take the seed out of its `seeds`, or let it go with `seeds_must_match: false`"
_GONE = "put it back; what should not be watched any longer rests with `enabled: false`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A set that is, or can be, in force."""

    snapshot: Snapshot
    #: (profile, seed) that do not match with it; they keep no edit from being taken
    failing: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a set cannot be taken."""

    faults: tuple[Fault, ...]


def stand(snapshot: Snapshot, now: datetime, analyses: SeedAnalyses) -> Standing:
    """A set as it is taken at the start, without asking for its seeds."""
    return Standing(snapshot=snapshot, failing=_failing(check_seeds(snapshot, now, analyses)))


def weigh(standing: Standing, environ: Mapping[str, str], now: datetime, analyses: SeedAnalyses) -> Standing | Refused:
    """Read and compile what is on disk, and check its seeds. Blocks; changes nothing.

    A profile with a fault is a fault of the whole set, other than at the start: what runs is better than what is left.
    So is a template that cannot render a sample, in whose place ours would serve.
    """
    home = standing.snapshot.home
    if not home.furnished:  # it is on its way to another place, or gone: an empty set is not what anybody wrote
        return Refused(faults=(Fault(file=shown(home.config), what="there is no such folder", hint=_GONE),))
    try:
        found = load_snapshot(home, environ, running=standing.snapshot)
    except ConfigError as error:
        return Refused(faults=error.faults)
    if found.faults:
        return Refused(faults=found.faults)
    if found.templates != standing.snapshot.templates and (faults := proof(found.templates, now).faults):
        return Refused(faults=faults)
    checks = tuple(check_seeds(found, now, analyses))
    lost = [check for check in checks if check.lost and (check.profile, check.seed) not in standing.failing]
    if lost:
        return Refused(faults=tuple(_fault(check, home) for check in lost))
    return Standing(snapshot=found, failing=_failing(checks))


def _failing(checks: Iterable[SeedCheck]) -> frozenset[tuple[str, str]]:
    return frozenset((check.profile, check.seed) for check in checks if not check.holds)


def _fault(check: SeedCheck, home: Home) -> Fault:
    """At the seed's line in the profile."""
    what = f"the seed {check.seed} no longer matches: {'; '.join(check.why)}"
    try:
        document = read_document(files_by_id(home.profiles)[check.profile])
    except (ConfigError, KeyError):  # it is being written again
        return Fault(file=check.profile, what=what, hint=_HINT)
    seeds = document.value.get("seeds") if isinstance(document.value, dict) else None
    place = ("seeds", seeds.index(check.seed)) if isinstance(seeds, list) and check.seed in seeds else ("seeds",)
    return document.fault(place, what, _HINT)
